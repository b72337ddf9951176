"""The quantities of sets in somebody's words: their units, their locale, as they are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fitness_app.kit.locales import write_day_near, write_number
from fitness_app.training.words import Equipment, Mode, Muscle, SetType
from fitness_app.training.workouts.measures import KILOGRAMS, MEASURES, METRES, Measure
from fitness_app.training.workouts.views import SetView, TargetView

NAMES = {
    SetType.WARMUP: "warm-up",
    SetType.WORKING: "working set",
    SetType.DROP: "drop set",
    SetType.FAILURE: "to failure",
    SetType.AMRAP: "as many reps as possible",
    SetType.MYO: "myo-reps",
    SetType.PARTIAL: "partial reps",
    SetType.FORCED: "forced reps",
    SetType.ISOMETRIC: "isometric hold",
}
LETTERS = {
    SetType.WARMUP: "W",
    SetType.DROP: "D",
    SetType.FAILURE: "F",
    SetType.AMRAP: "A",
    SetType.MYO: "M",
    SetType.PARTIAL: "P",
    SetType.FORCED: "X",
    SetType.ISOMETRIC: "I",
}
_EQUIPMENT = {
    Equipment.BODYWEIGHT: "Bodyweight",
    Equipment.DUMBBELL: "Dumbbells",
    Equipment.EZ_BAR: "EZ bar",
}
_HEADS = {Measure.REPS: "Reps", Measure.DURATION: "Time"}
_SPOKEN = {
    "kg": "kilograms",
    "lb": "pounds",
    "m": "metres",
    "km": "kilometres",
    "mi": "miles",
    Measure.REPS: "repetitions",
    Measure.DURATION: "time",
}


@dataclass(frozen=True, slots=True)
class Pen:
    """Who reads: their unit, language, and the day it is there."""

    unit: str
    """'kg' or 'lb'."""
    locale: str
    today: date

    def number(self, value: float) -> str:
        return write_number(value, self.locale, decimals=2)

    def typed(self, value: float) -> str:
        """A number as it may stand in a field: no separators between thousands."""
        return f"{round(value, 2):.15g}"

    def load(self, kg: float, unit: str = "") -> str:
        return self.number(kg / KILOGRAMS[unit or self.unit])

    def amount(self, kg: float) -> str:
        return f"{self.load(kg)} {self.unit}"

    def estimate(self, kg: float) -> str:
        """A load that was worked out, not lifted: one decimal says enough."""
        return write_number(kg / KILOGRAMS[self.unit], self.locale)

    def volume(self, kg: float | None) -> str:
        """A sum of loads, whole; '' where it isn't known."""
        if kg is None:
            return ""
        return f"{write_number(kg / KILOGRAMS[self.unit], self.locale, decimals=0)} {self.unit}"

    def day(self, day: date) -> str:
        return write_day_near(day, self.today, self.locale)


def clock_of(seconds: float) -> str:
    """A span as it is typed: '1:30', '1:02:03'."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


@dataclass(frozen=True, slots=True)
class Columns:
    """How the sets of one exercise are written: in which quantities, in which units."""

    mode: Mode
    unit: str
    """Of loads: what the last set was typed in, else the member's."""
    pen: Pen

    @property
    def measures(self) -> tuple[Measure, ...]:
        return MEASURES[self.mode]

    @property
    def distance_unit(self) -> str:
        if self.mode is Mode.WEIGHT_DISTANCE:
            return "m"
        return "mi" if self.unit == "lb" else "km"

    def head(self, measure: Measure) -> str:
        """What stands above a column of numbers."""
        return self._units.get(measure) or _HEADS[measure]

    def spoken(self, measure: Measure) -> str:
        """The column's name for those who hear it."""
        return _SPOKEN[self._units.get(measure) or measure]

    def typed(self, measure: Measure, one: SetView | TargetView) -> str:
        """A quantity of a set or an aim as it would be typed; '' for none."""
        match measure:
            case Measure.LOAD:
                load = self._load(one)
                return "" if load is None else self.pen.typed(load)
            case Measure.REPS:
                reps = one.reps if isinstance(one, SetView) else one.reps_max or one.reps_min
                return "" if reps is None else str(reps)
            case Measure.DURATION:
                return "" if one.duration_s is None else clock_of(one.duration_s)
            case Measure.DISTANCE:
                metres = one.distance_m
                per_unit = METRES[self.distance_unit]
                return "" if metres is None else self.pen.typed(metres / per_unit)

    def typed_load(self, kg: float) -> str:
        """A load in kilograms as it would be typed here."""
        return self.pen.typed(kg / KILOGRAMS[self.unit])

    def said(self, one: SetView) -> str:
        """A set in a few signs: '60 × 8', '1:30', '5.2 km × 26:10'."""
        return " × ".join(filter(None, (self._said(measure, one) for measure in self.measures)))

    def aimed_at(self, aim: TargetView, kg: float | None, set_type: SetType) -> str:
        """An aim in a few signs: '62.5 × 8', '8–10', '7.5 × max'."""
        parts = []
        for measure in self.measures:
            if measure is Measure.LOAD:
                parts.append("" if kg is None else self.pen.load(kg, self.unit))
            elif measure is Measure.REPS:
                parts.append(_reps_aimed_at(aim, set_type))
            else:
                parts.append(self._said(measure, aim))
        return " × ".join(filter(None, parts))

    @property
    def _units(self) -> dict[Measure, str]:
        return {Measure.LOAD: self.unit, Measure.DISTANCE: self.distance_unit}

    def _load(self, one: SetView | TargetView) -> float | None:
        if isinstance(one, SetView) and one.entered_unit == self.unit and one.entered_load:
            return one.entered_load
        return None if one.load_kg is None else one.load_kg / KILOGRAMS[self.unit]

    def _said(self, measure: Measure, one: SetView | TargetView) -> str:
        if measure is Measure.LOAD:
            load = self._load(one)
            return "" if load is None else self.pen.number(load)
        text = self.typed(measure, one)
        return f"{text} {self.distance_unit}" if text and measure is Measure.DISTANCE else text


def where(equipment: Equipment | None, muscles: Sequence[Muscle], *, per_side: bool) -> str:
    """The line below an exercise's name: 'Dumbbells, each side · middle back'."""
    gear = _EQUIPMENT.get(equipment, equipment.capitalize()) if equipment else ""
    if per_side:
        gear = f"{gear}, each side" if gear else "Each side"
    return " · ".join(part for part in (gear, ", ".join(muscles)) if part)


def _reps_aimed_at(aim: TargetView, set_type: SetType) -> str:
    if set_type in (SetType.FAILURE, SetType.AMRAP):
        return "max"
    least, most = aim.reps_min, aim.reps_max
    if least and most and least != most:
        return f"{least}–{most}"
    return str(most or least or "")
