"""How people open the screens of training."""

from collections.abc import Awaitable, Callable

import pytest

from fitness_app.accounts import sessions
from fitness_app.accounts.access import Viewer
from tests import make
from tests.make import Person
from tests.screens import Screen

Open = Callable[..., Awaitable[Screen]]


@pytest.fixture
def open_screen() -> Open:
    """Open a page as somebody and send the events that fill it."""

    async def open_it(person: Person, path: str, *loads: object) -> Screen:
        viewer = await sessions.desk.viewer_of(make.session(person).session_id)
        assert isinstance(viewer, Viewer)
        screen = Screen(viewer, path)
        for load in loads:
            await screen.send(load)
        return screen

    return open_it
