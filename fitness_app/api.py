"""The HTTP doors of every room, and what a refusal looks like there."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fitness_app import api_docs, health, routes
from fitness_app.accounts import api as accounts
from fitness_app.accounts import write_throttle
from fitness_app.accounts.api import answers, problems
from fitness_app.coaching import api as coaching
from fitness_app.kit import db, logs
from fitness_app.kit.errors import DomainError, Invalid, NotFound
from fitness_app.shop import api as shop
from fitness_app.training import api as training

log = logging.getLogger(__name__)

api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
for room in (accounts, training, coaching, shop, health):
    # `include_router` would make each door anew, which takes a tenth of the start.
    for door in api_docs.doors(room.router.routes):
        door.unique_id = door.name
        api.router.routes.append(door)
api_docs.describe(api)
db.guard_writes(write_throttle.admit)

_READING = frozenset({"GET", "HEAD"})
_REFLEX_OWN = ("/ping", "/_health")
_PRIVATE = (routes.SESSION, routes.MY_PICTURE, routes.MY_DATA, routes.PICTURES)
"""What only our own pages ask for; they show a refusal's text as it is."""


class NotAllowed(DomainError):
    """An address that knows other methods."""

    status = 405
    code = "method_not_allowed"


@api.exception_handler(DomainError)
async def refuse(request: Request, problem: DomainError) -> JSONResponse:
    """Say a refusal as those who ask at this address know it."""
    headers = answers.headers_of(problem)
    path = request.scope["path"]
    if _is_below(path, routes.V1):
        said = problems.problem_of(problem)
        return JSONResponse(said, problem.status, headers, media_type=problems.MEDIA_TYPE)
    said = answers.said_of(problem)
    if any(_is_below(path, private) for private in _PRIVATE):
        said = {"detail": problem.message, "code": problem.code}
        said |= {"fields": problem.fields} if isinstance(problem, Invalid) else {}
    return JSONResponse(said, problem.status, headers)


@api.exception_handler(RequestValidationError)
async def refuse_shape(request: Request, problem: RequestValidationError) -> JSONResponse:
    """Say which part of a request isn't of the shape that is taken, without repeating it."""
    fields = {str(error["loc"][-1]): error["msg"] for error in problem.errors()}
    if any(error["loc"][0] == "path" for error in problem.errors()):
        return await refuse(request, NotFound())
    return await refuse(request, Invalid(**fields))


@api.exception_handler(HTTPException)
async def refuse_otherwise(request: Request, problem: HTTPException) -> JSONResponse:
    """Say what FastAPI itself refuses in the same form."""
    if problem.status_code == 404:
        return await refuse(request, NotFound())
    if problem.status_code != 405:
        return await refuse(request, Invalid(non_field_errors=str(problem.detail)))
    answer = await refuse(request, NotAllowed(f'Method "{request.method}" not allowed.'))
    path = request.scope["path"]
    reading = _READING if path in api_docs.PAGES_BESIDE else frozenset()
    answer.headers["allow"] = ", ".join(sorted(table.methods_of(path) | reading))
    return answer


class Table:
    """Which methods each address of the API knows."""

    def __init__(self, paths: Iterable[tuple[str, set[str]]]) -> None:
        self._fixed: dict[str, set[str]] = {}
        self._open: dict[tuple[str, ...], set[str]] = {}
        for path, methods in paths:
            if "{" in path:
                pattern = tuple("" if part.startswith("{") else part for part in path.split("/"))
                self._open.setdefault(pattern, set()).update(methods)
            else:
                self._fixed.setdefault(path, set()).update(methods)

    def methods_of(self, path: str) -> set[str]:
        """What may be done at an address without a last slash; nothing where there is no door."""
        if path in self._fixed:
            return self._fixed[path]
        parts = path.split("/")
        found: set[str] = set()
        for pattern, methods in self._open.items():
            if len(pattern) == len(parts) and all(
                known in ("", part) for known, part in zip(pattern, parts, strict=True)
            ):
                found |= methods
        return found


table = Table((route.path, route.methods or set()) for route in api_docs.doors(api.routes))


def beside(pages: Iterable[str]) -> Callable[[ASGIApp], ASGIApp]:
    """The API beside the pages: both may have the same address, with and without a last slash."""
    addresses = frozenset(pages)
    return lambda app: _Beside(app, addresses)


class _Beside:
    """Sends each request to the API or to the pages, under the address that each knows it by."""

    def __init__(self, pages_app: ASGIApp, pages: frozenset[str]) -> None:
        self._pages_app = pages_app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._pages_app(scope, receive, send)
            return
        path = scope["path"].rstrip("/") or "/"
        if self._is_for_api(path, scope["method"]):
            await _answer({**scope, "path": path}, receive, send)
        else:
            await self._pages_app(_slashed(scope), receive, send)

    def _is_for_api(self, path: str, method: str) -> bool:
        methods = table.methods_of(path)
        if not methods or method in methods:
            return bool(methods) or any(_is_below(path, top) for top in routes.API)
        # The path is the API's and the method isn't: reading it may be a page's business.
        return not (method in _READING and path in self._pages)


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top + "/")


def _slashed(scope: Scope) -> Scope:
    """A page's address as the built files have it, so that it is answered without a redirect."""
    path: str = scope["path"]
    is_page = scope["method"] in _READING and "." not in path.rpartition("/")[2]
    if path.endswith("/") or not is_page or path in _REFLEX_OWN:
        return scope
    return {**scope, "path": path + "/"}


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    has_started = False

    async def answer(message: Message) -> None:
        nonlocal has_started
        has_started = True
        if message["type"] == "http.response.start":
            _keep_private(message)
        await send(message)

    try:
        await api(scope, receive, answer)
    except ClientDisconnect:
        return  # nobody is there to be answered, or the edge answers that it was too much
    except Exception as problem:
        # Its own words may quote what somebody sent.
        log.error("Request %s failed\n%s", logs.request_id.get(), logs.where(problem))
        if not has_started:
            await _say_failure(scope)(scope, receive, send)


def _say_failure(scope: Scope) -> ASGIApp:
    said: dict[str, Any] = {"detail": "Something went wrong on our side.", "code": "error"}
    if not _is_below(scope["path"], routes.V1):
        return JSONResponse(said, 500)
    return JSONResponse(problems.details(500, **said), 500, media_type=problems.MEDIA_TYPE)


def _keep_private(message: Message) -> None:
    if not any(name == b"cache-control" for name, _ in message["headers"]):
        message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
