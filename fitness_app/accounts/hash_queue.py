"""The queue for hashing: short, so that whoever is let in is soon answered.

A hash takes a quarter of a second of a core, for wrong passwords too. So those who would wait too
long are told at once when to come back, each a little after the one before; and work that nobody
waits for any more is given up.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import ClassVar, TypeVar

from fitness_app.kit import attention, clock
from fitness_app.kit.attention import NobodyWaits
from fitness_app.kit.errors import Busy

T = TypeVar("T")

AT_ONCE = 2
"""Hashing lets go of the interpreter's lock; two at once leave a core to everybody else."""
LONGEST_WAIT_SECONDS = 0.8
LATEST_RETURN_SECONDS = 120
MOST_OF_ONE = 5
"""Places of one address, or of one person: enough for both threads, and few enough for others."""
_FIRST_GUESS_SECONDS = 0.25
_WEIGHT = 0.4
"""Of the latest hash in what one is thought to take."""

_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
_has_place: ContextVar[bool] = ContextVar("has_place", default=False)


class _Queue:
    """How many have a place, how long each takes, and until when others were told to stay away."""

    places: ClassVar[Counter[str]] = Counter()
    """By whose they are."""
    seconds_each = _FIRST_GUESS_SECONDS
    returning_until = 0.0


@contextmanager
def place(whose: str) -> Iterator[None]:
    """Have a place in the queue, before a try is counted; raises Busy if the wait is too long.

    `whose` is the address or the person that asks: none of them gets all places, nor has others
    told to stay away.
    """
    if _has_place.get():
        yield
        return
    if _Queue.places[whose] >= MOST_OF_ONE:
        raise Busy(math.ceil(_wait_seconds()))
    if _wait_seconds() > LONGEST_WAIT_SECONDS:
        raise Busy(_return_in())
    _Queue.places[whose] += 1
    token = _has_place.set(True)
    try:
        yield
    finally:
        _has_place.reset(token)
        _Queue.places[whose] -= 1
        if not _Queue.places[whose]:
            del _Queue.places[whose]


async def in_turn(work: Callable[[], T]) -> T:
    """Do work on the pool when its turn comes, if somebody still waits; raises Busy."""
    with place(""):
        loop = asyncio.get_running_loop()
        try:
            return await attention.while_somebody_waits(loop.run_in_executor(_pool, _timed, work))
        except NobodyWaits:
            raise Busy(1, "Nobody waits for this any more.") from None


def _wait_seconds() -> float:
    return _Queue.places.total() * _Queue.seconds_each / AT_ONCE


def _return_in() -> int:
    """In how many seconds there is room again for one more who is told so."""
    now = clock.monotonic()
    soonest = now + _wait_seconds()
    latest = now + LATEST_RETURN_SECONDS
    # Twice the time of a hash, as whoever comes anew meanwhile wants one too.
    following = max(soonest, _Queue.returning_until + 2 * _Queue.seconds_each / AT_ONCE)
    _Queue.returning_until = min(following, latest)
    return math.ceil(_Queue.returning_until - now)


def _timed(work: Callable[[], T]) -> T:
    began = monotonic()
    try:
        return work()
    finally:
        took = monotonic() - began
        _Queue.seconds_each += _WEIGHT * (took - _Queue.seconds_each)
