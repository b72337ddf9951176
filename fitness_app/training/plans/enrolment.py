"""Members on plans: enrolling, pausing, resuming, leaving, going over to a new version."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import String, cast
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import (
    Assignment,
    Plan,
    PlanDay,
    PlanVersion,
    ScheduledSession,
)
from fitness_app.training.plans import assigned, schedule, timing
from fitness_app.training.words import AssignmentStatus, PlanState, SessionStatus

LATEST_START = timedelta(days=366)
A_ZONE = timedelta(days=1)
"""By so much the day in a member's zone may be behind."""
ALREADY = "You are on this plan already. Leave it first to begin it anew."


def enrol(
    session: Session,
    *,
    member_id: int,
    slug: str,
    starts_on: date,
    weekdays: Sequence[int],
    today: date,
    assigned_by_id: int | None = None,
) -> int:
    """Put a member on the latest version of a published plan; the new assignment's id.

    `weekdays` (0 for Monday) are the days to train on, as many as the plan's fullest week has
    sessions; none has the sessions follow one another whenever the member trains. Raises
    NotFound, Invalid (starts_on, weekdays), Conflict for somebody who is on it already.
    """
    plan, version = _published(session, slug)
    _check_start(starts_on, today)
    chosen = _checked_weekdays(weekdays, version.sessions_per_week)
    assignment = Assignment(
        member_id=member_id,
        plan_id=plan.id,
        version_id=version.id,
        assigned_by_id=assigned_by_id,
        starts_on=starts_on,
        weekdays=chosen,
    )
    try:
        with session.begin_nested():
            session.add(assignment)
    except IntegrityError:
        if assigned.find_unfinished(session, member_id=member_id, plan_id=plan.id) is None:
            raise
        raise Conflict(ALREADY) from None
    _schedule(session, assignment, _days_of(session, version.id), first_on=starts_on)
    return assignment.id


def pause(session: Session, *, member_id: int, assignment_id: int, today: date) -> None:
    """Let a plan rest: nothing of it is due until it is resumed. Raises NotFound, Conflict."""
    assignment = assigned.take(session, member_id, assignment_id)
    if assignment.status != AssignmentStatus.ACTIVE:
        raise Conflict("Only a plan that runs can be paused.")
    assignment.status, assignment.paused_on = AssignmentStatus.PAUSED, today


def resume(session: Session, *, member_id: int, assignment_id: int, today: date) -> None:
    """Take a paused plan up again; what was due since the pause moves back by it.

    Raises NotFound, Conflict.
    """
    assignment = assigned.take(session, member_id, assignment_id)
    if assignment.status != AssignmentStatus.PAUSED or assignment.paused_on is None:
        raise Conflict("This plan isn't paused.")
    rows = [
        (row, row.due_on)
        for row in assigned.list_of(session, assignment)
        if row.status == SessionStatus.PLANNED
        and row.due_on is not None
        and row.due_on >= assignment.paused_on
    ]
    days = timing.resume(
        [due_on for _, due_on in rows],
        paused_on=assignment.paused_on,
        resumed_on=today,
        weekdays=assignment.weekdays,
    )
    for (row, _), day in zip(rows, days, strict=True):
        row.due_on = day
    assignment.status, assignment.paused_on = AssignmentStatus.ACTIVE, None


def leave(session: Session, *, member_id: int, assignment_id: int, today: date) -> None:
    """End a plan before its end; what was done stays, what is to come goes.

    Raises NotFound, Conflict.
    """
    assignment = _take_unfinished(session, member_id, assignment_id)
    for row in assigned.list_of(session, assignment):
        is_ahead = row.due_on is None or row.due_on >= today
        if row.status == SessionStatus.PLANNED and is_ahead:
            session.delete(row)
    assignment.status, assignment.ended_at = AssignmentStatus.ENDED, clock.now()
    assignment.paused_on = None


def finish(session: Session, *, member_id: int, assignment_id: int, today: date) -> None:
    """Close a plan whose last day is over; sessions that were missed count as skipped.

    Raises NotFound, Conflict while sessions are to come.
    """
    assignment = _take_unfinished(session, member_id, assignment_id)
    planned = [
        row for row in assigned.list_of(session, assignment) if row.status == SessionStatus.PLANNED
    ]
    if any(row.due_on is None or row.due_on >= today for row in planned):
        raise Conflict("There are sessions to come. Leave the plan to end it before them.")
    for row in planned:
        row.status = SessionStatus.SKIPPED
    assigned.settle(session, assignment)


