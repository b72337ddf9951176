"""Records: the best of each kind by day, and which days beat all before.

The first day of a kind is its baseline, not a record. Everything is in one unit, and warm-ups
count in nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from fitness_app.training.formulas.strength import (
    E1RM_JUMP,
    MOST_REPS,
    E1rm,
    e1rm,
    is_held_for_review,
    volume_load,
)
from fitness_app.training.words import Mode, RecordKind, SetType

NOTICEABLE = 0.01
"""By how much a record must be better: pounds written in kilograms differ by less."""
PACE_FROM_M = 400.0
"""Over how far a pace can be a record."""

LOWER_IS_BETTER = frozenset({RecordKind.LEAST_HELP, RecordKind.PACE})
_NOT_ALONE = frozenset({SetType.PARTIAL, SetType.FORCED, SetType.ISOMETRIC})
_LOADED = frozenset({Mode.WEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT})
_HELD = frozenset({Mode.DURATION, Mode.DURATION_WEIGHT})
_FAR = frozenset({Mode.DISTANCE_DURATION, Mode.WEIGHT_DISTANCE})
_HEAVY = _LOADED | {Mode.DURATION_WEIGHT, Mode.WEIGHT_DISTANCE}
_ESTIMATED = _LOADED | {Mode.ASSISTED_BODYWEIGHT}

Key = tuple[RecordKind, int]
"""A kind, and of how many reps where that matters, else 0."""


class DoneSet(NamedTuple):
    """A set that was done, with what it moved as far as that is known."""

    set_id: int
    workout_id: int
    at: datetime
    set_type: str
    load_kg: float | None
    reps: int | None
    duration_s: float | None
    distance_m: float | None
    rpe: float | None
    effective_kg: float | None
    is_held: bool = False
    """Whether it is no best of anything until its member says that it is right."""

    @property
    def counts(self) -> bool:
        """Whether it is a working set in which something was done."""
        return self.set_type != SetType.WARMUP and bool(
            self.reps or self.duration_s or self.distance_m
        )


class Doubt(NamedTuple):
    """How far a set's e1RM jumps over the best of the days before."""

    e1rm_kg: float
    best_kg: float


class Best(NamedTuple):
    """The best of one kind within a day."""

    value: float
    set_id: int | None
    workout_id: int
    at: datetime


@dataclass(slots=True)
class DayTally:
    """What was done of an exercise on a day, summed up."""

    day: date
    working_sets: int = 0
    reps: int = 0
    volume_kg: float | None = None
    best_e1rm_kg: float | None = None
    is_low_confidence: bool = False
    heaviest_kg: float | None = None
    most_reps: int | None = None
    longest_s: float | None = None
    distance_m: float | None = None
    bests: dict[Key, Best] = field(default_factory=dict)
    enough: float = 0.0
    """The heaviest load for twelve reps or more, which no lighter set of fewer can beat."""


class Record(NamedTuple):
    """A best that beat all days before."""

    kind: RecordKind
    reps: int
    value: float
    previous_value: float
    day: date
    best: Best


def tally_day(day: date, mode: str, sets: Iterable[DoneSet], *, per_side: bool) -> DayTally:
    """Sum up the sets of one exercise on one day, in the order they were done.

    Volume is None where the load of a set that has reps is unknown, or nothing has reps. Sets
    that are held count in the sums, and as the best of nothing.
    """
    tally = DayTally(day)
    volumes: dict[int, tuple[float | None, datetime]] = {}
    held: set[int] = set()
    for done in sets:
        if not done.counts:
            continue
        tally.working_sets += 1
        if done.is_held:
            held.add(done.workout_id)
        if done.reps:
            volume = volume_load(done.effective_kg, done.reps, per_side=per_side)
            so_far, _ = volumes.get(done.workout_id, (0.0, done.at))
            both = None if volume is None or so_far is None else so_far + volume
            volumes[done.workout_id] = both, done.at
            _count_reps(tally, mode, done, volume)
        if done.duration_s or done.distance_m:
            _count_time_and_way(tally, mode, done)
    _sum_volumes(tally, volumes, held)
    return tally


def _count_reps(tally: DayTally, mode: str, done: DoneSet, volume: float | None) -> None:
    reps = done.reps or 0
    tally.reps += reps
    if done.is_held:
        return
    tally.most_reps = max(tally.most_reps or 0, reps)
    if volume:
        _note(tally, RecordKind.SET_VOLUME, volume, done)
    if done.set_type in _NOT_ALONE:
        return
    if mode == Mode.BODYWEIGHT_REPS:
        _note(tally, RecordKind.MOST_REPS, reps, done)
    estimate = _estimate(mode, done)
    if estimate and estimate.kg > (tally.best_e1rm_kg or 0.0):
        tally.best_e1rm_kg, tally.is_low_confidence = estimate.kg, estimate.is_low_confidence
        _note(tally, RecordKind.BEST_E1RM, estimate.kg, done)
    if mode == Mode.ASSISTED_BODYWEIGHT and done.load_kg is not None:
        _note(tally, RecordKind.LEAST_HELP, done.load_kg, done)
    if mode in _LOADED and done.load_kg:
        tally.heaviest_kg = max(tally.heaviest_kg or 0.0, done.load_kg)
        _note(tally, RecordKind.HEAVIEST_LOAD, done.load_kg, done)
        if reps <= MOST_REPS:
            _note(tally, RecordKind.REP_MAX, done.load_kg, done, reps)
        if reps >= MOST_REPS:
            tally.enough = max(tally.enough, done.load_kg)


def _estimate(mode: str, done: DoneSet) -> E1rm | None:
    if mode not in _ESTIMATED or done.set_type in _NOT_ALONE:
        return None
    return e1rm(done.effective_kg or 0.0, done.reps or 0, done.rpe)


