"""The screen for taking one's data out, or away."""

from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import account_data
from fitness_app.accounts.pages.my_data import DeletionState
from fitness_app.kit import clock, db
from fitness_app.kit.locales import write_day
from tests import make
from tests.accounts.conftest import profile, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def screen(ann: Person) -> Screen:
    """Ann on the page, with the dialog open that asks for her password."""
    screen = Screen(await viewer(make.session(ann).session_id), routes.CABINET_DATA)
    await screen.send(DeletionState.load)
    await screen.send(DeletionState.ask, is_asking=True)
    return screen


async def test_a_deletion_is_planned_for_14_days_from_now(ann: Person, screen: Screen):
    await screen.send(DeletionState.request, form={"password": PASSWORD})
    state = await screen.state(DeletionState)
    due_on = (clock.now() + timedelta(days=14)).date()
    assert (state.due_on, state.is_asking) == (
        write_day(due_on, "en-GB", style="long_year"),
        False,
    )
    assert (await profile(ann.id)).deletion_due_at is not None


async def test_a_wrong_password_plans_nothing(ann: Person, screen: Screen):
    await screen.send(DeletionState.request, form={"password": "not this one"})
    state = await screen.state(DeletionState)
    assert (state.due_on, state.is_asking) == ("", True)
    assert state.errors == {"password": "Invalid password."}
    assert (await profile(ann.id)).deletion_due_at is None


async def test_changing_ones_mind_keeps_the_account(ann: Person, screen: Screen):
    await screen.send(DeletionState.request, form={"password": PASSWORD})
    asked = await screen.send(DeletionState.cancel)
    assert "Your account stays." in asked
    assert (await screen.state(DeletionState)).due_on == ""
    clock.move(timedelta(days=15))
    assert await db.run(account_data.carry_out_deletions, limit=10) == 0


async def test_closing_the_dialog_forgets_its_error(screen: Screen):
    await screen.send(DeletionState.request, form={"password": "not this one"})
    await screen.send(DeletionState.ask, is_asking=False)
    state = await screen.state(DeletionState)
    assert (state.is_asking, state.errors) == (False, {})


async def test_a_guest_is_refused():
    with pytest.raises(RefusedError):
        await Screen().send(DeletionState.request, form={"password": PASSWORD})
