"""Sets whose e1RM jumps too far to be believed unasked: shown to their member, who says."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select, update

from fitness_app.kit import clock
from fitness_app.kit.errors import NotFound
from fitness_app.training.models import Exercise, HeldSet, SetEntry
from fitness_app.training.progress import derived


@dataclass(frozen=True, slots=True)
class DoubtView:
    """The furthest jump of an exercise in a workout, with how many of its sets are held."""

    set_id: int
    workout_id: int
    slug: str
    exercise: str
    mode: str
    done_on: date
    load_kg: float | None
    entered_load: float | None
    entered_unit: str
    reps: int
    e1rm_kg: float
    best_kg: float
    """The best e1RM of the days before."""
    sets: int


def list_doubts(
    session: Session, *, member_id: int, workout_id: int | None = None
) -> list[DoubtView]:
    """What a member is to be asked about, of one workout or of all, newest first."""
    held = (
        select_columns(
            col(HeldSet.set_id),
            func.count().over(partition_by=_GROUP).label("sets"),
            func.row_number()
            .over(partition_by=_GROUP, order_by=(col(HeldSet.e1rm_kg).desc(), col(HeldSet.set_id)))
            .label("place"),
        )
        .where(col(HeldSet.member_id) == member_id, col(HeldSet.confirmed_at).is_(None))
        .subquery()
    )
    found = (
        select_columns(
            col(HeldSet.set_id),
            col(HeldSet.workout_id),
            col(Exercise.slug),
            col(Exercise.name),
            col(Exercise.mode),
            col(HeldSet.local_date),
            col(SetEntry.load_kg),
            col(SetEntry.entered_load),
            col(SetEntry.entered_unit),
            col(SetEntry.reps),
            col(HeldSet.e1rm_kg),
            col(HeldSet.best_kg),
            held.c.sets,
        )
        .join(held, held.c.set_id == col(HeldSet.set_id))
        .join(Exercise, col(Exercise.id) == col(HeldSet.exercise_id))
        .join(SetEntry, col(SetEntry.id) == col(HeldSet.set_id))
        .where(held.c.place == 1)
        .order_by(col(HeldSet.local_date).desc(), col(HeldSet.set_id))
    )
    if workout_id is not None:
        found = found.where(col(HeldSet.workout_id) == workout_id)
    return [DoubtView(*row) for row in session.execute(found)]


def count_doubts(session: Session, *, member_id: int) -> int:
    """About how many exercises of workouts a member is to be asked."""
    groups = (
        select_columns(*_GROUP)
        .where(col(HeldSet.member_id) == member_id, col(HeldSet.confirmed_at).is_(None))
        .distinct()
        .subquery()
    )
    return session.execute(select_columns(func.count()).select_from(groups)).scalar_one()


def confirm_set(session: Session, *, member_id: int, set_id: int) -> None:
    """Have a held set count, and those held of the same exercise and workout with it.

    Saying so again changes nothing. Raises NotFound.
    """
    derived.take_turns(session, member_id)
    held = session.exec(
        select(HeldSet).where(HeldSet.set_id == set_id, HeldSet.member_id == member_id)
    ).first()
    if held is None:
        raise NotFound
    if held.confirmed_at is not None:
        return
    exercise_id, since = held.exercise_id, held.local_date
    session.exec(
        update(HeldSet)
        .where(
            col(HeldSet.workout_id) == held.workout_id,
            col(HeldSet.exercise_id) == exercise_id,
            col(HeldSet.confirmed_at).is_(None),
        )
        .values(confirmed_at=clock.now())
    )
    derived.refresh(session, member_id=member_id, exercise_ids={exercise_id}, since=since)


_GROUP = (col(HeldSet.exercise_id), col(HeldSet.workout_id))
