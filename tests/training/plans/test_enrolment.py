"""Members on plans: enrolled, paused, resumed, over, gone over to a new version, left."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.plans import browse, enrolment, following, moving, schedule
from fitness_app.training.plans.views import AssignmentView
from fitness_app.training.words import SessionStatus
from tests import make, make_plans
from tests.make import Person
from tests.training.plans.conftest import MONDAY, due, enrol, sessions_of


@pytest.fixture
def anns_plan(ann: Person) -> int:
    """Two weeks of Monday, Wednesday, Friday."""
    make_plans.plan()
    return enrol(ann)


def day(ahead: int) -> date:
    return MONDAY + timedelta(days=ahead)


def days_of(member: Person) -> list[int]:
    return [(each.due_on - MONDAY).days for each in sessions_of(member) if each.due_on]


def plan_of(member: Person, assignment_id: int) -> AssignmentView:
    return db.read_sync(following.get_assignment, member_id=member.id, assignment_id=assignment_id)


def pause(member: Person, assignment_id: int, ahead: int) -> None:
    db.run_sync(enrolment.pause, member_id=member.id, assignment_id=assignment_id, today=day(ahead))


def resume(member: Person, assignment_id: int, ahead: int) -> None:
    db.run_sync(
        enrolment.resume, member_id=member.id, assignment_id=assignment_id, today=day(ahead)
    )


def leave(member: Person, assignment_id: int, ahead: int = 0) -> None:
    db.run_sync(enrolment.leave, member_id=member.id, assignment_id=assignment_id, today=day(ahead))


def skip(member: Person, scheduled_id: int) -> None:
    db.run_sync(
        moving.set_outcome, member_id=member.id, scheduled_id=scheduled_id, outcome="skipped"
    )


def renew(
    member: Person, assignment_id: int, ahead: int = 0, weekdays: tuple[int, ...] = (0, 2, 4)
):
    db.run_sync(
        enrolment.renew,
        member_id=member.id,
        assignment_id=assignment_id,
        weekdays=weekdays,
        today=day(ahead),
    )


def test_enrolling_schedules_every_session_once(ann: Person, anns_plan: int):
    assert days_of(ann) == [0, 2, 4, 7, 9, 11]
    view = plan_of(ann, anns_plan)
    assert (view.status, view.week, view.total, view.done) == ("active", 1, 6, 0)
    assert view.ends_on == day(11)


def test_other_weekdays_and_a_later_start_can_be_chosen(ann: Person):
    make_plans.plan()
    enrol(ann, starts_on=day(3), weekdays=[5, 1, 3])
    assert days_of(ann) == [3, 5, 8, 10, 12, 15]


def test_a_sequence_asks_for_one_session_at_a_time(ann: Person):
    make_plans.plan()
    enrol(ann, weekdays=[])
    assert days_of(ann) == [0]


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        ({"starts_on": day(-1)}, "starts_on"),
        ({"starts_on": day(400)}, "starts_on"),
        ({"weekdays": [0, 2]}, "weekdays"),
        ({"weekdays": [0, 2, 2]}, "weekdays"),
        ({"weekdays": [0, 1, 2, 3]}, "weekdays"),
        ({"weekdays": [0, 2, 7]}, "weekdays"),
        ({"weekdays": [-1, 2, 4]}, "weekdays"),
    ],
)
def test_what_cannot_be_chosen_is_said(ann: Person, choice: dict[str, Any], field: str):
    make_plans.plan()
    with pytest.raises(Invalid) as refusal:
        enrol(ann, **choice)
    assert set(refusal.value.fields) == {field}
    assert sessions_of(ann) == []


def test_nobody_follows_a_plan_twice_at_once(ann: Person, anns_plan: int):
    with pytest.raises(Conflict, match="on this plan already"):
        enrol(ann)
    leave(ann, anns_plan)
    enrol(ann)


def test_drafts_and_withdrawn_plans_take_nobody(ann: Person):
    make_plans.plan("Draft", is_published=False)
    make_plans.plan("Old", state="archived")
    for slug in ("draft", "old", "nothing"):
        with pytest.raises(NotFound):
            enrol(ann, slug)


def test_an_assignment_pins_the_version_it_began_with(ann: Person, anns_plan: int):
    make_plans.plan(number=2, weeks=5)
    view = plan_of(ann, anns_plan)
    assert (view.version, view.latest_version, view.weeks) == (1, 2, 2)
    assert [each.weeks for each in due(ann)] == [2]


def test_a_pause_moves_what_is_left_and_keeps_the_weekdays(ann: Person, anns_plan: int):
    pause(ann, anns_plan, 1)
    assert plan_of(ann, anns_plan).paused_on == day(1)
    resume(ann, anns_plan, 15)
    assert days_of(ann) == [0, 16, 18, 21, 23, 25]


def test_a_pause_and_a_resume_need_each_other(ann: Person, anns_plan: int):
    with pytest.raises(Conflict, match="isn't paused"):
        resume(ann, anns_plan, 0)
    pause(ann, anns_plan, 0)
    with pytest.raises(Conflict, match="can be paused"):
        pause(ann, anns_plan, 0)


def test_leaving_keeps_what_was_and_takes_what_is_to_come(ann: Person, anns_plan: int):
    first, *_ = sessions_of(ann)
    skip(ann, first.scheduled_id)
    leave(ann, anns_plan, 3)
    assert [(each.due_on, each.status) for each in sessions_of(ann)] == [
        (day(0), "skipped"),
        (day(2), "planned"),
    ]
    assert (due(ann, day(3)), plan_of(ann, anns_plan).status) == ([], "ended")
    with pytest.raises(Conflict, match="has ended"):
        leave(ann, anns_plan)


def test_a_plan_whose_days_are_over_can_be_closed(ann: Person, anns_plan: int):
    def finish(ahead: int) -> None:
        db.run_sync(enrolment.finish, member_id=ann.id, assignment_id=anns_plan, today=day(ahead))

    with pytest.raises(Conflict, match="to come"):
        finish(11)
    finish(12)
    view = plan_of(ann, anns_plan)
    assert (view.status, view.skipped) == ("completed", 6)


def close_over() -> int:
    return db.run_sync(enrolment.close_over, limit=10)


def test_a_plan_that_is_over_for_a_week_is_closed_by_itself(ann: Person, anns_plan: int):
    first, *_ = sessions_of(ann)
    workout = make.workout(ann, {make.exercise("Push-up"): [(0, 8)]}, day=day(0))
    done = {"workout_id": workout, "sets_done": 3, "sets_prescribed": 3}
    db.run_sync(schedule.mark_done, member_id=ann.id, scheduled_id=first.scheduled_id, **done)
    clock.move(timedelta(days=19))  # eight days after its last session
    assert (close_over(), plan_of(ann, anns_plan).status) == (0, "active")
    clock.move(timedelta(days=1))
    assert close_over() == 1
    view = plan_of(ann, anns_plan)
    assert (view.status, view.done, view.skipped) == ("completed", 1, 5)
    assert close_over() == 0


def test_a_plan_that_nobody_followed_ends_and_a_sequence_or_a_pause_waits(
    ann: Person, bo: Person, tess: Person, anns_plan: int
):
    sequence = enrol(bo, weekdays=[])
    paused = enrol(tess)
    pause(tess, paused, 0)
    clock.move(timedelta(days=60))
    assert close_over() == 1
    assert plan_of(ann, anns_plan).status == "ended"
    assert plan_of(bo, sequence).status == "active"
    assert plan_of(tess, paused).status == "paused"


def test_a_member_goes_over_to_a_new_version_from_where_they_are(ann: Person, anns_plan: int):
    first, second, *_ = sessions_of(ann)
    skip(ann, first.scheduled_id)
    skip(ann, second.scheduled_id)
    make_plans.plan(number=2, weeks=3)
    renew(ann, anns_plan, 3)
    after = sessions_of(ann)
    assert [(each.week, each.day_name) for each in after] == [
        (1, "Day A"),
        (1, "Day B"),
        (1, "Day C"),
        *((week, f"Day {letter}") for week in (2, 3) for letter in "ABC"),
    ]
    assert [each.sequence for each in after] == list(range(9))
    assert days_of(ann) == [0, 2, 4, 11, 14, 16, 18, 21, 23]
    assert plan_of(ann, anns_plan).version == 2


def test_a_new_version_with_other_days_asks_for_other_weekdays(ann: Person, anns_plan: int):
    make_plans.plan(number=2, weekdays=(0, 1, 3, 4))
    with pytest.raises(Invalid) as refusal:
        renew(ann, anns_plan)
    assert "Choose 4 days" in refusal.value.fields["weekdays"]
    renew(ann, anns_plan, weekdays=(0, 1, 3, 4))
    assert days_of(ann) == [0, 1, 3, 4, 7, 8, 10, 11]


def test_there_must_be_a_newer_version_with_something_left(ann: Person, anns_plan: int):
    with pytest.raises(Conflict, match="latest version already"):
        renew(ann, anns_plan)
    *_, last = sessions_of(ann)
    skip(ann, last.scheduled_id)
    make_plans.plan(number=2, weeks=2)
    with pytest.raises(Conflict, match="nothing after"):
        renew(ann, anns_plan)


def test_a_trainer_puts_a_member_on_a_plan(ann: Person, tess: Person):
    make_plans.plan()
    assignment_id = assign(tess, "ANN")
    assert plan_of(ann, assignment_id).assigned_by == "tess"
    with pytest.raises(Conflict, match="ann is on this plan already"):
        assign(tess, "ann")
    for nobody in ("", "nobody", "\x00"):
        with pytest.raises(Invalid) as refusal:
            assign(tess, nobody)
        assert set(refusal.value.fields) == {"username"}


def assign(trainer: Person, username: str) -> int:
    return db.run_sync(
        following.assign,
        trainer_id=trainer.id,
        username=username,
        slug="three-days",
        starts_on=MONDAY,
        weekdays=[0, 2, 4],
        today=MONDAY,
    )


def test_bo_cannot_touch_anns_plan(ann: Person, bo: Person, anns_plan: int):
    make_plans.plan(number=2)
    before = plan_of(ann, anns_plan)
    for attempt in (
        lambda: plan_of(bo, anns_plan),
        lambda: pause(bo, anns_plan, 0),
        lambda: resume(bo, anns_plan, 0),
        lambda: leave(bo, anns_plan),
        lambda: renew(bo, anns_plan),
        lambda: db.run_sync(
            enrolment.finish, member_id=bo.id, assignment_id=anns_plan, today=day(30)
        ),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert plan_of(ann, anns_plan) == before
    assert db.read_sync(following.list_assignments, member_id=bo.id) == []


def test_looking_ahead_shows_what_enrolling_would_schedule(ann: Person, anns_plan: int):
    plan = db.read_sync(browse.get_plan, slug="three-days", viewer_id=ann.id)
    ahead = following.look_ahead(plan, starts_on=MONDAY, weekdays=plan.weekdays)
    assert [(each.on, each.day.name) for each in ahead] == [
        (each.due_on, each.day_name) for each in sessions_of(ann)
    ]
    spread = following.look_ahead(plan, starts_on=MONDAY, weekdays=[], weeks=1)
    assert [(each.on - MONDAY).days for each in spread] == [0, 2, 4, 6]


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "skip", "excuse", "ask again", "pause", "resume"]),
        st.integers(0, 5),
        st.integers(0, 12),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(taken=steps, is_sequence=st.booleans())
def test_whatever_is_done_every_session_stays_in_its_order(
    ann: Person, taken: list[tuple[str, int, int]], is_sequence: bool
):
    """Any moves, pauses and sessions let go: each session is there once, planned ones in order."""
    if not db.read_sync(browse.list_plans):
        make_plans.plan(asks=make.exercise("Any lift"))
    for unfinished in db.read_sync(following.list_assignments, member_id=ann.id):
        if unfinished.status in ("active", "paused"):
            leave(ann, unfinished.id)
    assignment_id = enrol(ann, weekdays=[] if is_sequence else [0, 2, 4])
    today = 0
    for act, which, ahead in taken:
        today += ahead // 3
        _try(ann, assignment_id, act=act, which=which, today=day(today), to=day(today + ahead))
    rows = db.read_sync(
        lambda session: [
            (row.sequence, row.due_on, row.status)
            for row in enrolment.assigned.list_of(
                session, session.get_one(enrolment.Assignment, assignment_id)
            )
        ]
    )
    assert [sequence for sequence, _, _ in rows] == list(range(6))
    planned = [due_on for _, due_on, status in rows if status == SessionStatus.PLANNED]
    assert all(a < b for a, b in pairwise(planned) if a and b)
    if is_sequence:
        assert [due_on is not None for due_on in planned] == [n == 0 for n in range(len(planned))]
    else:
        assert None not in planned


def _try(
    member: Person, assignment_id: int, *, act: str, which: int, today: date, to: date
) -> None:
    """One step; what is refused changes nothing."""
    whose = {"member_id": member.id}
    first = db.read_sync(
        lambda session: (
            enrolment.assigned.list_of(
                session, session.get_one(enrolment.Assignment, assignment_id)
            )[0].id
        )
    )
    outcome = {"skip": "skipped", "excuse": "excused", "ask again": "planned"}.get(act, "")
    try:
        if act == "move":
            db.run_sync(
                moving.move_session, **whose, scheduled_id=first + which, to=to, today=today
            )
        elif outcome:
            db.run_sync(
                moving.set_outcome,
                **whose,
                scheduled_id=first + which,
                outcome=outcome,  # pyright: ignore[reportArgumentType]
            )
        else:
            service = enrolment.pause if act == "pause" else enrolment.resume
            db.run_sync(service, **whose, assignment_id=assignment_id, today=today)
    except (Conflict, Invalid):
        return
