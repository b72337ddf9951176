"""Body: enter a weight, see where it goes, put right what was entered."""

from typing import Literal
from uuid import uuid4

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training import metrics
from fitness_app.training.components.measures import (
    measure_history_card,
    measures_card,
    resting_energy_card,
)
from fitness_app.training.components.metrics import weight_card
from fitness_app.training.metric_types import units_beside
from fitness_app.training.state.measure_history import MeasureHistoryState
from fitness_app.training.state.measures import MeasuresState
from fitness_app.training.state.metrics import WEIGHT, WeightState, reader_of_viewer
from fitness_app.training.weight_rows import EntryRow, write_typed
from fitness_app.ui.buttons import button_row, ghost, icon_button, primary
from fitness_app.ui.cards import card, figure_of
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import field, form, form_errors, text_field
from fitness_app.ui.links import text_link
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.tabs import segment

SHOWN = (WeightState.load, MeasuresState.load, MeasureHistoryState.load)
"""What fills the page."""
SYSTEM_OF = {"kg": "metric", "lb": "imperial"}


class EntryForm(TypedDict):
    """A weight as it is typed."""

    value: str
    unit: str
    measured_on: str
    client_uuid: str


@open_to(Access.MEMBER)
class EntryState(rx.State):
    """The form that takes today's weight."""

    errors: dict[str, str] = {}
    today: str = ""
    client_uuid: str = ""
    """The entry's key: the same form sent twice is one entry."""

    @rx.event
    async def load(self):
        self.errors = {}
        self.today = (await reader_of_viewer()).today.isoformat()
        self.client_uuid = self.client_uuid or str(uuid4())

    @rx.event
    async def submit(self, form: EntryForm):
        viewer = signed_in()
        self.errors = {}
        try:
            entry = await db.run(
                metrics.enter_metric,
                member_id=viewer.id,
                metric=WEIGHT.code,
                time_zone=viewer.time_zone,
                **form,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "value", "measured_on")
            return None
        self.client_uuid = str(uuid4())
        saved = write_typed(entry, viewer.locale)
        return [WeightState.load, MeasuresState.load, toast_success(f"Saved: {saved}.")]

    @rx.event
    async def choose_unit(self, unit: Literal["kg", "lb"]):
        changes = {"unit_system": SYSTEM_OF[unit]}
        await db.run(profiles.update_profile, user_id=signed_in().id, changes=changes)
        return [*SHOWN]


class CorrectionForm(TypedDict):
    """An entry put right."""

    corrected_value: str
    corrected_unit: str
    corrected_on: str


@open_to(Access.MEMBER)
class CorrectionState(rx.State):
    """The entry that is being corrected, or that may be deleted."""

    corrected: EntryRow = EntryRow()
    doomed: EntryRow = EntryRow()
    units: list[str] = []
    """In which the one that is corrected can be typed."""
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    async def open(self, entry_id: int):
        self.corrected, self.errors = await self._row(entry_id), {}
        self.units = units_beside(self.corrected.unit)

    @rx.event
    async def ask(self, entry_id: int):
        self.doomed = await self._row(entry_id)

    @rx.event
    def close(self):
        self.reset()

    @rx.event
    async def correct(self, form: CorrectionForm):
        viewer = signed_in()
        self.errors = {}
        try:
            await db.run(
                metrics.edit_metric,
                member_id=viewer.id,
                entry_id=self.corrected.id,
                value=form["corrected_value"],
                unit=form["corrected_unit"],
                measured_on=form["corrected_on"],
                time_zone=viewer.time_zone,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "value", "unit", "measured_on")
            return None
        self.reset()
        return [*SHOWN, toast_success("Entry corrected.")]

    @rx.event
    async def delete(self):
        entry_id = self.doomed.id
        self.reset()
        await db.run(metrics.delete_metric, member_id=signed_in().id, entry_id=entry_id)
        return [*SHOWN, toast_success("Entry deleted.")]

    async def _row(self, entry_id: int) -> EntryRow:
        weights = (await self.get_state(WeightState)).rows
        measures = (await self.get_state(MeasureHistoryState)).rows
        return next((row for row in (*weights, *measures) if row.id == entry_id), EntryRow())


def body() -> rx.Component:
    """The form that takes a weight, the chart, and the body mass index."""
    return rx.fragment(
        page_head("Body", "What the scale and the tape say, and where it is going."),
        rx.el.div(
            rx.el.div(_entry_form(), class_name="min-w-0 lg:col-start-2"),
            rx.el.div(
                weight_card(_row_actions),
                measure_history_card(_row_actions),
                resting_energy_card(),
                class_name="grid min-w-0 gap-6 lg:row-span-2 lg:row-start-1",
            ),
            rx.el.div(
                measures_card(),
                _body_mass_index(),
                class_name="grid min-w-0 gap-6 lg:col-start-2",
            ),
            class_name="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px] "
            "lg:grid-rows-[auto_1fr]",
        ),
        _correction(),
        _deletion(),
    )


