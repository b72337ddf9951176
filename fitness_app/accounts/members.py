"""Who belongs to the club, for the rooms that count and name members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.accounts.access import Role
from fitness_app.accounts.models import Profile, Status, User
from fitness_app.accounts.people import display_name, key_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as others may see them."""

    id: int
    name: str
    username: str
    picture: str
    """Name of the picture file, or ''."""


def member_ids() -> SelectOfScalar[int]:
    """The members' ids, to stand inside another room's query: role member, may sign in."""
    return select(col(User.id)).where(User.role == Role.MEMBER, col(User.is_active).is_(True))  # pyright: ignore[reportReturnType]  # a saved row has an id


def count_members(
    session: Session, *, joined_from: datetime | None = None, joined_before: datetime | None = None
) -> int:
    """How many members there are who joined within bounds."""
    members = member_ids()
    if joined_from is not None:
        members = members.where(col(User.created_at) >= joined_from)
    if joined_before is not None:
        members = members.where(col(User.created_at) < joined_before)
    return session.exec(select(func.count()).select_from(members.subquery())).one()


def count_on_leave(session: Session) -> int:
    """How many members don't train for a while."""
    away = member_ids().where(User.status == Status.ON_LEAVE)
    return session.exec(select(func.count()).select_from(away.subquery())).one()


def find_people(session: Session, *, user_ids: Collection[int]) -> dict[int, Person]:
    """People by their ids; one who doesn't exist is left out."""
    rows = session.exec(
        select(User, Profile)
        .join(Profile, col(Profile.user_id) == col(User.id), isouter=True)
        .where(col(User.id).in_(user_ids))
    ).all()
    return {key_of(user): _person(user, profile) for user, profile in rows}


def _person(user: User, profile: Profile | None) -> Person:
    picture = profile.picture if profile else ""
    return Person(key_of(user), display_name(user, profile), user.username, picture)
