"""Days, spans and numbers as somebody's locale writes them."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal

FALLBACK = "en_GB"
MINUS, TRUE_MINUS = "-", "−"

DayStyle = Literal["day", "day_year", "long", "long_year"]


@lru_cache(maxsize=4096)  # a chart of a year writes each of its days
def write_day(day: date, locale: str, *, style: DayStyle = "day") -> str:
    """A calendar day: '1 Mar', '1 Mar 2026', '1 March', '1 March 2026' in the locale's order."""
    match style:
        case "day":
            return format_skeleton("MMMd", day, locale=locale_of(locale))
        case "day_year":
            return format_date(day, "medium", locale=locale_of(locale))
        case "long":
            return format_skeleton("MMMMd", day, locale=locale_of(locale))
        case "long_year":
            return format_date(day, "long", locale=locale_of(locale))


def write_day_near(day: date, today: date, locale: str) -> str:
    """A calendar day without its year while it is this year's."""
    return write_day(day, locale, style="day" if day.year == today.year else "day_year")


def write_moment(instant: datetime, now: datetime, *, time_zone: str, locale: str) -> str:
    """An instant as the clock on somebody's wall: '14:05' today, '20 Nov, 14:05' before that."""
    here, today = (at.astimezone(ZoneInfo(time_zone)) for at in (instant, now))
    time = format_time(here, "short", locale=locale_of(locale))
    if here.date() == today.date():
        return time
    return f"{write_day_near(here.date(), today.date(), locale)}, {time}"


def write_weekday(day: date, locale: str, *, is_short: bool = False) -> str:
    """The weekday a day falls on: 'Thursday' or 'Thu'."""
    return format_date(day, "ccc" if is_short else "cccc", locale=locale_of(locale))


def write_month(day: date, locale: str, *, with_year: bool) -> str:
    """The month a day falls in: 'December' or 'December 2027'."""
    if with_year:
        return format_skeleton("yMMMM", day, locale=locale_of(locale))
    return format_date(day, "LLLL", locale=locale_of(locale))


def write_number(value: float, locale: str, *, decimals: int = 1, fixed: bool = False) -> str:
    """A number with at most so many decimals, or exactly so many, and a true minus."""
    pattern = "#,##0." + ("0" if fixed else "#") * decimals if decimals else "#,##0"
    rounded = round(value, decimals) + 0.0  # −0.0 would keep its sign
    return format_decimal(rounded, pattern, locale=locale_of(locale)).replace(MINUS, TRUE_MINUS)


def write_change(value: float, locale: str, *, decimals: int = 1) -> str:
    """A difference with its sign: '+1.5', '−2.1', and plain '0.0' for none."""
    text = write_number(value, locale, decimals=decimals, fixed=True)
    return f"+{text}" if round(value, decimals) > 0 else text


def write_range(page: int, per_page: int, total: int, locale: str) -> str:
    """Which part of a list a page shows: '21 to 40 of 212', or 'None'."""
    if not total:
        return "None"
    first = (page - 1) * per_page + 1
    bounds = (first, min(first + per_page - 1, total), total)
    start, end, of = (write_number(number, locale, decimals=0) for number in bounds)
    return f"{start} to {end} of {of}"


def write_ago(span: timedelta, locale: str) -> str:
    """How long ago something was: '2 hours ago'."""
    return format_timedelta(
        -max(span, timedelta(seconds=1)), add_direction=True, locale=locale_of(locale)
    )


@lru_cache(maxsize=64)
def locale_of(code: str) -> Locale:
    """What a locale's code stands for; of one that nobody knows, the fallback's."""
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
