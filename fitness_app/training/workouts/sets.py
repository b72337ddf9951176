"""Sets: saved when they are ticked, under an id made where that happened, as often as it takes."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.models import Exercise, SetEntry, Workout, WorkoutExercise
from fitness_app.training.words import Mode
from fitness_app.training.workouts.keys import read_key
from fitness_app.training.workouts.measures import (
    KILOGRAMS,
    Reading,
    SetSent,
    read_set,
    read_set_type,
)
from fitness_app.training.workouts.reading import own, own_line, sets_of, view_set
from fitness_app.training.workouts.settling import settle
from fitness_app.training.workouts.views import SetView

MOST_SETS = 500
"""In one workout, so that no loop of a program fills the club's disk."""


def save_set(
    session: Session, *, member_id: int, workout_id: int, client_uuid: str, sent: SetSent
) -> SetView:
    """Keep a set as it was ticked, corrected or unticked; saving it again changes nothing.

    One that is new and not done yet is planned: it aims at what the last one of its exercise did.
    A workout that is finished may still be put right: what is derived from it follows.
    Raises NotFound for a workout or exercise that isn't there, Conflict for an id that is in use
    elsewhere, Invalid as `read_set` does.
    """
    key = read_key(client_uuid)
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, sent.line_uuid)
    reading = read_set(sent, _mode_of(session, line.exercise_id))
    row = _find(session, member_id, key)
    if row is None:
        row = _planned(session, workout, line, key, is_aimed=not sent.is_done)
    elif row.workout_exercise_id != line.id:
        raise Conflict("This set belongs to another exercise. Load the page again.")
    _write(row, reading)
    session.flush()
    settle(session, workout, {line.exercise_id})
    return view_set(row, line.client_uuid)


def change_set_type(
    session: Session, *, member_id: int, workout_id: int, client_uuid: str, set_type: str
) -> None:
    """Say what a set is for. Raises NotFound, Invalid under 'set_type'."""
    kind = read_set_type(set_type)
    workout = own(session, member_id, workout_id, lock=True)
    row = _own_set(session, workout, client_uuid)
    row.set_type = kind
    session.flush()
    settle(session, workout, {row.exercise_id})


def delete_set(session: Session, *, member_id: int, workout_id: int, client_uuid: str) -> None:
    """Take a set out of a workout, done or not. Raises NotFound."""
    workout = own(session, member_id, workout_id, lock=True)
    row = _own_set(session, workout, client_uuid)
    exercise_id = row.exercise_id
    session.delete(row)
    session.flush()
    settle(session, workout, {exercise_id})


def choose_unit(
    session: Session, *, member_id: int, workout_id: int, line_uuid: str, unit: str
) -> None:
    """Type the loads of an exercise in kg or lb from now on; what is done keeps its own.

    Raises NotFound, Conflict for another unit.
    """
    if unit not in KILOGRAMS:
        raise Conflict("Loads are in kg or lb.")
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    for row in sets_of(session, line.id):
        if not row.is_done:
            row.entered_unit = unit
            row.entered_load = None if row.load_kg is None else row.load_kg / KILOGRAMS[unit]


def get_set(session: Session, *, member_id: int, workout_id: int, client_uuid: str) -> SetView:
    """One set of a member's own workout. Raises NotFound."""
    workout = own(session, member_id, workout_id)
    row = _own_set(session, workout, client_uuid)
    return view_set(row, session.get_one(WorkoutExercise, row.workout_exercise_id).client_uuid)


_REPEATED = (
    "set_type",
    "entered_unit",
    "rest_s",
    "target_load_kg",
    "target_reps_min",
    "target_reps_max",
    "target_rpe",
    "target_duration_s",
    "target_distance_m",
)


def _planned(
    session: Session, workout: Workout, line: WorkoutExercise, key: str, *, is_aimed: bool
) -> SetEntry:
    """A new set; one that is still to be done aims at what the last one of its exercise did."""
    before = sets_of(session, line.id)
    row = _new(session, workout, line, key)
    if is_aimed and before:
        last = before[-1]
        for column in _REPEATED:
            setattr(row, column, getattr(last, column))
        row.target_load_kg = last.load_kg if last.load_kg is not None else last.target_load_kg
    return row


def _new(session: Session, workout: Workout, line: WorkoutExercise, key: str) -> SetEntry:
    count, last = session.exec(
        select(func.count(), func.max(SetEntry.position)).where(SetEntry.workout_id == workout.id)
    ).one()
    if count >= MOST_SETS:
        raise Conflict(f"A workout can have {MOST_SETS} sets. Finish this one and start another.")
    row = SetEntry(
        client_uuid=key,
        workout_exercise_id=line.id,
        workout_id=workout.id,
        member_id=workout.member_id,
        exercise_id=line.exercise_id,
        local_date=workout.local_date,
        position=0 if last is None else last + 1,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # in another workout, at the same moment
        raise Conflict("This set is part of another workout. Load the page again.") from None
    return row


def _write(row: SetEntry, reading: Reading) -> None:
    if reading.is_done and row.is_done:
        row.done_at = row.done_at or reading.done_at  # a correction doesn't move it
    else:
        row.done_at = reading.done_at
    row.set_type = reading.set_type
    row.load_kg, row.entered_load = reading.load_kg, reading.entered_load
    row.entered_unit = reading.entered_unit
    row.reps = reading.reps
    row.duration_s, row.distance_m = reading.duration_s, reading.distance_m
    row.rpe = reading.rpe
    row.is_done = reading.is_done


def _mode_of(session: Session, exercise_id: int) -> Mode:
    return Mode(session.exec(select(Exercise.mode).where(Exercise.id == exercise_id)).one())


def _find(session: Session, member_id: int, key: str) -> SetEntry | None:
    return session.exec(
        select(SetEntry).where(SetEntry.member_id == member_id, SetEntry.client_uuid == key)
    ).first()


def _own_set(session: Session, workout: Workout, client_uuid: str) -> SetEntry:
    row = session.exec(
        select(SetEntry).where(
            SetEntry.workout_id == workout.id, col(SetEntry.client_uuid) == client_uuid
        )
    ).first()
    if row is None:
        raise NotFound("We couldn't find that set.")
    return row
