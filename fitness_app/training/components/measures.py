"""Measures beside the weight, and resting energy, as cards."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.state.measures import OTHERS, EnergyRow, MeasureRow, MeasuresState
from fitness_app.ui.buttons import secondary
from fitness_app.ui.cards import card, figure_of
from fitness_app.ui.fields import field, form, form_errors, text_field
from fitness_app.ui.links import text_link
from fitness_app.ui.tables import Column, cell, head_cell, row, table

_NOTE = "mt-2 text-sm text-muted"


def measures_card() -> rx.Component:
    """The latest of each measure, and the form for the next."""
    errors = MeasuresState.errors
    return card(
        "Other measures",
        rx.cond(
            MeasuresState.rows,
            rx.el.ul(
                rx.foreach(MeasuresState.rows, _measure),
                class_name="-mt-3 mb-4 divide-y divide-base-300 border-b border-base-300",
            ),
        ),
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


def _measure(measure: MeasureRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(measure.name, class_name="min-w-0 grow text-sm font-medium"),
        rx.el.span(measure.latest, class_name="text-sm tabular"),
        rx.el.span(measure.day, class_name="w-16 text-right text-xs text-muted tabular"),
        class_name="flex items-baseline gap-3 py-3",
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
