"""What a set of each kind of exercise is counted in, and how it is read from what is typed."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid, noting
from fitness_app.training.units import KG_PER_LB, M_PER_MI
from fitness_app.training.words import Mode, SetType

MOST_KG, MOST_REPS = 1400, 1000
MOST_SECONDS, MOST_METRES = 7 * 24 * 3600, 1_000_000
LOWEST_RPE, HIGHEST_RPE = 6, 10
LONGEST_REST = 3600
AHEAD = timedelta(hours=24)
EARLIEST_YEAR = 2000
METRES = {"m": 1.0, "km": 1000.0, "mi": M_PER_MI}
KILOGRAMS = {"kg": 1.0, "lb": KG_PER_LB}

_NUMBER = re.compile(r"[0-9]{1,40}(?:[.,][0-9]{1,9})?")
_WHOLE = re.compile(r"[0-9]{1,40}")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-5][0-9](?:[.,][0-9])?)")


class Measure(StrEnum):
    """A quantity of a set."""

    LOAD = "load"
    REPS = "reps"
    DURATION = "duration"
    DISTANCE = "distance"


MEASURES: Mapping[Mode, tuple[Measure, ...]] = {
    Mode.WEIGHT_REPS: (Measure.LOAD, Measure.REPS),
    Mode.BODYWEIGHT_REPS: (Measure.REPS,),
    Mode.WEIGHTED_BODYWEIGHT: (Measure.LOAD, Measure.REPS),
    Mode.ASSISTED_BODYWEIGHT: (Measure.LOAD, Measure.REPS),
    Mode.DURATION: (Measure.DURATION,),
    Mode.DURATION_WEIGHT: (Measure.LOAD, Measure.DURATION),
    Mode.DISTANCE_DURATION: (Measure.DISTANCE, Measure.DURATION),
    Mode.WEIGHT_DISTANCE: (Measure.LOAD, Measure.DISTANCE),
}
_LOAD_MAY_BE_LEFT_OUT = {Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT}
_MISSING = {
    Measure.LOAD: "Enter the load; 0 if there is none.",
    Measure.REPS: "Enter how many reps you did.",
    Measure.DURATION: "Enter how long it took, such as 1:30.",
    Measure.DISTANCE: "Enter how far you went.",
}


@dataclass(frozen=True, slots=True)
class SetSent:
    """A set as somebody's browser or program sends it: numbers as they were typed, '' for none."""

    line_uuid: str
    set_type: str = SetType.WORKING
    load: str = ""
    load_unit: str = "kg"
    reps: str = ""
    duration: str = ""
    """Seconds, or minutes and seconds with a colon."""
    distance: str = ""
    distance_unit: str = "m"
    rpe: str = ""
    rir: str = ""
    """Instead of the RPE: reps that were left."""
    is_done: bool = True
    done_at: str = ""
    """When it was ticked, ISO 8601 with an offset, for one that is sent late; '' for now."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns of a set that what was sent says."""

    set_type: SetType
    load_kg: float | None
    entered_load: float | None
    entered_unit: str
    reps: int | None
    duration_s: float | None
    distance_m: float | None
    rpe: float | None
    is_done: bool
    done_at: datetime | None


def read_set(sent: SetSent, mode: Mode) -> Reading:
    """Read what was sent of a set of an exercise counted that way; other quantities are dropped.

    Raises Invalid by field: set_type, load, load_unit, reps, duration, distance, distance_unit,
    rpe, rir, done_at.
    """
    problems: dict[str, str] = {}
    kind, rpe, done_at = SetType.WORKING, None, None
    found = dict.fromkeys(Measure)
    for measure in MEASURES[mode]:
        with noting(problems):
            found[measure] = _READERS[measure](sent)
    with noting(problems):
        kind = read_set_type(sent.set_type)
    with noting(problems):
        rpe = read_effort(sent.rpe, sent.rir)
    with noting(problems):
        done_at = _read_done_at(sent.done_at) if sent.is_done else None
    if sent.is_done:
        missing = _missing(mode, found).items()
        problems = {m: text for m, text in missing if f"{m}_unit" not in problems} | problems
    if problems:
        raise Invalid(**problems)
    load, reps = found[Measure.LOAD], found[Measure.REPS]
    return Reading(
        set_type=kind,
        load_kg=None if load is None else load * KILOGRAMS[sent.load_unit],
        entered_load=load,
        entered_unit=sent.load_unit if Measure.LOAD in MEASURES[mode] else "",
        reps=None if reps is None else int(reps),
        duration_s=found[Measure.DURATION],
        distance_m=found[Measure.DISTANCE],
        rpe=rpe,
        is_done=sent.is_done,
        done_at=done_at,
    )


