"""The club's exercises: written by one trainer, looked at by another, and only then for all."""

from typing import Any

import pytest

from fitness_app.accounts.access import Role
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Forbidden, Invalid, NotFound
from fitness_app.training.exercises import catalogue, club, find
from fitness_app.training.exercises.club import Editor
from fitness_app.training.exercises.views import ExerciseView
from fitness_app.training.words import ExerciseState
from tests import make
from tests.make import Person
from tests.training.exercises.conftest import Log, content


@pytest.fixture
def author(tess: Person) -> Editor:
    return Editor(tess.id)


@pytest.fixture
def other(tess: Person) -> Editor:
    return Editor(make.user("luka", role=Role.TRAINER).id)


@pytest.fixture
def admin(ada: Person) -> Editor:
    return Editor(ada.id, is_admin=True)


@pytest.fixture
def draft(author: Editor) -> int:
    return db.run_sync(club.write_exercise, author_id=author.id, content=content()).id


@pytest.fixture
def submitted(author: Editor, draft: int) -> int:
    return act(club.submit_exercise, author, draft).id


@pytest.fixture
def published(other: Editor, submitted: int) -> int:
    return act(club.publish_exercise, other, submitted).id


def act(verb: Any, editor: Editor, exercise_id: int, **more: Any) -> ExerciseView:
    return db.run_sync(verb, editor=editor, exercise_id=exercise_id, **more)


def state_of(exercise_id: int) -> str:
    return db.read_sync(club.get_exercise, exercise_id=exercise_id).state


def seen(person: Person) -> list[str]:
    return [line.name for line in db.read_sync(find.search, viewer_id=person.id).items]


def test_members_see_it_once_another_trainer_has_published_it(
    ann: Person, author: Editor, other: Editor, draft: int
):
    assert seen(ann) == []
    act(club.submit_exercise, author, draft)
    assert seen(ann) == []
    act(club.publish_exercise, other, draft)
    assert seen(ann) == ["Sandbag get-up"]
    assert db.read_sync(club.count_by_state)[ExerciseState.PUBLISHED] == 1


def test_nobody_publishes_or_sends_back_their_own(author: Editor, submitted: int):
    with pytest.raises(Forbidden):
        act(club.publish_exercise, author, submitted)
    with pytest.raises(Forbidden):
        act(club.send_back_exercise, author, submitted, note="No")
    assert state_of(submitted) == ExerciseState.IN_REVIEW


def test_an_admin_may_publish_what_they_wrote(admin: Editor):
    own = db.run_sync(club.write_exercise, author_id=admin.id, content=content()).id
    act(club.submit_exercise, admin, own)
    assert act(club.publish_exercise, admin, own).state == ExerciseState.PUBLISHED


def test_a_draft_is_its_authors(other: Editor, admin: Editor, draft: int):
    for verb in (club.submit_exercise, club.delete_exercise):
        with pytest.raises(Forbidden):
            act(verb, other, draft)
    with pytest.raises(Forbidden):
        act(club.edit_exercise, other, draft, content=content("Mine"))
    assert act(club.edit_exercise, admin, draft, content=content("Better")).name == "Better"


def test_what_is_reviewed_stays_still(author: Editor, other: Editor, submitted: int):
    with pytest.raises(Conflict, match="being reviewed"):
        act(club.edit_exercise, author, submitted, content=content("Sneaky"))
    with pytest.raises(Forbidden):
        act(club.take_back_exercise, other, submitted)
    assert act(club.take_back_exercise, author, submitted).state == ExerciseState.DRAFT


def test_a_reviewer_says_what_it_lacks(author: Editor, other: Editor, submitted: int):
    for note in (" ", "x" * 501):
        with pytest.raises(Invalid):
            act(club.send_back_exercise, other, submitted, note=note)
    act(club.send_back_exercise, other, submitted, note="Say how to put it down.")
    view = db.read_sync(club.get_exercise, exercise_id=submitted)
    assert (view.state, view.review_note) == (ExerciseState.DRAFT, "Say how to put it down.")
    assert act(club.submit_exercise, author, submitted).review_note == ""


