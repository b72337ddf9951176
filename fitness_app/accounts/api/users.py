"""The user management family: accounts that need no e-mail, tokens that are given up."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from fitness_app.accounts import sessions, tokens
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import refusals, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import From, InPerson
from fitness_app.accounts.api.fitness import Pair
from fitness_app.accounts.api.joining import (
    CREDENTIALS,
    NO_ACCOUNT,
    NOT_GIVEN,
    PAIR,
    USERNAME_TAKEN,
    register,
    sign_in,
)
from fitness_app.accounts.jwts import TokenProblem
from fitness_app.kit import db

router = APIRouter(tags=["User management family"])

BAD_REFRESH = "Token is invalid or expired"
REGISTRATION = Body(
    {"username": "ann", "password": "correct horse battery"},
    takes_forms=True,
    username=entries.username(),
    password=entries.secret("10 to 256 characters"),
)
REFRESH = Body({"refresh": PAIR["refresh"]}, refresh=entries.text("The refresh token"))
LOGOUT = Body(
    {"refresh": PAIR["refresh"]},
    refresh=entries.text("Given up too", required=False, may_be_blank=True, nullable=True),
)


class Message(BaseModel):
    """What was done, in a sentence."""

    message: str


@router.post(
    "/api/users/register",
    status_code=201,
    response_model=Message,
    openapi_extra=REGISTRATION.documented,
    responses=shows(201, {"message": "User created successfully"}, "Registered.")
    | refusals(fields=USERNAME_TAKEN, throttled=True),
)
async def register_without_email(
    sent: Annotated[Sent, Depends(REGISTRATION)], client: From
) -> Message:
    """Register without an e-mail address; such an account can't recover its password."""
    await register(sent, client, again=None, asks_email=False)
    return Message(message="User created successfully")


@router.post(
    "/api/users/login",
    response_model=Pair,
    openapi_extra=CREDENTIALS.documented,
    responses=shows(200, PAIR, "Signed in.")
    | refusals(fields=NOT_GIVEN, unauthenticated={"detail": NO_ACCOUNT}, throttled=True),
)
async def login_user(sent: Annotated[Sent, Depends(CREDENTIALS)], client: From) -> Pair:
    """Sign in."""
    pair = await sign_in(sent, client)
    return Pair(access=pair.access, refresh=pair.refresh)


@router.post(
    "/api/users/token/refresh",
    response_model=Pair,
    openapi_extra=REFRESH.documented,
    responses=shows(200, PAIR, "The next pair; the used refresh token is used up.")
    | refusals(
        fields={"refresh": "This field is required."},
        unauthenticated={"detail": BAD_REFRESH, "code": TokenProblem.code},
    ),
)
async def refresh_user_token(sent: Annotated[Sent, Depends(REFRESH)]) -> Pair:
    """Use a refresh token up for the next pair."""
    try:
        pair = await tokens.refresh(sent.checked()["refresh"])
    except TokenProblem:
        raise TokenProblem(BAD_REFRESH) from None
    return Pair(access=pair.access, refresh=pair.refresh)


@router.post(
    "/api/users/logout",
    response_model=Message,
    openapi_extra=LOGOUT.documented,
    responses=shows(200, {"message": "Logged out successfully"}, "The sign-in has ended.")
    | refusals(fields={"refresh": "Not a valid string."}, signed_in=True),
)
async def log_out(viewer: InPerson, sent: Annotated[Sent, Depends(LOGOUT)]) -> Message:
    """End the sign-in that the access token belongs to, and that of a refresh token sent along."""
    refresh = sent.checked()["refresh"]
    if refresh:
        await db.run(tokens.give_up, user_id=viewer.id, token=refresh)
    await db.run(sessions.end, user_id=viewer.id, session_id=viewer.session_id, why="signed_out")
    return Message(message="Logged out successfully")
