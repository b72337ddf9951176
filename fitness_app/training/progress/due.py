"""What plans asked for by day, and how much of it was done."""

from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func

from fitness_app.training.formulas import Due
from fitness_app.training.models import (
    PlanBlock,
    Prescription,
    ScheduledSession,
    Workout,
)
from fitness_app.training.progress.begun import BY_ROUNDS
from fitness_app.training.words import SessionStatus


def list_sessions(session: Session, *, member_id: int, since: date, today: date) -> list[Due]:
    """The sessions that were due in a span, both ends in it, with what became of each."""
    rows = session.execute(
        select_columns(
            col(ScheduledSession.due_on),
            col(ScheduledSession.status),
            col(ScheduledSession.plan_day_id),
            col(Workout.working_sets),
        )
        .outerjoin(Workout, col(Workout.id) == col(ScheduledSession.workout_id))
        .where(
            col(ScheduledSession.member_id) == member_id,
            col(ScheduledSession.due_on) >= since,
            col(ScheduledSession.due_on) <= today,
        )
    ).all()
    partial = {day for _, status, day, _ in rows if status == SessionStatus.PARTIAL}
    asked = _sets_asked(session, partial)
    return [
        Due(on, status, (sets or 0) / asked[day] if asked.get(day) else 0.0)
        for on, status, day, sets in rows
    ]


def planned_workouts_by_day(session: Session, *, member_id: int, since: date) -> dict[date, int]:
    """How many workouts of each day a plan had asked for."""
    rows = session.execute(
        select_columns(col(Workout.local_date), func.count())
        .join(ScheduledSession, col(ScheduledSession.workout_id) == col(Workout.id))
        .where(col(Workout.member_id) == member_id, col(Workout.local_date) >= since)
        .group_by(col(Workout.local_date))
    )
    return {row[0]: row[1] for row in rows}


def _sets_asked(session: Session, plan_days: set[int]) -> dict[int, int]:
    if not plan_days:
        return {}
    rows = session.execute(
        select_columns(
            col(PlanBlock.day_id),
            col(PlanBlock.kind),
            col(PlanBlock.rounds),
            col(Prescription.sets),
        )
        .join(PlanBlock, col(PlanBlock.id) == col(Prescription.block_id))
        .where(col(PlanBlock.day_id).in_(plan_days))
    )
    asked: dict[int, int] = {}
    for day, kind, rounds, sets in rows:
        more = rounds if kind in BY_ROUNDS and rounds else sets
        asked[day] = asked.get(day, 0) + more
    return asked
