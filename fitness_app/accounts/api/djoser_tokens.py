"""The djoser family's tokens: opaque ones, and pairs that are renewed, checked and given up."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from fitness_app.accounts import api_tokens, sessions, tokens
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import done, refusals, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import From, InPerson
from fitness_app.accounts.api.fitness import Pair
from fitness_app.accounts.api.joining import (
    CREDENTIALS,
    NO_ACCOUNT,
    NOT_GIVEN,
    PAIR,
    sign_in,
    user_of,
)
from fitness_app.accounts.jwts import TokenProblem
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, Unauthenticated

router = APIRouter(prefix="/auth", tags=["djoser family"])

UNABLE = "Unable to log in with provided credentials."
REFRESH = Body({"refresh": PAIR["refresh"]}, refresh=entries.text("A refresh token"))
ANY = Body({"token": PAIR["access"]}, token=entries.text("An access or a refresh token"))
_REQUIRED = "This field is required."
_BAD = {"detail": "Token is invalid", "code": TokenProblem.code}


class Opaque(BaseModel):
    """A token that stands for one sign-in until it is ended."""

    auth_token: str


class Empty(BaseModel):
    """Nothing but that it was right."""

    model_config = ConfigDict(extra="forbid")


@router.post(
    "/token/login",
    response_model=Opaque,
    openapi_extra=CREDENTIALS.documented,
    responses=shows(200, {"auth_token": "fit_…"}, "Signed in.")
    | refusals(fields={"non_field_errors": UNABLE}, throttled=True),
)
async def create_token(sent: Annotated[Sent, Depends(CREDENTIALS)], client: From) -> Opaque:
    """Sign in for an opaque token."""
    try:
        user_id = await user_of(sent, client)
    except Unauthenticated:
        raise Invalid(non_field_errors=UNABLE) from None
    return Opaque(auth_token=await db.run(api_tokens.sign_in, user_id=user_id, client=client))


@router.post(
    "/token/logout",
    status_code=204,
    responses=done("The token opens nothing any more.") | refusals(signed_in=True),
)
async def destroy_token(viewer: InPerson) -> None:
    """End the sign-in that the request's own token stands for."""
    await db.run(sessions.end, user_id=viewer.id, session_id=viewer.session_id, why="signed_out")


@router.post(
    "/jwt/create",
    response_model=Pair,
    openapi_extra=CREDENTIALS.documented,
    responses=shows(200, PAIR, "Signed in.")
    | refusals(fields=NOT_GIVEN, unauthenticated={"detail": NO_ACCOUNT}, throttled=True),
)
async def create_pair(sent: Annotated[Sent, Depends(CREDENTIALS)], client: From) -> Pair:
    """Sign in for a pair of tokens."""
    pair = await sign_in(sent, client)
    return Pair(access=pair.access, refresh=pair.refresh)


@router.post(
    "/jwt/refresh",
    response_model=Pair,
    openapi_extra=REFRESH.documented,
    responses=shows(200, PAIR, "The next pair; the used refresh token is used up.")
    | refusals(fields={"refresh": _REQUIRED}, unauthenticated=_BAD),
)
async def refresh_pair(sent: Annotated[Sent, Depends(REFRESH)]) -> Pair:
    """Use a refresh token up for the next pair; a retry within 30 seconds gets the same."""
    pair = await tokens.refresh(sent.checked()["refresh"])
    return Pair(access=pair.access, refresh=pair.refresh)


@router.post(
    "/jwt/verify",
    response_model=Empty,
    openapi_extra=ANY.documented,
    responses=shows(200, {}, "It could be used now.")
    | refusals(fields={"token": _REQUIRED}, unauthenticated=_BAD),
)
async def verify_token(sent: Annotated[Sent, Depends(ANY)]) -> Empty:
    """Ask whether an access or refresh token could be used now."""
    await db.read(tokens.verify, token=sent.checked()["token"])
    return Empty()


@router.post(
    "/jwt/blacklist",
    response_model=Empty,
    openapi_extra=REFRESH.documented,
    responses=shows(200, {}, "Given up, with the sign-in it belonged to.")
    | refusals(fields={"refresh": _REQUIRED}, unauthenticated=_BAD),
)
async def blacklist_token(sent: Annotated[Sent, Depends(REFRESH)]) -> Empty:
    """Give a refresh token up."""
    await db.run(tokens.blacklist, token=sent.checked()["refresh"])
    return Empty()
