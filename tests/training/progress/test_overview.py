"""Looking back on training: weeks, streak, effort, hard sets, adherence, records, lifts, months."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, NotFound
from fitness_app.training.models import (
    Assignment,
    LeavePeriod,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
    ScheduledSession,
)
from fitness_app.training.progress import band, calendar, derived, lifts, overview, records
from fitness_app.training.progress.overview import Overview
from fitness_app.training.words import Mode, RecordKind, SessionStatus
from tests import make
from tests.make import Person

TODAY = date(2026, 3, 5)
MONDAY = date(2026, 3, 2)


def look_back(person: Person, **said: Any) -> Overview:
    wanted = {"today": TODAY, "week_start": 0, "target": 2, **said}
    return db.read_sync(overview.look_back, member_id=person.id, **wanted)


def train(person: Person, done: dict[int, Any], *days: date, **columns: Any) -> list[int]:
    made = [make.workout(person, done, day=day, **columns) for day in days]
    db.run_sync(derived.rebuild, member_id=person.id)
    return made


def weeks_ago(number: int, weekday: int = 0) -> date:
    return MONDAY - timedelta(weeks=number) + timedelta(days=weekday)


def test_nothing_logged_is_nothing_and_no_error(ann: Person):
    seen = look_back(ann)
    assert (seen.sessions, seen.streak.weeks, seen.load, seen.hard_sets) == (0, 0, None, ())
    assert len(seen.weeks) == 12
    assert [kept.adherence.rate for kept in seen.kept] == [None, None, None]


def test_weeks_count_sessions_by_local_day_and_follow_the_members_first_weekday(ann: Person):
    squat = make.exercise()
    train(ann, {squat: [(100, 5)]}, weeks_ago(0), weeks_ago(1, 6), weeks_ago(1, 2))
    assert look_back(ann).weeks[-2].sessions == (0, 0, 1, 0, 0, 0, 1)
    sunday_first = look_back(ann, week_start=6)
    assert sunday_first.weeks[-1].sessions == (1, 1, 0, 0, 0, 0, 0)


def test_the_streak_bridges_leave(ann: Person):
    squat = make.exercise()
    for number in (1, 2, 4):
        train(ann, {squat: [(100, 5)]}, weeks_ago(number), weeks_ago(number, 3))
    assert look_back(ann).streak.weeks == 2
    db.run_sync(
        lambda session: session.add(
            LeavePeriod(member_id=ann.id, starts_on=weeks_ago(3), ends_on=weeks_ago(3, 2))
        )
    )
    seen = look_back(ann)
    assert seen.streak.weeks == 3
    assert seen.weeks[-4].leave == (True, True, True, False, False, False, False)


def test_an_unfinished_session_is_in_nothing(ann: Person):
    squat = make.exercise()
    train(ann, {squat: [(100, 5)]}, MONDAY, ended_at=None)
    seen = look_back(ann)
    assert (seen.sessions, seen.weeks[-1].count, seen.hard_sets) == (0, 0, ())


def test_session_load_is_rpe_by_minutes_and_says_what_it_leaves_out(ann: Person):
    squat = make.exercise()
    train(ann, {squat: [(100, 5)]}, MONDAY, session_rpe=7)
    train(ann, {squat: [(100, 5)]}, MONDAY + timedelta(days=1))
    load = look_back(ann).load
    assert load is not None
    assert (load.week.total, load.without_rpe, load.ratio) == (420, 1, None)


def test_a_load_ratio_comes_after_28_days(ann: Person):
    squat = make.exercise()
    days = [TODAY - timedelta(days=number) for number in range(0, 30, 2)]
    train(ann, {squat: [(100, 5)]}, *days, session_rpe=7)
    load = look_back(ann).load
    assert load is not None
    assert load.ratio == pytest.approx(1, abs=0.2)
    assert not load.is_sharp_rise


def test_hard_sets_are_a_mean_of_whole_weeks(ann: Person):
    bench = make.exercise("Bench", primary=("chest",), secondary=("triceps",))
    train(ann, {bench: [(60, 8)] * 4}, weeks_ago(2), weeks_ago(1), weeks_ago(1, 3), MONDAY)
    seen = look_back(ann)
    assert seen.mean_weeks == 2
    chest, triceps = seen.hard_sets
    assert (chest.muscle, chest.mean, chest.weeks[-3:]) == ("chest", 6, (4, 8, 4))
    assert (triceps.muscle, triceps.mean) == ("triceps", 3)


def test_hard_sets_of_a_first_week_are_those_so_far(ann: Person):
    bench = make.exercise("Bench", primary=("chest",))
    train(ann, {bench: [(60, 8)] * 4}, MONDAY)
    seen = look_back(ann)
    assert (seen.mean_weeks, seen.hard_sets[0].mean) == (0, 4)


def _schedule(session: Session, *, member_id: int, exercise: int, due: Any) -> None:
    def saved(row: Any) -> Any:
        session.add(row)
        session.flush()
        return row

    plan = saved(Plan(slug="plan", name="Plan", level="beginner"))
    version = saved(PlanVersion(plan_id=plan.id, number=1, weeks=1, sessions_per_week=3))
    day = saved(PlanDay(version_id=version.id, week=1, position=0, name="A"))
    block = saved(PlanBlock(day_id=day.id, position=0))
    saved(Prescription(block_id=block.id, position=0, exercise_id=exercise, sets=4, reps_min=5))
    assignment = saved(
        Assignment(member_id=member_id, plan_id=plan.id, version_id=version.id, starts_on=MONDAY)
    )
    for sequence, (on, status, workout) in enumerate(due):
        saved(
            ScheduledSession(
                assignment_id=assignment.id,
                member_id=member_id,
                plan_day_id=day.id,
                sequence=sequence,
                due_on=on,
                status=status,
                workout_id=workout,
            )
        )


def test_adherence_counts_partial_ones_by_their_sets_and_extra_ones_apart(ann: Person):
    squat = make.exercise()
    whole, part, _extra = train(
        ann, {squat: [(100, 5), (100, 5)]}, MONDAY, MONDAY + timedelta(days=1), TODAY
    )
    due = [
        (MONDAY, SessionStatus.DONE, whole),
        (MONDAY + timedelta(days=1), SessionStatus.PARTIAL, part),
        (MONDAY + timedelta(days=2), SessionStatus.SKIPPED, None),
        (MONDAY - timedelta(days=2), SessionStatus.EXCUSED, None),
        (TODAY, SessionStatus.PLANNED, None),
    ]
    db.run_sync(_schedule, member_id=ann.id, exercise=squat, due=due)
    week = look_back(ann).kept[0]
    assert (week.adherence.done, week.adherence.due, week.extra) == (1.5, 3, 1)
    assert (week.split.time.done, week.split.time.of) == (4, 8)
    assert (week.split.type.done, week.split.type.of) == (2, 2)
    assert week.split.intensity.rate is None, "no load was asked for"


def test_adherence_splits_the_sessions_begun_by_how_hard_how_much_and_of_what(ann: Person):
    squat, curl = make.exercise(), make.exercise("Curl")
    asked = {"target_load_kg": 100, "reps": 5}
    sets = [{**asked, "load_kg": kg} for kg in (100, 95, 90)]
    warm_up = {**asked, "load_kg": 20, "set_type": "warmup"}
    unticked = {**asked, "load_kg": 100, "is_done": False}
    (whole,) = train(ann, {squat: [warm_up, *sets, unticked]}, MONDAY)
    (swapped,) = train(ann, {curl: [(20, 8)] * 4}, MONDAY + timedelta(days=1))
    db.run_sync(
        _schedule,
        member_id=ann.id,
        exercise=squat,
        due=[
            (MONDAY, SessionStatus.DONE, whole),
            (MONDAY + timedelta(days=1), SessionStatus.DONE, swapped),
            (TODAY, SessionStatus.SKIPPED, None),
        ],
    )
    split = look_back(ann).kept[0].split
    assert (split.intensity.done, split.intensity.of) == (2, 3)
    assert (split.time.done, split.time.of) == (3, 8)
    assert (split.type.done, split.type.of) == (1, 2)


def test_a_session_of_a_day_on_leave_is_in_no_share(ann: Person):
    squat = make.exercise()
    (whole,) = train(ann, {squat: [(100, 5)] * 4}, MONDAY)
    due = [(MONDAY, SessionStatus.DONE, whole)]
    db.run_sync(_schedule, member_id=ann.id, exercise=squat, due=due)
    assert look_back(ann).kept[0].split.time.rate == 1
    take_leave(ann, MONDAY)
    assert look_back(ann).kept[0].split.time.rate is None


def take_leave(person: Person, day: date) -> None:
    def save(session: Session) -> None:
        session.add(LeavePeriod(member_id=person.id, starts_on=day, ends_on=day))

    db.run_sync(save)


def test_a_months_days_have_their_sessions_what_is_due_and_leave(ann: Person):
    squat = make.exercise()
    (workout,) = train(ann, {squat: [(100, 5)]}, MONDAY)
    due = [(TODAY, SessionStatus.PLANNED, None)]
    db.run_sync(_schedule, member_id=ann.id, exercise=squat, due=due)
    weeks = db.read_sync(calendar.get_month, member_id=ann.id, month=TODAY, week_start=0)
    days = {day.day: day for week in weeks for day in week}
    assert (min(days), max(days)) == (date(2026, 2, 23), date(2026, 4, 5))
    assert [done.workout_id for done in days[MONDAY].done] == [workout]
    assert (days[TODAY].due, days[MONDAY].due) == (1, 0)
    assert not days[date(2026, 4, 1)].is_of_month


def test_records_are_listed_newest_first_by_exercise_kind_and_workout(ann: Person):
    squat, bench = make.exercise(), make.exercise("Bench press")
    done = {squat: [(100, 5)], bench: [(60, 5)]}
    train(ann, done, weeks_ago(3))
    (second,) = train(ann, {squat: [(105, 5)]}, weeks_ago(2))
    train(ann, {bench: [(65, 5)]}, weeks_ago(1))
    count, views = db.read_sync(records.list_records, member_id=ann.id)
    assert count == len(views) == 10
    assert [views[0].exercise, views[-1].exercise] == ["Bench press", "Barbell squat"]
    count, _ = db.read_sync(records.list_records, member_id=ann.id, exercise_id=squat)
    assert count == 5
    heaviest, _ = db.read_sync(
        records.list_records, member_id=ann.id, kind=RecordKind.HEAVIEST_LOAD
    )
    assert heaviest == 2
    held = db.read_sync(records.list_of_workout, member_id=ann.id, workout_id=second)
    assert {one.kind for one in held} == {
        RecordKind.BEST_E1RM,
        RecordKind.HEAVIEST_LOAD,
        RecordKind.REP_MAX,
        RecordKind.SET_VOLUME,
        RecordKind.SESSION_VOLUME,
    }
    highlights = db.read_sync(records.list_highlights, member_id=ann.id, limit=3)
    assert [(one.exercise, one.kind) for one in highlights] == [
        ("Bench press", RecordKind.BEST_E1RM),
        ("Barbell squat", RecordKind.BEST_E1RM),
    ]


def test_a_rep_maximum_that_was_lifted_for_more_reps_since_no_longer_stands(ann: Person):
    squat = make.exercise()
    for number, (load, reps) in enumerate([(100, 3), (100, 8), (105, 3), (110, 8)]):
        train(ann, {squat: [(load, reps)]}, weeks_ago(9 - number))
    standing = db.read_sync(records.list_best, member_id=ann.id, exercise_id=squat)
    assert [(one.reps, one.value) for one in standing if one.kind is RecordKind.REP_MAX] == [
        (8, 110)
    ]


def test_bo_sees_nothing_of_anns_training(ann: Person, bo: Person):
    squat = make.exercise()
    own = make.exercise("Secret lift", owner=ann)
    (first, workout) = train(ann, {squat: [(100, 5)], own: [(50, 5)]}, weeks_ago(2), weeks_ago(1))
    train(ann, {squat: [(120, 5)]}, MONDAY, session_rpe=8)
    assert first != workout
    seen = look_back(bo)
    assert (seen.sessions, seen.load, seen.hard_sets) == (0, None, ())
    assert db.read_sync(records.list_records, member_id=bo.id) == (0, [])
    for number in (first, workout):
        found = db.read_sync(records.list_of_workout, member_id=bo.id, workout_id=number)
        assert found == []
    assert db.read_sync(lifts.list_trained, member_id=bo.id) == []
    shown = db.read_sync(lifts.get_progress, member_id=bo.id, slug="barbell-squat")
    assert (shown.lift.days, shown.standing, shown.records) == ((), (), 0)
    with pytest.raises(NotFound):
        db.read_sync(lifts.get_progress, member_id=bo.id, slug="secret-lift-ann")
    month = db.read_sync(calendar.get_month, member_id=bo.id, month=TODAY, week_start=0)
    assert not any(day.done for week in month for day in week)


def test_an_exercise_over_time_marks_its_records(ann: Person):
    squat = make.exercise()
    for number, load in enumerate((100, 95, 105)):
        train(ann, {squat: [(load, 5)]}, weeks_ago(5 - number))
    shown = db.read_sync(lifts.get_progress, member_id=ann.id, slug="barbell-squat")
    assert [(day.e1rm_kg, day.is_record) for day in shown.lift.days] == [
        (pytest.approx(112.5), False),
        (pytest.approx(106.875), False),
        (pytest.approx(118.125), True),
    ]
    recent = db.read_sync(
        lifts.get_progress, member_id=ann.id, slug="barbell-squat", since=weeks_ago(3)
    )
    assert len(recent.lift.days) == 1
    assert recent.records == 5


def test_main_lifts_are_those_with_an_estimate_that_were_trained_most(ann: Person):
    squat, bench = make.exercise(), make.exercise("Bench press")
    plank = make.exercise("Plank", mode=Mode.DURATION)
    done = {squat: [(100, 5)], bench: [(60, 5)] * 3, plank: [{"duration_s": 60}] * 5}
    train(ann, done, MONDAY)
    found = db.read_sync(lifts.list_main_lifts, member_id=ann.id, since=weeks_ago(4))
    assert [lift.name for lift in found] == ["Bench press", "Barbell squat"]


def test_the_band_is_ten_to_twenty_unless_somebody_chooses_another(ann: Person, bo: Person):
    assert db.read_sync(band.get_band, member_id=ann.id) == (10, 20)
    db.run_sync(band.choose_band, member_id=ann.id, low="8", high="16")
    db.run_sync(band.choose_band, member_id=ann.id, low="6", high="12")
    assert db.read_sync(band.get_band, member_id=ann.id) == (6, 12)
    assert db.read_sync(band.get_band, member_id=bo.id) == (10, 20)


@pytest.mark.parametrize(
    ("low", "high", "field"),
    [
        ("20", "20", "high"),
        ("", "9", "low"),
        ("-1", "9", "low"),
        ("1", "1e9", "high"),
        ("٣", "9", "low"),
    ],
)
def test_a_band_that_is_none_is_refused(ann: Person, low: str, high: str, field: str):
    with pytest.raises(Invalid) as refusal:
        db.run_sync(band.choose_band, member_id=ann.id, low=low, high=high)
    assert set(refusal.value.fields) == {field}
