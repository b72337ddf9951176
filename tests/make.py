"""The smallest valid row of each kind, in the open database; say only what matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4

from sqlmodel import Session, SQLModel

from fitness_app.accounts import fields, passwords, sessions
from fitness_app.accounts.access import Client, Role
from fitness_app.accounts.models import Profile, User
from fitness_app.accounts.sessions import NewSession
from fitness_app.kit import clock, db
from fitness_app.training.exercises.search_words import search_text
from fitness_app.training.models import Exercise, ExerciseMuscle, MetricEntry
from fitness_app.training.words import Mode

PASSWORD = "correct horse battery"
CLIENT = Client(ip="127.0.0.1", user_agent="tests")


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and what they type to sign in."""

    id: int
    username: str
    email: str
    password: str


def user(username: str, *, password: str = PASSWORD, **columns: Any) -> Person:
    """Somebody who may sign in, with a confirmed address; `columns` are of users."""
    email = columns.pop("email", f"{username}@club.example")
    row = User(
        username=username,
        username_key=fields.username_key(username),
        email=email,
        email_key=fields.email_key(email) if email else None,
        password_hash=passwords.hash_now(password),
        **{"email_verified_at": clock.now(), "role": Role.MEMBER, **columns},
    )
    saved = _save(row)
    _save(Profile(user_id=saved))
    return Person(saved, username, email, password)


def session(person: Person, *, remembered: bool = False, client: Client = CLIENT) -> NewSession:
    """A browser in which somebody is signed in."""
    ticket = db.run_sync(sessions.issue_ticket, user_id=person.id, remembered=remembered)
    return db.run_sync(sessions.redeem_ticket, ticket=ticket, client=client)


def weight(person: Person, kg: float = 80.0, **columns: Any) -> int:
    """A body weight, of today if no `local_date` is said."""
    day = columns.setdefault("local_date", clock.now().date())
    entry = {
        "client_uuid": str(uuid4()),
        "metric": "body_weight",
        "value": kg,
        "entered_value": kg,
        "entered_unit": "kg",
        "measured_at": datetime.combine(day, time(8), UTC),
        "time_zone": "UTC",
    }
    return _save(MetricEntry(member_id=person.id, **{**entry, **columns}))


def exercise(
    name: str = "Barbell squat",
    *,
    owner: Person | None = None,
    primary: Iterable[str] = ("quadriceps",),
    secondary: Iterable[str] = (),
    **columns: Any,
) -> int:
    """A published exercise of the club, or an `owner`'s private one; the slug follows the name."""
    slug = "-".join(name.casefold().split())
    row = {
        "slug": f"{slug}-{owner.username}" if owner else slug,
        "name_key": name.casefold(),
        "search_text": search_text([name, *columns.get("other_names", ()), *primary, *secondary]),
        "mode": Mode.WEIGHT_REPS,
        "owner_id": owner.id if owner else None,
        "author_id": owner.id if owner else None,
    }
    saved = _save(Exercise(name=name, **{**row, **columns}))
    for muscle in primary:
        _save(ExerciseMuscle(exercise_id=saved, muscle=muscle, is_primary=True))
    for muscle in secondary:
        _save(ExerciseMuscle(exercise_id=saved, muscle=muscle, is_primary=False))
    return saved


def _save(row: SQLModel) -> int:
    return db.run_sync(_add, row=row)


def _add(session: Session, *, row: Any) -> int:
    session.add(row)
    session.flush()
    return row.id if hasattr(row, "id") else 0
