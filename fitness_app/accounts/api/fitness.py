"""The fitness family: register, login, password and profile at the top of the site."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts import credentials, recovery, tokens
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import Detail, refusals, renamed, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import NOT_ALLOWED, From, GuestOnly, InPerson
from fitness_app.accounts.api.joining import (
    CREDENTIALS,
    NO_ACCOUNT,
    NOT_GIVEN,
    PAIR,
    USERNAME_TAKEN,
    register,
    sign_in,
    whole_profile,
)
from fitness_app.accounts.api.profile import (
    ABOUT,
    EXAMPLE,
    Profile,
    add_profile,
    shown,
)
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid

router = APIRouter(tags=["Fitness family"])

REGISTRATION = Body(
    {"username": "ann", "email": "ann@example.com", "password": "correct horse battery"},
    takes_forms=True,
    username=entries.username(),
    email=entries.email(),
    password=entries.secret("10 to 256 characters"),
    **ABOUT,
)
EMAIL = Body({"email": "ann@example.com"}, email=entries.email())
NEW_PASSWORD = Body(
    {"current_password": "correct horse battery", "new_password": "another long walk inland"},
    current_password=entries.secret(),
    new_password=entries.secret("10 to 256 characters"),
    new_password2=entries.secret("The new one again", required=False),
)


class Pair(BaseModel):
    """An access token of 5 minutes, and the refresh token that brings the next one."""

    access: str
    refresh: str


class Registered(Pair):
    """A new account, signed in."""

    detail: str
    user: Profile


@router.post(
    "/register",
    status_code=201,
    response_model=Registered,
    openapi_extra=REGISTRATION.documented,
    responses=shows(
        201,
        {"detail": "User registered successfully.", **PAIR, "user": EXAMPLE},
        "Registered and signed in; a mail with an activation link is on its way.",
    )
    | refusals(fields=USERNAME_TAKEN, forbidden=NOT_ALLOWED, throttled=True),
    dependencies=[GuestOnly],
)
async def register_and_sign_in(
    sent: Annotated[Sent, Depends(REGISTRATION)], client: From
) -> dict[str, Any]:
    """Register and be signed in."""
    try:
        user_id = await register(sent, client, again=None)
    except Invalid as problem:
        raise renamed(problem, {"height": "height_cm", "weight": "weight_kg"}) from None
    pair = await db.run(tokens.open_client_session, user_id=user_id, client=client)
    user = shown(await whole_profile(user_id))
    said = "User registered successfully."
    return {"detail": said, "access": pair.access, "refresh": pair.refresh, "user": user}


@router.post(
    "/login",
    response_model=Pair,
    openapi_extra=CREDENTIALS.documented,
    responses=shows(200, PAIR, "Signed in.")
    | refusals(
        fields=NOT_GIVEN,
        unauthenticated={"detail": NO_ACCOUNT},
        forbidden=NOT_ALLOWED,
        throttled=True,
    ),
    dependencies=[GuestOnly],
)
async def login(sent: Annotated[Sent, Depends(CREDENTIALS)], client: From) -> Pair:
    """Sign in by username or e-mail."""
    pair = await sign_in(sent, client)
    return Pair(access=pair.access, refresh=pair.refresh)


@router.post(
    "/password-reset",
    response_model=Detail,
    openapi_extra=EMAIL.documented,
    responses=shows(
        200, {"detail": "If that e-mail is registered, we have sent a code."}, "Known or not."
    )
    | refusals(fields={"email": "Enter a valid email address."}, throttled=True),
)
async def send_recovery_code(sent: Annotated[Sent, Depends(EMAIL)], client: From) -> Detail:
    """Ask for a code by mail that leads to a new password."""
    await recovery.start(sent.checked()["email"], client=client)
    return Detail(detail="If that e-mail is registered, we have sent a code.")


_CHANGED: dict[str, Any] = {
    "response_model": Detail,
    "openapi_extra": NEW_PASSWORD.documented,
    "responses": shows(
        200, {"detail": "Password changed."}, "Everything but this sign-in has ended."
    )
    | refusals(fields={"current_password": "Invalid password."}, signed_in=True, throttled=True),
}


@router.post("/change-password", **_CHANGED, operation_id="change_password_by_post")
@router.put("/change-password", **_CHANGED, operation_id="change_password")
async def change_password(viewer: InPerson, sent: Annotated[Sent, Depends(NEW_PASSWORD)]) -> Detail:
    """Set a new password; every other sign-in and token of theirs ends."""
    again = "new_password2" in sent or "new_password2" in sent.problems
    await credentials.change_password(
        user_id=viewer.id,
        session_id=viewer.session_id,
        current_password=sent["current_password"],
        new_password=sent["new_password"],
        new_password2=sent["new_password2"] if again else sent["new_password"],
        unread=sent.problems,
    )
    return Detail(detail="Password changed.")


add_profile(router, routes.PROFILE, "profile")
