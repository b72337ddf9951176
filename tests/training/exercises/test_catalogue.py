"""The catalogue that comes with the app: complete, and put in once, and never over others' work."""

from collections import Counter

import pytest
from sqlmodel import Session, col, func, select

from fitness_app.kit import db
from fitness_app.training.exercises import catalogue, find
from fitness_app.training.exercises.catalogue import Entry, entries
from fitness_app.training.exercises.content import LOADED_BODY, OF_THE_BODY
from fitness_app.training.exercises.search_words import fold
from fitness_app.training.models import Exercise, ExerciseMuscle, ExerciseSubstitute
from fitness_app.training.words import (
    Equipment,
    ExerciseState,
    Force,
    Level,
    Mechanic,
    Mode,
    Muscle,
)
from tests import make
from tests.make import Person

ALL = entries()
EACH = pytest.mark.parametrize("entry", ALL, ids=[entry.slug for entry in ALL])


def test_there_are_at_least_150_and_each_has_a_name_of_its_own():
    assert len(ALL) >= 150
    names = Counter(
        fold(name) for entry in ALL for name in (entry.content.name, *entry.content.other_names)
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert len({entry.slug for entry in ALL}) == len(ALL)


def test_every_kind_is_there():
    contents = [entry.content for entry in ALL]
    assert {it.mode for it in contents} == set(Mode)
    assert {it.equipment for it in contents} == set(Equipment)
    assert {it.level for it in contents} == set(Level)
    assert {it.mechanic for it in contents} == set(Mechanic)
    assert {it.force for it in contents} - {""} == set(Force)
    assert {muscle for it in contents for muscle in it.primary} == set(Muscle)
    assert any(it.per_side for it in contents)


@EACH
def test_each_says_all_about_itself(entry: Entry):
    content = entry.content
    assert 2 <= len(content.instructions) <= 5
    assert all(step.endswith(".") and len(step) <= 160 for step in content.instructions)
    assert content.primary
    assert not set(content.primary) & set(content.secondary)
    assert content.equipment
    assert content.mechanic
    known = {other.slug for other in ALL} - {entry.slug}
    assert entry.substitutes
    assert known >= set(entry.substitutes)


@EACH
def test_each_share_of_the_bodys_weight_fits_what_is_counted(entry: Entry):
    content = entry.content
    if content.mode in LOADED_BODY:
        assert 0.4 <= content.bodyweight_fraction <= 1
    if content.mode not in OF_THE_BODY:
        assert content.bodyweight_fraction == 0


@pytest.mark.parametrize(
    ("slug", "share"), [("push-up", 0.64), ("knee-push-up", 0.49), ("pull-up", 1.0)]
)
def test_published_shares_are_ours(slug: str, share: float):
    (entry,) = [entry for entry in ALL if entry.slug == slug]
    assert entry.content.bodyweight_fraction == share


def test_all_of_it_is_put_in_and_can_be_found(ann: Person):
    done = db.run_sync(catalogue.put_in)
    assert (len(done.added), done.updated, done.kept) == (len(ALL), [], [])
    page = db.read_sync(find.search, viewer_id=ann.id, words="bench press", page_size=50)
    assert page.items[0].slug == "barbell-bench-press"
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="back-squat")
    assert view.primary == ("quadriceps",)
    assert [line.slug for line in view.substitutes] == ["front-squat", "goblet-squat", "leg-press"]
    assert view.other_names == ("Barbell squat", "Squat")


def test_again_it_changes_nothing(database: db.Database):
    db.run_sync(catalogue.put_in)
    before = db.read_sync(_counts)
    again = db.run_sync(catalogue.put_in)
    assert again.in_words == ""
    assert db.read_sync(_counts) == before


def test_what_we_reword_is_reworded_also_its_muscles_and_substitutes(database: db.Database):
    db.run_sync(catalogue.put_in)
    db.run_sync(_spoil, slug="back-squat", is_changed_here=False)
    again = db.run_sync(catalogue.put_in)
    assert (again.added, again.updated, again.kept) == ([], ["back-squat"], [])
    view = db.read_sync(find.get_exercise, viewer_id=0, slug="back-squat")
    assert (view.name, view.primary, len(view.substitutes)) == ("Back squat", ("quadriceps",), 3)


def test_what_the_club_has_edited_is_left_and_counted(database: db.Database):
    db.run_sync(catalogue.put_in)
    db.run_sync(_spoil, slug="back-squat", is_changed_here=True)
    again = db.run_sync(catalogue.put_in)
    assert (again.updated, again.kept) == ([], ["back-squat"])
    assert again.in_words == "1 left as they were edited here"
    view = db.read_sync(find.get_exercise, viewer_id=0, slug="back-squat")
    assert (view.name, view.primary, view.substitutes) == ("Our squat", ("neck",), ())


def test_what_the_club_has_archived_stays_archived(database: db.Database):
    db.run_sync(catalogue.put_in)
    db.run_sync(_archive, slug="back-squat")
    db.run_sync(catalogue.put_in)
    view = db.read_sync(find.get_exercise, viewer_id=0, slug="back-squat")
    assert view.state == ExerciseState.ARCHIVED


def test_an_exercise_of_the_clubs_own_keeps_its_address(ann: Person):
    own = make.exercise("Back squat", secondary=["calves"])
    done = db.run_sync(catalogue.put_in)
    assert (done.known, len(done.added)) == (["back-squat"], len(ALL) - 1)
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="back-squat")
    assert (view.id, view.secondary, view.substitutes) == (own, ("calves",), ())


def _counts(session: Session) -> list[object]:
    tables = (Exercise, ExerciseMuscle, ExerciseSubstitute)
    counts = [session.exec(select(func.count()).select_from(table)).one() for table in tables]
    return [*counts, *session.exec(select(Exercise.updated_at).order_by(col(Exercise.id)))]


def _spoil(session: Session, *, slug: str, is_changed_here: bool) -> None:
    row = session.exec(select(Exercise).where(Exercise.slug == slug)).one()
    row.name, row.is_changed_here = "Our squat", is_changed_here
    for muscle in session.exec(
        select(ExerciseMuscle).where(ExerciseMuscle.exercise_id == row.id)
    ).all():
        session.delete(muscle)
    for edge in session.exec(
        select(ExerciseSubstitute).where(ExerciseSubstitute.exercise_id == row.id)
    ).all():
        session.delete(edge)
    session.flush()
    session.add(ExerciseMuscle(exercise_id=row.id, muscle="neck", is_primary=True))


def _archive(session: Session, *, slug: str) -> None:
    row = session.exec(select(Exercise).where(Exercise.slug == slug)).one()
    row.state = ExerciseState.ARCHIVED
