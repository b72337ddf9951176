"""A month of a member's training, day by day."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from fitness_app.training import formulas
from fitness_app.training.models import ScheduledSession, Workout
from fitness_app.training.progress import leave
from fitness_app.training.words import SessionStatus


@dataclass(frozen=True, slots=True)
class DoneView:
    """A session of that day."""

    workout_id: int
    name: str
    working_sets: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day, with what was done, whether something is due, and whether it is on leave."""

    day: date
    is_of_month: bool
    done: tuple[DoneView, ...]
    due: int
    """Sessions of plans that are still to be done."""
    is_leave: bool


def get_month(
    session: Session, *, member_id: int, month: date, week_start: int
) -> list[list[CalendarDay]]:
    """The whole weeks that a month touches; `month` is any day of it."""
    first = month.replace(day=1)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    start = formulas.week_of(first, week_start=week_start)
    end = formulas.week_of(last, week_start=week_start) + timedelta(days=6)
    done = _done(session, member_id, start, end)
    due = _due(session, member_id, start, end)
    off = leave.leave_days(session, member_id=member_id)
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    shown = [
        CalendarDay(
            day, day.month == first.month, tuple(done.get(day, ())), due.get(day, 0), day in off
        )
        for day in days
    ]
    return [shown[number : number + 7] for number in range(0, len(shown), 7)]


def _done(session: Session, member_id: int, start: date, end: date) -> dict[date, list[DoneView]]:
    rows = session.execute(
        select_columns(
            col(Workout.local_date), col(Workout.id), col(Workout.name), col(Workout.working_sets)
        )
        .where(
            col(Workout.member_id) == member_id,
            col(Workout.ended_at).is_not(None),
            col(Workout.local_date).between(start, end),
        )
        .order_by(col(Workout.started_at))
    )
    found: dict[date, list[DoneView]] = defaultdict(list)
    for day, *facts in rows:
        found[day].append(DoneView(*facts))
    return found


def _due(session: Session, member_id: int, start: date, end: date) -> dict[date, int]:
    rows = session.execute(
        select_columns(col(ScheduledSession.due_on)).where(
            col(ScheduledSession.member_id) == member_id,
            col(ScheduledSession.status) == SessionStatus.PLANNED,
            col(ScheduledSession.due_on).between(start, end),
        )
    )
    found: dict[date, int] = defaultdict(int)
    for (day,) in rows:
        if day is not None:
            found[day] += 1
    return found
