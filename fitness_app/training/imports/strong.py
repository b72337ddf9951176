"""Strong's export: a row per set, in the columns of several years, with commas or semicolons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fitness_app.training.imports.cells import (
    Columns,
    cell,
    check_width,
    need,
    read_duration,
    read_name,
    read_number,
    read_whole,
)
from fitness_app.training.imports.contents import (
    Contents,
    FileExercise,
    FileSet,
    FileWorkout,
    RowRefusedError,
    quoted,
)
from fitness_app.training.imports.measures import distance_unit_of, in_metres, load_unit_of
from fitness_app.training.imports.moments import read_moment
from fitness_app.training.imports.tables import Table
from fitness_app.training.words import SetType

SIGNS = ("date", "workout name", "exercise name", "set order")
"""The columns by which it is known."""
_TYPES = {"w": SetType.WARMUP, "d": SetType.DROP, "f": SetType.FAILURE}
_REST = "rest timer"
_NOTE = "note"


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the columns stand, and the units that their headings say."""

    date: int
    name: int
    duration: int
    exercise: int
    order: int
    load: int
    load_unit_cell: int
    load_unit: str
    reps: int
    rpe: int
    distance: int
    distance_unit_cell: int
    distance_unit: str
    seconds: int
    notes: int
    workout_notes: int


def read(table: Table) -> Contents:
    """All sessions of an export; raises Invalid under 'file' for a header that lacks a column."""
    columns = Columns(table.header)
    need(columns, *SIGNS)
    places = _places(columns)
    contents = Contents("strong")
    by_start: dict[tuple[datetime, str], FileWorkout] = {}
    for number, row in table.rows:
        contents.rows += 1
        try:
            check_width(row, columns)
            _take(number, row, places, contents, by_start)
        except RowRefusedError as problem:
            contents.problems.note(number, str(problem))
    contents.workouts = [workout for workout in contents.workouts if workout.exercises]
    return contents


def _places(columns: Columns) -> _Places:
    loads = {"weight (kg)": "kg", "weight (lbs)": "lb", "weight (lb)": "lb", "weight": ""}
    distances = {
        "distance (meters)": "m",
        "distance (m)": "m",
        "distance (km)": "km",
        "distance (miles)": "mi",
        "distance (mi)": "mi",
        "distance": "",
    }
    load = next((name for name in loads if columns.find(name) >= 0), "weight")
    distance = next((name for name in distances if columns.find(name) >= 0), "distance")
    return _Places(
        date=columns.find("date"),
        name=columns.find("workout name"),
        duration=columns.find("duration (sec)", "duration"),
        exercise=columns.find("exercise name"),
        order=columns.find("set order"),
        load=columns.find(load),
        load_unit_cell=columns.find("weight unit"),
        load_unit=loads[load],
        reps=columns.find("reps"),
        rpe=columns.find("rpe"),
        distance=columns.find(distance),
        distance_unit_cell=columns.find("distance unit"),
        distance_unit=distances[distance],
        seconds=columns.find("seconds"),
        notes=columns.find("notes"),
        workout_notes=columns.find("workout notes"),
    )


def _take(
    number: int,
    row: Sequence[str],
    places: _Places,
    contents: Contents,
    by_start: dict[tuple[datetime, str], FileWorkout],
) -> None:
    order = cell(row, places.order).casefold()
    name = read_name(cell(row, places.exercise), "exercise name")
    # All is read before anything is kept: a row that can't be used leaves nothing behind.
    started = read_moment(cell(row, places.date), "date")
    title = read_name(cell(row, places.name) or "Workout", "workout name")
    lasted = read_duration(cell(row, places.duration), "duration") or 0
    done = None if order in (_REST, _NOTE) else _set(number, row, order, places)
    rest_s = read_whole(cell(row, places.seconds), "rest") if order == _REST else None

    workout = by_start.get((started, title))
    if workout is None:
        workout = FileWorkout(number, title, started, started + timedelta(seconds=lasted))
        by_start[started, title] = workout
        contents.add(workout)
    workout.notes = workout.notes or cell(row, places.workout_notes)
    if order == _REST:
        if workout.exercises and rest_s:
            workout.exercises[-1].sets[-1].rest_s = rest_s
        return
    exercise = workout.exercises[-1] if workout.exercises else None
    if exercise is None or exercise.name != name:
        if done is None:
            return
        exercise = FileExercise(name)
        workout.exercises.append(exercise)
    note = cell(row, places.notes)
    if note and note not in exercise.notes.split("\n"):
        exercise.notes = f"{exercise.notes}\n{note}".strip()
    if done is not None:
        exercise.sets.append(done)


def _set(number: int, row: Sequence[str], order: str, places: _Places) -> FileSet:
    load = read_number(cell(row, places.load), "weight")
    reps = read_whole(cell(row, places.reps), "reps")
    # This app writes 0 where nothing was recorded.
    seconds = read_duration(cell(row, places.seconds), "seconds") or None
    distance = read_number(cell(row, places.distance), "distance") or None
    if reps == 0 and (seconds or distance):
        reps = None
    if load == 0 and reps is None:
        load = None
    said = cell(row, places.distance_unit_cell)
    unit = distance_unit_of(said) if said else places.distance_unit
    distance, unit = in_metres(distance, unit)
    load_unit = cell(row, places.load_unit_cell)
    return FileSet(
        row=number,
        set_type=_type(order),
        load=load,
        load_unit=load_unit_of(load_unit) if load_unit else places.load_unit,
        reps=reps,
        duration_s=seconds,
        distance=distance,
        distance_unit=unit,
        rpe=read_number(cell(row, places.rpe), "RPE") or None,
    )


def _type(order: str) -> str:
    if order.isdigit():
        return SetType.WORKING
    kind = _TYPES.get(order.rstrip("0123456789 ."))
    if kind is None:
        raise RowRefusedError(f"the set order {quoted(order)} is none we know")
    return kind
