"""The tables of the exercise catalogue."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime
from fitness_app.training.models.constraints import one_of
from fitness_app.training.words import (
    Equipment,
    ExerciseState,
    Force,
    Level,
    Mechanic,
    Mode,
    Muscle,
)


class Exercise(SQLModel, table=True):
    """A movement that can be logged: the club's, or one member's own."""

    __tablename__ = "exercises"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("source_key"),
        one_of("mode", Mode),
        one_of("force", Force),
        one_of("level", Level),
        one_of("mechanic", Mechanic),
        one_of("equipment", Equipment),
        one_of("state", ExerciseState),
        CheckConstraint("bodyweight_fraction BETWEEN 0 AND 1", name="bodyweight_fraction"),
        Index("ix_exercises_owner_state", "owner_id", "state", "name_key"),
    )

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80)
    name: str = Field(max_length=100)
    name_key: str = Field(max_length=200)
    """The case-folded name, for finding and sorting."""
    search_text: str = Field(default="", max_length=1000)
    """Case-folded words somebody may look for: name, other names, muscles, equipment."""
    other_names: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    mode: str = Field(max_length=24)
    force: str | None = Field(default=None, max_length=8)
    level: str = Field(default=Level.BEGINNER, max_length=16)
    mechanic: str | None = Field(default=None, max_length=16)
    equipment: str | None = Field(default=None, max_length=16)
    per_side: bool = False
    """Whether reps and load are of one side, and count for both."""
    bodyweight_fraction: float = 0.0
    """The share of the body's weight that is moved; 0 where only the load is."""
    instructions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    owner_id: int | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE")
    """The member whose own it is; None for the club's."""
    author_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="SET NULL", index=True
    )
    state: str = Field(default=ExerciseState.PUBLISHED, max_length=16)
    source_key: str | None = Field(default=None, max_length=160)
    """Where an imported one came from, so that importing twice is once."""
    is_changed_here: bool = False
    """Whether somebody of the club has edited an imported one, which imports then leave alone."""
    review_note: str = Field(default="", max_length=500)
    """Why a reviewer sent it back to its author."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class ExerciseMuscle(SQLModel, table=True):
    """A muscle that an exercise works, mainly or beside others."""

    __tablename__ = "exercise_muscles"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (one_of("muscle", Muscle), Index("ix_exercise_muscles_muscle", "muscle"))

    exercise_id: int = Field(foreign_key="exercises.id", ondelete="CASCADE", primary_key=True)
    muscle: str = Field(max_length=16, primary_key=True)
    is_primary: bool


class ExerciseSubstitute(SQLModel, table=True):
    """An exercise that can take another's place."""

    __tablename__ = "exercise_substitutes"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (CheckConstraint("exercise_id <> substitute_id", name="another"),)

    exercise_id: int = Field(foreign_key="exercises.id", ondelete="CASCADE", primary_key=True)
    substitute_id: int = Field(
        foreign_key="exercises.id", ondelete="CASCADE", primary_key=True, index=True
    )
