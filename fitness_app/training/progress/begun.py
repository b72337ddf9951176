"""The sessions of plans that were begun: what they asked for beside the sets done of it."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from fitness_app.training.formulas import AskedExercise, SetOfPlan
from fitness_app.training.models import (
    Exercise,
    PlanBlock,
    Prescription,
    ScheduledSession,
    SetEntry,
)
from fitness_app.training.words import BlockKind, LoadKind, Mode, SessionStatus, SetType

BY_ROUNDS = (BlockKind.CIRCUIT, BlockKind.EMOM)
_BEGUN = (SessionStatus.DONE, SessionStatus.PARTIAL)


class BegunSession(NamedTuple):
    """A session that was due on a day and begun: its work, exercise by exercise."""

    on: date
    work: list[tuple[AskedExercise, list[SetOfPlan]]]


def list_begun(session: Session, *, member_id: int, since: date, today: date) -> list[BegunSession]:
    """Those due in a span, both ends in it. An exercise that was swapped counts as not done."""
    rows = session.execute(
        select_columns(
            col(ScheduledSession.due_on),
            col(ScheduledSession.plan_day_id),
            col(ScheduledSession.workout_id),
        ).where(
            col(ScheduledSession.member_id) == member_id,
            col(ScheduledSession.due_on) >= since,
            col(ScheduledSession.due_on) <= today,
            col(ScheduledSession.status).in_(_BEGUN),
            col(ScheduledSession.workout_id).is_not(None),
        )
    ).all()
    asked = _asked(session, {day for _, day, _ in rows})
    done = _done(session, {workout for _, _, workout in rows})
    return [
        BegunSession(
            on,
            [
                (of_it, done.get((workout, exercise), []))
                for exercise, of_it in asked.get(day, {}).items()
            ],
        )
        for on, day, workout in rows
    ]


def _asked(session: Session, plan_days: set[int]) -> dict[int, dict[int, AskedExercise]]:
    rows = session.execute(
        select_columns(
            col(PlanBlock.day_id),
            col(Prescription.exercise_id),
            col(PlanBlock.kind),
            col(PlanBlock.rounds),
            col(Prescription.sets),
            col(Prescription.load_kind),
            col(Prescription.load_value),
            col(Prescription.duration_s),
            col(Prescription.distance_m),
        )
        .join(PlanBlock, col(PlanBlock.id) == col(Prescription.block_id))
        .where(col(PlanBlock.day_id).in_(plan_days), col(Prescription.set_type) != SetType.WARMUP)
        .order_by(col(PlanBlock.position), col(Prescription.position))
    )
    found: dict[int, dict[int, AskedExercise]] = defaultdict(dict)
    for day, exercise, kind, rounds, sets, load_kind, value, seconds, metres in rows:
        count = rounds if kind in BY_ROUNDS and rounds else sets
        if earlier := found[day].get(exercise):
            found[day][exercise] = earlier._replace(sets=earlier.sets + count)
            continue
        load = value if load_kind == LoadKind.KG else None
        rpe = value if load_kind == LoadKind.RPE else None
        found[day][exercise] = AskedExercise(count, load, rpe, seconds, metres)
    return found


def _done(session: Session, workouts: set[int]) -> dict[tuple[int, int], list[SetOfPlan]]:
    rows = session.execute(
        select_columns(
            col(SetEntry.workout_id),
            col(SetEntry.exercise_id),
            col(SetEntry.load_kg),
            col(SetEntry.rpe),
            col(SetEntry.duration_s),
            col(SetEntry.distance_m),
            col(SetEntry.target_load_kg),
            col(SetEntry.target_rpe),
            col(Exercise.mode),
        )
        .join(Exercise, col(Exercise.id) == col(SetEntry.exercise_id))
        .where(
            col(SetEntry.workout_id).in_(workouts),
            col(SetEntry.is_done),
            col(SetEntry.set_type) != SetType.WARMUP,
        )
    )
    found: dict[tuple[int, int], list[SetOfPlan]] = defaultdict(list)
    for workout, exercise, *figures, mode in rows:
        is_help = mode == Mode.ASSISTED_BODYWEIGHT
        found[workout, exercise].append(SetOfPlan(*figures, is_help=is_help))
    return found
