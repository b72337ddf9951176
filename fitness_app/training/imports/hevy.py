"""Hevy's export: a row per set, times in the words of the phone's language, units mixed."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, tee

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
from fitness_app.training.imports.moments import is_day_first, read_moment
from fitness_app.training.imports.tables import Table
from fitness_app.training.words import SetType

SIGNS = ("title", "start_time", "exercise_title", "set_index")
"""The columns by which it is known."""
LOOKED_AT = 500
"""So many rows are asked how the file writes its days."""
_TYPES = {
    "": SetType.WORKING,
    "normal": SetType.WORKING,
    "warmup": SetType.WARMUP,
    "warm up": SetType.WARMUP,
    "dropset": SetType.DROP,
    "drop set": SetType.DROP,
    "drop": SetType.DROP,
    "failure": SetType.FAILURE,
}


def read(table: Table) -> Contents:
    """All sessions of an export; raises Invalid under 'file' for a header that lacks a column."""
    columns = Columns(table.header)
    need(columns, *SIGNS)
    rows, ahead = tee(table.rows)
    start = columns.find("start_time")
    day_first = is_day_first(cell(row, start) for _, row in islice(ahead, LOOKED_AT))
    del ahead  # else all rows would be kept for it
    contents = Contents("hevy")
    reader = _Reader(columns, contents, day_first)
    for number, row in rows:
        contents.rows += 1
        try:
            check_width(row, columns)
            reader.take(number, row)
        except RowRefusedError as problem:
            contents.problems.note(number, str(problem))
    return contents


class _Reader:
    """Puts rows into sessions and exercises as they come."""

    def __init__(self, columns: Columns, contents: Contents, day_first: bool) -> None:
        self._find = columns.find
        self._contents = contents
        self._day_first = day_first
        self._workouts: dict[tuple[datetime, str], FileWorkout] = {}

    def take(self, number: int, row: Sequence[str]) -> None:
        """Keep what a row says, all of it or nothing."""
        name = read_name(self._cell(row, "exercise_title"), "exercise title")
        title = read_name(self._cell(row, "title") or "Workout", "title")
        started = self._moment(row, "start_time", "start time")
        ended = (
            self._moment(row, "end_time", "end time") if self._cell(row, "end_time") else started
        )
        superset = self._superset(row)
        done = self._set(number, row)
        workout = self._workouts.get((started, title))
        if workout is None:
            workout = FileWorkout(
                number, title, started, max(started, ended), self._cell(row, "description")
            )
            self._workouts[started, title] = workout
            self._contents.add(workout)
        exercise = workout.exercises[-1] if workout.exercises else None
        if exercise is None or (exercise.name, exercise.superset) != (name, superset):
            exercise = FileExercise(name, superset, self._cell(row, "exercise_notes"))
            workout.exercises.append(exercise)
        exercise.sets.append(done)

    def _cell(self, row: Sequence[str], *names: str) -> str:
        return cell(row, self._find(*names))

    def _moment(self, row: Sequence[str], column: str, what: str) -> datetime:
        return read_moment(self._cell(row, column), what, day_first=self._day_first)

    def _superset(self, row: Sequence[str]) -> int | None:
        number = read_whole(self._cell(row, "superset_id"), "superset")
        return None if number is None else abs(number) % 1000

    def _set(self, number: int, row: Sequence[str]) -> FileSet:
        load, load_unit = self._measure(row, "weight", weight_kg="kg", weight_lbs="lb")
        distance, distance_unit = self._measure(
            row, "distance", distance_km="km", distance_miles="mi", distance_meters="m"
        )
        kind = self._cell(row, "set_type").casefold().replace("_", " ")
        if kind not in _TYPES:
            raise RowRefusedError(f"the set type {quoted(kind)} is none we know")
        return FileSet(
            row=number,
            set_type=_TYPES[kind],
            load=load,
            load_unit=load_unit,
            reps=read_whole(self._cell(row, "reps"), "reps"),
            duration_s=read_duration(self._cell(row, "duration_seconds"), "duration"),
            distance=distance,
            distance_unit=distance_unit,
            rpe=read_number(self._cell(row, "rpe"), "RPE"),
        )

    def _measure(self, row: Sequence[str], what: str, **units: str) -> tuple[float | None, str]:
        """The first of some columns that isn't blank, and its unit."""
        for column, unit in units.items():
            number = read_number(self._cell(row, column), what)
            if number is not None:
                return number, unit
        return None, ""
