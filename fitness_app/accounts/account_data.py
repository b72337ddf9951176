"""All that is kept about somebody: handed out to them, or deleted on their word."""

import base64
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic_core import to_jsonable_python
from sqlmodel import Session, col, delete, select

from fitness_app.accounts import (
    audit,
    credentials,
    letters,
    people,
    pictures,
    profiles,
    sessions,
)
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.models import Profile, User
from fitness_app.kit import clock, db, mail
from fitness_app.kit.turns import Turns

TIME_TO_UNDO = timedelta(days=14)

_GATHERING = Turns(1)
"""Years of training take many times their size while they become a file."""
P = ParamSpec("P")
T = TypeVar("T")

Exporter = Callable[..., Any]
"""`(session, *, user_id)` → what a room keeps about somebody: views, lists, dates, numbers."""

_exporters: dict[str, Exporter] = {}
_farewells: list[Callable[[Session, int], None]] = []


def on_export(name: str, exporter: Exporter) -> None:
    """Have a room add its part to everybody's export, under a name of its own."""
    _exporters[name] = exporter


def on_deletion(step: Callable[[Session, int], None]) -> None:
    """Have a room close, `(session, user_id)`, what must outlive the account that is deleted."""
    _farewells.append(step)


async def gather(
    service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Have a service gather much of what somebody keeps here, one after the other; raises Busy."""
    async with _GATHERING.one():
        return await db.read(service, *args, **kwargs)


def export(session: Session, *, user_id: int) -> dict[str, Any]:
    """All that the club keeps about somebody but secrets, ready for JSON; raises NotFound."""
    profile = profiles.get_profile(session, user_id=user_id)
    everything = {
        "exported_at": clock.now(),
        "account": asdict(profile) | {"picture": _picture(profile.picture)},
        "sessions": [
            asdict(view) for view in sessions.list_sessions(session, user_id=user_id, current_id="")
        ],
        "log": [asdict(entry) for entry in audit.list_entries(session, subject_id=user_id)],
        **{name: exporter(session, user_id=user_id) for name, exporter in _exporters.items()},
    }
    return to_jsonable_python(everything)


async def request_deletion(viewer: Viewer, *, password: str) -> datetime:
    """Have one's account deleted in 14 days; returns when. Other sessions end at once.

    Raises Invalid under 'password', Throttled.
    """
    await credentials.confirm_password(user_id=viewer.id, password=password, field="password")
    return await db.run(_plan_deletion, user_id=viewer.id, keep_session_id=viewer.session_id)


def find_deletion(session: Session, *, user_id: int) -> datetime | None:
    """When an account will be deleted; None if it won't."""
    return people.get_user(session, user_id=user_id).deletion_due_at


def cancel_deletion(session: Session, *, user_id: int) -> None:
    """Keep an account that was to be deleted; nothing happens if it wasn't."""
    user = people.get_locked(session, user_id=user_id)
    if user.deletion_due_at is None:
        return
    user.deletion_due_at = None
    audit.record(session, actor_id=user_id, subject_id=user_id, action="deletion.cancelled")


def carry_out_deletions(session: Session, *, limit: int) -> int:
    """Delete the accounts whose time to undo is over, with all their records; returns how many."""
    due = select(User).where(col(User.deletion_due_at) <= clock.now()).limit(limit)
    doomed = session.exec(due.with_for_update(skip_locked=True)).all()
    for user in doomed:
        _delete(session, user)
    return len(doomed)


def _plan_deletion(session: Session, *, user_id: int, keep_session_id: str) -> datetime:
    user = people.get_locked(session, user_id=user_id)
    due_at = user.deletion_due_at or clock.now() + TIME_TO_UNDO
    user.deletion_due_at = due_at
    sessions.end_others(session, user_id=user_id, keep_id=keep_session_id, why="deleted")
    sessions.drop_tickets(session, user_id=user_id)
    audit.record(session, actor_id=user_id, subject_id=user_id, action="deletion.requested")
    if user.email:
        letter = letters.deletion_requested(username=user.username, due_on=due_at.date())
        mail.send(session, to=user.email, kind="deletion_requested", letter=letter)
    return due_at


def _delete(session: Session, user: User) -> None:
    user_id = people.key_of(user)
    profile = session.get(Profile, user_id)
    audit.record(session, actor_id=user_id, subject_id=user_id, action="deletion.carried_out")
    if user.email:
        letter = letters.deleted(username=user.username)
        mail.send(session, to=user.email, kind="deleted", letter=letter)
    for say_farewell in _farewells:
        say_farewell(session, user_id)
    # Everything that is somebody's refers to them, and goes by the database's own cascade.
    session.exec(delete(User).where(col(User.id) == user_id))
    db.after_commit(session, partial(pictures.remove, profile.picture if profile else ""))
    sessions.look_again(session, user_id=user_id)


def _picture(name: str) -> str:
    file = pictures.find(name)
    return f"data:image/webp;base64,{base64.b64encode(file.read_bytes()).decode()}" if file else ""
