"""Our own API's part about accounts: who calls, their profile, sign-ins and personal tokens."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts import api_tokens, credentials, sessions
from fitness_app.accounts.access import Role
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import InPerson, Known, SignedIn
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.accounts.api.profile import CHANGES, EXAMPLE, Profile, change_profile, read_profile
from fitness_app.accounts.api_tokens import TokenView
from fitness_app.accounts.sessions import SessionView
from fitness_app.kit import db

router = APIRouter(prefix=routes.V1, tags=["v1: accounts"], route_class=Polled)

TOKEN = Body(
    {
        "name": "Phone",
        "scopes": ["read"],
        "lifetime_days": 90,
        "current_password": "correct horse battery",
    },
    name=entries.text("What it is for", longest=api_tokens.LONGEST_NAME),
    scopes=entries.choices(*api_tokens.SCOPES, description="What it may do"),
    lifetime_days=entries.whole(*api_tokens.LIFETIMES_DAYS, description="When it ends"),
    current_password=entries.secret("The caller's own, which no token can do without"),
)


class Me(BaseModel):
    """Who calls, and what their credentials are good for."""

    id: int
    username: str
    display_name: str
    email: str
    email_verified: bool
    role: Role
    scopes: list[Literal["read", "write"]]


class Session(BaseModel):
    """A place where the caller is signed in."""

    id: str
    is_current: bool
    is_browser: bool
    device: str
    ip: str
    started_at: datetime
    last_seen_at: datetime


class Sessions(BaseModel):
    """Where the caller is signed in; this sign-in first."""

    items: list[Session]


class Token(BaseModel):
    """A personal token, without what it is."""

    id: str
    name: str
    scopes: list[Literal["read", "write"]]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class Tokens(BaseModel):
    """The caller's personal tokens, newest first."""

    items: list[Token]


class NewToken(Token):
    """A personal token just made."""

    token: str
    """Told this once."""


_ME = {
    "id": 7,
    "username": "ann",
    "display_name": "Ann Archer",
    "email": "ann@example.com",
    "email_verified": True,
    "role": "member",
    "scopes": ["read", "write"],
}
_SESSION = {
    "id": "kPz4mVnqkY0x2wQ3aLr8Zg",
    "is_current": True,
    "is_browser": True,
    "device": "Firefox on Linux",
    "ip": "203.0.113.7",
    "started_at": "2026-01-31T08:30:00Z",
    "last_seen_at": "2026-01-31T09:00:00Z",
}
_TOKEN = {
    "id": "kPz4mVnqkY0x2wQ3aLr8Zg",
    "name": "Phone",
    "scopes": ["read"],
    "created_at": "2026-01-31T08:30:00Z",
    "expires_at": "2026-05-01T08:30:00Z",
    "last_used_at": None,
}


@router.get("/me", response_model=Me, responses=polled(_ME, "The caller.") | refused_with())
async def get_caller(caller: Known, _viewer: SignedIn) -> Me:
    """Read who calls."""
    viewer = caller.viewer
    return Me(
        id=viewer.id,
        username=viewer.username,
        display_name=viewer.display_name,
        email=viewer.email,
        email_verified=viewer.email_verified,
        role=viewer.role,
        scopes=[scope for scope in ("read", "write") if scope in caller.scopes],
    )


@router.get(
    "/profile",
    response_model=Profile,
    responses=polled(EXAMPLE, "The whole profile.") | refused_with(),
)
async def get_own_profile(viewer: SignedIn) -> dict[str, Any]:
    """Read one's whole profile."""
    return await read_profile(viewer)


@router.patch(
    "/profile",
    response_model=Profile,
    openapi_extra=CHANGES.documented,
    responses={200: {"content": {"application/json": {"example": EXAMPLE}}}}
    | takes_body({"height_cm": "A valid number is required."}),
)
async def change_own_profile(
    viewer: SignedIn, sent: Annotated[Sent, Depends(CHANGES)]
) -> dict[str, Any]:
    """Change the fields of one's profile that are sent, all of them or none."""
    return await change_profile(viewer, sent)


@router.get(
    "/sessions",
    response_model=Sessions,
    responses=polled({"items": [_SESSION]}, "Every sign-in that goes on.") | refused_with(),
)
async def list_sessions(viewer: SignedIn) -> dict[str, list[SessionView]]:
    """List where one is signed in."""
    views = await db.read(sessions.list_sessions, user_id=viewer.id, current_id=viewer.session_id)
    return {"items": views}


@router.delete(
    "/sessions",
    status_code=204,
    responses=done("This sign-in is the only one left.") | refused_with(),
)
async def end_other_sessions(viewer: InPerson) -> None:
    """Sign out everywhere else; personal tokens end too."""
    await db.run(
        sessions.end_others, user_id=viewer.id, keep_id=viewer.session_id, why="ended_elsewhere"
    )


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    responses=done("That sign-in has ended.") | refused_with(404),
)
async def end_session(session_id: str, viewer: InPerson) -> None:
    """Sign out at one place."""
    await db.run(sessions.end_live, user_id=viewer.id, session_id=session_id, why="ended_elsewhere")


@router.get(
    "/tokens",
    response_model=Tokens,
    responses=polled({"items": [_TOKEN]}, "Every token that can be used.") | refused_with(),
)
async def list_tokens(viewer: InPerson) -> dict[str, list[TokenView]]:
    """List one's personal tokens."""
    return {"items": await db.read(api_tokens.list_tokens, user_id=viewer.id)}


@router.post(
    "/tokens",
    status_code=201,
    response_model=NewToken,
    openapi_extra=TOKEN.documented,
    responses={
        201: {"content": {"application/json": {"example": {**_TOKEN, "token": "fit_…"}}}},
        **takes_body({"current_password": "Invalid password."}, 409, 422, 429),
    },
)
async def make_token(
    viewer: InPerson, sent: Annotated[Sent, Depends(TOKEN)], create: Creating
) -> Response:
    """Make a personal token; it is told this once."""
    field = "current_password"
    version = await credentials.confirm_password(
        user_id=viewer.id, password=sent.checked()[field], field=field
    )
    return await create.run(
        api_tokens.make,
        viewer=viewer,
        sent=sent.without(field),
        shown=_new_token,
        owner=viewer,
        name=sent["name"],
        scopes=sent["scopes"],
        lifetime_days=sent["lifetime_days"],
        proved_password_version=version,
    )


@router.delete(
    "/tokens/{token_id}",
    status_code=204,
    responses=done("It opens nothing any more.") | refused_with(404),
)
async def revoke_token(token_id: str, viewer: InPerson) -> None:
    """Revoke a personal token."""
    await db.run(api_tokens.revoke, user_id=viewer.id, token_id=token_id)


def _new_token(made: tuple[str, TokenView]) -> NewToken:
    token, view = made
    return NewToken.model_validate(
        {name: getattr(view, name) for name in Token.model_fields} | {"token": token}
    )
