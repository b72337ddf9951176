"""What plans ask of members: what is due, moved, let go and done, and of whom."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import Workout
from fitness_app.training.plans import enrolment, moving, schedule
from fitness_app.training.plans.moving import Outcome
from fitness_app.training.plans.views import DueSession
from fitness_app.training.words import SessionStatus
from tests import make_plans
from tests.make import Person
from tests.training.plans.conftest import MONDAY, due, enrol, sessions_of


@pytest.fixture
def anns_plan(ann: Person) -> int:
    """Two weeks of Monday, Wednesday, Friday."""
    make_plans.plan()
    return enrol(ann)


@pytest.fixture
def anns_sequence(ann: Person) -> int:
    """The same six sessions, one after another."""
    make_plans.plan()
    return enrol(ann, weekdays=[])


def day(ahead: int) -> date:
    return MONDAY + timedelta(days=ahead)


def days_of(member: Person) -> list[int | None]:
    """On which day, counted from that Monday, each session falls, in the plan's order."""
    in_order = sorted(sessions_of(member), key=lambda each: each.sequence)
    return [(each.due_on - MONDAY).days if each.due_on else None for each in in_order]


def move(member: Person, scheduled_id: int, to: int, today: int = 0) -> int:
    return db.run_sync(
        moving.move_session,
        member_id=member.id,
        scheduled_id=scheduled_id,
        to=day(to),
        today=day(today),
    )


def let_go(member: Person, scheduled_id: int, outcome: Outcome = "skipped") -> None:
    db.run_sync(moving.set_outcome, member_id=member.id, scheduled_id=scheduled_id, outcome=outcome)


def train(member: Person, scheduled: DueSession, on: int, done: int = 3) -> int:
    workout_id = db.run_sync(_add_workout, member_id=member.id, on=day(on))
    mark(member, scheduled, workout_id, done)
    return workout_id


def mark(member: Person, scheduled: DueSession, workout_id: int, done: int = 3) -> None:
    db.run_sync(
        schedule.mark_done,
        member_id=member.id,
        scheduled_id=scheduled.scheduled_id,
        workout_id=workout_id,
        sets_done=done,
        sets_prescribed=scheduled.sets_prescribed,
    )


def unmark(member: Person, workout_id: int) -> None:
    db.run_sync(schedule.mark_undone, member_id=member.id, workout_id=workout_id)


def _add_workout(session, *, member_id: int, on: date) -> int:
    start = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    row = Workout(
        client_uuid=str(uuid4()),
        member_id=member_id,
        name="Day",
        started_at=start,
        ended_at=start + timedelta(hours=1),
        time_zone="UTC",
        local_date=on,
    )
    session.add(row)
    session.flush()
    return row.id


def test_on_its_day_a_session_is_due_with_all_it_asks_for(ann: Person, anns_plan: int):
    [today] = due(ann)
    assert (today.plan_name, today.day_name, today.week, today.weeks) == (
        "Three days",
        "Day A",
        1,
        2,
    )
    assert today.when(MONDAY) == "today"
    [ask] = today.blocks[0].prescriptions
    assert (ask.exercise_name, ask.sets, ask.reps_min) == ("Lift of Three days 1", 3, 5)
    assert today.sets_prescribed == 3


def test_on_a_free_day_the_next_session_is_told(ann: Person, anns_plan: int):
    let_go(ann, due(ann)[0].scheduled_id)
    [following] = due(ann, day(1))
    assert (following.day_name, following.due_on) == ("Day B", day(2))
    assert following.when(day(1)) == "later"


def test_a_missed_session_is_offered_for_a_week_after_todays(ann: Person, anns_plan: int):
    assert [(each.day_name, each.when(day(4))) for each in due(ann, day(4))] == [
        ("Day C", "today"),
        ("Day B", "missed"),
        ("Day A", "missed"),
    ]
    assert day(0) not in [each.due_on for each in due(ann, day(8))]


def test_nothing_is_due_of_a_plan_that_is_paused(ann: Person, anns_plan: int):
    db.run_sync(enrolment.pause, member_id=ann.id, assignment_id=anns_plan, today=MONDAY)
    assert due(ann) == []
    assert sessions_of(ann) == []


