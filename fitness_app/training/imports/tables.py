"""Spreadsheets as text: their encoding, delimiter and header are found out, never asked."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fitness_app.kit.errors import Invalid, TooLarge
from fitness_app.training.imports.contents import MOST_SETS, TOO_MANY

DELIMITERS = (",", ";", "\t", "|")
HEADER_LINES = 5
"""So many lines may stand before the header."""
LONGEST_LINE = 200_000
_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TABLE = (
    "This isn't a spreadsheet we can read. Choose the CSV file that Strong or Hevy sent you, or "
    "an export of ours."
)
EMPTY = "This file is empty. Export it again, then choose it here."
HUGE_CELL = "A cell of this file is too long to be a training log. Export it again."


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and the rows below it with their numbers; the header is row 1."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def opened(file: Path) -> Iterator[Table]:
    """Read a CSV file as a table; raises Invalid under 'file' for whatever is none."""
    encoding = _encoding(file)
    with file.open(encoding=encoding, newline="") as text:
        lead, delimiter = _look(text)
        text.seek(0)
        rows = _guarded(csv.reader(text, delimiter=delimiter))
        for _ in range(lead):
            next(rows)
        header = [cell.strip().casefold() for cell in next(rows)]
        yield Table(header, _numbered(rows))


def _encoding(file: Path) -> str:
    """UTF-8 or what its mark says, else the one of old spreadsheets."""
    with file.open("rb") as raw:
        head = raw.read(4096)
        if not head.strip():
            raise Invalid(file=EMPTY)
        marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
        if not marked and _is_binary(head):
            raise Invalid(file=NO_TABLE)
        for encoding in (marked or "utf-8", "cp1252"):
            raw.seek(0)
            if _can_be_read(raw, encoding):
                return encoding
    raise Invalid(file=NO_TABLE)


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return b"\0" in head or controls > len(head) / 100


def _can_be_read(raw, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := raw.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _look(text) -> tuple[int, str]:
    """How many lines stand before the header, and what splits its cells."""
    for lead, line in enumerate(
        islice(iter(lambda: text.readline(LONGEST_LINE), ""), HEADER_LINES)
    ):
        if not line.strip() or line.casefold().startswith("sep="):
            continue
        counts = {mark: _cells(line, mark) for mark in DELIMITERS}
        best = max(counts, key=lambda mark: counts[mark])
        if counts[best] < 3:
            raise Invalid(file=NO_TABLE)
        return lead, best
    raise Invalid(file=EMPTY)


def _cells(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 0


def _guarded(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error:
        raise Invalid(file=HUGE_CELL) from None


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=2):
        if number > MOST_SETS + 1:
            raise TooLarge(TOO_MANY)
        if any(cell and not cell.isspace() for cell in row):
            yield number, row
