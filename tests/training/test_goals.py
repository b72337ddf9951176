"""Goals: set from the latest entry, adjusted with a history, reached, dropped, and one's own."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training import goals, metrics
from fitness_app.training.formulas import Standing
from fitness_app.training.goal_views import GoalView
from tests.make import Person

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def new_year() -> None:
    clock.move(START - clock.now())


def weigh(member: Person, value: str) -> int:
    entry = db.run_sync(
        metrics.enter_metric,
        member_id=member.id,
        metric="body_weight",
        value=value,
        unit="kg",
        client_uuid=str(uuid.uuid4()),
        time_zone="UTC",
    )
    return entry.id


def set_goal(member: Person, **aim: str) -> GoalView:
    form = {"metric": "body_weight", "target": "70", "unit": "kg", "due_on": "2026-04-11"}
    return db.run_sync(goals.set_goal, member_id=member.id, time_zone="UTC", **(form | aim))


def adjust(member: Person, goal_id: int, **aim: str) -> GoalView:
    form = {"target": "72", "unit": "kg", "due_on": "2026-05-01", "time_zone": "UTC"}
    return db.run_sync(goals.adjust_goal, member_id=member.id, goal_id=goal_id, **(form | aim))


def goal_of(member: Person, goal_id: int) -> GoalView:
    return db.read_sync(goals.get_goal, member_id=member.id, goal_id=goal_id, time_zone="UTC")


def goals_of(member: Person) -> list[GoalView]:
    return db.read_sync(goals.list_goals, member_id=member.id, time_zone="UTC")


@pytest.fixture
def anns_goal(ann: Person) -> int:
    """From 80 to 70 kg in 100 days."""
    weigh(ann, "80")
    return set_goal(ann).id


def test_a_goal_starts_at_the_latest_entry(ann: Person, anns_goal: int):
    goal = goal_of(ann, anns_goal)
    assert (goal.start_value, goal.target_value) == (80, 70)
    assert (goal.starts_on, goal.due_on) == (date(2026, 1, 1), date(2026, 4, 11))
    assert (goal.progress, goal.pace, goal.standing) == (0, None, Standing.JUST_STARTED)


def test_a_goal_in_pounds_is_stored_in_kilograms(ann: Person):
    weigh(ann, "80")
    assert set_goal(ann, target="150", unit="lb").target_value == pytest.approx(68.0388555)


def test_without_an_entry_there_is_nothing_to_start_from(ann: Person):
    with pytest.raises(Invalid) as refusal:
        set_goal(ann)
    assert refusal.value.fields == {
        "metric": "Enter your body weight once first: that is the start."
    }


@pytest.mark.parametrize(
    ("aim", "field"),
    [
        ({"target": ""}, "target"),
        ({"target": "nan"}, "target"),
        ({"target": "7"}, "target"),
        ({"target": "80"}, "target"),
        ({"target": "80.05"}, "target"),
        ({"unit": "mi"}, "unit"),
        ({"metric": "mood"}, "metric"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2026-01-01"}, "due_on"),
        ({"due_on": "2025-01-01"}, "due_on"),
        ({"due_on": "2036-01-01"}, "due_on"),
    ],
)
def test_what_cannot_be_aimed_at_is_refused(ann: Person, aim: dict[str, str], field: str):
    weigh(ann, "80")
    with pytest.raises(Invalid) as refusal:
        set_goal(ann, **aim)
    assert list(refusal.value.fields) == [field]
    assert goals_of(ann) == []


def test_a_second_goal_for_the_same_metric_is_refused(ann: Person, anns_goal: int):
    with pytest.raises(Conflict, match="Adjust it, or drop it"):
        set_goal(ann, target="60")
    assert [goal.id for goal in goals_of(ann)] == [anns_goal]


def test_after_dropping_a_goal_another_can_be_set(ann: Person, anns_goal: int):
    db.run_sync(goals.drop_goal, member_id=ann.id, goal_id=anns_goal)
    second = set_goal(ann, target="75")
    assert [(goal.id, goal.status) for goal in goals_of(ann)] == [
        (second.id, "active"),
        (anns_goal, "dropped"),
    ]


def test_progress_and_pace_follow_entries_and_days(ann: Person, anns_goal: int):
    clock.move(timedelta(days=50))
    weigh(ann, "76")
    goal = goal_of(ann, anns_goal)
    assert (goal.now_value, goal.progress, goal.elapsed) == (76, pytest.approx(0.4), 0.5)
    assert goal.pace == pytest.approx(0.8)
    assert goal.standing is Standing.ON_TRACK
    assert goal.projected_on == date(2026, 1, 1) + timedelta(days=125)


def test_a_goal_past_its_day_is_overdue_until_it_ends(ann: Person, anns_goal: int):
    clock.move(timedelta(days=101))
    assert goal_of(ann, anns_goal).is_overdue
    db.run_sync(goals.drop_goal, member_id=ann.id, goal_id=anns_goal)
    assert not goal_of(ann, anns_goal).is_overdue


def test_a_goal_outlives_its_entries(ann: Person):
    entry_id = weigh(ann, "80")
    goal = set_goal(ann)
    db.run_sync(metrics.delete_metric, member_id=ann.id, entry_id=entry_id)
    assert (goal_of(ann, goal.id).now_value, goal_of(ann, goal.id).progress) == (None, 0)


def test_each_adjustment_is_kept_newest_first(ann: Person, anns_goal: int):
    adjust(ann, anns_goal, note="  Slower, after the flu ")
    clock.move(timedelta(days=1))
    adjust(ann, anns_goal, target="74")
    goal = goal_of(ann, anns_goal)
    assert (goal.target_value, goal.due_on) == (74, date(2026, 5, 1))
    assert [(a.old_target_value, a.new_target_value) for a in goal.adjustments] == [
        (72, 74),
        (70, 72),
    ]
    first = goal.adjustments[-1]
    assert (first.old_due_on, first.new_due_on) == (date(2026, 4, 11), date(2026, 5, 1))
    assert first.note == "Slower, after the flu"


def test_an_adjustment_that_changes_nothing_is_not_one(ann: Person, anns_goal: int):
    with pytest.raises(Invalid) as refusal:
        adjust(ann, anns_goal, target="70", due_on="2026-04-11")
    assert list(refusal.value.fields) == ["target"]
    assert goal_of(ann, anns_goal).adjustments == ()


def test_a_target_retyped_in_the_other_unit_stays_what_it_was(ann: Person):
    weigh(ann, "80")
    goal = set_goal(ann, target="150", unit="lb")
    adjusted = adjust(ann, goal.id, target="68.0")
    assert adjusted.target_value == goal.target_value


def test_an_adjustment_says_all_that_is_wrong_at_once(ann: Person, anns_goal: int):
    with pytest.raises(Invalid) as refusal:
        adjust(ann, anns_goal, target="x", due_on="x", note="x" * 201)
    assert set(refusal.value.fields) == {"target", "due_on", "note"}


def test_a_goal_closes_as_reached_once_an_entry_meets_the_target(ann: Person, anns_goal: int):
    with pytest.raises(Conflict, match="isn't reached yet"):
        db.run_sync(goals.reach_goal, member_id=ann.id, goal_id=anns_goal, time_zone="UTC")
    weigh(ann, "69.8")
    assert goal_of(ann, anns_goal).standing is Standing.REACHED
    closed = db.run_sync(goals.reach_goal, member_id=ann.id, goal_id=anns_goal, time_zone="UTC")
    assert closed.status == "reached"
    assert closed.ended_at is not None


def test_an_ended_goal_is_left_as_it_is(ann: Person, anns_goal: int):
    db.run_sync(goals.drop_goal, member_id=ann.id, goal_id=anns_goal)
    with pytest.raises(Conflict, match="ended"):
        adjust(ann, anns_goal)
    with pytest.raises(Conflict, match="ended"):
        db.run_sync(goals.drop_goal, member_id=ann.id, goal_id=anns_goal)
    with pytest.raises(Conflict, match="ended"):
        db.run_sync(goals.reach_goal, member_id=ann.id, goal_id=anns_goal, time_zone="UTC")


def test_bo_cannot_see_or_touch_anns_goal(ann: Person, bo: Person, anns_goal: int):
    before = goal_of(ann, anns_goal)
    assert goals_of(bo) == []
    with pytest.raises(NotFound):
        goal_of(bo, anns_goal)
    with pytest.raises(NotFound):
        adjust(bo, anns_goal)
    with pytest.raises(NotFound):
        db.run_sync(goals.reach_goal, member_id=bo.id, goal_id=anns_goal, time_zone="UTC")
    with pytest.raises(NotFound):
        db.run_sync(goals.drop_goal, member_id=bo.id, goal_id=anns_goal)
    assert goal_of(ann, anns_goal) == before
