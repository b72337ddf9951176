"""Members' own exercises: written, changed, archived, deleted, and nobody else's business."""

from typing import Any

import pytest
from sqlmodel import Session

from fitness_app import housekeeping  # noqa: F401  # it brings what closes an account
from fitness_app.accounts import account_data
from fitness_app.accounts.models import User
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.exercises import find, own
from tests import make
from tests.make import Person
from tests.training.exercises.conftest import Log, content


@pytest.fixture
def get_up(ann: Person) -> int:
    """Ann's own exercise."""
    return db.run_sync(own.add_exercise, owner_id=ann.id, content=content()).id


def edit(person: Person, exercise_id: int, **said: Any) -> str:
    view = db.run_sync(
        own.edit_exercise, owner_id=person.id, exercise_id=exercise_id, content=content(**said)
    )
    return view.name


def names(person: Person, **asked: Any) -> list[str]:
    page = db.read_sync(find.search, viewer_id=person.id, **asked)
    return [line.name for line in page.items]


def test_an_own_exercise_is_found_by_its_owner_at_once(ann: Person, bo: Person, get_up: int):
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, exercise_id=get_up)
    assert (view.is_own, view.primary, len(view.instructions)) == (True, ("glutes",), 2)
    assert view.slug.startswith("sandbag-get-up-")
    assert names(ann, words="sandbag glute") == ["Sandbag get-up"]
    assert names(bo, words="sandbag") == []


def test_two_members_may_have_one_of_the_same_name(ann: Person, bo: Person, get_up: int):
    theirs = db.run_sync(own.add_exercise, owner_id=bo.id, content=content())
    assert names(bo) == ["Sandbag get-up"]
    assert theirs.id != get_up


def test_one_member_may_not(ann: Person, get_up: int):
    with pytest.raises(Invalid) as refusal:
        db.run_sync(own.add_exercise, owner_id=ann.id, content=content("SANDBAG  Get-up"))
    assert list(refusal.value.fields) == ["name"]
    db.run_sync(own.archive_exercise, owner_id=ann.id, exercise_id=get_up)
    db.run_sync(own.add_exercise, owner_id=ann.id, content=content())
    with pytest.raises(Invalid, match="another look"):
        db.run_sync(own.restore_exercise, owner_id=ann.id, exercise_id=get_up)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"name": "  "}, {"name"}),
        ({"name": "x" * 101}, {"name"}),
        ({"mode": "miles"}, {"mode"}),
        ({"mode": ""}, {"mode"}),
        ({"primary": ()}, {"primary"}),
        ({"primary": ("wings",)}, {"primary"}),
        ({"secondary": ("wings",)}, {"secondary"}),
        ({"level": "hero", "force": "magic", "mechanic": "x"}, {"level", "force", "mechanic"}),
        ({"equipment": "yacht"}, {"equipment"}),
        ({"bodyweight_fraction": 1.01}, {"bodyweight_fraction"}),
        ({"bodyweight_fraction": float("nan")}, {"bodyweight_fraction"}),
        ({"mode": "weighted_bodyweight"}, {"bodyweight_fraction"}),
        ({"instructions": ("x" * 1001,)}, {"instructions"}),
        ({"instructions": ("x",) * 21}, {"instructions"}),
        ({"other_names": tuple("abcdefghi")}, {"other_names"}),
        ({"name": "", "mode": "", "primary": ()}, {"name", "mode", "primary"}),
    ],
)
def test_what_cant_be_is_refused_field_by_field(ann: Person, said: Any, fields: set[str]):
    with pytest.raises(Invalid) as refusal:
        db.run_sync(own.add_exercise, owner_id=ann.id, content=content(**said))
    assert set(refusal.value.fields) == fields
    assert names(ann) == []


def test_texts_are_tidied_and_nothing_is_named_twice(ann: Person):
    view = db.run_sync(
        own.add_exercise,
        owner_id=ann.id,
        content=content(
            "  A \t b\0 ",
            other_names=("A b", "c", "C", " "),
            instructions=("", " one\ntwo "),
            primary=("glutes", "glutes"),
            secondary=("glutes", "calves"),
        ),
    )
    assert (view.name, view.other_names, view.instructions) == ("A b", ("c",), ("one two",))
    assert (view.primary, view.secondary) == (("glutes",), ("calves",))


def test_a_share_of_the_body_is_kept_only_where_the_body_is_moved(ann: Person):
    view = db.run_sync(own.add_exercise, owner_id=ann.id, content=content(bodyweight_fraction=0.5))
    assert view.bodyweight_fraction == 0


def test_an_edit_shows_at_once(ann: Person, get_up: int):
    edit(ann, get_up, name="Bag get-up", primary=("calves",), mode="duration")
    assert names(ann, words="bag calves", muscle="calves") == ["Bag get-up"]
    assert names(ann, words="sandbag") == []


def test_the_mode_stays_once_a_set_is_logged(ann: Person, get_up: int, log_set: Log):
    log_set(ann, get_up)
    with pytest.raises(Invalid) as refusal:
        edit(ann, get_up, mode="duration")
    assert set(refusal.value.fields) == {"mode"}
    assert edit(ann, get_up, name="Renamed") == "Renamed"


def test_an_archived_one_leaves_the_lists_and_comes_back(ann: Person, get_up: int):
    db.run_sync(own.archive_exercise, owner_id=ann.id, exercise_id=get_up)
    assert names(ann) == []
    assert [it.id for it in db.read_sync(own.list_archived, owner_id=ann.id)] == [get_up]
    db.run_sync(own.restore_exercise, owner_id=ann.id, exercise_id=get_up)
    assert names(ann) == ["Sandbag get-up"]


def test_only_an_unused_one_can_be_deleted(ann: Person, get_up: int, log_set: Log):
    spare = db.run_sync(own.add_exercise, owner_id=ann.id, content=content("Spare")).id
    log_set(ann, get_up)
    with pytest.raises(Conflict, match="Archive it instead"):
        db.run_sync(own.delete_exercise, owner_id=ann.id, exercise_id=get_up)
    db.run_sync(own.delete_exercise, owner_id=ann.id, exercise_id=spare)
    assert names(ann) == ["Sandbag get-up"]


def test_bo_can_do_nothing_with_anns(bo: Person, ann: Person, get_up: int):
    for act in (own.archive_exercise, own.restore_exercise, own.delete_exercise):
        with pytest.raises(NotFound):
            db.run_sync(act, owner_id=bo.id, exercise_id=get_up)
    with pytest.raises(NotFound):
        edit(bo, get_up, name="Bo's now")
    assert names(ann) == ["Sandbag get-up"]
    assert db.read_sync(own.list_archived, owner_id=bo.id) == ()


def test_nobody_edits_the_clubs_as_their_own(ann: Person):
    squat = make.exercise("Back squat")
    with pytest.raises(NotFound):
        edit(ann, squat)


def test_there_is_an_end_to_them(ann: Person, get_up: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(own, "MOST_OWN", 1)
    with pytest.raises(Conflict):
        db.run_sync(own.add_exercise, owner_id=ann.id, content=content("Another"))


def test_they_go_with_their_owner(ann: Person, get_up: int, log_set: Log):
    log_set(ann, get_up)
    db.run_sync(_have_deleted, person=ann)
    assert db.run_sync(account_data.carry_out_deletions, limit=10) == 1
    assert db.read_sync(find.list_by_ids, viewer_id=ann.id, exercise_ids=[get_up]) == {}


def _have_deleted(session: Session, *, person: Person) -> None:
    session.get_one(User, person.id).deletion_due_at = clock.now()
