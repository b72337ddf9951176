"""Whether somebody still waits for what is done: a request's sender, or the tab of an event."""

import asyncio
from asyncio import Future
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

until_gone: ContextVar[Callable[[], Awaitable[None]] | None] = ContextVar(
    "until_gone", default=None
)
"""Waits until nobody does; the edge and the guard set it, and where nobody has, work goes on."""


class NobodyWaits(Exception):  # no error: nobody will read of it
    """Whoever asked for this has left."""


async def while_somebody_waits(work: Future[T]) -> T:
    """What comes of work; it is cancelled, and NobodyWaits raised, once nobody waits for it."""
    gone = until_gone.get()
    if gone is None:
        return await work
    leaving = asyncio.ensure_future(gone())
    try:
        await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise NobodyWaits
        return work.result()
    finally:
        leaving.cancel()
        work.cancel()
