"""On which days a plan's sessions fall: pure functions of calendar days.

Two rules hold whatever is moved, paused or missed: every session has one day, and no session
falls on or before the day of the one it follows.
"""

from collections.abc import Sequence
from datetime import date, timedelta

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)


def lay_out(counts: Sequence[int], *, starts_on: date, weekdays: Sequence[int]) -> list[date]:
    """A day for each session of a plan that has so many in each of its weeks.

    A plan's week is the seven days from `starts_on` on, and those after it; its sessions take the
    chosen weekdays (0 for Monday) in their order. There must be as many of them as of the
    sessions of the fullest week.
    """
    ahead = sorted((weekday - starts_on.weekday()) % 7 for weekday in set(weekdays))
    return [
        starts_on + week * ONE_WEEK + timedelta(days=ahead[n])
        for week, count in enumerate(counts)
        for n in range(count)
    ]


def push(days: Sequence[date], *, earliest: date, weekdays: Sequence[int]) -> list[date]:
    """The same sessions, none before `earliest`: those in the way go to the next chosen weekday.

    What already lies behind the one before it stays, so that a light week takes up the push.
    """
    pushed: list[date] = []
    for day in days:
        kept = day if day >= earliest else next_slot(earliest, weekdays)
        pushed.append(kept)
        earliest = kept + ONE_DAY
    return pushed


def resume(
    days: Sequence[date], *, paused_on: date, resumed_on: date, weekdays: Sequence[int]
) -> list[date]:
    """The sessions that were left at a pause: on by its whole weeks, and none before its end."""
    weeks = max((resumed_on - paused_on) // ONE_WEEK, 0)
    return push([day + weeks * ONE_WEEK for day in days], earliest=resumed_on, weekdays=weekdays)


def next_slot(day: date, weekdays: Sequence[int]) -> date:
    """The first day from `day` on that is one of the weekdays; `day` itself if none is chosen."""
    return next((at for n in range(7) if (at := day + n * ONE_DAY).weekday() in weekdays), day)


def rest_between(sessions_per_week: int) -> timedelta:
    """After how long the next session of a sequence comes up."""
    return timedelta(days=max(7 // sessions_per_week, 1))
