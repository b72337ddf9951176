"""What a set of an exercise is counted in, told from what a file says that has no word for it."""

import re

from fitness_app.training.exercises.search_words import fold
from fitness_app.training.words import Equipment, Force, Mode

_OFF_A_MACHINE = (Equipment.BODYWEIGHT, Equipment.OTHER, "")
_UNLOADED = (*_OFF_A_MACHINE, Equipment.BAND, Equipment.EXERCISE_BALL)
_CARRIED = re.compile(r"\b(walk|carry|drag|push|yoke|sled|conan)")
_SHARES = (
    (re.compile(r"\b(pull|chin|muscle) ?-?up|\bpullup|\bchinup"), 1.0),
    (re.compile(r"\bhandstand"), 0.95),
    (re.compile(r"\bbench dip"), 0.55),
    (re.compile(r"\bdips?\b"), 0.95),
    (re.compile(r"\bpush ?-?up|\bpushup"), 0.64),
    (re.compile(r"\binverted row|\bbody(weight)? row"), 0.6),
    (re.compile(r"\b(squat|lunge|step ?-?up)"), 0.88),
    (re.compile(r"\bcalf raise"), 0.97),
    (re.compile(r"\bleg raise|\bknee raise"), 0.4),
    (re.compile(r"\bsit ?-?up"), 0.55),
    (re.compile(r"\bcrunch"), 0.33),
)


def counted_in(name: str, *, category: str, force: str, equipment: str) -> tuple[Mode, float]:
    """An exercise's mode, and the share of the body's weight that it moves, as far as one can say.

    `category`, `force` and `equipment` are those of free-exercise-db, equipment in our codes.
    """
    called = fold(name)
    share = next((share for words, share in _SHARES if words.search(called)), 0.0)
    if category == "cardio" or equipment == Equipment.CARDIO:
        return Mode.DISTANCE_DURATION, 0.0
    if category == "stretching" or equipment == Equipment.FOAM_ROLLER:
        return Mode.DURATION, 0.0
    if category == "strongman" and _CARRIED.search(called):
        return Mode.WEIGHT_DISTANCE, 0.0
    if share >= 0.6 and (loaded := _loaded_body(called, equipment)):
        return loaded, share
    return _strength(force, equipment, share)


def _loaded_body(called: str, equipment: str) -> Mode | None:
    """What pull-ups, dips and push-ups are counted in that are made harder or easier."""
    if "assisted" in called and equipment in (*_OFF_A_MACHINE, Equipment.MACHINE):
        return Mode.ASSISTED_BODYWEIGHT
    if "weighted" in called and equipment in _OFF_A_MACHINE:
        return Mode.WEIGHTED_BODYWEIGHT
    return None


def _strength(force: str, equipment: str, share: float) -> tuple[Mode, float]:
    is_unloaded = equipment in _UNLOADED and not (equipment == Equipment.OTHER and share == 0)
    if force == Force.STATIC:
        return (Mode.DURATION if is_unloaded else Mode.DURATION_WEIGHT), 0.0
    if is_unloaded:
        return Mode.BODYWEIGHT_REPS, share if equipment in _OFF_A_MACHINE else 0.0
    return Mode.WEIGHT_REPS, 0.0
