"""What a set of strength training says: e1RM, effective load, volume, and what can't be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fitness_app.training.words import Mode

MOST_REPS, CONFIDENT_REPS = 12, 10
HEAVIEST_KG, MOST_REPS_IN_A_SET = 1400.0, 1000
EARLIEST_YEAR = 2000
AHEAD = timedelta(hours=24)
E1RM_JUMP = 0.25

OF_A_LOAD = (Mode.WEIGHT_REPS,)
OF_A_BODY = (Mode.BODYWEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT)


@dataclass(frozen=True, slots=True)
class E1rm:
    """An estimated one-rep maximum."""

    kg: float
    is_low_confidence: bool
    """Whether it came from more than ten reps (Reynolds 2006)."""


def rir(rpe: float | None) -> float:
    """Reps in reserve, 10 − RPE; none in reserve where no RPE was given."""
    return 0.0 if rpe is None else 10.0 - rpe


def epley(load_kg: float, reps: float) -> float:
    """Epley (1985): w(1 + r/30); at one rep it is the load itself."""
    return load_kg if reps <= 1 else load_kg * (1 + reps / 30)


def brzycki(load_kg: float, reps: float) -> float:
    """Brzycki (1993): w·36/(37 − r), for fewer than 37 reps."""
    return load_kg * 36 / (37 - reps)


def e1rm(load_kg: float, reps: int, rpe: float | None = None) -> E1rm | None:
    """The lower of Epley's and Brzycki's, with r = reps + RIR, for r from 1 to 12; else None."""
    r = reps + rir(rpe)
    if reps < 1 or r > MOST_REPS or load_kg <= 0:
        return None
    return E1rm(min(epley(load_kg, r), brzycki(load_kg, r)), r > CONFIDENT_REPS)


def load_for(e1rm_kg: float, reps: int, rpe: float | None = None) -> float:
    """The load that somebody with this e1RM lifts so often; the inverse of `e1rm`."""
    r = min(float(MOST_REPS), reps + rir(rpe))
    return e1rm_kg / min(epley(1.0, r), brzycki(1.0, r))


def effective_load(
    mode: str, *, load_kg: float | None, bodyweight_fraction: float, body_kg: float | None
) -> float | None:
    """What is moved: w; f·BW; f·BW + w; f·BW − assist. None where it can't be known.

    `body_kg` is the latest body weight on or before the day.
    """
    if mode in OF_A_LOAD:
        return load_kg
    if mode not in OF_A_BODY or (body_kg is None and bodyweight_fraction):
        return None
    body = bodyweight_fraction * (body_kg or 0.0)
    if mode == Mode.BODYWEIGHT_REPS:
        return body
    if mode == Mode.WEIGHTED_BODYWEIGHT:
        return body + (load_kg or 0.0)
    return None if load_kg is None else max(0.0, body - load_kg)


def volume_load(effective_kg: float | None, reps: int, *, per_side: bool) -> float | None:
    """Effective load × reps, both sides counted; None for an unknown load."""
    return None if effective_kg is None else effective_kg * reps * (2 if per_side else 1)


def implausible_set(*, load_kg: float | None = None, reps: int | None = None) -> str:
    """What is impossible about a set, '' if nothing: more than 1,400 kg or 1,000 reps."""
    if load_kg is not None and not 0 <= load_kg <= HEAVIEST_KG:
        return f"Enter a load from 0 to {HEAVIEST_KG:,.0f} kg."
    if reps is not None and not 0 <= reps <= MOST_REPS_IN_A_SET:
        return f"Enter from 0 to {MOST_REPS_IN_A_SET:,} reps."
    return ""


def implausible_time(at: datetime, *, now: datetime) -> str:
    """What is impossible about when, '' if nothing: before 2000 or over 24 hours ahead."""
    if at.year < EARLIEST_YEAR:
        return f"Choose a day from {EARLIEST_YEAR} on."
    return "That is in the future." if at > now + AHEAD else ""


def is_held_for_review(e1rm_kg: float, *, best_kg: float | None) -> bool:
    """Whether an e1RM jumps by more than a quarter over the best before."""
    return best_kg is not None and e1rm_kg > best_kg * (1 + E1RM_JUMP)
