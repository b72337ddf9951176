"""The event socket's handshake: who may open it, and whose it is."""

import secrets
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.types import Scope

from fitness_app.accounts import cookies, sessions
from fitness_app.kit import crypto, db

PATH = "/_event"
_KEPT = frozenset(
    {b"host", b"origin", b"user-agent", b"accept-language"}
    | {b"upgrade", b"connection", b"sec-websocket-protocol"}
)
_LONGEST_TOKEN = 64


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


async def _identity(sent: str) -> str:
    if cookie := cookies.find(sent, cookies.session_name()):
        session_id = await db.read(sessions.find_id_by_cookie, cookie=cookie)
        if session_id is not None:
            return f"session={session_id}"
    # A browser that keeps no cookies gets an identity that ends with its socket.
    return f"visitor={cookies.find_visitor(sent) or secrets.token_hex(16)}"
