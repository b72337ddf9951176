"""The kinds of goals: what each is counted in, how it is read, and where somebody stands."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func, select

from fitness_app.kit.errors import Invalid
from fitness_app.training import metrics
from fitness_app.training.metric_types import METRICS, read_value
from fitness_app.training.models import Exercise, ExerciseDay, Goal, SetEntry, Workout
from fitness_app.training.units import UNITS, Unit, read_number
from fitness_app.training.words import Mode, SetType

RECENT_DAYS = 90
SESSION_DAYS = 28
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_REPS = (Mode.WEIGHT_REPS, Mode.BODYWEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT)


class GoalKind(StrEnum):
    """What a goal is of."""

    METRIC = "metric"
    E1RM = "exercise_e1rm"
    REPS = "exercise_reps"
    SESSIONS = "sessions_per_week"
    DISTANCE = "distance"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a kind is counted in; bounds in the stored unit, which the API names."""

    stored_unit: str
    metric_unit: str
    imperial_unit: str
    minimum: float
    maximum: float
    resolution: float
    example: str
    modes: tuple[Mode, ...] = ()
    """Of which exercises it can be; none where it is of no exercise."""

    def unit_for(self, unit_system: str) -> Unit:
        return UNITS[self.imperial_unit if unit_system == "imperial" else self.metric_unit]


KINDS = {
    GoalKind.E1RM: Measured(
        "kg",
        "kg",
        "lb",
        1.0,
        1400.0,
        0.1,
        "100",
        (Mode.WEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT),
    ),
    GoalKind.REPS: Measured("reps", "reps", "reps", 1.0, 1000.0, 1.0, "10", _REPS),
    GoalKind.SESSIONS: Measured("sessions", "sessions", "sessions", 1.0, 14.0, 0.25, "3"),
    GoalKind.DISTANCE: Measured(
        "m",
        "km",
        "mi",
        50.0,
        1_000_000.0,
        10.0,
        "5",
        (Mode.DISTANCE_DURATION, Mode.WEIGHT_DISTANCE),
    ),
    GoalKind.DURATION: Measured(
        "s", "min", "min", 1.0, 86_400.0, 1.0, "1:30", (Mode.DURATION, Mode.DURATION_WEIGHT)
    ),
}
UNIT_CODES = tuple(
    dict.fromkeys(
        unit
        for it in (*METRICS.values(), *KINDS.values())
        for unit in (it.metric_unit, it.imperial_unit)
    )
)


def unit_for(kind: str, metric: str, unit_system: str) -> Unit:
    """The unit a goal is shown in to somebody."""
    if kind == GoalKind.METRIC:
        return METRICS[metric].unit_for(unit_system)
    return KINDS[GoalKind(kind)].unit_for(unit_system)


def stored_unit(kind: str, metric: str) -> str:
    """The unit a goal's values are kept in, for the names of fields."""
    if kind == GoalKind.METRIC:
        return METRICS[metric].metric_unit
    return KINDS[GoalKind(kind)].stored_unit


def resolution(kind: str, metric: str) -> float:
    """The smallest difference that means something, in the stored unit."""
    if kind == GoalKind.METRIC:
        return METRICS[metric].resolution
    return KINDS[GoalKind(kind)].resolution


def read_target(kind: str, metric: str, text: str, unit: str) -> float:
    """Read a target as typed, in the stored unit. Raises Invalid for target or unit."""
    if kind == GoalKind.METRIC:
        return read_value(METRICS[metric], text, unit, field="target")[1]
    measured = KINDS[GoalKind(kind)]
    if unit not in (measured.metric_unit, measured.imperial_unit):
        either = dict.fromkeys((measured.metric_unit, measured.imperial_unit))
        raise Invalid(unit=f"Choose {' or '.join(either)}.")
    clock = _CLOCK.fullmatch(text.strip()) if kind == GoalKind.DURATION else None
    if clock:
        stored = float(int(clock[1]) * 60 + int(clock[2]))
    else:
        stored = UNITS[unit].to_stored(read_number(text, field="target", example=measured.example))
    if not measured.minimum <= stored <= measured.maximum:
        raise Invalid(target=_between(measured, unit))
    if kind in (GoalKind.REPS, GoalKind.SESSIONS) and stored != int(stored):
        raise Invalid(target="Enter a whole number.")
    return stored


