"""Reading what a trainer asks of an exercise: every field checked, each fault said by its name."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from fitness_app.kit.errors import Invalid, noting
from fitness_app.training.units import UNITS, read_number
from fitness_app.training.words import LoadKind, Mode, Progression, SetType

Code = TypeVar("Code", bound=StrEnum)

FIELDS = (
    "sets", "reps", "duration", "distance", "load_kind", "load", "unit", "rest", "tempo",
    "set_type", "note", "progression", "increment", "increment_percent", "reps_goal",
    "fails_allowed", "rounding",
)  # fmt: skip
"""What can be asked; each as text, '' for nothing."""

IN_REPS = {
    Mode.WEIGHT_REPS,
    Mode.BODYWEIGHT_REPS,
    Mode.WEIGHTED_BODYWEIGHT,
    Mode.ASSISTED_BODYWEIGHT,
}
WITH_LOAD = {
    Mode.WEIGHT_REPS,
    Mode.WEIGHTED_BODYWEIGHT,
    Mode.ASSISTED_BODYWEIGHT,
    Mode.DURATION_WEIGHT,
    Mode.WEIGHT_DISTANCE,
}
WITH_E1RM = {Mode.WEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT}
TIMED = {Mode.DURATION, Mode.DURATION_WEIGHT, Mode.DISTANCE_DURATION}
OVER_DISTANCE = {Mode.DISTANCE_DURATION, Mode.WEIGHT_DISTANCE}

NOTE_LENGTH = 300
LONGEST_S, LONGEST_REST_S = 6 * 3600, 1800
_REPS = re.compile(r"([0-9]{1,4})(?:\s*(?:-|–|to)\s*([0-9]{1,4}))?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_TEMPO = re.compile(r"[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{1,2}|X)-[0-9]{1,2}")


def read_ask(mode: Mode, asked: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a prescription from what was typed; raises Invalid with every fault.

    `asked` has texts by the names of FIELDS; one that isn't there is as it was left empty. Reps
    are '5' or '8-12'; durations and rests seconds or '1:30'; loads and increments in `unit`.
    """
    problems: dict[str, str] = {}
    text = {field: asked.get(field, "").strip() for field in FIELDS}
    columns: dict[str, Any] = {}
    for read in (_read_work, _read_load, _read_manner, _read_progression):
        with noting(problems):
            columns |= read(mode, text, problems)
    if not problems:
        with noting(problems):
            _check_together(columns)
    if problems:
        raise Invalid(**problems)
    return columns


