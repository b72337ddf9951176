"""The tables of logged training: workouts, their exercises and sets."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime
from fitness_app.training.models.constraints import one_of
from fitness_app.training.words import SetType

RUNNING = "ended_at IS NULL"


class Workout(SQLModel, table=True):
    """One session of a member, planned or not; unfinished while it has no end."""

    __tablename__ = "workouts"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("member_id", "client_uuid"),
        CheckConstraint("ended_at >= started_at", name="ends_after_it_starts"),
        CheckConstraint("session_rpe BETWEEN 0 AND 10", name="session_rpe"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        CheckConstraint("visibility IN ('private', 'followers', 'club')", name="visibility"),
        CheckConstraint("source IN ('member', 'import', 'demo')", name="source"),
        CheckConstraint("effort_scale IN ('rpe', 'rir')", name="effort_scale"),
        Index("ix_workouts_member_day", "member_id", "local_date"),
        Index("ix_workouts_day_member", "local_date", "member_id"),
        Index(
            "uq_workouts_one_running",
            "member_id",
            unique=True,
            sqlite_where=text(RUNNING),
            postgresql_where=text(RUNNING),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    client_uuid: str = Field(max_length=36)
    """Made by whoever starts it, so that starting twice is once."""
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    name: str = Field(max_length=100)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    time_zone: str = Field(max_length=64)
    local_date: date
    """The calendar day where it was started, fixed when saved."""
    session_rpe: float | None = None
    rating: int | None = None
    notes: str = Field(default="", max_length=2000)
    visibility: str = Field(default="private", max_length=16)
    source: str = Field(default="member", max_length=16)
    effort_scale: str = Field(default="rpe", max_length=3)
    """How effort is typed and shown; it is kept as RPE either way."""
    import_job_id: int | None = Field(
        default=None, foreign_key="import_jobs.id", ondelete="SET NULL", index=True
    )
    working_sets: int = 0
    """Derived from its sets when it is finished or edited, as the next one is."""
    volume_kg: float | None = None
    """None where a body weight would be needed and is not known."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class WorkoutExercise(SQLModel, table=True):
    """An exercise within a workout."""

    __tablename__ = "workout_exercises"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("workout_id", "client_uuid"),
        Index("ix_workout_exercises_exercise", "exercise_id", "workout_id"),
    )

    id: int = Field(default=None, primary_key=True)
    client_uuid: str = Field(max_length=36)
    workout_id: int = Field(foreign_key="workouts.id", ondelete="CASCADE")
    exercise_id: int = Field(foreign_key="exercises.id")
    position: int
    superset: int | None = None
    """Exercises of one workout with the same number take turns."""
    swapped_from_id: int | None = Field(
        default=None, foreign_key="exercises.id", ondelete="SET NULL", index=True
    )
    prescription_id: int | None = Field(
        default=None, foreign_key="prescriptions.id", ondelete="SET NULL", index=True
    )
    rest_s: int | None = None
    notes: str = Field(default="", max_length=1000)


class SetEntry(SQLModel, table=True):
    """A set: what was done, beside what was aimed at."""

    __tablename__ = "set_entries"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("member_id", "client_uuid"),
        one_of("set_type", SetType),
        CheckConstraint("load_kg BETWEEN 0 AND 1400", name="load_kg"),
        CheckConstraint("reps BETWEEN 0 AND 1000", name="reps"),
        CheckConstraint("duration_s BETWEEN 0 AND 604800", name="duration_s"),
        CheckConstraint("distance_m BETWEEN 0 AND 1000000", name="distance_m"),
        CheckConstraint("rpe BETWEEN 6 AND 10", name="rpe"),
        CheckConstraint("entered_unit IN ('', 'kg', 'lb')", name="entered_unit"),
        Index("ix_set_entries_workout_exercise", "workout_exercise_id", "position"),
        Index("ix_set_entries_history", "member_id", "exercise_id", "local_date"),
        Index("ix_set_entries_workout", "workout_id"),
        Index("ix_set_entries_exercise", "exercise_id"),
    )

    id: int = Field(default=None, primary_key=True)
    client_uuid: str = Field(max_length=36)
    """Made where the set was ticked, so that saving it again is saving it once."""
    workout_exercise_id: int = Field(foreign_key="workout_exercises.id", ondelete="CASCADE")
    workout_id: int = Field(foreign_key="workouts.id", ondelete="CASCADE")
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    exercise_id: int = Field(foreign_key="exercises.id")
    local_date: date
    """These four as its workout has them, so that a history is read from one index."""
    position: int
    set_type: str = Field(default=SetType.WORKING, max_length=16)
    load_kg: float | None = None
    """The load, the added weight, or the help of an assisted exercise."""
    entered_load: float | None = None
    entered_unit: str = Field(default="", max_length=2)
    """What was typed, so that 135 lb stays 135 lb."""
    reps: int | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    rpe: float | None = None
    rest_s: int | None = None
    target_load_kg: float | None = None
    target_reps_min: int | None = None
    target_reps_max: int | None = None
    target_rpe: float | None = None
    target_duration_s: float | None = None
    target_distance_m: float | None = None
    is_done: bool = False
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
