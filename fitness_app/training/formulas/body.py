"""What is computed from a body's measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TREND_READINGS = 10
RESTING_AGES = range(19, 79)
ACTIVITY_FACTORS = (
    (1.2, "Mostly sitting"),
    (1.375, "Light exercise 1–3 days a week"),
    (1.55, "Moderate exercise 3–5 days a week"),
    (1.725, "Hard exercise 6–7 days a week"),
    (1.9, "Very hard exercise or physical work"),
)


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


def bmi(*, weight_kg: float, height_cm: float) -> float:
    """Body mass index, kg/m²; it says nothing of body composition."""
    return weight_kg / (height_cm / 100) ** 2


def bmi_category(index: float) -> BmiCategory:
    """The WHO band of an adult's index, as it reads with one decimal."""
    shown = round(index, 1)
    return next((name for below, name in _BMI_BELOW if shown < below), BmiCategory.OBESITY_3)


@dataclass(frozen=True, slots=True)
class RestingEnergy:
    """Kilocalories a day at rest; the one that doesn't apply to somebody is None."""

    female: float | None
    male: float | None


def resting_energy(
    *, weight_kg: float, height_cm: float, age: int, sex: str = ""
) -> RestingEnergy | None:
    """Mifflin–St Jeor (1990): 10·kg + 6.25·cm − 5·age, + 5 for men, − 161 for women.

    Both without a sex; None outside the ages 19 to 78 it was made for.
    """
    if age not in RESTING_AGES:
        return None
    common = 10 * weight_kg + 6.25 * height_cm - 5 * age
    return RestingEnergy(
        female=None if sex == "male" else common - 161,
        male=None if sex == "female" else common + 5,
    )


def dots(*, total_kg: float, weight_kg: float, sex: str) -> float | None:
    """DOTS points of a powerlifting total; None for a body weight it wasn't made for."""
    low, high, factors = _DOTS[sex]
    if not low <= weight_kg <= high:
        return None
    return total_kg * 500 / sum(factor * weight_kg**power for power, factor in enumerate(factors))


_DOTS = {
    "male": (40, 210, (-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -0.000001093)),
    "female": (40, 150, (-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -0.0000010706)),
}
