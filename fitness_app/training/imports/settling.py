"""From a file's own words to what is kept: kilograms, metres, instants, and keys made of a hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid
from fitness_app.training.imports.bundle import Bundle, NewExercise, NewWorkout
from fitness_app.training.imports.contents import (
    Contents,
    FileExercise,
    FileSet,
    FileWorkout,
    Problems,
    RowRefusedError,
)
from fitness_app.training.units import KG_PER_LB, M_PER_MI

EARLIEST_YEAR = 2000
AHEAD = timedelta(hours=24)
MOST_KG, MOST_REPS = 1400, 1000
MOST_SECONDS, MOST_METRES = 604_800, 1_000_000
LOWEST_RPE, HIGHEST_RPE = 6, 10
LONGEST_NOTES, LONGEST_EXERCISE_NOTES = 2000, 1000
LOAD_UNITS = ("kg", "lb")
DISTANCE_UNITS = ("m", "km", "mi")

_KEYS = UUID("6f2a1f0e-52c0-4d0c-9d5e-1f4a5c1b7a10")
"""What keys are derived under: the same session of the same file has the same one for ever."""
_KG = {"kg": 1.0, "lb": KG_PER_LB}
_METRES = {"m": 1.0, "km": 1000.0, "mi": M_PER_MI}


@dataclass(frozen=True, slots=True)
class Said:
    """What the member says where the file doesn't: units, and the zone it was trained in."""

    unit: str
    distance_unit: str
    time_zone: str


def read_said(unit: str, distance_unit: str, time_zone: str) -> Said:
    """Check what was chosen; raises Invalid by field."""
    problems: dict[str, str] = {}
    if unit not in LOAD_UNITS:
        problems["unit"] = "Choose kilograms or pounds."
    if distance_unit not in DISTANCE_UNITS:
        problems["distance_unit"] = "Choose metres, kilometres or miles."
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        problems["time_zone"] = "Choose a time zone from the list."
    if problems:
        raise Invalid(**problems)
    return Said(unit, distance_unit, time_zone)


def settle(contents: Contents, said: Said) -> Bundle:
    """What a file would have us keep, given what is said of it; rows past measure are noted."""
    bundle = Bundle(
        contents.format,
        contents.rows,
        problems=Problems(list(contents.problems.first), contents.problems.count),
        asks_for_unit=contents.asks_for_unit,
        asks_for_distance_unit=contents.asks_for_distance_unit,
    )
    settler = _Settler(said, bundle.problems)
    for workout in contents.workouts:
        settled = settler.workout(workout)
        if settled.exercises:
            bundle.workouts.append(settled)
    bundle.problems.first.sort(key=lambda problem: problem.row)
    return bundle


class _Settler:
    """Settles sessions with the same answers."""

    def __init__(self, said: Said, problems: Problems) -> None:
        self._said = said
        self._zone = ZoneInfo(said.time_zone)
        self._latest = clock.now() + AHEAD
        self._problems = problems

    def workout(self, found: FileWorkout) -> NewWorkout:
        started_at = found.started.replace(tzinfo=self._zone).astimezone(UTC)
        ended_at = found.ended.replace(tzinfo=self._zone).astimezone(UTC)
        key = uuid5(_KEYS, f"{found.started.isoformat()}|{found.name}")
        is_possible = found.started.year >= EARLIEST_YEAR and started_at <= self._latest
        parts = list(self._exercises(found, key, started_at)) if is_possible else []
        if not is_possible:
            self._refuse_all(found)
        values = {
            "client_uuid": str(key),
            "name": found.name,
            "started_at": started_at,
            "ended_at": max(started_at, ended_at),
            "time_zone": self._said.time_zone,
            "local_date": found.started.date(),
            "notes": self._cut(found.notes, LONGEST_NOTES, found.row),
            "source": "import",
        }
        return NewWorkout(values, parts)

    def _exercises(
        self, found: FileWorkout, key: UUID, started_at: datetime
    ) -> Iterator[NewExercise]:
        for place, part in enumerate(found.exercises):
            part_key = uuid5(key, str(place))
            sets = list(self._sets(part, part_key, started_at))
            if not sets:
                continue
            values = {
                "client_uuid": str(part_key),
                "position": place,
                "superset": part.superset,
                "notes": self._cut(part.notes, LONGEST_EXERCISE_NOTES, part.sets[0].row),
            }
            yield NewExercise(part.name, values, sets)

    def _sets(
        self, part: FileExercise, key: UUID, started_at: datetime
    ) -> Iterator[dict[str, Any]]:
        place = 0
        for one in part.sets:
            try:
                values = self._set(one)
            except RowRefusedError as problem:
                self._problems.note(one.row, str(problem))
                continue
            yield {
                "client_uuid": str(uuid5(key, str(place))),
                "position": place,
                "is_done": True,
                "done_at": started_at,
                **values,
            }
            place += 1

    def _set(self, one: FileSet) -> dict[str, Any]:
        unit = one.load_unit or self._said.unit
        load_kg = None if one.load is None else one.load * _KG[unit]
        metres = _METRES[one.distance_unit or self._said.distance_unit]
        return {
            "set_type": one.set_type,
            "load_kg": _within(load_kg, 0, MOST_KG, "the weight", "kg"),
            "entered_load": one.load,
            "entered_unit": "" if one.load is None else unit,
            "reps": _within(one.reps, 0, MOST_REPS, "reps"),
            "duration_s": _within(one.duration_s, 0, MOST_SECONDS, "the duration", "seconds"),
            "distance_m": _within(
                None if one.distance is None else one.distance * metres,
                0, MOST_METRES, "the distance", "metres",
            ),
            "rpe": _within(one.rpe, LOWEST_RPE, HIGHEST_RPE, "RPE"),
            "rest_s": _within(one.rest_s, 0, MOST_SECONDS, "the rest", "seconds"),
        }  # fmt: skip

    def _refuse_all(self, found: FileWorkout) -> None:
        early = found.started.year < EARLIEST_YEAR
        text = "is from before the year 2000" if early else "is more than a day ahead of now"
        for part in found.exercises:
            for one in part.sets:
                self._problems.note(one.row, f"its date {text}")

    def _cut(self, text: str, longest: int, row: int) -> str:
        if len(text) <= longest:
            return text
        self._problems.note(row, f"its note was cut to the first {longest:,} letters")
        return text[:longest]


def _within(value: Any, low: float, high: float, what: str, unit: str = "") -> Any:
    if value is None or low <= value <= high:
        return value
    said = f"{value:,.10g} {unit}".strip()
    raise RowRefusedError(f"{what} of {said} can’t be: {low:,} to {high:,} {unit}".strip())
