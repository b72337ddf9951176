"""Workouts as their member may see them."""

from dataclasses import dataclass
from datetime import date, datetime

from fitness_app.training.words import Equipment, Mode, Muscle, SetType


@dataclass(frozen=True, slots=True)
class TargetView:
    """What a set aims at; None where nothing is asked for."""

    load_kg: float | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    rpe: float | None = None
    duration_s: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class SetView:
    """A set: what was done, as it was typed too, beside what was aimed at."""

    client_uuid: str
    line_uuid: str
    set_type: SetType
    load_kg: float | None
    entered_load: float | None
    entered_unit: str
    reps: int | None
    duration_s: float | None
    distance_m: float | None
    rpe: float | None
    rest_s: int | None
    target: TargetView
    is_done: bool
    done_at: datetime | None
    id: int = 0

    @property
    def is_warm_up(self) -> bool:
        return self.set_type is SetType.WARMUP


@dataclass(frozen=True, slots=True)
class MovementView:
    """The exercise of a line, as far as logging needs to know it."""

    id: int
    slug: str
    name: str
    mode: Mode
    equipment: Equipment | None
    per_side: bool
    muscles: tuple[Muscle, ...]
    """The ones it is for mainly."""


@dataclass(frozen=True, slots=True)
class LineView:
    """An exercise within a workout, with its sets in order."""

    client_uuid: str
    movement: MovementView
    superset: int | None
    swapped_from: str
    """The name of the exercise whose place it took; '' for none."""
    rest_s: int | None
    notes: str
    sets: tuple[SetView, ...]
    prescription_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkoutView:
    """One session of a member."""

    id: int
    client_uuid: str
    name: str
    plan_name: str
    """'' for a freestyle one."""
    started_at: datetime
    ended_at: datetime | None
    time_zone: str
    local_date: date
    session_rpe: float | None
    rating: int | None
    notes: str
    effort_scale: str
    source: str
    working_sets: int
    volume_kg: float | None
    lines: tuple[LineView, ...] = ()

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def minutes(self) -> int | None:
        """How long it took, in whole minutes; None while it runs."""
        if self.ended_at is None:
            return None
        return round((self.ended_at - self.started_at).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class WorkoutCard:
    """A past workout as a line of a list."""

    id: int
    name: str
    local_date: date
    minutes: int
    working_sets: int
    volume_kg: float | None
    rating: int | None
    movements: tuple[str, ...]
    """The names of its exercises, in order."""
    records: int
