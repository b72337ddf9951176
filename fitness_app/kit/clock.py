"""The one clock of the app, which tests can move."""

import time
from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """The present instant, in UTC with its zone."""
    return datetime.now(UTC) + _offset


def monotonic() -> float:
    """Seconds that never run backwards, for measuring spans; moves with the clock."""
    return time.monotonic() + _offset.total_seconds()


def move(by: timedelta) -> None:
    """Move the clock by a span, for tests."""
    global _offset
    _offset += by


def reset() -> None:
    """Put the clock right again, for tests."""
    global _offset
    _offset = timedelta()
