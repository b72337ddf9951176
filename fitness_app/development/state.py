"""What the style guide's examples act upon."""

from typing import TypedDict

import reflex as rx

from fitness_app.accounts.access import Access, open_to
from fitness_app.ui.notices import toast_error, toast_success


class Point(TypedDict):
    """One day of the example chart."""

    label: str
    reading: float
    trend: float


def _points() -> list[Point]:
    readings = [71.6, 71.8, 71.2, 71.3, 71.0, 71.7, 71.3, 71.3, 70.9, 70.7, 70.4, 71.1, 70.5]
    readings += [70.3, 70.7, 70.2, 70.6, 70.3, 69.8, 69.8, 69.9, 69.5, 70.1, 69.4, 69.4, 69.1]
    readings += [69.4, 68.9, 69.3]
    points: list[Point] = []
    trend = readings[0]
    for n, reading in enumerate(readings):
        trend += (reading - trend) * 2 / 11
        day = 1 + n * 75 // len(readings)
        month, day = (
            ("Mar", day) if day <= 31 else ("Apr", day - 31) if day <= 61 else ("May", day - 61)
        )
        points.append(Point(label=f"{day} {month}", reading=reading, trend=round(trend, 1)))
    return points


@open_to(Access.ANYONE)
class StyleguideState(rx.State):
    """The choices made in the style guide."""

    range: str = "12w"
    is_descending: bool = True
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
    def turn(self):
        """Turn the page, of which there is one."""

    @rx.event
    def say_saved(self):
        """Show a toast of success."""
        return toast_success("Weight saved: 69.4 kg.")

    @rx.event
    def say_failed(self):
        """Show a toast that stays."""
        return toast_error("Not saved. Check your connection and try again.")

    @rx.event
    def say_deleted(self):
        """Show what the dialog did."""
        return toast_success("Goal deleted.")