def _count_time_and_way(tally: DayTally, mode: str, done: DoneSet) -> None:
    if done.duration_s:
        tally.longest_s = max(tally.longest_s or 0.0, done.duration_s)
        if mode in _HELD:
            _note(tally, RecordKind.LONGEST_HOLD, done.duration_s, done)
    if done.distance_m:
        tally.distance_m = (tally.distance_m or 0.0) + done.distance_m
        if mode in _FAR:
            _note(tally, RecordKind.DISTANCE, done.distance_m, done)
        if mode == Mode.DISTANCE_DURATION and done.duration_s and done.distance_m >= PACE_FROM_M:
            _note(tally, RecordKind.PACE, done.duration_s / (done.distance_m / 1000), done)
    if mode in _HEAVY - _LOADED and done.load_kg:
        tally.heaviest_kg = max(tally.heaviest_kg or 0.0, done.load_kg)
        _note(tally, RecordKind.HEAVIEST_LOAD, done.load_kg, done)


def _note(tally: DayTally, kind: RecordKind, value: float, done: DoneSet, reps: int = 0) -> None:
    best = tally.bests.get((kind, reps))
    if best is None or _is_better(kind, value, best.value):
        tally.bests[kind, reps] = Best(value, done.set_id, done.workout_id, done.at)


def _sum_volumes(
    tally: DayTally, volumes: dict[int, tuple[float | None, datetime]], held: set[int]
) -> None:
    known = {workout: (kg, at) for workout, (kg, at) in volumes.items() if kg is not None}
    if volumes and len(known) == len(volumes):
        tally.volume_kg = sum(kg for kg, _ in known.values())
    for workout, (kg, at) in known.items():
        best = tally.bests.get((RecordKind.SESSION_VOLUME, 0))
        if kg and workout not in held and (best is None or kg > best.value):
            tally.bests[RecordKind.SESSION_VOLUME, 0] = Best(kg, None, workout, at)


class Bests:
    """The bests of an exercise so far, to which its days are added, oldest first."""

    def __init__(self) -> None:
        self.of: dict[Key, tuple[date, Best]] = {}
        """The best of each kind, and when it was first reached."""
        self._at_least = [0.0] * (MOST_REPS + 2)
        """The heaviest load for so many reps or more."""
        self._held: list[float] = []

    def doubtful(
        self, mode: str, sets: Iterable[DoneSet], *, confirmed: Mapping[int, float]
    ) -> dict[int, Doubt]:
        """Sets of the next day whose e1RM jumps by more than a quarter, to be asked about.

        `confirmed` has the e1RM up to which a member said of a set that it is right. A jump that
        another day bears out is asked about once: from the second day on it counts.
        """
        best = self.of.get((RecordKind.BEST_E1RM, 0))
        if best is None:
            return {}
        estimates = {
            done.set_id: estimate.kg
            for done in sets
            if done.counts and (estimate := _estimate(mode, done))
        }
        sure = [
            kg
            for it, kg in estimates.items()
            if it in confirmed and kg <= confirmed[it] + NOTICEABLE
        ]
        from_kg = max([best[1].value, *sure])
        found = {
            it: Doubt(kg, from_kg)
            for it, kg in estimates.items()
            if is_held_for_review(kg, best_kg=from_kg) and not self._is_borne_out(kg)
        }
        self._held += {doubt.e1rm_kg for doubt in found.values()}
        return found

    def _is_borne_out(self, e1rm_kg: float) -> bool:
        most = 1 + E1RM_JUMP
        return any(held / most <= e1rm_kg <= held * most for held in self._held)

    def add(self, tally: DayTally) -> Iterator[Record]:
        """Add the next day; its records, if it has any."""
        found = []
        for key, best in tally.bests.items():
            kind, reps = key
            before = self.of.get(key)
            if kind == RecordKind.REP_MAX:
                found += self._rep_max(tally, reps, best, is_first=before is None)
            elif before and _is_noticeable(kind, best.value, before[1].value):
                found.append(Record(kind, 0, best.value, before[1].value, tally.day, best))
            if before is None or _is_better(kind, best.value, before[1].value):
                self.of[key] = tally.day, best
        for (kind, reps), best in tally.bests.items():
            if kind == RecordKind.REP_MAX:
                self._lift(reps, best.value)
        self._lift(MOST_REPS, tally.enough)
        yield from found

    def _rep_max(
        self, tally: DayTally, reps: int, best: Best, *, is_first: bool
    ) -> Iterator[Record]:
        """A load lifted more often already, before or on the same day, is no record at fewer."""
        before = self._at_least[reps]
        today = max(
            (
                other.value
                for (kind, more), other in tally.bests.items()
                if kind == RecordKind.REP_MAX and more > reps
            ),
            default=0.0,
        )
        if reps < MOST_REPS:
            today = max(today, tally.enough)
        if not is_first and best.value > before + NOTICEABLE and best.value > today + NOTICEABLE:
            yield Record(RecordKind.REP_MAX, reps, best.value, before, tally.day, best)

    def _lift(self, reps: int, load_kg: float) -> None:
        for fewer in range(1, reps + 1):
            self._at_least[fewer] = max(self._at_least[fewer], load_kg)


def records_of(tallies: Iterable[DayTally]) -> list[Record]:
    """The records of an exercise from all its days, oldest first."""
    bests = Bests()
    return [record for tally in tallies for record in bests.add(tally)]


def _is_better(kind: RecordKind, value: float, than: float) -> bool:
    return value < than if kind in LOWER_IS_BETTER else value > than


def _is_noticeable(kind: RecordKind, value: float, than: float) -> bool:
    better_by = than - value if kind in LOWER_IS_BETTER else value - than
    return better_by > NOTICEABLE