def test_a_draft_without_steps_is_not_reviewed(author: Editor):
    bare = db.run_sync(
        club.write_exercise, author_id=author.id, content=content(instructions=("Do it.",))
    ).id
    with pytest.raises(Invalid) as refusal:
        act(club.submit_exercise, author, bare)
    assert list(refusal.value.fields) == ["instructions"]


def test_of_two_decisions_the_first_counts(other: Editor, admin: Editor, submitted: int):
    act(club.publish_exercise, other, submitted)
    for verb, more in (
        (club.publish_exercise, {}),
        (club.send_back_exercise, {"note": "No"}),
        (club.submit_exercise, {}),
        (club.delete_exercise, {}),
        (club.restore_exercise, {}),
    ):
        with pytest.raises(Conflict):
            act(verb, admin, submitted, **more)
    assert state_of(submitted) == ExerciseState.PUBLISHED


def test_any_trainer_edits_and_archives_what_is_published(
    ann: Person, author: Editor, published: int
):
    act(club.edit_exercise, author, published, content=content("Bag get-up"))
    assert seen(ann) == ["Bag get-up"]
    with pytest.raises(Invalid):
        act(club.edit_exercise, author, published, content=content(instructions=()))
    act(club.archive_exercise, author, published)
    assert seen(ann) == []
    act(club.restore_exercise, author, published)
    assert seen(ann) == ["Bag get-up"]


def test_the_mode_stays_once_somebody_has_logged_it(
    ann: Person, author: Editor, published: int, log_set: Log
):
    log_set(ann, published)
    with pytest.raises(Invalid) as refusal:
        act(club.edit_exercise, author, published, content=content(mode="duration"))
    assert list(refusal.value.fields) == ["mode"]


def test_an_edit_of_the_catalogue_is_not_undone_by_the_next_version(author: Editor):
    db.run_sync(catalogue.put_in)
    squat = db.read_sync(club.get_exercise, slug="back-squat")
    act(club.edit_exercise, author, squat.id, content=content("House squat"))
    assert db.run_sync(catalogue.put_in).kept == ["back-squat"]
    assert db.read_sync(club.get_exercise, slug="back-squat").name == "House squat"


def test_names_and_addresses_are_their_own(author: Editor, draft: int):
    with pytest.raises(Invalid) as refusal:
        db.run_sync(club.write_exercise, author_id=author.id, content=content("sandbag GET-UP"))
    assert list(refusal.value.fields) == ["name"]
    act(club.delete_exercise, author, draft)
    make.exercise("Other", slug="sandbag-get-up")
    again = db.run_sync(club.write_exercise, author_id=author.id, content=content())
    assert again.slug == "sandbag-get-up-2"


def test_substitutes_are_named_as_people_say_them(author: Editor, draft: int):
    squat, press = make.exercise("Back squat"), make.exercise("Leg press")
    make.exercise("Draft squat", state=ExerciseState.DRAFT)
    view = act(
        club.edit_exercise,
        author,
        draft,
        content=content(),
        substitutes=["back SQUAT", "leg-press", " "],
    )
    assert {line.id for line in view.substitutes} == {squat, press}
    for wrong in ("Draft squat", "Nothing", "sandbag get-up"):
        with pytest.raises(Invalid) as refusal:
            act(club.edit_exercise, author, draft, content=content(), substitutes=[wrong])
        assert list(refusal.value.fields) == ["substitutes"]


def test_the_lists_are_by_state_and_by_words(author: Editor, draft: int):
    make.exercise("Back squat")
    assert [
        line.name
        for line in db.read_sync(club.list_exercises, state="published", words="squat").items
    ] == ["Back squat"]
    assert db.read_sync(club.list_exercises, state="draft").count == 1
    assert db.read_sync(club.list_exercises, state="draft", words="squat").count == 0


def test_members_own_are_none_of_the_staffs_business(ann: Person, admin: Editor):
    own = make.exercise("Sandbag run", owner=ann)
    assert db.read_sync(club.list_exercises, state="published").count == 0
    with pytest.raises(NotFound):
        db.read_sync(club.get_exercise, exercise_id=own)
    for verb in (club.archive_exercise, club.delete_exercise, club.submit_exercise):
        with pytest.raises(NotFound):
            act(verb, admin, own)
    with pytest.raises(NotFound):
        act(club.edit_exercise, admin, own, content=content())