def close_over(session: Session, *, limit: int) -> int:
    """Close plans whose last session has been due for longer than it is offered; how many.

    One of which something was done is completed, any other ended; what was missed was skipped. A
    sequence waits for its member, and a paused plan rests.
    """
    last_offered = clock.now().date() - schedule.STILL_OFFERED - A_ZONE
    to_come = select(ScheduledSession.id).where(
        ScheduledSession.assignment_id == Assignment.id,
        ScheduledSession.status == SessionStatus.PLANNED,
        or_(col(ScheduledSession.due_on).is_(None), col(ScheduledSession.due_on) >= last_offered),
    )
    rows = session.exec(
        select(Assignment)
        .where(
            Assignment.status == AssignmentStatus.ACTIVE,
            cast(col(Assignment.weekdays), String) != "[]",
            ~to_come.exists(),
        )
        .order_by(col(Assignment.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for assignment in rows:
        _close(session, assignment)
    return len(rows)


def renew(
    session: Session,
    *,
    member_id: int,
    assignment_id: int,
    weekdays: Sequence[int],
    today: date,
) -> None:
    """Go over to the latest version of one's plan, from where one is in it.

    What was done stays of the version it was of. Raises NotFound, Invalid (weekdays), Conflict
    where there is no newer version, or nothing is left in it.
    """
    assignment = _take_unfinished(session, member_id, assignment_id)
    if assignment.status == AssignmentStatus.PAUSED:
        raise Conflict("Resume the plan first.")
    plan = session.get_one(Plan, assignment.plan_id)
    version = _latest(session, plan.id)
    if version is None or version.id == assignment.version_id:
        raise Conflict("You have the latest version already.")
    chosen = _checked_weekdays(weekdays, version.sessions_per_week)
    settled = _settled(session, assignment)
    left = [
        day
        for day in _days_of(session, version.id)
        if (day.week, day.position) > _place_of_last(session, settled)
    ]
    if not left:
        raise Conflict("The new version has nothing after the session you did last.")
    for row in assigned.list_of(session, assignment):
        if row not in settled:
            session.delete(row)
    session.flush()
    assignment.version_id, assignment.weekdays = version.id, chosen
    begun = max((row.sequence for row in settled), default=-1) + 1
    _schedule(session, assignment, left, first_on=max(today, assignment.starts_on), begun=begun)


def _close(session: Session, assignment: Assignment) -> None:
    rows = assigned.list_of(session, assignment)
    for row in rows:
        if row.status == SessionStatus.PLANNED:
            row.status = SessionStatus.SKIPPED
    assigned.settle(session, assignment)
    if all(row.workout_id is None for row in rows):
        assignment.status = AssignmentStatus.ENDED


def _published(session: Session, slug: str) -> tuple[Plan, PlanVersion]:
    plan = session.exec(
        select(Plan).where(Plan.slug == slug, Plan.state == PlanState.PUBLISHED)
    ).first()
    version = _latest(session, plan.id) if plan else None
    if plan is None or version is None:
        raise NotFound
    return plan, version


def _latest(session: Session, plan_id: int) -> PlanVersion | None:
    return session.exec(
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id, col(PlanVersion.published_at).is_not(None))
        .order_by(col(PlanVersion.number).desc())
    ).first()


def _days_of(session: Session, version_id: int) -> list[PlanDay]:
    return list(
        session.exec(
            select(PlanDay)
            .where(PlanDay.version_id == version_id)
            .order_by(col(PlanDay.week), col(PlanDay.position))
        ).all()
    )


def _check_start(starts_on: date, today: date) -> None:
    if starts_on < today:
        raise Invalid(starts_on="Choose today or a day after it.")
    if starts_on > today + LATEST_START:
        raise Invalid(starts_on="Choose a day within a year.")


def _checked_weekdays(weekdays: Sequence[int], needed: int) -> list[int]:
    chosen = sorted(set(weekdays))
    if not chosen:
        return []
    if chosen[0] < 0 or chosen[-1] > 6:
        raise Invalid(weekdays="Choose days from Monday to Sunday.")
    if len(chosen) != needed:
        days = "1 day" if needed == 1 else f"{needed} days"
        raise Invalid(weekdays=f"Choose {days} of the week: that is how many the plan has.")
    return chosen


def _schedule(
    session: Session,
    assignment: Assignment,
    days: Sequence[PlanDay],
    *,
    first_on: date,
    begun: int = 0,
) -> None:
    due: list[date | None] = [first_on, *[None] * (len(days) - 1)]
    if assignment.weekdays:
        counts = Counter(day.week for day in days)
        weeks = [counts[week] for week in range(days[0].week, days[-1].week + 1)]
        due = [*timing.lay_out(weeks, starts_on=first_on, weekdays=assignment.weekdays)]
    session.add_all(
        ScheduledSession(
            assignment_id=assignment.id,
            member_id=assignment.member_id,
            plan_day_id=day.id,
            sequence=begun + n,
            due_on=due_on,
        )
        for n, (day, due_on) in enumerate(zip(days, due, strict=True))
    )
    session.flush()


def _take_unfinished(session: Session, member_id: int, assignment_id: int) -> Assignment:
    assignment = assigned.take(session, member_id, assignment_id)
    if assignment.status not in assigned.UNFINISHED:
        raise Conflict("This plan has ended.")
    return assignment


def _settled(session: Session, assignment: Assignment) -> list[ScheduledSession]:
    rows = assigned.list_of(session, assignment)
    return [row for row in rows if row.status != SessionStatus.PLANNED]


def _place_of_last(session: Session, settled: Sequence[ScheduledSession]) -> tuple[int, int]:
    """The week and position of the last session that was done or let go; (0, 0) before any."""
    if not settled:
        return (0, 0)
    day = session.get_one(PlanDay, settled[-1].plan_day_id)
    return (day.week, day.position)
