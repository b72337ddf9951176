"""Workouts: one that runs, from a plan or freestyle; finished, put right, thrown away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, DomainError, Invalid, NotFound
from fitness_app.training.models import PersonalRecord, Workout
from fitness_app.training.plans import enrolment, schedule
from fitness_app.training.words import SessionStatus
from fitness_app.training.workouts import finishing, reading, starting
from fitness_app.training.workouts.views import WorkoutView
from tests import make, make_plans
from tests.make import Person
from tests.training.workouts.conftest import ZONE, Session, begin


def running(person: Person) -> WorkoutView | None:
    return db.read_sync(reading.find_running, member_id=person.id)


def due(person: Person):
    return db.read_sync(schedule.list_due, member_id=person.id, today=clock.now().date())


@pytest.fixture
def planned(ann: Person, squat: int) -> int:
    """A session of a plan that asks ann for three fives of the squat today."""
    slug = make_plans.plan(weekdays=range(7), asks=squat)
    today = clock.now().date()
    db.run_sync(
        enrolment.enrol,
        member_id=ann.id,
        slug=slug,
        starts_on=today,
        weekdays=list(range(7)),
        today=today,
    )
    return due(ann)[0].scheduled_id


def test_a_freestyle_workout_runs_until_it_is_finished(anns: Session):
    found = running(anns.person)
    assert found is not None
    assert (found.id, found.plan_name, found.is_running) == (anns.id, "", True)
    anns.tick(load="60", reps="8")
    clock.move(timedelta(minutes=45))
    ended = anns.finish(session_rpe="7", rating="4", notes=" Good. ")
    assert (ended.minutes, ended.session_rpe, ended.rating, ended.notes) == (45, 7.0, 4, "Good.")
    assert (ended.working_sets, ended.volume_kg) == (1, 480.0)
    assert running(anns.person) is None


def test_a_workout_is_named_after_the_part_of_the_day(ann: Person):
    noon = clock.now().replace(hour=12, minute=0)
    clock.move(noon - clock.now())
    assert begin(ann).view().name == "Afternoon workout"  # it is 13 or 14 o'clock in Berlin


def test_a_tap_that_is_repeated_starts_one_workout(ann: Person):
    key = str(uuid4())
    with ThreadPoolExecutor(6) as threads:
        ids = list(threads.map(lambda _: begin(ann, client_uuid=key).id, range(6)))
    assert len(set(ids)) == 1


def test_a_second_workout_waits_for_the_first(anns: Session):
    with pytest.raises(Conflict, match="running"):
        begin(anns.person)


def test_of_two_tabs_that_start_at_once_one_does(ann: Person):
    def start(_: int) -> bool:
        try:
            begin(ann)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(start, range(6))) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"client_uuid": "nonsense"}, "client_uuid"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": "x" * 101}, "name"),
    ],
)
def test_what_a_workout_cannot_start_with_is_refused(ann: Person, said: dict[str, str], field: str):
    with pytest.raises(Invalid) as refused:
        begin(ann, **said)
    assert list(refused.value.fields) == [field]
    assert running(ann) is None


def test_a_plans_session_brings_its_exercises_and_sets(ann: Person, planned: int):
    session = begin(ann, scheduled_id=planned)
    view = session.view()
    assert (view.name, view.plan_name) == ("Day A", "Three days")
    aims = [(one.target.reps_min, one.target.reps_max, one.is_done) for one in view.lines[0].sets]
    assert aims == [(5, 5, False)] * 3


def test_a_plans_session_is_done_in_part_or_whole_and_free_again(ann: Person, planned: int):
    def status() -> SessionStatus:
        return db.read_sync(schedule.get_session, member_id=ann.id, scheduled_id=planned).status

    session = begin(ann, scheduled_id=planned)
    db.run_sync(finishing.discard_workout, **session.whose)
    assert status() is SessionStatus.PLANNED
    session = begin(ann, scheduled_id=planned)
    session.tick(key=session.line().sets[0].client_uuid, load="60", reps="5")
    session.finish()
    assert status() is SessionStatus.PARTIAL
    with pytest.raises(Conflict):
        begin(ann, scheduled_id=planned)
    db.run_sync(finishing.delete_workout, **session.whose)
    assert status() is SessionStatus.PLANNED
    session = begin(ann, scheduled_id=planned)
    for one in session.line().sets:
        session.tick(key=one.client_uuid, load="60", reps="5")
    session.finish()
    assert status() is SessionStatus.DONE


def test_a_stranger_cannot_start_anns_session_nor_repeat_her_workout(
    anns: Session, planned: int, bo: Person
):
    with pytest.raises(NotFound):
        begin(bo, scheduled_id=planned)
    with pytest.raises(NotFound):
        begin(bo, repeat_of=anns.id)
    assert running(bo) is None


def test_a_past_workout_is_done_again_with_its_loads_as_targets(ann: Person, squat: int):
    past = make.workout(ann, {squat: [(60, 8), (62.5, 6)]}, day=date(2026, 1, 2))
    view = begin(ann, repeat_of=past).view()
    assert [(it.target.load_kg, it.target.reps_min) for it in view.lines[0].sets] == [
        (60.0, 8),
        (62.5, 6),
    ]
    assert view.name == "Session"


def test_nothing_done_is_nothing_to_finish(anns: Session):
    with pytest.raises(Conflict, match="Tick one"):
        anns.finish()
    assert anns.view().is_running


def test_what_was_not_done_goes_when_it_is_finished(anns: Session):
    anns.tick(load="60", reps="8")
    ended = anns.finish()
    assert [len(line.sets) for line in ended.lines] == [1, 0]


def test_an_end_that_is_sent_late_is_when_it_was(anns: Session):
    last = anns.tick(load="60", reps="8")
    assert last.done_at is not None
    later = last.done_at + timedelta(minutes=40)
    clock.move(timedelta(hours=5))
    ended = anns.finish(ended_at=later.isoformat())
    assert (ended.ended_at, ended.minutes) == (later, 40)


def test_finishing_twice_is_finishing_once(anns: Session):
    anns.tick(load="60", reps="8")
    first = anns.finish(rating="4")
    clock.move(timedelta(hours=1))
    again = anns.finish(session_rpe="6")
    assert (again.ended_at, again.rating, again.session_rpe) == (first.ended_at, 4, 6.0)


def test_one_left_open_overnight_ended_with_its_last_set(anns: Session):
    last = anns.tick(load="60", reps="8")
    clock.move(timedelta(days=2))
    assert anns.finish().ended_at == last.done_at


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("session_rpe", "11"),
        ("session_rpe", "NaN"),
        ("session_rpe", "hard"),
        ("rating", "0"),
        ("rating", "6"),
        ("rating", "3.5"),
        ("notes", "x" * 2001),
        ("ended_at", "yesterday"),
        ("ended_at", "2999-01-01T10:00:00Z"),
    ],
)
def test_what_cannot_be_said_of_a_workout_is_refused(anns: Session, field: str, text: str):
    anns.tick(load="60", reps="8")
    with pytest.raises(Invalid) as refused:
        anns.finish(**{field: text})
    assert list(refused.value.fields) == [field]
    assert anns.view().is_running


def test_a_record_comes_with_finishing_and_goes_with_the_workout(
    ann: Person, squat: int, bench: int
):
    baseline = begin(ann, "barbell-squat")
    baseline.tick(load="100", reps="5")
    baseline.finish()
    clock.move(timedelta(days=2))
    better = begin(ann, "barbell-squat")
    better.tick(load="110", reps="5")
    better.finish()

    assert records() > 0
    assert reading_of(ann)[1][0].records == records()
    db.run_sync(finishing.delete_workout, **better.whose)
    assert records() == 0


def records() -> int:
    return db.read_sync(lambda session: len(session.exec(select(PersonalRecord)).all()))


def reading_of(person: Person, **page: int):
    return db.read_sync(reading.list_workouts, member_id=person.id, **page)


def test_the_past_is_listed_page_by_page_newest_first(ann: Person, bo: Person, squat: int):
    for day in (1, 3, 2):
        make.workout(ann, {squat: [(60, 8)]}, day=date(2026, 1, day), name=f"Day {day}")
    make.workout(bo, {squat: [(60, 8)]})
    begin(ann)
    count, first = reading_of(ann, page=1, page_size=2)
    assert (count, [card.name for card in first]) == (3, ["Day 3", "Day 2"])
    assert first[0].movements == ("Barbell squat",)
    assert [card.name for card in reading_of(ann, page=2, page_size=2)[1]] == ["Day 1"]


def edit(session: Session, **said: Any) -> WorkoutView:
    return db.run_sync(finishing.edit_workout, **session.whose, **said)


def test_the_past_can_be_put_right(anns: Session):
    anns.tick(load="60", reps="8")
    anns.finish()
    view = edit(anns, name="Leg day", rating="5", notes="Felt light", minutes="50")
    assert (view.name, view.rating, view.notes) == ("Leg day", 5, "Felt light")
    assert view.minutes == 50
    yesterday = clock.now().date() - timedelta(days=1)
    assert edit(anns, done_on=yesterday.isoformat()).local_date == yesterday
    assert edit(anns, rating="").rating is None


def test_a_moved_workouts_records_move_along(ann: Person, squat: int):
    first = begin(ann, "barbell-squat")
    first.tick(load="100", reps="5")
    first.finish()
    clock.move(timedelta(days=3))
    second = begin(ann, "barbell-squat")
    second.tick(load="110", reps="5")
    second.finish()
    day = clock.now().date() - timedelta(days=6)
    edit(second, done_on=day.isoformat())
    assert records() == 0  # the better one came first: it is the baseline


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "  "),
        ("name", "x" * 101),
        ("done_on", "2999-01-01"),
        ("done_on", "1999-12-31"),
        ("done_on", "yesterday"),
        ("minutes", "0"),
        ("minutes", "1441"),
        ("minutes", "NaN"),
        ("minutes", "1e9"),
        ("rating", "9"),
    ],
)
def test_a_wrong_change_is_refused_and_changes_nothing(anns: Session, field: str, text: str):
    anns.tick(load="60", reps="8")
    before = anns.finish()
    with pytest.raises(Invalid) as refused:
        edit(anns, **{"notes": "Changed", field: text})
    assert list(refused.value.fields) == [field]
    assert anns.view() == before


def test_the_day_of_a_running_workout_cannot_be_moved(anns: Session):
    with pytest.raises(Conflict):
        edit(anns, done_on=clock.now().date().isoformat())


def test_a_past_workout_is_kept_and_filled_afterwards(ann: Person, squat: int):
    day = clock.now().date() - timedelta(days=4)
    view = db.run_sync(
        starting.log_past,
        member_id=ann.id,
        client_uuid=str(uuid4()),
        time_zone=ZONE,
        done_on=day.isoformat(),
        minutes="45",
        name="Hotel gym",
    )
    assert (view.local_date, view.minutes, view.is_running) == (day, 45, False)
    session = Session(ann, view.id)
    session.add("barbell-squat")
    session.tick(load="60", reps="8")
    assert session.view().volume_kg == 480.0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"done_on": "2999-01-01"}, "done_on"),
        ({"done_on": "1999-12-31"}, "done_on"),
        ({"minutes": "1e9"}, "minutes"),
        ({"minutes": ""}, "minutes"),
        ({"name": "x" * 101}, "name"),
    ],
)
def test_a_past_that_cannot_be_is_refused(ann: Person, said: dict[str, str], field: str):
    asked = {"done_on": "2026-01-05", "minutes": "45", **said}
    with pytest.raises(Invalid) as refused:
        db.run_sync(
            starting.log_past,
            member_id=ann.id,
            client_uuid=str(uuid4()),
            time_zone=ZONE,
            **asked,
        )
    assert list(refused.value.fields) == [field]
    assert reading_of(ann)[0] == 0


def test_a_finished_workout_is_deleted_not_discarded(anns: Session):
    anns.tick(load="60", reps="8")
    anns.finish()
    with pytest.raises(Conflict):
        db.run_sync(finishing.discard_workout, **anns.whose)
    db.run_sync(finishing.delete_workout, **anns.whose)
    with pytest.raises(NotFound):
        anns.view()


def test_the_scale_of_effort_stays_with_the_next_workout(anns: Session):
    db.run_sync(finishing.choose_scale, **anns.whose, scale="rir")
    anns.tick(load="60", reps="8")
    anns.finish()
    assert begin(anns.person).view().effort_scale == "rir"
    with pytest.raises(Invalid):
        db.run_sync(finishing.choose_scale, **anns.whose, scale="feel")


def test_a_stranger_can_do_nothing_to_anns_workout(anns: Session, bo: Person):
    theirs = {"member_id": bo.id, "workout_id": anns.id}
    before = anns.view()
    attempts = [
        (reading.get_workout, {}),
        (finishing.finish_workout, {}),
        (finishing.discard_workout, {}),
        (finishing.delete_workout, {}),
        (finishing.edit_workout, {"name": "Mine"}),
        (finishing.choose_scale, {"scale": "rir"}),
    ]
    for service, said in attempts:
        with pytest.raises(NotFound):
            db.run_sync(service, **theirs, **said)
    assert anns.view() == before
    assert running(bo) is None


def test_of_finishing_and_discarding_at_once_one_happens(anns: Session):
    anns.tick(load="60", reps="8")

    def end(n: int) -> str:
        service = finishing.finish_workout if n % 2 else finishing.discard_workout
        try:
            db.run_sync(service, **anns.whose)
        except DomainError as problem:
            return problem.code
        return "finished" if n % 2 else "discarded"

    with ThreadPoolExecutor(6) as threads:
        outcomes = set(threads.map(end, range(6)))
    assert len(outcomes & {"finished", "discarded"}) == 1
    left = db.read_sync(lambda session: session.get(Workout, anns.id))
    assert (left is None) is ("discarded" in outcomes)
