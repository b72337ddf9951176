"""e1RMs that jump too far: held, shown, and counted once their member says they are right."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import col, delete, update

from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.models import SetEntry
from fitness_app.training.progress import doubts, records
from fitness_app.training.progress.doubts import DoubtView
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person
from tests.training.progress.test_derived import (
    change,
    day,
    days,
    everything,
    rebuild,
    refresh,
    sums,
)


@pytest.fixture
def squat(ann: Person) -> int:
    """An exercise of which ann has done 100 kg × 5."""
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5)]}, day=day(0))
    rebuild(ann)
    return squat


def train(person: Person, exercise_id: int, number: int, *sets: tuple[float, int]) -> int:
    workout = make.workout(person, {exercise_id: sets}, day=day(number))
    refresh(person, {exercise_id}, day(number))
    return workout


def asked(person: Person, **which: Any) -> list[DoubtView]:
    return db.read_sync(doubts.list_doubts, member_id=person.id, **which)


def confirm(person: Person, doubt: DoubtView) -> None:
    db.run_sync(doubts.confirm_set, member_id=person.id, set_id=doubt.set_id)


def won(person: Person, workout: int) -> set[str]:
    found = db.read_sync(records.list_of_workout, member_id=person.id, workout_id=workout)
    return {one.kind for one in found}


def test_a_quarter_more_is_a_record_and_no_question(ann: Person, squat: int):
    workout = train(ann, squat, 2, (125, 5))
    assert "best_e1rm" in won(ann, workout)
    assert asked(ann) == []


def test_a_further_jump_is_asked_about_and_is_no_record_of_any_kind(ann: Person, squat: int):
    workout = train(ann, squat, 2, (1000, 5), (900, 5))
    assert won(ann, workout) == set()
    (doubt,) = asked(ann)
    assert (doubt.exercise, doubt.workout_id, doubt.done_on) == ("Barbell squat", workout, day(2))
    assert (doubt.load_kg, doubt.reps, doubt.sets) == (1000, 5, 2)
    assert (doubt.e1rm_kg, doubt.best_kg) == (1125, 112.5)


def test_what_is_held_is_still_logged_and_summed(ann: Person, squat: int):
    train(ann, squat, 2, (1000, 5))
    assert sums(ann) == [(1, 500), (1, 5000)]
    held = days(ann)[1]
    assert (held["working_sets"], held["volume_kg"], held["best_e1rm_kg"]) == (1, 5000, None)


def test_a_first_day_has_nothing_to_jump_from(ann: Person):
    curl = make.exercise("Curl")
    train(ann, curl, 0, (10, 5), (100, 5))
    assert asked(ann) == []


def test_once_confirmed_it_is_the_record_it_would_have_been(ann: Person, squat: int):
    workout = train(ann, squat, 2, (150, 5), (145, 5))
    later = train(ann, squat, 3, (152.5, 5))
    confirm(ann, asked(ann)[0])
    assert asked(ann) == []
    assert {"best_e1rm", "heaviest_load", "rep_max", "set_volume"} <= won(ann, workout)
    assert "best_e1rm" in won(ann, later)
    assert days(ann)[1]["best_e1rm_kg"] == 168.75
    kept = everything(ann)
    rebuild(ann)
    assert everything(ann) == kept, "a rebuild doesn't ask again"


def test_confirming_twice_changes_nothing(ann: Person, squat: int):
    train(ann, squat, 2, (150, 5))
    (doubt,) = asked(ann)
    confirm(ann, doubt)
    kept = everything(ann)
    confirm(ann, doubt)
    assert everything(ann) == kept


def test_a_corrected_set_is_asked_about_no_more(ann: Person, squat: int):
    train(ann, squat, 2, (1000, 5))
    change(update(SetEntry).where(col(SetEntry.load_kg) == 1000).values(load_kg=105))
    refresh(ann, {squat}, day(2))
    assert asked(ann) == []
    assert days(ann)[1]["best_e1rm_kg"] == pytest.approx(118.125)


def test_what_was_confirmed_holds_for_no_further_jump(ann: Person, squat: int):
    train(ann, squat, 2, (150, 5))
    confirm(ann, asked(ann)[0])
    change(update(SetEntry).where(col(SetEntry.load_kg) == 150).values(load_kg=500))
    refresh(ann, {squat}, day(2))
    assert [doubt.load_kg for doubt in asked(ann)] == [500]


def test_a_second_day_bears_a_jump_out_and_counts(ann: Person, squat: int):
    first = train(ann, squat, 2, (150, 5))
    second = train(ann, squat, 4, (152.5, 5))
    assert won(ann, first) == set()
    assert "best_e1rm" in won(ann, second)
    assert [doubt.workout_id for doubt in asked(ann)] == [first]


def test_another_slip_of_the_finger_is_borne_out_by_none(ann: Person, squat: int):
    train(ann, squat, 2, (1000, 5))
    train(ann, squat, 4, (200, 5))
    assert [doubt.load_kg for doubt in asked(ann)] == [200, 1000]


def test_those_of_one_workout_are_found_by_it(ann: Person, squat: int):
    first = train(ann, squat, 2, (1000, 5))
    train(ann, squat, 4, (200, 5))
    assert [doubt.load_kg for doubt in asked(ann, workout_id=first)] == [1000]
    assert db.read_sync(doubts.count_doubts, member_id=ann.id) == 2


def test_a_deleted_set_takes_its_question_along(ann: Person, squat: int):
    train(ann, squat, 2, (1000, 5))
    change(delete(SetEntry).where(col(SetEntry.load_kg) == 1000))
    assert asked(ann) == []


def test_pounds_are_shown_as_they_were_typed(ann: Person, squat: int):
    typed = {"load_kg": 300 * 0.45359237, "entered_load": 300, "entered_unit": "lb", "reps": 5}
    make.workout(ann, {squat: [typed]}, day=day(2))
    rebuild(ann)
    assert [(doubt.entered_load, doubt.entered_unit) for doubt in asked(ann)] == [(300, "lb")]


def test_bo_neither_sees_nor_confirms_anns(ann: Person, bo: Person, squat: int):
    train(ann, squat, 2, (1000, 5))
    (doubt,) = asked(ann)
    assert asked(bo) == []
    for set_id in (doubt.set_id, 10**9):
        with pytest.raises(NotFound):
            db.run_sync(doubts.confirm_set, member_id=bo.id, set_id=set_id)
    assert asked(ann) == [doubt]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_and_answers_all_is_as_from_scratch(ann: Person, seed: int):
    luck = Random(seed)  # noqa: S311  # the same edits each time
    dip = make.exercise("Dip", mode=Mode.WEIGHTED_BODYWEIGHT, bodyweight_fraction=0.9)
    make.weight(ann, 80, local_date=day(0) - timedelta(days=9))
    for number in range(8):
        sets = [(luck.choice([10, 60, 70, 100, 150]), 5) for _ in range(2)]
        make.workout(ann, {dip: sets}, day=day(number))
    rebuild(ann)
    for _ in range(10):
        when = day(luck.randrange(8))
        if (open_ones := asked(ann)) and luck.random() < 0.5:
            confirm(ann, luck.choice(open_ones))
        else:
            load = luck.choice([10, 60, 100, 200, 400])
            its = col(SetEntry.local_date) == when
            change(update(SetEntry).where(its).values(load_kg=load))
            refresh(ann, {dip}, when)
        kept = everything(ann)
        rebuild(ann)
        assert everything(ann) == kept
