"""'Is this right?' on the screens: records, a workout, and the way there from progress."""

from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound
from fitness_app.training.pages import past_workout, progress, records
from fitness_app.training.pages.past_workout import PastWorkoutState
from fitness_app.training.pages.records import RecordsState
from fitness_app.training.progress import derived
from fitness_app.training.state.doubts import DoubtsState
from fitness_app.training.state.progress import ProgressState
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open


@pytest.fixture
def workouts(ann: Person) -> list[int]:
    """Five days of ann's, each with a jump in another exercise after its baseline."""
    today = clock.now().date()
    done = []
    for number in range(5):
        lift = make.exercise(f"Lift {number}")
        make.workout(ann, {lift: [(100, 5)]}, day=today - timedelta(days=30 - number))
        slip = {"load_kg": 1000, "entered_load": 1000, "entered_unit": "kg", "reps": 5}
        done.append(make.workout(ann, {lift: [slip]}, day=today - timedelta(days=9 - number)))
    db.run_sync(derived.rebuild, member_id=ann.id)
    return done


async def test_records_ask_about_a_few_and_say_how_many_more(
    ann: Person, workouts: list[int], open_screen: Open
):
    screen = await open_screen(ann, routes.PROGRESS_RECORDS, *records.PAGE.on_load)
    state = await screen.state(DoubtsState)
    assert [row.workout_id for row in state.rows] == [*reversed(workouts)][:3]
    assert state.rows[0].exercise == "Lift 4"
    assert state.rows[0].what.startswith("1,000 kg × 5 on ")
    assert "1,125 kg" in state.rows[0].why
    assert "112.5 kg" in state.rows[0].why
    assert state.more == "2 more after these."


async def test_what_is_right_becomes_a_record(ann: Person, workouts: list[int], open_screen: Open):
    screen = await open_screen(ann, routes.PROGRESS_RECORDS, *records.PAGE.on_load)
    state = await screen.state(DoubtsState)
    assert (await screen.state(RecordsState)).rows == []
    asked = await screen.send(DoubtsState.keep, set_id=state.rows[0].set_id)
    assert "It counts now" in asked
    assert [row.workout_id for row in state.rows] == [*reversed(workouts)][1:4]
    await screen.send(RecordsState.load)
    rows = (await screen.state(RecordsState)).rows
    assert {row.workout_id for row in rows} == {workouts[-1]}


async def test_a_workout_asks_about_its_own_alone(
    ann: Person, workouts: list[int], open_screen: Open
):
    where = routes.workout(workouts[1])
    screen = await open_screen(ann, where, *past_workout.PAGE.on_load)
    state = await screen.state(DoubtsState)
    assert [row.workout_id for row in state.rows] == [workouts[1]]
    assert (await screen.state(PastWorkoutState)).records == []
    await screen.send(DoubtsState.keep, set_id=state.rows[0].set_id)
    await screen.send(PastWorkoutState.leave_sets)
    assert state.rows == []
    assert (await screen.state(PastWorkoutState)).records != []


async def test_progress_says_that_there_is_something_to_look_at(
    ann: Person, bo: Person, workouts: list[int], open_screen: Open
):
    screen = await open_screen(ann, routes.PROGRESS, *progress.PAGE.on_load)
    assert (await screen.state(ProgressState)).asked == f"{len(workouts)} entries"
    screen = await open_screen(bo, routes.PROGRESS, *progress.PAGE.on_load)
    assert (await screen.state(ProgressState)).asked == ""


async def test_added_weight_and_help_are_said_as_such(ann: Person, open_screen: Open):
    today = clock.now().date()
    make.weight(ann, 80, local_date=today - timedelta(days=40))
    for name, mode, loads in (
        ("Dip", Mode.WEIGHTED_BODYWEIGHT, (5, 90)),
        ("Pull-up", Mode.ASSISTED_BODYWEIGHT, (60, 10)),
    ):
        one = make.exercise(name, mode=mode, bodyweight_fraction=1.0)
        for days_ago, load in zip((20, 2), loads, strict=True):
            make.workout(ann, {one: [(load, 5)]}, day=today - timedelta(days=days_ago))
    db.run_sync(derived.rebuild, member_id=ann.id)
    screen = await open_screen(ann, routes.PROGRESS_RECORDS, *records.PAGE.on_load)
    what = [row.what.partition(" ×")[0] for row in (await screen.state(DoubtsState)).rows]
    assert sorted(what) == ["+90 kg", "10 kg of help"]


async def test_bo_confirms_nothing_of_anns(
    ann: Person, bo: Person, workouts: list[int], open_screen: Open
):
    anns = await open_screen(ann, routes.PROGRESS_RECORDS, *records.PAGE.on_load)
    set_id = (await anns.state(DoubtsState)).rows[0].set_id
    screen = await open_screen(bo, routes.PROGRESS_RECORDS, *records.PAGE.on_load)
    assert (await screen.state(DoubtsState)).rows == []
    with pytest.raises(NotFound):
        await screen.send(DoubtsState.keep, set_id=set_id)
    with pytest.raises(RefusedError):
        await Screen(None, routes.PROGRESS_RECORDS).send(DoubtsState.keep, set_id=set_id)
