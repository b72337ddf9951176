"""How much a request may carry, counted while it arrives."""

import asyncio
from time import monotonic

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from fitness_app import routes
from fitness_app.accounts import pictures
from fitness_app.training.imports import files

MOST = 64 * 1024
MOST_BY_PATH = {
    # What a picture may have, and room for the form around it.
    **dict.fromkeys(
        (routes.MY_PICTURE, routes.PROFILE, routes.CONFIRMED_PROFILE, routes.V1 + "/profile"),
        pictures.MAX_BYTES + MOST,
    ),
    routes.API_IMPORTS: files.MOST_BYTES,
}
PATIENCE_SECONDS = 15
"""How long we wait for the next part of a body."""
SLOWEST_BYTES_A_SECOND = 32_000
"""A line that is slower can't send all that a body may have."""


def cap_of(scope: Scope) -> int:
    """The most bytes this request's body may have."""
    return MOST_BY_PATH.get(scope["path"].rstrip("/"), MOST)


def is_announced_too_large(scope: Scope) -> bool:
    """Whether its own Content-Length is over the cap, or no length at all."""
    length = Headers(scope=scope).get("content-length", "0")
    return not (length.isascii() and length.isdigit()) or int(length[:20]) > cap_of(scope)


class CappedBody:
    """A request's body that ends, as if its sender had left, where its sender asks too much.

    That is at the first byte over the cap, and when it takes longer than the slowest line would.
    """

    def __init__(self, receive: Receive, cap: int) -> None:
        self._receive = receive
        self._left = cap
        self._is_whole = False
        self._ends_at = monotonic() + PATIENCE_SECONDS + cap / SLOWEST_BYTES_A_SECOND
        self.is_too_large = False
        self.is_too_slow = False

    @property
    def is_refused(self) -> bool:
        """Whether this is no request to be answered by the app."""
        return self.is_too_large or self.is_too_slow

    async def until_gone(self) -> None:
        """Wait until the sender has left; for ever while there is more to be read."""
        while self._is_whole:
            if (await self._receive())["type"] == "http.disconnect":
                return
        await asyncio.Event().wait()

    async def receive(self) -> Message:
        if self.is_refused:
            return {"type": "http.disconnect"}
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._patience()):
                message = await self._receive()
        except TimeoutError:
            self.is_too_slow = True
            return {"type": "http.disconnect"}
        self._is_whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        self.is_too_large = self._left < 0
        return {"type": "http.disconnect"} if self.is_too_large else message

    def _patience(self) -> float:
        return max(0, min(PATIENCE_SECONDS, self._ends_at - monotonic()))
