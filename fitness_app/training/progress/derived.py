"""What is derived from done sets, kept equal to what they say: days, records, workouts' sums."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, or_, select

from fitness_app.training import formulas
from fitness_app.training.formulas import DayTally, DoneSet, Doubt, Record
from fitness_app.training.models import (
    Exercise,
    ExerciseDay,
    HeldSet,
    PersonalRecord,
    SetEntry,
    Workout,
)
from fitness_app.training.progress.body_weights import BodyWeights
from fitness_app.training.words import Mode

EVER = date.min
OF_A_BODY = (Mode.BODYWEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT)


class _Movement(NamedTuple):
    """What has to be known of an exercise to count its sets."""

    mode: str
    per_side: bool
    bodyweight_fraction: float


class _Totals:
    """The sums of workouts, as their sets are read."""

    def __init__(self) -> None:
        self.of: dict[int, tuple[int, float | None]] = {}

    def add(self, done: DoneSet, *, per_side: bool) -> None:
        if not done.counts:
            return
        sets, volume = self.of.get(done.workout_id, (0, 0.0))
        if done.reps and volume is not None:
            more = formulas.volume_load(done.effective_kg, done.reps, per_side=per_side)
            volume = None if more is None else volume + more
        self.of[done.workout_id] = sets + 1, volume


def refresh(session: Session, *, member_id: int, exercise_ids: set[int], since: date) -> None:
    """Derive anew what a change of these exercises' sets, on that day or later, may alter.

    Call it after a workout is finished, edited, moved or deleted, with every exercise that it
    has or had, and the earlier of its days. Volumes follow the body weight of their day.
    """
    take_turns(session, member_id)
    _derive_days(session, member_id, since, exercise_ids=exercise_ids)
    touched = select(SetEntry.workout_id).where(
        SetEntry.member_id == member_id,
        col(SetEntry.exercise_id).in_(exercise_ids),
        SetEntry.local_date >= since,
    )
    _sum_workouts(
        session,
        member_id,
        Workout.local_date >= since,
        or_(Workout.local_date == since, col(Workout.id).in_(touched)),
    )


def refresh_after_weighing(session: Session, *, member_id: int, since: date) -> None:
    """Derive anew what depends on a body weight of that day."""
    moved_bodies = (
        select(SetEntry.exercise_id)
        .join(Exercise, col(Exercise.id) == col(SetEntry.exercise_id))
        .where(
            SetEntry.member_id == member_id,
            SetEntry.local_date >= since,
            col(Exercise.mode).in_(OF_A_BODY),
        )
        .distinct()
    )
    if exercise_ids := set(session.exec(moved_bodies)):
        refresh(session, member_id=member_id, exercise_ids=exercise_ids, since=since)


def rebuild(session: Session, *, member_id: int) -> None:
    """Derive everything of a member anew from their sets, reading each once."""
    take_turns(session, member_id)
    totals = _Totals()
    _derive_days(session, member_id, EVER, totals=totals)
    _write_sums(session, totals, Workout.member_id == member_id)


def take_turns(session: Session, member_id: int) -> None:
    """Wait for others who derive for this member, who would write the same days.

    SQLite lets one write at a time anyhow.
    """
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(0x7EC0, member_id)))


def _derive_days(
    session: Session,
    member_id: int,
    since: date,
    *,
    exercise_ids: set[int] | None = None,
    totals: _Totals | None = None,
) -> None:
    narrowed: list[ColumnElement[bool]] = []
    if exercise_ids is not None:
        narrowed = [col(SetEntry.exercise_id).in_(exercise_ids)]
    _clear(session, member_id, since, exercise_ids)
    movements, confirmed = _movements(session, member_id), _confirmed(session, member_id)
    fresh = _Fresh()
    rows = _done_sets(session, member_id, movements, *narrowed)
    for exercise_id, of_exercise in groupby(rows, key=itemgetter(0)):
        movement = movements[exercise_id]
        bests = formulas.Bests()
        whose = {"member_id": member_id, "exercise_id": exercise_id}
        for day, of_day in groupby(of_exercise, key=itemgetter(1)):
            sets = [done for _, _, done in of_day]
            doubts = bests.doubtful(movement.mode, sets, confirmed=confirmed)
            if doubts:
                sets = [done._replace(is_held=done.set_id in doubts) for done in sets]
            tally = formulas.tally_day(day, movement.mode, sets, per_side=movement.per_side)
            found = list(bests.add(tally))
            if totals is not None:
                for done in sets:
                    totals.add(done, per_side=movement.per_side)
            if day >= since and tally.working_sets:
                fresh.days.append(whose | _day_row(tally))
                fresh.records += (whose | _record_row(record) for record in found)
                fresh.held += (
                    whose | _held_row(done, day, doubts[done.set_id])
                    for done in sets
                    if done.is_held
                )
    fresh.write(session)


class _Fresh:
    """The rows that are written anew."""

    def __init__(self) -> None:
        self.days: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self.held: list[dict[str, Any]] = []

    def write(self, session: Session) -> None:
        # What was confirmed of a set doesn't hold for what it jumps to since.
        again = [row["set_id"] for row in self.held]
        session.execute(delete(HeldSet).where(col(HeldSet.set_id).in_(again)))
        for table, rows in (
            (ExerciseDay, self.days),
            (PersonalRecord, self.records),
            (HeldSet, self.held),
        ):
            if rows:
                session.execute(insert(table), rows)


def _clear(session: Session, member_id: int, since: date, exercise_ids: set[int] | None) -> None:
    """Remove what is to be written anew; what was confirmed stays."""
    for table, day in (
        (ExerciseDay, col(ExerciseDay.local_date)),
        (PersonalRecord, col(PersonalRecord.achieved_on)),
        (HeldSet, col(HeldSet.local_date)),
    ):
        old = delete(table).where(col(table.member_id) == member_id, day >= since)
        if exercise_ids is not None:
            old = old.where(col(table.exercise_id).in_(exercise_ids))
        if table is HeldSet:
            old = old.where(col(HeldSet.confirmed_at).is_(None))
        session.execute(old, execution_options={"synchronize_session": False})


def _confirmed(session: Session, member_id: int) -> dict[int, float]:
    rows = session.execute(
        select_columns(col(HeldSet.set_id), col(HeldSet.e1rm_kg)).where(
            col(HeldSet.member_id) == member_id, col(HeldSet.confirmed_at).is_not(None)
        )
    )
    return {row[0]: row[1] for row in rows}


def _sum_workouts(session: Session, member_id: int, *which: ColumnElement[bool] | bool) -> None:
    movements = _movements(session, member_id)
    totals = _Totals()
    of_these = col(SetEntry.workout_id).in_(
        select(Workout.id).where(Workout.member_id == member_id, *which)
    )
    for exercise_id, _, done in _done_sets(session, member_id, movements, of_these):
        totals.add(done, per_side=movements[exercise_id].per_side)
    _write_sums(session, totals, Workout.member_id == member_id, *which)


def _write_sums(session: Session, totals: _Totals, *which: ColumnElement[bool] | bool) -> None:
    for workout in session.exec(select(Workout).where(*which)):
        sums = totals.of.get(workout.id, (0, 0.0)) if workout.ended_at else (0, None)
        if (workout.working_sets, workout.volume_kg) != sums:
            workout.working_sets, workout.volume_kg = sums


def _done_sets(
    session: Session,
    member_id: int,
    movements: dict[int, _Movement],
    *which: ColumnElement[bool],
) -> Iterator[tuple[int, date, DoneSet]]:
    """Done sets of finished workouts: by exercise, by day, as they were done."""
    bodies = BodyWeights.of(session, member_id)
    rows = session.execute(
        select_columns(
            col(SetEntry.exercise_id),
            col(SetEntry.local_date),
            col(SetEntry.id),
            col(SetEntry.workout_id),
            func.coalesce(col(SetEntry.done_at), col(Workout.started_at)),
            col(SetEntry.set_type),
            col(SetEntry.load_kg),
            col(SetEntry.reps),
            col(SetEntry.duration_s),
            col(SetEntry.distance_m),
            col(SetEntry.rpe),
        )
        .join(Workout, col(Workout.id) == col(SetEntry.workout_id))
        .where(
            col(SetEntry.member_id) == member_id,
            col(SetEntry.is_done),
            col(Workout.ended_at).is_not(None),
            *which,
        )
        .order_by(
            col(SetEntry.exercise_id),
            col(SetEntry.local_date),
            col(Workout.started_at),
            col(SetEntry.workout_exercise_id),
            col(SetEntry.position),
            col(SetEntry.id),
        ),
        execution_options={"yield_per": 2000},
    )
    for exercise_id, day, *done in rows:
        movement = movements[exercise_id]
        effective = formulas.effective_load(
            movement.mode,
            load_kg=done[4],
            bodyweight_fraction=movement.bodyweight_fraction,
            body_kg=bodies.on(day) if movement.mode in OF_A_BODY else None,
        )
        facts: tuple[Any, ...] = (*done, effective)
        yield exercise_id, day, DoneSet(*facts)


def _movements(session: Session, member_id: int) -> dict[int, _Movement]:
    done = select(SetEntry.exercise_id).where(SetEntry.member_id == member_id).distinct()
    rows = session.execute(
        select(Exercise.id, Exercise.mode, Exercise.per_side, Exercise.bodyweight_fraction).where(
            col(Exercise.id).in_(done)
        )
    )
    return {exercise_id: _Movement._make(facts) for exercise_id, *facts in rows}


def _day_row(tally: DayTally) -> dict[str, Any]:
    return {
        "local_date": tally.day,
        "working_sets": tally.working_sets,
        "reps": tally.reps,
        "volume_kg": tally.volume_kg,
        "best_e1rm_kg": tally.best_e1rm_kg,
        "is_low_confidence": tally.is_low_confidence,
        "heaviest_kg": tally.heaviest_kg,
        "most_reps": tally.most_reps,
        "longest_s": tally.longest_s,
        "distance_m": tally.distance_m,
    }


def _held_row(done: DoneSet, day: date, doubt: Doubt) -> dict[str, Any]:
    return {
        "set_id": done.set_id,
        "workout_id": done.workout_id,
        "local_date": day,
        "e1rm_kg": doubt.e1rm_kg,
        "best_kg": doubt.best_kg,
    }


def _record_row(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "reps": record.reps,
        "value": record.value,
        "previous_value": record.previous_value,
        "set_id": record.best.set_id,
        "workout_id": record.best.workout_id,
        "achieved_on": record.day,
        "achieved_at": record.best.at,
    }
