"""What other rooms know of somebody that programs read, and set, with the profile."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from fitness_app.accounts.access import Viewer
from fitness_app.kit.errors import Invalid, noting

Reader = Callable[..., Any]
"""`(session, *, user_id)` → a number, text or None."""
Writer = Callable[..., None]
"""`(session, *, viewer, text)` sets it; raises Invalid under its name."""

_readers: dict[str, Reader] = {}
_writers: dict[str, Writer] = {}


def on_profile(name: str, read: Reader, write: Writer | None = None) -> None:
    """Have a room add a field to everybody's profile."""
    _readers[name] = read
    if write is not None:
        _writers[name] = write


def read_additions(session: Session, *, user_id: int) -> dict[str, Any]:
    """Every added field of somebody."""
    return {name: read(session, user_id=user_id) for name, read in _readers.items()}


def write_additions(session: Session, *, viewer: Viewer, changes: Mapping[str, str]) -> None:
    """Set those added fields that are given; raises Invalid with each one's error."""
    problems: dict[str, str] = {}
    for name in _writers.keys() & changes.keys():
        with noting(problems):
            _writers[name](session, viewer=viewer, text=changes[name])
    if problems:
        raise Invalid(**problems)
