"""Finding exercises: by words, muscle, equipment and level, and never somebody else's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.exercises import find
from fitness_app.training.exercises.search_words import search_text, slug_of
from fitness_app.training.models import ExerciseDay, ExerciseSubstitute
from fitness_app.training.words import Equipment, ExerciseState, Level
from tests import make
from tests.make import Person


def names(person: Person, **asked: Any) -> list[str]:
    found = db.read_sync(find.search, viewer_id=person.id, **asked)
    return [line.name for line in found.items]


@pytest.fixture
def squat(ann: Person) -> int:
    return make.exercise(
        "Back squat",
        other_names=["Barbell squat"],
        secondary=["glutes"],
        equipment=Equipment.BARBELL,
        level=Level.INTERMEDIATE,
    )


@pytest.fixture
def push_up(ann: Person) -> int:
    return make.exercise(
        "Push-up", primary=["chest"], secondary=["triceps"], equipment=Equipment.BODYWEIGHT
    )


@pytest.fixture
def thrust(ann: Person) -> int:
    return make.exercise("Hip thrust", primary=["glutes"], equipment=Equipment.BARBELL)


@pytest.mark.parametrize(
    "words",
    ["back squat", "SQUATS", "squ bac", "barbell", "  squat!  ", "quadriceps squat", "Bárbell"],
)
def test_words_find_what_they_begin(ann: Person, squat: int, push_up: int, words: str):
    assert names(ann, words=words) == ["Back squat"]


@pytest.mark.parametrize("words", ["pushup", "push-ups", "push up", "PUSHUPS", "ups chest"])
def test_a_hyphen_does_not_matter(ann: Person, squat: int, push_up: int, words: str):
    assert names(ann, words=words) == ["Push-up"]


@pytest.mark.parametrize("words", ["quat", "squat bench", "_", "squ_t", "bench"])
def test_other_words_find_nothing(ann: Person, squat: int, words: str):
    assert names(ann, words=words) == []


@pytest.mark.parametrize("words", ["", " ", "%", "\\", "!?"])
def test_no_words_find_everything(ann: Person, squat: int, words: str):
    assert names(ann, words=words) == ["Back squat"]


def test_filters_narrow_down(ann: Person, squat: int, push_up: int, thrust: int):
    assert names(ann, equipment=Equipment.BARBELL) == ["Back squat", "Hip thrust"]
    assert names(ann, equipment=Equipment.BARBELL, level=Level.INTERMEDIATE) == ["Back squat"]
    assert names(ann, muscle="triceps") == ["Push-up"]
    assert names(ann, muscle="nonsense") == []


def test_what_a_muscle_works_mainly_comes_first(ann: Person, squat: int, thrust: int):
    assert names(ann, muscle="glutes") == ["Hip thrust", "Back squat"]


def test_what_is_called_so_comes_before_what_is_described_so(ann: Person):
    make.exercise("A pull for biceps", primary=["biceps"])
    make.exercise("Curl", primary=["biceps"])
    make.exercise("Biceps curl", primary=["biceps"])
    make.exercise("Zottman", primary=["biceps"])
    assert names(ann, words="biceps") == ["Biceps curl", "A pull for biceps", "Curl", "Zottman"]


def test_pages_follow_each_other_without_a_gap(ann: Person):
    for number in range(5):
        make.exercise(f"Exercise {number}")
    pages = [
        db.read_sync(find.search, viewer_id=ann.id, page=page, page_size=2) for page in (1, 2, 3, 4)
    ]
    assert [line.name[-1] for page in pages for line in page.items] == list("01234")
    assert [page.has_next for page in pages] == [True, True, False, False]
    assert {page.count for page in pages} == {5}


def test_bo_never_sees_anns_own(ann: Person, bo: Person):
    own = make.exercise("Sandbag run", owner=ann)
    assert names(ann) == ["Sandbag run"]
    assert names(ann, only_own=True) == ["Sandbag run"]
    assert names(bo) == []
    assert db.read_sync(find.list_by_ids, viewer_id=bo.id, exercise_ids=[own]) == {}
    asks: list[dict[str, Any]] = [{"exercise_id": own}, {"slug": "sandbag-run-ann"}]
    for asked in asks:
        assert db.read_sync(find.get_exercise, viewer_id=ann.id, **asked).is_own
        with pytest.raises(NotFound):
            db.read_sync(find.get_exercise, viewer_id=bo.id, **asked)


@pytest.mark.parametrize("state", [ExerciseState.DRAFT, ExerciseState.IN_REVIEW])
def test_what_the_club_has_not_published_is_not_there(ann: Person, state: str):
    draft = make.exercise("Draft", state=state)
    assert names(ann) == []
    with pytest.raises(NotFound):
        db.read_sync(find.get_exercise, viewer_id=ann.id, exercise_id=draft)


def test_an_archived_one_is_found_no_more_and_can_still_be_read(ann: Person):
    old = make.exercise("Old", state=ExerciseState.ARCHIVED)
    assert names(ann) == []
    assert db.read_sync(find.get_exercise, viewer_id=ann.id, exercise_id=old).name == "Old"
    assert list(db.read_sync(find.list_by_ids, viewer_id=ann.id, exercise_ids=[old])) == [old]
    assert db.read_sync(find.list_by_slugs, slugs=["old"]) == {}


def test_the_view_says_muscles_and_substitutes(ann: Person, squat: int, thrust: int, push_up: int):
    db.run_sync(_substitute, exercise_id=squat, substitute_id=thrust)
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="back-squat")
    assert (view.primary, view.secondary) == (("quadriceps",), ("glutes",))
    assert [line.slug for line in view.substitutes] == ["hip-thrust"]


def test_the_latest_trained_come_first(ann: Person, bo: Person, squat: int, thrust: int):
    for exercise_id, day in ((squat, 1), (thrust, 2), (thrust, 1)):
        db.run_sync(_trained, member_id=ann.id, exercise_id=exercise_id, day=day)
    recent = db.read_sync(find.list_recent, viewer_id=ann.id)
    assert [line.name for line in recent] == ["Hip thrust", "Back squat"]
    assert db.read_sync(find.list_recent, viewer_id=bo.id) == ()


def test_a_search_reads_an_index_and_not_the_whole_table(
    ann: Person, statements: list[str], database: db.Database
):
    names(ann, words="squat", muscle="chest")
    if database.engine.dialect.name != "sqlite":
        return
    plan = "\n".join(db.read_sync(_plan, statement=each) for each in statements)
    assert "ix_exercises_owner_state" in plan
    assert "SCAN exercises" not in plan


@pytest.fixture
def statements(database: db.Database) -> Iterator[list[str]]:
    """The SELECTs on exercises with their values, as they come."""
    said: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, values: Any, *_: Any) -> None:
        if "FROM exercises" in statement and statement.startswith("SELECT"):
            for value in values if isinstance(values, tuple) else ():
                statement = statement.replace("?", f"'{value}'", 1)
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield said
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Farmer’s walk", "farmers-walk"),
        ("Élan (à deux)", "elan-a-deux"),
        ("Присед", "exercise"),
        ("!!!", "exercise"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str):
    assert slug_of(name) == slug


def test_a_long_text_stays_within_its_column():
    assert len(search_text(["word " * 10, *(f"w{n}" for n in range(900))])) <= 1000


def _substitute(session: Session, *, exercise_id: int, substitute_id: int) -> None:
    session.add(ExerciseSubstitute(exercise_id=exercise_id, substitute_id=substitute_id))


def _trained(session: Session, *, member_id: int, exercise_id: int, day: int) -> None:
    session.add(
        ExerciseDay(
            member_id=member_id,
            exercise_id=exercise_id,
            local_date=date(2026, 1, day),
            working_sets=3,
            reps=15,
        )
    )


def _plan(session: Session, *, statement: str) -> str:
    rows = session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement).all()
    return "\n".join(str(row[-1]) for row in rows)
