"""What is measured beside the weight, and the energy that a body uses at rest."""

from dataclasses import dataclass
from uuid import uuid4

import reflex as rx
from typing_extensions import TypedDict

from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.kit.locales import write_number
from fitness_app.training import formulas, metrics
from fitness_app.training.metric_types import METRICS
from fitness_app.training.state.measure_history import MeasureHistoryState, look_at
from fitness_app.training.state.metrics import WEIGHT, reader_of_viewer
from fitness_app.training.weight_rows import write_typed
from fitness_app.ui.notices import toast_success

OTHERS = {code: metric for code, metric in METRICS.items() if code != WEIGHT.code}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """The latest entry of a metric."""

    code: str
    name: str
    latest: str
    day: str


@dataclass(frozen=True, slots=True)
class EnergyRow:
    """Kilocalories a day at some activity."""

    activity: str
    factor: str
    kilocalories: str


class MeasureForm(TypedDict):
    """A measurement as it is typed."""

    metric: str
    measure: str
    measure_unit: str
    measure_on: str
    measure_uuid: str


@open_to(Access.MEMBER)
class MeasuresState(rx.State):
    """The latest of each measure beside the weight, the form for more, and resting energy."""

    rows: list[MeasureRow] = []
    errors: dict[str, str] = {}
    metric: str = "waist"
    units: list[str] = ["cm", "in"]
    unit: str = "cm"
    today: str = ""
    client_uuid: str = ""
    resting: str = ""
    """'1,614 to 1,780' where no sex was given; '' where it can't be said."""
    resting_note: str = ""
    energy: list[EnergyRow] = []

    @rx.event
    async def load(self):
        reader = await reader_of_viewer()
        member_id = signed_in().id
        self.client_uuid = self.client_uuid or str(uuid4())
        self.today = reader.today.isoformat()
        self.rows = [
            MeasureRow(
                entry.metric,
                OTHERS[entry.metric].name,
                write_typed(entry, reader.locale),
                reader.day(entry.local_date),
            )
            for entry in await db.read(metrics.list_latest, member_id=member_id)
            if entry.metric in OTHERS
        ]
        await self._turn_to(self.metric)
        await self._count_energy(reader.locale)

    @rx.event
    async def choose(self, metric: str):
        self.errors = {}
        await self._turn_to(metric if metric in OTHERS else "waist")

    @rx.event
    async def submit(self, form: MeasureForm):
        viewer = signed_in()
        self.errors = {}
        try:
            entry = await db.run(
                metrics.enter_metric,
                member_id=viewer.id,
                metric=form["metric"],
                value=form["measure"],
                unit=form["measure_unit"],
                measured_on=form["measure_on"],
                client_uuid=form["measure_uuid"],
                time_zone=viewer.time_zone,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "value", "measured_on")
            return None
        self.client_uuid = str(uuid4())
        await self.load()
        await look_at(await self.get_state(MeasureHistoryState), entry.metric)
        return toast_success(f"Saved: {write_typed(entry, viewer.locale)}.")

    async def _turn_to(self, code: str) -> None:
        reader = await reader_of_viewer()
        system = "imperial" if reader.unit.code == "lb" else "metric"
        metric = OTHERS[code]
        self.metric = code
        self.units = list(dict.fromkeys((metric.metric_unit, metric.imperial_unit)))
        self.unit = metric.unit_for(system).code

    async def _count_energy(self, locale: str) -> None:
        member_id = signed_in().id
        profile = await db.read(profiles.get_profile, user_id=member_id)
        weight = await db.read(metrics.find_latest, member_id=member_id, metric=WEIGHT.code)
        self.resting, self.energy = "", []
        if weight is None or profile.height_cm is None or profile.age is None:
            self.resting_note = "It needs a weight, your height and your date of birth."
            return
        found = formulas.resting_energy(
            weight_kg=weight.value,
            height_cm=profile.height_cm,
            age=profile.age,
            sex=profile.sex,
        )
        if found is None:
            self.resting_note = "The formula was made for ages 19 to 78."
            return
        both = sorted(value for value in (found.female, found.male) if value is not None)
        self.resting_note = (
            "" if len(both) == 1 else "For women and for men, as your profile doesn’t say which."
        )
        self.resting = _write_span(both, 1.0, locale)
        self.energy = [
            EnergyRow(words, f"× {factor:g}", _write_span(both, factor, locale))
            for factor, words in formulas.ACTIVITY_FACTORS
        ]


def _write_span(values: list[float], factor: float, locale: str) -> str:
    return " to ".join(write_number(value * factor, locale, decimals=0) for value in values)
