"""Cells of a training log: numbers, durations and words, as apps and locales write them."""

import re
from collections.abc import Sequence

from fitness_app.kit.errors import Invalid
from fitness_app.training.imports.contents import RowRefusedError, quoted

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""
LONGEST_NAME = 100
LONGEST_NOTE = 2000

_PLAIN = re.compile(r"[+\-−]?[0-9]{1,12}(?:[.,][0-9]{1,17})?")
_GROUPED = re.compile(r"[+\-−]?[0-9]{1,3}(?:([., '’])[0-9]{3})+(?:(?!\1)[.,][0-9]{1,6})")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_SPAN = re.compile(
    r"(?:(\d{1,4})\s*(?:h|hrs?|hours?|std|ч)\.?)?\s*"
    r"(?:(\d{1,4})\s*(?:m|mins?|minutes?|м|мин)\.?)?\s*"
    r"(?:(\d{1,6})\s*(?:s|secs?|seconds?|с|сек)\.?)?"
)


class Columns:
    """Where the columns of a header stand, whatever their order."""

    def __init__(self, header: Sequence[str]) -> None:
        self._places = {name: place for place, name in reversed(list(enumerate(header)))}
        self.count = len(header)

    def find(self, *names: str) -> int:
        """The place of the first of these that is there; -1 if none is."""
        return next((self._places[name] for name in names if name in self._places), -1)


def cell(row: Sequence[str], place: int) -> str:
    """What stands in a row's cell, trimmed; '' past its end, or for a column that isn't there."""
    return row[place].strip() if 0 <= place < len(row) else ""


def check_width(row: Sequence[str], columns: Columns) -> None:
    """Refuse a row with more cells than there are columns: a stray delimiter has shifted them."""
    extra = row[columns.count :]
    if any(part.strip() for part in extra):
        raise RowRefusedError("has more cells than the header, so its columns can't be told apart")


def read_number(text: str, what: str) -> float | None:
    """A number with a decimal point or comma; None for a blank, which is 'not recorded'."""
    if not text:
        return None
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ".").replace("−", "-"))
    if grouped := _GROUPED.fullmatch(text):
        return float(text.replace(grouped[1], "").replace(",", ".").replace("−", "-"))
    if text.startswith(("=", "@")):
        raise RowRefusedError(f"{what} {quoted(text)} is a formula, not a number")
    raise RowRefusedError(f"{what} {quoted(text)} isn't a number")


def read_whole(text: str, what: str) -> int | None:
    """A whole number, '10' or '10.0'; None for a blank."""
    number = read_number(text, what)
    if number is None:
        return None
    if number != int(number):
        raise RowRefusedError(f"{what} {quoted(text)} isn't a whole number")
    return int(number)


def read_duration(text: str, what: str) -> float | None:
    """A span of time in seconds: '1h 5m', '45m', '3900', '1:05:00'; None for a blank."""
    if not text:
        return None
    lowered = text.casefold()
    if clock := _CLOCK.fullmatch(lowered):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    span = _SPAN.fullmatch(lowered)
    if span and any(span.groups()):
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return hours * 3600 + minutes * 60 + seconds
    return read_number(text, what)


def read_name(text: str, what: str) -> str:
    """A name of at least one letter; refused where a spreadsheet would run it as a formula."""
    if not text:
        raise RowRefusedError(f"has no {what}")
    if text.startswith(("=", "@")):
        raise RowRefusedError(f"the {what} {quoted(text)} is a formula, not a name")
    if len(text) > LONGEST_NAME:
        raise RowRefusedError(f"the {what} {quoted(text)} is longer than {LONGEST_NAME} letters")
    return " ".join(text.split())


def need(columns: Columns, *names: str) -> None:
    """Refuse a header that lacks one of these; raises Invalid under 'file'."""
    missing = [name for name in names if columns.find(name) < 0]
    if missing:
        raise Invalid(file=f"This file has no column “{missing[0]}”. Export it again, whole.")
