"""What a member did of an exercise the last time, to stand beside what they do now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from fitness_app.training.models import SetEntry, Workout
from fitness_app.training.words import SetType
from fitness_app.training.workouts.reading import view_set
from fitness_app.training.workouts.views import SetView


@dataclass(frozen=True, slots=True)
class LastTime:
    """The done sets of an exercise in the workout before, in order."""

    local_date: date
    sets: tuple[SetView, ...]

    def beside(self, place: int, set_type: SetType) -> SetView | None:
        """The set in the same place among its kind: warm-ups beside warm-ups, by number."""
        is_warm_up = set_type is SetType.WARMUP
        same = [one for one in self.sets if one.is_warm_up is is_warm_up]
        return same[place] if place < len(same) else None


def last_times(
    session: Session, *, member_id: int, exercise_ids: Iterable[int], before: Workout
) -> dict[int, LastTime]:
    """By exercise, the last finished workout before this one in which a set of it was done."""
    found = {
        exercise_id: list_latest(
            session, member_id=member_id, exercise_id=exercise_id, before=before, limit=1
        )
        for exercise_id in set(exercise_ids)
    }
    return {exercise_id: times[-1] for exercise_id, times in found.items() if times}


def list_latest(
    session: Session, *, member_id: int, exercise_id: int, before: Workout, limit: int
) -> list[LastTime]:
    """The latest finished workouts before this one with done sets of an exercise, oldest first."""
    latest = session.exec(
        select(col(SetEntry.workout_id), col(SetEntry.local_date), col(Workout.started_at))
        .join(Workout, col(Workout.id) == col(SetEntry.workout_id))
        .where(
            SetEntry.member_id == member_id,
            SetEntry.exercise_id == exercise_id,
            SetEntry.local_date <= before.local_date,
            SetEntry.workout_id != before.id,
            SetEntry.is_done,
            col(Workout.ended_at).is_not(None),
            Workout.started_at <= before.started_at,
        )
        .distinct()
        .order_by(col(SetEntry.local_date).desc(), col(Workout.started_at).desc())
        .limit(limit)
    ).all()
    return [_sets(session, workout_id, exercise_id) for workout_id, _, _ in reversed(latest)]


def _sets(session: Session, workout_id: int, exercise_id: int) -> LastTime:
    rows = session.exec(
        select(SetEntry)
        .where(
            SetEntry.workout_id == workout_id,
            SetEntry.exercise_id == exercise_id,
            SetEntry.is_done,
        )
        .order_by(col(SetEntry.workout_exercise_id), col(SetEntry.position), col(SetEntry.id))
    ).all()
    return LastTime(rows[0].local_date, tuple(view_set(row, "") for row in rows))
