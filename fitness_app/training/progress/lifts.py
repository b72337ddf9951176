"""Exercises over time: what was done on each day, read from the days' sums."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, or_, select

from fitness_app.kit.errors import NotFound
from fitness_app.training.models import Exercise, ExerciseDay, PersonalRecord
from fitness_app.training.progress import records
from fitness_app.training.progress.records import RecordView
from fitness_app.training.words import RecordKind


@dataclass(frozen=True, slots=True)
class DayView:
    """An exercise on one day; None where a mode has no such figure or it isn't known."""

    day: date
    working_sets: int
    reps: int
    volume_kg: float | None
    e1rm_kg: float | None
    is_low_confidence: bool
    heaviest_kg: float | None
    most_reps: int | None
    longest_s: float | None
    distance_m: float | None
    is_record: bool
    """Whether its e1RM was a record."""


@dataclass(frozen=True, slots=True)
class LiftView:
    """An exercise and how it went, oldest day first."""

    exercise_id: int
    slug: str
    name: str
    mode: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True)
class TrainedView:
    """An exercise that a member has trained, and how often."""

    slug: str
    name: str
    mode: str
    days: int
    last_on: date


@dataclass(frozen=True, slots=True)
class ExerciseProgress:
    """One exercise over time, with the records that stand."""

    lift: LiftView
    standing: tuple[RecordView, ...]
    records: int
    """How many there were ever."""


def list_main_lifts(
    session: Session, *, member_id: int, since: date, limit: int = 5
) -> list[LiftView]:
    """The exercises with an e1RM that were trained most since a day, with their days."""
    most = session.execute(
        select_columns(col(ExerciseDay.exercise_id))
        .where(
            col(ExerciseDay.member_id) == member_id,
            col(ExerciseDay.local_date) >= since,
            col(ExerciseDay.best_e1rm_kg).is_not(None),
        )
        .group_by(col(ExerciseDay.exercise_id))
        .order_by(func.sum(col(ExerciseDay.working_sets)).desc(), col(ExerciseDay.exercise_id))
        .limit(limit)
    ).scalars()
    order = list(most)
    found = _lifts(session, member_id, order, since)
    return [found[exercise_id] for exercise_id in order]


def get_progress(
    session: Session, *, member_id: int, slug: str, since: date | None = None
) -> ExerciseProgress:
    """One exercise of a member since a day, or ever. Raises NotFound, also for others' own."""
    exercise = session.exec(
        select(Exercise).where(
            Exercise.slug == slug,
            or_(col(Exercise.owner_id).is_(None), Exercise.owner_id == member_id),
        )
    ).first()
    if exercise is None:
        raise NotFound
    lift = _lifts(session, member_id, [exercise.id], since or date.min)[exercise.id]
    count, _ = records.list_records(
        session, member_id=member_id, exercise_id=exercise.id, page_size=0
    )
    standing = records.list_best(session, member_id=member_id, exercise_id=exercise.id)
    return ExerciseProgress(lift, tuple(standing), count)


def list_trained(session: Session, *, member_id: int) -> list[TrainedView]:
    """Every exercise a member has done, the latest first."""
    last = func.max(col(ExerciseDay.local_date))
    rows = session.execute(
        select_columns(
            col(Exercise.slug), col(Exercise.name), col(Exercise.mode), func.count(), last
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseDay.exercise_id))
        .where(col(ExerciseDay.member_id) == member_id)
        .group_by(col(Exercise.slug), col(Exercise.name), col(Exercise.mode))
        .order_by(last.desc(), col(Exercise.name))
    )
    return [TrainedView(*row) for row in rows]


def _lifts(
    session: Session, member_id: int, exercise_ids: Iterable[int], since: date
) -> dict[int, LiftView]:
    ids = list(exercise_ids)
    best = _record_days(session, member_id, ids, since)
    days: dict[int, list[DayView]] = defaultdict(list)
    rows = session.execute(
        select_columns(
            col(ExerciseDay.exercise_id),
            col(ExerciseDay.local_date),
            col(ExerciseDay.working_sets),
            col(ExerciseDay.reps),
            col(ExerciseDay.volume_kg),
            col(ExerciseDay.best_e1rm_kg),
            col(ExerciseDay.is_low_confidence),
            col(ExerciseDay.heaviest_kg),
            col(ExerciseDay.most_reps),
            col(ExerciseDay.longest_s),
            col(ExerciseDay.distance_m),
        )
        .where(
            col(ExerciseDay.member_id) == member_id,
            col(ExerciseDay.exercise_id).in_(ids),
            col(ExerciseDay.local_date) >= since,
        )
        .order_by(col(ExerciseDay.exercise_id), col(ExerciseDay.local_date))
    )
    for exercise_id, *figures in rows:
        facts: tuple[Any, ...] = (*figures, (exercise_id, figures[0]) in best)
        days[exercise_id].append(DayView(*facts))
    exercises = session.exec(select(Exercise).where(col(Exercise.id).in_(ids)))
    return {
        one.id: LiftView(one.id, one.slug, one.name, one.mode, tuple(days[one.id]))
        for one in exercises
    }


def _record_days(
    session: Session, member_id: int, exercise_ids: list[int], since: date
) -> set[tuple[int, date]]:
    rows = session.execute(
        select_columns(col(PersonalRecord.exercise_id), col(PersonalRecord.achieved_on)).where(
            col(PersonalRecord.member_id) == member_id,
            col(PersonalRecord.exercise_id).in_(exercise_ids),
            col(PersonalRecord.kind) == RecordKind.BEST_E1RM,
            col(PersonalRecord.achieved_on) >= since,
        )
    )
    return {(exercise_id, day) for exercise_id, day in rows}
