"""The people of the tests: ann and bo are members, tess is a trainer, ada is the admin."""

import pytest

from fitness_app.accounts.access import Role
from fitness_app.kit import db
from tests import make
from tests.make import Person


@pytest.fixture
def ann(database: db.Database) -> Person:
    """A member."""
    return make.user("ann")


@pytest.fixture
def bo(database: db.Database) -> Person:
    """Another member, whom ann's things don't concern."""
    return make.user("bo")


@pytest.fixture
def tess(database: db.Database) -> Person:
    """A trainer."""
    return make.user("tess", role=Role.TRAINER)


@pytest.fixture
def ada(database: db.Database) -> Person:
    """The admin."""
    return make.user("ada", role=Role.ADMIN)
