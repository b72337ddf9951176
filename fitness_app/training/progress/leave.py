"""Leave: days off that a member announces, which break no streak and count in no adherence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.training.days import read_day, today_in
from fitness_app.training.models import LeavePeriod

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=2 * 366)
REASON_LENGTH = 200
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class LeaveView:
    """Days off, the first and the last of them."""

    id: int
    starts_on: date
    ends_on: date
    reason: str

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class LeaveDays:
    """Whether a day is one of leave."""

    def __init__(self, periods: Sequence[LeaveView]) -> None:
        self._periods = sorted(periods, key=lambda period: period.starts_on)
        self._starts = [period.starts_on for period in self._periods]

    def __contains__(self, day: date) -> bool:
        before = bisect_right(self._starts, day)
        return before > 0 and day <= self._periods[before - 1].ends_on


def take_leave(
    session: Session,
    *,
    member_id: int,
    starts_on: str,
    ends_on: str,
    reason: str = "",
    time_zone: str,
) -> LeaveView:
    """Announce days off, also some that are over.

    Raises Invalid by field, Conflict where some are on leave already.
    """
    today = today_in(time_zone)
    problems: dict[str, str] = {}
    first = last = today
    with noting(problems):
        first = _read(starts_on, "starts_on", today)
    with noting(problems):
        last = _read(ends_on, "ends_on", today)
    if not problems and last < first:
        problems["ends_on"] = "The last day can’t be before the first."
    elif not problems and last - first >= LONGEST:
        problems["ends_on"] = "Leave is up to a year at a time."
    if len(reason := reason.strip()) > REASON_LENGTH:
        problems["reason"] = f"Keep it to {REASON_LENGTH} characters."
    if problems:
        raise Invalid(**problems)
    if _overlaps(session, member_id, first, last):
        raise Conflict("Some of these days are on leave already.")
    leave = LeavePeriod(member_id=member_id, starts_on=first, ends_on=last, reason=reason)
    session.add(leave)
    session.flush()
    return _view(leave)


def end_leave(session: Session, *, member_id: int, leave_id: int, time_zone: str) -> None:
    """Be back today: yesterday was the last day off. Raises NotFound, Conflict if it isn't on."""
    leave = _get_own(session, member_id, leave_id)
    today = today_in(time_zone)
    if not leave.starts_on <= today <= leave.ends_on:
        raise Conflict("This leave isn’t running. You can delete it.")
    if leave.starts_on == today:
        session.delete(leave)
    else:
        leave.ends_on = today - timedelta(days=1)


def delete_leave(session: Session, *, member_id: int, leave_id: int) -> None:
    """Take leave back; those weeks count again. Raises NotFound."""
    session.delete(_get_own(session, member_id, leave_id))


def list_leave(session: Session, *, member_id: int) -> list[LeaveView]:
    """A member's leave, newest first."""
    rows = session.exec(
        select(LeavePeriod)
        .where(LeavePeriod.member_id == member_id)
        .order_by(col(LeavePeriod.starts_on).desc(), col(LeavePeriod.id).desc())
    )
    return [_view(row) for row in rows]


def get_leave(session: Session, *, member_id: int, leave_id: int) -> LeaveView:
    """One of a member's own. Raises NotFound."""
    return _view(_get_own(session, member_id, leave_id))


def leave_days(session: Session, *, member_id: int) -> LeaveDays:
    """The days a member is or was on leave."""
    return LeaveDays(list_leave(session, member_id=member_id))


def _read(text: str, field: str, today: date) -> date:
    day = read_day(text, field=field)
    if not EARLIEST <= day <= today + FURTHEST:
        raise Invalid(**{field: "Choose a day from 2000 up to two years ahead."})
    return day


def _overlaps(session: Session, member_id: int, first: date, last: date) -> bool:
    found = select(LeavePeriod.id).where(
        LeavePeriod.member_id == member_id,
        LeavePeriod.starts_on <= last,
        LeavePeriod.ends_on >= first,
    )
    return session.exec(found).first() is not None


def _get_own(session: Session, member_id: int, leave_id: int) -> LeavePeriod:
    leave = session.exec(
        select(LeavePeriod).where(LeavePeriod.id == leave_id, LeavePeriod.member_id == member_id)
    ).first()
    if leave is None:
        raise NotFound
    return leave


def _view(leave: LeavePeriod) -> LeaveView:
    return LeaveView(leave.id, leave.starts_on, leave.ends_on, leave.reason)
