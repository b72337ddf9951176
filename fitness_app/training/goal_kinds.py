"""The kinds of goals: what each is counted in, how it is read, and where somebody stands."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.kit.errors import Invalid
from fitness_app.training import metrics
from fitness_app.training.metric_types import METRICS, read_value
from fitness_app.training.models import Exercise, ExerciseDay, Goal, SetEntry, Workout
from fitness_app.training.units import UNITS, Unit, read_number
from fitness_app.training.words import Mode, SetType

RECENT_DAYS = 90
SESSION_DAYS = 28
_CLOCK = re.compile(r"(?:([0-9]{1,2}):(?=[0-5][0-9]:))?([0-9]{1,4}):([0-5][0-9])")
NEARLY = 0.995
"""Which share of a distance is the distance: watches measure a little less or more."""
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


TIMED = (Mode.DISTANCE_DURATION,)
"""Of which exercises a time over a distance can be a goal."""


def read_distance(text: str, unit: str) -> float:
    """Read the distance of a time to beat, in metres. Raises Invalid for it or its unit."""
    if unit not in ("km", "mi"):
        raise Invalid(distance_unit="Choose km or mi.")
    metres = UNITS[unit].to_stored(read_number(text, field="at_distance", example="5"))
    measured = KINDS[GoalKind.DISTANCE]
    if not measured.minimum <= metres <= measured.maximum:
        raise Invalid(at_distance=_between(measured, unit))
    return metres


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
        stored = float(int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
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
            return f"{exercise}, {'longest set' if goal.at_distance_m is None else 'time'}"


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
        case GoalKind.DURATION if goal.at_distance_m is not None:
            return _best_time(session, goal, goal.at_distance_m, today)
        case GoalKind.DURATION:
            figure = ExerciseDay.longest_s
    best = select(func.max(figure)).where(
        ExerciseDay.member_id == goal.member_id,
        ExerciseDay.local_date > today - timedelta(days=RECENT_DAYS),
    )
    if goal.exercise_id is not None:
        best = best.where(ExerciseDay.exercise_id == goal.exercise_id)
    return session.exec(best).one()


def find_exercise(
    session: Session, *, member_id: int, kind: str, slug: str, is_timed: bool = False
) -> Exercise | None:
    """The exercise a goal is of; None where its kind needs none and none is said.

    `is_timed` is of a time over a distance. Raises Invalid for one that isn't there, or that such
    a goal can't be of.
    """
    modes = KINDS[GoalKind(kind)].modes if kind != GoalKind.METRIC else ()
    modes = TIMED if is_timed else modes
    may_be_any = kind in (GoalKind.DISTANCE, GoalKind.DURATION) and not is_timed
    if not modes or (not slug and may_be_any):
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


def _best_time(session: Session, goal: Goal, distance_m: float, today: date) -> float | None:
    """The best of the sets that went so far, at their mean pace over just this distance."""
    pace = func.min(col(SetEntry.duration_s) / col(SetEntry.distance_m))
    best = _done_of(select(pace), goal, today).where(
        col(SetEntry.distance_m) >= distance_m * NEARLY, col(SetEntry.duration_s) > 0
    )
    found = session.exec(best).one()
    return None if found is None else round(found * distance_m, 1)


def _most_reps(session: Session, goal: Goal, today: date) -> float | None:
    most = _done_of(select(func.max(SetEntry.reps)), goal, today)
    if goal.at_load_kg:
        most = most.where(col(SetEntry.load_kg) >= goal.at_load_kg - 0.01)
    found = session.exec(most).one()
    return None if found is None else float(found)


def _done_of(figure: SelectOfScalar[Any], goal: Goal, today: date) -> SelectOfScalar[Any]:
    """Of the working sets of a goal's exercise in the last 90 days."""
    return (
        figure.select_from(SetEntry)
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
