"""Waiting for what happens on its own."""

import asyncio
from collections.abc import Callable


async def eventually(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until the condition holds; TimeoutError if it doesn't in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # what is waited for may be on another thread
            await asyncio.sleep(0.01)
