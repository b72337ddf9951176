"""The gate itself: each request and each handshake in the order of its checks."""

import logging
import re
import secrets

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fitness_app import routes
from fitness_app.accounts.api import problems
from fitness_app.edge import proxies, sockets
from fitness_app.edge.bodies import CappedBody, cap_of, is_announced_too_large
from fitness_app.edge.documents import Documents
from fitness_app.edge.origins import comes_from_elsewhere
from fitness_app.edge.responses import Dress
from fitness_app.edge.socket_limits import SocketLimits
from fitness_app.edge.sockets import Handshake
from fitness_app.kit import attention, logs
from fitness_app.kit.errors import DomainError
from fitness_app.settings import Settings

log = logging.getLogger(__name__)

_SENT_ID = re.compile(r"[\w.-]{1,64}")
_POLICY_VIOLATION = 1008
_INTERNAL_ERROR = 1011
_TRY_AGAIN_LATER = 1013


class Gate:
    """An ASGI app around another."""

    def __init__(self, app: ASGIApp, settings: Settings, documents: Documents) -> None:
        self._app = app
        self._settings = settings
        self._documents = documents
        self._socket_limits = SocketLimits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(proxies.seen(scope, self._settings), receive, send)
        elif scope["type"] == "websocket":
            await self._open(proxies.seen(scope, self._settings), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            handshake = await sockets.find_handshake(scope, self._settings.site_url)
        except DomainError:
            await _close(receive, send, _TRY_AGAIN_LATER)
            return
        if handshake is None:
            await _close(receive, send, _POLICY_VIOLATION)
            return
        with self._socket_limits.admit(handshake) as is_admitted:
            if is_admitted:
                await self._converse(handshake, receive, send)
            else:
                await _close(receive, send, _TRY_AGAIN_LATER)

    async def _converse(self, handshake: Handshake, receive: Receive, send: Send) -> None:
        sockets.take_long_messages(handshake)
        spoken = sockets.Spoken(receive, send)
        try:
            await self._app(handshake.scope, spoken.receive, spoken.send)
        except Exception as problem:
            # Its own words may quote what somebody sent.
            log.error("A socket failed\n%s", logs.where(problem))
        finally:
            await spoken.close(_INTERNAL_ERROR)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = self._request_id(scope)
        logs.request_id.set(request_id)
        dressed = Dress(scope, send, self._settings, self._documents, request_id)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, dressed)
            return
        await self._within_bounds(scope, receive, dressed)

    def _request_id(self, scope: Scope) -> str:
        sent = Headers(scope=scope).get("x-request-id", "")
        is_trusted = self._settings.trusted_proxy_hops and _SENT_ID.fullmatch(sent)
        return sent if is_trusted else secrets.token_hex(8)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        path = scope["path"]
        if path == sockets.PATH or path.startswith(sockets.PATH + "/"):
            return _refused(403, "permission_denied", "Events travel over a websocket only.")
        if path == "/_upload" or path.startswith("/_upload/"):
            return _refused(404, "not_found", "Not found.")
        if comes_from_elsewhere(scope, self._settings.site_url):
            return _refused(403, "cross_site", "This request didn't come from one of our pages.")
        if is_announced_too_large(scope):
            return too_large(scope)
        if proper := self._proper_address(scope):
            return RedirectResponse(proper)
        return None

    def _proper_address(self, scope: Scope) -> str:
        """Where a developer meant to go who typed 127.0.0.1: pages work under one name only."""
        headers = Headers(scope=scope)
        if not self._settings.is_development or "text/html" not in headers.get("accept", ""):
            return ""
        host = headers.get("host", "").rpartition(":")[0]
        is_meant = self._settings.host == "localhost" and host in ("127.0.0.1", "[::1]")
        if not is_meant:
            return ""
        query = scope["query_string"].decode("latin-1")
        return self._settings.site_url + scope["path"] + (f"?{query}" if query else "")

    async def _within_bounds(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = CappedBody(receive, cap_of(scope))
        has_started = False
        listening = attention.until_gone.set(body.until_gone)

        async def answer(message: Message) -> None:
            nonlocal has_started
            if body.is_refused and not has_started:
                return  # whatever the app makes of a body cut short is not the answer
            has_started = True
            await send(message)

        try:
            await self._app(scope, body.receive, answer)
        except Exception:
            if not body.is_refused:
                raise
        finally:
            attention.until_gone.reset(listening)
        if body.is_refused and not has_started:
            refusal = too_large(scope) if body.is_too_large else _TOO_SLOW
            await refusal(scope, receive, send)


def too_large(scope: Scope) -> ASGIApp:
    """The answer to more bytes than are taken."""
    megabytes = cap_of(scope) / 1_000_000
    return _refused(413, "too_large", f"That is too large: at most {megabytes:.2g} MB are taken.")


def _refused(status: int, code: str, detail: str) -> ASGIApp:
    plain = JSONResponse({"detail": detail, "code": code}, status)
    said = problems.details(status, detail, code)
    as_problem = JSONResponse(said, status, media_type=problems.MEDIA_TYPE)

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        is_v1 = scope["path"].startswith(routes.V1 + "/")
        await (as_problem if is_v1 else plain)(scope, receive, send)

    return refuse


_TOO_SLOW = _refused(408, "timeout", "The rest of this request didn't come.")


async def _close(receive: Receive, send: Send, code: int) -> None:
    await receive()
    await send({"type": "websocket.close", "code": code})
