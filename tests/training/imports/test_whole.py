"""An export of ours, taken to an empty club: nothing is lost on the way."""

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from fitness_app.accounts.models import User
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid
from fitness_app.training.exports import whole
from fitness_app.training.imports import reading
from fitness_app.training.models import (
    Assignment,
    Exercise,
    ExerciseDay,
    PersonalRecord,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
    ScheduledSession,
    Workout,
    WorkoutExercise,
)
from fitness_app.training.progress import derived, doubts
from tests import make
from tests.make import Person
from tests.training.imports.bringing import IN_KG, STRONG, brought

START = datetime(2026, 3, 2, 17, tzinfo=UTC)
NEW_NAMES = ("exported_at",)
words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=40
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def steps(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


sets = st.fixed_dictionaries(
    {
        "set_type": st.sampled_from(["warmup", "working", "drop", "failure", "isometric"]),
        "load_kg": maybe(steps(0, 1400)),
        "entered_load": maybe(steps(0, 3000)),
        "entered_unit": st.sampled_from(["", "kg", "lb"]),
        "reps": maybe(st.integers(0, 1000)),
        "duration_s": maybe(steps(0, 604_800)),
        "distance_m": maybe(steps(0, 1_000_000)),
        "rpe": maybe(steps(6, 10)),
        "rest_s": maybe(st.integers(0, 3600)),
        "target_reps_min": maybe(st.integers(0, 1000)),
        "target_rpe": maybe(steps(6, 10)),
        "is_done": st.booleans(),
    }
)
parts = st.fixed_dictionaries(
    {
        "exercise": st.sampled_from(["back-squat", "own-lift"]),
        "superset": maybe(st.integers(0, 9)),
        "rest_s": maybe(st.integers(0, 600)),
        "notes": words,
        "sets": st.lists(sets, max_size=3),
    }
)
sessions = st.fixed_dictionaries(
    {
        "name": words.filter(bool),
        "notes": words,
        "session_rpe": maybe(steps(0, 10)),
        "rating": maybe(st.integers(1, 5)),
        "visibility": st.sampled_from(["private", "followers", "club"]),
        "effort_scale": st.sampled_from(["rpe", "rir"]),
        "exercises": st.lists(parts, max_size=3),
    }
)
histories = st.fixed_dictionaries(
    {
        "workouts": st.lists(sessions, max_size=4),
        "weights": st.lists(steps(20, 650), max_size=3),
        "leave": st.lists(words, max_size=2),
        "names": st.dictionaries(words, st.sampled_from(["back-squat", "own-lift"]), max_size=2),
    }
)


def document(history: dict[str, Any]) -> dict[str, Any]:
    """A history as an export has it, with keys that tell everything apart."""
    count = iter(range(1, 10_000))

    def key() -> str:
        return str(UUID(int=next(count), version=4))

    return {
        "format": "fitness-app-training",
        "version": 1,
        "exported_at": START.isoformat(),
        "exercises": [
            {"slug": "back-squat", "is_own": False, "name": "Back squat", "mode": "weight_reps"},
            {
                "slug": "own-lift", "is_own": True, "name": "Own lift", "mode": "weight_reps",
                "other_names": ["Lift"], "instructions": ["Lift it."], "primary": ["chest"],
                "secondary": ["triceps"], "per_side": True, "substitutes": ["back-squat"],
            },
        ],
        "workouts": [
            {
                **session,
                "client_uuid": key(),
                "started_at": (START + timedelta(days=day)).isoformat(),
                "ended_at": (START + timedelta(days=day, hours=1)).isoformat(),
                "time_zone": "Europe/Berlin",
                "local_date": (START + timedelta(days=day)).date().isoformat(),
                "exercises": [
                    {
                        **part,
                        "client_uuid": key(),
                        "position": place,
                        "sets": [
                            {**one, "client_uuid": key(), "position": number}
                            for number, one in enumerate(part["sets"])
                        ],
                    }
                    for place, part in enumerate(session["exercises"])
                ],
            }
            for day, session in enumerate(history["workouts"])
        ],
        "measurements": [
            {
                "client_uuid": key(), "metric": "body_weight", "value": value,
                "entered_value": value, "entered_unit": "kg", "time_zone": "UTC",
                "measured_at": (START + timedelta(days=day)).isoformat(),
                "local_date": (START + timedelta(days=day)).date().isoformat(),
            }
            for day, value in enumerate(history["weights"])
        ],
        "leave": [
            {"starts_on": f"2026-0{n + 1}-01", "ends_on": f"2026-0{n + 1}-09", "reason": why}
            for n, why in enumerate(history["leave"])
        ],
        "names": history["names"],
    }  # fmt: skip


def told(person: Person) -> dict[str, Any]:
    """An export, but for when it was made and what one's own exercises are called in addresses."""
    text = db.read_sync(whole.write_whole, member_id=person.id).decode()
    for movement in json.loads(text)["exercises"]:
        if movement["is_own"]:
            text = text.replace(movement["slug"], movement["name"].casefold().replace(" ", "-"))
    for plan in json.loads(text)["plans"]:
        text = text.replace(plan["slug"], plan["name"].casefold())
    return {name: value for name, value in json.loads(text).items() if name not in NEW_NAMES}


def clear() -> None:
    def work(session: Session) -> None:
        for table in (Assignment, Workout, Plan, Exercise):
            for row in session.exec(select(table)):
                session.delete(row)
            session.flush()

    db.run_sync(work)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
async def test_whatever_is_in_it_comes_back_the_same(sqlite_url: str, history: dict[str, Any]):
    db.connect(sqlite_url)
    try:
        clear()
        number = len(db.read_sync(lambda session: session.exec(select(User)).all()))
        ann, eva = make.user(f"ann{number}"), make.user(f"eva{number}")
        make.exercise("Back squat")
        await brought(ann, json.dumps(document(history)))
        first = told(ann)
        assert len(first["workouts"]) == len(history["workouts"])
        again = db.read_sync(whole.write_zipped, member_id=ann.id)
        view = await brought(eva, again)
        assert view.state == "done", view.problem
        assert told(eva) == first
        assert derived_of(eva) == derived_of(ann)
    finally:
        db.disconnect()


def derived_of(person: Person) -> list[Any]:
    """What progress shows, by exercises' names."""

    def look(session: Session) -> list[Any]:
        names = dict(session.exec(select(Exercise.id, Exercise.name)).all())
        own = {"member_id", "id", "exercise_id", "set_id", "workout_id"}
        return [
            sorted(
                str([names[row.exercise_id], row.model_dump(exclude=own)])
                for row in session.exec(select(table).where(table.member_id == person.id))
            )
            for table in (ExerciseDay, PersonalRecord)
        ]

    return db.read_sync(look)


async def test_what_somebody_confirmed_of_a_set_is_asked_nowhere_again(ann: Person, bo: Person):
    squat = make.exercise("Back squat")
    for number, load in enumerate((100, 200)):
        make.workout(ann, {squat: [(load, 5)]}, day=START.date() + timedelta(days=number))
    db.run_sync(derived.rebuild, member_id=ann.id)
    (doubt,) = db.read_sync(doubts.list_doubts, member_id=ann.id)
    db.run_sync(doubts.confirm_set, member_id=ann.id, set_id=doubt.set_id)
    await brought(bo, db.read_sync(whole.write_whole, member_id=ann.id))
    assert db.read_sync(doubts.list_doubts, member_id=bo.id) == []
    assert told(bo) == told(ann)
    assert derived_of(bo) == derived_of(ann) != [[], []]


async def test_a_plan_goes_along_with_what_was_done_of_it(ann: Person, bo: Person):
    squat = make.exercise("Back squat")
    enrol_in_plan(ann, squat)
    first = told(ann)
    packed = db.read_sync(whole.write_zipped, member_id=ann.id)

    view = await brought(bo, packed)  # the same club: the plan is there
    assert view.state == "done", view.problem
    assert told(bo) == first
    assert len(plans()) == 1

    clear()
    make.exercise("Back squat")
    view = await brought(make.user("eva"), packed)  # another: it isn't
    assert view.state == "done", view.problem
    (copy,) = plans()
    assert (copy.state, copy.trainer_id) == ("archived", None)
    eva = db.read_sync(lambda session: session.exec(select(Assignment)).one().member_id)
    assert told(Person(eva, "eva", "", "")) == first


async def test_bringing_it_home_again_adds_nothing(ann: Person):
    enrol_in_plan(ann, make.exercise("Back squat"))
    await brought(ann, STRONG)
    first = told(ann)
    view = await brought(ann, db.read_sync(whole.write_whole, member_id=ann.id))
    assert (view.state, view.workouts_added) == ("done", 0)
    assert told(ann) == first


async def test_no_file_can_say_that_a_set_is_a_record(ann: Person, bo: Person):
    squat = make.exercise("Back squat")
    make.workout(ann, {squat: [(100, 5)]}, day=date(2026, 3, 2))
    file = json.loads(db.read_sync(whole.write_whole, member_id=ann.id))
    for workout in file["workouts"]:
        for part in workout["exercises"]:
            for one in part["sets"]:
                one |= {"is_record": True, "record": "best_e1rm"}
    file["personal_records"] = [{"exercise": "back-squat", "kind": "best_e1rm", "value": 999}]
    view = await brought(bo, json.dumps(file))
    assert (view.state, view.sets_added) == ("done", 1), view.problem
    spreadsheet = STRONG.replace(",RPE\n", ",RPE,Personal Record\n", 1).replace(
        ",8.5\n", ",8.5,1\n"
    )
    assert (await brought(bo, spreadsheet)).state == "done"
    assert db.read_sync(lambda session: session.exec(select(PersonalRecord)).all()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "something"}, "isn't an export of ours"),
        ({"exercises": []}, "isn't described"),
        ({"workouts": [{}]}, "workouts 1 client_uuid"),
        ({"leave": [{"starts_on": "2026-02-02", "ends_on": "2026-02-01"}]}, "ends before"),
        ({"measurements": [{"metric": "iq"}]}, "measurements 1"),
    ],
)
def test_one_that_contradicts_itself_is_refused_whole(
    tmp_path: Path, change: dict[str, Any], said: str
):
    history = {"workouts": [], "weights": [], "leave": [], "names": {"squat": "back-squat"}}
    file = tmp_path / "training.json"
    file.write_text(json.dumps(document(history) | change))
    with pytest.raises(Invalid) as refused:
        reading.read(file, IN_KG)
    assert said in refused.value.fields["file"]


