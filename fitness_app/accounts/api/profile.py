"""The profile as the families read and change it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from fitness_app import routes, settings
from fitness_app.accounts import pictures, profiles
from fitness_app.accounts.access import Role
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import refusals, renamed, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import SignedIn
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.profiles import ProfileView, WholeProfile
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, noting

EXAMPLE = {
    "id": 7,
    "username": "ann",
    "email": "ann@example.com",
    "email_verified": True,
    "role": "member",
    "joined_at": "2026-01-31T08:30:00Z",
    "first_name": "Ann",
    "last_name": "Archer",
    "date_of_birth": "1990-05-31",
    "age": 35,
    "sex": "female",
    "height_cm": 171.0,
    "weight_kg": 64.2,
    "fitness_goal": "A pull-up by summer",
    "bio": "Climbs on Sundays.",
    "profile_picture": None,
    "time_zone": "Europe/Berlin",
    "locale": "en-GB",
    "unit_system": "metric",
    "week_start": 0,
    "weekly_session_target": 3,
    "visibility": "private",
    "leaderboard_opt_in": False,
    "followers": 0,
    "following": 0,
}


class Profile(BaseModel):
    """Somebody's own account and profile."""

    model_config = ConfigDict(extra="allow")

    id: int
    username: str
    email: str
    email_verified: bool
    role: Role
    joined_at: datetime
    first_name: str
    last_name: str
    date_of_birth: date | None
    age: int | None
    sex: Literal["female", "male", ""]
    height_cm: float | None
    weight_kg: float | None = None
    fitness_goal: str
    bio: str
    profile_picture: str | None
    """Its address."""
    time_zone: str
    locale: str
    unit_system: Literal["metric", "imperial"]
    week_start: int
    weekly_session_target: int
    visibility: Literal["private", "followers", "club"]
    leaderboard_opt_in: bool
    followers: int = 0
    following: int = 0


ABOUT: Mapping[str, Entry] = {
    "first_name": entries.text(required=False, may_be_blank=True, longest=150),
    "last_name": entries.text(required=False, may_be_blank=True, longest=150),
    "date_of_birth": entries.day_or_nothing("ISO date; how old a member may be is the club's rule"),
    "sex": entries.code_or_nothing(*profiles.SEXES, description="Used in formulae only"),
    "height_cm": entries.number(low=50, high=280, nullable=True),
    "weight_kg": entries.number(low=20, high=650, nullable=True),
    "fitness_goal": entries.text(required=False, may_be_blank=True, longest=200),
    "bio": entries.text(required=False, may_be_blank=True, longest=2000),
}
"""What people tell of themselves, at registration too."""

_LANGUAGE = entries.text(
    "A language tag",
    required=False,
    longest=16,
    pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$",
    may_be_number=False,
)
CHANGES = Body(
    {"bio": "Climbs on Sundays.", "height_cm": 171, "weight_kg": 64.2},
    takes_forms=True,
    **ABOUT,
    time_zone=entries.text("IANA name", required=False),
    locale=_LANGUAGE,
    unit_system=entries.choice(*profiles.UNIT_SYSTEMS),
    week_start=entries.whole_number("0 is Monday", low=0, high=6),
    weekly_session_target=entries.whole_number(low=1, high=14),
    visibility=entries.choice(*profiles.VISIBILITIES),
    leaderboard_opt_in=entries.yes_or_no(),
    profile_picture=entries.picture("A JPEG, PNG or WebP in a multipart form; null removes it"),
)


_WHOLE = shows(200, EXAMPLE, "The whole profile.")


def add_profile(router: APIRouter, path: str, name: str) -> None:
    """Have the profile read and changed at a path; `name` tells its operations apart."""
    whole = {"response_model": Profile, "responses": _WHOLE | refusals(signed_in=True)}
    changing = {
        "response_model": Profile,
        "responses": _WHOLE
        | refusals(
            fields={"height_cm": "A valid number is required."}, signed_in=True, throttled=True
        ),
        "openapi_extra": CHANGES.documented,
    }
    router.get(path, operation_id=f"read_{name}", **whole)(read_profile)
    router.put(path, operation_id=f"replace_{name}", **changing)(change_profile)
    router.patch(path, operation_id=f"change_{name}", **changing)(change_profile)


async def read_profile(viewer: SignedIn) -> dict[str, Any]:
    """Read one's whole profile."""
    return shown(await db.read(profiles.get_whole, user_id=viewer.id))


async def change_profile(
    viewer: SignedIn, sent: Annotated[Sent, Depends(CHANGES)]
) -> dict[str, Any]:
    """Change the fields that are sent, all of them or none."""
    problems = dict(sent.problems)
    picture: bytes | None = None
    if "profile_picture" in sent:
        with noting(problems):
            picture = await _cleaned(sent["profile_picture"])
    try:
        whole = await db.run(
            profiles.save, viewer=viewer, changes=_as_typed(sent), picture=picture, unread=problems
        )
    except Invalid as problem:
        raise renamed(problem, {"height": "height_cm", "picture": "profile_picture"}) from None
    return shown(whole)


def shown(whole: WholeProfile) -> dict[str, Any]:
    """A profile as JSON has it."""
    return {**_own(whole.view), "followers": 0, "following": 0, **whole.additions}


def _own(view: ProfileView) -> dict[str, Any]:
    picture = settings.get().site_url + routes.picture(view.picture) if view.picture else None
    return {
        "id": view.user_id,
        **{name: getattr(view, name) for name in Profile.model_fields if hasattr(view, name)},
        "profile_picture": picture,
    }


def _as_typed(sent: Sent) -> dict[str, str]:
    changes = {name: text for name, text in sent.values.items() if name != "profile_picture"}
    if changes.get("height_cm"):
        changes["height_cm"] += " cm"
    return {("height" if name == "height_cm" else name): text for name, text in changes.items()}


async def _cleaned(picture: bytes) -> bytes:
    return await pictures.clean_in_turn(picture) if picture else b""
