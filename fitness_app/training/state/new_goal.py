"""The form that sets a goal of any kind."""

from dataclasses import dataclass
from typing import NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training import goal_kinds, goals
from fitness_app.training.goal_kinds import KINDS, GoalKind
from fitness_app.training.metric_types import METRICS
from fitness_app.training.progress import lifts
from fitness_app.training.state.metrics import WEIGHT, GoalsState, reader_of_viewer
from fitness_app.ui.notices import toast_success

TIME = "time"
"""A time to beat: of the kind 'duration', over a distance."""
SUBJECTS = (
    *((code, metric.name) for code, metric in METRICS.items()),
    (GoalKind.E1RM.value, "An exercise’s estimated one-rep maximum"),
    (GoalKind.REPS.value, "Reps of an exercise in a set"),
    (GoalKind.SESSIONS.value, "Sessions a week"),
    (GoalKind.DISTANCE.value, "Distance in a day"),
    (GoalKind.DURATION.value, "Longest set or hold"),
    (TIME, "A time over a distance"),
)
"""What a goal can be of: a metric by its code, or another kind."""


@dataclass(frozen=True, slots=True)
class ExerciseOption:
    """An exercise to choose."""

    slug: str
    name: str


class NewGoalForm(TypedDict):
    """A goal as it is typed; what its kind does not ask for comes as None or not at all."""

    target: str
    unit: str
    due_on: str
    subject: NotRequired[str]
    exercise: NotRequired[str | None]
    at_load: NotRequired[str | None]
    load_unit: NotRequired[str]
    at_distance: NotRequired[str | None]
    distance_unit: NotRequired[str]


@open_to(Access.MEMBER)
class NewGoalState(rx.State):
    """What the goal that is being set is of, and what is wrong with it."""

    is_open: bool = False
    errors: dict[str, str] = {}
    subject: str = WEIGHT.code
    unit: str = ""
    load_unit: str = "kg"
    distance_unit: str = "km"
    exercises: list[ExerciseOption] = []
    """Those done that such a goal can be of."""
    is_of_exercise: bool = False
    hint: str = ""

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    async def open(self):
        self.errors, self.is_open = {}, True
        await self._turn_to(self.subject)

    @rx.event
    async def choose(self, subject: str):
        self.errors = {}
        await self._turn_to(subject if subject in dict(SUBJECTS) else WEIGHT.code)

    @rx.event
    def close(self):
        self.is_open = False

    @rx.event
    async def submit(self, form: NewGoalForm):
        viewer = signed_in()
        self.errors = {}
        subject = form.get("subject", self.subject)
        is_metric = subject in METRICS
        is_timed = subject == TIME
        over = (form.get("at_distance") or "").strip() if is_timed else ""
        if is_timed and not over:
            self.errors = {"at_distance": "Over which distance? Enter a number, such as 5."}
            return None
        kind = GoalKind.DURATION if is_timed else subject
        try:
            await db.run(
                goals.set_goal,
                member_id=viewer.id,
                kind=GoalKind.METRIC if is_metric else kind,
                metric=subject if is_metric else "",
                exercise=form.get("exercise") or "",
                at_load=form.get("at_load") or "",
                load_unit=form.get("load_unit", "kg"),
                at_distance=over,
                distance_unit=form.get("distance_unit", "km"),
                target=form["target"],
                unit=form["unit"],
                due_on=form["due_on"],
                time_zone=viewer.time_zone,
            )
        except DomainError as problem:
            self.errors = by_field(
                problem, "target", "due_on", "exercise", "at_load", "at_distance"
            )
            return None
        self.is_open = False
        return [GoalsState.load, toast_success("Goal set.")]

    async def _turn_to(self, subject: str) -> None:
        reader = await reader_of_viewer()
        system = "imperial" if reader.unit.code == "lb" else "metric"
        kind = _kind_of(subject)
        self.subject, self.load_unit = subject, reader.unit.code
        self.distance_unit = "mi" if system == "imperial" else "km"
        self.unit = goal_kinds.unit_for(kind, subject, system).code
        modes = KINDS[kind].modes if kind in KINDS else ()
        modes = goal_kinds.TIMED if subject == TIME else modes
        self.is_of_exercise = bool(modes)
        trained = await db.read(lifts.list_trained, member_id=signed_in().id) if modes else []
        self.exercises = [ExerciseOption(it.slug, it.name) for it in trained if it.mode in modes]
        self.hint = _HINTS.get(subject, "")


def _kind_of(subject: str) -> GoalKind:
    if subject == TIME:
        return GoalKind.DURATION
    return GoalKind.METRIC if subject in METRICS else GoalKind(subject)


_HINTS = {GoalKind.DURATION.value: "As 1:30, or minutes.", TIME: "As 25:00, or minutes."}
