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
    )
}


def metric_type(code: str) -> MetricType:
    """The metric type of a code. Raises Invalid for an unknown one."""
    if code not in METRICS:
        raise Invalid(metric="Choose what you measured.")
    return METRICS[code]


def read_value(metric: MetricType, text: str, unit: str, *, field: str) -> tuple[float, float]:
    """Read what was typed in a unit: as entered, and in the stored unit, within the bounds.

    Raises Invalid under `field`, or under 'unit' for one this metric isn't measured in.
    """
    if unit not in (metric.metric_unit, metric.imperial_unit):
        raise Invalid(unit=f"Choose {metric.metric_unit} or {metric.imperial_unit}.")
    known = UNITS[unit]
    entered = read_number(text, field=field, example="72.5")
    stored = known.to_stored(entered)
    if not metric.minimum <= stored <= metric.maximum:
        low = math.ceil(known.from_stored(metric.minimum))
        high = math.floor(known.from_stored(metric.maximum))
        raise Invalid(**{field: f"Enter between {low} and {high:,} {unit}."})
    return entered, stored