def _entry_form() -> rx.Component:
    unit = WeightState.figures.unit
    return card(
        "Enter weight",
        form(
            text_field(
                "Weight",
                "value",
                suffix=unit,
                required=True,
                error=EntryState.errors["value"],
                custom_attrs={"inputMode": "decimal"},
            ),
            text_field(
                "Day",
                "measured_on",
                type="date",
                default_value=EntryState.today,
                error=EntryState.errors["measured_on"],
            ),
            rx.el.input(type="hidden", name="unit", value=unit),
            rx.el.input(type="hidden", name="client_uuid", value=EntryState.client_uuid),
            form_errors(EntryState.errors["form"]),
            primary("Save weight", type="submit"),
            key=EntryState.client_uuid,
            on_submit=EntryState.submit,
            draft="weight",
        ),
        actions=[segment("Unit", (("kg", "kg"), ("lb", "lb")), unit, EntryState.choose_unit)],
        id="enter",
    )


def _body_mass_index() -> rx.Component:
    band = WeightState.bmi_band
    return rx.cond(
        WeightState.figures.latest != "",
        card(
            "Body mass index",
            rx.cond(
                WeightState.bmi != "",
                rx.fragment(
                    rx.el.p(figure_of(WeightState.bmi, "kg/m²")),
                    rx.cond(band != "", rx.el.p(f"WHO band for adults: {band}", class_name=_NOTE)),
                    rx.el.p(
                        "Weight ÷ height². It can’t tell muscle from fat, so it says nothing of "
                        "body composition.",
                        class_name=_NOTE,
                    ),
                ),
                rx.el.p(
                    "Say how tall you are in ",
                    text_link("your profile", routes.CABINET_PROFILE, underlined=True),
                    " to see it.",
                    class_name="text-sm text-muted",
                ),
            ),
        ),
    )


_NOTE = "mt-2 text-sm text-muted"


def _row_actions(entry: EntryRow) -> rx.Component:
    return rx.el.span(
        icon_button(
            "pencil",
            f"Correct the entry of {entry.day}",
            size="sm",
            on_click=CorrectionState.open(entry.id),
        ),
        icon_button(
            "trash-2",
            f"Delete the entry of {entry.day}",
            size="sm",
            on_click=CorrectionState.ask(entry.id),
        ),
        class_name="-my-1.5 inline-flex gap-1",
    )


def _correction() -> rx.Component:
    entry, errors = CorrectionState.corrected, CorrectionState.errors
    return dialog(
        "Correct this entry",
        form(
            text_field(
                "Measured",
                "corrected_value",
                default_value=entry.value,
                required=True,
                error=errors["value"],
                custom_attrs={"inputMode": "decimal"},
            ),
            _corrected_unit(),
            text_field(
                "Day",
                "corrected_on",
                type="date",
                default_value=entry.measured_on,
                required=True,
                error=errors["measured_on"],
            ),
            form_errors(errors["form"], id="correction-error"),
            button_row(
                closing(ghost("Leave it", on_click=CorrectionState.close)),
                primary("Save correction", type="submit"),
                class_name="justify-end",
            ),
            key=f"{entry.id}",
            class_name="mt-4 grid gap-4",
            on_submit=CorrectionState.correct,
        ),
        open=entry.id != 0,
        on_close=CorrectionState.close,
    )


def _corrected_unit() -> rx.Component:
    control = rx.el.select(
        rx.foreach(CorrectionState.units, lambda code: rx.el.option(code, value=code)),
        name="corrected_unit",
        id="corrected_unit",
        default_value=CorrectionState.corrected.unit,
        class_name="select",
    )
    return field("Unit", control, "corrected_unit", error=CorrectionState.errors["unit"])


def _deletion() -> rx.Component:
    entry = CorrectionState.doomed
    return confirm(
        f"Delete {entry.entered} of {entry.day}?",
        "The trend is worked out again without it. This can’t be undone.",
        act="Delete entry",
        keep="Keep it",
        on_confirm=CorrectionState.delete,
        open=entry.id != 0,
        on_close=CorrectionState.close,
    )


PAGE = Page(
    route=routes.CABINET_BODY,
    title="Body",
    build=body,
    open_to="member",
    on_load=(EntryState.load, CorrectionState.load, *SHOWN),
)
