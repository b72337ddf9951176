"""Heavy work in turns: so much of it at once in a process, however many ask for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from fitness_app.kit.errors import Busy

T = TypeVar("T")


class Turns:
    """So many at once; the others wait their turn, and whose patience ends are told to return."""

    def __init__(
        self, at_once: int, *, patience_seconds: float = 20, most_waiting: int = 20
    ) -> None:
        # A semaphore belongs to the loop it was first waited for on; tests run many loops.
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = (
            WeakKeyDictionary()
        )
        self._at_once = at_once
        self._patience = patience_seconds
        self._left = most_waiting

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Have a turn while the block runs; raises Busy."""
        loop = asyncio.get_running_loop()
        free = self._by_loop.setdefault(loop, asyncio.Semaphore(self._at_once))
        if not self._left:
            raise self._busy()
        self._left -= 1
        try:
            async with asyncio.timeout(self._patience):
                await free.acquire()
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._left += 1
        try:
            yield
        finally:
            free.release()

    def _busy(self) -> Busy:
        return Busy(round(self._patience))


async def on_thread(work: Callable[[], T]) -> T:
    """Do work on a thread, and wait for its end even if nobody waits for what comes of it.

    Else a turn would be free while its work still goes on.
    """
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
