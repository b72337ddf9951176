"""Times as apps write them, without a zone, in the words of many languages."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache

from babel.dates import get_month_names

from fitness_app.training.imports.contents import RowRefusedError, quoted

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "pt_PT", "ru", "uk", "pl", "cs", "sk", "nl", "sv", "da",
    "nb", "fi", "tr", "ro", "hu", "el", "ka", "ca", "id", "et", "lv", "lt",
)  # fmt: skip
"""Whose months are known; where two use one word for different months the first has it."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_TIME = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})(?:\s*[:.]\s*(\d{2}))?(?:[.,]\d+)?\s*$")
_HALF = re.compile(r"\b([ap])\.?\s*m\.?\s*$")
_NUMBER = re.compile(r"\d+")
_ZONE = re.compile(r"(?:z|[+-]\d{2}:?\d{2})$")
_ISO_HEAD = re.compile(r"\d{4}\D")


def read_moment(text: str, what: str, *, day_first: bool = True) -> datetime:
    """A local time such as '2025-03-28 17:29:00', '28 Mar 2025, 17:29' or 'May 15, 2026, 7:26 PM'.

    `day_first` decides what '03/04/2025' means. Raises RowRefusedError.
    """
    if not text:
        raise RowRefusedError(f"has no {what}")
    if text.startswith(("=", "@")):
        raise RowRefusedError(f"{what} {quoted(text)} is a formula, not a time")
    moment = _read(text[:80], day_first)
    if moment is None:
        raise RowRefusedError(f"{what} {quoted(text)} isn't a date and time we can read")
    return moment


def is_day_first(samples: Iterable[str]) -> bool:
    """Whether times of figures alone put the day before the month, by all of a file's times."""
    for text in samples:
        found = re.match(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2\d{4}", text)
        if not found:
            return True
        if int(found[3]) > 12 or (found[2] == "/" and _HALF.search(text.casefold().strip())):
            return False
        if int(found[1]) > 12:
            return True
    return True


@lru_cache(maxsize=65_536)  # each row of a session repeats its time
def _read(text: str, day_first: bool) -> datetime | None:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if _ISO_HEAD.match(plain):
        plain = _ZONE.sub("", plain.replace("t", " ", 1) if _WORD.search(plain) is None else plain)
    half = _HALF.search(plain)
    if half:
        plain = plain[: half.start()].strip()
    time = _TIME.search(plain)
    if time is None:
        return None
    day = _day(plain[: time.start()], day_first)
    if day is None:
        return None
    hour, minute, second = (int(part or 0) for part in time.groups())
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    try:
        return datetime(*day, hour, minute, second)  # noqa: DTZ001  # its zone is asked for
    except ValueError:
        return None


def _day(text: str, day_first: bool) -> tuple[int, int, int] | None:
    numbers = [int(number) for number in _NUMBER.findall(text)]
    months = [_months()[word] for word in _WORD.findall(text) if word in _months()]
    if months and len(numbers) == 2:
        day, year = sorted(numbers)
        return year, months[0], day
    if len(numbers) != 3:
        return None
    if numbers[0] > 31:
        return numbers[0], numbers[1], numbers[2]
    first, second, year = numbers
    return (year, second, first) if day_first else (year, first, second)


@cache
def _months() -> dict[str, int]:
    known: dict[str, int] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                names = get_month_names(width, context, language)
                for number, name in names.items():
                    for word in _WORD.findall(unicodedata.normalize("NFKC", name).casefold()):
                        known.setdefault(word, number)
    return known | {"sept": 9, "sep": 9}
