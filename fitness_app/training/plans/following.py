"""How members stand with their plans, and what a plan would ask of one in the weeks ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from fitness_app.accounts import members, people
from fitness_app.accounts.access import Role
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import (
    Assignment,
    Plan,
    PlanDay,
    PlanVersion,
    ScheduledSession,
)
from fitness_app.training.plans import assigned, enrolment, timing
from fitness_app.training.plans.views import AssignmentView, DayView, PlanView
from fitness_app.training.words import AssignmentStatus, SessionStatus


@dataclass(frozen=True, slots=True)
class Ahead:
    """A session as a member who starts a plan on some day would meet it."""

    on: date
    day: DayView


def list_assignments(
    session: Session, *, member_id: int, assignment_id: int | None = None
) -> list[AssignmentView]:
    """A member's plans: those that go on, then those that ended, each the latest first."""
    conditions: list[Any] = [Assignment.member_id == member_id]
    if assignment_id is not None:
        conditions.append(Assignment.id == assignment_id)
    rows = session.exec(
        select(Assignment, Plan, PlanVersion)
        .join(Plan, col(Plan.id) == col(Assignment.plan_id))
        .join(PlanVersion, col(PlanVersion.id) == col(Assignment.version_id))
        .where(*conditions)
        .order_by(col(Assignment.starts_on).desc(), col(Assignment.id).desc())
    ).all()
    newest = _newest_versions(session, {plan.id for _, plan, _ in rows})
    who = {assignment.assigned_by_id for assignment, _, _ in rows if assignment.assigned_by_id}
    found = members.find_people(session, user_ids=who)
    trainers = {user_id: person.name for user_id, person in found.items()}
    sessions = _sessions_of(session, [assignment.id for assignment, _, _ in rows])
    views = [
        _view(
            assignment,
            plan,
            version,
            newest=newest[plan.id],
            sessions=sessions.get(assignment.id, []),
            assigned_by=trainers.get(assignment.assigned_by_id or 0, ""),
        )
        for assignment, plan, version in rows
    ]
    return sorted(views, key=lambda view: view.status not in assigned.UNFINISHED)


def get_assignment(session: Session, *, member_id: int, assignment_id: int) -> AssignmentView:
    """One of a member's own plans. Raises NotFound."""
    found = list_assignments(session, member_id=member_id, assignment_id=assignment_id)
    if not found:
        raise NotFound
    return found[0]


def assign(
    session: Session,
    *,
    trainer_id: int,
    username: str,
    slug: str,
    starts_on: date,
    weekdays: Sequence[int],
    today: date,
) -> int:
    """Put a member on a plan for them, as a trainer; the new assignment's id.

    Raises Invalid (username, starts_on, weekdays), NotFound, Conflict.
    """
    if not username.strip():
        raise Invalid(username="Whom is it for? Enter their username.")
    user = people.find_by_username(session, username=username)
    if user is None or not user.is_active or user.role == Role.ADMIN:
        raise Invalid(username="There is no member of that name.")
    try:
        return enrolment.enrol(
            session,
            member_id=people.key_of(user),
            slug=slug,
            starts_on=starts_on,
            weekdays=weekdays,
            today=today,
            assigned_by_id=trainer_id,
        )
    except Conflict:
        raise Conflict(f"{user.username} is on this plan already.") from None


def look_ahead(
    plan: PlanView, *, starts_on: date, weekdays: Sequence[int], weeks: int = 4
) -> list[Ahead]:
    """The first weeks of a plan for somebody who starts on a day, session by session."""
    days = plan.days
    if weekdays and len({*weekdays}) >= plan.card.sessions_per_week:
        counts = {week: len([*found]) for week, found in groupby(days, lambda day: day.week)}
        in_order = [counts.get(week + 1, 0) for week in range(plan.card.weeks)]
        dates = timing.lay_out(in_order, starts_on=starts_on, weekdays=weekdays)
    else:
        rest = timing.rest_between(plan.card.sessions_per_week)
        dates = [starts_on + n * rest for n in range(len(days))]
    end = starts_on + timedelta(weeks=weeks)
    return [Ahead(on, day) for on, day in zip(dates, days, strict=False) if on < end]


def _newest_versions(session: Session, plan_ids: set[int]) -> dict[int, tuple[int, int]]:
    """By plan, the number of its newest version and how many sessions a week that has."""
    rows = session.exec(
        select(PlanVersion.plan_id, PlanVersion.number, PlanVersion.sessions_per_week)
        .where(col(PlanVersion.plan_id).in_(plan_ids), col(PlanVersion.published_at).is_not(None))
        .order_by(col(PlanVersion.number))
    ).all()
    return {plan_id: (number, per_week) for plan_id, number, per_week in rows}


_Session = tuple[ScheduledSession, int]


def _sessions_of(session: Session, assignment_ids: Sequence[int]) -> dict[int, list[_Session]]:
    rows = session.exec(
        select(ScheduledSession, PlanDay.week)
        .join(PlanDay, col(PlanDay.id) == col(ScheduledSession.plan_day_id))
        .where(col(ScheduledSession.assignment_id).in_(assignment_ids))
        .order_by(col(ScheduledSession.assignment_id), col(ScheduledSession.sequence))
    ).all()
    return {
        assignment_id: list(found)
        for assignment_id, found in groupby(rows, lambda row: row[0].assignment_id)
    }


def _view(
    assignment: Assignment,
    plan: Plan,
    version: PlanVersion,
    *,
    newest: tuple[int, int],
    sessions: Sequence[_Session],
    assigned_by: str,
) -> AssignmentView:
    became = [row.status for row, _ in sessions]
    open_weeks = [week for row, week in sessions if row.status == SessionStatus.PLANNED]
    return AssignmentView(
        id=assignment.id,
        plan_slug=plan.slug,
        plan_name=plan.name,
        version=version.number,
        latest_version=newest[0],
        latest_sessions_per_week=newest[1],
        weeks=version.weeks,
        sessions_per_week=version.sessions_per_week,
        starts_on=assignment.starts_on,
        weekdays=tuple(assignment.weekdays),
        status=AssignmentStatus(assignment.status),
        paused_on=assignment.paused_on,
        ends_on=max((row.due_on for row, _ in sessions if row.due_on), default=None),
        week=min(open_weeks, default=version.weeks),
        done=became.count(SessionStatus.DONE),
        partial=became.count(SessionStatus.PARTIAL),
        skipped=became.count(SessionStatus.SKIPPED),
        excused=became.count(SessionStatus.EXCUSED),
        total=len(sessions),
        assigned_by=assigned_by,
    )
