"""How much was done and how hard it was: hard sets, session load, its spread and its rise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, pstdev

PRIMARY, SECONDARY = 1.0, 0.5
BAND = (10, 20)
SHORT_DAYS, LONG_DAYS = 7, 28
SHARP_RISE = 1.5


def hard_sets(
    sets_of: Iterable[tuple[int, int]], muscles: Mapping[int, Iterable[tuple[str, bool]]]
) -> dict[str, float]:
    """Working sets by muscle: 1 for each that an exercise works mainly, ½ for the others.

    `sets_of` are (exercise, working sets); `muscles` the (muscle, is primary) of each exercise.
    """
    total: dict[str, float] = defaultdict(float)
    for exercise, sets in sets_of:
        for muscle, is_primary in muscles.get(exercise, ()):
            total[muscle] += sets * (PRIMARY if is_primary else SECONDARY)
    return dict(total)


def session_load(*, rpe: float, minutes: float) -> float:
    """Foster's session load: the session's RPE × its minutes."""
    return rpe * minutes


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Seven days of session load."""

    total: float
    monotony: float | None
    """Their mean ÷ their standard deviation; None where every day is alike."""
    strain: float | None
    """Total × monotony."""


def week_load(daily: Sequence[float]) -> WeekLoad:
    """Foster's monotony and strain of seven days, those of rest as 0; of the whole week's SD."""
    spread = pstdev(daily)
    total = sum(daily)
    monotony = fmean(daily) / spread if spread > 0 else None
    return WeekLoad(total, monotony, None if monotony is None else total * monotony)


def load_ratios(daily: Sequence[float]) -> list[float | None]:
    """Each day's short load average ÷ its long one, from the first day of training on.

    Exponentially weighted with λ = 2/(N+1), N 7 and 28 days, both from the first day's load;
    None through the first 28 days and where nothing was done for long. No risk of injury.
    """
    short = long = daily[0] if daily else 0.0
    ratios: list[float | None] = []
    for number, load in enumerate(daily):
        if number:
            short += 2 / (SHORT_DAYS + 1) * (load - short)
            long += 2 / (LONG_DAYS + 1) * (load - long)
        ratios.append(short / long if number >= LONG_DAYS and long > 0 else None)
    return ratios


def is_sharp_rise(ratio: float | None) -> bool:
    """Whether a load ratio is above 1.5."""
    return ratio is not None and ratio > SHARP_RISE


def by_day(loads: Mapping[date, float], *, since: date, until: date) -> list[float]:
    """Loads of each day of a span, both ends in it; days without any are 0."""
    return [loads.get(since + timedelta(days=n), 0.0) for n in range((until - since).days + 1)]
