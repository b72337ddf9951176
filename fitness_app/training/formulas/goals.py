"""How far a goal has come, and whether that is in time."""

from datetime import date, timedelta
from enum import StrEnum

ON_TRACK, AT_RISK = 0.8, 0.5
PROJECTION_DAYS = 7
PROJECTION_YEARS = 5


class Standing(StrEnum):
    """How a goal stands against an even schedule."""

    JUST_STARTED = "just_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    REACHED = "reached"


def goal_progress(*, start: float, target: float, now: float) -> float:
    """The share of the way that is done: (now − start) / (target − start).

    Below 0 when moving away, above 1 when past the target. Start and target must differ.
    """
    return (now - start) / (target - start)


def share_elapsed(*, starts_on: date, due_on: date, today: date) -> float:
    """The share of a goal's time that is over, 0 to 1: where an even schedule would be."""
    return min(1.0, max(0.0, (today - starts_on) / (due_on - starts_on)))


def goal_pace(*, progress: float, elapsed: float) -> float | None:
    """Progress ÷ share of time elapsed; None while no time is."""
    return progress / elapsed if elapsed > 0 else None


def goal_standing(*, progress: float, pace: float | None) -> Standing:
    """Put progress and pace into a word: from 80 % on track, from 50 % at risk, else behind."""
    if progress >= 1:
        return Standing.REACHED
    if pace is None:
        return Standing.JUST_STARTED
    pace = round(pace, 9)  # 0.4 ÷ 0.5 must not fall below 0.8 by a rounding error
    if pace >= ON_TRACK:
        return Standing.ON_TRACK
    return Standing.AT_RISK if pace >= AT_RISK else Standing.BEHIND


def projected_day(*, progress: float, starts_on: date, today: date) -> date | None:
    """The day the target comes at the mean rate so far.

    None in the first week, when not getting nearer, when already there, or beyond five years.
    """
    days = (today - starts_on).days
    if days < PROJECTION_DAYS or not 0 < progress < 1:
        return None
    total_days = days / progress
    if total_days > PROJECTION_YEARS * 366:
        return None
    return starts_on + timedelta(days=round(total_days))
