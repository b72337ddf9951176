"""Days as members live and type them."""

from datetime import date

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid
from fitness_app.training import formulas


def today_in(time_zone: str) -> date:
    """The calendar day in an IANA time zone. Raises Invalid for an unknown zone."""
    try:
        return formulas.local_day(clock.now(), time_zone)
    except (KeyError, ValueError, OSError):
        raise Invalid(time_zone="Choose your time zone in your profile.") from None


def read_day(text: str, *, field: str) -> date:
    """Read an ISO date, as date fields send it. Raises Invalid under `field`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(**{field: "Choose a day from the calendar."}) from None
