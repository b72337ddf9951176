"""Pages answered as this club's own; all else goes to the app, whose built files they are."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fitness_app.edge.documents import Document, Documents

_READING = frozenset({"GET", "HEAD"})
_NOT_FOUND = 404
_ABOUT_THE_FILE = frozenset(
    {b"if-match", b"if-none-match", b"if-modified-since", b"if-range", b"if-unmodified-since"}
    | {b"range"}
)


class Pages:
    """An ASGI app around another, whose pages hold placeholders and never leave as they are."""

    def __init__(self, app: ASGIApp, documents: Documents) -> None:
        self._app = app
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._app(scope, receive, send)
        elif document := self._documents.find(scope["path"]):
            await _answer(document, 200, scope, send)
        elif not (fallback := self._documents.fallback()):
            await self._app(scope, receive, send)
        elif self._documents.is_hidden(scope["path"]):
            await _answer(fallback, _NOT_FOUND, scope, send)
        else:
            await self._ask(fallback, scope, receive, send)

    async def _ask(self, fallback: Document, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app say whether there is such an address, and say so by a page of ours."""
        is_page = False

        async def answer(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start" and _is_html(message):
                is_page = True
                status = message["status"] if _is_an_address(scope["path"]) else _NOT_FOUND
                await _answer(fallback, status, scope, send)
            elif not is_page:
                await send(message)

        await self._app(_asked_whole(scope), receive, answer)


def _asked_whole(scope: Scope) -> Scope:
    """The request; if it may be for a page, without what it knows or wants of the file behind."""
    path = scope["path"]
    if "." in path.rpartition("/")[2] and ".html" not in path:
        return scope
    headers = [pair for pair in scope["headers"] if pair[0] not in _ABOUT_THE_FILE]
    return {**scope, "headers": headers}


async def _answer(document: Document, status: int, scope: Scope, send: Send) -> None:
    headers = Headers(scope=scope)
    is_zipped = _takes_gzip(headers.get("accept-encoding", ""))
    said = {"etag": document.etag, "vary": "accept-encoding"}
    said["content-security-policy"] = document.policy
    body = document.zipped if is_zipped else document.html
    if status != _NOT_FOUND and document.etag in headers.get("if-none-match", ""):
        status, body = 304, b""
    else:
        said |= {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
        said |= {"content-encoding": "gzip"} if is_zipped else {}
    pairs = [(name.encode(), text.encode()) for name, text in said.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _takes_gzip(accepted: str) -> bool:
    for one in accepted.lower().split(","):
        name, _, quality = one.replace(" ", "").partition(";q=")
        if name == "gzip":
            return quality.strip("0.") != "" or not quality
    return False


def _is_an_address(path: str) -> bool:
    """Whether a page can be at a path; files are found by other ways to write their names too."""
    return ".html" not in path and "//" not in path


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
