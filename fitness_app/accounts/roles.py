"""Who is trainer or admin, given by the command line or by an admin; each change is audited."""

from functools import partial

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from fitness_app.accounts import audit, fields, passwords, people, registration, sessions
from fitness_app.accounts.access import Role
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, NotFound


async def create_admin(*, username: str, email: str, password: str) -> int:
    """Create an admin whose address counts as confirmed; returns their id.

    Raises Invalid with each field's error.
    """
    await db.read(_check, username=username, email=email, password=password)
    password_hash = await passwords.hash_password(password)
    return await db.run(_create_admin, username=username, email=email, password_hash=password_hash)


def set_role(session: Session, *, username: str, role: str, actor_id: int | None = None) -> None:
    """Make somebody a member, trainer or admin; `actor_id` is None for the command line.

    Raises NotFound for an unknown name, Invalid under 'role' for an unknown role.
    """
    if role not in list(Role):
        raise Invalid(role=f"Choose one of: {', '.join(Role)}.")
    found = people.find_by_username(session, username=username)
    if found is None:
        raise NotFound(f"There is nobody called {username}.")
    user_id = people.key_of(found)
    user = people.get_locked(session, user_id=user_id)
    audit.record(
        session,
        actor_id=actor_id,
        subject_id=user_id,
        action="role.changed",
        before=str(user.role),
        after=role,
    )
    user.role = role
    sessions.look_again(session, user_id=user_id)


def _check(session: Session, *, username: str, email: str, password: str) -> None:
    entered = {"username": username, "email": email, "password": password}
    readers = registration.readers(session, entered)
    # An admin may be called 'admin'.
    readers["username"] = partial(people.read_free_username, session)
    fields.read_all(entered, readers)


def _create_admin(session: Session, *, username: str, email: str, password_hash: str) -> int:
    try:
        user = registration.add_person(
            session,
            username=fields.read_username(username),
            email=fields.read_email(email),
            password_hash=password_hash,
            role=Role.ADMIN,
        )
    except IntegrityError:
        raise Invalid(username=people.USERNAME_TAKEN) from None
    user.email_verified_at = clock.now()
    user_id = people.key_of(user)
    audit.record(session, actor_id=None, subject_id=user_id, action="admin.created")
    return user_id
