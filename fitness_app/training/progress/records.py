"""A member's personal records, as they were derived from sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func

from fitness_app.training.models import Exercise, PersonalRecord, SetEntry
from fitness_app.training.words import RecordKind

_WEIGHT = {RecordKind.BEST_E1RM: 0, RecordKind.HEAVIEST_LOAD: 1, RecordKind.REP_MAX: 2}
"""Which kinds say most of a day; the others are alike."""
_Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A best that beat all before it; values in kg, kg × reps, reps, s, m or s/km by kind."""

    id: int
    exercise_id: int
    slug: str
    exercise: str
    kind: RecordKind
    reps: int
    """For a rep maximum: of how many; else 0."""
    value: float
    previous_value: float
    achieved_on: date
    achieved_at: datetime
    workout_id: int
    set_id: int | None
    """None for the record of a whole session."""
    set_load_kg: float | None
    set_reps: int | None


def list_records(
    session: Session,
    *,
    member_id: int,
    exercise_id: int | None = None,
    kind: str = "",
    since: date | None = None,
    page: int = 1,
    page_size: int = 50,
) -> tuple[int, list[RecordView]]:
    """How many records of a member match, and one page of them, newest first."""
    which = [col(PersonalRecord.member_id) == member_id]
    if exercise_id is not None:
        which.append(col(PersonalRecord.exercise_id) == exercise_id)
    if kind:
        which.append(col(PersonalRecord.kind) == kind)
    if since is not None:
        which.append(col(PersonalRecord.achieved_on) >= since)
    count = session.execute(
        select_columns(func.count()).select_from(PersonalRecord).where(*which)
    ).scalar_one()
    newest = _records().where(*which).offset((page - 1) * page_size).limit(page_size)
    return count, _views(session, newest)


def list_of_workout(session: Session, *, member_id: int, workout_id: int) -> list[RecordView]:
    """The records that a workout of a member's holds."""
    own = _records().where(
        col(PersonalRecord.member_id) == member_id, col(PersonalRecord.workout_id) == workout_id
    )
    return _views(session, own)


def list_best(session: Session, *, member_id: int, exercise_id: int) -> list[RecordView]:
    """The record that stands of each kind in an exercise."""
    _, views = list_records(
        session, member_id=member_id, exercise_id=exercise_id, page_size=100_000
    )
    standing: dict[tuple[str, int], RecordView] = {}
    for view in views:
        standing.setdefault((view.kind, view.reps), view)
    order = list(RecordKind)
    best = [view for view in standing.values() if not _is_outdone(view, standing.values())]
    return sorted(best, key=lambda view: (order.index(view.kind), view.reps))


def list_highlights(session: Session, *, member_id: int, limit: int) -> list[RecordView]:
    """The newest records of as many exercises, for each the one that says most."""
    _, views = list_records(session, member_id=member_id, page_size=20 * limit)
    views.sort(key=lambda view: (-view.achieved_on.toordinal(), _WEIGHT.get(view.kind, 9)))
    first: dict[int, RecordView] = {}
    for view in views:
        first.setdefault(view.exercise_id, view)
    return list(first.values())[:limit]


def _is_outdone(view: RecordView, others: Iterable[RecordView]) -> bool:
    """Whether a rep maximum was lifted for more reps since."""
    return view.kind is RecordKind.REP_MAX and any(
        other.kind is RecordKind.REP_MAX and other.reps > view.reps and other.value >= view.value
        for other in others
    )


def _records() -> _Rows:
    return (
        select_columns(
            col(PersonalRecord.id),
            col(PersonalRecord.exercise_id),
            col(Exercise.slug),
            col(Exercise.name),
            col(PersonalRecord.kind),
            col(PersonalRecord.reps),
            col(PersonalRecord.value),
            col(PersonalRecord.previous_value),
            col(PersonalRecord.achieved_on),
            col(PersonalRecord.achieved_at),
            col(PersonalRecord.workout_id),
            col(PersonalRecord.set_id),
            col(SetEntry.load_kg),
            col(SetEntry.reps),
        )
        .join(Exercise, col(Exercise.id) == col(PersonalRecord.exercise_id))
        .outerjoin(SetEntry, col(SetEntry.id) == col(PersonalRecord.set_id))
        .order_by(
            col(PersonalRecord.achieved_on).desc(),
            col(PersonalRecord.exercise_id),
            col(PersonalRecord.id),
        )
    )


def _views(session: Session, statement: _Rows) -> list[RecordView]:
    views = []
    for row in session.execute(statement):
        facts: tuple[Any, ...] = (*row[:4], RecordKind(row[4]), *row[5:])
        views.append(RecordView(*facts))
    return views
