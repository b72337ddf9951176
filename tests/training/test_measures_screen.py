"""The screen for measures beside the weight, and resting energy."""

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.kit import db
from fitness_app.training.state.measures import MeasuresState
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.training.conftest import Open


@pytest.fixture
async def screen(ann: Person, open_screen: Open) -> Screen:
    return await open_screen(ann, routes.CABINET_BODY, MeasuresState.load)


async def save(screen: Screen, **said: str) -> MeasuresState:
    state = await screen.state(MeasuresState)
    form = {
        "metric": "waist",
        "measure": "32",
        "measure_unit": "in",
        "measure_on": "",
        "measure_uuid": state.client_uuid,
    }
    await screen.send(MeasuresState.submit, form={**form, **said})
    return await screen.state(MeasuresState)


async def test_a_waist_in_inches_stays_in_inches(screen: Screen):
    state = await save(screen)
    assert [(row.name, row.latest) for row in state.rows] == [("Waist", "32 in")]


async def test_the_same_form_sent_twice_is_one_entry(screen: Screen):
    key = (await screen.state(MeasuresState)).client_uuid
    await save(screen)
    state = await save(screen, measure="40", measure_uuid=key)
    assert [row.latest for row in state.rows] == ["32 in"]


@pytest.mark.parametrize("wrong", ["", "NaN", "1e9", "-3", "5"])
async def test_a_measure_that_can_not_be_says_so_under_its_field(screen: Screen, wrong: str):
    state = await save(screen, measure=wrong)
    assert set(state.errors) == {"value"}
    assert state.rows == []


async def test_a_metric_brings_its_own_units(screen: Screen):
    await screen.send(MeasuresState.choose, metric="body_fat")
    assert (await screen.state(MeasuresState)).units == ["%"]


async def test_resting_energy_shows_both_where_no_sex_is_given(ann: Person, open_screen: Open):
    make.weight(ann, 80)
    changes = {"height": "180 cm", "date_of_birth": "1990-01-01"}
    db.run_sync(profiles.update_profile, user_id=ann.id, changes=changes)
    screen = await open_screen(ann, routes.CABINET_BODY, MeasuresState.load)
    state = await screen.state(MeasuresState)
    assert " to " in state.resting
    assert len(state.energy) == 5


async def test_resting_energy_says_what_it_needs(screen: Screen):
    state = await screen.state(MeasuresState)
    assert (state.resting, state.energy) == ("", [])
    assert "height" in state.resting_note
