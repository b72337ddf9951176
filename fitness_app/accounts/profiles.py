"""What somebody tells of themselves and how the app should speak to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from fitness_app.accounts import (
    additions,
    audit,
    email_change,
    fields,
    letters,
    people,
    pictures,
    sessions,
)
from fitness_app.accounts.access import Role, Viewer
from fitness_app.accounts.fields import Reader
from fitness_app.accounts.models import Profile, User
from fitness_app.kit import clock, db, mail, throttle
from fitness_app.kit.errors import Invalid, noting

SEXES = ("female", "male")
UNIT_SYSTEMS = ("metric", "imperial")
VISIBILITIES = ("private", "followers", "club")
RENAMINGS = 10
RENAMINGS_WINDOW = timedelta(hours=1)

_COLUMN = {"sex": "sex_for_formulas", "height": "height_cm"}


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Somebody's account and profile as they see it themselves."""

    user_id: int
    username: str
    display_name: str
    email: str
    email_verified: bool
    pending_email: str
    """The address that waits to be confirmed, or ''."""
    role: Role
    joined_at: datetime
    deletion_due_at: datetime | None
    first_name: str
    last_name: str
    date_of_birth: date | None
    age: int | None
    sex: str
    """'female', 'male' or '' for no answer; used in formulae only."""
    height_cm: float | None
    fitness_goal: str
    bio: str
    picture: str
    """Name of the picture file, or ''."""
    time_zone: str
    locale: str
    unit_system: str
    week_start: int
    """0 is Monday."""
    weekly_session_target: int
    visibility: str
    leaderboard_opt_in: bool


@dataclass(frozen=True, slots=True)
class WholeProfile:
    """A profile, and what other rooms add to it, each by its name."""

    view: ProfileView
    additions: Mapping[str, Any]


def readers(*, unit_system: str, zone: tzinfo) -> dict[str, Reader]:
    """How each profile field is read; heights in the unit system, ages where they live."""
    return {
        "first_name": fields.text_up_to(150),
        "last_name": fields.text_up_to(150),
        "date_of_birth": fields.birth_date_reader(zone),
        "sex": fields.one_of_or_none(*SEXES),
        "height": fields.height_reader(unit_system),
        "fitness_goal": fields.text_up_to(200),
        "bio": fields.text_up_to(2000),
        "time_zone": fields.read_time_zone,
        "locale": fields.read_locale,
        "unit_system": fields.one_of(*UNIT_SYSTEMS),
        "week_start": fields.whole_number(0, 6),
        "weekly_session_target": fields.whole_number(1, 14),
        "visibility": fields.one_of(*VISIBILITIES),
        "leaderboard_opt_in": fields.yes_or_no,
    }


def fill(profile: Profile, values: Mapping[str, object]) -> None:
    """Put what the readers read into a profile's columns."""
    for field, value in values.items():
        setattr(profile, _COLUMN.get(field, field), value)


def get_profile(session: Session, *, user_id: int) -> ProfileView:
    """Somebody's own profile; raises NotFound."""
    user = people.get_user(session, user_id=user_id)
    profile = people.get_profile(session, user_id=user_id)
    pending_email = email_change.find_pending(session, user_id=user_id)
    return _view(user, profile, pending_email)


def update_profile(session: Session, *, user_id: int, changes: Mapping[str, str]) -> ProfileView:
    """Change the fields that are given, as typed; other fields, and unknown ones, stay.

    A height is read in the unit system that holds after the change; '180 cm' always works.
    Raises Invalid with each field's error.
    """
    people.get_locked(session, user_id=user_id)
    profile = people.get_profile(session, user_id=user_id)
    unit_system = changes.get("unit_system", profile.unit_system)
    zone = fields.zone_or_utc(changes.get("time_zone", profile.time_zone))
    fill(profile, fields.read_all(changes, readers(unit_system=unit_system, zone=zone)))
    session.flush()
    sessions.look_again(session, user_id=user_id)
    return get_profile(session, user_id=user_id)


