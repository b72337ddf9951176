"""Removing picture files that nobody shows any more."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from sqlmodel import Session, col, select

from fitness_app import settings
from fitness_app.accounts.models import Profile
from fitness_app.kit import clock

GRACE = timedelta(days=1)
"""A picture's file is there a moment before a profile names it."""


def sweep_pictures(session: Session, *, limit: int) -> int:
    """Remove up to `limit` picture files that no profile names; returns how many."""
    orphans = list(islice(_orphans(session), limit))
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)


def _orphans(session: Session) -> Iterator[Path]:
    folder = settings.get().data_dir / "pictures"
    shown = set(session.exec(select(Profile.picture).where(col(Profile.picture) != "")))
    newest = (clock.now() - GRACE).timestamp()
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in shown and file.is_file() and file.stat().st_mtime <= newest:
            yield file
