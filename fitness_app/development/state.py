"""What the style guide's examples act upon."""

from datetime import date, timedelta
from typing import TypedDict

import reflex as rx

from fitness_app.accounts.access import Access, open_to


class Point(TypedDict):
    """One day of the example chart."""

    label: str
    reading: float
    trend: float


READINGS = (
    *(71.6, 71.8, 71.2, 71.3, 71.0, 71.7, 71.3, 71.3, 70.9, 70.7, 70.4, 71.1, 70.5, 70.3, 70.7),
    *(70.2, 70.6, 70.3, 69.8, 69.8, 69.9, 69.5, 70.1, 69.4, 69.4, 69.1, 69.4, 68.9, 69.3),
)


def _points() -> list[Point]:
    points: list[Point] = []
    trend = READINGS[0]
    for n, reading in enumerate(READINGS):
        trend += (reading - trend) * 2 / 11
        day = date(2026, 3, 1) + timedelta(days=n * 75 // len(READINGS))
        points.append(Point(label=f"{day.day} {day:%b}", reading=reading, trend=round(trend, 1)))
    return points


@open_to(Access.ANYONE)
class StyleguideState(rx.State):
    """The choices made in the style guide."""

    range: str = "12w"
    is_descending: bool = True
    is_asking: bool = False
    looked_for: str = ""
    points: list[Point] = _points()

    @rx.event
    def choose(self, choice: str):
        """Choose a range."""
        self.range = choice

    @rx.event
    def sort(self, key: str):
        """Turn the order round."""
        self.is_descending = not self.is_descending

    @rx.event
    def look_for(self, words: str):
        """Look for words in the list."""
        self.looked_for = words

    @rx.event
    def turn(self):
        """Turn the page, of which there is one."""

    @rx.event
    def ask(self):
        """Open the dialog."""
        self.is_asking = True

    @rx.event
    def answer(self):
        """Close it, whatever was said."""
        self.is_asking = False
