"""What a plan asks for, as others see it: days, blocks and prescriptions; sessions that are due."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fitness_app.training.words import (
    BlockKind,
    LoadKind,
    Mode,
    Progression,
    SessionStatus,
    SetType,
)

When = Literal["today", "missed", "later", "over"]


@dataclass(frozen=True, slots=True)
class PrescriptionView:
    """What is asked of one exercise, and how that grows."""

    id: int
    exercise_id: int
    exercise_slug: str
    exercise_name: str
    mode: Mode
    per_side: bool
    equipment: str
    sets: int
    reps_min: int | None
    reps_max: int | None
    duration_s: int | None
    distance_m: float | None
    load_kind: LoadKind
    load_value: float | None
    """In kg; in percent of the e1RM; or an RPE from 6 to 10."""
    rest_s: int | None
    tempo: str
    set_type: SetType
    note: str
    progression: Progression
    increment_kg: float | None
    increment_percent: float | None
    reps_goal: int | None
    fails_allowed: int
    rounding_kg: float


@dataclass(frozen=True, slots=True)
class BlockView:
    """Exercises of a day that belong together."""

    id: int
    kind: BlockKind
    rounds: int | None
    duration_s: int | None
    """Of an AMRAP as a whole; of one interval of an EMOM."""
    prescriptions: tuple[PrescriptionView, ...]

    def sets_of(self, prescription: PrescriptionView) -> int:
        """How many sets of it are asked for: in a circuit or an EMOM its sets count per round."""
        return prescription.sets * (self.rounds or 1)


@dataclass(frozen=True, slots=True)
class DayView:
    """One session of a plan."""

    id: int
    week: int
    """From 1."""
    position: int
    """From 0 within its week."""
    name: str
    weekday: int | None
    """0 for Monday; None where the plan is a sequence."""
    is_deload: bool
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class DueSession:
    """A session that somebody's plan asks of them."""

    scheduled_id: int
    assignment_id: int
    plan_name: str
    plan_slug: str
    weeks: int
    """How many the plan has."""
    sequence: int
    """From 0 through the whole plan."""
    day_id: int
    day_name: str
    week: int
    is_deload: bool
    due_on: date | None
    """None for those of a sequence that haven't come up."""
    moved_from: date | None
    status: SessionStatus
    is_sequence: bool
    """Whether its sessions follow one another whenever one trains."""
    workout_id: int | None
    blocks: tuple[BlockView, ...]

    def when(self, today: date) -> When:
        """Where it stands on a day; of a sequence nothing is missed, it is only up."""
        if self.status is not SessionStatus.PLANNED:
            return "over"
        if self.due_on is None or self.due_on > today:
            return "later"
        return "today" if self.is_sequence or self.due_on == today else "missed"

    @property
    def sets_prescribed(self) -> int:
        """How many sets it asks for in all."""
        return sum(block.sets_of(each) for block in self.blocks for each in block.prescriptions)
