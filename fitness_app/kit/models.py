"""The tables of the kit: mail that waits, tries that are counted, jobs that ran."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime


class OutboxMail(SQLModel, table=True):
    """A mail promised in the transaction that caused it; sealed, and wiped once it is sent."""

    __tablename__ = "outbox"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (Index("ix_outbox_due", "sent_at", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    recipient: str = Field(max_length=254)
    kind: str = Field(max_length=32)
    sealed: str = ""
    """Subject, text and HTML, encrypted: codes and links must not lie in the database readable."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    due_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    given_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was clear that nobody will take it: the address refused it again and again."""
    tries: int = 0
    last_error: str = Field(default="", max_length=200)


class Tally(SQLModel, table=True):
    """How often something was tried in a window of time."""

    __tablename__ = "tallies"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    key: str = Field(primary_key=True, max_length=64)
    """HMAC of what is counted, so that the table names nobody."""
    count: int = 0
    window_ends_at: datetime = Field(sa_type=UtcDateTime, index=True)
    blocked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class JobRun(SQLModel, table=True):
    """The lease and the last outcome of a job that one process at a time may do."""

    __tablename__ = "job_runs"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    name: str = Field(primary_key=True, max_length=64)
    claimed_until: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = Field(default="", max_length=2000)
    """What it did, as JSON counts, or the error."""
