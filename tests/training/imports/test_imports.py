"""An import from its preview to its undoing: written once, whole, and taken back exactly."""

import os
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.tables import metadata
from fitness_app.training.imports import desk, importer, jobs, reading, undoing, writing
from fitness_app.training.imports.matching import Candidate
from fitness_app.training.models import (
    Exercise,
    ExerciseAlias,
    ExerciseDay,
    ImportJob,
    SetEntry,
    Workout,
)
from tests import make
from tests.make import Person
from tests.training.imports.bringing import (
    HEVY,
    IN_LB,
    STRONG,
    brought,
    path_of,
    previewed,
    written,
)

NOT_TRAINING = {"import_jobs"}


def rows_of(table):
    return db.read_sync(lambda session: list(session.exec(select(table).order_by(table.id))))


def everything_kept() -> dict[str, list[str]]:
    """Every row of every table but the imports themselves."""

    def look(session: Session) -> dict[str, list[str]]:
        return {
            table.name: sorted(map(repr, session.execute(table.select()).all()))
            for table in metadata.sorted_tables
            if table.name not in NOT_TRAINING
        }

    return db.read_sync(look)


def test_a_preview_says_what_would_come_and_writes_nothing(ann: Person):
    make.exercise("Barbell bench press", equipment="barbell", owner=None)
    before = everything_kept()
    view = previewed(ann, STRONG)
    assert (view.format, view.sessions, view.sets, view.exercises) == ("strong", 2, 5, 3)
    assert (str(view.first_on), str(view.last_on)) == ("2026-03-02", "2026-03-04")
    assert view.asks_for_unit
    assert view.asks_for_zone
    assert [(it.name, it.set_count) for it in view.first[0].exercises] == [
        ("Bench Press (Barbell)", 3),
        ("Plank", 1),
    ]
    assert everything_kept() == before


async def test_sets_are_kept_as_they_were_entered(ann: Person):
    bench = make.exercise("Barbell bench press", equipment="barbell")
    view = await brought(ann, STRONG, IN_LB)
    assert (view.state, view.workouts_added, view.sets_added) == ("done", 2, 5)
    sets = [one for one in rows_of(SetEntry) if one.exercise_id == bench]
    assert [(one.entered_load, one.entered_unit, one.reps) for one in sets] == [
        (40, "lb", 10), (80, "lb", 5), (80, "lb", 5),
    ]  # fmt: skip
    assert sets[1].load_kg == pytest.approx(80 * 0.45359237)
    assert all(one.is_done for one in sets)
    push, run = rows_of(Workout)
    assert (push.name, push.source, push.time_zone) == ("Push", "import", "Europe/Berlin")
    assert push.working_sets == 3
    assert run.ended_at is not None


async def test_progress_is_derived_from_what_was_brought(ann: Person):
    bench = make.exercise("Barbell bench press", equipment="barbell")
    await brought(ann, STRONG)
    days = db.read_sync(lambda session: list(session.exec(select(ExerciseDay))))
    (day,) = [day for day in days if day.exercise_id == bench]
    assert (day.working_sets, day.heaviest_kg) == (2, 80)


async def test_the_same_file_again_adds_nothing(ann: Person):
    await brought(ann, STRONG)
    before = everything_kept()
    again = previewed(ann, STRONG)
    assert again.duplicates == 2
    view = await written(ann, again)
    assert (view.workouts_added, view.sets_added, view.duplicates_skipped) == (0, 0, 2)
    assert everything_kept() == before


async def test_a_session_logged_here_at_that_time_under_that_name_is_not_doubled(ann: Person):
    await brought(ann, STRONG)
    db.run_sync(lambda session: setattr(session.get_one(Workout, 1), "client_uuid", "other"))
    view = await brought(ann, STRONG)
    assert view.duplicates_skipped == 2


async def test_more_of_the_same_history_adds_what_is_new(ann: Person):
    await brought(ann, STRONG)
    more = STRONG + "2026-03-06 18:00:00,Push,50m,Plank,1,0,0,0,90,,,\n"
    view = await brought(ann, more)
    assert (view.workouts_added, view.sets_added, view.duplicates_skipped) == (1, 1, 2)


async def test_undoing_leaves_everything_as_it_was(ann: Person, bo: Person):
    make.exercise("Barbell bench press", equipment="barbell")
    await brought(bo, STRONG)
    await brought(ann, HEVY)
    before = everything_kept()
    view = await brought(ann, STRONG)
    assert everything_kept() != before
    undone = db.run_sync(undoing.undo, member_id=ann.id, job_id=view.id)
    assert undone.state == "undone"
    assert everything_kept() == before
    with pytest.raises(Conflict):
        db.run_sync(undoing.undo, member_id=ann.id, job_id=view.id)


