"""A month as somebody's screen shows it, and their leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fitness_app import routes
from fitness_app.kit.locales import write_day, write_month
from fitness_app.training.progress.calendar import CalendarDay
from fitness_app.training.progress.leave import LeaveView
from fitness_app.training.weight_rows import Reader

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 1)


@dataclass(frozen=True, slots=True)
class SessionLink:
    """A session of a day and where it is read."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """A day of the month's table."""

    number: str
    says: str
    """The day in full, for those who can't see the table."""
    is_of_month: bool
    is_today: bool
    is_leave: bool
    is_due: bool
    sessions: list[SessionLink]


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A row of the month's table."""

    days: list[CalendarCell]


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """Leave as a line of a list."""

    id: int = 0
    span: str = ""
    days: str = ""
    reason: str = ""
    is_on: bool = False


def show_month(weeks: Sequence[Sequence[CalendarDay]], reader: Reader) -> list[CalendarWeek]:
    """The month, week by week."""
    return [CalendarWeek([_cell(day, reader) for day in week]) for week in weeks]


def name_month(month: date, reader: Reader) -> str:
    """'May 2026'."""
    return write_month(month, reader.locale, with_year=True)


def count_sessions(weeks: Sequence[Sequence[CalendarDay]]) -> str:
    """How many sessions the month had."""
    count = sum(len(day.done) for week in weeks for day in week if day.is_of_month)
    return "No sessions" if not count else f"{count} session{'' if count == 1 else 's'}"


def step_month(month: date, by: int) -> date:
    """The first day of the month before or after, within what can be logged."""
    number = month.year * 12 + month.month - 1 + by
    stepped = date(number // 12, number % 12 + 1, 1)
    return min(max(stepped, EARLIEST), LATEST)


def show_leave(leave: LeaveView, reader: Reader) -> LeaveRow:
    """Days off in words."""
    span = reader.day(leave.starts_on)
    if leave.ends_on != leave.starts_on:
        span += f" to {reader.day(leave.ends_on)}"
    return LeaveRow(
        leave.id,
        span,
        "1 day" if leave.days == 1 else f"{leave.days} days",
        leave.reason,
        leave.starts_on <= reader.today <= leave.ends_on,
    )


def _cell(day: CalendarDay, reader: Reader) -> CalendarCell:
    said = [write_day(day.day, reader.locale, style="long")]
    said += ["on leave"] if day.is_leave else []
    said += ["a session is due"] if day.due else []
    return CalendarCell(
        str(day.day.day),
        ", ".join(said),
        day.is_of_month,
        day.day == reader.today,
        day.is_leave,
        day.due > 0 and day.day >= reader.today,
        [SessionLink(done.name, routes.workout(done.workout_id)) for done in day.done],
    )