def name_goal(goal: Goal, exercise: str) -> str:
    """What a goal is of, in words."""
    match GoalKind(goal.kind):
        case GoalKind.METRIC:
            return METRICS[goal.metric].name
        case GoalKind.E1RM:
            return f"{exercise}, estimated one-rep maximum"
        case GoalKind.REPS:
            return f"{exercise}, reps in a set"
        case GoalKind.SESSIONS:
            return "Sessions a week"
        case GoalKind.DISTANCE:
            return f"{exercise}, distance in a day" if exercise else "Distance in a day"
        case GoalKind.DURATION:
            return f"{exercise}, longest set"


def find_now(session: Session, goal: Goal, today: date) -> float | None:
    """Where a member stands today in a goal's stored unit; None before there is anything.

    The latest entry of a metric; the best of the last 90 days of an exercise; sessions a week
    over the last four weeks.
    """
    match GoalKind(goal.kind):
        case GoalKind.METRIC:
            latest = metrics.find_latest(session, member_id=goal.member_id, metric=goal.metric)
            return latest.value if latest else None
        case GoalKind.REPS:
            return _most_reps(session, goal, today)
        case GoalKind.SESSIONS:
            return _sessions_a_week(session, goal, today)
        case GoalKind.E1RM:
            figure = ExerciseDay.best_e1rm_kg
        case GoalKind.DISTANCE:
            figure = ExerciseDay.distance_m
        case GoalKind.DURATION:
            figure = ExerciseDay.longest_s
    best = select(func.max(figure)).where(
        ExerciseDay.member_id == goal.member_id,
        ExerciseDay.local_date > today - timedelta(days=RECENT_DAYS),
    )
    if goal.exercise_id is not None:
        best = best.where(ExerciseDay.exercise_id == goal.exercise_id)
    return session.exec(best).one()


def find_exercise(session: Session, *, member_id: int, kind: str, slug: str) -> Exercise | None:
    """The exercise a goal is of; None where its kind needs none and none is said.

    Raises Invalid for one that isn't there, or that such a goal can't be of.
    """
    modes = KINDS[GoalKind(kind)].modes if kind != GoalKind.METRIC else ()
    if not modes or (not slug and kind in (GoalKind.DISTANCE, GoalKind.DURATION)):
        return None
    exercise = session.exec(
        select(Exercise).where(
            Exercise.slug == slug,
            col(Exercise.owner_id).is_(None) | (col(Exercise.owner_id) == member_id),
        )
    ).first()
    if exercise is None:
        raise Invalid(exercise="Choose an exercise.")
    if exercise.mode not in modes:
        raise Invalid(exercise="Choose another exercise: this one isn’t counted that way.")
    return exercise


def _most_reps(session: Session, goal: Goal, today: date) -> float | None:
    most = (
        select(func.max(SetEntry.reps))
        .join(Workout, col(Workout.id) == col(SetEntry.workout_id))
        .where(
            SetEntry.member_id == goal.member_id,
            SetEntry.exercise_id == goal.exercise_id,
            SetEntry.local_date > today - timedelta(days=RECENT_DAYS),
            col(SetEntry.is_done),
            SetEntry.set_type != SetType.WARMUP,
            col(Workout.ended_at).is_not(None),
        )
    )
    if goal.at_load_kg:
        most = most.where(col(SetEntry.load_kg) >= goal.at_load_kg - 0.01)
    found = session.exec(most).one()
    return None if found is None else float(found)


def _sessions_a_week(session: Session, goal: Goal, today: date) -> float:
    count = session.exec(
        select(func.count()).where(
            Workout.member_id == goal.member_id,
            col(Workout.ended_at).is_not(None),
            Workout.local_date > today - timedelta(days=SESSION_DAYS),
            Workout.local_date <= today,
        )
    ).one()
    return count / (SESSION_DAYS / 7)


def _between(measured: Measured, unit: str) -> str:
    known = UNITS[unit]
    low, high = (known.from_stored(value) for value in (measured.minimum, measured.maximum))
    return f"Enter between {round(low, 2):g} and {int(high):,} {unit}."
