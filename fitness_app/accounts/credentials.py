"""The password of somebody signed in: asked for again, and changed."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sqlmodel import Session

from fitness_app.accounts import (
    audit,
    challenges,
    hash_queue,
    letters,
    passwords,
    people,
    presence,
    sessions,
)
from fitness_app.accounts.access import find_viewer
from fitness_app.accounts.models import AuthSession, Purpose, User
from fitness_app.kit import db, mail, throttle
from fitness_app.kit.errors import Invalid, noting

CONFIRMATIONS = 5
CONFIRMATION_WINDOW = timedelta(minutes=5)

# The link that takes an e-mail change back must outlive a thief's new password.
_VOIDED = tuple(purpose for purpose in Purpose if purpose is not Purpose.EMAIL_UNDO)


async def confirm_password(*, user_id: int, password: str, field: str) -> int:
    """Check that somebody signed in knows their password; returns the password's version.

    Raises Invalid under `field`, Throttled after five wrong ones in five minutes, Busy.
    """
    with hash_queue.place(_key(user_id)):
        stored, version = await db.run(_count_confirmation, user_id=user_id)
        is_right = await passwords.matches(password, stored)
    if not is_right:
        raise Invalid(**{field: "Invalid password."})
    await db.run(throttle.clear, key=_key(user_id))
    return version


async def change_password(
    *,
    user_id: int,
    session_id: str,
    current_password: str,
    new_password: str,
    new_password2: str,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Set a new password, and end everything of theirs but this session.

    `unread` says what is wrong with fields that couldn't even be read; then nothing is set.

    Raises Invalid by field: current_password, new_password, new_password2; Throttled.
    The browser then gets a new session by `sessions.issue_ticket(replaces_session_id=…)`.
    """
    problems: dict[str, str] = {}
    version = 0
    if "current_password" not in unread:
        with noting(problems):
            version = await confirm_password(
                user_id=user_id, password=current_password, field="current_password"
            )
    user = await db.read(people.get_user, user_id=user_id)
    wrong, mismatch = passwords.problems_with_pair(
        new_password, new_password2, username=user.username, email=user.email or ""
    )
    problems |= {"new_password": wrong} if wrong else {}
    problems |= {"new_password2": mismatch} if mismatch else {}
    problems |= unread
    if problems:
        raise Invalid(**problems)
    password_hash = await passwords.hash_password(new_password)
    await db.run(
        replace_password,
        user_id=user_id,
        password_hash=password_hash,
        keep_session_id=session_id,
        expected_version=version,
    )


def replace_password(
    session: Session,
    *,
    user_id: int,
    password_hash: str,
    keep_session_id: str = "",
    expected_version: int | None = None,
) -> None:
    """Set a hashed password: every other session, token, ticket and open challenge dies.

    Raises Invalid if the password is no longer the version that was checked.
    """
    user = people.get_locked(session, user_id=user_id)
    if expected_version not in (None, user.password_version):
        raise Invalid(current_password="Invalid password.")  # noqa: S106  # a text, no password
    user.password_hash = password_hash
    user.password_version += 1
    _end_everything_else(session, user, keep_session_id)
    audit.record(session, actor_id=user_id, subject_id=user_id, action="password.changed")
    if user.email:
        letter = letters.password_changed(username=user.username)
        mail.send(session, to=user.email, kind="password_changed", letter=letter)


def _end_everything_else(session: Session, user: User, keep_session_id: str) -> None:
    user_id = people.key_of(user)
    sessions.end_others(session, user_id=user_id, keep_id=keep_session_id, why="password_changed")
    sessions.drop_tickets(session, user_id=user_id)
    challenges.void(session, user_id=user_id, purposes=_VOIDED)
    kept = presence.get_locked(session, session_id=keep_session_id)
    if isinstance(kept, AuthSession) and kept.user_id == user_id:
        kept.password_version = user.password_version
    sessions.look_again(session, user_id=user_id)


def _count_confirmation(session: Session, *, user_id: int) -> tuple[str | None, int]:
    throttle.hit(session, key=_key(user_id), limit=CONFIRMATIONS, window=CONFIRMATION_WINDOW)
    user = people.get_user(session, user_id=user_id)
    return user.password_hash, user.password_version


def _key(user_id: int) -> str:
    # By session: whoever has somebody else's mustn't use up the owner's tries.
    viewer = find_viewer()
    return f"confirm-password:{user_id}:{viewer.session_id if viewer else ''}"