def read_set_type(text: str) -> SetType:
    """Read a set's type. Raises Invalid under 'set_type'."""
    try:
        return SetType(text)
    except ValueError:
        raise Invalid(set_type="Choose a type of set from the list.") from None


def read_effort(rpe: str, rir: str) -> float | None:
    """Read an RPE, or reps in reserve, as RPE; None if neither is said.

    Raises Invalid under 'rpe' or 'rir'.
    """
    if rir.strip():
        left = _read_number(rir, "rir", "2")
        if left > HIGHEST_RPE - LOWEST_RPE:
            raise Invalid(rir="Reps in reserve go from 0 to 4. Leave it empty above that.")
        return HIGHEST_RPE - left
    if not rpe.strip():
        return None
    effort = _read_number(rpe, "rpe", "8")
    if not LOWEST_RPE <= effort <= HIGHEST_RPE:
        raise Invalid(rpe="RPE goes from 6 to 10. Leave it empty below that.")
    return effort


def read_duration(text: str, *, field: str = "duration") -> float | None:
    """Read seconds, 'm:ss' or 'h:mm:ss'; None for nothing. Raises Invalid under `field`."""
    text = text.strip()
    if not text:
        return None
    if told := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in told.groups())
        total = hours * 3600 + minutes * 60 + seconds
    else:
        total = _read_number(text, field, "1:30")
    if total > MOST_SECONDS:
        raise Invalid(**{field: "That is more than a week. Check the minutes and seconds."})
    return total


def read_instant(text: str, *, field: str) -> datetime:
    """An instant that training can have: from 2000 on, and no more than a day ahead.

    What is ahead by less is somebody's wrong clock, and taken as now. Raises Invalid under `field`.
    """
    now = clock.now()
    try:
        at = datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise Invalid(**{field: "Say the time with its offset, such as 2026-01-31T08:30:00Z."})
    if at > now + AHEAD:
        raise Invalid(**{field: "That is in the future. Check the date."})
    if at.year < EARLIEST_YEAR:
        raise Invalid(**{field: "Choose a day in 2000 or later."})
    return min(at, now)


def _missing(mode: Mode, found: Mapping[Measure, float | None]) -> dict[str, str]:
    """What a done set must say, and doesn't."""
    needed = [measure for measure in MEASURES[mode] if found[measure] is None]
    if mode is Mode.DISTANCE_DURATION and len(needed) < 2:
        return {}  # a run of unknown length is one, and so is one without a watch
    if mode in _LOAD_MAY_BE_LEFT_OUT:
        needed = [measure for measure in needed if measure is not Measure.LOAD]
    return {measure.value: _MISSING[measure] for measure in needed}


def _read_load(sent: SetSent) -> float | None:
    text, unit = sent.load, sent.load_unit
    if unit not in KILOGRAMS:
        raise Invalid(load_unit="Choose kg or lb.")
    if not text.strip():
        return None
    entered = _read_number(text, "load", "62.5")
    if entered * KILOGRAMS[unit] > MOST_KG:
        most = "1,400 kg" if unit == "kg" else "3,086 lb"
        raise Invalid(load=f"At most {most}. Check the number and its unit.")
    return entered


def _read_reps(sent: SetSent) -> float | None:
    text = sent.reps.strip()
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise Invalid(reps="Enter whole reps, such as 8.")
    if int(text) > MOST_REPS:
        raise Invalid(reps="At most 1,000 reps in a set. Check the number.")
    return int(text)


def _read_distance(sent: SetSent) -> float | None:
    text, unit = sent.distance, sent.distance_unit
    if unit not in METRES:
        raise Invalid(distance_unit="Choose m, km or mi.")
    if not text.strip():
        return None
    metres = _read_number(text, "distance", "400" if unit == "m" else "5.2") * METRES[unit]
    if metres > MOST_METRES:
        raise Invalid(distance="At most 1,000 km. Check the number and its unit.")
    return metres


_READERS: Mapping[Measure, Callable[[SetSent], float | None]] = {
    Measure.LOAD: _read_load,
    Measure.REPS: _read_reps,
    Measure.DURATION: lambda sent: read_duration(sent.duration),
    Measure.DISTANCE: _read_distance,
}


def _read_done_at(text: str) -> datetime:
    return read_instant(text, field="done_at") if text.strip() else clock.now()


def _read_number(text: str, field: str, example: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text) or not math.isfinite(number := float(text.replace(",", "."))):
        raise Invalid(**{field: f"Use digits, such as {example}."})
    return number
