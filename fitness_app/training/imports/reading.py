"""What kind of file it is, and all that it holds."""

import zipfile
import zlib
from pathlib import Path

from pydantic import ValidationError

from fitness_app.kit.errors import Invalid, TooLarge
from fitness_app.training.imports import hevy, strong, tables
from fitness_app.training.imports.bundle import Bundle
from fitness_app.training.imports.contents import MOST_SETS, Contents, quoted
from fitness_app.training.imports.document import FORMAT, VERSION, Document
from fitness_app.training.imports.documents import bundle_of
from fitness_app.training.imports.settling import Said, settle

MOST_UNPACKED = 64_000_000
MOST_VALUES = 4_000_000
MOST_PARTS = MOST_SETS
"""Sets, and the sessions and exercises they are of."""
TOO_MUCH = "There is too much in this file to be an export of ours."
NOT_OURS = (
    "This isn't an export of ours. Choose the file you downloaded under “Your data”, or a CSV "
    "file from Strong or Hevy."
)
_READERS = (strong, hevy)
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError
)  # fmt: skip


def read(file: Path, said: Said) -> Bundle:
    """All that a file would have us keep; takes a while for a large one: call it on a thread.

    Raises Invalid under 'file' for a file that can't be used at all, TooLarge for a vast one.
    """
    with file.open("rb") as raw:
        head = raw.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"PK\x03\x04"):
        return bundle_of(_checked(_unpacked(file)))
    if head.startswith((b"{", b"[")):
        return bundle_of(_checked(file.read_bytes()))
    bundle = settle(_read_table(file), said)
    if not bundle.workouts and not bundle.problems.count:
        raise Invalid(file="There are no sessions in this file, only its header.")
    return bundle


def _read_table(file: Path) -> Contents:
    with tables.opened(file) as table:
        for reader in _READERS:
            if set(reader.SIGNS) <= set(table.header):
                return reader.read(table)
        found = ", ".join(table.header)
        raise Invalid(
            file=f"These columns are neither Strong’s nor Hevy’s. We found {quoted(found)}. Choose "
            "the CSV file as the app sent it."
        )


def _unpacked(file: Path) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [it for it in archive.infolist() if it.filename.endswith(".json")]
            if len(inside) != 1:
                raise Invalid(file=NOT_OURS)
            with archive.open(inside[0]) as packed:
                document = packed.read(MOST_UNPACKED + 1)
    except _BROKEN_ZIP:
        raise Invalid(file="This zip file is damaged. Download it again.") from None
    if len(document) > MOST_UNPACKED:
        raise TooLarge(TOO_MUCH)
    return document


def _checked(text: bytes) -> Document:
    # Read, each of them takes many times its bytes; counting their marks takes next to nothing.
    parts = text.count(b"{")
    if parts > MOST_PARTS or parts + text.count(b"[") + text.count(b",") > MOST_VALUES:
        raise TooLarge(TOO_MUCH)
    try:
        return Document.model_validate_json(text)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        raise Invalid(file=_told(first["loc"], first["msg"], problem)) from None


def _told(place: tuple[int | str, ...], message: str, problem: ValidationError) -> str:
    if not place or place[0] in ("format",):
        return NOT_OURS
    if place[0] == "version":
        return (
            f"This export is of a newer version than {VERSION}. Bring this club up to date first."
        )
    steps = [str(step + 1) if isinstance(step, int) else str(step) for step in place]
    more = problem.error_count() - 1
    also = f", and {more:,} more like it" if more else ""
    return f"This export of {FORMAT} can't be used: {' '.join(steps)}: {message.lower()}{also}."
