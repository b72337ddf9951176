"""A member's part of training in the download of all their data, and when their account goes."""

from typing import Any

from sqlmodel import Session, col, delete, select

from fitness_app.accounts.account_data import on_deletion, on_export
from fitness_app.training.exports import whole
from fitness_app.training.models import Exercise, Goal, ImportJob, PersonalRecord, Workout

_OF_AN_IMPORT = {
    "format", "file_name", "state", "workouts_added", "sets_added", "created_at", "finished_at"
}  # fmt: skip
_OF_A_RECORD = {"kind", "reps", "value", "previous_value", "achieved_on"}


def export(session: Session, *, user_id: int) -> dict[str, Any]:
    """All that somebody trained, measured and planned, as it is kept, and what came of it.

    It is what an export for another club holds, with the records and the imports beside it.
    """
    return {
        **whole.build(session, member_id=user_id),
        "records": _records(session, user_id),
        "imports": _imports(session, user_id),
    }


def remove(session: Session, user_id: int) -> None:
    """Remove what refers to somebody's own exercises, so that these can go with the account."""
    for table in (Workout, Goal):
        session.exec(
            delete(table).where(col(table.member_id) == user_id),
            execution_options={"synchronize_session": False},
        )


def _records(session: Session, user_id: int) -> list[dict[str, Any]]:
    rows = session.exec(
        select(PersonalRecord, Exercise.slug)
        .join(Exercise, col(Exercise.id) == PersonalRecord.exercise_id)
        .where(PersonalRecord.member_id == user_id)
        .order_by(col(PersonalRecord.achieved_at), col(PersonalRecord.id))
    )
    return [{"exercise": slug, **record.model_dump(include=_OF_A_RECORD)} for record, slug in rows]


def _imports(session: Session, user_id: int) -> list[dict[str, Any]]:
    rows = session.exec(
        select(ImportJob).where(ImportJob.member_id == user_id).order_by(col(ImportJob.id))
    )
    return [job.model_dump(include=_OF_AN_IMPORT) for job in rows]


on_export("training", export)
on_deletion(remove)
