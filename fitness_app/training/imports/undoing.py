"""Taking an import back: exactly what it added goes, whatever else has come since stays."""

from typing import Any

from sqlmodel import Session, col, delete, select, update

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.imports.views import ImportView, view
from fitness_app.training.models import (
    Assignment,
    Exercise,
    ExerciseAlias,
    Goal,
    ImportJob,
    LeavePeriod,
    MetricEntry,
    Plan,
    Prescription,
    ScheduledSession,
    Workout,
    WorkoutExercise,
)
from fitness_app.training.progress import derived
from fitness_app.training.words import ImportState, SessionStatus


def undo(session: Session, *, member_id: int, job_id: int) -> ImportView:
    """Take away what an import added: sessions, and of its own exercises those nothing else uses.

    Names mean again what they meant before. Raises NotFound, Conflict unless it is done.
    """
    job = session.exec(
        select(ImportJob)
        .where(ImportJob.id == job_id, ImportJob.member_id == member_id)
        .with_for_update()
    ).first()
    if job is None:
        raise NotFound
    if job.state != ImportState.DONE:
        raise Conflict("Only an import that is done can be undone, and only once.")
    receipt = job.receipt
    _remove_own(session, Assignment, member_id, receipt.get("enrolments", []))
    _reopen(session, job)
    _delete(session, delete(Workout).where(col(Workout.import_job_id) == job.id))
    for table, what in ((MetricEntry, "measurements"), (Goal, "goals"), (LeavePeriod, "leave")):
        _remove_own(session, table, member_id, receipt.get(what, []))
    _forget(session, member_id, receipt.get("names", []))
    _remove_plans(session, receipt.get("plans", []))
    _remove_exercises(session, member_id, receipt.get("exercises", []))
    derived.rebuild(session, member_id=member_id)
    job.state, job.finished_at = ImportState.UNDONE, clock.now()
    session.flush()
    return view(session, job)


def _reopen(session: Session, job: ImportJob) -> None:
    """Sessions of plans that were counted as done by one of its sessions are to be done again."""
    brought = select(Workout.id).where(Workout.import_job_id == job.id)
    session.exec(
        update(ScheduledSession)
        .where(
            col(ScheduledSession.member_id) == job.member_id,
            col(ScheduledSession.workout_id).in_(brought),
        )
        .values(status=SessionStatus.PLANNED, workout_id=None),
        execution_options={"synchronize_session": False},
    )


def _remove_own(session: Session, table: Any, member_id: int, keys: list[int]) -> None:
    if keys:
        _delete(session, delete(table).where(table.id.in_(keys), table.member_id == member_id))


def _forget(session: Session, member_id: int, names: list[list[Any]]) -> None:
    for key, meant_before in names:
        alias = session.get(ExerciseAlias, (member_id, key))
        if alias is None:
            continue
        if meant_before is None or session.get(Exercise, meant_before) is None:
            session.delete(alias)
        else:
            alias.exercise_id = meant_before
    session.flush()


def _remove_plans(session: Session, plan_ids: list[int]) -> None:
    if plan_ids:
        used = select(Assignment.plan_id).where(col(Assignment.plan_id).in_(plan_ids))
        _delete(session, delete(Plan).where(col(Plan.id).in_(plan_ids), col(Plan.id).not_in(used)))


def _remove_exercises(session: Session, member_id: int, exercise_ids: list[int]) -> None:
    used = {
        row_id
        for owner in (
            col(WorkoutExercise.exercise_id),
            col(Prescription.exercise_id),
            col(Goal.exercise_id),
            col(ExerciseAlias.exercise_id),
        )
        for row_id in session.exec(select(owner).where(owner.in_(exercise_ids)).distinct())
    }
    doomed = [row_id for row_id in exercise_ids if row_id not in used]
    if doomed:
        _delete(
            session,
            delete(Exercise).where(
                col(Exercise.id).in_(doomed), col(Exercise.owner_id) == member_id
            ),
        )


def _delete(session: Session, removal: Any) -> None:
    session.exec(removal, execution_options={"synchronize_session": False})
