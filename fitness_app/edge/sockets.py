"""The event socket's handshake: who may open it, and whose it is."""

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from fitness_app import connections
from fitness_app.accounts import cookies, device_cookie, sessions
from fitness_app.kit import crypto, db, throttle

PATH = "/_event"
_KEPT = frozenset(
    {b"host", b"origin", b"user-agent", b"accept-language"}
    | {b"upgrade", b"connection", b"sec-websocket-protocol"}
)
_LONGEST_TOKEN = 64
_NOT_UNDERSTOOD = 1003
_SESSION = "session="
_CONNECT = "40"
"""A message of Engine.IO's that opens a namespace of Socket.IO's; a tab needs one."""
_SENT_BY_TABS = frozenset("12346")
"""What Engine.IO's packets from a browser begin with: close, ping, pong, message, nothing."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """A handshake that a page of ours makes: as Reflex may see it, and whose it is."""

    scope: Scope
    identity: str
    network: str
    """What one person can hold of the address space; see `throttle.network_of`."""

    @property
    def is_of_a_session(self) -> bool:
        return self.identity.startswith(_SESSION)

    @property
    def holder(self) -> str:
        """Who is limited: a session, or all guests at an address, with cookies or without."""
        return self.identity if self.is_of_a_session else self.network


async def find_handshake(scope: Scope, site_url: str) -> Handshake | None:
    """The handshake, or None if no page of ours makes it.

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
    sent = "; ".join(headers.getlist("cookie"))
    identity = await _identity(sent)
    query["token"] = [crypto.keyed_digest("tab", f"{identity}\n{tab[0]}")[:32]]
    kept = [pair for pair in scope["headers"] if pair[0] in _KEPT]
    shown = {
        **scope,
        "headers": [
            *kept,
            (b"cookie", identity.encode()),
            # Reflex shows pages the headers it keeps, but this one and the cookie.
            (b"authorization", f"Device {device_cookie.find(sent)}".encode("latin-1")),
        ],
        "query_string": urlencode(query, doseq=True).encode(),
    }
    client = scope.get("client") or ("", 0)
    return Handshake(shown, identity, throttle.network_of(client[0]))


def take_long_messages(handshake: Handshake) -> None:
    """Let a member say more at once than a guest, where the server is one that counts."""
    lift = handshake.scope.get("extensions", {}).get(connections.TAKE_LONG_MESSAGES)
    if lift is not None and handshake.is_of_a_session:
        lift()


class Spoken:
    """A socket's conversation, as long as its tab speaks Engine.IO.

    Engine.IO falls over other words and never lets go of the socket, nor of the server at its end.
    Socket.IO takes each connect for a further tab, and keeps what it knows of the one before.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_over = False
        self._has_connected = False

    async def receive(self) -> Message:
        """The next message; the tab has left once it says what no tab of ours does."""
        message = await self._receive()
        if message["type"] == "websocket.receive" and not self._is_proper(message.get("text")):
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

    def _is_proper(self, text: str | None) -> bool:
        is_connect = bool(text) and text.startswith(_CONNECT)
        is_again = is_connect and self._has_connected
        self._has_connected |= is_connect
        return bool(text) and text[0] in _SENT_BY_TABS and not is_again


async def _identity(sent: str) -> str:
    if cookie := cookies.find(sent, cookies.session_name()):
        session_id = await db.read(sessions.find_id_by_cookie, cookie=cookie)
        if session_id is not None:
            return f"{_SESSION}{session_id}"
    # A browser that keeps no cookies gets an identity that ends with its socket.
    return f"visitor={cookies.find_visitor(sent) or secrets.token_hex(16)}"
