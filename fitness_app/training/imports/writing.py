"""Writing what a file brings: all of it in one transaction, with a receipt of what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict
from fitness_app.training.imports.bundle import Bundle, NewWorkout
from fitness_app.training.imports.extras import write_extras
from fitness_app.training.imports.movements import resolve
from fitness_app.training.imports.planned import write_enrolments, write_plans
from fitness_app.training.imports.summing import Here
from fitness_app.training.models import (
    ImportJob,
    SetEntry,
    Workout,
    WorkoutExercise,
)
from fitness_app.training.progress import derived
from fitness_app.training.words import ImportState

AT_ONCE = 5_000
READ, WRITTEN, DERIVED = 20, 75, 98
"""Percent that are done once the file is read, its rows are written, progress is derived."""
Tell = Callable[[int], None]

_SET_BLANKS = {
    column.name: None
    for column in SetEntry.__table__.columns  # pyright: ignore[reportAttributeAccessIssue]
    if column.nullable
}


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
    workout_ids = _write_workouts(session, job, kept)
    parts = _write_parts(session, kept, workout_ids, exercise_ids, prescription_ids)
    sets = _write_sets(session, job, parts, tell)
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


def _write_workouts(session: Session, job: ImportJob, workouts: list[NewWorkout]) -> dict[str, int]:
    if not workouts:
        return {}
    now = clock.now()
    rows = [
        {
            "member_id": job.member_id,
            "import_job_id": job.id,
            "created_at": now,
            "working_sets": 0,
            "visibility": "private",
            "effort_scale": "rpe",
            **workout.values,
        }
        for workout in workouts
    ]
    made = insert(Workout).returning(col(Workout.client_uuid), col(Workout.id))
    return {key: row_id for key, row_id in session.execute(made, rows)}  # noqa: C416


@dataclass(frozen=True, slots=True)
class _Written:
    """An exercise of a session that is there now, and its sets, which aren't yet."""

    id: int
    workout_id: int
    exercise_id: int
    local_date: date
    sets: list[dict[str, Any]]


def _write_parts(
    session: Session,
    workouts: list[NewWorkout],
    workout_ids: Mapping[str, int],
    exercise_ids: Mapping[str, int | None],
    prescription_ids: Mapping[str, int],
) -> list[_Written]:
    parts = [
        (workout, part)
        for workout in workouts
        for part in workout.exercises
        if exercise_ids[part.key] is not None
    ]
    if not parts:
        return []
    rows = [
        {
            **part.values,
            "workout_id": workout_ids[workout.values["client_uuid"]],
            "exercise_id": exercise_ids[part.key],
            "swapped_from_id": exercise_ids.get(part.swapped_from),
            "prescription_id": prescription_ids.get(part.prescription),
        }
        for workout, part in parts
    ]
    made = insert(WorkoutExercise).returning(
        col(WorkoutExercise.workout_id), col(WorkoutExercise.client_uuid), col(WorkoutExercise.id)
    )
    ids = {(owner, key): row_id for owner, key, row_id in session.execute(made, rows)}
    return [
        _Written(
            ids[row["workout_id"], row["client_uuid"]],
            row["workout_id"],
            row["exercise_id"],
            workout.values["local_date"],
            part.sets,
        )
        for (workout, part), row in zip(parts, rows, strict=True)
    ]


def _write_sets(session: Session, job: ImportJob, parts: list[_Written], tell: Tell) -> int:
    taken = _taken_keys(session, job.member_id) if _has_foreign_keys(job) else frozenset()
    total = sum(len(part.sets) for part in parts)
    rows = (
        {
            **_SET_BLANKS,
            **one,
            "client_uuid": str(uuid4()) if one["client_uuid"] in taken else one["client_uuid"],
            "workout_exercise_id": part.id,
            "workout_id": part.workout_id,
            "member_id": job.member_id,
            "exercise_id": part.exercise_id,
            "local_date": part.local_date,
        }
        for part in parts
        for one in part.sets
    )
    for done in count(AT_ONCE, AT_ONCE):
        some = list(islice(rows, AT_ONCE))
        if not some:
            break
        session.execute(insert(SetEntry), some)
        tell(READ + (WRITTEN - READ) * min(done, total) // total)
    return total


def _has_foreign_keys(job: ImportJob) -> bool:
    """Whether its keys come from elsewhere, and may be taken here."""
    return job.format == "fitness_app"


def _taken_keys(session: Session, member_id: int) -> frozenset[str]:
    return frozenset(
        session.exec(select(SetEntry.client_uuid).where(SetEntry.member_id == member_id))
    )
