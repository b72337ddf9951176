"""Workouts as programs get them, and how they send sets."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel

from fitness_app.accounts.api import entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.fields import FieldError
from fitness_app.training.words import SetType
from fitness_app.training.workouts.measures import KILOGRAMS, METRES, SetSent
from fitness_app.training.workouts.views import LineView, SetView, WorkoutCard, WorkoutView

WorkoutId = Annotated[int, Path(ge=1, le=MOST_ID)]
Key = Annotated[
    str,
    Path(
        description="A UUID, made by the caller",
        pattern="^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
    ),
]


class Target(BaseModel):
    """What a set aims at."""

    load_kg: float | None
    reps_min: int | None
    reps_max: int | None
    rpe: float | None
    duration_s: float | None
    distance_m: float | None


class Set(BaseModel):
    """A set: what was done, as it was entered too, beside what was aimed at."""

    id: str
    exercise_id: str
    """Of the exercise within the workout."""
    set_type: str
    load_kg: float | None
    entered_load: float | None
    entered_unit: str
    reps: int | None
    duration_s: float | None
    distance_m: float | None
    rpe: float | None
    is_done: bool
    done_at: datetime | None
    target: Target


class WorkoutExercise(BaseModel):
    """An exercise within a workout."""

    id: str
    exercise: str
    """Its slug."""
    name: str
    superset: int | None
    """Exercises with the same number take turns."""
    swapped_from: str
    rest_s: int | None
    notes: str
    sets: list[Set]


class Workout(BaseModel):
    """A workout, whole; it runs while it has no end."""

    id: int
    client_uuid: str
    name: str
    plan: str
    started_at: datetime
    ended_at: datetime | None
    time_zone: str
    local_date: date
    session_rpe: float | None
    rating: int | None
    notes: str
    effort_scale: str
    working_sets: int
    volume_kg: float | None
    exercises: list[WorkoutExercise]


class WorkoutLine(BaseModel):
    """A finished workout as a line of a list."""

    id: int
    name: str
    local_date: date
    minutes: int
    working_sets: int
    volume_kg: float | None
    rating: int | None
    exercises: list[str]
    records: int


class Workouts(BaseModel):
    """One page of finished workouts, newest first."""

    count: int
    next: str | None
    previous: str | None
    items: list[WorkoutLine]


_TARGET = {
    "load_kg": 62.5,
    "reps_min": 8,
    "reps_max": 8,
    "rpe": None,
    "duration_s": None,
    "distance_m": None,
}
SET_EXAMPLE: dict[str, Any] = {
    "id": "6f1c1f39-6f3c-4a55-9c43-6a2e7b1f0c11",
    "exercise_id": "0b8f5a52-6d0f-4c55-8f0e-0d1f5a3c7e21",
    "set_type": "working",
    "load_kg": 62.5,
    "entered_load": 62.5,
    "entered_unit": "kg",
    "reps": 8,
    "duration_s": None,
    "distance_m": None,
    "rpe": 8.0,
    "is_done": True,
    "done_at": "2026-01-31T17:12:00Z",
    "target": _TARGET,
}
WORKOUT_EXAMPLE: dict[str, Any] = {
    "id": 12,
    "client_uuid": "7d9f2a58-4a6b-4d36-9f9f-8b6a2c1d4e90",
    "name": "Upper B",
    "plan": "Strength block",
    "started_at": "2026-01-31T17:00:00Z",
    "ended_at": "2026-01-31T17:52:00Z",
    "time_zone": "Europe/Berlin",
    "local_date": "2026-01-31",
    "session_rpe": 7.0,
    "rating": 4,
    "notes": "",
    "effort_scale": "rpe",
    "working_sets": 1,
    "volume_kg": 500.0,
    "exercises": [
        {
            "id": "0b8f5a52-6d0f-4c55-8f0e-0d1f5a3c7e21",
            "exercise": "barbell-bench-press",
            "name": "Barbell bench press",
            "superset": None,
            "swapped_from": "",
            "rest_s": 120,
            "notes": "",
            "sets": [SET_EXAMPLE],
        }
    ],
}
LINE_EXAMPLE: dict[str, Any] = {
    "id": 12,
    "name": "Upper B",
    "local_date": "2026-01-31",
    "minutes": 52,
    "working_sets": 17,
    "volume_kg": 6240.0,
    "rating": 4,
    "exercises": ["Barbell bench press", "Chest-supported row"],
    "records": 1,
}


def measured(description: str) -> Entry:
    """A quantity of a set: a number, or text as people type it; null for none."""
    return entries.number(description, nullable=True)


SET = Body(
    {
        "exercise_id": SET_EXAMPLE["exercise_id"],
        "load": 62.5,
        "load_unit": "kg",
        "reps": 8,
        "rpe": 8,
        "is_done": True,
    },
    exercise_id=entries.text("Of the exercise within the workout"),
    set_type=entries.choice(*SetType, description="'working' if it is left out"),
    load=measured("In `load_unit`: the load, the added weight, or the help"),
    load_unit=entries.choice(*KILOGRAMS, description="'kg' if it is left out"),
    reps=measured("Whole repetitions, at most 1,000"),
    duration=measured("Seconds, or minutes and seconds such as 1:30"),
    distance=measured("In `distance_unit`"),
    distance_unit=entries.choice(*METRES, description="'m' if it is left out"),
    rpe=measured("From 6 to 10"),
    rir=measured("Reps in reserve, from 0 to 4, instead of the RPE"),
    is_done=entries.yes_or_no("True if it is left out; false for a set that is only planned"),
    done_at=entries.text("When it was done, ISO 8601; now if it is left out", required=False),
)


def set_sent(sent: Sent) -> SetSent:
    """A set as a body tells it. Raises Invalid."""
    return SetSent(
        line_uuid=sent["exercise_id"],
        set_type=sent["set_type"] or SetType.WORKING,
        load=sent["load"],
        load_unit=sent["load_unit"] or "kg",
        reps=sent["reps"],
        duration=sent["duration"],
        distance=sent["distance"],
        distance_unit=sent["distance_unit"] or "m",
        rpe=sent["rpe"],
        rir=sent["rir"],
        is_done=sent["is_done"] != "false",
        done_at=sent["done_at"],
    )


def several(description: str) -> Entry:
    """A list of ids."""

    def read(raw: Any) -> list[str]:
        if not isinstance(raw, list) or any(not isinstance(each, str) for each in raw):
            raise FieldError("Send a list of ids.")
        return raw

    items = {"type": "array", "items": {"type": "string"}, "description": description}
    return Entry(items, read)


def whole_number(description: str, *, least: int, most: int, required: bool = False) -> Entry:
    """A whole number within limits."""

    def read(raw: Any) -> int:
        is_whole = not isinstance(raw, bool) and isinstance(raw, int | float) and raw == raw // 1
        if not is_whole or not least <= raw <= most:
            raise FieldError(f"Send a whole number from {least:,} to {most:,}.")
        return int(raw)

    schema = {"type": "integer", "minimum": least, "maximum": most, "description": description}
    return Entry(schema, read, required)


def shown(view: WorkoutView) -> Workout:
    """A workout as an answer."""
    same = ("id", "client_uuid", "name", "started_at", "ended_at", "time_zone", "local_date")
    same += ("session_rpe", "rating", "notes", "effort_scale", "working_sets", "volume_kg")
    return Workout(
        **{name: getattr(view, name) for name in same},
        plan=view.plan_name,
        exercises=[_line(line) for line in view.lines],
    )


def shown_set(view: SetView) -> Set:
    """A set as an answer."""
    same = ("load_kg", "entered_load", "entered_unit", "reps", "duration_s", "distance_m", "rpe")
    same += ("is_done", "done_at")
    aims = ("load_kg", "reps_min", "reps_max", "rpe", "duration_s", "distance_m")
    return Set(
        id=view.client_uuid,
        exercise_id=view.line_uuid,
        set_type=view.set_type,
        target=Target(**{name: getattr(view.target, name) for name in aims}),
        **{name: getattr(view, name) for name in same},
    )


def shown_card(card: WorkoutCard) -> WorkoutLine:
    """A finished workout as a line of an answer."""
    same = ("id", "name", "local_date", "minutes", "working_sets", "volume_kg", "rating", "records")
    return WorkoutLine(
        **{name: getattr(card, name) for name in same}, exercises=list(card.movements)
    )


def _line(line: LineView) -> WorkoutExercise:
    return WorkoutExercise(
        id=line.client_uuid,
        exercise=line.movement.slug,
        name=line.movement.name,
        superset=line.superset,
        swapped_from=line.swapped_from,
        rest_s=line.rest_s,
        notes=line.notes,
        sets=[shown_set(one) for one in line.sets],
    )
