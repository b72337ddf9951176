"""The tables of plans: versions with their days, blocks and prescriptions; who follows them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime
from fitness_app.training.models.constraints import one_of
from fitness_app.training.words import (
    AssignmentStatus,
    BlockKind,
    Level,
    LoadKind,
    PlanState,
    Progression,
    ScheduleMode,
    SessionStatus,
    SetType,
)

UNFINISHED = "status IN ('active', 'paused')"
DRAFT = "published_at IS NULL"


class Plan(SQLModel, table=True):
    """A training plan, through all its versions."""

    __tablename__ = "plans"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("slug"),
        one_of("state", PlanState),
        one_of("level", Level),
        Index("ix_plans_state", "state", "name"),
    )

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80)
    name: str = Field(max_length=100)
    summary: str = Field(default="", max_length=500)
    level: str = Field(max_length=16)
    trainer_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="SET NULL", index=True
    )
    """Who wrote it; None for the club's own."""
    state: str = Field(default=PlanState.DRAFT, max_length=16)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class PlanVersion(SQLModel, table=True):
    """One edition of a plan: a draft until it is published, and never changed after."""

    __tablename__ = "plan_versions"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        one_of("schedule_mode", ScheduleMode),
        CheckConstraint("weeks BETWEEN 1 AND 52", name="weeks"),
        CheckConstraint("sessions_per_week BETWEEN 1 AND 14", name="sessions_per_week"),
        Index(
            "uq_plan_versions_one_draft",
            "plan_id",
            unique=True,
            sqlite_where=text(DRAFT),
            postgresql_where=text(DRAFT),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id", ondelete="CASCADE")
    number: int
    weeks: int
    sessions_per_week: int
    schedule_mode: str = Field(default=ScheduleMode.WEEKDAY, max_length=16)
    notes: str = Field(default="", max_length=2000)
    revision: int = 0
    """Counts the changes of a draft: who makes one says which they have seen."""
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class PlanDay(SQLModel, table=True):
    """One session of a plan, in a week of it."""

    __tablename__ = "plan_days"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("version_id", "week", "position"),
        CheckConstraint("week BETWEEN 1 AND 52", name="week"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    )

    id: int = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="plan_versions.id", ondelete="CASCADE")
    week: int
    """From 1."""
    position: int
    """From 0 within its week."""
    name: str = Field(max_length=80)
    weekday: int | None = None
    """0 for Monday; None where the plan is a sequence."""
    is_deload: bool = False


class PlanBlock(SQLModel, table=True):
    """Exercises of a day that belong together."""

    __tablename__ = "plan_blocks"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (UniqueConstraint("day_id", "position"), one_of("kind", BlockKind))

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="plan_days.id", ondelete="CASCADE")
    position: int
    kind: str = Field(default=BlockKind.STRAIGHT, max_length=16)
    rounds: int | None = None
    """Of a circuit or an EMOM; elsewhere the prescriptions' sets say how often."""
    duration_s: int | None = None
    """Of an AMRAP; of one interval of an EMOM."""


class Prescription(SQLModel, table=True):
    """What a plan asks for of one exercise, and how that grows."""

    __tablename__ = "prescriptions"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("block_id", "position"),
        one_of("load_kind", LoadKind),
        one_of("set_type", SetType),
        one_of("progression", Progression),
        CheckConstraint("sets BETWEEN 1 AND 30", name="sets"),
        CheckConstraint("reps_min BETWEEN 1 AND 1000", name="reps_min"),
        CheckConstraint("reps_max BETWEEN reps_min AND 1000", name="reps_max"),
        CheckConstraint("(load_kind = 'none') = (load_value IS NULL)", name="load_value"),
    )

    id: int = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="plan_blocks.id", ondelete="CASCADE")
    position: int
    exercise_id: int = Field(foreign_key="exercises.id", index=True)
    sets: int
    reps_min: int | None = None
    reps_max: int | None = None
    duration_s: int | None = None
    distance_m: float | None = None
    load_kind: str = Field(default=LoadKind.NONE, max_length=16)
    load_value: float | None = None
    """In kg; in percent of the e1RM; or an RPE from 6 to 10."""
    rest_s: int | None = None
    tempo: str = Field(default="", max_length=16)
    set_type: str = Field(default=SetType.WORKING, max_length=16)
    note: str = Field(default="", max_length=300)
    progression: str = Field(default=Progression.NONE, max_length=16)
    increment_kg: float | None = None
    increment_percent: float | None = None
    """For progression 'percent': how much is added to the load."""
    reps_goal: int | None = None
    """For progression 'reps_sum': the reps of all sets together that earn an increment."""
    fails_allowed: int = 3
    """Sessions in a row that may fail before the load falls by a tenth."""
    rounding_kg: float = 2.5


class Assignment(SQLModel, table=True):
    """A member on a plan: it pins the version they enrolled in."""

    __tablename__ = "assignments"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        one_of("status", AssignmentStatus),
        Index(
            "uq_assignments_one_unfinished",
            "member_id",
            "plan_id",
            unique=True,
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
        Index("ix_assignments_version", "version_id", "status"),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    plan_id: int = Field(foreign_key="plans.id")
    version_id: int = Field(foreign_key="plan_versions.id")
    assigned_by_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="SET NULL", index=True
    )
    """The trainer who chose it; None where the member did."""
    starts_on: date
    weekdays: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """On which days the sessions fall, 0 for Monday; empty for a sequence."""
    status: str = Field(default=AssignmentStatus.ACTIVE, max_length=16)
    paused_on: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @property
    def is_sequence(self) -> bool:
        """Whether its sessions follow one another whenever the member trains."""
        return not self.weekdays


class ScheduledSession(SQLModel, table=True):
    """One session that an assignment asks for."""

    __tablename__ = "scheduled_sessions"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("assignment_id", "sequence"),
        UniqueConstraint("workout_id"),
        one_of("status", SessionStatus),
        Index("ix_scheduled_sessions_member_due", "member_id", "due_on"),
    )

    id: int = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignments.id", ondelete="CASCADE")
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    plan_day_id: int = Field(foreign_key="plan_days.id", index=True)
    sequence: int
    """From 0 through the whole plan."""
    due_on: date | None = None
    """None for the sessions of a sequence that have not come up."""
    moved_from: date | None = None
    status: str = Field(default=SessionStatus.PLANNED, max_length=16)
    workout_id: int | None = Field(default=None, foreign_key="workouts.id", ondelete="SET NULL")