@pytest.mark.parametrize("reps", [1e9, "NaN", -1, 1001])
def test_no_figure_past_measure_gets_in(tmp_path: Path, reps: Any):
    made = document({"workouts": [], "weights": [], "leave": [], "names": {}})
    session = {
        "client_uuid": str(UUID(int=1, version=4)), "name": "S", "time_zone": "UTC",
        "started_at": START.isoformat(), "ended_at": START.isoformat(),
        "local_date": "2026-03-02",
        "exercises": [
            {
                "client_uuid": str(UUID(int=2, version=4)), "exercise": "back-squat", "position": 0,
                "sets": [
                    {"client_uuid": str(UUID(int=3, version=4)), "position": 0, "reps": reps}
                ],
            }
        ],
    }  # fmt: skip
    file = tmp_path / "training.json"
    file.write_text(json.dumps(made | {"workouts": [session]}))
    with pytest.raises(Invalid):
        reading.read(file, IN_KG)


def test_a_zip_file_full_of_nothing_is_not_unpacked_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("training.json", b" " * 3_000_000)
    file = tmp_path / "training.zip"
    file.write_bytes(packed.getvalue())
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(reading.TooLarge):
        reading.read(file, IN_KG)


def plans() -> list[Plan]:
    return db.read_sync(lambda session: list(session.exec(select(Plan))))


