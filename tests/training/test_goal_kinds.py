"""Goals of every kind: where they start, how they stand, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid
from fitness_app.training import goals
from fitness_app.training.goal_views import GoalView
from fitness_app.training.progress import derived
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person


@pytest.fixture
def today() -> date:
    return clock.now().date()


def set_goal(person: Person, target: str, unit: str, **said: Any) -> GoalView:
    due_on = (clock.now().date() + timedelta(days=100)).isoformat()
    return db.run_sync(
        goals.set_goal,
        member_id=person.id,
        target=target,
        unit=unit,
        due_on=due_on,
        time_zone="UTC",
        **said,
    )


def train(person: Person, done: dict[int, Any], *days: date) -> None:
    for day in days:
        make.workout(person, done, day=day)
    db.run_sync(derived.rebuild, member_id=person.id)


def now_of(person: Person) -> float | None:
    (goal,) = db.read_sync(goals.list_goals, member_id=person.id, time_zone="UTC")
    return goal.now_value


def test_a_goal_for_an_e1rm_follows_the_best_of_the_last_90_days(ann: Person, today: date):
    squat = make.exercise()
    train(ann, {squat: [(120, 5)]}, today - timedelta(days=120))
    train(ann, {squat: [(100, 5)]}, today - timedelta(days=10))
    goal = set_goal(ann, "250", "lb", kind="exercise_e1rm", exercise="barbell-squat")
    assert goal.start_value == pytest.approx(112.5)
    assert goal.target_value == pytest.approx(250 * 0.45359237)
    assert goal.name == "Barbell squat, estimated one-rep maximum"
    train(ann, {squat: [(101, 5)]}, today)
    assert now_of(ann) == pytest.approx(113.625)


def test_a_goal_for_reps_counts_sets_with_at_least_the_load(ann: Person, today: date):
    squat = make.exercise()
    train(
        ann, {squat: [(80, 12), (100, 5), {"load_kg": 100, "reps": 9, "set_type": "warmup"}]}, today
    )
    goal = set_goal(ann, "8", "reps", kind="exercise_reps", exercise="barbell-squat", at_load="100")
    assert (goal.start_value, goal.at_load_kg) == (5, 100)


def test_a_goal_for_sessions_a_week_is_the_mean_of_four_weeks(ann: Person, today: date):
    squat = make.exercise()
    train(ann, {squat: [(80, 5)]}, *(today - timedelta(days=number * 5) for number in range(6)))
    goal = set_goal(ann, "3", "sessions", kind="sessions_per_week")
    assert goal.start_value == 1.5


def test_goals_for_distance_and_duration_start_from_the_best_day(ann: Person, today: date):
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    plank = make.exercise("Plank", mode=Mode.DURATION)
    train(ann, {run: [{"distance_m": 3000}], plank: [{"duration_s": 60}]}, today)
    far = set_goal(ann, "10", "km", kind="distance")
    held = set_goal(ann, "2:30", "min", kind="duration", exercise="plank")
    assert (far.start_value, far.target_value) == (3000, 10_000)
    assert (held.start_value, held.target_value) == (60, 150)


@pytest.fixture
def run(ann: Person, today: date) -> int:
    """Running: ann did 10 km at 5:30 a km, 5 km in 30 minutes, and less far faster."""
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    sets = [
        {"distance_m": 10_000, "duration_s": 3300},
        {"distance_m": 5000, "duration_s": 1800},
        {"distance_m": 1000, "duration_s": 200},
        {"distance_m": 5000, "duration_s": 900, "is_done": False},
        {"distance_m": 5000, "duration_s": None},
    ]
    train(ann, {run: sets}, today)
    return run


def beat(person: Person, target: str = "25:00", **said: Any) -> GoalView:
    timed = {"kind": "duration", "exercise": "run", "at_distance": "5", **said}
    return set_goal(person, target, "min", **timed)


def test_a_time_to_beat_starts_at_the_best_pace_over_the_distance(ann: Person, run: int):
    goal = beat(ann)
    assert (goal.start_value, goal.target_value, goal.at_distance_m) == (1650, 1500, 5000)
    assert (goal.name, goal.standing) == ("Run, time", "just_started")


def test_a_faster_time_is_progress_and_a_slower_one_is_not(ann: Person, run: int, today: date):
    goal = beat(ann)
    clock.move(timedelta(days=50))
    train(
        ann, {run: [{"distance_m": 4990, "duration_s": 1575 * 0.998}]}, today + timedelta(days=49)
    )
    (now,) = db.read_sync(goals.list_goals, member_id=ann.id, time_zone="UTC")
    assert now.now_value == pytest.approx(1575)
    assert (now.progress, now.pace) == (pytest.approx(0.5), pytest.approx(1.0))
    assert now.standing == "on_track"
    train(ann, {run: [{"distance_m": 5000, "duration_s": 1490}]}, today + timedelta(days=50))
    reached = db.run_sync(goals.reach_goal, member_id=ann.id, goal_id=goal.id, time_zone="UTC")
    assert reached.status == "reached"


def test_a_time_to_beat_is_adjusted_and_keeps_what_it_was(ann: Person, run: int):
    goal = beat(ann)
    changed = db.run_sync(
        goals.adjust_goal,
        member_id=ann.id,
        goal_id=goal.id,
        target="26:00",
        unit="min",
        due_on=goal.due_on.isoformat(),
        time_zone="UTC",
    )
    (adjustment,) = changed.adjustments
    assert (adjustment.old_target_value, adjustment.new_target_value) == (1500, 1560)


def test_hours_are_read_and_miles_too(ann: Person, run: int):
    held = beat(ann, "0:50:30", at_distance="6.2", distance_unit="mi")
    assert held.target_value == 3030
    assert held.at_distance_m == pytest.approx(9977.93, abs=0.01)


def test_times_over_two_distances_are_two_goals(ann: Person, run: int):
    beat(ann)
    beat(ann, "50:00", at_distance="10")
    with pytest.raises(Conflict):
        beat(ann, "24:00")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"at_distance": "42.2"}, "exercise"),
        ({"at_distance": "far"}, "at_distance"),
        ({"at_distance": "0.01"}, "at_distance"),
        ({"at_distance": "9999"}, "at_distance"),
        ({"distance_unit": "light years"}, "distance_unit"),
        ({"exercise": ""}, "exercise"),
        ({"exercise": "barbell-squat"}, "exercise"),
        ({"target": "28:00"}, "target"),
        ({"target": "27:30"}, "target"),
        ({"target": "25:99"}, "target"),
        ({"target": "nan"}, "target"),
    ],
)
def test_a_time_that_can_not_be_beaten_is_refused(
    ann: Person, run: int, said: dict[str, str], field: str
):
    make.exercise()
    wanted = {"target": "25:00", **said}
    with pytest.raises(Invalid) as refusal:
        beat(ann, **wanted)
    assert set(refusal.value.fields) == {field}


def test_a_waist_can_be_a_goal_in_inches(ann: Person):
    make.weight(ann, 90, metric="waist", entered_unit="cm")
    goal = set_goal(ann, "32", "in", metric="waist")
    assert goal.target_value == pytest.approx(81.28)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "luck"}, "kind"),
        ({"kind": "exercise_e1rm", "exercise": "nothing"}, "exercise"),
        ({"kind": "exercise_e1rm", "exercise": "plank"}, "exercise"),
        ({"kind": "exercise_e1rm", "exercise": "barbell-squat"}, "exercise"),
        ({"kind": "exercise_e1rm", "exercise": "secret-bo"}, "exercise"),
        ({"kind": "metric", "metric": "waist"}, "metric"),
        ({"kind": "exercise_reps", "exercise": "barbell-squat", "at_load": "1e9"}, "at_load"),
        ({"kind": "exercise_reps", "exercise": "barbell-squat", "at_load": "9999"}, "at_load"),
        ({"kind": "sessions_per_week", "unit": "sessions", "target": "2.5"}, "target"),
        ({"kind": "sessions_per_week", "unit": "sessions", "target": "15"}, "target"),
        ({"kind": "distance", "unit": "lb"}, "unit"),
    ],
)
def test_what_can_not_be_a_goal_is_refused(
    ann: Person, bo: Person, said: dict[str, str], field: str
):
    make.exercise()
    make.exercise("Plank", mode=Mode.DURATION)
    make.exercise("Secret", owner=bo)
    wanted = {"target": "100", "unit": "kg", **said}
    with pytest.raises(Invalid) as refusal:
        set_goal(ann, **wanted)
    assert set(refusal.value.fields) == {field}
    assert db.read_sync(goals.list_goals, member_id=ann.id, time_zone="UTC") == []


def test_a_target_behind_where_one_stands_is_refused(ann: Person, today: date):
    squat = make.exercise()
    train(ann, {squat: [(100, 5)]}, today)
    with pytest.raises(Invalid) as refusal:
        set_goal(ann, "100", "kg", kind="exercise_e1rm", exercise="barbell-squat")
    assert set(refusal.value.fields) == {"target"}


def test_the_same_goal_is_set_once_and_another_beside_it(ann: Person, today: date):
    squat, bench = make.exercise(), make.exercise("Bench press")
    train(ann, {squat: [(100, 5)], bench: [(60, 5)]}, today)
    set_goal(ann, "150", "kg", kind="exercise_e1rm", exercise="barbell-squat")
    with pytest.raises(Conflict):
        set_goal(ann, "160", "kg", kind="exercise_e1rm", exercise="barbell-squat")
    set_goal(ann, "90", "kg", kind="exercise_e1rm", exercise="bench-press")
