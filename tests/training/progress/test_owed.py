"""What is derived follows when an exercise's sets count otherwise than before."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fitness_app.kit import clock, db
from fitness_app.training.exercises import catalogue, club, find, free_exercise_db, own
from fitness_app.training.exercises.catalogue import Entry
from fitness_app.training.exercises.club import Editor
from fitness_app.training.progress import owed
from fitness_app.training.words import ExerciseState
from tests import make
from tests.eventually import eventually
from tests.make import Person
from tests.training.exercises.conftest import content
from tests.training.progress.test_derived import everything, rebuild, sums

BODY = {"mode": "weighted_bodyweight", "bodyweight_fraction": 0.5}


def train(person: Person, exercise_id: int, *others: int) -> None:
    """Two sessions, derived; each with the other exercises too."""
    today = clock.now().date()
    make.weight(person, 80, local_date=today - timedelta(days=30))
    for days_ago, kg in ((9, 20), (2, 25)):
        done = {exercise: [(kg, 5), (kg, 6)] for exercise in (exercise_id, *others)}
        make.workout(person, done, day=today - timedelta(days=days_ago))
    rebuild(person)


def is_as_from_scratch(person: Person) -> bool:
    kept = everything(person)
    rebuild(person)
    return kept == everything(person)


@pytest.mark.parametrize("change", [{"per_side": True}, {"bodyweight_fraction": 0.75}])
def test_ones_own_exercise_is_counted_anew_at_once(ann: Person, change: dict[str, Any]):
    said = content(**BODY)
    dip = db.run_sync(own.add_exercise, owner_id=ann.id, content=said).id
    squat = make.exercise()
    train(ann, dip, squat)
    before = sums(ann)
    edited = replace(said, **change)
    db.run_sync(own.edit_exercise, owner_id=ann.id, exercise_id=dip, content=edited)
    assert [volume for _, volume in sums(ann)] > [volume for _, volume in before]
    assert is_as_from_scratch(ann)


def test_an_edit_of_words_derives_nothing_anew(tess: Person, ann: Person):
    published = write(tess)
    train(ann, published)
    edit(tess, published, name="Another name")
    assert owed.settle_all() == 0


@pytest.mark.parametrize("change", [{"per_side": True}, {"bodyweight_fraction": 0.75}])
def test_a_trainers_edit_reaches_all_who_have_logged_it(
    tess: Person, ann: Person, bo: Person, change: dict[str, Any]
):
    published = write(tess)
    for person in (ann, bo):
        train(person, published)
    before = sums(ann)
    edit(tess, published, **change)
    assert sums(ann) == before, "it is derived after the edit, so that nobody waits for it"
    assert owed.settle_all() == 2
    assert sums(ann) == sums(bo) != before
    assert is_as_from_scratch(ann)
    assert owed.settle_all() == 0


def test_what_is_owed_twice_is_derived_once(tess: Person, ann: Person):
    published = write(tess)
    train(ann, published)
    edit(tess, published, per_side=True)
    edit(tess, published, per_side=False)
    assert owed.settle_all() == 1
    assert is_as_from_scratch(ann)


def test_an_import_that_changes_the_mode_is_followed(ann: Person):
    import_rows(equipment="barbell")
    lift = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="zercher-squat")
    train(ann, lift.id)
    import_rows(equipment="body only")
    changed = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="zercher-squat")
    assert (lift.mode, changed.mode) == ("weight_reps", "bodyweight_reps")
    assert owed.settle_all() == 1
    assert is_as_from_scratch(ann)


def test_a_new_version_of_the_catalogue_is_followed(ann: Person, monkeypatch: Any):
    db.run_sync(catalogue.put_in)
    first = catalogue.entries()[0]
    row = db.read_sync(find.get_exercise, viewer_id=ann.id, slug=first.slug)
    train(ann, row.id)
    other = replace(first.content, per_side=not first.content.per_side)
    newer = (Entry(first.slug, other, first.substitutes), *catalogue.entries()[1:])
    monkeypatch.setattr(catalogue, "entries", lambda: newer)
    db.run_sync(catalogue.put_in)
    assert owed.settle_all() == 1
    assert is_as_from_scratch(ann)


def test_more_than_a_batch_is_settled_to_the_end(
    tess: Person, ann: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
):
    published = write(tess)
    for person in (ann, bo):
        train(person, published)
    edit(tess, published, per_side=True)
    monkeypatch.setattr(owed, "BATCH", 1)
    assert db.run_sync(owed.settle_some, limit=1) == 1
    assert db.run_sync(owed.settle_some, limit=1) == 1
    assert is_as_from_scratch(bo)


async def test_while_the_app_runs_it_is_derived_by_itself(tess: Person, ann: Person):
    published = write(tess)
    train(ann, published)
    before = sums(ann)
    async with owed.on_duty():
        edit(tess, published, per_side=True)
        await eventually(lambda: sums(ann) != before)
    assert is_as_from_scratch(ann)


async def test_a_worker_that_is_told_to_stop_leaves_the_rest(tess: Person, ann: Person):
    published = write(tess)
    train(ann, published)
    edit(tess, published, per_side=True)
    await owed.settle_due(lambda: False)
    assert owed.settle_all() == 1


def write(tess: Person) -> int:
    """An exercise of the club that everybody sees."""
    said = content(**BODY)
    written = db.run_sync(club.write_exercise, author_id=tess.id, content=said).id
    for state in (ExerciseState.IN_REVIEW, ExerciseState.PUBLISHED):
        editor = Editor(tess.id, is_admin=True)
        db.run_sync(club.move_exercise, editor=editor, exercise_id=written, state=state)
    return written


def edit(tess: Person, exercise_id: int, **change: Any) -> None:
    said = content(**{**BODY, **change})
    editor = Editor(tess.id)
    db.run_sync(club.edit_exercise, editor=editor, exercise_id=exercise_id, content=said)


def import_rows(**said: Any) -> None:
    row = {
        "id": "Zercher_Squat",
        "name": "Zercher Squat",
        "force": "push",
        "level": "expert",
        "mechanic": "compound",
        "primaryMuscles": ["quadriceps"],
        "secondaryMuscles": [],
        "instructions": ["Squat."],
        "category": "strength",
    }
    file = json.dumps([{**row, **said}]).encode()
    db.run_sync(free_exercise_db.import_file, content=file)
