"""A running app for each test, on SQLite: nothing here depends on the engine."""

from collections.abc import AsyncIterator, Iterator

import pytest

from fitness_app.kit import db
from tests.sockets import Club, running


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database, connected."""
    yield db.connect(sqlite_url)
    db.disconnect()


@pytest.fixture
async def club(database: db.Database) -> AsyncIterator[Club]:
    """The app, listening."""
    async with running() as club:
        yield club
