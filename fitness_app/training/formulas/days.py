"""Days and weeks as people live them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def local_day(instant: datetime, time_zone: str) -> date:
    """The calendar day of an instant where somebody is; `time_zone` is an IANA name."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def week_of(day: date, *, week_start: int = 0) -> date:
    """The first day of the week a day falls in; weeks start on `week_start`, 0 for Monday."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)