async def test_undoing_keeps_an_own_exercise_that_something_else_uses(ann: Person):
    first = await brought(ann, STRONG)
    await brought(ann, STRONG.replace("2026-03", "2026-04"))
    db.run_sync(undoing.undo, member_id=ann.id, job_id=first.id)
    assert {row.name for row in rows_of(Exercise)} == {"Bench Press (Barbell)", "Plank", "Running"}
    assert len(rows_of(Workout)) == 2


async def test_what_was_undone_can_be_brought_again(ann: Person):
    view = await brought(ann, STRONG)
    db.run_sync(undoing.undo, member_id=ann.id, job_id=view.id)
    again = await brought(ann, STRONG)
    assert again.workouts_added == 2


async def test_an_unknown_name_becomes_an_exercise_of_ones_own(ann: Person):
    await brought(ann, STRONG)
    made = {row.name: row for row in rows_of(Exercise)}
    assert made["Bench Press (Barbell)"].mode == "weight_reps"
    assert made["Bench Press (Barbell)"].equipment == "barbell"
    assert made["Plank"].mode == "duration"
    assert made["Running"].mode == "distance_duration"
    assert all(row.owner_id == ann.id for row in made.values())


async def test_a_name_is_taken_for_what_was_chosen_and_that_is_remembered(ann: Person, bo: Person):
    floor = make.exercise("Floor press")
    view = await brought(ann, STRONG, **{"Bench Press (Barbell)": floor, "Plank": "skip"})
    assert (view.workouts_added, view.sets_added) == (2, 4)
    known = {name.name: name for name in previewed(ann, STRONG).names}
    assert known["Bench Press (Barbell)"].exercise == Candidate(floor, "Floor press")
    assert known["Bench Press (Barbell)"].is_remembered
    assert not known["Plank"].is_remembered
    of_bo = {name.name: name for name in previewed(bo, STRONG).names}
    assert of_bo["Bench Press (Barbell)"].exercise is None


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Bench Press (Barbell)", "Barbell bench press"),
        ("Pull Up", "Pull-up"),
        ("Pullups", "Pull-ups"),
        ("Deadlift (Barbell)", "Deadlift"),
        ("Bicep Curl (Dumbbell)", "Dumbbell biceps curl"),
        ("DB Row", "Dumbbell row"),
    ],
)
def test_a_name_is_matched_whatever_its_order_and_form(ann: Person, theirs: str, ours: str):
    equipment = "barbell" if "Barbell" in theirs else None
    found = make.exercise(ours, equipment=equipment)
    make.exercise("Leg press")
    (name,) = previewed(ann, STRONG.replace("Bench Press (Barbell)", theirs)).names[:1]
    assert name.exercise == Candidate(found, ours)


def test_what_is_only_alike_is_suggested_not_taken(ann: Person):
    make.exercise("Incline barbell bench press", equipment="barbell")
    (name,) = previewed(ann, STRONG).names[:1]
    assert name.exercise is None
    assert name.choice == "own"
    assert [it.name for it in name.suggestions] == ["Incline barbell bench press"]


def test_only_what_one_may_log_can_be_chosen(ann: Person, bo: Person):
    theirs = make.exercise("Secret lift", owner=bo)
    draft = make.exercise("Draft lift", state="draft")
    view = previewed(ann, STRONG)
    for choice in (theirs, draft, 999, "nonsense"):
        with pytest.raises(Invalid):
            db.run_sync(jobs.choose, member_id=ann.id, job_id=view.id, choices={"Plank": choice})
    with pytest.raises(Invalid):
        db.run_sync(jobs.choose, member_id=ann.id, job_id=view.id, choices={"Stranger": "own"})


async def test_bo_cant_touch_anns_import(ann: Person, bo: Person):
    view = previewed(ann, STRONG)
    mine = {"member_id": bo.id, "job_id": view.id}
    for act in (jobs.get_job, jobs.start, jobs.discard, undoing.undo):
        with pytest.raises(NotFound):
            db.run_sync(act, **mine)
    with pytest.raises(NotFound):
        db.run_sync(jobs.choose, choices={"Plank": "skip"}, **mine)
    with pytest.raises(NotFound):
        db.read_sync(jobs.get_previewed_file, **mine)
    done = await written(ann, view)
    with pytest.raises(NotFound):
        db.run_sync(undoing.undo, member_id=bo.id, job_id=done.id)
    assert db.read_sync(jobs.list_jobs, member_id=bo.id) == (0, [])
    assert db.read_sync(jobs.find_open, member_id=bo.id) is None


