"""The HTTP doors of every room, what a refusal looks like there, and which requests are theirs."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fitness_app.accounts import api as accounts
from fitness_app.kit import logs
from fitness_app.kit.errors import DomainError, Invalid, Throttled, Unauthenticated

log = logging.getLogger(__name__)

api = FastAPI(
    docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", redirect_slashes=False
)
api.include_router(accounts.router)

_PREFIX = "/api/"
_REFLEX_OWN = ("/ping", "/_health")
_READING = frozenset({"GET", "HEAD"})
_DETAILS = {404: "Not found."}


@api.exception_handler(DomainError)
async def refuse(_request: Request, problem: DomainError) -> JSONResponse:
    """Say a refusal as JSON: its text, its code and, for what was entered, each field's."""
    said: dict[str, Any] = {"detail": problem.message, "code": problem.code}
    headers = {}
    if isinstance(problem, Invalid):
        said["fields"] = problem.fields
    if isinstance(problem, Unauthenticated):
        headers["www-authenticate"] = 'Bearer realm="api"'
    if isinstance(problem, Throttled):
        headers["retry-after"] = str(problem.retry_after)
    return JSONResponse(said, problem.status, headers)


@api.exception_handler(RequestValidationError)
async def refuse_shape(request: Request, problem: RequestValidationError) -> JSONResponse:
    """Say which part of a request isn't of the shape that is taken, without repeating it."""
    fields = {str(error["loc"][-1]): error["msg"] for error in problem.errors()}
    return await refuse(request, Invalid(**fields))


@api.exception_handler(HTTPException)
async def refuse_otherwise(request: Request, problem: HTTPException) -> JSONResponse:
    """Say what FastAPI itself refuses in the same form."""
    detail = _DETAILS.get(problem.status_code, problem.detail)
    if problem.status_code == 405:
        detail = f'Method "{request.method}" not allowed.'
    return JSONResponse({"detail": detail}, problem.status_code, problem.headers)


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
        bare = {**scope, "path": scope["path"].rstrip("/") or "/"}
        if self._is_for_api(bare):
            await _answer(bare, receive, send)
        else:
            await self._pages_app(_slashed(scope), receive, send)

    def _is_for_api(self, scope: Scope) -> bool:
        match = max((route.matches(scope)[0] for route in api.routes), key=lambda each: each.value)
        if match is not Match.PARTIAL:
            return match is Match.FULL or scope["path"].startswith(_PREFIX)
        # The path is the API's and the method isn't: reading it may be a page's business.
        return not (scope["method"] in _READING and scope["path"] in self._pages)


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
    except Exception as problem:
        # Its own words may quote what somebody sent.
        log.error("Request %s failed\n%s", logs.request_id.get(), logs.where(problem))
        if not has_started:
            said = {"detail": "Something went wrong on our side.", "code": "error"}
            await JSONResponse(said, 500)(scope, receive, send)


def _keep_private(message: Message) -> None:
    if not any(name == b"cache-control" for name, _ in message["headers"]):
        message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
