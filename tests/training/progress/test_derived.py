"""What is derived from done sets, and that it stays equal to what they say."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import Session, col, delete, update

from fitness_app.kit import db
from fitness_app.training import metrics
from fitness_app.training.models import (
    ExerciseDay,
    HeldSet,
    PersonalRecord,
    SetEntry,
    Workout,
    WorkoutExercise,
)
from fitness_app.training.progress import derived
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person

MONDAY = date(2026, 3, 2)
LB = 0.45359237


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def rebuild(person: Person) -> None:
    db.run_sync(derived.rebuild, member_id=person.id)


def refresh(person: Person, exercise_ids: set[int], since: date) -> None:
    db.run_sync(derived.refresh, member_id=person.id, exercise_ids=exercise_ids, since=since)


def records(person: Person) -> list[tuple[str, int, float, float, date]]:
    def ask(session: Session) -> list[Any]:
        return [
            (row.kind, row.reps, round(row.value, 3), round(row.previous_value, 3), row.achieved_on)
            for row in session.execute(
                select(PersonalRecord)
                .where(col(PersonalRecord.member_id) == person.id)
                .order_by(
                    col(PersonalRecord.achieved_on),
                    col(PersonalRecord.kind),
                    col(PersonalRecord.reps),
                )
            ).scalars()
        ]

    return db.read_sync(ask)


def everything(person: Person) -> list[Any]:
    """All that is derived for somebody, without the rows' numbers."""

    def ask(session: Session) -> list[Any]:
        days = session.execute(
            select(ExerciseDay)
            .where(col(ExerciseDay.member_id) == person.id)
            .order_by(col(ExerciseDay.exercise_id), col(ExerciseDay.local_date))
        ).scalars()
        best = session.execute(
            select(PersonalRecord)
            .where(col(PersonalRecord.member_id) == person.id)
            .order_by(
                col(PersonalRecord.exercise_id),
                col(PersonalRecord.achieved_on),
                col(PersonalRecord.kind),
                col(PersonalRecord.reps),
            )
        ).scalars()
        held = session.execute(
            select(HeldSet).where(col(HeldSet.member_id) == person.id).order_by(col(HeldSet.set_id))
        ).scalars()
        sums = session.execute(
            select(col(Workout.id), col(Workout.working_sets), col(Workout.volume_kg))
            .where(col(Workout.member_id) == person.id)
            .order_by(col(Workout.id))
        )
        return [
            [row.model_dump() for row in days],
            [row.model_dump(exclude={"id"}) for row in best],
            [tuple(row) for row in sums],
            [row.model_dump() for row in held],
        ]

    return db.read_sync(ask)


def sums(person: Person) -> list[tuple[int, float | None]]:
    return [(sets, volume) for _, sets, volume in everything(person)[2]]


def days(person: Person) -> list[dict[str, Any]]:
    return everything(person)[0]


def change(statement: Any) -> None:
    db.run_sync(lambda session: session.execute(statement))


def test_a_first_ever_set_is_a_baseline_and_no_record(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5)]}, day=day(0))
    rebuild(ann)
    assert records(ann) == []


def test_what_beats_all_days_before_is_a_record_of_each_kind(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5), (100, 5)]}, day=day(0))
    make.workout(ann, {squat: [(105, 5), (100, 5)]}, day=day(2))
    rebuild(ann)
    assert records(ann) == [
        ("best_e1rm", 0, 118.125, 112.5, day(2)),
        ("heaviest_load", 0, 105, 100, day(2)),
        ("rep_max", 5, 105, 100, day(2)),
        ("session_volume", 0, 1025, 1000, day(2)),
        ("set_volume", 0, 525, 500, day(2)),
    ]


def test_pounds_and_kilograms_are_compared_in_one_unit(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5)]}, day=day(0))
    in_pounds = {"load_kg": 135 * LB, "reps": 5, "entered_load": 135, "entered_unit": "lb"}
    make.workout(ann, {squat: [in_pounds]}, day=day(2))
    rebuild(ann)
    assert records(ann) == []
    assert days(ann)[1]["volume_kg"] == pytest.approx(135 * LB * 5), "a log in pounds counts too"


