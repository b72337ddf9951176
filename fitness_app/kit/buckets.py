"""How fast events may come: a bucket for each session, that fills again with time."""

import math
from collections import OrderedDict
from dataclasses import dataclass

from fitness_app.kit import clock

BURST_MINUTES = 3
MOST = 20_000
_RESERVE = 30
"""Kept for opening pages, so that nobody who was too fast is left before a dead page."""
_SECONDS_BETWEEN_WORDS = 5.0


@dataclass(slots=True)
class _Bucket:
    left: float
    looked_at: float
    told_at: float = -math.inf


class Buckets:
    """The latest sessions' buckets, in this process."""

    def __init__(self, per_minute: int) -> None:
        self._per_second = per_minute / 60
        self._size = per_minute * BURST_MINUTES + _RESERVE
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str, *, is_page_load: bool = False) -> int:
        """Count one event; returns 0, or in how many seconds the next one will be let in."""
        now = clock.monotonic()
        bucket = self._bucket(key, now)
        elapsed = max(0.0, now - bucket.looked_at)  # a clock that tests move may go back
        bucket.left = min(self._size, bucket.left + elapsed * self._per_second)
        bucket.looked_at = now
        missing = 1 + (0 if is_page_load else _RESERVE) - bucket.left
        if missing > 0:
            return max(1, math.ceil(missing / self._per_second))
        bucket.left -= 1
        return 0

    def may_say_so(self, key: str) -> bool:
        """Whether it is time again to tell them that they are too fast."""
        now = clock.monotonic()
        bucket = self._bucket(key, now)
        if now - bucket.told_at < _SECONDS_BETWEEN_WORDS:
            return False
        bucket.told_at = now
        return True

    def _bucket(self, key: str, now: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= MOST:
                self._buckets.popitem(last=False)
            bucket = self._buckets[key] = _Bucket(self._size, now)
        else:
            self._buckets.move_to_end(key)
        return bucket
