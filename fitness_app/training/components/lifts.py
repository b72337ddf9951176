"""Exercises over time, as cards: the line with its records, volume, and what stands."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.records import medal
from fitness_app.training.progress.lift_rows import LiftDayRow, LiftFigures, LiftRow
from fitness_app.training.state.progress import ExerciseProgressState, LiftsState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import ghost
from fitness_app.ui.cards import card, figure_of
from fitness_app.ui.charts import (
    bar_chart,
    chart_frame,
    chart_or_table,
    legend_bar,
    legend_record,
    record_chart,
)
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link, text_link
from fitness_app.ui.notices import empty
from fitness_app.ui.tables import Column, cell, head_cell, row, table
from fitness_app.ui.tabs import segment

RANGES = (("3m", "3 months"), ("6m", "6 months"), ("1y", "1 year"), ("all", "All"))


def lifts_card() -> rx.Component:
    """The line of one lift, and the lifts to choose among."""
    return rx.cond(
        LiftsState.lifts,
        rx.el.section(
            rx.el.div(_line(), class_name="min-w-0 px-5 py-5 sm:px-6"),
            _choice(),
            class_name="card group grid min-w-0 border border-base-300 bg-base-100 "
            "lg:grid-cols-[minmax(0,1fr)_268px]",
            aria_label="Strength",
        ),
        card(
            "Strength",
            rx.el.p(
                "Nothing lifted in this span. Sets of up to twelve reps with a load draw a line "
                "here.",
                class_name="text-sm text-muted",
            ),
        ),
    )


def exercise_cards() -> rx.Component:
    """An exercise's line, volume and records, for its page; `show` fills them."""
    figures, points = ExerciseProgressState.figures, ExerciseProgressState.points
    return rx.cond(
        points,
        rx.el.div(
            _exercise_line(figures, points),
            rx.cond(ExerciseProgressState.has_volume, _volume(figures, points)),
            standing_card(),
            class_name="grid min-w-0 gap-6",
        ),
        empty(
            "Nothing in this span",
            "Finished sets of this exercise appear here, with their records.",
            heading="h2",
        ),
    )


def standing_card() -> rx.Component:
    """The record that stands of each kind."""
    return card(
        "Your records",
        rx.cond(
            ExerciseProgressState.standing,
            rx.el.ul(
                rx.foreach(
                    ExerciseProgressState.standing,
                    lambda record: rx.el.li(
                        medal(),
                        rx.el.div(
                            rx.el.p(record.kind, class_name="text-sm font-medium"),
                            rx.el.p(record.what, class_name="text-xs text-muted tabular"),
                            class_name="min-w-0 grow",
                        ),
                        rx.el.div(
                            rx.el.p(record.day),
                            rx.el.p(record.was),
                            class_name="shrink-0 text-right text-xs text-muted tabular",
                        ),
                        class_name="flex items-center gap-3 py-3",
                    ),
                ),
                class_name="-my-3 divide-y divide-base-300",
            ),
            rx.el.p(
                "The first day sets the mark; beat it and it stands here.",
                class_name="text-sm text-muted",
            ),
        ),
        sub="The best of each kind; the first day is where they start from",
    )


def _line() -> rx.Component:
    figures = LiftsState.figures
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                rx.el.h2(f"{figures.name}, {figures.measure}", class_name="text-sm text-muted"),
                rx.el.p(
                    figure_of(figures.latest, figures.unit, size="text-4xl"),
                    _change(figures),
                    class_name="mt-1 flex flex-wrap items-baseline gap-x-4",
                ),
            ),
            chart_or_table("lift"),
            class_name="flex flex-wrap items-start justify-between gap-3",
        ),
        rx.el.div(
            record_chart(
                LiftsState.points,
                name=figures.summary,
                measure=figures.measure,
                ticks=LiftsState.ticks,
            ),
            class_name="mt-4 group-has-[[value=table]:checked]:hidden",
        ),
        rx.el.div(
            _days_table(LiftsState.rows),
            class_name="-mx-5 mt-4 hidden group-has-[[value=table]:checked]:block sm:-mx-6",
        ),
        rx.el.p(
            legend_record("Record"),
            rx.el.span(
                figures.formula,
                " ",
                text_link(
                    "More of this exercise",
                    f"{routes.PROGRESS_EXERCISE}?of={figures.slug}",
                    underlined=True,
                ),
            ),
            class_name="mt-4 flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-base-300 "
            "pt-4 text-xs text-muted",
        ),
    )


