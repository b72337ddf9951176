"""The quantities that can be measured, their units and bounds."""

import math
from dataclasses import dataclass
from typing import Literal

from fitness_app.kit.errors import Invalid
from fitness_app.training.units import UNITS, Unit, read_number


@dataclass(frozen=True, slots=True)
class MetricType:
    """A quantity that can be measured; bounds are in its stored unit, and inclusive."""

    code: str
    name: str
    metric_unit: str
    """The unit it is stored in, and shown in to those who use the metric system."""
    imperial_unit: str
    minimum: float
    maximum: float
    resolution: float
    """The smallest difference that means something."""
    direction: Literal["up", "down", "either"]
    """Which way most people want it to go; a goal may say otherwise."""

    def unit_for(self, unit_system: str) -> Unit:
        return UNITS[self.imperial_unit if unit_system == "imperial" else self.metric_unit]


METRICS = {
    metric.code: metric
    for metric in (
        MetricType("body_weight", "Body weight", "kg", "lb", 20.0, 650.0, 0.1, "either"),
        MetricType("waist", "Waist", "cm", "in", 30.0, 300.0, 0.1, "down"),
        MetricType("hips", "Hips", "cm", "in", 40.0, 300.0, 0.1, "either"),
        MetricType("chest", "Chest", "cm", "in", 40.0, 250.0, 0.1, "either"),
        MetricType("neck", "Neck", "cm", "in", 15.0, 100.0, 0.1, "either"),
        MetricType("upper_arm", "Upper arm", "cm", "in", 10.0, 100.0, 0.1, "either"),
        MetricType("thigh", "Thigh", "cm", "in", 15.0, 150.0, 0.1, "either"),
        MetricType("calf", "Calf", "cm", "in", 10.0, 100.0, 0.1, "either"),
        MetricType("body_fat", "Body fat", "%", "%", 2.0, 75.0, 0.1, "either"),
        MetricType(
            "resting_heart_rate", "Resting heart rate", "bpm", "bpm", 25.0, 220.0, 1.0, "down"
        ),
    )
}


def metric_type(code: str) -> MetricType:
    """The metric type of a code. Raises Invalid for an unknown one."""
    if code not in METRICS:
        raise Invalid(metric="Choose what you measured.")
    return METRICS[code]


def units_beside(unit: str) -> list[str]:
    """The units that can stand in a unit's place: 'kg' and 'lb', 'cm' and 'in'."""
    pairs = ((metric.metric_unit, metric.imperial_unit) for metric in METRICS.values())
    found = next((pair for pair in pairs if unit in pair), (unit,))
    return list(dict.fromkeys(found))


def read_value(metric: MetricType, text: str, unit: str, *, field: str) -> tuple[float, float]:
    """Read what was typed in a unit: as entered, and in the stored unit, within the bounds.

    Raises Invalid under `field`, or under 'unit' for one this metric isn't measured in.
    """
    if unit not in (metric.metric_unit, metric.imperial_unit):
        either = dict.fromkeys((metric.metric_unit, metric.imperial_unit))
        raise Invalid(unit=f"Choose {' or '.join(either)}.")
    known = UNITS[unit]
    entered = read_number(text, field=field, example="72.5")
    stored = known.to_stored(entered)
    if not metric.minimum <= stored <= metric.maximum:
        low = math.ceil(known.from_stored(metric.minimum))
        high = math.floor(known.from_stored(metric.maximum))
        raise Invalid(**{field: f"Enter between {low} and {high:,} {unit}."})
    return entered, stored
