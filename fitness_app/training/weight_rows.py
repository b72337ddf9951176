"""Measurements as somebody's screen shows them: in their unit, language and words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fitness_app.kit.locales import write_change, write_day, write_day_near, write_number
from fitness_app.training import formulas
from fitness_app.training.metrics import EntryView, TrendedEntry
from fitness_app.training.units import Unit

ADULT = 18
STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom something is written: their unit, language, zone, and the day it is there."""

    unit: Unit
    locale: str
    time_zone: str
    today: date

    def number(self, stored: float, *, fixed: bool = False) -> str:
        return write_number(self.unit.from_stored(stored), self.locale, fixed=fixed)

    def amount(self, stored: float) -> str:
        return f"{self.number(stored)} {self.unit.code}"

    def day(self, day: date) -> str:
        return write_day_near(day, self.today, self.locale)


@dataclass(frozen=True, slots=True)
class Point:
    """A day of the chart, with its reading and trend if there was one."""

    label: str
    reading: float | None = None
    trend: float | None = None
    end: float | None = None
    """The trend's last value, at its day only."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A measurement as a line of a table, and as the form that corrects it begins."""

    id: int = 0
    day: str = ""
    entered: str = ""
    """As it was typed, in the unit it was typed in."""
    trend: str = ""
    value: str = ""
    unit: str = ""
    measured_on: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands above and below a chart."""

    unit: str = ""
    latest: str = ""
    """'' before the first entry."""
    entered_on: str = ""
    change: str = ""
    """The trend's way over what is shown: '−2.1 kg since 1 March'."""
    summary: str = ""
    """The chart in a sentence, for those who can't see it."""
    count: str = ""


def draw(entries: Sequence[TrendedEntry], reader: Reader, *, since: date) -> list[Point]:
    """A point for every day from `since`, so that gaps take their room; more for busy days."""
    of_day: dict[date, list[Point]] = {}
    for one in entries:
        of_day.setdefault(one.entry.local_date, []).append(_point(one, reader))
    if not of_day:
        return []
    ending = of_day[entries[-1].entry.local_date]
    ending[-1] = replace(ending[-1], end=ending[-1].trend)
    last = max(reader.today, *of_day)
    days = (since + timedelta(days=n) for n in range((last - since).days + 1))
    return [
        point for day in days for point in of_day.get(day) or [Point(write_day(day, reader.locale))]
    ]


def mark_axis(points: Sequence[Point], goal: float | None) -> list[float]:
    """Round numbers for the axis, four to six of them, that take in every point and the goal."""
    values = [value for point in points for value in (point.reading, point.trend) if value]
    values += [goal] if goal is not None else []
    if not values:
        return []
    low, high = min(values), max(values)
    step = next(step for step in STEPS if (high - low) / step <= MOST_STEPS)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def tabulate(entries: Sequence[TrendedEntry], reader: Reader, *, limit: int) -> list[EntryRow]:
    """The newest entries as rows, newest first."""
    return [_row(one, reader) for one in reversed(entries[-limit:])]


def sum_up(
    entries: Sequence[TrendedEntry],
    latest: EntryView | None,
    reader: Reader,
    *,
    name: str = "Body weight",
) -> Figures:
    """The figures beside a chart of these entries; `latest` may be older than all of them."""
    if latest is None:
        return Figures(unit=reader.unit.code)
    return Figures(
        unit=reader.unit.code,
        latest=write_entered(latest, reader),
        entered_on=reader.day(latest.local_date),
        change=_change(entries, reader) if len(entries) > 1 else "",
        summary=_summary(entries, reader, name) if entries else "",
        count=f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}",
    )


def write_typed(entry: EntryView, locale: str) -> str:
    """An entry as it was typed, with its unit."""
    return f"{write_number(entry.entered_value, locale, decimals=3)} {entry.entered_unit}"


def write_entered(entry: EntryView, reader: Reader) -> str:
    """An entry's value for its reader; in the unit it was typed in, exactly as it was typed."""
    if reader.unit.code == entry.entered_unit:
        return write_number(entry.entered_value, reader.locale, decimals=3)
    return reader.number(entry.value)


def write_bmi(
    *, weight_kg: float | None, height_cm: float | None, age: int | None, locale: str
) -> tuple[str, str]:
    """The body mass index and its band for adults; '' for what can't or shouldn't be said."""
    if weight_kg is None or height_cm is None:
        return "", ""
    index = formulas.bmi(weight_kg=weight_kg, height_cm=height_cm)
    is_adult = age is not None and age >= ADULT
    band = formulas.bmi_category(index).value if is_adult else ""
    return write_number(index, locale, fixed=True), band


def _point(one: TrendedEntry, reader: Reader) -> Point:
    return Point(
        write_day(one.entry.local_date, reader.locale),
        round(reader.unit.from_stored(one.entry.value), 2),
        round(reader.unit.from_stored(one.trend), 2),
    )


def _row(one: TrendedEntry, reader: Reader) -> EntryRow:
    entry = one.entry
    return EntryRow(
        id=entry.id,
        day=reader.day(entry.local_date),
        entered=write_typed(entry, reader.locale),
        trend=f"{reader.number(one.trend, fixed=True)} {reader.unit.code}",
        value=f"{entry.entered_value:g}",
        unit=entry.entered_unit,
        measured_on=entry.local_date.isoformat(),
    )


def _change(entries: Sequence[TrendedEntry], reader: Reader) -> str:
    change = reader.unit.from_stored(entries[-1].trend - entries[0].trend)
    since = write_day(entries[0].entry.local_date, reader.locale, style="long")
    return f"{write_change(change, reader.locale)} {reader.unit.code} since {since}"


def _summary(entries: Sequence[TrendedEntry], reader: Reader, name: str) -> str:
    first, last = entries[0], entries[-1]
    start, end = (reader.number(one.trend, fixed=True) for one in (first, last))
    days = " to ".join(
        write_day(one.entry.local_date, reader.locale, style="long_year") for one in (first, last)
    )
    return f"{name}, {days}: the trend goes from {start} to {end} {reader.unit.code}."
