"""The event socket's handshake: who may open it, and whose it is."""

import secrets
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from fitness_app.accounts import cookies, sessions
from fitness_app.kit import crypto, db

PATH = "/_event"
_KEPT = frozenset(
    {b"host", b"origin", b"user-agent", b"accept-language"}
    | {b"upgrade", b"connection", b"sec-websocket-protocol"}
)
_LONGEST_TOKEN = 64
_NOT_UNDERSTOOD = 1003
_SENT_BY_TABS = frozenset("12346")
"""What Engine.IO's packets from a browser begin with: close, ping, pong, message, nothing."""


async def admitted(scope: Scope, site_url: str) -> Scope | None:
    """The handshake as Reflex may see it, or None if no page of ours makes it.

    Reflex keeps the handshake's headers with the state, so it gets the session's public id in
    place of the cookie. It finds the state by the tab's token, which scripts can read: so it gets
    a token that only this browser's cookie and the tab's token together make.
    """
    headers = Headers(scope=scope)
    query = parse_qs(scope["query_string"].decode("latin-1"))
    tab = query.get("token", [""])
    is_ours = scope["path"].rstrip("/") == PATH and headers.getlist("origin") == [site_url]
    if not is_ours or len(tab) != 1 or not 0 < len(tab[0]) <= _LONGEST_TOKEN:
        return None
    identity = await _identity("; ".join(headers.getlist("cookie")))
    query["token"] = [crypto.keyed_digest("tab", f"{identity}\n{tab[0]}")[:32]]
    kept = [pair for pair in scope["headers"] if pair[0] in _KEPT]
    return {
        **scope,
        "headers": [*kept, (b"cookie", identity.encode())],
        "query_string": urlencode(query, doseq=True).encode(),
    }


class Spoken:
    """A socket's conversation, as long as its tab speaks Engine.IO.

    Engine.IO falls over other words and never lets go of the socket, nor of the server at its end.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_over = False

    async def receive(self) -> Message:
        """The next message; the tab has left once it says what no tab of ours does."""
        message = await self._receive()
        if message["type"] == "websocket.receive" and not _is_packet(message.get("text")):
            await self.close(_NOT_UNDERSTOOD)
        if self._is_over:
            return {"type": "websocket.disconnect", "code": _NOT_UNDERSTOOD}
        self._is_over = message["type"] == "websocket.disconnect"
        return message

    async def send(self, message: Message) -> None:
        """Say something, unless nobody listens any more."""
        if not self._is_over:
            self._is_over = message["type"] == "websocket.close"
            await self._send(message)

    async def close(self, code: int) -> None:
        """End the conversation, if it goes on."""
        await self.send({"type": "websocket.close", "code": code})


def _is_packet(text: str | None) -> bool:
    return bool(text) and text[0] in _SENT_BY_TABS


async def _identity(sent: str) -> str:
    if cookie := cookies.find(sent, cookies.session_name()):
        session_id = await db.read(sessions.find_id_by_cookie, cookie=cookie)
        if session_id is not None:
            return f"session={session_id}"
    # A browser that keeps no cookies gets an identity that ends with its socket.
    return f"visitor={cookies.find_visitor(sent) or secrets.token_hex(16)}"
