"""Sets: once for each id, in the unit they were typed in, refused where they can't be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import func, select

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import SetEntry, Workout
from fitness_app.training.words import Mode
from fitness_app.training.workouts import finishing, sets
from fitness_app.training.workouts.measures import SetSent, read_set
from tests import make
from tests.make import Person
from tests.training.workouts.conftest import Session, begin


def count(key: str) -> int:
    return db.read_sync(
        lambda session: session.exec(
            select(func.count()).select_from(SetEntry).where(SetEntry.client_uuid == key)
        ).one()
    )


def volume_of(workout_id: int) -> float | None:
    return db.read_sync(lambda session: session.get_one(Workout, workout_id).volume_kg)


def test_a_set_that_is_saved_twice_is_there_once(anns: Session):
    key = str(uuid4())
    first = anns.tick(key=key, load="62,5", reps="8", rpe="8")
    assert anns.tick(key=key, load="62,5", reps="8", rpe="8") == first
    assert count(key) == 1
    assert (first.load_kg, first.reps, first.rpe, first.is_done) == (62.5, 8, 8.0, True)


def test_a_set_that_eight_threads_save_at_once_is_there_once(anns: Session):
    key = str(uuid4())
    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(lambda _: anns.tick(key=key, load="60", reps="5"), range(8)))
    assert count(key) == 1
    assert {view.id for view in saved} == {saved[0].id}


def test_a_set_ticked_while_the_workout_is_finished_counts_all_the_same(anns: Session):
    anns.tick(load="100", reps="5")

    def finish_or_tick(n: int) -> None:
        anns.finish() if n == 3 else anns.tick(load="100", reps="5")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(finish_or_tick, range(8)))
    done = [one for one in anns.line().sets if one.is_done]
    assert len(done) == 8
    assert volume_of(anns.id) == 8 * 500.0


def test_pounds_stay_what_was_typed(anns: Session):
    view = anns.tick(load="135", load_unit="lb", reps="5")
    assert (view.entered_load, view.entered_unit) == (135.0, "lb")
    assert view.load_kg == pytest.approx(61.23497)


def test_reps_in_reserve_are_kept_as_rpe(anns: Session):
    assert anns.tick(load="60", reps="8", rir="2").rpe == 8.0


def test_a_set_is_unticked_corrected_and_keeps_its_moment(anns: Session):
    key = str(uuid4())
    first = anns.tick(key=key, load="60", reps="8")
    clock.move(timedelta(minutes=5))
    corrected = anns.tick(key=key, load="62.5", reps="8")
    assert (corrected.load_kg, corrected.done_at) == (62.5, first.done_at)
    undone = anns.tick(key=key, load="62.5", reps="8", is_done=False)
    assert (undone.is_done, undone.done_at, undone.load_kg) == (False, None, 62.5)


def test_a_set_that_is_sent_late_says_when_it_was_done(anns: Session):
    ticked_at = clock.now()
    clock.move(timedelta(hours=2))
    view = anns.tick(load="60", reps="8", done_at=ticked_at.isoformat())
    assert view.done_at == ticked_at


WRONG = {
    "load": ["1400.5", "1e9", "NaN", "-5", "sixty", "1 000", "٦٠", "inf", "9" * 50],
    "reps": ["1001", "1e9", "1000000000", "8.5", "-1", "NaN", "many"],
    "rpe": ["5", "11", "NaN", "hard"],
    "rir": ["5", "-1", "NaN"],
    "set_type": ["", "cheat"],
    "load_unit": ["", "st"],
    "done_at": ["soon", "2026-01-31T10:00:00", "1999-12-31T10:00:00Z", "9999-12-31T23:59:59Z"],
}


@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, texts in WRONG.items() for text in texts]
)
def test_what_cannot_be_is_refused_under_its_field_and_changes_nothing(
    anns: Session, field: str, text: str
):
    key = str(uuid4())
    with pytest.raises(Invalid) as refused:
        anns.tick(**{"key": key, "load": "60", "reps": "8", field: text})  # pyright: ignore[reportArgumentType]  # each field's text is one of its own
    assert list(refused.value.fields) == [field]
    assert refused.value.fields[field].endswith(".")
    assert count(key) == 0


def test_too_much_is_said_with_what_is_possible(anns: Session):
    with pytest.raises(Invalid) as refused:
        anns.tick(load="3087", load_unit="lb", reps="1001")
    assert refused.value.fields == {
        "load": "At most 3,086 lb. Check the number and its unit.",
        "reps": "At most 1,000 reps in a set. Check the number.",
    }


def test_a_day_ahead_is_refused_and_a_clock_that_runs_ahead_is_not(anns: Session):
    now = clock.now()
    ahead = (now + timedelta(hours=25)).isoformat()
    with pytest.raises(Invalid, match="another look"):
        anns.tick(load="60", reps="8", done_at=ahead)
    view = anns.tick(load="60", reps="8", done_at=(now + timedelta(hours=2)).isoformat())
    assert view.done_at is not None
    assert view.done_at <= clock.now()


def test_a_done_set_says_how_much_and_a_planned_one_need_not(anns: Session):
    with pytest.raises(Invalid) as refused:
        anns.tick()
    assert set(refused.value.fields) == {"load", "reps"}
    assert anns.tick(is_done=False).reps is None


@pytest.mark.parametrize(
    ("mode", "said", "kept"),
    [
        (Mode.BODYWEIGHT_REPS, {"load": "40", "reps": "12"}, (None, 12, None, None)),
        (Mode.WEIGHTED_BODYWEIGHT, {"reps": "6"}, (None, 6, None, None)),
        (Mode.ASSISTED_BODYWEIGHT, {"load": "20", "reps": "6"}, (20.0, 6, None, None)),
        (Mode.DURATION, {"duration": "1:30"}, (None, None, 90.0, None)),
        (Mode.DURATION_WEIGHT, {"load": "10", "duration": "45"}, (10.0, None, 45.0, None)),
        (
            Mode.DISTANCE_DURATION,
            {"distance": "5,2", "distance_unit": "km", "duration": "1:02:03"},
            (None, None, 3723.0, 5200.0),
        ),
        (Mode.DISTANCE_DURATION, {"duration": "20:00"}, (None, None, 1200.0, None)),
        (Mode.WEIGHT_DISTANCE, {"load": "80", "distance": "30"}, (80.0, None, None, 30.0)),
    ],
)
def test_each_mode_keeps_what_it_is_counted_in(mode: Mode, said: dict[str, Any], kept: object):
    reading = read_set(SetSent(line_uuid="", **said), mode)
    assert (reading.load_kg, reading.reps, reading.duration_s, reading.distance_m) == kept


def test_a_run_needs_its_length_or_its_time():
    with pytest.raises(Invalid) as refused:
        read_set(SetSent(line_uuid=""), Mode.DISTANCE_DURATION)
    assert set(refused.value.fields) == {"distance", "duration"}
    with pytest.raises(Invalid):
        read_set(SetSent(line_uuid="", duration="9999:59:59"), Mode.DURATION)


def test_a_stranger_can_neither_save_nor_read_nor_delete_anns_sets(anns: Session, bo: Person):
    key = anns.tick(load="60", reps="8").client_uuid
    theirs = {"member_id": bo.id, "workout_id": anns.id}
    sent = SetSent(line_uuid=anns.line().client_uuid, load="1", reps="1")
    for attempt in (
        lambda session: sets.save_set(session, **theirs, client_uuid=key, sent=sent),
        lambda session: sets.get_set(session, **theirs, client_uuid=key),
        lambda session: sets.delete_set(session, **theirs, client_uuid=key),
        lambda session: sets.change_set_type(session, **theirs, client_uuid=key, set_type="warmup"),
    ):
        with pytest.raises(NotFound):
            db.run_sync(attempt)
    assert anns.line().sets[-1].load_kg == 60.0


def test_a_stranger_cannot_put_a_set_into_anns_exercise(anns: Session, bo: Person):
    bos = begin(bo, "barbell-squat")
    with pytest.raises(NotFound):
        bos.tick(load="60", reps="8", line_uuid=anns.line().client_uuid)


def test_two_people_may_make_the_same_id(anns: Session, bo: Person):
    key = str(uuid4())
    anns.tick(key=key, load="60", reps="8")
    begin(bo, "barbell-squat").tick(key=key, load="20", reps="5")
    assert [one.load_kg for one in anns.line().sets if one.is_done] == [60.0]


def test_an_id_in_use_elsewhere_is_refused(anns: Session):
    key = anns.tick(load="60", reps="8").client_uuid
    with pytest.raises(Conflict):
        anns.tick(key=key, place=1, load="60", reps="8")
    anns.finish()
    with pytest.raises(Conflict):
        begin(anns.person, "barbell-squat").tick(key=key, load="60", reps="8")


def test_an_id_that_is_none_is_refused(anns: Session):
    with pytest.raises(Invalid) as refused:
        anns.tick(key="1; DROP TABLE", load="60", reps="8")
    assert list(refused.value.fields) == ["client_uuid"]


def test_one_more_set_is_planned_like_the_last(anns: Session):
    anns.tick(load="60", reps="8", load_unit="kg")
    line = anns.line().client_uuid
    key = str(uuid4())
    view = anns.tick(key=key, load_unit="kg", is_done=False)
    assert (view.is_done, view.load_kg, view.target.load_kg) == (False, None, 60.0)
    assert anns.line().sets[-1] == view == anns.tick(key=key, load_unit="kg", is_done=False)
    assert (view.line_uuid, count(key)) == (line, 1)


def test_a_set_can_be_a_warm_up_and_can_go(anns: Session):
    key = anns.tick(load="40", reps="8").client_uuid
    db.run_sync(sets.change_set_type, **anns.whose, client_uuid=key, set_type="warmup")
    assert anns.line().sets[-1].is_warm_up
    db.run_sync(sets.delete_set, **anns.whose, client_uuid=key)
    with pytest.raises(NotFound):
        db.run_sync(sets.delete_set, **anns.whose, client_uuid=key)
    assert count(key) == 0


def test_a_finished_workouts_sums_follow_each_change(anns: Session):
    key = anns.tick(load="100", reps="5").client_uuid
    other = anns.tick(load="100", reps="5").client_uuid
    anns.finish()
    assert volume_of(anns.id) == 1000.0
    anns.tick(key=key, load="110", reps="5")
    assert volume_of(anns.id) == 1050.0
    db.run_sync(sets.change_set_type, **anns.whose, client_uuid=other, set_type="warmup")
    assert volume_of(anns.id) == 550.0
    db.run_sync(sets.delete_set, **anns.whose, client_uuid=key)
    assert volume_of(anns.id) == 0.0


def test_a_workout_has_room_for_so_many_sets_and_no_more(
    anns: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sets, "MOST_SETS", len(anns.line().sets) + len(anns.line(1).sets) + 1)
    anns.tick(load="60", reps="8")
    with pytest.raises(Conflict):
        anns.tick(load="60", reps="8")


def test_loads_are_typed_in_pounds_from_now_on(anns: Session):
    done = anns.tick(load="60", reps="8")
    line = anns.line().client_uuid
    db.run_sync(sets.choose_unit, **anns.whose, line_uuid=line, unit="lb")
    by_key = {one.client_uuid: one for one in anns.line().sets}
    assert by_key[done.client_uuid].entered_unit == "kg"
    assert {one.entered_unit for one in by_key.values() if not one.is_done} == {"lb"}
    with pytest.raises(Conflict):
        db.run_sync(sets.choose_unit, **anns.whose, line_uuid=line, unit="st")


def test_a_discarded_workout_takes_its_sets_along(anns: Session):
    key = anns.tick(load="60", reps="8").client_uuid
    db.run_sync(finishing.discard_workout, **anns.whose)
    assert count(key) == 0
    with pytest.raises(NotFound):
        anns.view()


def test_a_private_exercise_of_another_member_cannot_be_logged(anns: Session, bo: Person):
    make.exercise("Secret lift", owner=bo)
    with pytest.raises(NotFound):
        anns.add("secret-lift-bo")
