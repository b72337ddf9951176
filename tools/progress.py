"""What an installer tells a person: one line that changes on a terminal, a few lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY_SECONDS = 20
"""How often a line is added where none can be changed."""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def line(title: str) -> Iterator[Callable[[str], None]]:
    """A step under its title; what it gives is called with how far it is, as often as one likes."""
    if sys.stderr.isatty():
        yield lambda far: _rewrite(f"{title}: {far}" if far else title)
        _rewrite("")
    else:
        say(title)
        yield _now_and_then()


def _rewrite(text: str) -> None:
    sys.stderr.write(f"\r{text}\x1b[K")
    sys.stderr.flush()


def _now_and_then() -> Callable[[str], None]:
    said_at = time.monotonic()

    def show(far: str) -> None:
        nonlocal said_at
        if far and time.monotonic() - said_at >= EVERY_SECONDS:
            said_at = time.monotonic()
            say(f"  {far}")

    return show
