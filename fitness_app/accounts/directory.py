"""The list of everybody with an account, for admins."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from fitness_app.accounts import fields
from fitness_app.accounts.access import Role
from fitness_app.accounts.models import Profile, User
from fitness_app.accounts.people import key_of


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as an admin sees it."""

    id: int
    username: str
    email: str
    email_verified: bool
    first_name: str
    last_name: str
    role: Role
    is_active: bool
    joined_at: datetime


def list_accounts(
    session: Session, *, search: str = "", page: int = 1, page_size: int = 20
) -> tuple[int, list[AccountView]]:
    """How many accounts match, and one page of them by age; words in names or addresses."""
    found = select(User, Profile).join(Profile, col(Profile.user_id) == col(User.id))
    if word := fields.storable(search, 100).strip().lower():
        columns = (User.username_key, User.email_key, Profile.first_name, Profile.last_name)
        found = found.where(
            or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
        )
    count = session.exec(select(func.count()).select_from(found.subquery())).one()
    rows = session.exec(
        found.order_by(col(User.id)).offset((page - 1) * page_size).limit(page_size)
    )
    return count, [_view(user, profile) for user, profile in rows]


def _view(user: User, profile: Profile) -> AccountView:
    return AccountView(
        id=key_of(user),
        username=user.username,
        email=user.email or "",
        email_verified=user.has_verified_email,
        first_name=profile.first_name,
        last_name=profile.last_name,
        role=Role(user.role),
        is_active=user.is_active,
        joined_at=user.created_at,
    )
