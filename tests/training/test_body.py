"""The screen for the body: entering a weight, its chart, putting entries right."""

from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound
from fitness_app.training import metrics
from fitness_app.training.pages import body
from fitness_app.training.pages.body import CorrectionState, EntryState
from fitness_app.training.state.metrics import WeightState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open

LOADS = body.PAGE.on_load


@pytest.fixture
async def screen(ann: Person, open_screen: Open) -> Screen:
    """Ann on the page, before her first entry."""
    return await open_screen(ann, routes.CABINET_BODY, *LOADS)


async def enter(screen: Screen, value: str, **more: str) -> str:
    entry = await screen.state(EntryState)
    weight = await screen.state(WeightState)
    form = {
        "value": value,
        "unit": weight.figures.unit,
        "measured_on": entry.today,
        "client_uuid": entry.client_uuid,
    }
    asked = await screen.send(EntryState.submit, form={**form, **more})
    await screen.send(WeightState.load)
    return asked


def kept(person: Person) -> list[tuple[float, str]]:
    entries = db.read_sync(metrics.list_metric, member_id=person.id, metric="body_weight")
    return [(one.entry.entered_value, one.entry.entered_unit) for one in entries]


async def test_before_the_first_entry_there_is_nothing_to_show(screen: Screen):
    state = await screen.state(WeightState)
    assert (state.figures.latest, state.points, state.rows) == ("", [], [])


async def test_todays_weight_appears_in_figure_chart_and_table(screen: Screen):
    asked = await enter(screen, "72,5")
    assert "Saved: 72.5 kg." in asked
    state = await screen.state(WeightState)
    assert (state.figures.latest, state.figures.unit) == ("72.5", "kg")
    assert len(state.points) == 84
    assert (state.points[-1].reading, state.points[-1].trend) == (72.5, 72.5)
    assert [(row.entered, row.trend) for row in state.rows] == [("72.5 kg", "72.5 kg")]


async def test_a_wrong_value_is_said_under_its_field(ann: Person, screen: Screen):
    await enter(screen, "heavy", measured_on="1999-01-01")
    assert set((await screen.state(EntryState)).errors) == {"value", "measured_on"}
    assert kept(ann) == []


async def test_what_no_field_shows_is_said_of_the_form(ann: Person, screen: Screen):
    await enter(screen, "72", unit="stone", client_uuid="mine")
    assert set((await screen.state(EntryState)).errors) == {"form"}
    assert kept(ann) == []


async def test_errors_go_when_it_is_right(screen: Screen):
    await enter(screen, "heavy")
    await enter(screen, "72")
    assert (await screen.state(EntryState)).errors == {}


async def test_the_same_form_sent_twice_is_one_entry_and_the_next_another(
    ann: Person, screen: Screen
):
    key = (await screen.state(EntryState)).client_uuid
    await enter(screen, "72", client_uuid=key)
    await enter(screen, "72", client_uuid=key)
    assert len(kept(ann)) == 1
    await enter(screen, "73")
    assert len(kept(ann)) == 2


async def test_coming_back_to_the_page_keeps_the_forms_key(screen: Screen):
    key = (await screen.state(EntryState)).client_uuid
    await screen.send(EntryState.load)
    assert (await screen.state(EntryState)).client_uuid == key


async def test_pounds_are_remembered_and_shown_from_then_on(ann: Person, screen: Screen):
    make.weight(ann, 80)
    await screen.send(EntryState.choose_unit, unit="lb")
    await screen.send(WeightState.load)
    figures = (await screen.state(WeightState)).figures
    assert (figures.latest, figures.unit) == ("176.4", "lb")
    profile = await db.read(profiles.get_profile, user_id=ann.id)
    assert profile.unit_system == "imperial"


async def test_135_pounds_show_as_135_pounds_in_either_unit(screen: Screen):
    await enter(screen, "135", unit="lb")
    rows = (await screen.state(WeightState)).rows
    assert [row.entered for row in rows] == ["135 lb"]
    await screen.send(EntryState.choose_unit, unit="lb")
    await screen.send(WeightState.load)
    assert (await screen.state(WeightState)).figures.latest == "135"


async def test_a_unit_nobody_offers_is_refused(screen: Screen):
    with pytest.raises(UnusableError):
        await screen.send(EntryState.choose_unit, unit="stone")


async def test_days_without_an_entry_take_their_room_in_the_chart(ann: Person, screen: Screen):
    make.weight(ann, 80, local_date=clock.now().date() - timedelta(days=3))
    make.weight(ann, 79)
    await screen.send(WeightState.load)
    points = (await screen.state(WeightState)).points
    assert [point.reading for point in points[-4:]] == [80, None, None, 79]
    assert [point.end for point in points[-4:]] == [None, None, None, points[-1].trend]


async def test_the_change_is_that_of_the_trend_over_what_is_shown(ann: Person, screen: Screen):
    first = clock.now().date() - timedelta(days=20)
    make.weight(ann, 80, local_date=first)
    make.weight(ann, 69)
    await screen.send(WeightState.load)
    change = (await screen.state(WeightState)).figures.change
    assert change.startswith("−2.0 kg since ")


