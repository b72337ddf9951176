"""The one clock of the app, which tests can move."""

import time
from datetime import UTC, datetime, timedelta


class _Moved:
    """How far tests have moved the clock."""

    by = timedelta()


def now() -> datetime:
    """The present instant, in UTC with its zone."""
    return datetime.now(UTC) + _Moved.by


def monotonic() -> float:
    """Seconds that never run backwards, for measuring spans; moves with the clock."""
    return time.monotonic() + _Moved.by.total_seconds()


def move(by: timedelta) -> None:
    """Move the clock by a span, for tests."""
    _Moved.by += by


def reset() -> None:
    """Put the clock right again, for tests."""
    _Moved.by = timedelta()