async def change_account(
    *,
    viewer: Viewer,
    username: str | None,
    email: str | None,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> ProfileView:
    """Change the username at once, and have another address wait to be confirmed.

    None, and what is so already, stays. `unread` says what is wrong with fields that couldn't even
    be read. Raises Invalid by field: username, email; Throttled.
    """
    if email is not None and email != viewer.email:
        await db.run(email_change.count_try, user_id=viewer.id)
    return await db.run(
        _change_account, user_id=viewer.id, username=username, email=email, unread=unread
    )


def _change_account(
    session: Session,
    *,
    user_id: int,
    username: str | None,
    email: str | None,
    unread: Mapping[str, str],
) -> ProfileView:
    present = get_profile(session, user_id=user_id)
    problems = dict(unread)
    if email is not None and email != present.email:
        with noting(problems):
            email_change.request(session, user_id=user_id, email=email)
    if username is not None and username != present.username:
        with noting(problems):
            change_username(session, user_id=user_id, username=username)
    if problems:
        raise Invalid(**problems)
    return get_profile(session, user_id=user_id)


def get_whole(session: Session, *, user_id: int) -> WholeProfile:
    """Somebody's profile with what other rooms add to it; raises NotFound."""
    view = get_profile(session, user_id=user_id)
    return WholeProfile(view, additions.read_additions(session, user_id=user_id))


def save(
    session: Session,
    *,
    viewer: Viewer,
    changes: Mapping[str, str],
    picture: bytes | None = None,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> WholeProfile:
    """Change fields, additions and picture together, all or nothing.

    `picture` is a cleaned one, b'' to remove it, None to keep it. `unread` says what is wrong with
    fields that couldn't even be read. Raises Invalid with each field's error.
    """
    problems = dict(unread)
    with noting(problems):
        update_profile(session, user_id=viewer.id, changes=changes)
    with noting(problems):
        additions.write_additions(session, viewer=viewer, changes=changes)
    if problems:
        raise Invalid(**problems)
    if picture:
        set_picture(session, user_id=viewer.id, picture=picture)
    elif picture is not None:
        remove_picture(session, user_id=viewer.id)
    return get_whole(session, user_id=viewer.id)


def change_username(session: Session, *, user_id: int, username: str) -> str:
    """Give somebody another username at once, tell them by mail, and return it.

    Raises Invalid under 'username', Throttled after 10 in an hour.
    """
    user = people.get_locked(session, user_id=user_id)
    old = user.username
    throttle.hit(
        session, key=f"username-change:{user_id}", limit=RENAMINGS, window=RENAMINGS_WINDOW
    )
    try:
        name = fields.read_username(username)
        people.refuse_taken_username(session, username=name, user_id=user_id)
        if fields.username_key(name) != user.username_key:  # their own in other capitals is theirs
            people.refuse_misleading_username(
                session, username=name, email=user.email or "", user_id=user_id
            )
        people.give_name(user, name)
        session.flush()
    except fields.FieldError as problem:
        raise Invalid(username=str(problem)) from None
    except IntegrityError:
        raise Invalid(username=people.USERNAME_TAKEN) from None
    audit.record(session, actor_id=user_id, subject_id=user_id, action="username.changed")
    if user.email and name != old:
        letter = letters.username_changed(old=old, new=name)
        mail.send(session, to=user.email, kind="username_changed", letter=letter)
    sessions.look_again(session, user_id=user_id)
    return name


def set_picture(session: Session, *, user_id: int, picture: bytes) -> str:
    """Keep a picture that `pictures.clean` made, in place of the old one; returns its name."""
    name = pictures.store(picture)
    _replace_picture(session, user_id, name)
    return name


def remove_picture(session: Session, *, user_id: int) -> None:
    """Take somebody's picture away; nothing happens if there is none."""
    _replace_picture(session, user_id, "")


def _replace_picture(session: Session, user_id: int, name: str) -> None:
    people.get_locked(session, user_id=user_id)
    profile = people.get_profile(session, user_id=user_id)
    old, profile.picture = profile.picture, name
    # Until the change is kept the old one is the right one; a new one left over is swept later.
    db.after_commit(session, partial(pictures.remove, old))
    sessions.look_again(session, user_id=user_id)


def _view(user: User, profile: Profile, pending_email: str) -> ProfileView:
    born_on = profile.date_of_birth
    today = clock.now().astimezone(fields.zone_or_utc(profile.time_zone)).date()
    return ProfileView(
        user_id=people.key_of(user),
        username=user.username,
        display_name=people.display_name(user, profile),
        email=user.email or "",
        email_verified=user.has_verified_email,
        pending_email=pending_email,
        role=Role(user.role),
        joined_at=user.created_at,
        deletion_due_at=user.deletion_due_at,
        first_name=profile.first_name,
        last_name=profile.last_name,
        date_of_birth=born_on,
        age=fields.age_on(today, born_on) if born_on else None,
        sex=profile.sex_for_formulas or "",
        height_cm=profile.height_cm,
        fitness_goal=profile.fitness_goal,
        bio=profile.bio,
        picture=profile.picture,
        time_zone=profile.time_zone,
        locale=profile.locale,
        unit_system=profile.unit_system,
        week_start=profile.week_start,
        weekly_session_target=profile.weekly_session_target,
        visibility=profile.visibility,
        leaderboard_opt_in=profile.leaderboard_opt_in,
    )
