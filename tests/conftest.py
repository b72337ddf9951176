"""What every test stands on: a fresh database on both engines, a clock to move, no network."""

import gc
import shutil
import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg.sql import SQL, Identifier
from sqlalchemy import event

from fitness_app import migrations
from fitness_app.accounts import passwords
from fitness_app.kit import clock, db
from fitness_app.tables import metadata
from tests import environment, servers

pytest_plugins = ["tests.cast"]

environment.arrange()
# The same examples each time: what fails here fails everywhere. `--hypothesis-profile default`
# searches anew.
settings.register_profile("alike", derandomize=True, deadline=None)
settings.load_profile("alike")
_numbers = count(1)
_EMPTYING = SQL("; ").join(
    [
        *(
            SQL("DELETE FROM {}").format(Identifier(table.name))
            for table in reversed(metadata.sorted_tables)
        ),
        SQL(
            "SELECT setval(format('%I', sequencename), 1, false) FROM pg_sequences"
            " WHERE last_value IS NOT NULL"
        ),
    ]
)
"""All in one go: one way there and back, and one transaction."""


_SPREAD = frozenset({"test_access.py", "test_openapi.py"})
"""Files of many tests that each take long and share nothing: any process may take any of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process, but for those that would keep it busy to the end."""
    for item in items:
        if item.path.name not in _SPREAD:
            item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what is loaded, as the app itself does."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[db.Database]:
    """A fresh, migrated database, connected; the test runs once on each engine."""
    database = db.connect(request.getfixturevalue(f"{request.param}_url"))
    if request.param == "sqlite":
        event.listen(database.engine, "connect", _hurry)
    yield database
    db.disconnect()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A copy of the migrated template."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'club.db')}"


@pytest.fixture
def postgresql_url(postgresql_database: str, postgresql_broom: psycopg.Connection) -> str:
    """The one migrated database of this session, emptied, with its counters back at 1."""
    postgresql_broom.execute(_EMPTYING)
    return postgresql_database


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes databases without a table; the test runs once on each engine."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'empty-{next(_numbers)}.db'}"
    server = request.getfixturevalue("postgresql_server")
    return lambda: _new_database(server, f"empty_{next(_numbers)}")


@pytest.fixture
def empty_url(new_url: Callable[[], str]) -> str:
    """A database without a table; the test runs once on each engine."""
    return new_url()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and no rows."""
    file = tmp_path_factory.mktemp("template") / "club.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL for this session; its address, to which a database's name is added."""
    with servers.postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> str:
    """A migrated database on it."""
    url = _new_database(postgresql_server, "club")
    migrations.upgrade(url)
    return url


@pytest.fixture(scope="session")
def postgresql_broom(postgresql_database: str) -> Iterator[psycopg.Connection]:
    """What empties it."""
    with psycopg.connect(_plain(postgresql_database), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis for this session."""
    with servers.redis_server() as address:
        yield address


@pytest.fixture(autouse=True)
def right_time() -> Iterator[None]:
    """Put the clock right after each test."""
    yield
    clock.reset()


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hash passwords at the lowest cost, so that a test takes a millisecond for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", 4)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Let a connection be opened to this machine only."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def _is_here(host: str) -> bool:
    return host == "localhost" or ip_address(host).is_loopback


def _hurry(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _new_database(server: str, name: str) -> str:
    with psycopg.connect(_plain(f"{server}postgres"), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return server + name


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")
