"""Importing a file in the form of free-exercise-db."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fitness_app import commands, settings
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid
from fitness_app.training.exercises import catalogue, club, find, free_exercise_db
from fitness_app.training.exercises.club import Editor
from fitness_app.training.exercises.imported import PutIn
from fitness_app.training.exercises.modes import counted_in
from tests.make import Person
from tests.training.exercises.conftest import content


def row(name: str = "Zercher Squat", /, **said: Any) -> dict[str, Any]:
    whole = {
        "id": name.replace(" ", "_"),
        "name": name,
        "force": "push",
        "level": "expert",
        "mechanic": "compound",
        "equipment": "barbell",
        "primaryMuscles": ["quadriceps"],
        "secondaryMuscles": ["glutes", "quadriceps"],
        "instructions": ["Hold the bar in your elbows.", "Squat."],
        "category": "strength",
        "images": ["a/0.jpg"],
    }
    return {**whole, **said}


def import_rows(*rows: Any) -> PutIn:
    return db.run_sync(free_exercise_db.import_file, content=json.dumps(rows).encode())


def faults_of(*rows: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        import_rows(*rows)
    return refusal.value.fields


def test_a_row_becomes_a_published_exercise(ann: Person):
    assert import_rows(row()).added == ["Zercher Squat"]
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="zercher-squat")
    assert (view.primary, view.secondary) == (("quadriceps",), ("glutes",))
    assert (view.mode, view.equipment, view.level) == ("weight_reps", "barbell", "expert")
    assert len(view.instructions) == 2


def test_what_may_be_null_may_be_null(ann: Person):
    import_rows(row(force=None, mechanic=None, equipment=None, instructions=[]))
    view = db.read_sync(find.get_exercise, viewer_id=ann.id, slug="zercher-squat")
    assert (view.force, view.mechanic, view.equipment) == (None, None, None)


def test_again_it_adds_nothing_and_takes_changes_over(ann: Person):
    import_rows(row(), row("Yoga Bow", category="stretching"))
    assert import_rows(row(), row("Yoga Bow", category="stretching")).in_words == ""
    again = import_rows(row(level="beginner"), row("Yoga Bow", category="stretching"))
    assert (again.added, again.updated) == ([], ["Zercher Squat"])
    assert db.read_sync(find.search, viewer_id=ann.id).count == 2


def test_what_was_edited_here_is_left(tess: Person):
    import_rows(row())
    view = db.read_sync(club.get_exercise, slug="zercher-squat")
    db.run_sync(
        club.edit_exercise,
        editor=Editor(tess.id),
        exercise_id=view.id,
        content=content("Our zercher"),
    )
    assert import_rows(row(level="beginner")).kept == ["Zercher Squat"]
    assert db.read_sync(club.get_exercise, slug="zercher-squat").name == "Our zercher"


def test_what_the_club_has_already_is_left_out(database: db.Database):
    db.run_sync(catalogue.put_in)
    done = import_rows(row("back squat"), row())
    assert (done.known, done.added) == (["back squat"], ["Zercher Squat"])


def test_one_bad_row_and_nothing_is_imported(ann: Person):
    faults = faults_of(
        row(),
        row("B", primaryMuscles=["wings"]),
        row("C", level="hero", equipment="yacht"),
        "no object",
        row("E", name=7),
        row("F", primaryMuscles="chest"),
        row(),
        row("H", id=None, name=""),
    )
    assert set(faults) == {f"exercises[{n}]" for n in (1, 2, 3, 4, 5, 6, 7)}
    assert faults["exercises[1]"] == ("exercises[1] (B): primaryMuscles: Choose one of the list.")
    assert "level" in faults["exercises[2]"]
    assert "equipment" in faults["exercises[2]"]
    assert db.read_sync(find.search, viewer_id=ann.id).count == 0


@pytest.mark.parametrize(
    "bytes_",
    [b"", b"{}", b"[]", b"nonsense", b"\xff\xfe", b"[" * 100_000, b"x" * 20_000_001],
    ids=["empty", "object", "no rows", "no JSON", "no UTF-8", "too deep", "too large"],
)
@pytest.mark.usefixtures("database")
def test_what_is_no_such_file_is_said(bytes_: bytes):
    with pytest.raises(Invalid) as refusal:
        db.run_sync(free_exercise_db.import_file, content=bytes_)
    assert list(refusal.value.fields) == ["file"]


@pytest.mark.usefixtures("database")
def test_a_thousand_faults_are_not_all_written_out():
    faults = faults_of(*(row(str(number), level="x") for number in range(1000)))
    assert faults["more"] == "… and 900 more faults."


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("text", ["\ud800", "a\0b", "x" * 200])
def test_texts_that_cant_be_kept_break_nothing(text: str):
    assert "exercises[0]" in faults_of(row("A", id=text))
    assert import_rows(row("A", name=f"A{text[:2]}")).added


@pytest.mark.parametrize(
    ("name", "said", "mode", "share"),
    [
        ("Barbell Curl", {"equipment": "barbell"}, "weight_reps", 0),
        ("Pushups", {"equipment": "bodyweight"}, "bodyweight_reps", 0.64),
        ("Pull-Ups", {"equipment": ""}, "bodyweight_reps", 1.0),
        ("Weighted Pull Ups", {"equipment": "other"}, "weighted_bodyweight", 1.0),
        ("Assisted Pull-Up", {"equipment": "machine"}, "assisted_bodyweight", 1.0),
        ("Band Assisted Pull-Up", {"equipment": "other"}, "assisted_bodyweight", 1.0),
        ("Plank", {"equipment": "bodyweight", "force": "static"}, "duration", 0),
        ("Plate Pinch", {"equipment": "other", "force": "static"}, "duration_weight", 0),
        ("Hamstring Stretch", {"category": "stretching"}, "duration", 0),
        ("Calves-SMR", {"equipment": "foam roller"}, "duration", 0),
        ("Running, Treadmill", {"category": "cardio"}, "distance_duration", 0),
        ("Yoke Walk", {"category": "strongman", "equipment": "other"}, "weight_distance", 0),
        ("Atlas Stones", {"category": "strongman", "equipment": "other"}, "weight_reps", 0),
        ("Barbell Squat", {"equipment": "barbell"}, "weight_reps", 0),
        ("Lateral Raise - With Bands", {"equipment": "band"}, "bodyweight_reps", 0),
    ],
)
def test_what_a_set_is_counted_in_is_told_from_the_rest(
    name: str, said: dict[str, str], mode: str, share: float
):
    told = {"category": "strength", "force": "", "equipment": "", **said}
    assert counted_in(name, **told) == (mode, share)


def test_the_command_says_what_it_did(
    database: db.Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    url = database.engine.url.render_as_string(hide_password=False)
    changed = settings.get().model_copy(update={"database_url": url})
    monkeypatch.setattr(settings, "get", lambda: changed)
    file = tmp_path / "exercises.json"
    file.write_text(json.dumps([row()]))
    runner = CliRunner()
    said = [runner.invoke(commands.app, ["import-exercises", str(file)]).output for _ in range(2)]
    assert said == ["1 added.\n", "Nothing new.\n"]
    missing = runner.invoke(commands.app, ["import-exercises", str(tmp_path / "none.json")])
    assert missing.exit_code == 2
