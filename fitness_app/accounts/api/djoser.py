"""The djoser family: users, their own account, activation, reset by link."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from fitness_app.accounts import (
    account_data,
    activation,
    credentials,
    profiles,
    reset_links,
    sessions,
)
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import done, refusals, renamed, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import From, InPerson, SignedIn
from fitness_app.accounts.api.joining import MISMATCH, register, whole_profile
from fitness_app.accounts.profiles import ProfileView
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid

router = APIRouter(prefix="/auth/users", tags=["djoser family"])

NEITHER = "non_field_errors"
PASSWORD = "correct horse battery"  # noqa: S105  # an example
REGISTRATION = Body(
    {"username": "ann", "email": "ann@example.com", "password": PASSWORD, "re_password": PASSWORD},
    takes_forms=True,
    username=entries.username(),
    email=entries.email(),
    password=entries.secret("10 to 256 characters"),
    re_password=entries.secret("The same again"),
)
ACCOUNT = Body(
    {"username": "ann.archer"},
    username=entries.username(required=False),
    email=entries.email(
        "Takes effect once it is confirmed there, with the password", required=False
    ),
)
CURRENT = Body({"current_password": PASSWORD}, current_password=entries.secret())
NEW_PASSWORD = Body(
    {"current_password": PASSWORD, "new_password": "another long walk inland"},
    current_password=entries.secret(),
    new_password=entries.secret("10 to 256 characters"),
    re_new_password=entries.secret("The new one again", required=False),
)
EMAIL = Body({"email": "ann@example.com"}, email=entries.email())
LINK = Body(
    {"uid": "kPz4mVnqkY0x2w", "token": "bR8…"},
    uid=entries.text("From the link in the mail"),
    token=entries.text("From the link in the mail"),
)
RESET = Body(
    {"uid": "kPz4mVnqkY0x2w", "token": "bR8…", "new_password": "another long walk inland"},
    uid=entries.text("From the link in the mail"),
    token=entries.text("From the link in the mail"),
    new_password=entries.secret("10 to 256 characters"),
    re_new_password=entries.secret("The new one again", required=False),
)
_NOT_AN_EMAIL = {"email": "Enter a valid email address."}
_WRONG_LINK = {"uid": reset_links.WRONG_UID, "token": reset_links.WRONG_TOKEN}


class Account(BaseModel):
    """Somebody's own account."""

    email: str
    username: str
    id: int


_SHOWN = {"email": "ann@example.com", "username": "ann", "id": 7}


@router.post(
    "",
    status_code=201,
    response_model=Account,
    openapi_extra=REGISTRATION.documented,
    responses=shows(201, _SHOWN, "Registered; a mail with an activation link is on its way.")
    | refusals(fields={NEITHER: MISMATCH}, throttled=True),
)
async def create_user(sent: Annotated[Sent, Depends(REGISTRATION)], client: From) -> Account:
    """Register."""
    try:
        user_id = await register(sent, client, again="re_password")
    except Invalid as problem:
        again = "re_password" if "re_password" in sent.problems else NEITHER
        raise renamed(problem, {"password2": again}) from None
    return _account((await whole_profile(user_id)).view)


@router.get(
    "/me",
    response_model=Account,
    responses=shows(200, _SHOWN, "The account.") | refusals(signed_in=True),
)
async def read_me(viewer: SignedIn) -> Account:
    """Read one's own account."""
    return Account(email=viewer.email, username=viewer.username, id=viewer.id)


_CHANGING = refusals(
    fields={"username": "A user with that username already exists."},
    signed_in=True,
    throttled=True,
)
_CHANGED = shows(200, _SHOWN, "The account; a new address shows once it is confirmed.") | _CHANGING


@router.patch(
    "/me",
    operation_id="change_me",
    response_model=Account,
    openapi_extra=ACCOUNT.documented,
    responses=_CHANGED,
)
@router.put(
    "/me",
    operation_id="replace_me",
    response_model=Account,
    openapi_extra=ACCOUNT.documented,
    responses=_CHANGED,
)
async def change_me(viewer: InPerson, sent: Annotated[Sent, Depends(ACCOUNT)]) -> Account:
    """Change one's username at once, or have another e-mail wait to be confirmed."""
    view = await profiles.change_account(
        viewer=viewer,
        username=sent.values.get("username"),
        email=sent.values.get("email"),
        unread=sent.problems,
    )
    return _account(view)


