"""Who is in the club that is measured: the demo club, and a crowd that signs in all at once."""

from sqlmodel import Session

from fitness_app import demo, migrations, settings
from fitness_app.accounts import passwords, people, registration, sessions
from fitness_app.accounts.access import Client
from fitness_app.kit import db

CROWD = 200
PASSWORD = "a password of the crowd"  # noqa: S105  # of people who exist while this runs
_HERE = Client(ip="127.0.0.1", user_agent="bench")


def fill() -> None:
    """Make the database of the benchmarks, and open it in this process."""
    migrations.upgrade(settings.get().database)
    db.connect(settings.get().database, threads=1)
    demo.open_club()
    db.run_sync(_add_crowd, password_hash=passwords.hash_now(PASSWORD))


def name_in_crowd(number: int) -> str:
    """The username of one of the crowd."""
    return f"crowd{number}"


def cookie_of(username: str) -> str:
    """A browser's Cookie header in which somebody has just signed in."""
    user_id = id_of(username)
    ticket = db.run_sync(sessions.issue_ticket, user_id=user_id)
    cookie = db.run_sync(sessions.redeem_ticket, ticket=ticket, client=_HERE).cookie
    return f"session={cookie}"


def id_of(username: str) -> int:
    """Whose name this is."""
    return db.read_sync(_id_of, username=username)


def _add_crowd(session: Session, *, password_hash: str) -> None:
    for number in range(CROWD):
        name = name_in_crowd(number)
        registration.add_person(
            session, username=name, email=f"{name}@crowd.example", password_hash=password_hash
        )


def _id_of(session: Session, *, username: str) -> int:
    user = people.find_by_identifier(session, identifier=username)
    if user is None:
        raise LookupError(f"Nobody is called {username}.")
    return people.key_of(user)
