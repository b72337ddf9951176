"""Units people enter and read, exact against the SI units that are stored."""

import re
from dataclasses import dataclass

from fitness_app.kit.errors import Invalid

KG_PER_LB = 0.45359237
CM_PER_IN = 2.54
M_PER_MI = 1609.344

_NUMBER = re.compile(r"[+\-−]?[0-9]{1,7}(?:[.,][0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and how much of the stored unit one of it is."""

    code: str
    name: str
    stored: float

    def to_stored(self, value: float) -> float:
        return value * self.stored

    def from_stored(self, value: float) -> float:
        return value / self.stored


UNITS = {
    unit.code: unit
    for unit in (
        Unit("kg", "kilograms", 1.0),
        Unit("lb", "pounds", KG_PER_LB),
        Unit("cm", "centimetres", 1.0),
        Unit("in", "inches", CM_PER_IN),
        Unit("m", "metres", 1.0),
        Unit("km", "kilometres", 1000.0),
        Unit("mi", "miles", M_PER_MI),
        Unit("min", "minutes", 60.0),
        Unit("%", "percent", 1.0),
        Unit("bpm", "beats a minute", 1.0),
        Unit("reps", "reps", 1.0),
        Unit("sessions", "sessions a week", 1.0),
    )
}


def read_number(text: str, *, field: str, example: str) -> float:
    """Read a number as people type it: a decimal point or comma, at most three decimals.

    Raises Invalid under `field` for anything else: words, powers, NaN, infinities.
    """
    text = text.strip()
    if not text:
        raise Invalid(**{field: f"Enter a number, such as {example}."})
    if not _NUMBER.fullmatch(text):
        raise Invalid(**{field: f"Use digits and at most three decimals, such as {example}."})
    return float(text.replace(",", ".").replace("−", "-"))
