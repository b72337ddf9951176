"""The sessions that members' plans ask of them: what is due, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.models import (
    Assignment,
    Plan,
    PlanDay,
    PlanVersion,
    ScheduledSession,
    Workout,
)
from fitness_app.training.plans import assigned, content
from fitness_app.training.plans.views import BlockView, DueSession
from fitness_app.training.words import AssignmentStatus, SessionStatus

STILL_OFFERED = timedelta(days=7)
"""So long a missed session is offered; later it can still be found in the schedule."""
LOOKED_AHEAD = timedelta(days=28)

Row = tuple[ScheduledSession, Assignment, Plan, PlanVersion, PlanDay]


def list_due(session: Session, *, member_id: int, today: date) -> list[DueSession]:
    """What a member's plans ask for now: today's sessions, those missed in the last week, and of
    a plan that asks for nothing today the next one.

    Today's come first, then missed ones from the last on, then what comes next. A paused plan
    asks for nothing.
    """
    rows = _rows(
        session,
        Assignment.status == AssignmentStatus.ACTIVE,
        ScheduledSession.member_id == member_id,
        ScheduledSession.status == SessionStatus.PLANNED,
        col(ScheduledSession.due_on) <= today + LOOKED_AHEAD,
    )
    sessions = _viewed(session, _asked_now(rows, today))
    return sorted(sessions, key=lambda each: _urgency(each, today))


def get_session(session: Session, *, member_id: int, scheduled_id: int) -> DueSession:
    """One session of a member's own plans, whatever became of it. Raises NotFound."""
    rows = _rows(
        session,
        ScheduledSession.member_id == member_id,
        ScheduledSession.id == scheduled_id,
    )
    if not rows:
        raise NotFound
    return _viewed(session, rows)[0]


def list_sessions(
    session: Session,
    *,
    member_id: int,
    since: date,
    until: date,
    assignment_id: int | None = None,
) -> list[DueSession]:
    """A member's sessions that are due from one day through another, without their contents.

    A paused plan's sessions are left out from the day of the pause on: nobody is asked for them.
    """
    conditions: list[Any] = [
        ScheduledSession.member_id == member_id,
        col(ScheduledSession.due_on).between(since, until),
        or_(
            Assignment.status != AssignmentStatus.PAUSED,
            ScheduledSession.status != SessionStatus.PLANNED,
            col(ScheduledSession.due_on) < col(Assignment.paused_on),
        ),
    ]
    if assignment_id is not None:
        conditions.append(ScheduledSession.assignment_id == assignment_id)
    return [_view(row, ()) for row in _rows(session, *conditions)]


def list_whole(session: Session, *, member_id: int, assignment_id: int) -> list[DueSession]:
    """All sessions of one of a member's own plans in its order, without their contents."""
    rows = _rows(
        session,
        ScheduledSession.member_id == member_id,
        ScheduledSession.assignment_id == assignment_id,
    )
    return sorted((_view(row, ()) for row in rows), key=lambda each: each.sequence)


def mark_done(
    session: Session,
    *,
    member_id: int,
    scheduled_id: int,
    workout_id: int,
    sets_done: int,
    sets_prescribed: int,
) -> None:
    """Note that a workout was this session: done, or in part where sets are left.

    Saying so again, after the workout was edited, only puts the sets right. The last session of a
    plan completes it. Raises NotFound for another's session or workout, Conflict where the
    session was done by another workout.
    """
    row, assignment = assigned.take_session(session, member_id, scheduled_id)
    workout = session.get(Workout, workout_id)
    if workout is None or workout.member_id != member_id:
        raise NotFound
    if row.workout_id not in (None, workout_id):
        raise Conflict("This session is done already, by another workout.")
    is_whole = sets_done >= sets_prescribed
    row.status = SessionStatus.DONE if is_whole else SessionStatus.PARTIAL
    row.workout_id = workout_id
    row.due_on = row.due_on or workout.local_date
    assigned.settle(session, assignment, done_on=workout.local_date)


def mark_undone(session: Session, *, member_id: int, workout_id: int) -> None:
    """Ask for a session again whose workout goes away; nothing happens if it was of no plan.

    Call it before the workout is deleted.
    """
    scheduled_id = session.exec(
        select(ScheduledSession.id).where(
            ScheduledSession.member_id == member_id, ScheduledSession.workout_id == workout_id
        )
    ).first()
    if scheduled_id is None:
        return
    row, assignment = assigned.take_session(session, member_id, scheduled_id)
    row.status, row.workout_id = SessionStatus.PLANNED, None
    assigned.settle(session, assignment)


def _rows(session: Session, *conditions: Any) -> Sequence[Row]:
    return session.exec(
        select(ScheduledSession, Assignment, Plan, PlanVersion, PlanDay)  # pyright: ignore[reportCallIssue]  # five are more than it has overloads for
        .join(Assignment, col(Assignment.id) == col(ScheduledSession.assignment_id))
        .join(PlanDay, col(PlanDay.id) == col(ScheduledSession.plan_day_id))
        .join(PlanVersion, col(PlanVersion.id) == col(PlanDay.version_id))
        .join(Plan, col(Plan.id) == col(PlanVersion.plan_id))
        .where(*conditions)
        .order_by(col(ScheduledSession.due_on), col(ScheduledSession.sequence))
    ).all()


def _asked_now(rows: Sequence[Row], today: date) -> list[Row]:
    """What is due, and the next one of each plan that has nothing due today."""
    asked: list[Row] = []
    served: set[int] = set()
    for row in rows:
        due_on, assignment = row[0].due_on or today, row[1]
        if due_on < today and not assignment.is_sequence:
            if due_on >= today - STILL_OFFERED:
                asked.append(row)
        elif due_on <= today or assignment.id not in served:
            served.add(assignment.id)
            asked.append(row)
    return asked


def _urgency(due: DueSession, today: date) -> tuple[int, int]:
    when, day = due.when(today), (due.due_on or today).toordinal()
    return {"today": (0, day), "missed": (1, -day)}.get(when, (2, day))


def _viewed(session: Session, rows: Sequence[Row]) -> list[DueSession]:
    days = content.find_days(session, day_ids={row[4].id for row in rows})
    return [_view(row, days[row[4].id].blocks) for row in rows]


def _view(row: Row, blocks: Iterable[BlockView]) -> DueSession:
    scheduled, assignment, plan, version, day = row
    return DueSession(
        scheduled_id=scheduled.id,
        assignment_id=assignment.id,
        plan_name=plan.name,
        plan_slug=plan.slug,
        weeks=version.weeks,
        sequence=scheduled.sequence,
        day_id=day.id,
        day_name=day.name,
        week=day.week,
        is_deload=day.is_deload,
        due_on=scheduled.due_on,
        moved_from=scheduled.moved_from,
        status=SessionStatus(scheduled.status),
        is_sequence=assignment.is_sequence,
        workout_id=scheduled.workout_id,
        blocks=tuple(blocks),
    )
