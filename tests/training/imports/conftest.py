"""Who brings files in these tests."""

from collections.abc import Awaitable, Callable

import pytest

from fitness_app.accounts import sessions
from fitness_app.accounts.access import Viewer
from tests import make
from tests.accounts.api.conftest import program  # noqa: F401  # here as there
from tests.make import Person


@pytest.fixture
def viewer_of() -> Callable[[Person], Awaitable[Viewer]]:
    """Somebody as services know them once they are signed in."""

    async def find(person: Person) -> Viewer:
        viewer = await sessions.desk.viewer_of(make.session(person).session_id)
        assert isinstance(viewer, Viewer)
        return viewer

    return find
