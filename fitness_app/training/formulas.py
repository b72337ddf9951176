"""The formulae of training: pure functions of numbers and days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

TREND_READINGS = 10
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


class BmiCategory(StrEnum):
    """The bands of the World Health Organization for adults."""

    UNDERWEIGHT = "Underweight"
    NORMAL = "Normal weight"
    PRE_OBESITY = "Pre-obesity"
    OBESITY_1 = "Obesity class I"
    OBESITY_2 = "Obesity class II"
    OBESITY_3 = "Obesity class III"


_BMI_BELOW = (
    (18.5, BmiCategory.UNDERWEIGHT),
    (25.0, BmiCategory.NORMAL),
    (30.0, BmiCategory.PRE_OBESITY),
    (35.0, BmiCategory.OBESITY_1),
    (40.0, BmiCategory.OBESITY_2),
)


def weight_trend(readings: Sequence[float]) -> list[float]:
    """Smooth readings, oldest first: an exponential moving average with α = 2/(10+1).

    The first reading is its own trend.
    """
    alpha = 2 / (TREND_READINGS + 1)
    trend: list[float] = []
    for reading in readings:
        trend.append(trend[-1] + alpha * (reading - trend[-1]) if trend else reading)
    return trend


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


def bmi(*, weight_kg: float, height_cm: float) -> float:
    """Body mass index, kg/m²; it says nothing of body composition."""
    return weight_kg / (height_cm / 100) ** 2


def bmi_category(index: float) -> BmiCategory:
    """The WHO band of an adult's index, as it reads with one decimal."""
    shown = round(index, 1)
    return next((name for below, name in _BMI_BELOW if shown < below), BmiCategory.OBESITY_3)


def local_day(instant: datetime, time_zone: str) -> date:
    """The calendar day of an instant where somebody is; `time_zone` is an IANA name."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def week_of(day: date, *, week_start: int = 0) -> date:
    """The first day of the week a day falls in; weeks start on `week_start`, 0 for Monday."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)
