"""How much a request may carry, counted while it arrives."""

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


def cap_of(scope: Scope) -> int:
    """The most bytes this request's body may have."""
    return MOST_BY_PATH.get(scope["path"].rstrip("/"), MOST)


def is_announced_too_large(scope: Scope) -> bool:
    """Whether its own Content-Length is over the cap, or no length at all."""
    length = Headers(scope=scope).get("content-length", "0")
    return not (length.isascii() and length.isdigit()) or int(length[:20]) > cap_of(scope)


class CappedBody:
    """A request's body that ends, as if its sender had left, at the first byte over the cap."""

    def __init__(self, receive: Receive, cap: int) -> None:
        self._receive = receive
        self._left = cap
        self.is_too_large = False

    async def receive(self) -> Message:
        if self.is_too_large:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left >= 0:
            return message
        self.is_too_large = True
        return {"type": "http.disconnect"}
