"""The tables of what members measure and want to reach: entries, goals, adjustments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime

ACTIVE_METRIC_GOAL = "kind = 'metric' AND status = 'active'"


class MetricEntry(SQLModel, table=True):
    """One measurement of a member, in SI units, beside what they typed."""

    __tablename__ = "metric_entries"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("member_id", "client_uuid"),
        Index("ix_metric_entries_member_metric", "member_id", "metric", "local_date"),
        Index("ix_metric_entries_day_member", "local_date", "member_id"),
        Index("ix_metric_entries_created", "created_at"),
        CheckConstraint("source IN ('member', 'trainer', 'import', 'demo')", name="source"),
    )

    id: int = Field(default=None, primary_key=True)
    client_uuid: str = Field(max_length=36)
    """Made by whoever saves, and unique among a member's entries, so that saving twice is once."""
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    metric: str = Field(max_length=32)
    """Code of the metric type: 'body_weight', …"""
    value: float
    """In the metric type's SI unit."""
    entered_value: float
    entered_unit: str = Field(max_length=8)
    measured_at: datetime = Field(sa_type=UtcDateTime)
    time_zone: str = Field(max_length=64)
    local_date: date
    """The calendar day where it was measured, fixed when saved."""
    source: str = Field(default="member", max_length=16)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Goal(SQLModel, table=True):
    """Something a member wants to reach, from a start to a target by a date."""

    __tablename__ = "goals"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint(
            "kind IN ('metric', 'exercise_e1rm', 'exercise_reps', 'sessions_per_week', 'distance',"
            " 'duration')",
            name="kind",
        ),
        CheckConstraint("status IN ('active', 'reached', 'dropped')", name="status"),
        CheckConstraint("start_value <> target_value", name="has_a_way_to_go"),
        CheckConstraint("due_on > starts_on", name="has_time"),
        CheckConstraint("(kind = 'metric') = (metric <> '')", name="metric_of_its_kind"),
        CheckConstraint(
            "kind NOT IN ('exercise_e1rm', 'exercise_reps') OR exercise_id IS NOT NULL",
            name="exercise_of_its_kind",
        ),
        CheckConstraint("at_distance_m IS NULL OR kind = 'duration'", name="distance_of_its_kind"),
        Index(
            "uq_goals_one_active_by_metric",
            "member_id",
            "metric",
            unique=True,
            sqlite_where=text(ACTIVE_METRIC_GOAL),
            postgresql_where=text(ACTIVE_METRIC_GOAL),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=24)
    metric: str = Field(default="", max_length=32)
    """For kind 'metric': the metric type's code."""
    start_value: float
    target_value: float
    starts_on: date
    due_on: date
    status: str = Field(default="active", max_length=16)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    exercise_id: int | None = Field(default=None, foreign_key="exercises.id")
    """For the kinds of an exercise, and for 'distance' and 'duration' if of one."""
    at_load_kg: float | None = None
    """For kind 'exercise_reps': with how much weight."""
    at_distance_m: float | None = None
    """For kind 'duration' where less is better: the time over this distance."""


class GoalAdjustment(SQLModel, table=True):
    """A change of a goal's target or date, kept beside what it was."""

    __tablename__ = "goal_adjustments"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    id: int = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goals.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    old_target_value: float
    new_target_value: float
    old_due_on: date
    new_due_on: date
    note: str = Field(default="", max_length=200)
