"""The files that members bring, kept under the data directory until they are done with."""

import fcntl
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path

from fitness_app import private_files, settings
from fitness_app.kit import clock, crypto
from fitness_app.kit.errors import Busy, Conflict, TooLarge

MOST_BYTES = 32_000_000
TOO_LARGE = "That file is too large: at most 32 MB are taken. Export a shorter span of time."
KEPT = timedelta(days=1)
AGAIN_SECONDS = 10

_NAME = re.compile(r"[A-Za-z0-9_-]{22}")
_PROGRESS = ".progress"
_LOCK = ".lock"


async def store(chunks: AsyncIterator[bytes]) -> str:
    """Write what arrives to disk as it comes, under a random name; raises TooLarge past 32 MB."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    name = crypto.random_token(128)
    left = MOST_BYTES
    try:
        with private_files.create(_folder() / name) as file:
            async for chunk in chunks:
                left -= len(chunk)
                if left < 0:
                    raise TooLarge(TOO_LARGE)
                file.write(chunk)
    except BaseException:
        remove(name)
        raise
    return name


@contextmanager
def one_at_a_time(member_id: int) -> Iterator[None]:
    """Let a member bring one file after the other, whichever process hears of it; raises Busy.

    The system itself gives the lock back when a process dies.
    """
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (_folder() / f"{member_id}{_LOCK}").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(AGAIN_SECONDS, "Another file of yours is still being read.") from None
        yield


def get(name: str) -> Path:
    """A stored file; raises Conflict if it is there no more."""
    file = _folder() / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise Conflict("This file isn't kept any more. Choose it again.")
    return file


def remove(name: str) -> None:
    """Throw a file away, and what was noted of its progress."""
    if _NAME.fullmatch(name):
        (_folder() / name).unlink(missing_ok=True)
        (_folder() / (name + _PROGRESS)).unlink(missing_ok=True)


def note_progress(name: str, percent: int) -> None:
    """Say how far the work on a file has come, where every process can see it.

    The database can't tell: what a transaction writes is seen by others when it is all done.
    """
    note = _folder() / (name + _PROGRESS)
    fresh = note.with_suffix(".new")
    fresh.write_text(str(percent))
    os.replace(fresh, note)


def find_progress(name: str) -> int:
    """How many percent of the work on a file are done; 0 while nothing is known."""
    if not _NAME.fullmatch(name):
        return 0
    try:
        return min(max(int((_folder() / (name + _PROGRESS)).read_text()), 0), 100)
    except (OSError, ValueError):
        return 0


def remove_old(*, keep: set[str], limit: int) -> int:
    """Remove up to `limit` files of a day ago that nobody waits for; returns how many."""
    old = list(islice(_old(keep), limit))
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _old(keep: set[str]) -> Iterator[Path]:
    newest = (clock.now() - KEPT).timestamp()
    for file in _folder().iterdir() if _folder().is_dir() else ():
        if file.name.partition(".")[0] not in keep and file.stat().st_mtime <= newest:
            yield file


def _folder() -> Path:
    return settings.get().data_dir / "imports"