def _read_work(mode: Mode, text: Mapping[str, str], problems: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = dict.fromkeys(("reps_min", "reps_max", "duration_s", "distance_m"))
    with noting(problems):
        columns["sets"] = _whole(text["sets"] or "1", "sets", 1, 30)
    with noting(problems):
        if mode in IN_REPS:
            columns["reps_min"], columns["reps_max"] = _reps(text["reps"], text["set_type"])
    with noting(problems):
        if mode in TIMED and text["duration"]:
            columns["duration_s"] = _seconds(text["duration"], "duration", LONGEST_S)
    with noting(problems):
        if mode in OVER_DISTANCE and text["distance"]:
            columns["distance_m"] = _number(text["distance"], "distance", 1, 200_000, "400")
    with noting(problems):
        _check_measured(mode, text)
    return columns


def _check_measured(mode: Mode, text: Mapping[str, str]) -> None:
    if mode is Mode.DISTANCE_DURATION and not (text["distance"] or text["duration"]):
        raise Invalid(duration="Say how long, or how far.")
    if mode in TIMED - {Mode.DISTANCE_DURATION} and not text["duration"]:
        raise Invalid(duration="Say how long: seconds, or minutes as 1:30.")
    if mode is Mode.WEIGHT_DISTANCE and not text["distance"]:
        raise Invalid(distance="Say how far, in metres.")


def _read_load(mode: Mode, text: Mapping[str, str], problems: dict[str, str]) -> dict[str, Any]:
    kind = _code(LoadKind, text["load_kind"] or "none", "load_kind")
    if kind is LoadKind.NONE:
        return {"load_kind": kind, "load_value": None}
    if kind is LoadKind.KG and mode not in WITH_LOAD:
        raise Invalid(load_kind="This exercise takes no load. Choose another kind.")
    if kind is LoadKind.PERCENT_E1RM and mode not in WITH_E1RM:
        raise Invalid(load_kind="There is no one-rep max of this exercise. Choose another kind.")
    value = 0.0
    with noting(problems):
        value = _load_value(kind, text)
    return {"load_kind": kind, "load_value": value}


def _load_value(kind: LoadKind, text: Mapping[str, str]) -> float:
    if kind is LoadKind.KG:
        return _weight(text["load"], text["unit"], "load", 1400)
    if kind is LoadKind.PERCENT_E1RM:
        return _number(text["load"], "load", 20, 120, "75")
    rpe = _number(text["load"], "load", 6, 10, "8")
    if (rpe * 2) % 1:
        raise Invalid(load="An RPE goes by halves, such as 8.5.")
    return rpe


def _read_manner(mode: Mode, text: Mapping[str, str], problems: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {"rest_s": None, "tempo": text["tempo"].upper()}
    with noting(problems):
        if text["rest"]:
            columns["rest_s"] = _seconds(text["rest"], "rest", LONGEST_REST_S, least=0)
    if columns["tempo"] and not _TEMPO.fullmatch(columns["tempo"]):
        problems["tempo"] = "Four counts, such as 3-1-1-0: down, pause, up, pause."
    with noting(problems):
        columns["set_type"] = _code(SetType, text["set_type"] or "working", "set_type")
    if len(text["note"]) > NOTE_LENGTH:
        problems["note"] = f"Keep it to {NOTE_LENGTH} characters."
    columns["note"] = text["note"]
    return columns


def _read_progression(
    mode: Mode, text: Mapping[str, str], problems: dict[str, str]
) -> dict[str, Any]:
    columns: dict[str, Any] = dict.fromkeys(("increment_kg", "increment_percent", "reps_goal"))
    rule = _code(Progression, text["progression"] or "none", "progression")
    columns["progression"] = rule
    with noting(problems):
        columns["fails_allowed"] = _whole(text["fails_allowed"] or "3", "fails_allowed", 1, 10)
    with noting(problems):
        columns["rounding_kg"] = (
            _weight(text["rounding"], text["unit"], "rounding", 20) if text["rounding"] else 2.5
        )
    if rule is Progression.NONE:
        return columns
    if mode not in WITH_LOAD & IN_REPS:
        raise Invalid(progression="Only what is done for reps with a load can grow by itself.")
    with noting(problems):
        if rule is Progression.PERCENT:
            columns["increment_percent"] = _number(
                text["increment_percent"], "increment_percent", 0.1, 20, "2.5"
            )
        else:
            columns["increment_kg"] = _weight(text["increment"], text["unit"], "increment", 50)
    with noting(problems):
        if rule is Progression.REPS_SUM:
            columns["reps_goal"] = _whole(text["reps_goal"], "reps_goal", 1, 3000)
    return columns


def _check_together(columns: Mapping[str, Any]) -> None:
    low, high = columns["reps_min"], columns["reps_max"]
    if columns["progression"] is Progression.DOUBLE and (low is None or low == high):
        raise Invalid(reps="Double progression climbs through a range of reps, such as 8-12.")
    goal = columns["reps_goal"]
    if goal is not None and low is not None and goal < low * columns["sets"]:
        raise Invalid(reps_goal=f"The sets ask for {low * columns['sets']} reps at least.")


def _reps(text: str, set_type: str) -> tuple[int | None, int | None]:
    if not text and set_type in (SetType.AMRAP, SetType.FAILURE):
        return None, None
    found = _REPS.fullmatch(text)
    if found is None:
        raise Invalid(reps="Say how many, such as 5 or 8-12.")
    low, high = int(found[1]), int(found[2] or found[1])
    if not 1 <= low <= high <= 1000:
        raise Invalid(reps="From 1 to 1,000, the smaller number first.")
    return low, high


def read_seconds(text: str, field: str) -> int:
    """A span as seconds or as minutes and seconds, '90' or '1:30'. Raises Invalid."""
    return _seconds(text.strip(), field, LONGEST_S)


def _seconds(text: str, field: str, most: int, *, least: int = 1) -> int:
    clock = _CLOCK.fullmatch(text)
    if clock:
        seconds = int(clock[1]) * 60 + int(clock[2])
    elif re.fullmatch(r"[0-9]{1,6}", text):
        seconds = int(text)
    else:
        raise Invalid(**{field: "Seconds, or minutes as 1:30."})
    if not least <= seconds <= most:
        raise Invalid(**{field: f"At most {most // 60} minutes."})
    return seconds


def _whole(text: str, field: str, least: int, most: int) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else least - 1
    if not least <= number <= most:
        raise Invalid(**{field: f"A whole number from {least} to {most}."})
    return number


def _number(text: str, field: str, least: float, most: float, example: str) -> float:
    value = read_number(text, field=field, example=example)
    if not least <= value <= most:
        raise Invalid(**{field: f"From {least:g} to {most:g}."})
    return value


def _weight(text: str, unit: str, field: str, most_kg: float) -> float:
    kilograms = UNITS["lb" if unit == "lb" else "kg"].to_stored(
        read_number(text, field=field, example="2.5")
    )
    if not 0 < kilograms <= most_kg:
        raise Invalid(**{field: f"More than nothing, and at most {most_kg:g} kg."})
    return round(kilograms, 4)


def _code(codes: type[Code], text: str, field: str) -> Code:
    try:
        return codes(text)
    except ValueError:
        raise Invalid(**{field: "Choose one of the list."}) from None
