"""Measures beside the weight, and resting energy, as cards."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.metrics import (
    SPANS,
    RowActions,
    entries_table,
    nothing_in_span,
    trend_legend,
)
from fitness_app.training.state.measure_history import MeasureHistoryState
from fitness_app.training.state.measures import OTHERS, EnergyRow, MeasureRow, MeasuresState
from fitness_app.ui.buttons import secondary
from fitness_app.ui.cards import card, figure_of
from fitness_app.ui.charts import chart_frame, trend_chart
from fitness_app.ui.fields import field, form, form_errors, text_field
from fitness_app.ui.links import text_link
from fitness_app.ui.notices import empty
from fitness_app.ui.tables import Column, cell, head_cell, row, table
from fitness_app.ui.tabs import segment

_NOTE = "mt-2 text-sm text-muted"


def measure_history_card(row_actions: RowActions) -> rx.Component:
    """One measure as a chart and as a table, and the others to choose from; or the way to begin."""
    shown = MeasureHistoryState
    return rx.cond(
        shown.metric != "",
        chart_frame(
            "Measures",
            name="measure",
            range=segment("Span of measures", SPANS, shown.span, shown.choose_span),
            figure=rx.fragment(_chooser(), _latest()),
            chart=rx.cond(
                shown.points,
                trend_chart(
                    shown.points, name=shown.figures.summary, goal=shown.goal, ticks=shown.ticks
                ),
                nothing_in_span(shown.figures.entered_on),
            ),
            table=entries_table(
                shown.rows,
                f"{shown.name}, newest first",
                count=shown.figures.count,
                more=(shown.has_more_rows, shown.show_more),
                row_actions=row_actions,
            ),
            legend=trend_legend(shown.goal),
        ),
        empty(
            "No other measure yet",
            "A tape tells what scales don’t: enter a waist, hips or a resting heart rate, and "
            "where it goes appears here.",
            heading="h2",
        ),
    )


def measures_card() -> rx.Component:
    """The form for the next measure."""
    errors = MeasuresState.errors
    return card(
        "Enter another measure",
        form(
            _metric(),
            rx.el.div(
                text_field(
                    "Measured",
                    "measure",
                    required=True,
                    error=errors["value"],
                    input_mode="decimal",
                ),
                _unit(),
                class_name="grid grid-cols-[minmax(0,1fr)_88px] gap-3",
            ),
            text_field(
                "Day",
                "measure_on",
                type="date",
                default_value=MeasuresState.today,
                error=errors["measured_on"],
            ),
            rx.el.input(type="hidden", name="measure_uuid", value=MeasuresState.client_uuid),
            form_errors(errors["form"], id="measure-error"),
            secondary("Save measure", type="submit"),
            key=MeasuresState.client_uuid,
            on_submit=MeasuresState.submit,
        ),
    )


def resting_energy_card() -> rx.Component:
    """What a body uses at rest and with some activity, by Mifflin–St Jeor."""
    return card(
        "Resting energy",
        rx.cond(
            MeasuresState.resting != "",
            rx.fragment(
                rx.el.p(
                    figure_of(MeasuresState.resting, "kcal a day", size="text-2xl"),
                    class_name="[&>span]:whitespace-normal",
                ),
                rx.el.p(MeasuresState.resting_note, class_name=_NOTE + " empty:hidden"),
                rx.el.div(
                    table(
                        "Energy a day by activity",
                        ["Activity", Column("kcal", figures=True)],
                        rx.foreach(MeasuresState.energy, _energy),
                    ),
                    class_name="-mx-5 mt-4 sm:-mx-6 [&_table]:whitespace-normal",
                ),
                rx.el.p(
                    "Mifflin–St Jeor (1990): 10·kg + 6.25·cm − 5·age, + 5 for men, − 161 for "
                    "women. An estimate, not a measurement: people of the same size differ.",
                    class_name="mt-4 text-xs text-muted",
                ),
            ),
            rx.el.p(
                MeasuresState.resting_note,
                " ",
                text_link("Your profile", routes.CABINET_PROFILE, underlined=True),
                class_name="text-sm text-muted",
            ),
        ),
    )


def _chooser() -> rx.Component:
    return rx.el.div(
        rx.foreach(MeasuresState.rows, _measure),
        role="group",
        aria_label="Measure",
        class_name="mb-5 flex flex-wrap gap-2",
    )


def _measure(measure: MeasureRow) -> rx.Component:
    is_shown = MeasureHistoryState.metric == measure.code
    return rx.el.button(
        rx.el.span(measure.name, class_name="font-medium"),
        rx.el.span(measure.latest, class_name="tabular"),
        type="button",
        on_click=MeasureHistoryState.look_at(measure.code),
        custom_attrs={"aria-pressed": is_shown},
        class_name=[
            "flex h-9 cursor-pointer items-center gap-2 rounded-full border px-3.5 text-sm "
            "pointer-coarse:h-11",
            rx.cond(
                is_shown,
                "border-base-content bg-base-content text-base-100",
                "border-base-300 bg-base-100 hover:bg-base-200",
            ),
        ],
    )


def _latest() -> rx.Component:
    figures = MeasureHistoryState.figures
    return rx.el.p(
        figure_of(figures.latest, figures.unit),
        rx.el.span(
            rx.cond(figures.change != "", f"Trend {figures.change}", figures.entered_on),
            class_name="text-sm text-muted tabular",
        ),
        class_name="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1",
    )


def _energy(energy: EnergyRow) -> rx.Component:
    words = rx.fragment(
        energy.activity, rx.el.span(energy.factor, class_name="ml-1.5 text-xs text-muted tabular")
    )
    return row(head_cell(words), cell(energy.kilocalories, figures=True))


def _metric() -> rx.Component:
    control = rx.el.select(
        *(rx.el.option(metric.name, value=code) for code, metric in OTHERS.items()),
        name="metric",
        id="metric",
        value=MeasuresState.metric,
        on_change=MeasuresState.choose,
        class_name="select",
    )
    return field("What", control, "metric")


def _unit() -> rx.Component:
    control = rx.el.select(
        rx.foreach(MeasuresState.units, lambda code: rx.el.option(code, value=code)),
        name="measure_unit",
        id="measure_unit",
        default_value=MeasuresState.unit,
        key=MeasuresState.metric,
        class_name="select",
    )
    return field("Unit", control, "measure_unit")
