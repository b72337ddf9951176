"""How what was done of a plan's sessions splits: how hard, how much, and of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

NEAR_LOAD, NEAR_RPE = 0.95, 1.0
"""How near what was asked for a set has to be: 95 % of the load, or an RPE within one."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    done: float = 0.0
    of: int = 0

    @property
    def rate(self) -> float | None:
        """Done ÷ all; None where there was nothing to do."""
        return self.done / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Split:
    """Of the sessions that were begun: sets as hard, as long, and of what was asked for."""

    intensity: Share = Share()
    time: Share = Share()
    type: Share = Share()


class AskedExercise(NamedTuple):
    """What a session asked for of an exercise."""

    sets: int
    load_kg: float | None = None
    rpe: float | None = None
    duration_s: float | None = None
    distance_m: float | None = None


class SetOfPlan(NamedTuple):
    """A done set of an exercise that was asked for, with what stood beside it."""

    load_kg: float | None = None
    rpe: float | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    target_load_kg: float | None = None
    target_rpe: float | None = None
    is_help: bool = False
    """Whether the load is help, of which less is harder."""


def split(work: Iterable[tuple[AskedExercise, list[SetOfPlan]]]) -> Split:
    """Sum up begun sessions, exercise by exercise: what was asked for, and the sets done of it."""
    hard, rated, exercises, all_exercises = 0, 0, 0, 0
    time, sets = 0.0, 0
    for asked, done in work:
        verdicts = [is_hard_enough(one, asked) for one in done]
        hard += verdicts.count(True)
        rated += len(verdicts) - verdicts.count(None)
        time += min(float(asked.sets), sum(_length(one, asked) for one in done))
        sets += asked.sets
        exercises += bool(done)
        all_exercises += 1
    return Split(Share(hard, rated), Share(time, sets), Share(exercises, all_exercises))


def is_hard_enough(done: SetOfPlan, asked: AskedExercise) -> bool | None:
    """Whether a set came near the load or the effort asked for; None where none was, or is said."""
    load = done.target_load_kg if done.target_load_kg is not None else asked.load_kg
    if load is not None and done.load_kg is not None:
        if done.is_help:
            return done.load_kg * NEAR_LOAD <= load
        return done.load_kg >= load * NEAR_LOAD
    rpe = done.target_rpe if done.target_rpe is not None else asked.rpe
    if rpe is None or done.rpe is None:
        return None
    return abs(done.rpe - rpe) <= NEAR_RPE


def _length(done: SetOfPlan, asked: AskedExercise) -> float:
    """A set is one; of what is asked for in seconds or metres, the share of them."""
    if asked.duration_s and done.duration_s:
        return min(1.0, done.duration_s / asked.duration_s)
    if asked.distance_m and done.distance_m:
        return min(1.0, done.distance_m / asked.distance_m)
    return 1.0
