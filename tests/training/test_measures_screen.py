"""The screen for measures beside the weight, and resting energy."""

from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import clock, db
from fitness_app.training import goals
from fitness_app.training.pages import body
from fitness_app.training.pages.body import CorrectionState
from fitness_app.training.state.measure_history import MeasureHistoryState
from fitness_app.training.state.measures import MeasuresState
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.training.conftest import Open


@pytest.fixture
async def screen(ann: Person, open_screen: Open) -> Screen:
    return await open_screen(ann, routes.CABINET_BODY, *body.PAGE.on_load)


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


async def test_before_any_measure_there_is_none_to_look_at(ann: Person, screen: Screen):
    make.weight(ann, 80)
    await screen.send(MeasureHistoryState.load)
    history = await screen.state(MeasureHistoryState)
    assert (history.metric, history.points, history.rows) == ("", [], [])


async def test_what_was_just_saved_is_looked_at(screen: Screen):
    await save(screen, metric="hips", measure="100", measure_unit="cm")
    await save(screen)
    history = await screen.state(MeasureHistoryState)
    assert (history.metric, history.name) == ("waist", "Waist")
    assert (history.figures.latest, history.figures.unit) == ("81.3", "cm")
    assert history.points[-1].reading == 81.28
    assert [row.entered for row in history.rows] == ["32 in"]
    assert history.figures.summary.startswith("Waist, ")


async def test_another_measure_is_chosen_and_an_unknown_one_passed_over(screen: Screen):
    await save(screen, metric="hips", measure="100", measure_unit="cm")
    await save(screen)
    history = await screen.state(MeasureHistoryState)
    await screen.send(MeasureHistoryState.look_at, metric="hips")
    assert (history.name, history.figures.latest) == ("Hips", "100")
    for unknown in ("calf", "body_weight", "luck", "x" * 5000):
        await screen.send(MeasureHistoryState.look_at, metric=unknown)
        assert history.name == "Waist"


async def test_a_span_shows_its_days_only_and_more_rows_come_on_demand(ann: Person, screen: Screen):
    today = clock.now().date()
    for days_ago in (*range(9), 40):
        make.weight(ann, 80, metric="waist", local_date=today - timedelta(days=days_ago))
    await screen.send(MeasureHistoryState.choose_span, span="4w")
    history = await screen.state(MeasureHistoryState)
    assert (len(history.points), len(history.rows), history.has_more_rows) == (28, 7, True)
    await screen.send(MeasureHistoryState.show_more)
    assert (len(history.rows), history.has_more_rows) == (9, False)
    await screen.send(MeasureHistoryState.choose_span, span="1y")
    assert len(history.points) == 365
    with pytest.raises(UnusableError):
        await screen.send(MeasureHistoryState.choose_span, span="10y")


async def test_a_goals_target_is_a_line_in_the_readers_unit(ann: Person, screen: Screen):
    make.weight(ann, 90, metric="waist")
    db.run_sync(
        goals.set_goal,
        member_id=ann.id,
        metric="waist",
        target="32",
        unit="in",
        due_on=f"{clock.now().date() + timedelta(days=90)}",
        time_zone="UTC",
    )
    await screen.send(MeasureHistoryState.load)
    assert (await screen.state(MeasureHistoryState)).goal == 81.28


async def test_a_measure_is_corrected_in_its_own_units(ann: Person, screen: Screen):
    entry = make.weight(ann, 90, metric="waist", entered_unit="cm")
    await screen.send(MeasureHistoryState.load)
    await screen.send(CorrectionState.open, entry_id=entry)
    state = await screen.state(CorrectionState)
    assert (state.corrected.value, state.units) == ("90", ["cm", "in"])
    wrong = {"corrected_value": "5", "corrected_unit": "cm", "corrected_on": "2026-03-01"}
    await screen.send(CorrectionState.correct, form=wrong)
    assert set(state.errors) == {"value"}
    await screen.send(CorrectionState.correct, form={**wrong, "corrected_value": "85"})
    await screen.send(MeasureHistoryState.choose_span, span="1y")
    rows = (await screen.state(MeasureHistoryState)).rows
    assert [row.entered for row in rows] == ["85 cm"]


async def test_the_last_measure_deleted_leaves_none_to_look_at(ann: Person, screen: Screen):
    entry = make.weight(ann, 90, metric="waist", entered_unit="cm")
    await screen.send(MeasureHistoryState.load)
    await screen.send(CorrectionState.ask, entry_id=entry)
    assert "Entry deleted." in await screen.send(CorrectionState.delete)
    await screen.send(MeasureHistoryState.load)
    assert (await screen.state(MeasureHistoryState)).metric == ""


async def test_bos_measures_are_his_alone(ann: Person, bo: Person, screen: Screen):
    bos = make.weight(bo, 90, metric="waist")
    await screen.send(MeasureHistoryState.look_at, metric="waist")
    assert (await screen.state(MeasureHistoryState)).metric == ""
    await screen.send(CorrectionState.open, entry_id=bos)
    assert (await screen.state(CorrectionState)).corrected.id == 0
