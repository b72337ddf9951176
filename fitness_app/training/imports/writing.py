"""Writing what a file brings: all of it in one transaction, with a receipt of what is new."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict
from fitness_app.training.imports.bundle import Bundle, NewWorkout
from fitness_app.training.imports.extras import write_extras
from fitness_app.training.imports.movements import resolve
from fitness_app.training.imports.planned import write_enrolments, write_plans
from fitness_app.training.imports.rows import insert_workouts
from fitness_app.training.imports.summing import Here
from fitness_app.training.models import (
    ImportJob,
    SetEntry,
)
from fitness_app.training.progress import derived
from fitness_app.training.words import ImportState

READ, WRITTEN, DERIVED = 20, 75, 98
"""Percent that are done once the file is read, its rows are written, progress is derived."""
Tell = Callable[[int], None]


def write(session: Session, *, job_id: int, bundle: Bundle, tell: Tell) -> None:
    """Write what an import brings, once; what is there already is left as it is.

    `tell` hears how many percent are done. Raises Conflict if it isn't to be written any more.
    """
    job = session.exec(
        select(ImportJob).where(ImportJob.id == job_id).with_for_update()
    ).one_or_none()
    if job is None or job.state != ImportState.RUNNING:
        raise Conflict("This import isn't waiting to be written.")
    receipt: dict[str, list[Any]] = {}
    here = Here(session, job.member_id)
    new = []
    for workout in bundle.workouts:
        if not here.has(workout):
            here.add(workout)
            new.append(workout)
    exercise_ids = resolve(session, job=job, bundle=bundle, receipt=receipt)
    prescription_ids = write_plans(session, bundle, exercise_ids, receipt)
    kept = [workout for workout in new if _kept(workout, exercise_ids)]
    workout_ids, sets = insert_workouts(
        session,
        job.member_id,
        kept,
        exercise_ids=exercise_ids,
        prescription_ids=prescription_ids,
        taken=_taken_keys(session, job.member_id) if _has_foreign_keys(job) else frozenset(),
        tell=lambda share: tell(READ + round((WRITTEN - READ) * share)),
        import_job_id=job.id,
    )
    if bundle.document is not None:
        write_extras(session, job.member_id, bundle.document, exercise_ids, receipt)
        write_enrolments(session, job.member_id, bundle.document, workout_ids, receipt)
    tell(WRITTEN)
    derived.rebuild(session, member_id=job.member_id)
    tell(DERIVED)
    job.receipt = receipt
    job.workouts_added, job.sets_added = len(kept), sets
    job.duplicates_skipped = len(bundle.workouts) - len(new)
    job.rows_done = job.rows_total
    job.state, job.finished_at, job.stored_name = ImportState.DONE, clock.now(), ""


def _kept(workout: NewWorkout, exercise_ids: Mapping[str, int | None]) -> bool:
    """Whether anything is left of a session without the names whose sets are left out."""
    parts = workout.exercises
    return not parts or any(exercise_ids[part.key] is not None for part in parts)


def _has_foreign_keys(job: ImportJob) -> bool:
    """Whether its keys come from elsewhere, and may be taken here."""
    return job.format == "fitness_app"


def _taken_keys(session: Session, member_id: int) -> frozenset[str]:
    return frozenset(
        session.exec(select(SetEntry.client_uuid).where(SetEntry.member_id == member_id))
    )
