"""Exercises over time as somebody's screen shows them: a line, bars, a table, a sparkline."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from fitness_app.kit.locales import DayStyle, write_change, write_day, write_number
from fitness_app.training import formulas
from fitness_app.training.progress.lifts import DayView, LiftView
from fitness_app.training.progress.writing import (
    write_distance,
    write_duration,
    write_volume,
)
from fitness_app.training.units import M_PER_MI
from fitness_app.training.weight_rows import MOST_STEPS, STEPS, Reader
from fitness_app.training.words import Mode

MOST_POINTS = 130
SPARK_WIDTH, SPARK_HEIGHT = 72, 26


@dataclass(frozen=True, slots=True)
class LiftPoint:
    """A day of the chart."""

    label: str
    value: float | None = None
    record: float | None = None
    """The same value, on the days it was a record."""
    volume: float | None = None


@dataclass(frozen=True, slots=True)
class LiftRow:
    """An exercise in the list beside the chart."""

    slug: str = ""
    name: str = ""
    figure: str = ""
    """'83.3 kg · +11.5'."""
    spark: str = ""
    """The line's path in a box of 72 by 26."""
    end_x: float = 0
    end_y: float = 0


@dataclass(frozen=True, slots=True)
class LiftDayRow:
    """A day as a line of the table."""

    day: str
    value: str
    is_record: bool
    is_low_confidence: bool
    sets: str
    volume: str


@dataclass(frozen=True, slots=True)
class LiftFigures:
    """What stands above and below the chart of one exercise."""

    slug: str = ""
    name: str = ""
    measure: str = ""
    """What the line is of."""
    latest: str = ""
    unit: str = ""
    change: str = ""
    """'+11.5 kg in 25 weeks'."""
    is_up: bool = False
    summary: str = ""
    volume_summary: str = ""
    formula: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Which of a day's figures an exercise of some mode is followed by."""

    field: str
    name: str
    formula: str


E1RM = Measure(
    "e1rm_kg",
    "estimated one-rep maximum",
    "The lower of Epley’s w(1 + r/30) and Brzycki’s w·36/(37 − r), with r = reps + reps in "
    "reserve, from 1 to 12. Above ten it is of low confidence.",
)
REPS = Measure("most_reps", "most reps in a set", "The set with the most reps of each day.")
HOLD = Measure("longest_s", "longest hold", "The longest set of each day.")
DISTANCE = Measure("distance_m", "distance", "What was covered on each day, all sets together.")
LOAD = Measure("heaviest_kg", "heaviest load", "The heaviest set of each day.")
MEASURES = {
    Mode.WEIGHT_REPS: E1RM,
    Mode.WEIGHTED_BODYWEIGHT: E1RM,
    Mode.ASSISTED_BODYWEIGHT: E1RM,
    Mode.BODYWEIGHT_REPS: REPS,
    Mode.DURATION: HOLD,
    Mode.DURATION_WEIGHT: HOLD,
    Mode.DISTANCE_DURATION: DISTANCE,
    Mode.WEIGHT_DISTANCE: LOAD,
}


def measure_of(lift: LiftView) -> Measure:
    """What an exercise is followed by; its reps where no e1RM can be said of it."""
    usual = MEASURES[Mode(lift.mode)]
    if usual is E1RM and lift.days and all(day.e1rm_kg is None for day in lift.days):
        return REPS
    return usual


def show_lift(lift: LiftView, reader: Reader) -> LiftRow:
    """An exercise with its figure and its line in small."""
    values = _values(lift, measure_of(lift), reader)
    if not values:
        return LiftRow(lift.slug, lift.name)
    change = write_change(values[-1] - values[0], reader.locale)
    path, x, y = _spark(values)
    figure = f"{_write(values[-1], measure_of(lift), reader)} · {change}"
    return LiftRow(lift.slug, lift.name, figure, path, x, y)


def say_trend(lifts: Sequence[LiftView]) -> str:
    """In how many of the main lifts somebody is stronger than before; '' if in none."""
    spans = [
        [value for day in lift.days if (value := getattr(day, measure_of(lift).field)) is not None]
        for lift in lifts
    ]
    compared = [values for values in spans if len(values) > 1]
    stronger = sum(values[-1] > values[0] for values in compared)
    if not stronger:
        return ""
    if len(compared) == 1:
        return "Stronger in your main lift"
    return f"Stronger in {stronger} of your {len(compared)} main lifts"


def draw_lift(lift: LiftView, reader: Reader) -> list[LiftPoint]:
    """A point for each day; where there are too many, the best of each week or month."""
    measure = measure_of(lift)
    return [
        LiftPoint(
            write_day(day.day, reader.locale, style=_style(lift)),
            _in_unit(getattr(day, measure.field), measure, reader),
            _in_unit(day.e1rm_kg, measure, reader) if day.is_record and measure is E1RM else None,
            None if day.volume_kg is None else round(reader.unit.from_stored(day.volume_kg)),
        )
        for day in _thinned(lift.days, measure)
    ]


