"""What a plan asks for, as others see it: days, blocks and prescriptions; sessions that are due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from fitness_app.training.words import (
    AssignmentStatus,
    BlockKind,
    Level,
    LoadKind,
    Mode,
    PlanState,
    Progression,
    ScheduleMode,
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
class WeekEffort:
    """How much a week of a plan asks for, beside its hardest week."""

    week: int
    sessions: int
    effort: float
    """1 for the hardest week, 0 for one that asks for nothing."""
    is_deload: bool


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in one of its versions, at a glance."""

    plan_id: int
    version_id: int
    slug: str
    name: str
    summary: str
    level: Level
    state: PlanState
    trainer_id: int | None
    """Who wrote it; None for the club's own."""
    author: str
    number: int
    """Of the version, from 1."""
    weeks: int
    sessions_per_week: int
    """Of its fullest week."""
    schedule_mode: ScheduleMode
    notes: str
    revision: int
    published_at: datetime | None
    efforts: tuple[WeekEffort, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan in one of its versions, with all that it asks for."""

    card: PlanCard
    days: tuple[DayView, ...]

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week that its fullest week is written for, 0 for Monday."""
        weeks: dict[int, list[int]] = {}
        for day in self.days:
            weeks.setdefault(day.week, []).append(
                day.position if day.weekday is None else day.weekday
            )
        return tuple(sorted(max(weeks.values(), key=len, default=[])))


@dataclass(frozen=True, slots=True)
class TrainerPlan:
    """A plan in the trainers' list: what is out, what is being written, who follows it."""

    plan_id: int
    slug: str
    name: str
    level: Level
    state: PlanState
    author: str
    published: int | None
    """The number of the latest version that is out."""
    draft_version_id: int | None
    version_id: int
    """The latest version, a draft or not."""
    weeks: int
    sessions_per_week: int
    followers: int
    """Members who are on it now, paused ones too."""


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """A member on a plan."""

    id: int
    plan_slug: str
    plan_name: str
    version: int
    latest_version: int
    """The newest that is out; one can go over to it."""
    latest_sessions_per_week: int
    weeks: int
    sessions_per_week: int
    starts_on: date
    weekdays: tuple[int, ...]
    """Empty for a sequence."""
    status: AssignmentStatus
    paused_on: date | None
    ends_on: date | None
    """The day of the last session that has one."""
    week: int
    """Of the next session, or of the last."""
    done: int
    partial: int
    skipped: int
    excused: int
    total: int
    assigned_by: str
    """The trainer who chose it, or ''."""


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
