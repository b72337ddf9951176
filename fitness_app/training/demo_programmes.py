"""What the demo club's members train: programmes, starting strengths, and how they get on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random


@dataclass(frozen=True, slots=True)
class Ask:
    """An exercise of a day: so many sets of so many reps, seconds or metres."""

    slug: str
    sets: int = 3
    reps: int = 0
    seconds: int = 0
    metres: int = 0
    rest_s: int = 90
    superset: int | None = None
    warmups: int = 0


Day = tuple[str, tuple[Ask, ...]]

FULL_BODY: tuple[Day, ...] = (
    ("Full body A", (
        Ask("back-squat", 3, 6, rest_s=150, warmups=2), Ask("barbell-bench-press", 3, 6, rest_s=150,
        warmups=1), Ask("seated-cable-row", 3, 10), Ask("dumbbell-curl", 2, 12, superset=1),
        Ask("triceps-pushdown", 2, 12, superset=1), Ask("plank", 2, seconds=45, rest_s=60),
    )),
    ("Full body B", (
        Ask("deadlift", 3, 5, rest_s=180, warmups=2), Ask("overhead-press", 3, 8, rest_s=120,
        warmups=1), Ask("lat-pulldown", 3, 10), Ask("walking-lunge", 2, 12),
        Ask("face-pull", 2, 15, rest_s=60),
    )),
)  # fmt: skip
UPPER_LOWER: tuple[Day, ...] = (
    ("Upper, heavy", (
        Ask("barbell-bench-press", 4, 5, rest_s=180, warmups=2), Ask("barbell-row", 4, 6,
        rest_s=150), Ask("overhead-press", 3, 8, rest_s=120), Ask("pull-up", 3, 6),
        Ask("hammer-curl", 2, 12, superset=1), Ask("dumbbell-kickback", 2, 12, superset=1),
    )),
    ("Lower, heavy", (
        Ask("back-squat", 4, 5, rest_s=180, warmups=2), Ask("romanian-deadlift", 3, 8, rest_s=150),
        Ask("leg-press", 3, 10, rest_s=120), Ask("standing-calf-raise", 3, 12, rest_s=60),
        Ask("hanging-knee-raise", 3, 12, rest_s=60),
    )),
    ("Upper, light", (
        Ask("dumbbell-bench-press", 3, 10), Ask("lat-pulldown", 3, 10), Ask(
        "dumbbell-lateral-raise", 3, 15, rest_s=60), Ask("seated-cable-row", 3, 12),
        Ask("dumbbell-curl", 3, 12, superset=1), Ask("rope-pushdown", 3, 12, superset=1),
    )),
    ("Lower, light", (
        Ask("deadlift", 3, 5, rest_s=180, warmups=2), Ask("bulgarian-split-squat", 3, 10),
        Ask("lying-leg-curl", 3, 12), Ask("leg-extension", 3, 12), Ask("seated-calf-raise", 3, 15,
        rest_s=60),
    )),
)  # fmt: skip
PUSH_PULL_LEGS: tuple[Day, ...] = (
    ("Push", (
        Ask("barbell-bench-press", 4, 6, rest_s=150, warmups=2), Ask("incline-dumbbell-bench-press",
        3, 10), Ask("overhead-press", 3, 8, rest_s=120), Ask("dumbbell-lateral-raise", 3, 15,
        rest_s=60), Ask("triceps-pushdown", 3, 12, rest_s=60),
    )),
    ("Pull", (
        Ask("deadlift", 3, 5, rest_s=180, warmups=2), Ask("pull-up", 3, 8), Ask("barbell-row", 3, 8,
        rest_s=120), Ask("face-pull", 3, 15, rest_s=60), Ask("barbell-curl", 3, 10),
    )),
    ("Legs", (
        Ask("back-squat", 4, 6, rest_s=180, warmups=2), Ask("romanian-deadlift", 3, 8, rest_s=120),
        Ask("leg-press", 3, 12), Ask("lying-leg-curl", 3, 12), Ask("standing-calf-raise", 4, 12,
        rest_s=60),
    )),
)  # fmt: skip
NO_EQUIPMENT: tuple[Day, ...] = (
    ("At home, push", (
        Ask("push-up", 4, 12, rest_s=75), Ask("bodyweight-squat", 3, 20, rest_s=60), Ask(
        "pike-push-up", 3, 8, rest_s=75), Ask("plank", 3, seconds=50, rest_s=60),
    )),
    ("At home, pull", (
        Ask("pull-up", 4, 5, rest_s=120), Ask("inverted-row", 3, 10, rest_s=90), Ask(
        "bodyweight-lunge", 3, 12, rest_s=60), Ask("hollow-hold", 3, seconds=30, rest_s=45),
        Ask("glute-bridge", 3, 15, rest_s=45),
    )),
)  # fmt: skip
RUNNING: tuple[Day, ...] = (
    ("Easy run", (Ask("running", 1, metres=5000),)),
    ("Strength for runners", (
        Ask("goblet-squat", 3, 10), Ask("single-leg-romanian-deadlift", 3, 8),
        Ask("side-plank", 2, seconds=40, rest_s=45), Ask("single-leg-calf-raise", 3, 15, rest_s=45),
    )),
    ("Long run", (Ask("running", 1, metres=8500),)),
)  # fmt: skip
MACHINES: tuple[Day, ...] = (
    ("Machines", (
        Ask("machine-chest-press", 3, 12), Ask("machine-row", 3, 12), Ask("leg-press", 3, 12),
        Ask("lying-leg-curl", 2, 12), Ask("assisted-pull-up", 3, 8), Ask("machine-crunch", 2, 15,
        rest_s=60), Ask("rowing-machine", 1, metres=2000),
    )),
    ("Machines and bike", (
        Ask("stationary-bike", 1, metres=9000), Ask("machine-shoulder-press", 3, 12),
        Ask("lat-pulldown", 3, 12), Ask("leg-extension", 3, 12), Ask("cable-crunch", 2, 15,
        rest_s=60),
    )),
)  # fmt: skip
PROGRAMMES: Mapping[str, tuple[Day, ...]] = {
    "full body": FULL_BODY,
    "upper, lower": UPPER_LOWER,
    "push, pull, legs": PUSH_PULL_LEGS,
    "no equipment": NO_EQUIPMENT,
    "running": RUNNING,
    "machines": MACHINES,
}

ONE_REP_MAX: Mapping[str, float] = {
    "back-squat": 1.35, "front-squat": 1.1, "barbell-bench-press": 1.0, "overhead-press": 0.62,
    "deadlift": 1.65, "romanian-deadlift": 1.2, "barbell-row": 0.92, "leg-press": 2.3,
    "lat-pulldown": 0.85, "seated-cable-row": 0.85, "triceps-pushdown": 0.42, "face-pull": 0.34,
    "rope-pushdown": 0.38, "barbell-curl": 0.46, "dumbbell-bench-press": 0.4, "hammer-curl": 0.19,
    "incline-dumbbell-bench-press": 0.34, "dumbbell-curl": 0.18, "dumbbell-lateral-raise": 0.13,
    "walking-lunge": 0.26, "bulgarian-split-squat": 0.27, "lying-leg-curl": 0.55,
    "leg-extension": 0.75, "standing-calf-raise": 1.2, "seated-calf-raise": 0.75,
    "dumbbell-kickback": 0.12, "goblet-squat": 0.46, "single-leg-romanian-deadlift": 0.25,
    "machine-chest-press": 0.85, "machine-row": 0.85, "machine-shoulder-press": 0.6,
    "machine-crunch": 0.6, "cable-crunch": 0.6, "barbell-hip-thrust": 1.6, "dumbbell-row": 0.4,
    "kettlebell-swing": 0.42, "seated-dumbbell-press": 0.28, "power-clean": 0.85,
}  # fmt: skip
"""Of the body's weight, for somebody of strength 1; of one dumbbell, where there are two."""
OTHERWISE = {"barbell": 0.7, "dumbbell": 0.22, "cable": 0.45, "machine": 0.7, "kettlebell": 0.3}
BODYWEIGHT_REPS = {"pull-up": 6, "chin-up": 7, "pike-push-up": 9, "inverted-row": 11, "push-up": 15}
DELOAD_EVERY = 7


