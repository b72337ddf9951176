"""The workout's screen: what stands beside each set, and events nobody's page would send."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import clock, db
from fitness_app.kit.errors import DomainError, NotFound
from fitness_app.training.pages.past_workout import PastWorkoutState
from fitness_app.training.pages.workouts import WorkoutsState
from fitness_app.training.progress import derived
from fitness_app.training.state.workout import StartState, WorkoutState
from fitness_app.training.state.workout_menus import (
    LineMenuState,
    PickState,
    SetMenuState,
    WorkoutMenuState,
)
from fitness_app.training.workouts import lines
from fitness_app.training.workouts.set_rows import SetRow
from fitness_app.training.workouts.workout_rows import LineRow
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.training.conftest import Open
from tests.training.workouts.conftest import Session, begin


@pytest.fixture
def past(ann: Person, squat: int) -> int:
    """What ann squatted some days ago, in barbell kilograms."""
    day = clock.now().date() - timedelta(days=4)
    workout = make.workout(ann, {squat: [(60, 8), (60, 8), (60, 7)]}, day=day)
    db.run_sync(derived.rebuild, member_id=ann.id)
    return workout


async def rows_of(screen: Screen) -> list[LineRow]:
    groups = (await screen.state(WorkoutState)).groups
    return [line for group in groups for line in group.lines]


async def first_set(screen: Screen) -> SetRow:
    return (await rows_of(screen))[0].sets[0]


async def test_a_set_stands_beside_last_time_and_is_filled_in(
    open_screen: Open, ann: Person, past: int
):
    begin(ann, "barbell-squat")
    screen = await open_screen(ann, "/workout", WorkoutState.load)
    one = await first_set(screen)
    assert (one.last, one.target, one.first, one.second) == ("60 × 8", "60 × 8", "60", "8")
    (line,) = await rows_of(screen)
    assert (line.advice, line.advice_title) == ("same", "Stay at 60 kg")
    assert line.advice_reason.endswith(".")


async def test_another_load_goes_on_to_the_sets_below(open_screen: Open, ann: Person, past: int):
    session = begin(ann, "barbell-squat")
    first, second, _ = session.line().sets
    session.tick(key=first.client_uuid, load="65", reps="8")
    screen = await open_screen(ann, "/workout", WorkoutState.load)
    (line,) = await rows_of(screen)
    assert (line.sets[0].first, line.sets[1].first) == ("65", "65")
    assert line.sets[0].record.startswith("Best e1RM yet: ")
    session.tick(key=second.client_uuid, load="60", reps="8")
    await screen.send(WorkoutState.refresh, turn="17")
    (line,) = await rows_of(screen)
    assert line.sets[2].first == "60"
    assert (await screen.state(WorkoutState)).seen == "17"


async def test_a_first_set_ever_is_no_record(open_screen: Open, anns: Session):
    anns.tick(load="100", reps="5")
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    assert {one.record for line in await rows_of(screen) for one in line.sets} == {""}


async def test_an_exercises_loads_are_typed_in_pounds_from_now_on(
    open_screen: Open, ann: Person, past: int
):
    begin(ann, "barbell-squat")
    screen = await open_screen(ann, "/workout", WorkoutState.load)
    await screen.send(LineMenuState.open, uuid=(await rows_of(screen))[0].uuid)
    await screen.send(LineMenuState.choose_unit, unit="lb")
    (row,) = await rows_of(screen)
    assert (row.unit, row.first_head, row.sets[0].first) == ("lb", "lb", "132.28")


async def test_a_superset_takes_turns_and_rests_after_the_round(open_screen: Open, anns: Session):
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    await screen.send(LineMenuState.open, uuid=(await rows_of(screen))[0].uuid)
    await screen.send(LineMenuState.group)
    (group,) = (await screen.state(WorkoutState)).groups
    assert (group.label, group.rounds) == ("Superset A", "Round 1 of 3 · rest 2:00 after both")
    squat, bench = group.lines
    assert [squat.label, bench.label] == ["A1", "A2"]
    assert [one.order for one in squat.sets] == [0, 2, 4]
    assert [one.order for one in bench.sets] == [1, 3, 5]
    assert (squat.sets[0].rest_s, bench.sets[0].rest_s) == (0, 120)


async def test_a_note_and_a_rest_are_saved_or_refused_by_field(open_screen: Open, anns: Session):
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    await screen.send(LineMenuState.open, uuid=anns.line().client_uuid)
    await screen.send(LineMenuState.save, form={"note": "Deep", "rest": "soon"})
    assert set((await screen.state(LineMenuState)).errors) == {"rest"}
    await screen.send(LineMenuState.save, form={"note": "Deep", "rest": "1:30"})
    assert (anns.line().notes, anns.line().rest_s) == ("Deep", 90)


async def test_an_exercise_is_found_and_added_or_done_instead(open_screen: Open, anns: Session):
    make.exercise("Seated row", primary=["middle back"])
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    await screen.send(PickState.open)
    await screen.send(PickState.search, words="row")
    assert [row.slug for row in (await screen.state(PickState)).found] == ["seated-row"]
    await screen.send(PickState.pick, slug="seated-row")
    await screen.send(LineMenuState.open, uuid=anns.line().client_uuid)
    await screen.send(PickState.open_instead)
    await screen.send(PickState.pick, slug="seated-row")
    assert [line.movement.slug for line in anns.view().lines] == [
        "seated-row",
        "bench-press",
        "seated-row",
    ]


async def test_a_discarded_workout_leads_back_to_today(open_screen: Open, anns: Session):
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    assert "/today" in await screen.send(WorkoutMenuState.discard)
    with pytest.raises(NotFound):
        anns.view()


async def test_a_tap_on_today_starts_one_workout(open_screen: Open, ann: Person, past: int):
    screen = await open_screen(ann, "/today", StartState.load)
    assert "/workout" in await screen.send(StartState.repeat, workout_id=past)
    await screen.send(StartState.load)
    assert (await screen.state(StartState)).running.sets == 3
    with pytest.raises(DomainError):
        await screen.send(StartState.start_freestyle)


async def test_a_stranger_finds_nothing_of_anns_on_any_screen(
    open_screen: Open, anns: Session, bo: Person, past: int
):
    screen = await open_screen(bo, f"/workouts/{past}", PastWorkoutState.load)
    assert (await screen.state(PastWorkoutState)).head.id == 0
    for event, said in (
        (StartState.repeat, {"workout_id": past}),
        (PastWorkoutState.delete, {}),
        (SetMenuState.delete, {}),
    ):
        with pytest.raises(NotFound):
            await screen.send(event, **said)
    await screen.send(WorkoutsState.load)
    assert (await screen.state(WorkoutsState)).rows == []
    assert anns.view().is_running


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (SetMenuState.choose_type, {"kind": "cheat"}),
        (LineMenuState.move, {"step": 5}),
        (LineMenuState.choose_unit, {"unit": "st"}),
        (SetMenuState.choose_type, {"kind": "working", "is_record": True}),
        (WorkoutMenuState.choose_scale, {"scale": "feel"}),
        (StartState.start_due, {"scheduled_id": "x"}),
        (WorkoutState.refresh, {"turn": {"x": 1}}),
    ],
)
async def test_what_no_page_sends_goes_no_further(
    open_screen: Open, anns: Session, event: Any, said: dict[str, Any]
):
    screen = await open_screen(anns.person, "/workout", WorkoutState.load)
    before = anns.view()
    with pytest.raises(UnusableError):
        await screen.send(event, **said)
    assert anns.view() == before


async def test_a_page_whose_state_was_lost_still_finds_its_workout(
    open_screen: Open, anns: Session
):
    screen = await open_screen(anns.person, "/workout")
    await screen.send(WorkoutMenuState.choose_scale, scale="rir")
    assert anns.view().effort_scale == "rir"


async def test_the_past_is_read_corrected_and_deleted(open_screen: Open, ann: Person, past: int):
    screen = await open_screen(ann, f"/workouts/{past}", PastWorkoutState.load)
    state = await screen.state(PastWorkoutState)
    assert (state.head.sets, state.head.volume) == ("3", "1,380")
    assert [one.what for one in state.lines[0].sets] == ["60 kg × 8", "60 kg × 8", "60 kg × 7"]
    await screen.send(PastWorkoutState.save, form={"name": " ", "rating": "5"})
    assert set((await screen.state(PastWorkoutState)).errors) == {"name"}
    await screen.send(PastWorkoutState.save, form={"name": "Legs", "rating": "5"})
    assert (await screen.state(PastWorkoutState)).head.name == "Legs"
    await screen.send(PastWorkoutState.edit_sets)
    assert (await screen.state(WorkoutState)).head.id == past
    assert "/workouts" in await screen.send(PastWorkoutState.delete)


async def test_a_set_that_arrives_after_the_end_still_counts(ann: Person, squat: int):
    session = begin(ann, "barbell-squat")
    one, late, _ = session.line().sets
    session.tick(key=one.client_uuid, load="60", reps="8")
    session.finish()
    session.tick(key=late.client_uuid, load="60", reps="8")
    assert session.view().volume_kg == 960.0


async def test_an_exercise_that_is_gone_says_so(anns: Session):
    line = anns.line().client_uuid
    db.run_sync(lines.remove_exercise, **anns.whose, line_uuid=line)
    with pytest.raises(NotFound, match="no longer"):
        anns.tick(key=str(uuid4()), line_uuid=line, load="60", reps="8")
