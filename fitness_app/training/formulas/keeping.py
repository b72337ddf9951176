"""Keeping at it: adherence to what was due, and the weekly streak."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fitness_app.training.formulas.days import week_of
from fitness_app.training.words import SessionStatus


@dataclass(frozen=True, slots=True)
class Due:
    """A session that was due on a day, and what became of it."""

    on: date
    status: str
    share: float = 0.0
    """For a partial one: sets done ÷ sets prescribed."""


@dataclass(frozen=True, slots=True)
class Adherence:
    """What was done of what was due."""

    done: float
    """Partial sessions count as their share."""
    due: int

    @property
    def rate(self) -> float | None:
        """Done ÷ due; None while nothing was due."""
        return self.done / self.due if self.due else None


def adherence(
    sessions: Iterable[Due], *, since: date, today: date, is_leave: Callable[[date], bool]
) -> Adherence:
    """Adherence from a day to today; excused sessions and days of leave are in neither count.

    What is planned for today is not due before the day is over.
    """
    done, due = 0.0, 0
    for session in sessions:
        is_open = session.on == today and session.status == SessionStatus.PLANNED
        if not since <= session.on <= today or is_open or is_leave(session.on):
            continue
        if session.status == SessionStatus.EXCUSED:
            continue
        due += 1
        done += _share(session)
    return Adherence(done, due)


def _share(session: Due) -> float:
    if session.status == SessionStatus.DONE:
        return 1.0
    return min(1.0, session.share) if session.status == SessionStatus.PARTIAL else 0.0


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row with as many sessions as somebody aims at."""

    weeks: int
    is_this_week_done: bool
    longest: int
    """Ever."""


def weekly_streak(
    sessions: Mapping[date, int],
    *,
    target: int,
    today: date,
    week_start: int = 0,
    is_leave: Callable[[date], bool],
) -> Streak:
    """The streak from sessions by week, keyed by the week's first day, so that years differ.

    This week is in grace: it counts once it is met and breaks nothing before. A week that has a
    day of leave and is not met bridges, and doesn't count. `sessions` may leave weeks out.
    """
    this_week = week_of(today, week_start=week_start)
    is_done = sessions.get(this_week, 0) >= target
    trained = [week for week, count in sessions.items() if count and week <= this_week]
    if not trained:
        return Streak(0, is_done, 0)
    run = longest = 0
    week = min(trained)
    while week <= this_week:
        if sessions.get(week, 0) >= target:
            run += 1
        elif week != this_week and not _has_leave(week, is_leave):
            run = 0
        longest = max(longest, run)
        week += timedelta(weeks=1)
    return Streak(run, is_done, longest)


def _has_leave(week: date, is_leave: Callable[[date], bool]) -> bool:
    return any(is_leave(week + timedelta(days=number)) for number in range(7))
