"""Work that goes on beside the app: rung when there is some, looked after when there isn't."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from fitness_app.kit.errors import Unavailable

log = logging.getLogger(__name__)

GRACE_SECONDS = 3
"""How long work in hand may go on after the app was told to stop."""


def always() -> bool:
    """The answer to 'should I go on?' where nobody would stop the work."""
    return True


class Worker:
    """Does a round of work at once, when rung, and at least every so often, until it is stopped.

    A round that fails is logged and the next one comes all the same. `work` gets a question to
    ask between its pieces: whether it should go on.
    """

    def __init__(
        self, name: str, work: Callable[[Callable[[], bool]], Awaitable[object]], *, seconds: float
    ) -> None:
        self._name = name
        self._work = work
        self._seconds = seconds
        self._bell = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._is_closing = False

    def ring(self) -> None:
        """Ask for a round now; from any thread."""
        with suppress(RuntimeError):  # the loop may have closed a moment ago
            self._loop.call_soon_threadsafe(self._bell.set)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Work in the background while the block runs; what is in hand gets a grace to finish."""
        task = asyncio.create_task(self._run(), name=self._name)
        try:
            yield
        finally:
            self._is_closing = True
            self._bell.set()
            await asyncio.wait([task], timeout=GRACE_SECONDS)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while self._goes_on():
            self._bell.clear()
            await self._do_round()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), self._seconds)

    def _goes_on(self) -> bool:
        return not self._is_closing

    async def _do_round(self) -> None:
        try:
            await self._work(self._goes_on)
        except Unavailable as problem:
            log.warning("%s: %s", self._name, problem)
        except Exception:
            log.exception("%s failed; it goes on", self._name)
