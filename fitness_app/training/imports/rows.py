"""Sessions written by the thousand: all their rows in a few statements."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import Session

from fitness_app.kit import clock
from fitness_app.kit.db import metadata
from fitness_app.training import models  # noqa: F401  # they fill the metadata
from fitness_app.training.imports.bundle import NewWorkout

AT_ONCE = 5_000
# Tables, not classes: the ORM would leave out each None and split the rows into small batches.
_WORKOUTS = metadata.tables["workouts"]
_PARTS = metadata.tables["workout_exercises"]
_SETS = metadata.tables["set_entries"]
_SET_BLANKS = {column.name: None for column in _SETS.columns if column.nullable}
_WORKOUT_BLANKS = {
    "session_rpe": None,
    "rating": None,
    "notes": "",
    "visibility": "private",
    "effort_scale": "rpe",
    "import_job_id": None,
    "working_sets": 0,
}


@dataclass(frozen=True, slots=True)
class _Written:
    """An exercise of a session that is there now, and its sets, which aren't yet."""

    id: int
    workout_id: int
    exercise_id: int
    local_date: date
    sets: list[dict[str, Any]]


def insert_workouts(
    session: Session,
    member_id: int,
    workouts: list[NewWorkout],
    *,
    exercise_ids: Mapping[str, int | None],
    prescription_ids: Mapping[str, int],
    taken: Set[str] = frozenset(),
    tell: Callable[[float], None] = lambda _: None,
    import_job_id: int | None = None,
) -> tuple[dict[str, int], int]:
    """Write sessions with their exercises and sets; their ids by key, and how many sets there are.

    Exercises whose id is None are left out. A set whose key is `taken` gets a new one. `tell`
    hears which share of the sets is written.
    """
    if not workouts:
        return {}, 0
    now = clock.now()
    rows = [
        {
            **_WORKOUT_BLANKS,
            "created_at": now,
            **workout.values,
            "member_id": member_id,
            "import_job_id": import_job_id,
        }
        for workout in workouts
    ]
    made = insert(_WORKOUTS).returning(_WORKOUTS.c.client_uuid, _WORKOUTS.c.id)
    ids = {key: row_id for key, row_id in session.execute(made, rows)}  # noqa: C416
    parts = _insert_parts(session, workouts, ids, exercise_ids, prescription_ids)
    return ids, _insert_sets(session, member_id, parts, taken, tell)


def _insert_parts(
    session: Session,
    workouts: list[NewWorkout],
    workout_ids: Mapping[str, int],
    exercise_ids: Mapping[str, int | None],
    prescription_ids: Mapping[str, int],
) -> list[_Written]:
    parts = [
        (workout, part)
        for workout in workouts
        for part in workout.exercises
        if exercise_ids[part.key] is not None
    ]
    if not parts:
        return []
    rows = [
        {
            "superset": None,
            "rest_s": None,
            "notes": "",
            **part.values,
            "workout_id": workout_ids[workout.values["client_uuid"]],
            "exercise_id": exercise_ids[part.key],
            "swapped_from_id": exercise_ids.get(part.swapped_from),
            "prescription_id": prescription_ids.get(part.prescription),
        }
        for workout, part in parts
    ]
    made = insert(_PARTS).returning(_PARTS.c.workout_id, _PARTS.c.client_uuid, _PARTS.c.id)
    ids = {(owner, key): row_id for owner, key, row_id in session.execute(made, rows)}
    return [
        _Written(
            ids[row["workout_id"], row["client_uuid"]],
            row["workout_id"],
            row["exercise_id"],
            workout.values["local_date"],
            part.sets,
        )
        for (workout, part), row in zip(parts, rows, strict=True)
    ]


def _insert_sets(
    session: Session,
    member_id: int,
    parts: list[_Written],
    taken: Set[str],
    tell: Callable[[float], None],
) -> int:
    total = sum(len(part.sets) for part in parts)
    rows = (
        {
            **_SET_BLANKS,
            "set_type": "working",
            "entered_unit": "",
            "is_done": False,
            **one,
            "client_uuid": str(uuid4()) if one["client_uuid"] in taken else one["client_uuid"],
            "workout_exercise_id": part.id,
            "workout_id": part.workout_id,
            "member_id": member_id,
            "exercise_id": part.exercise_id,
            "local_date": part.local_date,
        }
        for part in parts
        for one in part.sets
    )
    for done in count(AT_ONCE, AT_ONCE):
        some = list(islice(rows, AT_ONCE))
        if not some:
            break
        session.execute(insert(_SETS), some)
        tell(min(done / total, 1))
    return total
