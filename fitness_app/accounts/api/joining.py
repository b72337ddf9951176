"""Registering and signing in, as every family does it under its own names."""

from collections.abc import Mapping

from fitness_app.accounts import profiles, registration, signing_in, tokens
from fitness_app.accounts.access import Client
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import NO_ACCOUNT
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.profiles import WholeProfile
from fitness_app.accounts.registration import Registration
from fitness_app.accounts.tokens import TokenPair
from fitness_app.kit import db
from fitness_app.kit.errors import Unauthenticated

CREDENTIALS = Body(
    {"username": "ann", "password": "correct horse battery"},
    takes_forms=True,
    username=entries.text("The username, or the e-mail address"),
    password=entries.secret(),
)
PAIR = {"access": "eyJhbGciOiJIUzI1NiIs…", "refresh": "eyJhbGciOiJIUzI1NiIs…"}
USERNAME_TAKEN = {"username": "A user with that username already exists."}
MISMATCH = "The two password fields didn't match."
NOT_GIVEN = {"username": "This field is required.", "password": "This field is required."}


async def sign_in(sent: Sent, client: Client) -> TokenPair:
    """A pair of tokens for a name and its password; 401 with the one text of the families."""
    return await db.run(
        tokens.open_client_session, user_id=await user_of(sent, client), client=client
    )


async def user_of(sent: Sent, client: Client) -> int:
    """Whose name and password were sent."""
    sent.checked()
    try:
        return await signing_in.check_credentials(sent["username"], sent["password"], client=client)
    except Unauthenticated:
        raise Unauthenticated(NO_ACCOUNT) from None


async def register(
    sent: Sent, client: Client, *, again: str | None, asks_email: bool = True
) -> int:
    """Create an account from what was sent; `again` names the field of the repeated password.

    Raises Invalid with every field's error at once, under the names of `Registration`.
    """
    unread = dict(sent.problems)
    password2 = sent[again] if again else sent["password"]
    if again in unread:
        unread["password2"] = unread[again]
    form = Registration(
        username=sent["username"],
        email=sent["email"],
        password=sent["password"],
        password2=password2,
        first_name=sent["first_name"],
        last_name=sent["last_name"],
        date_of_birth=sent["date_of_birth"],
        sex=sent["sex"],
        height=sent["height_cm"],
        weight=sent["weight_kg"],
        fitness_goal=sent["fitness_goal"],
        bio=sent["bio"],
    )
    return await registration.register(
        form, ip=client.ip, email_required=asks_email, unread=_known_by(unread, again)
    )


async def whole_profile(user_id: int) -> WholeProfile:
    """The profile of somebody who just joined."""
    return await db.read(profiles.get_whole, user_id=user_id)


def _known_by(unread: Mapping[str, str], again: str | None) -> dict[str, str]:
    """What couldn't be read, under the names of the service; a bad password needs no repetition."""
    names = {
        "height_cm": "height",
        "weight_kg": "weight",
        **({again: "password2"} if again else {}),
    }
    known = {names.get(field, field): text for field, text in unread.items()}
    if "password" in known:
        known.setdefault("password2", "")
    return known