def sum_up_lift(lift: LiftView, reader: Reader) -> LiftFigures:
    """The figures around the chart of an exercise."""
    measure = measure_of(lift)
    values = _values(lift, measure, reader)
    first, last = (lift.days[0], lift.days[-1]) if lift.days else (None, None)
    if not values or first is None or last is None:
        return LiftFigures(lift.slug, lift.name, measure.name, formula=measure.formula)
    text = _write(values[-1], measure, reader)
    figure, _, unit = text.partition(" ")
    span = " to ".join(write_day(it.day, reader.locale, style="long_year") for it in (first, last))
    began = _write(values[0], measure, reader)
    return LiftFigures(
        slug=lift.slug,
        name=lift.name,
        measure=measure.name,
        latest=figure,
        unit=unit,
        change=_change(lift, values, measure, reader),
        is_up=values[-1] > values[0],
        summary=f"{lift.name}, {measure.name}, {span}: from {began} to {text}.",
        volume_summary=f"{lift.name}, volume of each day, {span}.",
        formula=measure.formula,
        days=f"{len(lift.days)} day{'' if len(lift.days) == 1 else 's'}",
    )


def tabulate_lift(lift: LiftView, reader: Reader, *, limit: int) -> list[LiftDayRow]:
    """The newest days as rows, newest first."""
    measure = measure_of(lift)
    return [
        LiftDayRow(
            reader.day(day.day),
            _said(getattr(day, measure.field), measure, reader),
            day.is_record and measure is E1RM,
            day.is_low_confidence and measure is E1RM,
            f"{day.working_sets}",
            "not known" if day.volume_kg is None else write_volume(day.volume_kg, reader),
        )
        for day in reversed(lift.days[-limit:])
    ]


def mark_points(points: Sequence[LiftPoint]) -> list[float]:
    """Round numbers for the axis that take in every value; none where there are none."""
    values = [point.value for point in points if point.value is not None]
    if not values:
        return []
    low, high = min(values), max(values)
    step = next((step for step in STEPS if (high - low) / step <= MOST_STEPS), STEPS[-1])
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _values(lift: LiftView, measure: Measure, reader: Reader) -> list[float]:
    found = (_in_unit(getattr(day, measure.field), measure, reader) for day in lift.days)
    return [value for value in found if value is not None]


def _in_unit(value: float | None, measure: Measure, reader: Reader) -> float | None:
    if value is None:
        return None
    if measure in (E1RM, LOAD):
        return round(reader.unit.from_stored(value), 1)
    if measure is DISTANCE:
        return round(value / (M_PER_MI if reader.unit.code == "lb" else 1000), 2)
    return round(value, 1)


def _write(shown: float, measure: Measure, reader: Reader) -> str:
    """A value that is in the reader's unit already."""
    if measure is REPS:
        return f"{shown:.0f} reps"
    if measure is HOLD:
        return f"{write_duration(shown)} min"
    if measure is DISTANCE:
        unit = "mi" if reader.unit.code == "lb" else "km"
        return f"{write_number(shown, reader.locale, decimals=2)} {unit}"
    return f"{write_number(shown, reader.locale, fixed=True)} {reader.unit.code}"


def _said(stored: float | None, measure: Measure, reader: Reader) -> str:
    if stored is None:
        return "–"
    if measure is DISTANCE:
        return write_distance(stored, reader)
    shown = _in_unit(stored, measure, reader)
    return "–" if shown is None else _write(shown, measure, reader)


def _change(lift: LiftView, values: Sequence[float], measure: Measure, reader: Reader) -> str:
    days = (lift.days[-1].day - lift.days[0].day).days
    if len(values) < 2 or days < 7:
        return ""
    weeks = round(days / 7)
    unit = _write(values[-1], measure, reader).partition(" ")[2]
    decimals = 0 if measure in (REPS, HOLD) else 1
    change = write_change(values[-1] - values[0], reader.locale, decimals=decimals)
    unit = "s" if measure is HOLD else unit
    return f"{change} {unit} in {weeks} week{'' if weeks == 1 else 's'}"


def _style(lift: LiftView) -> DayStyle:
    years = {day.day.year for day in (*lift.days[:1], *lift.days[-1:])}
    return "day" if len(years) < 2 else "day_year"


def _thinned(days: Sequence[DayView], measure: Measure) -> Sequence[DayView]:
    shown = days
    for bucket in (formulas.week_of, _month_of):
        if len(shown) <= MOST_POINTS:
            break
        keyed = [(bucket(day.day), day) for day in days]
        shown = [
            _best([day for _, day in group], measure)
            for _, group in groupby(keyed, key=itemgetter(0))
        ]
    return shown[-MOST_POINTS:]


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _best(days: list[DayView], measure: Measure) -> DayView:
    return max(days, key=lambda day: getattr(day, measure.field) or 0.0)


def _spark(values: Sequence[float]) -> tuple[str, float, float]:
    values = values[-40:]
    low, high = min(values), max(values)
    width, height, edge = SPARK_WIDTH - 8, SPARK_HEIGHT - 6, 3

    def place(number: int, value: float) -> tuple[float, float]:
        x = edge + width * (number / max(1, len(values) - 1))
        share = (value - low) / (high - low) if high > low else 0.5
        return round(x, 1), round(edge + height * (1 - share), 1)

    points = [place(number, value) for number, value in enumerate(values)]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    return path, *points[-1]


def span_since(days: int | None, today: date) -> date:
    """The first day of a span that ends today; None for ever."""
    return date.min if days is None else date.fromordinal(today.toordinal() - days + 1)