def test_warm_ups_unticked_sets_and_unfinished_sessions_count_in_nothing(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5)]}, day=day(0))
    warm_up = {"load_kg": 200, "reps": 5, "set_type": "warmup"}
    unticked = {"load_kg": 200, "reps": 5, "is_done": False}
    make.workout(ann, {squat: [warm_up, unticked]}, day=day(1))
    make.workout(ann, {squat: [(200, 5)]}, day=day(2), ended_at=None)
    rebuild(ann)
    assert records(ann) == []
    assert [row["local_date"] for row in days(ann)] == [day(0)]
    assert sums(ann) == [(1, 500), (0, 0), (0, None)]


def test_blank_reps_are_not_one(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, None), (90, 5)]}, day=day(0))
    rebuild(ann)
    (only,) = days(ann)
    assert (only["reps"], only["working_sets"], only["heaviest_kg"]) == (5, 1, 90)


def test_both_sides_count_in_volume(ann: Person):
    lunge = make.exercise("Lunge", per_side=True)
    make.workout(ann, {lunge: [(20, 8)]}, day=day(0))
    rebuild(ann)
    assert days(ann)[0]["volume_kg"] == 320


def test_a_volume_that_needs_an_unknown_body_weight_is_unknown(ann: Person):
    squat = make.exercise()
    pull_up = make.exercise("Pull-up", mode=Mode.WEIGHTED_BODYWEIGHT, bodyweight_fraction=0.95)
    make.workout(ann, {squat: [(100, 5)], pull_up: [(10, 5)]}, day=day(0))
    rebuild(ann)
    assert [row["volume_kg"] for row in days(ann)] == [500, None]
    assert sums(ann) == [(2, None)]


def test_volume_follows_the_body_weight_of_its_day_and_a_later_weighing_changes_nothing(
    ann: Person,
):
    dip = make.exercise("Dip", mode=Mode.WEIGHTED_BODYWEIGHT, bodyweight_fraction=0.9)
    make.weight(ann, 80, local_date=day(0))
    make.weight(ann, 70, local_date=day(5))
    make.workout(ann, {dip: [(10, 5)]}, day=day(1))
    make.workout(ann, {dip: [(10, 5)]}, day=day(6))
    rebuild(ann)
    assert [row["volume_kg"] for row in days(ann)] == [pytest.approx(410), pytest.approx(365)]


def test_entering_correcting_and_removing_a_weight_refreshes_the_volumes(ann: Person):
    dip = make.exercise("Dip", mode=Mode.BODYWEIGHT_REPS, bodyweight_fraction=1)
    today = datetime.now(UTC).date()
    make.workout(ann, {dip: [(None, 10)]}, day=today)
    rebuild(ann)
    assert sums(ann) == [(1, None)]
    entry = db.run_sync(
        metrics.enter_metric,
        member_id=ann.id,
        metric="body_weight",
        value="80",
        unit="kg",
        client_uuid=str(uuid4()),
        time_zone="UTC",
    )
    assert sums(ann) == [(1, 800)]
    db.run_sync(
        metrics.edit_metric,
        member_id=ann.id,
        entry_id=entry.id,
        value="70",
        unit="kg",
        measured_on=today.isoformat(),
        time_zone="UTC",
    )
    assert sums(ann) == [(1, 700)]
    db.run_sync(metrics.delete_metric, member_id=ann.id, entry_id=entry.id)
    assert sums(ann) == [(1, None)]


def test_least_help_is_the_record_of_assisted_work(ann: Person):
    chin = make.exercise("Chin", mode=Mode.ASSISTED_BODYWEIGHT, bodyweight_fraction=1)
    make.workout(ann, {chin: [(30, 5)]}, day=day(0))
    make.workout(ann, {chin: [(40, 5)]}, day=day(1))
    make.workout(ann, {chin: [(25, 5)]}, day=day(2))
    rebuild(ann)
    assert records(ann) == [("least_help", 0, 25, 30, day(2))]