@dataclass(frozen=True, slots=True)
class Athlete:
    """How somebody trains: what, how often, how hard, and how they come on."""

    member_id: int
    unit_system: str
    time_zone: str
    first_day: date
    last_day: date
    body_kg: float
    programme: str
    weekdays: tuple[int, ...]
    hour: float
    strength: float
    gain: float
    """How much stronger a year of this makes, as a share."""
    faithful: float
    """The chance of a session on its day."""
    notes_effort: bool
    """Whether they write an RPE down."""
    mood: float
    """Their usual rating, of 5."""
    visibility: str
    away: frozenset[date] = field(default_factory=frozenset)
    leave: tuple[tuple[date, date, str], ...] = ()

    def trains_on(self, day: date, random: Random) -> bool:
        """Whether this is a day with a session."""
        chance = self.faithful * (0.45 if is_holiday(day) else 1)
        is_planned = day.weekday() in self.weekdays and day not in self.away
        # Asked on each day, so that one more day off doesn't alter all that follow.
        return (random.random() < chance) and is_planned

    def one_rep_max(self, slug: str, equipment: str | None, day: date) -> float:
        """What they could lift once on a day, in kg."""
        ratio = ONE_REP_MAX.get(slug) or OTHERWISE.get(equipment or "", 0.4)
        return self.body_kg * ratio * self.strength * self._grown(day)

    def share_grown(self, day: date) -> float:
        """How far they have come on their way, from 0 to nearly 1."""
        weeks = max((day - self.first_day).days, 0) / 7
        return 1 - math.exp(-weeks / 24)

    def is_deload(self, day: date) -> bool:
        """Whether the week is an easy one."""
        return (day - self.first_day).days // 7 % DELOAD_EVERY == DELOAD_EVERY - 1

    def _grown(self, day: date) -> float:
        wave = 0.012 * math.sin(day.toordinal() / 11 + self.member_id)
        return 1 + self.gain * self.share_grown(day) + wave


def is_holiday(day: date) -> bool:
    """Whether most people are away from their week."""
    return (day.month == 12 and day.day >= 21) or (day.month == 1 and day.day <= 3)


def days_off(
    first_day: date, last_day: date, random: Random, *, gaps_a_year: int = 3
) -> frozenset[date]:
    """Journeys and colds: a few spans of days in a year."""
    span = (last_day - first_day).days
    if span < 30:
        return frozenset()
    off: set[date] = set()
    for _ in range(round(span / 365 * gaps_a_year)):
        start = first_day + timedelta(days=random.randrange(span))
        off.update(start + timedelta(days=n) for n in range(random.randint(6, 15)))
    return frozenset(off)


def pick_weekdays(count: int, random: Random) -> tuple[int, ...]:
    """So many days of the week, with rest between them where there is room."""
    patterns: Mapping[int, Sequence[tuple[int, ...]]] = {
        2: ((1, 4), (0, 3), (2, 5)),
        3: ((0, 2, 4), (1, 3, 5), (0, 2, 5)),
        4: ((0, 1, 3, 4), (0, 2, 4, 5), (1, 2, 4, 6)),
        5: ((0, 1, 2, 4, 5), (0, 1, 3, 4, 6)),
    }
    return random.choice(patterns[count])