async def test_a_span_shows_its_days_only(ann: Person, screen: Screen):
    make.weight(ann, 80, local_date=clock.now().date() - timedelta(days=40))
    await screen.send(WeightState.choose_span, span="4w")
    state = await screen.state(WeightState)
    assert (state.points, state.rows) == ([], [])
    assert state.figures.latest == "80"
    await screen.send(WeightState.choose_span, span="1y")
    assert len((await screen.state(WeightState)).points) == 365


async def test_a_span_nobody_offers_is_refused(screen: Screen):
    with pytest.raises(UnusableError):
        await screen.send(WeightState.choose_span, span="10y")


async def test_more_rows_come_on_demand(ann: Person, screen: Screen):
    for days_ago in range(9):
        make.weight(ann, 80, local_date=clock.now().date() - timedelta(days=days_ago))
    await screen.send(WeightState.load)
    state = await screen.state(WeightState)
    assert (len(state.rows), state.has_more_rows) == (7, True)
    await screen.send(WeightState.show_more)
    assert (len(state.rows), state.has_more_rows) == (9, False)


async def test_the_axis_has_round_numbers_around_everything(ann: Person, screen: Screen):
    make.weight(ann, 80.3)
    make.weight(ann, 77.9)
    await screen.send(WeightState.load)
    assert (await screen.state(WeightState)).ticks == [77, 78, 79, 80, 81]


async def test_body_mass_index_needs_a_height_and_its_band_an_adult(ann: Person, screen: Screen):
    make.weight(ann, 70)
    await screen.send(WeightState.load)
    state = await screen.state(WeightState)
    assert (state.bmi, state.bmi_band) == ("", "")
    tell(ann, height="175")
    await screen.send(WeightState.load)
    assert (state.bmi, state.bmi_band) == ("22.9", "")
    tell(ann, date_of_birth="1990-05-31")
    await screen.send(WeightState.load)
    assert state.bmi_band == "Normal weight"
    tell(ann, date_of_birth=str(clock.now().year - 16) + "-01-01")
    await screen.send(WeightState.load)
    assert state.bmi_band == ""


def tell(person: Person, **changes: str) -> None:
    db.run_sync(profiles.update_profile, user_id=person.id, changes=changes)


async def opened(screen: Screen, entry_id: int) -> CorrectionState:
    await screen.send(WeightState.load)
    await screen.send(CorrectionState.open, entry_id=entry_id)
    return await screen.state(CorrectionState)


async def test_an_entry_is_corrected(ann: Person, screen: Screen):
    state = await opened(screen, make.weight(ann, 745))
    assert (state.corrected.value, state.corrected.unit) == ("745", "kg")
    form = {"corrected_value": "164,5", "corrected_unit": "lb", "corrected_on": "2026-03-01"}
    assert "Entry corrected." in await screen.send(CorrectionState.correct, form=form)
    assert kept(ann) == [(164.5, "lb")]
    assert state.corrected.id == 0


async def test_a_wrong_correction_stays_open_with_its_errors(ann: Person, screen: Screen):
    state = await opened(screen, make.weight(ann, 74.5))
    form = {"corrected_value": "x", "corrected_unit": "kg", "corrected_on": "x"}
    await screen.send(CorrectionState.correct, form=form)
    assert set(state.errors) == {"value", "measured_on"}
    assert state.corrected.id != 0
    assert kept(ann) == [(74.5, "kg")]


async def test_an_entry_is_deleted_after_asking(ann: Person, screen: Screen):
    entry_id = make.weight(ann, 74.5)
    await screen.send(WeightState.load)
    await screen.send(CorrectionState.ask, entry_id=entry_id)
    assert (await screen.state(CorrectionState)).doomed.entered == "74.5 kg"
    await screen.send(CorrectionState.delete)
    assert kept(ann) == []


async def test_nothing_is_deleted_that_was_not_asked_about(ann: Person, screen: Screen):
    make.weight(ann, 74.5)
    with pytest.raises(NotFound):
        await screen.send(CorrectionState.delete)
    assert len(kept(ann)) == 1


async def test_anns_screen_neither_opens_nor_deletes_bos_entry(
    ann: Person, bo: Person, screen: Screen
):
    bos = make.weight(bo, 90)
    state = await opened(screen, bos)
    assert state.corrected.id == 0
    form = {"corrected_value": "70", "corrected_unit": "kg", "corrected_on": "2026-03-01"}
    await screen.send(CorrectionState.ask, entry_id=bos)
    with pytest.raises(NotFound):
        await screen.send(CorrectionState.delete)
    await screen.send(CorrectionState.correct, form=form)
    assert state.errors == {"form": NotFound().message}
    assert kept(bo) == [(90, "kg")]


@pytest.mark.usefixtures("database")
async def test_a_guest_can_do_none_of_it():
    screen = Screen(None, routes.CABINET_BODY)
    for handler in (WeightState.load, EntryState.load, CorrectionState.delete):
        with pytest.raises(RefusedError):
            await screen.send(handler)
