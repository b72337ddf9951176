"""The screen of imports: the file at hand, its answers, its progress, its receipt."""

import pytest

from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.imports import importer, jobs
from fitness_app.training.models import Workout
from fitness_app.training.state.imports import ImportState
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.training.conftest import Open
from tests.training.imports.bringing import STRONG, brought, previewed


async def opened(open_screen: Open, person: Person) -> tuple[Screen, ImportState]:
    screen = await open_screen(person, "/cabinet/import", ImportState.load)
    return screen, await screen.state(ImportState)


async def test_without_a_file_it_asks_for_one(ann: Person, open_screen: Open):
    _, state = await opened(open_screen, ann)
    assert (state.stage, state.past) == ("choose", [])


async def test_a_preview_is_there_when_one_comes_back(ann: Person, open_screen: Open):
    make.exercise("Barbell bench press", equipment="barbell")
    previewed(ann, STRONG)
    _, state = await opened(open_screen, ann)
    assert (state.stage, state.job.source, state.job.act) == (
        "preview", "Strong", "Import 2 sessions",
    )  # fmt: skip
    assert state.job.asks == (
        "The file leaves open the unit of its weights, the unit of its distances and the time "
        "zone you trained in."
    )
    assert [row.name for row in state.unknown] == ["Plank", "Running"]
    assert [row.options[0].label for row in state.known] == ["Barbell bench press"]
    first = state.sessions[0]
    assert (first.title, first.lines[0].label) == ("Push", "40 kg × 10, 80 kg × 5, 80 kg × 5")
    assert first.lines[1].label == "1:00"


async def test_bo_sees_nothing_of_anns(ann: Person, bo: Person, open_screen: Open):
    view = previewed(ann, STRONG)
    screen, state = await opened(open_screen, bo)
    assert state.stage == "choose"
    state._job_id = view.id
    for handler in (ImportState.start, ImportState.discard, ImportState.show_all_names):
        with pytest.raises(NotFound):
            await screen.send(handler)
    assert db.read_sync(jobs.get_job, member_id=ann.id, job_id=view.id).state == "previewed"


async def test_an_answer_changes_what_is_shown(ann: Person, open_screen: Open):
    previewed(ann, STRONG)
    screen, state = await opened(open_screen, ann)
    await screen.send(ImportState.choose_unit, unit="lb")
    assert state.sessions[0].lines[0].label.startswith("40 lb × 10")
    await screen.send(ImportState.choose_zone, time_zone="Asia/Tbilisi")
    assert state.job.time_zone == "Asia/Tbilisi"


async def test_a_name_can_mean_any_exercise_or_none(ann: Person, open_screen: Open):
    floor = make.exercise("Floor press")
    previewed(ann, STRONG)
    screen, state = await opened(open_screen, ann)
    await screen.send(ImportState.choose, name="Plank", choice="skip")
    await screen.send(ImportState.choose, name="Running", choice="search")
    assert state.sought_name == "Running"
    await screen.send(ImportState.look, words="floor")
    assert [option.label for option in state.found] == ["Floor press"]
    await screen.send(ImportState.pick, choice=str(floor))
    values = {row.name: row.value for row in [*state.unknown, *state.known]}
    assert (values["Plank"], values["Running"]) == ("skip", str(floor))


async def test_once_started_it_is_followed_to_its_receipt(ann: Person, open_screen: Open):
    previewed(ann, STRONG)
    screen, state = await opened(open_screen, ann)
    asked = await screen.send(ImportState.start)
    assert "watch" in asked
    assert state.stage == "running"
    await importer.write_due()
    await screen.send(ImportState.load)
    assert (state.stage, state.past[0].outcome) == ("choose", "2 sessions with 5 sets added")


async def test_undoing_asks_first_and_then_takes_it_back(ann: Person, open_screen: Open):
    view = await brought(ann, STRONG)
    screen, state = await opened(open_screen, ann)
    await screen.send(ImportState.ask, job_id=view.id)
    assert state.doomed.id == view.id
    assert "Undone" in await screen.send(ImportState.undo)
    assert db.read_sync(lambda session: session.get(Workout, 1)) is None
    assert state.past[0].outcome == "Undone: all that it added is gone again"


async def test_rows_that_cant_be_used_are_listed(ann: Person, open_screen: Open):
    previewed(ann, STRONG + "2026-03-05 10:00:00,Push,1h,Squat,1,=1+1,5,0,0,,,\n")
    _, state = await opened(open_screen, ann)
    assert state.job.problem_title == "1 row needs a look"
    (row,) = state.problems
    assert (row.row, row.text) == ("7", "Weight “=1+1” is a formula, not a number")


async def test_a_problem_in_sending_is_shown(ann: Person, open_screen: Open):
    screen, state = await opened(open_screen, ann)
    await screen.send(ImportState.sending)
    assert state.is_busy
    await screen.send(ImportState.sent, problem="That file is too large.")
    assert (state.is_busy, state.error) == (False, "That file is too large.")
