"""The shape of our own export: all of a member's training, versioned, checked when it is read."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
)

from fitness_app.training.imports.contents import MOST_WORKOUTS
from fitness_app.training.metric_types import METRICS
from fitness_app.training.words import (
    AssignmentStatus,
    BlockKind,
    Equipment,
    ExerciseState,
    Force,
    Level,
    LoadKind,
    Mechanic,
    Mode,
    Muscle,
    Progression,
    ScheduleMode,
    SessionStatus,
    SetType,
)

T = TypeVar("T")

FORMAT = "fitness-app-training"
VERSION = 1
MOST_NAMES = 10_000


def _can_be_kept(text: str) -> str:
    if "\0" in text:
        raise ValueError("a character that can't be kept")
    return text


def _is_known(code: str) -> str:
    if code not in METRICS:
        raise ValueError("a metric we don't know")
    return code


def _are_few(names: Any) -> Any:
    if isinstance(names, dict) and len(names) > MOST_NAMES:
        raise ValueError(f"more than {MOST_NAMES:,} names")
    return names


def up_to(longest: int, *, shortest: int = 0) -> Any:
    """Of at most so many letters."""
    return Field(min_length=shortest, max_length=longest)


def within(low: float, high: float) -> Any:
    """Between two numbers, both included."""
    return Field(ge=low, le=high)


Many = Annotated[list[T], FailFast()]
"""Read up to the first that can't be used: a note of each would outweigh the file many times."""
Words = Annotated[str, AfterValidator(_can_be_kept)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
Load = Annotated[Number, within(0, 1400)]
Reps = Annotated[int, within(0, 1000)]
Seconds = Annotated[Number, within(0, 604_800)]
Metres = Annotated[Number, within(0, 1_000_000)]
Rpe = Annotated[Number, within(6, 10)]
Rest = Annotated[int, within(0, 604_800)]
Percent = Annotated[Number, within(0, 1000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Movement(_Part):
    """An exercise that the rest refers to by its slug: the club's, or the member's own."""

    slug: Slug
    is_own: bool
    name: Annotated[Words, up_to(100, shortest=1)]
    other_names: Many[Annotated[Words, up_to(100)]] = []
    mode: Mode
    force: Force | None = None
    level: Level = Level.BEGINNER
    mechanic: Mechanic | None = None
    equipment: Equipment | None = None
    per_side: bool = False
    bodyweight_fraction: Annotated[Number, within(0, 1)] = 0.0
    instructions: Many[Annotated[Words, up_to(2000)]] = []
    primary: Many[Muscle] = []
    secondary: Many[Muscle] = []
    substitutes: Many[Slug] = []
    state: ExerciseState = ExerciseState.PUBLISHED


class Set(_Part):
    """A set of a session."""

    client_uuid: Key
    position: Annotated[int, within(0, 100_000)]
    set_type: SetType = SetType.WORKING
    load_kg: Load | None = None
    entered_load: Annotated[Number, within(0, 4000)] | None = None
    entered_unit: Literal["", "kg", "lb"] = ""
    reps: Reps | None = None
    duration_s: Seconds | None = None
    distance_m: Metres | None = None
    rpe: Rpe | None = None
    rest_s: Rest | None = None
    target_load_kg: Load | None = None
    target_reps_min: Reps | None = None
    target_reps_max: Reps | None = None
    target_rpe: Rpe | None = None
    target_duration_s: Seconds | None = None
    target_distance_m: Metres | None = None
    is_done: bool = False
    done_at: AwareDatetime | None = None


class Part(_Part):
    """An exercise of a session."""

    client_uuid: Key
    exercise: Slug
    position: Annotated[int, within(0, 100_000)]
    superset: Annotated[int, within(0, 100_000)] | None = None
    swapped_from: Slug | None = None
    prescription: Annotated[Words, up_to(200)] | None = None
    rest_s: Rest | None = None
    notes: Annotated[Words, up_to(1000)] = ""
    sets: Many[Set] = []


class Session(_Part):
    """A logged session."""

    client_uuid: Key
    name: Annotated[Words, up_to(100, shortest=1)]
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    time_zone: Annotated[Words, up_to(64)]
    local_date: Day
    session_rpe: Annotated[Number, within(0, 10)] | None = None
    rating: Annotated[int, within(1, 5)] | None = None
    notes: Annotated[Words, up_to(2000)] = ""
    visibility: Literal["private", "followers", "club"] = "private"
    effort_scale: Literal["rpe", "rir"] = "rpe"
    exercises: Many[Part] = []


class Measurement(_Part):
    """A measurement."""

    client_uuid: Key
    metric: Annotated[str, AfterValidator(_is_known)]
    value: Annotated[Number, within(0, 100_000)]
    entered_value: Annotated[Number, within(0, 100_000)]
    entered_unit: Annotated[Words, up_to(8)]
    measured_at: AwareDatetime
    time_zone: Annotated[Words, up_to(64)]
    local_date: Day


class Adjustment(_Part):
    """A change of a goal."""

    at: AwareDatetime
    old_target_value: Annotated[Number, within(0, 1e9)]
    new_target_value: Annotated[Number, within(0, 1e9)]
    old_due_on: Day
    new_due_on: Day
    note: Annotated[Words, up_to(200)] = ""


class GoalPart(_Part):
    """A goal, with what was changed of it."""

    kind: Literal[
        "metric", "exercise_e1rm", "exercise_reps", "sessions_per_week", "distance", "duration"
    ]
    metric: Annotated[str, AfterValidator(lambda code: code and _is_known(code))] = ""
    exercise: Slug | None = None
    at_load_kg: Load | None = None
    at_distance_m: Annotated[Number, within(0, 1_000_000)] | None = None
    start_value: Annotated[Number, within(0, 1e9)]
    target_value: Annotated[Number, within(0, 1e9)]
    starts_on: Day
    due_on: Day
    status: Literal["active", "reached", "dropped"]
    ended_at: AwareDatetime | None = None
    created_at: AwareDatetime
    adjustments: Many[Adjustment] = []


class Leave(_Part):
    """Days off."""

    starts_on: Day
    ends_on: Day
    reason: Annotated[Words, up_to(200)] = ""


class Item(_Part):
    """A prescription; `ref` is what sessions of this document call it by."""

    ref: Annotated[Words, up_to(200, shortest=1)]
    exercise: Slug
    position: Annotated[int, within(0, 1000)]
    sets: Annotated[int, within(1, 30)]
    reps_min: Annotated[int, within(1, 1000)] | None = None
    reps_max: Annotated[int, within(1, 1000)] | None = None
    duration_s: Annotated[int, within(0, 604_800)] | None = None
    distance_m: Metres | None = None
    load_kind: LoadKind = LoadKind.NONE
    load_value: Annotated[Number, within(0, 1400)] | None = None
    rest_s: Rest | None = None
    tempo: Annotated[Words, up_to(16)] = ""
    set_type: SetType = SetType.WORKING
    note: Annotated[Words, up_to(300)] = ""
    progression: Progression = Progression.NONE
    increment_kg: Load | None = None
    increment_percent: Percent | None = None
    reps_goal: Annotated[int, within(0, 30_000)] | None = None
    fails_allowed: Annotated[int, within(0, 1000)] = 3
    rounding_kg: Annotated[Number, within(0, 100)] = 2.5


class BlockPart(_Part):
    """Exercises of a plan's day that belong together."""

    position: Annotated[int, within(0, 1000)]
    kind: BlockKind = BlockKind.STRAIGHT
    rounds: Annotated[int, within(0, 1000)] | None = None
    duration_s: Annotated[int, within(0, 604_800)] | None = None
    items: Many[Item] = []


class DayPart(_Part):
    """One session of a plan."""

    week: Annotated[int, within(1, 52)]
    position: Annotated[int, within(0, 1000)]
    name: Annotated[Words, up_to(80)]
    weekday: Annotated[int, within(0, 6)] | None = None
    is_deload: bool = False
    blocks: Many[BlockPart] = []


class VersionPart(_Part):
    """An edition of a plan that the member is or was on."""

    number: Annotated[int, within(1, 1_000_000)]
    weeks: Annotated[int, within(1, 52)]
    sessions_per_week: Annotated[int, within(1, 14)]
    schedule_mode: ScheduleMode
    notes: Annotated[Words, up_to(2000)] = ""
    days: Many[DayPart] = []


class PlanPart(_Part):
    """A plan, as far as the member is or was on it."""

    slug: Slug
    name: Annotated[Words, up_to(100, shortest=1)]
    summary: Annotated[Words, up_to(500)] = ""
    level: Level
    versions: Many[VersionPart] = []


class Scheduled(_Part):
    """A session that a plan asks for; its day is named by week and position."""

    week: Annotated[int, within(1, 52)]
    position: Annotated[int, within(0, 1000)]
    sequence: Annotated[int, within(0, 100_000)]
    due_on: Day | None = None
    moved_from: Day | None = None
    status: SessionStatus
    workout: Key | None = None


class Enrolment(_Part):
    """A member on a plan."""

    plan: Slug
    version: Annotated[int, within(1, 1_000_000)]
    starts_on: Day
    weekdays: Many[Annotated[int, within(0, 6)]] = []
    status: AssignmentStatus
    paused_on: Day | None = None
    ended_at: AwareDatetime | None = None
    created_at: AwareDatetime
    sessions: Many[Scheduled] = []


class Confirmed(_Part):
    """That somebody said of a set far above all before that it is right."""

    set_key: Key
    e1rm_kg: Annotated[Number, within(0, 100_000)]
    best_kg: Annotated[Number, within(0, 100_000)]
    confirmed_at: AwareDatetime


class Document(_Part):
    """All of a member's training. Records and sums are not in it: they are derived again."""

    format: Literal["fitness-app-training"]
    version: Literal[1]
    exported_at: datetime
    exercises: Many[Movement] = []
    workouts: Annotated[Many[Session], Field(max_length=MOST_WORKOUTS)] = []
    measurements: Many[Measurement] = []
    goals: Many[GoalPart] = []
    leave: Many[Leave] = []
    plans: Many[PlanPart] = []
    enrolments: Many[Enrolment] = []
    confirmed: Many[Confirmed] = []
    names: Annotated[dict[Annotated[Words, up_to(200)], Slug], BeforeValidator(_are_few)] = {}
