"""The screen for goals: setting one, its bar and words, adjusting it, letting it go."""

from datetime import UTC, datetime, timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training import goals
from fitness_app.training.goal_rows import GoalRow
from fitness_app.training.pages import goals as page
from fitness_app.training.pages.goals import AdjustmentState, NewGoalState
from fitness_app.training.progress import derived
from fitness_app.training.state.metrics import GoalsState, WeightState
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open

LOADS = page.PAGE.on_load
NEW_YEAR = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def new_year() -> None:
    clock.move(NEW_YEAR - clock.now())


@pytest.fixture
async def screen(ann: Person, open_screen: Open) -> Screen:
    """Ann on the page, at 80 kg."""
    make.weight(ann, 80)
    return await open_screen(ann, routes.CABINET_GOALS, *LOADS)


@pytest.fixture
async def running(screen: Screen) -> GoalRow:
    """Her goal: 70 kg in 100 days."""
    await set_goal(screen)
    return await first(screen)


async def set_goal(screen: Screen, **aim: str) -> str:
    await screen.send(NewGoalState.open)
    form = {"target": "70", "unit": "kg", "due_on": "2026-04-11"}
    asked = await screen.send(NewGoalState.submit, form={**form, **aim})
    await screen.send(GoalsState.load)
    return asked


async def first(screen: Screen) -> GoalRow:
    await screen.send(GoalsState.load)
    return (await screen.state(GoalsState)).goals[0]


async def adjust(screen: Screen, goal: GoalRow, **change: str) -> str:
    await screen.send(AdjustmentState.open, goal_id=goal.id)
    form = {"new_target": "72", "new_due_on": "2026-05-01", "note": "", "unit": "kg"}
    return await screen.send(AdjustmentState.adjust, form={**form, **change})


async def test_a_goal_starts_at_the_latest_weight(screen: Screen):
    assert (await screen.state(GoalsState)).latest == "80 kg"
    assert "Goal set." in await set_goal(screen)
    goal = await first(screen)
    assert (goal.start, goal.now, goal.aim) == ("80 kg", "now 80 kg", "70 kg by 11 Apr")
    assert (goal.standing, goal.pace, goal.percent) == ("just_started", "", 0)
    assert not (await screen.state(NewGoalState)).is_open


async def test_without_a_weight_the_page_asks_for_one(bo: Person, open_screen: Open):
    screen = await open_screen(bo, routes.CABINET_GOALS, *LOADS)
    assert (await screen.state(GoalsState)).latest == ""
    await set_goal(screen)
    assert set((await screen.state(NewGoalState)).errors) == {"form"}


async def test_wrong_fields_are_said_and_the_form_stays_open(screen: Screen):
    await set_goal(screen, target="x", due_on="")
    state = await screen.state(NewGoalState)
    assert set(state.errors) == {"target", "due_on"}
    assert state.is_open


async def test_a_second_goal_is_refused_in_words(screen: Screen, running: GoalRow):
    await set_goal(screen, target="60")
    assert "Adjust it" in (await screen.state(NewGoalState)).errors["form"]


@pytest.mark.parametrize(
    ("kg", "shown"),
    [
        (76.0, ("on_track", "", "pace 80%", 40)),
        (76.1, ("at_risk", "warning", "pace 78%", 39)),
        (77.6, ("behind", "error", "pace 48%", 24)),
        (82.0, ("behind", "error", "pace 0%", 0)),
    ],
)
async def test_halfway_the_bar_tells_the_pace(
    ann: Person, screen: Screen, running: GoalRow, kg: float, shown: tuple[str, str, str, int]
):
    clock.move(timedelta(days=50))
    make.weight(ann, kg)
    goal = await first(screen)
    assert (goal.standing, goal.gap, goal.pace, goal.percent) == shown
    assert goal.due_percent == 50


async def test_a_goal_at_risk_says_when_it_would_come(
    ann: Person, screen: Screen, running: GoalRow
):
    clock.move(timedelta(days=50))
    make.weight(ann, 77)
    assert (await first(screen)).forecast == "At this rate 70 kg comes in mid-June."


async def test_a_goal_past_its_day_says_so(screen: Screen, running: GoalRow):
    clock.move(timedelta(days=101))
    assert (await first(screen)).forecast.startswith("11 April has passed.")


async def test_a_reached_goal_can_be_closed(ann: Person, screen: Screen, running: GoalRow):
    with pytest.raises(Conflict):
        await screen.send(AdjustmentState.finish, goal_id=running.id)
    make.weight(ann, 69.5)
    goal = await first(screen)
    assert (goal.standing, goal.percent) == ("reached", 100)
    await screen.send(AdjustmentState.finish, goal_id=goal.id)
    await screen.send(GoalsState.load)
    state = await screen.state(GoalsState)
    assert state.goals == []
    assert [(row.way, row.status) for row in state.ended] == [("80 kg to 70 kg", "reached")]


