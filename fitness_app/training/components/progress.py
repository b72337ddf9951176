"""How training goes, as cards: hard sets, session load, adherence, newest records."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.records import record_item
from fitness_app.training.progress.overview_rows import (
    HEAT_WEEKS,
    KeptRow,
    MuscleRow,
)
from fitness_app.training.state.progress import ProgressState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import card
from fitness_app.ui.charts import bar_chart, chart_frame, chart_or_table, legend_bar
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.progress import bar
from fitness_app.ui.tables import Column, cell, head_cell, row, table


def hard_sets_card(*actions: Child) -> rx.Component:
    """Hard sets a week by muscle as bars over the band, or week by week as a table."""
    band = ProgressState.band
    return card(
        "Hard sets a week",
        rx.cond(
            ProgressState.muscles,
            rx.fragment(
                rx.el.div(_bars(), class_name="group-has-[[value=table]:checked]:hidden"),
                rx.el.div(
                    _sets_table(),
                    class_name="-mx-5 hidden group-has-[[value=table]:checked]:block sm:-mx-6",
                ),
                rx.el.p(
                    "A working set counts 1 for a muscle that the exercise works mainly, ½ for one "
                    "that helps. The band is guidance, not a target to exceed.",
                    class_name=_FOOT,
                ),
            ),
            _nothing("No working sets in the last twelve weeks."),
        ),
        sub=band.sub,
        actions=[*actions, chart_or_table("hard-sets")],
        class_name="group",
    )


def load_card() -> rx.Component:
    """Session load by week, and how even and how steep it is."""
    load = ProgressState.load
    return rx.cond(
        load.total != "",
        chart_frame(
            "Session load",
            name="session-load",
            sub="Each session’s RPE × its minutes",
            figure=rx.fragment(_load_figures(), _sharp_rise()),
            chart=bar_chart(
                ProgressState.load_points, name=load.summary, counted="Load", height=180
            ),
            table=table(
                "Session load by week",
                ["Week of", Column("Load", figures=True)],
                rx.foreach(
                    ProgressState.load_points,
                    lambda point: row(head_cell(point.label), cell(point.count, figures=True)),
                ),
            ),
            legend=[
                legend_bar("A week"),
                rx.el.span(
                    "Monotony is the mean of seven days ÷ their standard deviation; strain is load "
                    "× monotony. The ratio is a 7-day average ÷ a 28-day one, both exponential. "
                    "It says how your load changes, no more.",
                ),
                rx.el.span(load.without_rpe),
            ],
        ),
        card(
            "Session load",
            _nothing("Say how hard a session was when you finish it, and its load appears here."),
            sub="Each session’s RPE × its minutes",
        ),
    )


def adherence_card() -> rx.Component:
    """What was done of what plans asked for."""
    return card(
        "Adherence",
        rx.cond(
            ProgressState.kept,
            rx.fragment(
                rx.el.ul(rx.foreach(ProgressState.kept, _kept), class_name="grid gap-5"),
                _split_table(),
            ),
            _nothing("Follow a plan, and what you did of it appears here."),
        ),
        rx.el.p(
            "Frequency: sessions done ÷ due, one cut short by its sets; excused sessions and leave "
            "in neither. Of the sessions begun, intensity: sets within 5% of the load or one of "
            "the RPE asked for; time: sets done ÷ asked for, by seconds or metres where those are; "
            "type: exercises done as planned, not swapped.",
            class_name=_FOOT,
        ),
        sub="What you did of what your plan asked for",
    )


def _split_table() -> rx.Component:
    heads = ("Frequency", "Intensity", "Time", "Type")
    caption = "How adherence splits, over each span"
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Over", scope="col", class_name="pl-5 sm:pl-6"),
                    *(rx.el.th(head, scope="col", class_name="px-2 text-right") for head in heads),
                    rx.el.th(class_name="w-0 p-0 pr-3 sm:pr-4", aria_hidden=True),
                )
            ),
            rx.el.tbody(rx.foreach(ProgressState.kept, _split_line)),
            class_name="table table-sm text-sm whitespace-nowrap tabular",
        ),
        class_name="relative -mx-5 mt-5 overflow-x-auto sm:-mx-6",
        role="group",
        tab_index=0,
        aria_label=caption,
    )


def _split_line(kept: KeptRow) -> rx.Component:
    return row(
        head_cell(kept.span),
        *(
            rx.el.td(figure, class_name="px-2 text-right")
            for figure in (kept.rate, kept.intensity, kept.time, kept.type)
        ),
        rx.el.td(class_name="w-0 p-0", aria_hidden=True),
    )


def newest_records_card() -> rx.Component:
    """The records reached last."""
    return card(
        "Latest records",
        rx.cond(
            ProgressState.newest,
            rx.el.ul(
                rx.foreach(ProgressState.newest, record_item),
                class_name="-my-3 grid divide-base-300 max-md:divide-y md:grid-cols-3 md:gap-x-10",
            ),
            _nothing("The first time you do an exercise sets the mark; beat it to see it here."),
        ),
        actions=[
            rx.cond(
                ProgressState.newest,
                link_button(
                    f"All {ProgressState.record_count}",
                    routes.PROGRESS_RECORDS,
                    kind="ghost",
                    size="sm",
                    aria_label=f"All {ProgressState.record_count} records",
                ),
            )
        ],
    )


_FOOT = "mt-5 border-t border-base-300 pt-4 text-xs text-muted"


def _nothing(text: str) -> rx.Component:
    return rx.el.p(text, class_name="grid h-32 place-content-center text-center text-sm text-muted")


def _bars() -> rx.Component:
    band = ProgressState.band
    room = "left-[104px] right-[52px]"
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                class_name="absolute inset-y-0 rounded-sm bg-primary/10",
                style={"left": f"{band.left}%", "width": f"{band.width}%"},
            ),
            class_name=f"absolute inset-y-0 {room}",
            aria_hidden=True,
        ),
        rx.el.ul(rx.foreach(ProgressState.muscles, _muscle), class_name="relative"),
        rx.el.div(
            _mark("0", 0),
            _mark(band.low, band.left),
            _mark(band.high, band.left + band.width),
            class_name="relative mt-1 ml-[104px] mr-[52px] h-4 text-xs text-muted tabular",
            aria_hidden=True,
        ),
        class_name="relative",
    )


def _mark(words: Text, left: rx.Var[float] | float) -> rx.Component:
    return rx.el.span(words, class_name="absolute -translate-x-1/2", style={"left": f"{left}%"})


def _muscle(muscle: MuscleRow) -> rx.Component:
    tint = rx.match(
        muscle.side, ("above", "bg-warning"), ("below", "bg-base-content/45"), "bg-primary"
    )
    ink = rx.match(muscle.side, ("above", "font-medium text-warning"), ("below", "text-muted"), "")
    return rx.el.li(
        rx.el.span(muscle.name, class_name="w-[104px] shrink-0 truncate text-sm"),
        rx.el.span(
            rx.el.span(
                class_name=["absolute inset-y-0 left-0 rounded-r-full", tint],
                style={"width": f"{muscle.percent}%"},
            ),
            class_name="relative h-2.5 min-w-0 grow",
            aria_hidden=True,
        ),
        rx.el.span(
            muscle.mean,
            rx.match(
                muscle.side,
                ("above", rx.fragment(icon("arrow-up", 14), _unseen("above the band"))),
                ("below", rx.fragment(icon("arrow-down", 14), _unseen("below the band"))),
                rx.fragment(rx.el.span(class_name="w-3.5"), _unseen("within the band")),
            ),
            class_name=[
                "flex w-[52px] shrink-0 items-center justify-end gap-1 text-sm tabular",
                ink,
            ],
        ),
        class_name="flex h-[33px] items-center",
    )


def _unseen(words: str) -> rx.Component:
    return rx.el.span(f", {words}", class_name="sr-only")


def _sets_table() -> rx.Component:
    heads = rx.foreach(
        ProgressState.band.weeks,
        lambda week: rx.el.th(week, scope="col", class_name="text-right"),
    )
    caption = f"Hard sets by muscle and week, the last {HEAT_WEEKS} weeks"
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Muscle", scope="col", class_name="pl-5 sm:pl-6"),
                    heads,
                    rx.el.th("Mean", scope="col", class_name="pr-5 text-right sm:pr-6"),
                )
            ),
            rx.el.tbody(rx.foreach(ProgressState.muscles, _muscle_line)),
            class_name="table text-sm whitespace-nowrap tabular",
        ),
        class_name="relative overflow-x-auto",
        role="group",
        tab_index=0,
        aria_label=caption,
    )


def _muscle_line(muscle: MuscleRow) -> rx.Component:
    return row(
        head_cell(muscle.name),
        rx.foreach(muscle.weeks, lambda sets: rx.el.td(sets, class_name="text-right text-muted")),
        cell(muscle.mean, figures=True),
    )


def _load_figures() -> rx.Component:
    load = ProgressState.load
    return rx.el.dl(
        _load_figure("Last 7 days", load.total),
        _load_figure("Monotony", load.monotony),
        _load_figure("Strain", load.strain),
        rx.cond(load.ratio != "", _load_figure("Load ratio", load.ratio)),
        class_name="mb-4 flex flex-wrap gap-x-8 gap-y-3",
    )


def _load_figure(name: str, figure: Text) -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="text-xs text-muted"),
        rx.el.dd(figure, class_name="text-xl font-semibold tracking-tight tabular"),
    )


def _sharp_rise() -> rx.Component:
    return rx.cond(
        ProgressState.load.is_sharp_rise,
        rx.el.p(
            badge("Sharp rise", "warning"),
            "The last week was much heavier than the weeks before it.",
            class_name="mb-4 flex flex-wrap items-center gap-2 text-sm text-muted",
        ),
    )


def _kept(kept: KeptRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(kept.span, class_name="text-sm font-medium"),
            rx.el.span(kept.rate, class_name="text-xl font-semibold tracking-tight tabular"),
            class_name="flex items-baseline justify-between gap-4",
        ),
        bar(f"Adherence over {kept.span}", kept.percent, class_name="mt-2"),
        rx.el.p(
            kept.counts,
            rx.cond(kept.extra != "", f" · {kept.extra}", ""),
            class_name="mt-2 text-xs text-muted tabular",
        ),
    )
