"""How a plan's sessions are to follow each other, as its form sends it."""

from typing import NotRequired

from typing_extensions import TypedDict

from fitness_app.training.plans.plan_rows import WEEKDAYS


class RhythmForm(TypedDict):
    """The order, and the days that are ticked; one that isn't is not sent."""

    order: NotRequired[str]
    monday: NotRequired[bool]
    tuesday: NotRequired[bool]
    wednesday: NotRequired[bool]
    thursday: NotRequired[bool]
    friday: NotRequired[bool]
    saturday: NotRequired[bool]
    sunday: NotRequired[bool]


def read_weekdays(chosen: RhythmForm) -> list[int]:
    """The ticked days, 0 for Monday; none for a sequence."""
    if chosen.get("order") == "sequence":
        return []
    ticked = [n for n, name in enumerate(WEEKDAYS) if chosen.get(name.lower())]
    return ticked or [-1]  # none is not a sequence here