async def test_an_adjustment_shows_in_the_goal_and_in_its_history(screen: Screen, running: GoalRow):
    assert "Goal adjusted." in await adjust(screen, running, note="A cold")
    goal = await first(screen)
    assert goal.aim == "72 kg by 1 May"
    await screen.send(AdjustmentState.open, goal_id=goal.id)
    state = await screen.state(AdjustmentState)
    assert (state.adjusted.target, state.adjusted.due_on) == ("72", "2026-05-01")
    assert [(row.change, row.note) for row in state.history] == [
        ("70 kg became 72 kg, 11 Apr became 1 May", "A cold")
    ]


async def test_a_wrong_adjustment_stays_open(screen: Screen, running: GoalRow):
    await adjust(screen, running, new_target="x", new_due_on="2020-01-01", note="x" * 201)
    state = await screen.state(AdjustmentState)
    assert set(state.errors) == {"target", "due_on", "note"}
    assert state.adjusted.id == running.id


async def test_a_goal_is_dropped_after_asking(screen: Screen, running: GoalRow):
    await screen.send(AdjustmentState.ask, goal_id=running.id)
    assert (await screen.state(AdjustmentState)).doomed.aim == "70 kg by 11 Apr"
    await screen.send(AdjustmentState.drop)
    await screen.send(GoalsState.load)
    state = await screen.state(GoalsState)
    assert (state.goals, [row.status for row in state.ended]) == ([], ["dropped"])


async def test_the_goal_is_a_line_in_the_weights_chart(screen: Screen, running: GoalRow):
    await screen.send(WeightState.load)
    state = await screen.state(WeightState)
    assert state.goal == 70
    assert state.ticks[0] <= 70


async def test_bos_screen_neither_opens_nor_changes_anns_goal(
    ann: Person, bo: Person, open_screen: Open, running: GoalRow
):
    screen = await open_screen(bo, routes.CABINET_GOALS, *LOADS)
    assert (await screen.state(GoalsState)).goals == []
    with pytest.raises(NotFound):
        await screen.send(AdjustmentState.open, goal_id=running.id)
    with pytest.raises(NotFound):
        await screen.send(AdjustmentState.finish, goal_id=running.id)
    await screen.send(AdjustmentState.ask, goal_id=running.id)
    with pytest.raises(NotFound):
        await screen.send(AdjustmentState.drop)
    views = await db.read(goals.list_goals, member_id=ann.id, time_zone="UTC")
    assert [(view.target_value, view.status) for view in views] == [(70, "active")]


@pytest.mark.usefixtures("database")
async def test_a_guest_can_do_none_of_it():
    screen = Screen(None, routes.CABINET_GOALS)
    for handler in (GoalsState.load, NewGoalState.open, AdjustmentState.drop):
        with pytest.raises(RefusedError):
            await screen.send(handler)


async def test_a_time_to_beat_is_set_and_shown(ann: Person, screen: Screen):
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    make.workout(ann, {run: [{"distance_m": 5000, "duration_s": 1680}]})
    db.run_sync(derived.rebuild, member_id=ann.id)
    await screen.send(NewGoalState.open)
    await screen.send(NewGoalState.choose, subject="time")
    state = await screen.state(NewGoalState)
    assert (state.unit, state.distance_unit) == ("min", "km")
    assert [one.slug for one in state.exercises] == ["run"]
    timed = {"subject": "time", "target": "25:00", "unit": "min", "exercise": "run"}
    await set_goal(screen, **timed, at_distance=" ")
    assert set(state.errors) == {"at_distance"}
    await set_goal(screen, **timed, at_distance="5", distance_unit="km")
    assert state.errors == {}
    goal = await first(screen)
    assert (goal.name, goal.start) == ("Run, time over 5 km", "28:00 min")
    assert (goal.aim, goal.target) == ("25:00 min by 11 Apr", "25:00")


async def test_a_distance_is_said_in_miles_to_who_reads_miles(ann: Person, screen: Screen):
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    make.workout(ann, {run: [{"distance_m": 16_093.44, "duration_s": 5400}]})
    db.run_sync(profiles.update_profile, user_id=ann.id, changes={"unit_system": "imperial"})
    timed = {"subject": "time", "target": "1:25:00", "unit": "min", "exercise": "run"}
    await set_goal(screen, **timed, at_distance="10", distance_unit="mi")
    goal = await first(screen)
    assert (goal.name, goal.target) == ("Run, time over 10 mi", "1:25:00")