def _change(figures: LiftFigures) -> rx.Component:
    return rx.el.span(
        figures.change,
        class_name=["text-base font-medium", rx.cond(figures.is_up, "text-success", "text-muted")],
    )


def _choice() -> rx.Component:
    return rx.el.div(
        rx.el.h3("Your lifts", class_name="px-3 pb-2 pt-2 text-sm text-muted"),
        rx.el.ul(rx.foreach(LiftsState.lifts, _lift), class_name="grid gap-0.5"),
        link(
            icon("clipboard-list", 16),
            "All exercises",
            href=routes.PROGRESS_EXERCISE,
            class_name="btn btn-ghost btn-sm mt-2 gap-2",
        ),
        class_name="border-t border-base-300 p-3 lg:border-l lg:border-t-0",
    )


def _lift(lift: LiftRow) -> rx.Component:
    is_chosen = LiftsState.chosen == lift.slug
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(lift.name, class_name="block truncate text-sm font-medium"),
                rx.el.span(lift.figure, class_name="block text-xs tabular"),
                class_name="min-w-0 grow",
            ),
            _spark(lift),
            type="button",
            on_click=LiftsState.choose(lift.slug),
            custom_attrs={"aria-pressed": is_chosen},
            class_name=[
                "flex w-full cursor-pointer items-center gap-3 rounded-field px-3 py-2.5 text-left",
                rx.cond(is_chosen, "bg-secondary text-secondary-content", "hover:bg-base-200/60"),
            ],
        )
    )


def _spark(lift: LiftRow) -> rx.Component:
    return rx.el.svg(
        rx.el.svg.path(
            d=lift.spark,
            class_name="fill-none stroke-primary",
            custom_attrs={"strokeWidth": 1.75, "strokeLinejoin": "round"},
        ),
        rx.el.svg.circle(
            class_name="fill-primary", custom_attrs={"cx": lift.end_x, "cy": lift.end_y, "r": 2.5}
        ),
        view_box="0 0 72 26",
        width="72",
        height="26",
        class_name="shrink-0 overflow-visible",
        aria_hidden=True,
    )


def _exercise_line(figures: LiftFigures, points: Any) -> rx.Component:
    return chart_frame(
        figures.measure.capitalize(),
        name="exercise-line",
        range=segment(
            "Range", RANGES, ExerciseProgressState.range, ExerciseProgressState.choose_range
        ),
        figure=rx.el.p(
            figure_of(figures.latest, figures.unit, size="text-4xl"),
            _change(figures),
            class_name="mb-4 flex flex-wrap items-baseline gap-x-4",
        ),
        chart=record_chart(
            points,
            name=figures.summary,
            measure=figures.measure,
            ticks=ExerciseProgressState.ticks,
        ),
        table=rx.fragment(
            _days_table(ExerciseProgressState.rows),
            rx.el.div(
                rx.el.p(figures.days, class_name="text-sm text-muted tabular"),
                rx.cond(
                    ExerciseProgressState.has_more_rows,
                    ghost("Show more", size="sm", on_click=ExerciseProgressState.show_more),
                ),
                class_name="flex items-center justify-between gap-3 px-5 pt-3 sm:px-6",
            ),
        ),
        legend=[legend_record("Record"), rx.el.span(figures.formula)],
    )


def _volume(figures: LiftFigures, points: Any) -> rx.Component:
    return chart_frame(
        "Volume",
        name="exercise-volume",
        sub="Effective load × reps of each day’s working sets",
        chart=bar_chart(
            points, name=figures.volume_summary, count_key="volume", counted="Volume", height=180
        ),
        table=_days_table(ExerciseProgressState.rows),
        legend=[
            legend_bar("A day"),
            rx.el.span(
                "Where the body is moved too, its weight of that day is in the load; both sides "
                "count. Without a weight on or before the day it is not known."
            ),
        ],
    )


def _days_table(rows: Any) -> rx.Component:
    return table(
        "The exercise by day, newest first",
        [
            "Day",
            Column("Best", figures=True),
            Column("Sets", figures=True),
            Column("Volume", figures=True),
        ],
        rx.foreach(rows, _day),
    )


def _day(day: LiftDayRow) -> rx.Component:
    return row(
        head_cell(day.day),
        cell(
            rx.el.span(
                rx.cond(day.is_record, badge("Record", "record")),
                rx.cond(
                    day.is_low_confidence,
                    rx.el.span("low confidence", class_name="text-xs text-muted"),
                ),
                day.value,
                class_name="inline-flex items-center justify-end gap-2",
            ),
            figures=True,
        ),
        cell(day.sets, figures=True, muted=True),
        cell(day.volume, figures=True, muted=True),
    )
