"""The headers of each answer: what a browser may do with it, and how long it may keep it."""

from http import HTTPStatus
from pathlib import PurePosixPath

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Scope, Send

from fitness_app.accounts import cookies
from fitness_app.edge.documents import Documents
from fitness_app.settings import Settings

_YEAR = 31_536_000
_FOR_EVER = f"public, max-age={_YEAR}, immutable"
_A_MONTH = "public, max-age=2592000"
_ASK_FIRST = "no-cache"
_NEVER = "no-store"
_STATIC = frozenset(
    {".css", ".gif", ".ico", ".jpg", ".js", ".json", ".map", ".png", ".svg", ".txt"}
    | {".webmanifest", ".webp", ".woff2", ".xml"}
)
_FOUND = frozenset({200, 206, 304})
_NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Dress:
    """A send that adds our headers to the start of an answer."""

    def __init__(
        self, scope: Scope, send: Send, settings: Settings, documents: Documents, request_id: str
    ) -> None:
        self._scope = scope
        self._send = send
        self._settings = settings
        self._documents = documents
        self._request_id = request_id

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._add_to(MutableHeaders(scope=message), message["status"])
        await self._send(message)

    def _add_to(self, headers: MutableHeaders, status: int) -> None:
        path = self._scope["path"]
        is_page = headers.get("content-type", "").startswith("text/html") or (
            status == HTTPStatus.NOT_MODIFIED and path in self._documents
        )
        headers.update(_ALWAYS)
        headers["x-request-id"] = self._request_id
        if self._settings.is_https:
            headers["strict-transport-security"] = f"max-age={_YEAR}"
        if status == HTTPStatus.NOT_MODIFIED and not is_page and not _is_static(path):
            return  # a page of one of many, or an answer: what was kept stands, as it was
        policy = self._documents.policy_of(path) if is_page else _NOTHING_RUNS
        headers.setdefault("content-security-policy", policy)
        headers.setdefault("cache-control", _keeping(self._scope, status, is_page=is_page))
        if is_page:
            self._tell_apart(headers)

    def _tell_apart(self, headers: MutableHeaders) -> None:
        """Give a browser that has none the cookie by which a guest's tabs are told apart."""
        if cookies.find_visitor(cookies.sent(Headers(scope=self._scope))) is None:
            headers.append("set-cookie", cookies.visitor_line())
            headers["cache-control"] = f"private, {_ASK_FIRST}"


def _keeping(scope: Scope, status: int, *, is_page: bool) -> str:
    path, query = scope["path"], scope.get("query_string", b"")
    if is_page:
        return _ASK_FIRST
    if status not in _FOUND or scope["method"] not in ("GET", "HEAD"):
        return _NEVER
    if path.startswith("/assets/"):
        return _FOR_EVER  # their names hold a hash of what is in them
    if not _is_static(path):
        return _NEVER
    if query.startswith(b"v="):
        return _FOR_EVER
    return _A_MONTH if path.startswith("/fonts/") else _ASK_FIRST


def _is_static(path: str) -> bool:
    return PurePosixPath(path).suffix in _STATIC