@router.delete(
    "/me",
    status_code=204,
    openapi_extra=CURRENT.documented,
    responses=done("Signed out everywhere; deleted in 14 days, unless they sign in and keep it.")
    | refusals(fields={"current_password": "Invalid password."}, signed_in=True, throttled=True),
)
async def delete_me(viewer: InPerson, sent: Annotated[Sent, Depends(CURRENT)]) -> None:
    """Have one's account deleted."""
    try:
        await account_data.request_deletion(viewer, password=sent.checked()["current_password"])
    except Invalid as problem:
        raise renamed(problem, {"password": "current_password"}) from None
    await db.run(sessions.end_others, user_id=viewer.id, keep_id="", why="deleted")


@router.post(
    "/set_password",
    status_code=204,
    openapi_extra=NEW_PASSWORD.documented,
    responses=done("Set; everything but this sign-in has ended.")
    | refusals(fields={"current_password": "Invalid password."}, signed_in=True, throttled=True),
)
async def set_password(viewer: InPerson, sent: Annotated[Sent, Depends(NEW_PASSWORD)]) -> None:
    """Set a new password."""
    try:
        await credentials.change_password(
            user_id=viewer.id,
            session_id=viewer.session_id,
            current_password=sent["current_password"],
            new_password=sent["new_password"],
            new_password2=_again(sent),
            unread=sent.problems,
        )
    except Invalid as problem:
        raise renamed(problem, {"new_password2": NEITHER}) from None


@router.post(
    "/activation",
    status_code=204,
    openapi_extra=LINK.documented,
    responses=done("The address is confirmed.")
    | refusals(fields=_WRONG_LINK, forbidden="Stale token for given user."),
)
async def activate(sent: Annotated[Sent, Depends(LINK)]) -> None:
    """Confirm an e-mail address by what its activation link holds."""
    sent.checked()
    await db.run(activation.activate, uid=sent["uid"], token=sent["token"])


@router.post(
    "/resend_activation",
    status_code=204,
    openapi_extra=EMAIL.documented,
    responses=done("Sent, if there is anything to confirm.")
    | refusals(fields=_NOT_AN_EMAIL, throttled=True),
)
async def resend_activation(sent: Annotated[Sent, Depends(EMAIL)], client: From) -> None:
    """Ask for another activation link, at most one in 3 minutes."""
    await db.run(activation.resend, email=sent.checked()["email"], ip=client.ip)


@router.post(
    "/reset_password",
    status_code=204,
    openapi_extra=EMAIL.documented,
    responses=done("Sent, if the address is somebody's.")
    | refusals(fields=_NOT_AN_EMAIL, throttled=True),
)
async def reset_password(sent: Annotated[Sent, Depends(EMAIL)], client: From) -> None:
    """Ask for a link by mail that leads to a new password."""
    await db.run(reset_links.send, email=sent.checked()["email"], client=client)


@router.post(
    "/reset_password_confirm",
    status_code=204,
    openapi_extra=RESET.documented,
    responses=done("Set; every sign-in has ended.") | refusals(fields=_WRONG_LINK),
)
async def confirm_reset(sent: Annotated[Sent, Depends(RESET)]) -> None:
    """Set a new password by what a reset link holds, once."""
    try:
        await reset_links.confirm(
            uid=sent["uid"],
            token=sent["token"],
            new_password=sent["new_password"],
            again=_again(sent),
            unread=sent.problems,
        )
    except Invalid as problem:
        raise renamed(problem, {"new_password2": NEITHER}) from None


def _again(sent: Sent) -> str:
    """The repeated password; where none is asked for, the password itself."""
    is_told = "re_new_password" in sent or "re_new_password" in sent.problems
    return sent["re_new_password"] if is_told else sent["new_password"]


def _account(view: ProfileView) -> Account:
    return Account(email=view.email, username=view.username, id=view.user_id)
