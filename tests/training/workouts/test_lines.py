"""The exercises of a workout: added once, swapped, put in order, taken in turns."""

from datetime import date
from uuid import uuid4

import pytest

from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.workouts import lines
from tests import make
from tests.make import Person
from tests.training.workouts.conftest import Session, begin


@pytest.fixture
def row(ann: Person) -> int:
    """A third exercise."""
    return make.exercise("Seated row", primary=["middle back"])


def names(session: Session) -> list[str]:
    return [line.movement.name for line in session.view().lines]


def groups(session: Session) -> list[int | None]:
    return [line.superset for line in session.view().lines]


def do(session: Session, service, place: int = 0, **said):
    line = session.line(place).client_uuid
    return db.run_sync(service, **session.whose, line_uuid=line, **said)


def test_an_exercise_is_added_once_for_each_id(anns: Session):
    key = str(uuid4())
    for _ in range(2):
        db.run_sync(lines.add_exercise, **anns.whose, client_uuid=key, slug="bench-press")
    assert names(anns) == ["Barbell squat", "Bench press", "Bench press"]


def test_an_exercise_comes_with_the_sets_of_last_time(ann: Person, squat: int):
    make.workout(
        ann,
        {squat: [{"load_kg": 40, "reps": 5, "set_type": "warmup"}, (60, 8), (60, 7)]},
        day=date(2026, 1, 2),
    )
    planned = begin(ann, "barbell-squat").line().sets
    assert [(it.set_type, it.target.load_kg, it.target.reps_min) for it in planned] == [
        ("warmup", 40.0, 5),
        ("working", 60.0, 8),
        ("working", 60.0, 7),
    ]
    assert not any(it.is_done for it in planned)


def test_a_new_exercise_comes_with_three_empty_sets(anns: Session):
    assert [it.target.load_kg for it in anns.line().sets] == [None] * 3


def test_an_untouched_exercise_is_swapped_in_its_place(anns: Session, row: int):
    key = do(anns, lines.swap_exercise, slug="seated-row")
    line = anns.line()
    assert (line.client_uuid, line.movement.name, line.swapped_from) == (
        key,
        "Seated row",
        "Barbell squat",
    )
    assert anns.tick(load="40", reps="10").load_kg == 40.0
    assert names(anns) == ["Seated row", "Bench press"]


def test_sets_that_are_done_stay_with_the_exercise_they_were_done_of(anns: Session, row: int):
    first = anns.line().sets[0].client_uuid
    anns.tick(key=first, load="60", reps="8")
    do(anns, lines.swap_exercise, slug="seated-row")
    assert names(anns) == ["Barbell squat", "Seated row", "Bench press"]
    assert [len(line.sets) for line in anns.view().lines] == [1, 2, 3]
    with pytest.raises(Conflict):
        do(anns, lines.swap_exercise, place=1, slug="seated-row")


def test_an_exercise_goes_with_its_sets(anns: Session):
    anns.tick(load="60", reps="8")
    do(anns, lines.remove_exercise)
    assert names(anns) == ["Bench press"]


def test_exercises_move_up_and_down_and_stop_at_the_ends(anns: Session, row: int):
    anns.add("seated-row")
    do(anns, lines.move_exercise, place=2, step=-1)
    assert names(anns) == ["Barbell squat", "Seated row", "Bench press"]
    do(anns, lines.move_exercise, place=0, step=-1)
    do(anns, lines.move_exercise, place=2, step=1)
    assert names(anns) == ["Barbell squat", "Seated row", "Bench press"]


def test_a_superset_stays_together_when_others_pass(anns: Session, row: int):
    anns.add("seated-row")
    do(anns, lines.group_with_next)
    assert groups(anns) == [1, 1, None]
    do(anns, lines.move_exercise, place=2, step=-1)
    assert names(anns) == ["Seated row", "Barbell squat", "Bench press"]
    do(anns, lines.move_exercise, place=1, step=1)
    assert names(anns) == ["Seated row", "Bench press", "Barbell squat"]
    assert groups(anns) == [None, 1, 1]


def test_a_third_joins_a_superset_and_it_is_taken_apart(anns: Session, row: int):
    anns.add("seated-row")
    do(anns, lines.group_with_next)
    do(anns, lines.group_with_next, place=1)
    assert groups(anns) == [1, 1, 1]
    with pytest.raises(Conflict):
        do(anns, lines.group_with_next, place=2)
    do(anns, lines.ungroup, place=1)
    assert groups(anns) == [None, None, None]


def test_the_last_of_a_superset_is_alone_again(anns: Session):
    do(anns, lines.group_with_next)
    do(anns, lines.remove_exercise)
    assert groups(anns) == [None]


def test_exercises_are_put_in_any_order_that_names_each_once(anns: Session):
    keys = [line.client_uuid for line in anns.view().lines]
    db.run_sync(lines.order_exercises, **anns.whose, line_uuids=keys[::-1])
    assert names(anns) == ["Bench press", "Barbell squat"]
    for wrong in (keys[:1], [*keys, keys[0]], ["nonsense", keys[0]], []):
        with pytest.raises(Invalid):
            db.run_sync(lines.order_exercises, **anns.whose, line_uuids=wrong)


def test_a_note_and_a_rest_are_kept_within_bounds(anns: Session):
    do(anns, lines.write_note, note=" Elbows in ")
    do(anns, lines.choose_rest, seconds=150)
    assert (anns.line().notes, anns.line().rest_s) == ("Elbows in", 150)
    with pytest.raises(Invalid):
        do(anns, lines.write_note, note="x" * 1001)
    for seconds in (-1, 3601):
        with pytest.raises(Invalid):
            do(anns, lines.choose_rest, seconds=seconds)
    assert (anns.line().notes, anns.line().rest_s) == ("Elbows in", 150)


def test_a_workout_has_room_for_so_many_exercises(anns: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "MOST_LINES", 2)
    with pytest.raises(Conflict):
        anns.add("bench-press")


def test_a_stranger_can_change_no_exercise_of_anns_workout(anns: Session, bo: Person, row: int):
    before, line = anns.view(), anns.line().client_uuid
    theirs = {"member_id": bo.id, "workout_id": anns.id, "line_uuid": line}
    attempts = [
        (lines.swap_exercise, {"slug": "seated-row"}),
        (lines.remove_exercise, {}),
        (lines.move_exercise, {"step": 1}),
        (lines.group_with_next, {}),
        (lines.ungroup, {}),
        (lines.write_note, {"note": "x"}),
        (lines.choose_rest, {"seconds": 10}),
    ]
    for service, said in attempts:
        with pytest.raises(NotFound):
            db.run_sync(service, **theirs, **said)
    with pytest.raises(NotFound):
        db.run_sync(
            lines.add_exercise,
            member_id=bo.id,
            workout_id=anns.id,
            client_uuid=str(uuid4()),
            slug="seated-row",
        )
    bos = begin(bo, "seated-row")
    with pytest.raises(NotFound):
        db.run_sync(lines.remove_exercise, **bos.whose, line_uuid=line)
    assert anns.view() == before
