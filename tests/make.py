"""The smallest valid row of each kind, in the open database; say only what matters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col

from fitness_app.accounts import fields, names, passwords, sessions
from fitness_app.accounts.access import Client, Role
from fitness_app.accounts.models import Profile, User
from fitness_app.accounts.sessions import NewSession
from fitness_app.kit import clock, db
from fitness_app.shop import assortment
from fitness_app.shop.forms import slug_of
from fitness_app.shop.models import Product, StockMovement, Variant
from fitness_app.training.exercises.search_words import search_text
from fitness_app.training.models import (
    Exercise,
    ExerciseMuscle,
    MetricEntry,
    SetEntry,
    Workout,
    WorkoutExercise,
)
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
        **names.name_columns(username),
        email=email,
        email_key=fields.email_key(email) if email else None,
        password_hash=passwords.hash_now(password),
        **{"email_verified_at": clock.now(), "role": Role.MEMBER, **columns},
    )
    saved = _save(row)
    _save(Profile(user_id=saved))
    return Person(saved, username, email, password)


def password(person: Person) -> None:
    """The password that they had from the start, whatever it has become."""
    hashed = passwords.hash_now(person.password)
    where = col(User.id) == person.id
    db.run_sync(
        lambda session: session.exec(update(User).where(where).values(password_hash=hashed))
    )


def session(person: Person, *, remembered: bool = False, client: Client = CLIENT) -> NewSession:
    """A browser in which somebody is signed in."""
    held = ticket(person, remembered=remembered)
    return db.run_sync(sessions.redeem_ticket, ticket=held, client=client)


def ticket(person: Person, *, remembered: bool = False) -> str:
    """The right to a session, as the sign-in page gets it."""
    return db.run_sync(sessions.issue_ticket, user_id=person.id, remembered=remembered)


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


def workout(
    person: Person,
    done: Mapping[int, Sequence[tuple[float | None, int | None] | dict[str, Any]]],
    *,
    day: date | None = None,
    **columns: Any,
) -> int:
    """A finished hour of sets by exercise: each (kg, reps), or the columns that matter.

    What progress derives from it is not derived yet.
    """
    day = day or clock.now().date()
    started = datetime.combine(day, time(9), UTC)
    row = {
        "client_uuid": str(uuid4()),
        "name": "Session",
        "started_at": started,
        "ended_at": started + timedelta(hours=1),
        "time_zone": "UTC",
        "local_date": day,
    }
    saved = _save(Workout(member_id=person.id, **{**row, **columns}))
    for position, (exercise_id, sets) in enumerate(done.items()):
        whose: dict[str, Any] = {"workout_id": saved, "exercise_id": exercise_id}
        part = _save(WorkoutExercise(client_uuid=str(uuid4()), position=position, **whose))
        for number, one in enumerate(sets):
            said = one if isinstance(one, dict) else {"load_kg": one[0], "reps": one[1]}
            entry = {
                **whose,
                "client_uuid": str(uuid4()),
                "workout_exercise_id": part,
                "member_id": person.id,
                "local_date": day,
                "position": number,
                "is_done": True,
            }
            _save(SetEntry(**{**entry, **said}))
    return saved


def product(name: str = "Club shirt", **columns: Any) -> int:
    """A published product, still without a variant."""
    row = {"slug": slug_of(name), "category": "gear", "is_published": True, "picture": "shirt.svg"}
    texts = {"name": name, "search_text": assortment.search_text(name, "", "gear")}
    return _save(Product(**{**row, **texts, **columns}))


def variant(product_id: int, *, stock: int | None = None, **columns: Any) -> int:
    """A variant of a product; what is there of it came in one delivery."""
    row = {"name": "", "price_cents": 1000, **columns}
    saved = _save(Variant(product_id=product_id, stock=stock, **row))
    if stock:
        _save(StockMovement(variant_id=saved, change=stock, stock_after=stock, reason="received"))
    return saved


def _save(row: SQLModel) -> int:
    return db.run_sync(_add, row=row)


def _add(session: Session, *, row: Any) -> int:
    session.add(row)
    session.flush()
    return row.id if hasattr(row, "id") else 0
