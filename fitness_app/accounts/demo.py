"""The demo club's people: invented, and all alike every time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from fitness_app.accounts import fields, names
from fitness_app.accounts.access import Role
from fitness_app.accounts.models import Profile, Status, User


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joins the demo club."""

    username: str
    first_name: str
    last_name: str
    role: Role
    joined_at: datetime
    has_verified_email: bool
    is_on_leave: bool
    time_zone: str
    locale: str
    unit_system: str
    height_cm: float
    date_of_birth: date


def has_nobody(session: Session) -> bool:
    """Whether no one ever registered here."""
    return session.exec(select(User.id).limit(1)).first() is None


def has_address(session: Session, *, address: str) -> bool:
    """Whether somebody has this e-mail address."""
    key = fields.email_key(address)
    return session.exec(select(User.id).where(User.email_key == key)).first() is not None


def enrol(
    session: Session,
    *,
    newcomers: Iterable[Newcomer],
    mail_host: str,
    password_hashes: Mapping[Role, str],
) -> dict[str, int]:
    """Give everybody an account, with their role's password; their ids by username."""
    users = {person.username: _user(person, mail_host, password_hashes) for person in newcomers}
    session.add_all(users.values())
    session.flush()
    ids = {name: user.id for name, user in users.items() if user.id is not None}
    session.add_all(_profile(person, ids[person.username]) for person in newcomers)
    return ids


def _user(person: Newcomer, mail_host: str, password_hashes: Mapping[Role, str]) -> User:
    email = f"{person.username}@{mail_host}"
    verified_at = person.joined_at + timedelta(minutes=9)
    return User(
        **names.name_columns(person.username),
        email=email,
        email_key=fields.email_key(email),
        email_verified_at=verified_at if person.has_verified_email else None,
        password_hash=password_hashes[person.role],
        role=person.role,
        status=Status.ON_LEAVE if person.is_on_leave else Status.ACTIVE,
        created_at=person.joined_at,
    )


def _profile(person: Newcomer, user_id: int) -> Profile:
    return Profile(
        user_id=user_id,
        first_name=person.first_name,
        last_name=person.last_name,
        date_of_birth=person.date_of_birth,
        height_cm=person.height_cm,
        time_zone=person.time_zone,
        locale=person.locale,
        unit_system=person.unit_system,
    )