def enrol_in_plan(person: Person, exercise_id: int) -> None:
    """On a plan of one day, of which one session is done and one is to come."""

    def work(session: Session) -> None:
        def added(row: Any) -> int:
            session.add(row)
            session.flush()
            return row.id

        plan = added(Plan(slug="base", name="Base", level="beginner", state="published"))
        version = added(
            PlanVersion(plan_id=plan, number=1, weeks=1, sessions_per_week=1, published_at=START)
        )
        day = added(PlanDay(version_id=version, week=1, position=0, name="A", weekday=0))
        block = added(PlanBlock(day_id=day, position=0))
        asked = added(
            Prescription(
                block_id=block, position=0, exercise_id=exercise_id, sets=3, reps_min=5,
                load_kind="rpe", load_value=8,
            )
        )  # fmt: skip
        mine = added(
            Assignment(
                member_id=person.id, plan_id=plan, version_id=version, weekdays=[0],
                starts_on=date(2026, 3, 2), created_at=START,
            )
        )  # fmt: skip
        done = added(
            Workout(
                client_uuid=str(UUID(int=9, version=4)), member_id=person.id, name="A",
                started_at=START, ended_at=START, time_zone="UTC", local_date=date(2026, 3, 2),
            )
        )  # fmt: skip
        added(
            WorkoutExercise(
                client_uuid=str(UUID(int=8, version=4)), workout_id=done, position=0,
                exercise_id=exercise_id, prescription_id=asked,
            )
        )  # fmt: skip
        for number, status, workout in ((0, "done", done), (1, "planned", None)):
            added(
                ScheduledSession(
                    assignment_id=mine, member_id=person.id, plan_day_id=day, sequence=number,
                    status=status, workout_id=workout, due_on=date(2026, 3, 2 + 7 * number),
                )
            )  # fmt: skip

    db.run_sync(work)