def test_a_session_reads_the_same_by_its_number(ann: Person, anns_plan: int):
    [today] = due(ann)
    again = db.read_sync(schedule.get_session, member_id=ann.id, scheduled_id=today.scheduled_id)
    assert again == today


def test_a_session_moves_to_a_free_day_alone(ann: Person, anns_plan: int):
    [today] = due(ann)
    assert move(ann, today.scheduled_id, 1) == 0
    assert days_of(ann) == [1, 2, 4, 7, 9, 11]
    assert sessions_of(ann)[0].moved_from == MONDAY


def test_a_session_that_moves_back_was_never_moved(ann: Person, anns_plan: int):
    [today] = due(ann)
    move(ann, today.scheduled_id, 1)
    move(ann, today.scheduled_id, 0)
    assert sessions_of(ann)[0].moved_from is None


def test_a_session_that_runs_into_the_next_ones_takes_them_along(ann: Person, anns_plan: int):
    [today] = due(ann)
    assert move(ann, today.scheduled_id, 2) == 5
    assert days_of(ann) == [2, 4, 7, 9, 11, 14]


def test_a_session_cannot_go_before_the_one_it_follows(ann: Person, anns_plan: int):
    friday = sessions_of(ann)[2]
    with pytest.raises(Invalid) as refusal:
        move(ann, friday.scheduled_id, 2)
    assert "“Day B” comes first" in refusal.value.fields["to"]
    assert days_of(ann) == [0, 2, 4, 7, 9, 11]


@pytest.mark.parametrize("to", [-1, 0, 400])
def test_a_session_moves_to_another_day_of_the_year_ahead(ann: Person, anns_plan: int, to: int):
    with pytest.raises(Invalid):
        move(ann, due(ann)[0].scheduled_id, to)


def test_a_session_that_is_done_cannot_be_moved_or_let_go(ann: Person, anns_plan: int):
    [today] = due(ann)
    train(ann, today, on=0)
    for change in (
        lambda: move(ann, today.scheduled_id, 1),
        lambda: let_go(ann, today.scheduled_id),
    ):
        with pytest.raises(Conflict, match="is done"):
            change()


def test_a_session_of_a_paused_plan_cannot_be_moved(ann: Person, anns_plan: int):
    [today] = due(ann)
    db.run_sync(enrolment.pause, member_id=ann.id, assignment_id=anns_plan, today=MONDAY)
    with pytest.raises(Conflict, match="Resume it first"):
        move(ann, today.scheduled_id, 1)


@pytest.mark.parametrize("outcome", ["skipped", "excused"])
def test_a_session_that_is_let_go_can_be_asked_for_again(
    ann: Person, anns_plan: int, outcome: Outcome
):
    [today] = due(ann)
    let_go(ann, today.scheduled_id, outcome)
    assert sessions_of(ann)[0].status == outcome
    let_go(ann, today.scheduled_id, "planned")
    assert due(ann) == [today]


def test_a_session_asked_for_again_finds_its_place_in_the_order(ann: Person, anns_plan: int):
    monday, wednesday, *_ = sessions_of(ann)
    let_go(ann, wednesday.scheduled_id)
    move(ann, monday.scheduled_id, 3)
    let_go(ann, wednesday.scheduled_id, "planned")
    assert days_of(ann) == [3, 4, 7, 9, 11, 14]


@pytest.mark.parametrize(
    ("done", "status"), [(3, "done"), (4, "done"), (2, "partial"), (0, "partial")]
)
def test_a_workout_does_a_session_or_a_part_of_it(
    ann: Person, anns_plan: int, done: int, status: str
):
    [today] = due(ann)
    workout_id = train(ann, today, on=0, done=done)
    first = sessions_of(ann)[0]
    assert (first.status, first.workout_id) == (status, workout_id)


def test_a_workout_that_is_edited_puts_its_session_right(ann: Person, anns_plan: int):
    [today] = due(ann)
    workout_id = train(ann, today, on=0, done=1)
    mark(ann, today, workout_id)
    assert sessions_of(ann)[0].status is SessionStatus.DONE


def test_a_session_is_done_by_one_workout(ann: Person, anns_plan: int):
    [today] = due(ann)
    train(ann, today, on=0)
    with pytest.raises(Conflict, match="by another workout"):
        train(ann, today, on=1)


