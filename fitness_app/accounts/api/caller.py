"""Who sends a request: by the Authorization header if there is one, else by the cookie."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from fitness_app.accounts import api_tokens, cookies, device_cookie, jwts, sessions, tokens
from fitness_app.accounts.access import Access, Client, Viewer, allows, current_viewer
from fitness_app.kit import db
from fitness_app.kit.errors import Forbidden, Unauthenticated

NO_CREDENTIALS = "Authentication credentials were not provided."
NOT_ALLOWED = "You do not have permission to perform this action."
BAD_TOKEN = "Invalid token."  # noqa: S105  # a text, no secret
BAD_HEADER = "Authorization header must contain two space-delimited values"

_READING = frozenset({"GET", "HEAD"})
_header = HTTPBearer(
    scheme_name="bearer",
    auto_error=False,
    description="`Authorization: Bearer …` with an access token, a personal token or one of "
    "`/auth/token/login/`, for which `Token …` is taken too.",
)
_cookie = APIKeyCookie(
    scheme_name="cookie",
    name=cookies.session_name(),
    auto_error=False,
    description="A browser's session, from pages of this site.",
)


class BadAccessToken(Unauthenticated):
    """An access token that can't be used; the message says why."""

    code = "token_not_valid"


class BadHeader(Unauthenticated):
    """An Authorization header that names no token, or several."""

    code = "bad_authorization_header"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody, and what their credentials are good for."""

    viewer: Viewer
    scopes: frozenset[str]
    is_in_person: bool
    """Whether they signed in; a personal token only stands for somebody who did."""


async def find_caller(
    request: Request, _by_header: object = Security(_header), _by_cookie: object = Security(_cookie)
) -> Caller:
    """Who sends the request; raises Unauthenticated for nobody we know."""
    header = request.headers.getlist("authorization")
    # Who brings credentials of their own is judged by them alone, never by a cookie beside them.
    caller = await _by_credentials(header) if header else await _by_session(request)
    current_viewer.set(caller.viewer)
    return caller


Known = Annotated[Caller, Depends(find_caller)]


async def _signed_in(request: Request, caller: Known) -> Viewer:
    needed = "read" if request.method in _READING else "write"
    if needed not in caller.scopes:
        raise Forbidden(NOT_ALLOWED)
    return caller.viewer


SignedIn = Annotated[Viewer, Depends(_signed_in)]
"""The person who sends the request; 401 for anybody else, 403 past the scopes of a token."""


async def find_signed_in(
    request: Request, _by_header: object = Security(_header), _by_cookie: object = Security(_cookie)
) -> Viewer | None:
    """Who sends the request, None for a guest; credentials that fail are refused, not forgotten."""
    try:
        caller = await find_caller(request)
    except Unauthenticated:
        if request.headers.getlist("authorization"):
            raise
        return None
    return await _signed_in(request, caller)


SomebodyOrGuest = Annotated[Viewer | None, Depends(find_signed_in)]
OPEN_TO_GUESTS: dict[str, Any] = {"security": [{}]}
"""What such a door adds to OpenAPI: that it opens without credentials too."""


async def _in_person(caller: Known) -> Viewer:
    if not caller.is_in_person:
        raise Forbidden(NOT_ALLOWED)
    return caller.viewer


InPerson = Annotated[Viewer, Depends(_in_person)]
"""Somebody who signed in, for what a personal token must not do; 403 with one."""


async def _trainer(viewer: SignedIn) -> Viewer:
    return _at_least(Access.TRAINER, viewer)


async def _admin(viewer: SignedIn) -> Viewer:
    return _at_least(Access.ADMIN, viewer)


Trainer = Annotated[Viewer, Depends(_trainer)]
Admin = Annotated[Viewer, Depends(_admin)]


async def _guest(request: Request) -> None:
    try:
        await find_caller(request)
    except Unauthenticated:
        return
    raise Forbidden(NOT_ALLOWED)


GuestOnly = Depends(_guest)
"""403 for somebody who is signed in already."""


def client_of(request: Request) -> Client:
    """Where a request comes from."""
    return Client(
        request.client.host if request.client else "",
        request.headers.get("user-agent", ""),
        device_cookie.find(cookies.sent(request.headers)),
    )


From = Annotated[Client, Depends(client_of)]


async def session_id_of(request: Request) -> str | None:
    """The public id of the session, live or ended, that the request's cookie proves."""
    cookie = cookies.find(cookies.sent(request.headers), cookies.session_name())
    return await db.read(sessions.find_id_by_cookie, cookie=cookie) if cookie else None


def _at_least(access: Access, viewer: Viewer) -> Viewer:
    if not allows(access, viewer):
        raise Forbidden(NOT_ALLOWED)
    return viewer


async def _by_session(request: Request) -> Caller:
    session_id = await session_id_of(request)
    found = await sessions.desk.viewer_of(session_id) if session_id else None
    if not isinstance(found, Viewer):
        raise Unauthenticated(NO_CREDENTIALS)
    return _in_full(found)


async def _by_credentials(headers: list[str]) -> Caller:
    scheme, *credentials = " ".join(headers).split() or [""]
    scheme = scheme.lower()
    if scheme not in ("bearer", "token"):
        raise Unauthenticated(NO_CREDENTIALS)
    if len(credentials) != 1:
        raise BadHeader(BAD_HEADER)
    if scheme == "token" or api_tokens.is_one(credentials[0]):
        return await _by_opaque_token(credentials[0])
    try:
        return _in_full(await tokens.authenticate(credentials[0]))
    except jwts.TokenProblem as problem:
        raise BadAccessToken(problem.message) from None


async def _by_opaque_token(token: str) -> Caller:
    found = await api_tokens.authenticate(token)
    if found is None:
        raise Unauthenticated(BAD_TOKEN)
    return Caller(found.viewer, found.scopes, is_in_person=not found.is_personal)


def _in_full(viewer: Viewer) -> Caller:
    return Caller(viewer, api_tokens.ALL_SCOPES, is_in_person=True)
