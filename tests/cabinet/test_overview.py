"""The cabinet's first page."""

from datetime import UTC, datetime

import pytest

from fitness_app.accounts import sessions
from fitness_app.accounts.access import Viewer
from fitness_app.cabinet.pages.overview import OverviewState
from fitness_app.training.state.metrics import GoalsState, WeightState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen

pytestmark = pytest.mark.usefixtures("database")


async def screen_of(person: Person) -> Screen:
    """Somebody on the page."""
    viewer = await sessions.desk.viewer_of(make.session(person).session_id)
    assert isinstance(viewer, Viewer)
    return Screen(viewer, "/cabinet")


async def test_the_head_says_since_when_one_is_a_member():
    screen = await screen_of(make.user("cleo", created_at=datetime(2025, 3, 9, tzinfo=UTC)))
    await screen.send(OverviewState.load)
    assert (await screen.state(OverviewState)).member_since == "March 2025"


async def test_the_page_shows_anns_weight_and_never_bos(ann: Person, bo: Person):
    make.weight(ann, 74.5)
    make.weight(bo, 91.25)
    screen = await screen_of(ann)
    await screen.send(WeightState.load)
    await screen.send(GoalsState.load)
    state = await screen.state(WeightState)
    assert state.figures.latest == "74.5"
    assert [row.entered for row in state.rows] == ["74.5 kg"]


@pytest.mark.parametrize("handler", [OverviewState.load, WeightState.load, GoalsState.load])
async def test_a_guest_is_refused(handler: object):
    with pytest.raises(RefusedError):
        await Screen().send(handler)
