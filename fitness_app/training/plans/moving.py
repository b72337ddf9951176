"""Changing what one session of a plan is: moved to another day, skipped, excused, asked again."""

from datetime import date, timedelta
from typing import Literal

from sqlmodel import Session

from fitness_app.kit.errors import Conflict, Invalid
from fitness_app.training.models import Assignment, PlanDay, ScheduledSession
from fitness_app.training.plans import assigned
from fitness_app.training.words import AssignmentStatus, SessionStatus

FURTHEST = timedelta(days=366)
Outcome = Literal["planned", "skipped", "excused"]


def move_session(
    session: Session, *, member_id: int, scheduled_id: int, to: date, today: date
) -> int:
    """Put a session on another day; those it would run into move on too, and how many is told.

    Sessions keep their order: none goes to or before the day of the one it follows. Raises
    NotFound, Conflict, Invalid (to).
    """
    row, assignment = _take_running(session, member_id, scheduled_id)
    _check_open(row)
    if row.due_on is None:
        raise Conflict("This session hasn't come up yet: its day comes with the one before it.")
    if to < today or to > today + FURTHEST:
        raise Invalid(to="Choose today or a day within a year.")
    if to == row.due_on:
        raise Invalid(to="It is on that day already.")
    planned = [
        each
        for each in assigned.list_of(session, assignment)
        if each.status == SessionStatus.PLANNED
    ]
    _keep_order(session, [each for each in planned if each.sequence < row.sequence], to)
    origin = row.moved_from or row.due_on
    row.due_on, row.moved_from = to, origin if origin != to else None
    later = [each for each in planned if each.sequence > row.sequence]
    before = [each.due_on for each in later]
    assigned.push(later, assignment, earliest=to + timedelta(days=1))
    return sum(each.due_on != day for each, day in zip(later, before, strict=True))


def set_outcome(session: Session, *, member_id: int, scheduled_id: int, outcome: Outcome) -> None:
    """Let a session go as skipped or excused, or ask for it again with 'planned'.

    A skipped one was due and not done; an excused one was not due. Raises NotFound, Conflict for
    one that is done.
    """
    row, assignment = assigned.take_session(session, member_id, scheduled_id)
    if assignment.status == AssignmentStatus.ENDED:
        raise Conflict("This plan has ended.")
    _check_open(row)
    row.status = SessionStatus(outcome)
    assigned.settle(session, assignment)


def _take_running(
    session: Session, member_id: int, scheduled_id: int
) -> tuple[ScheduledSession, Assignment]:
    row, assignment = assigned.take_session(session, member_id, scheduled_id)
    if assignment.status == AssignmentStatus.PAUSED:
        raise Conflict("This plan is paused. Resume it first.")
    if assignment.status != AssignmentStatus.ACTIVE:
        raise Conflict("This plan has ended.")
    if row.status != SessionStatus.PLANNED and row.workout_id is None:
        raise Conflict("This session was let go. Ask for it again first.")
    return row, assignment


def _check_open(row: ScheduledSession) -> None:
    if row.status in (SessionStatus.DONE, SessionStatus.PARTIAL):
        raise Conflict("This session is done. Delete its workout to have it asked for again.")


def _keep_order(session: Session, earlier: list[ScheduledSession], to: date) -> None:
    blocking = [row for row in earlier if row.due_on and row.due_on >= to]
    if blocking:
        name = session.get_one(PlanDay, blocking[-1].plan_day_id).name
        raise Invalid(to=f"“{name}” comes first. Choose a day after it, or move that one first.")