def test_a_session_is_due_again_once_its_workout_goes(ann: Person, anns_plan: int):
    [today] = due(ann)
    unmark(ann, train(ann, today, on=0))
    assert due(ann) == [today]


def test_a_workout_of_no_plan_goes_without_a_trace(ann: Person, anns_plan: int):
    before = sessions_of(ann)
    unmark(ann, db.run_sync(_add_workout, member_id=ann.id, on=MONDAY))
    assert sessions_of(ann) == before


def test_of_a_sequence_one_session_is_up_until_it_is_done(ann: Person, anns_sequence: int):
    assert [each.day_name for each in due(ann)] == ["Day A"]
    [still] = due(ann, day(20))
    assert (still.day_name, still.when(day(20))) == ("Day A", "today")
    train(ann, still, on=20)
    [following] = due(ann, day(20))
    assert (following.day_name, following.due_on) == ("Day B", day(22))


def test_of_a_sequence_the_next_one_takes_the_place_of_one_let_go(ann: Person, anns_sequence: int):
    let_go(ann, due(ann)[0].scheduled_id)
    assert [(each.day_name, each.due_on) for each in due(ann)] == [("Day B", MONDAY)]


def test_a_sequence_goes_back_to_a_session_asked_for_again(ann: Person, anns_sequence: int):
    [first] = due(ann)
    let_go(ann, first.scheduled_id)
    let_go(ann, first.scheduled_id, "planned")
    assert due(ann) == [first]


def test_a_session_of_a_sequence_that_has_not_come_up_has_no_day_to_move(
    ann: Person, anns_sequence: int
):
    with pytest.raises(Conflict, match="hasn't come up"):
        move(ann, due(ann)[0].scheduled_id + 1, 1)


def test_the_last_session_completes_a_plan_and_its_workouts_end_reopens_it(
    ann: Person, anns_plan: int
):
    *others, last = sessions_of(ann)
    for each in others:
        let_go(ann, each.scheduled_id)
    workout_id = train(ann, last, on=11)
    assert status_of(anns_plan) == "completed"
    unmark(ann, workout_id)
    assert status_of(anns_plan) == "active"


def test_a_completed_plan_stays_so_once_it_was_begun_anew(ann: Person, anns_plan: int):
    *others, last = sessions_of(ann)
    for each in others:
        let_go(ann, each.scheduled_id)
    workout_id = train(ann, last, on=11)
    enrol(ann)
    unmark(ann, workout_id)
    assert status_of(anns_plan) == "completed"


def test_bo_cannot_see_or_change_anns_sessions(ann: Person, bo: Person, anns_plan: int):
    [today] = due(ann)
    before = sessions_of(ann)
    workout_id = db.run_sync(_add_workout, member_id=bo.id, on=MONDAY)
    tries = (
        lambda: db.read_sync(
            schedule.get_session, member_id=bo.id, scheduled_id=today.scheduled_id
        ),
        lambda: move(bo, today.scheduled_id, 1),
        lambda: let_go(bo, today.scheduled_id),
        lambda: mark(bo, today, workout_id),
        lambda: mark(ann, today, workout_id),
    )
    for attempt in tries:
        with pytest.raises(NotFound):
            attempt()
    assert sessions_of(ann) == before
    assert (due(bo), sessions_of(bo)) == ([], [])


def test_planned_sessions_stay_in_their_order_through_everything(ann: Person, anns_plan: int):
    first = sessions_of(ann)
    move(ann, first[1].scheduled_id, 9)
    let_go(ann, first[2].scheduled_id, "excused")
    db.run_sync(enrolment.pause, member_id=ann.id, assignment_id=anns_plan, today=day(1))
    db.run_sync(enrolment.resume, member_id=ann.id, assignment_id=anns_plan, today=day(6))
    let_go(ann, first[2].scheduled_id, "planned")
    asked = [each for each in sessions_of(ann) if each.status is SessionStatus.PLANNED]
    assert [each.sequence for each in asked] == [0, 1, 2, 3, 4, 5]
    assert all(a.due_on < b.due_on for a, b in pairwise(asked) if a.due_on and b.due_on)


def status_of(assignment_id: int) -> str:
    return db.read_sync(lambda session: session.get_one(enrolment.Assignment, assignment_id).status)
