"""What follows from a change of a finished workout: what is derived, and what its plan knows."""

from sqlmodel import Session, col, select

from fitness_app.training.models import ScheduledSession, SetEntry, Workout, WorkoutExercise
from fitness_app.training.plans import schedule
from fitness_app.training.progress import derived


def settle(session: Session, workout: Workout, exercise_ids: set[int] | None = None) -> None:
    """Derive anew what a change may alter, of all its exercises if none are named.

    A running workout counts nowhere, so nothing follows from its changes.
    """
    if workout.ended_at is None:
        return
    session.flush()
    derived.refresh(
        session,
        member_id=workout.member_id,
        exercise_ids=exercise_ids or exercise_ids_of(session, workout),
        since=workout.local_date,
    )
    _tell_the_plan(session, workout)


def exercise_ids_of(session: Session, workout: Workout) -> set[int]:
    """The exercises that a workout has."""
    return set(
        session.exec(
            select(WorkoutExercise.exercise_id).where(WorkoutExercise.workout_id == workout.id)
        )
    )


def _tell_the_plan(session: Session, workout: Workout) -> None:
    scheduled_id = session.exec(
        select(ScheduledSession.id).where(ScheduledSession.workout_id == workout.id)
    ).first()
    if scheduled_id is None:
        return
    due = schedule.get_session(session, member_id=workout.member_id, scheduled_id=scheduled_id)
    done = session.exec(
        select(SetEntry.id).where(SetEntry.workout_id == workout.id, col(SetEntry.is_done))
    ).all()
    schedule.mark_done(
        session,
        member_id=workout.member_id,
        scheduled_id=scheduled_id,
        workout_id=workout.id,
        sets_done=len(done),
        sets_prescribed=due.sets_prescribed,
    )