def test_holds_distances_paces_and_plain_reps_have_records(ann: Person):
    plank = make.exercise("Plank", mode=Mode.DURATION)
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    push_up = make.exercise("Push-up", mode=Mode.BODYWEIGHT_REPS, bodyweight_fraction=0.64)
    for number, seconds, metres, reps in ((0, 60, 5000, 20), (3, 75, 6000, 22)):
        make.workout(
            ann,
            {
                plank: [{"duration_s": seconds}],
                run: [{"distance_m": metres, "duration_s": 1800}],
                push_up: [{"reps": reps}],
            },
            day=day(number),
        )
    rebuild(ann)
    assert records(ann) == [
        ("distance", 0, 6000, 5000, day(3)),
        ("longest_hold", 0, 75, 60, day(3)),
        ("most_reps", 0, 22, 20, day(3)),
        ("pace", 0, 300, 360, day(3)),
    ]


def test_a_load_lifted_more_often_already_is_no_record_at_fewer_reps(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(90, 3), (100, 8)]}, day=day(0))
    make.workout(ann, {squat: [(95, 3)]}, day=day(1))
    rebuild(ann)
    assert records(ann) == []


def test_deleting_the_record_set_takes_the_record_and_gives_it_to_whoever_is_next(ann: Person):
    squat = make.exercise()
    make.workout(ann, {squat: [(100, 5)]}, day=day(0))
    wrong = make.workout(ann, {squat: [(120, 5)]}, day=day(1))
    make.workout(ann, {squat: [(105, 5)]}, day=day(2))
    rebuild(ann)
    assert {row[4] for row in records(ann)} == {day(1)}
    change(delete(Workout).where(col(Workout.id) == wrong))
    refresh(ann, {squat}, day(1))
    assert {row[4] for row in records(ann)} == {day(2)}


def test_a_workout_that_lost_an_exercise_is_summed_up_without_it(ann: Person):
    squat, bench = make.exercise(), make.exercise("Bench press")
    workout = make.workout(ann, {squat: [(100, 5)], bench: [(60, 5)]}, day=day(0))
    rebuild(ann)
    assert sums(ann) == [(2, 800)]
    change(
        delete(WorkoutExercise).where(
            col(WorkoutExercise.workout_id) == workout, col(WorkoutExercise.exercise_id) == squat
        )
    )
    refresh(ann, {squat}, day(0))
    assert sums(ann) == [(1, 300)]
    assert [row["exercise_id"] for row in days(ann)] == [bench]


def test_refreshing_anns_touches_nothing_of_bos(ann: Person, bo: Person):
    squat = make.exercise()
    for person in (ann, bo):
        make.workout(person, {squat: [(100, 5)]}, day=day(0))
        make.workout(person, {squat: [(105, 5)]}, day=day(1))
        rebuild(person)
    bos = everything(bo)
    change(delete(SetEntry).where(col(SetEntry.member_id) == ann.id))
    refresh(ann, {squat}, day(0))
    assert everything(bo) == bos
    assert everything(ann)[:2] == [[], []]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_all_is_as_if_it_were_built_from_scratch(ann: Person, seed: int):
    luck = Random(seed)  # noqa: S311  # the same edits each time
    exercises = [
        make.exercise(),
        make.exercise("Dip", mode=Mode.WEIGHTED_BODYWEIGHT, bodyweight_fraction=0.9),
        make.exercise("Plank", mode=Mode.DURATION),
    ]
    make.weight(ann, 80, local_date=day(3))
    for number in range(8):
        make.workout(ann, {one: [_any_set(luck)] * 2 for one in exercises}, day=day(number))
    rebuild(ann)
    for _ in range(8):
        exercise, when = luck.choice(exercises), day(luck.randrange(8))
        its = (col(SetEntry.exercise_id) == exercise, col(SetEntry.local_date) == when)
        if luck.random() < 0.3:
            change(delete(SetEntry).where(*its))
        else:
            change(update(SetEntry).where(*its).values(**_any_set(luck)))
        refresh(ann, {exercise}, when)
    kept = everything(ann)
    rebuild(ann)
    assert everything(ann) == kept


def _any_set(luck: Random) -> dict[str, Any]:
    return {
        "load_kg": luck.choice([None, 0, 60, 62.5, 135 * LB, 100]),
        "reps": luck.choice([None, 0, 1, 5, 8, 12, 20]),
        "duration_s": luck.choice([None, 30, 60, 90]),
        "set_type": luck.choice(["working", "working", "warmup", "drop"]),
        "is_done": luck.random() < 0.9,
    }
