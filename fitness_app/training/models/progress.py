"""The tables derived from sets, leave, and what members choose to be measured by."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime
from fitness_app.training.models.constraints import one_of
from fitness_app.training.words import RecordKind


class ExerciseDay(SQLModel, table=True):
    """What a member did of an exercise on a day, summed up so that progress opens at once.

    Derived from done sets of finished workouts, warm-ups left out; rebuilt when one changes.
    """

    __tablename__ = "exercise_days"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (Index("ix_exercise_days_member_day", "member_id", "local_date"),)

    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    exercise_id: int = Field(
        foreign_key="exercises.id", ondelete="CASCADE", primary_key=True, index=True
    )
    local_date: date = Field(primary_key=True)
    working_sets: int
    reps: int
    volume_kg: float | None = None
    best_e1rm_kg: float | None = None
    is_low_confidence: bool = False
    """Whether the best e1RM came from more than ten reps."""
    heaviest_kg: float | None = None
    most_reps: int | None = None
    longest_s: float | None = None
    distance_m: float | None = None


class PersonalRecord(SQLModel, table=True):
    """A best that a member reached, derived from their sets."""

    __tablename__ = "personal_records"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("member_id", "exercise_id", "kind", "reps", "achieved_on"),
        one_of("kind", RecordKind),
        Index("ix_personal_records_member_day", "member_id", "achieved_on"),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    exercise_id: int = Field(foreign_key="exercises.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=16)
    reps: int = 0
    """For a rep maximum: of how many; else 0."""
    value: float
    """In kg, kg × reps, seconds, metres, or seconds per kilometre, after its kind."""
    previous_value: float
    set_id: int | None = Field(
        default=None, foreign_key="set_entries.id", ondelete="CASCADE", index=True
    )
    """None for the record of a whole session."""
    workout_id: int = Field(foreign_key="workouts.id", ondelete="CASCADE", index=True)
    achieved_on: date
    achieved_at: datetime = Field(sa_type=UtcDateTime)


class HeldSet(SQLModel, table=True):
    """A set whose e1RM jumps too far to be believed unasked; no record until its member says so.

    Derived as records are, but for what the member said.
    """

    __tablename__ = "held_sets"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (Index("ix_held_sets_member", "member_id", "exercise_id", "local_date"),)

    set_id: int = Field(foreign_key="set_entries.id", ondelete="CASCADE", primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    exercise_id: int = Field(foreign_key="exercises.id", ondelete="CASCADE", index=True)
    workout_id: int = Field(foreign_key="workouts.id", ondelete="CASCADE", index=True)
    local_date: date
    e1rm_kg: float
    best_kg: float
    """The best of the days before."""
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its member said that it is right, up to that e1RM; None while it is asked."""


class OwedDerivation(SQLModel, table=True):
    """That an exercise of somebody's is to be derived anew, as its sets count otherwise now."""

    __tablename__ = "owed_derivations"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    exercise_id: int = Field(
        foreign_key="exercises.id", ondelete="CASCADE", primary_key=True, index=True
    )


class LeavePeriod(SQLModel, table=True):
    """Days off that a member announced: they break no streak and count in no adherence."""

    __tablename__ = "leave_periods"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        Index("ix_leave_periods_member", "member_id", "starts_on"),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    starts_on: date
    ends_on: date
    reason: str = Field(default="", max_length=200)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class TrainingPreference(SQLModel, table=True):
    """By what a member wants their training to be measured; without a row by the usual."""

    __tablename__ = "training_preferences"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint("hard_sets_low BETWEEN 0 AND 99", name="hard_sets_low"),
        CheckConstraint("hard_sets_high BETWEEN hard_sets_low + 1 AND 100", name="hard_sets_high"),
    )

    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    hard_sets_low: int
    """Of the band of hard sets a muscle and week that they aim at."""
    hard_sets_high: int
