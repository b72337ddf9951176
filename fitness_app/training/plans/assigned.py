"""Members' assignments as they are taken for a change, and put right after it."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.kit.errors import NotFound
from fitness_app.training.models import Assignment, PlanVersion, ScheduledSession
from fitness_app.training.plans import timing
from fitness_app.training.words import AssignmentStatus, SessionStatus

UNFINISHED = (AssignmentStatus.ACTIVE, AssignmentStatus.PAUSED)


def take(session: Session, member_id: int, assignment_id: int) -> Assignment:
    """A member's own assignment, locked, so that two changes at once happen one after another.

    Raises NotFound.
    """
    assignment = session.exec(
        select(Assignment)
        .where(Assignment.id == assignment_id, Assignment.member_id == member_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if assignment is None:
        raise NotFound
    return assignment


def take_session(
    session: Session, member_id: int, scheduled_id: int
) -> tuple[ScheduledSession, Assignment]:
    """One of a member's own sessions, its assignment locked. Raises NotFound."""
    assignment_id = session.exec(
        select(ScheduledSession.assignment_id).where(
            ScheduledSession.id == scheduled_id, ScheduledSession.member_id == member_id
        )
    ).first()
    if assignment_id is None:
        raise NotFound
    assignment = take(session, member_id, assignment_id)
    row = session.exec(
        select(ScheduledSession)
        .where(ScheduledSession.id == scheduled_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound
    return row, assignment


def list_of(session: Session, assignment: Assignment) -> Sequence[ScheduledSession]:
    """All its sessions, in the plan's order."""
    return session.exec(
        select(ScheduledSession)
        .where(ScheduledSession.assignment_id == assignment.id)
        .order_by(col(ScheduledSession.sequence))
    ).all()


def settle(session: Session, assignment: Assignment, *, done_on: date | None = None) -> None:
    """After a session changed: keep the order, bring up the next of a sequence, and end or reopen
    the plan.

    After a session that was done the next of a sequence rests as the plan's week has it; after
    one that was let go it comes up in its place.
    """
    rows = list_of(session, assignment)
    planned = [row for row in rows if row.status == SessionStatus.PLANNED]
    if planned and assignment.is_sequence:
        _bring_up(session, assignment, rows, planned, done_on)
    elif planned:
        push(planned, assignment)
    if not planned and assignment.status in UNFINISHED:
        assignment.status, assignment.ended_at = AssignmentStatus.COMPLETED, clock.now()
        assignment.paused_on = None
    elif planned and assignment.status == AssignmentStatus.COMPLETED:
        _reopen(session, assignment)


def push(
    rows: Sequence[ScheduledSession], assignment: Assignment, *, earliest: date | None = None
) -> None:
    """Put planned sessions behind each other again, from a day on."""
    days = [row.due_on for row in rows if row.due_on]
    pushed = (
        timing.push(days, earliest=earliest or days[0], weekdays=assignment.weekdays)
        if days
        else []
    )
    for row, day in zip((row for row in rows if row.due_on), pushed, strict=True):
        row.due_on = day


def find_unfinished(session: Session, *, member_id: int, plan_id: int) -> Assignment | None:
    """The assignment in which a member follows a plan now, if they do."""
    return session.exec(
        select(Assignment).where(
            Assignment.member_id == member_id,
            Assignment.plan_id == plan_id,
            col(Assignment.status).in_(UNFINISHED),
        )
    ).first()


def _bring_up(
    session: Session,
    assignment: Assignment,
    rows: Sequence[ScheduledSession],
    planned: Sequence[ScheduledSession],
    done_on: date | None,
) -> None:
    first, *later = planned
    for row in later:
        row.due_on = row.moved_from = None
    if first.due_on is None:
        latest = max((row.due_on for row in rows if row.due_on), default=assignment.starts_on)
        version = session.get_one(PlanVersion, assignment.version_id)
        rest = timing.rest_between(version.sessions_per_week)
        first.due_on = latest if done_on is None else done_on + rest


def _reopen(session: Session, assignment: Assignment) -> None:
    """A plan that somebody began anew meanwhile stays completed: nobody follows one twice."""
    another = find_unfinished(session, member_id=assignment.member_id, plan_id=assignment.plan_id)
    if another is None:
        assignment.status, assignment.ended_at = AssignmentStatus.ACTIVE, None
