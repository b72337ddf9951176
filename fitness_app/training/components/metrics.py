"""The weight and the goals as cards, for the cabinet's first page and the pages of training."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import reflex as rx

from fitness_app import routes
from fitness_app.training.goal_rows import GoalRow
from fitness_app.training.state.metrics import GoalsState, WeightState
from fitness_app.training.weight_rows import EntryRow
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, link_button
from fitness_app.ui.cards import card, figure_of
from fitness_app.ui.charts import (
    chart_frame,
    legend_dashes,
    legend_dot,
    legend_line,
    trend_chart,
)
from fitness_app.ui.kinds import Child, Count, Flag, Text
from fitness_app.ui.links import text_link
from fitness_app.ui.notices import empty
from fitness_app.ui.progress import goal_bar
from fitness_app.ui.tables import Column, cell, head_cell, row, table
from fitness_app.ui.tabs import segment

SPANS = (("4w", "4 w"), ("12w", "12 w"), ("1y", "1 y"))
FORMULA = "Each reading moves the trend by 2/11 of the gap: an average over about ten readings."

RowActions = Callable[[EntryRow], rx.Component]


def weight_card(row_actions: RowActions | None = None) -> rx.Component:
    """The weight as a chart and as a table, whose rows may end in actions; or the way to begin."""
    figures = WeightState.figures
    return rx.cond(
        figures.latest != "",
        chart_frame(
            "Body weight",
            name="weight",
            range=segment("Span", SPANS, WeightState.span, WeightState.choose_span),
            figure=_latest(),
            chart=rx.cond(
                WeightState.points,
                trend_chart(
                    WeightState.points,
                    name=figures.summary,
                    goal=WeightState.goal,
                    ticks=WeightState.ticks,
                ),
                nothing_in_span(figures.entered_on),
            ),
            table=entries_table(
                WeightState.rows,
                "Body weight, newest first",
                count=figures.count,
                more=(WeightState.has_more_rows, WeightState.show_more),
                row_actions=row_actions,
            ),
            legend=trend_legend(WeightState.goal),
        ),
        empty(
            "No weight yet",
            "Enter what the scale says, and its trend appears here.",
            *([] if row_actions else [_way_to_enter()]),
            heading="h2",
        ),
    )


def _way_to_enter() -> rx.Component:
    return link_button("Enter weight", f"{routes.CABINET_BODY}#enter", kind="primary")


def goals_card() -> rx.Component:
    """The goals that run, for a look; they are changed on their own page."""
    return card(
        "Goals",
        rx.cond(
            GoalsState.goals,
            goal_list(_adjust_link),
            no_goal(link_button("Set a goal", routes.CABINET_GOALS, kind="secondary")),
        ),
        actions=[link_button("All goals", routes.CABINET_GOALS, kind="ghost", size="sm")],
    )


def goal_list(below: Callable[[GoalRow], Child], *footnotes: Child) -> rx.Component:
    """Goals as bars with a notch for an even schedule; `below` adds what can be done."""
    return rx.fragment(
        rx.el.ul(
            rx.foreach(GoalsState.goals, lambda goal: _goal(goal, below(goal))),
            class_name="divide-y divide-base-300",
        ),
        rx.el.div(
            rx.el.p(
                rx.el.span(class_name="h-3.5 w-0.5 shrink-0 rounded bg-base-content"),
                "Where you’d be today on an even schedule",
                class_name="flex items-center gap-2",
            ),
            *footnotes,
            class_name="mt-5 grid gap-2 border-t border-base-300 pt-4 text-xs text-muted",
        ),
    )


def _latest() -> rx.Component:
    figures = WeightState.figures
    return rx.el.p(
        figure_of(figures.latest, figures.unit),
        rx.el.span(
            rx.cond(figures.change != "", f"Trend {figures.change}", figures.entered_on),
            class_name="text-sm text-muted tabular",
        ),
        class_name="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1",
    )


def nothing_in_span(last_on: Text) -> rx.Component:
    """In the place of a chart whose span has no entry."""
    return rx.el.p(
        "Nothing entered in this span. Your last entry is of ",
        last_on,
        ".",
        class_name="grid h-[236px] place-content-center text-center text-sm text-muted",
    )


def trend_legend(target: Count | None) -> Sequence[Child]:
    """The keys of a trend's chart, and how the trend is computed."""
    goal = rx.cond(target, legend_dashes("Goal"), rx.fragment())
    return [legend_line("Trend"), legend_dot("What you entered"), goal, rx.el.span(FORMULA)]


