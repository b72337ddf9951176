"""The tables of imports: what was brought, and which names meant which exercise."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime
from fitness_app.training.models.constraints import one_of
from fitness_app.training.words import ImportState


class ImportJob(SQLModel, table=True):
    """A file that a member brought, how far it has come, and the receipt that undoes it."""

    __tablename__ = "import_jobs"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        one_of("state", ImportState),
        Index("ix_import_jobs_member", "member_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE")
    format: str = Field(max_length=16)
    """'strong', 'hevy' or 'fitness_app'."""
    file_name: str = Field(default="", max_length=200)
    stored_name: str = Field(default="", max_length=64)
    """The file's name under the imports directory; '' once it is thrown away."""
    unit: str = Field(default="", max_length=2)
    """The unit of loads the file says nothing of: 'kg' or 'lb'; '' before it is chosen."""
    distance_unit: str = Field(default="", max_length=2)
    """The unit of distances the file says nothing of: 'm', 'km' or 'mi'."""
    time_zone: str = Field(default="", max_length=64)
    choices: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """By name in the file: the id of the exercise it means, 'own' or 'skip'."""
    summary: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What a preview shows, so that the file is read once for it."""
    receipt: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """By table, the keys of what it added beside workouts; undoing takes just these away."""
    state: str = Field(default=ImportState.PREVIEWED, max_length=16)
    rows_total: int = 0
    rows_done: int = 0
    workouts_added: int = 0
    sets_added: int = 0
    duplicates_skipped: int = 0
    row_errors: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """Each with the row's number and what is wrong with it; the first thousand."""
    problem: str = Field(default="", max_length=300)
    """Why it failed, for people."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a process took it up."""
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ExerciseAlias(SQLModel, table=True):
    """The exercise a member means by a name in their files."""

    __tablename__ = "exercise_aliases"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    member_id: int = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    name_key: str = Field(max_length=200, primary_key=True)
    exercise_id: int = Field(foreign_key="exercises.id", ondelete="CASCADE", index=True)
