"""A workout as its screen needs it: with what was done before, what to do now, and bests so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from fitness_app.training.models import ExerciseDay, Workout
from fitness_app.training.words import Mode
from fitness_app.training.workouts.advice import Advice, advise
from fitness_app.training.workouts.history import last_times
from fitness_app.training.workouts.reading import lines_of, own, running, view_of
from fitness_app.training.workouts.views import WorkoutView
from fitness_app.training.workouts.writing import Pen


@dataclass(frozen=True, slots=True)
class WorkoutScreen:
    """A workout with what stands beside it; by the ids of its exercises within it."""

    workout: WorkoutView
    pen: Pen
    advice: Mapping[str, Advice]
    best_e1rm_kg: Mapping[int, float]
    """By exercise, before this workout; none for one that was never done."""


def open_running(session: Session, *, member_id: int, pen: Pen) -> WorkoutScreen | None:
    """The running workout of a member, with suggestions; None if none runs."""
    row = running(session, member_id)
    if row is None:
        return None
    view = view_of(session, row)
    counts = {line.client_uuid: sum(not one.is_warm_up for one in line.sets) for line in view.lines}
    advice = {
        line.client_uuid: advise(
            session, row, line, sets=counts.get(line.client_uuid, 0), write=pen.amount
        )
        for line in lines_of(session, row.id)
    }
    return WorkoutScreen(view, pen, advice, _bests(session, row, view))


def open_past(session: Session, *, member_id: int, workout_id: int, pen: Pen) -> WorkoutScreen:
    """One of a member's workouts, with what was done the time before. Raises NotFound."""
    row = own(session, member_id, workout_id)
    view = view_of(session, row)
    times = last_times(
        session,
        member_id=member_id,
        exercise_ids=[line.movement.id for line in view.lines],
        before=row,
    )
    advice = {line.client_uuid: Advice(times.get(line.movement.id)) for line in view.lines}
    return WorkoutScreen(view, pen, advice, {})


def _bests(session: Session, row: Workout, view: WorkoutView) -> dict[int, float]:
    ids = [line.movement.id for line in view.lines if line.movement.mode is Mode.WEIGHT_REPS]
    found = session.exec(
        select(ExerciseDay.exercise_id, func.max(ExerciseDay.best_e1rm_kg))
        .where(
            ExerciseDay.member_id == row.member_id,
            col(ExerciseDay.exercise_id).in_(ids),
            col(ExerciseDay.best_e1rm_kg).is_not(None),
        )
        .group_by(col(ExerciseDay.exercise_id))
    )
    return {exercise_id: kg for exercise_id, kg in found if kg is not None}