def entries_table(
    rows: Sequence[EntryRow] | rx.Var[Any],
    caption: Text,
    *,
    count: Text,
    more: tuple[Flag, rx.event.EventType[()]],
    row_actions: RowActions | None,
) -> rx.Component:
    """Entries with their trend; `more` says whether there are more, and brings them."""
    has_more, show_more = more
    columns: list[Column | str] = [
        "Date",
        Column("Entered", figures=True),
        Column("Trend", figures=True),
    ]
    return rx.fragment(
        table(
            caption,
            [*columns, *([Column("Change", figures=True)] if row_actions else [])],
            rx.foreach(rows, lambda entry: _entry(entry, row_actions)),
        ),
        rx.el.div(
            rx.el.p(count, class_name="text-sm text-muted tabular"),
            rx.cond(
                has_more,
                rx.el.button(
                    "Show more",
                    type="button",
                    class_name="btn btn-ghost btn-sm -mr-2",
                    on_click=show_more,
                ),
            ),
            class_name="flex items-center justify-between gap-3 px-5 pt-3 sm:px-6",
        ),
    )


def _entry(entry: EntryRow, row_actions: RowActions | None) -> rx.Component:
    return row(
        head_cell(entry.day),
        cell(entry.entered, figures=True),
        cell(entry.trend, figures=True, muted=True),
        *([cell(row_actions(entry), figures=True)] if row_actions else []),
    )


def _goal(goal: GoalRow, below: Child) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(goal.name, class_name="font-medium"),
            rx.el.span(
                rx.el.span(goal.pace, class_name="text-sm text-muted tabular"),
                standing_badge(goal.standing),
                class_name="flex items-center gap-2.5",
            ),
            class_name="flex flex-wrap items-center justify-between gap-x-4 gap-y-1",
        ),
        goal_bar(
            f"{goal.name}: progress", goal.percent, due_percent=goal.due_percent, gap=goal.gap
        ),
        rx.el.div(
            rx.el.span(goal.start),
            rx.el.span(goal.now, class_name="text-base-content"),
            rx.el.span(goal.aim),
            class_name="mt-2.5 flex flex-wrap justify-between gap-x-3 whitespace-nowrap text-xs "
            "text-muted tabular",
        ),
        below,
        class_name="py-5 first:pt-0 last:pb-0",
    )


def standing_badge(standing: Text) -> Child:
    """How a goal stands, as icon, word and colour."""
    return rx.match(
        standing,
        ("on_track", badge("On track", "success")),
        ("at_risk", badge("At risk", "warning")),
        ("behind", badge("Behind", "error")),
        ("reached", badge("Reached", "success", icon="flag")),
        badge("Just started", "neutral", icon="sprout"),
    )


def _adjust_link(goal: GoalRow) -> Child:
    return rx.cond(
        goal.forecast != "",
        rx.el.p(
            goal.forecast,
            " ",
            text_link("Adjust the goal", routes.CABINET_GOALS, underlined=True),
            class_name="mt-2 text-sm text-muted",
        ),
    )


def no_goal(action: Child, *, heading: Literal["h2", "h3"] = "h3") -> rx.Component:
    """In the place of goals: what one is, and the way to the first."""
    return empty(
        "No goal yet",
        "Choose what you want to reach and a day, and see whether you’re on pace.",
        button_row(action),
        heading=heading,
    )