async def test_starting_twice_writes_once(ann: Person):
    view = previewed(ann, STRONG)
    db.run_sync(jobs.start, member_id=ann.id, job_id=view.id)
    with pytest.raises(Conflict):
        db.run_sync(jobs.start, member_id=ann.id, job_id=view.id)
    assert await importer.write_due() == 1
    assert await importer.write_due() == 0
    assert len(rows_of(Workout)) == 2


async def test_an_import_cut_off_halfway_leaves_nothing_and_is_taken_up_again(
    ann: Person, monkeypatch: pytest.MonkeyPatch
):
    view = previewed(ann, STRONG)
    db.run_sync(jobs.start, member_id=ann.id, job_id=view.id)
    assert await db.run(jobs.claim_next) == view.id
    bundle = reading.read(path_of(_stored(view.id)), IN_LB)
    with monkeypatch.context() as patch:
        patch.setattr(writing.derived, "rebuild", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):  # as if the process had died there
            await db.run(writing.write, job_id=view.id, bundle=bundle, tell=lambda _: None)
    assert rows_of(Workout) == []
    assert await db.run(jobs.claim_next) is None
    db.run_sync(jobs.put_back, job_id=view.id)
    assert await importer.write_due() == 1
    assert len(rows_of(Workout)) == 2


async def test_a_failure_of_ours_is_said_and_keeps_nothing(
    ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(writing.derived, "rebuild", lambda *_, **__: 1 / 0)
    view = await brought(ann, STRONG)
    assert (view.state, view.problem) == ("failed", importer.FAILED)
    assert rows_of(Workout) == []
    assert rows_of(Exercise) == []
    assert "Push" not in caplog.text


async def test_the_file_goes_once_it_is_done_with(ann: Person):
    view = previewed(ann, STRONG)
    file = path_of(_stored(view.id))
    await written(ann, view)
    assert not file.exists()
    other = previewed(ann, HEVY)
    file = path_of(_stored(other.id))
    db.run_sync(jobs.discard, member_id=ann.id, job_id=other.id)
    assert not file.exists()


def test_another_preview_takes_the_place_of_the_last(ann: Person, bo: Person):
    first = previewed(ann, STRONG)
    file = path_of(_stored(first.id))
    kept = previewed(bo, STRONG)
    previewed(ann, HEVY)
    assert not file.exists()
    assert {job.member_id for job in rows_of(ImportJob)} == {ann.id, bo.id}
    assert path_of(_stored(kept.id)).exists()


async def test_a_file_of_another_unit_is_looked_at_again(ann: Person, viewer_of):
    view = previewed(ann, STRONG)
    viewer = await viewer_of(ann)
    said = {"unit": "lb", "distance_unit": "mi", "time_zone": "America/Chicago"}
    again = await desk.answer(viewer, view.id, **said)
    assert (again.unit, again.time_zone) == ("lb", "America/Chicago")
    assert again.first[0].exercises[0].sets[0]["entered_unit"] == "lb"
    with pytest.raises(Invalid) as refused:
        await desk.answer(viewer, view.id, unit="st", distance_unit="ell", time_zone="Mars/Base")
    assert set(refused.value.fields) == {"unit", "distance_unit", "time_zone"}


async def test_aliases_are_of_their_member(ann: Person, bo: Person):
    await brought(ann, STRONG)
    aliases = db.read_sync(lambda session: list(session.exec(select(ExerciseAlias))))
    assert {alias.member_id for alias in aliases} == {ann.id}


def _stored(job_id: int) -> str:
    return db.read_sync(lambda session: session.get_one(ImportJob, job_id).stored_name)


async def test_previews_and_files_left_lying_go_after_a_day(ann: Person, bo: Person):
    left = previewed(ann, STRONG)
    file = path_of(_stored(left.id))
    clock.move(timedelta(days=1, minutes=1))
    kept = previewed(bo, STRONG)
    os.utime(file, (0, 0))
    assert db.run_sync(jobs.sweep, limit=50) >= 1
    assert [job.id for job in rows_of(ImportJob)] == [kept.id]
    assert not file.exists()
    assert path_of(_stored(kept.id)).exists()
