"""Which plates go on each side of a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

PLATES_KG = (25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25)
PLATES_LB = (45.0, 35.0, 25.0, 10.0, 5.0, 2.5)
BAR_KG, BAR_LB = 20.0, 45.0


@dataclass(frozen=True, slots=True)
class Loading:
    """What to put on each side, and how near that comes."""

    each_side: tuple[float, ...]
    """From the sleeve's collar outwards, heaviest first."""
    total: float
    missing: float
    """How much short of what was asked; below 0 where the bar alone is heavier."""


def plates_per_side(
    load: float, *, bar: float = BAR_KG, plates: Sequence[float] = PLATES_KG
) -> Loading:
    """The plates for a load, heaviest first and never above it; all in one unit."""
    left = max(0, round((load - bar) * 1000))
    each_side: list[float] = []
    for plate in sorted(plates, reverse=True):
        pair = round(plate * 2000)
        each_side += [plate] * (left // pair)
        left %= pair
    total = bar + 2 * sum(each_side)
    return Loading(tuple(each_side), round(total, 3), round(load - total, 3))
