"""Who belongs to the club, for the rooms that count and name members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.accounts.access import Role
from fitness_app.accounts.models import Profile, Status, User


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


def people(session: Session, *, user_ids: Collection[int]) -> dict[int, Person]:
    """People by their ids; the name is the username of who gave no other."""
    rows = session.exec(
        select(User.id, User.username, Profile)
        .join(Profile, col(Profile.user_id) == col(User.id), isouter=True)
        .where(col(User.id).in_(user_ids))
    ).all()
    return {
        user_id: Person(
            user_id,
            _full_name(profile) or username,
            username,
            profile.picture if profile else "",
        )
        for user_id, username, profile in rows
        if user_id is not None
    }


def _full_name(profile: Profile | None) -> str:
    return f"{profile.first_name} {profile.last_name}".strip() if profile else ""
