"""What an export of ours holds beside sessions: measurements, goals, leave, answers."""

from typing import Any

from sqlmodel import Session, col, select

from fitness_app.training.imports.document import Document, GoalPart
from fitness_app.training.models import (
    Goal,
    GoalAdjustment,
    HeldSet,
    LeavePeriod,
    MetricEntry,
    SetEntry,
)

Receipt = dict[str, list[Any]]


def write_extras(
    session: Session,
    member_id: int,
    document: Document,
    exercise_ids: dict[str, int | None],
    receipt: Receipt,
) -> None:
    """Write what isn't there yet, and note the keys of what is new."""
    _write_measurements(session, member_id, document, receipt)
    _write_goals(session, member_id, document, exercise_ids, receipt)
    _write_leave(session, member_id, document, receipt)
    _write_confirmed(session, member_id, document)


def _write_measurements(
    session: Session, member_id: int, document: Document, receipt: Receipt
) -> None:
    here = set(
        session.exec(select(MetricEntry.client_uuid).where(MetricEntry.member_id == member_id))
    )
    rows = [
        MetricEntry(member_id=member_id, source="import", **it.model_dump())
        for it in document.measurements
        if it.client_uuid not in here
    ]
    _add(session, rows, "measurements", receipt)


def _write_goals(
    session: Session,
    member_id: int,
    document: Document,
    exercise_ids: dict[str, int | None],
    receipt: Receipt,
) -> None:
    kept = session.exec(select(Goal).where(Goal.member_id == member_id)).all()
    here = {_sign(goal, goal.exercise_id) for goal in kept}
    active = {goal.metric for goal in kept if goal.kind == "metric" and goal.status == "active"}
    for it in document.goals:
        exercise_id = exercise_ids[it.exercise] if it.exercise else None
        is_second = it.kind == "metric" and it.status == "active" and it.metric in active
        if is_second or _sign(it, exercise_id) in here:
            continue
        if it.kind == "metric" and it.status == "active":
            active.add(it.metric)
        values = it.model_dump(exclude={"exercise", "adjustments"})
        goal = Goal(member_id=member_id, exercise_id=exercise_id, **values)
        _add(session, [goal], "goals", receipt)
        session.add_all(
            GoalAdjustment(goal_id=goal.id, **change.model_dump()) for change in it.adjustments
        )


def _sign(goal: Goal | GoalPart, exercise_id: int | None) -> tuple[Any, ...]:
    """By what a goal is the same one."""
    return goal.kind, goal.metric, exercise_id, goal.starts_on, goal.created_at, goal.start_value


def _write_leave(session: Session, member_id: int, document: Document, receipt: Receipt) -> None:
    here = {
        (leave.starts_on, leave.ends_on)
        for leave in session.exec(select(LeavePeriod).where(LeavePeriod.member_id == member_id))
    }
    rows = [
        LeavePeriod(member_id=member_id, **it.model_dump())
        for it in document.leave
        if (it.starts_on, it.ends_on) not in here
    ]
    _add(session, rows, "leave", receipt)


def _write_confirmed(session: Session, member_id: int, document: Document) -> None:
    """They go with their sets when the import is undone."""
    said = {it.set_key: it for it in document.confirmed}
    held = set(session.exec(select(HeldSet.set_id).where(HeldSet.member_id == member_id)))
    sets = session.exec(
        select(SetEntry).where(SetEntry.member_id == member_id, col(SetEntry.client_uuid).in_(said))
    )
    session.add_all(
        HeldSet(
            set_id=one.id,
            member_id=member_id,
            exercise_id=one.exercise_id,
            workout_id=one.workout_id,
            local_date=one.local_date,
            **said[one.client_uuid].model_dump(exclude={"set_key"}),
        )
        for one in sets
        if one.id not in held
    )
    session.flush()


def _add(session: Session, rows: list[Any], what: str, receipt: Receipt) -> None:
    if rows:
        session.add_all(rows)
        session.flush()
        receipt.setdefault(what, []).extend(row.id for row in rows)
