"""One's training as spreadsheets; what a cell would run as a formula is made plain words."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from fitness_app.training.models import (
    Exercise,
    MetricEntry,
    SetEntry,
    Workout,
    WorkoutExercise,
)

AT_ONCE = 5_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""
SET_COLUMNS = (
    "date", "started_at", "workout", "duration_minutes", "session_rpe", "rating", "workout_notes",
    "exercise", "superset", "exercise_notes", "set", "set_type", "weight_kg", "entered_weight",
    "entered_unit", "reps", "duration_seconds", "distance_meters", "rpe", "rest_seconds", "done",
)  # fmt: skip
MEASUREMENT_COLUMNS = ("date", "measured_at", "metric", "value", "entered_value", "entered_unit")


def write_sets(session: Session, *, member_id: int) -> str:
    """Every set of a member, one to a row, the oldest session first."""
    return "".join(_written(SET_COLUMNS, _sets(session, member_id)))


def write_measurements(session: Session, *, member_id: int) -> str:
    """Every measurement of a member, the oldest first."""
    return "".join(_written(MEASUREMENT_COLUMNS, _measurements(session, member_id)))


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet runs: words that look like a formula get an apostrophe first."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _written(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    yield "\ufeff"  # by which spreadsheets know that it is UTF-8
    page = StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        if page.tell() > 1 << 16:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


def _sets(session: Session, member_id: int) -> Iterator[Sequence[Any]]:
    rows = session.execute(
        select_columns(
            col(Workout.local_date),
            col(Workout.started_at),
            col(Workout.time_zone),
            col(Workout.ended_at),
            col(Workout.name),
            col(Workout.session_rpe),
            col(Workout.rating),
            col(Workout.notes),
            col(Exercise.name),
            col(WorkoutExercise.superset),
            col(WorkoutExercise.notes),
            col(SetEntry.position),
            col(SetEntry.set_type),
            col(SetEntry.load_kg),
            col(SetEntry.entered_load),
            col(SetEntry.entered_unit),
            col(SetEntry.reps),
            col(SetEntry.duration_s),
            col(SetEntry.distance_m),
            col(SetEntry.rpe),
            col(SetEntry.rest_s),
            col(SetEntry.is_done),
        )
        .join(WorkoutExercise, col(WorkoutExercise.id) == col(SetEntry.workout_exercise_id))
        .join(Workout, col(Workout.id) == col(SetEntry.workout_id))
        .join(Exercise, col(Exercise.id) == col(SetEntry.exercise_id))
        .where(col(SetEntry.member_id) == member_id)
        .order_by(
            col(Workout.started_at),
            col(Workout.id),
            col(WorkoutExercise.position),
            col(SetEntry.position),
        ),
        execution_options={"yield_per": AT_ONCE},
    )
    for day, started_at, zone, ended_at, name, effort, rating, notes, *of_set in rows:
        exercise, superset, remarks, position, *figures, is_done = of_set
        minutes = "" if ended_at is None else round((ended_at - started_at).total_seconds() / 60, 1)
        yield (
            day.isoformat(), _local(started_at, zone), name, minutes, effort, rating, notes,
            exercise, superset, remarks, position + 1, *map(_figure, figures),
            "yes" if is_done else "no",
        )  # fmt: skip


def _measurements(session: Session, member_id: int) -> Iterator[Sequence[Any]]:
    rows = session.execute(
        select_columns(
            col(MetricEntry.local_date),
            col(MetricEntry.measured_at),
            col(MetricEntry.time_zone),
            col(MetricEntry.metric),
            col(MetricEntry.value),
            col(MetricEntry.entered_value),
            col(MetricEntry.entered_unit),
        )
        .where(col(MetricEntry.member_id) == member_id)
        .order_by(col(MetricEntry.measured_at), col(MetricEntry.id))
    )
    for day, at, zone, metric, value, entered, unit in rows:
        yield day.isoformat(), _local(at, zone), metric, _figure(value), _figure(entered), unit


def _figure(value: Any) -> Any:
    """A number without the noise of its last bits."""
    return format(value, ".10g") if isinstance(value, float) else value


def _local(at: datetime, time_zone: str) -> str:
    return at.astimezone(ZoneInfo(time_zone)).isoformat(timespec="seconds")
