"""The tables of accounts: people, their sessions and tokens, challenges, the audit log."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from fitness_app.accounts.access import Role
from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime


class Status(StrEnum):
    """Whether somebody trains now."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    SUSPENDED = "suspended"


class User(SQLModel, table=True):
    """A person's account; what others may see of them stands in the profile."""

    __tablename__ = "users"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("username_key"),
        UniqueConstraint("email_key"),
        CheckConstraint("role IN ('member', 'trainer', 'admin')", name="role"),
        CheckConstraint("status IN ('active', 'on_leave', 'suspended')", name="status"),
        CheckConstraint("length(username) BETWEEN 1 AND 150", name="username_length"),
        # SQLite would give a deleted person's id, by which the audit log knows them, to the next.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(max_length=150)
    username_key: str = Field(max_length=300)
    """The case-folded username, which is what must be unique."""
    email: str | None = Field(default=None, max_length=254)
    """Where mail goes, as it was entered; None if they never gave one."""
    email_key: str | None = Field(default=None, max_length=254)
    """The lower-cased normal form, which is what must be unique."""
    email_verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    password_hash: str | None = Field(default=None, max_length=255)
    password_version: int = 1
    role: str = Field(default=Role.MEMBER, max_length=16)
    status: str = Field(default=Status.ACTIVE, max_length=16)
    is_active: bool = True
    """Whether they may sign in at all."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    deletion_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When a requested deletion is carried out; None if none was."""
    username_skeleton: str = Field(
        default="", max_length=300, index=True, sa_column_kwargs={"server_default": text("''")}
    )
    """What names that are drawn alike have in common; those of before the rule may share one."""

    @property
    def has_verified_email(self) -> bool:
        return self.email is not None and self.email_verified_at is not None


class Profile(SQLModel, table=True):
    """What somebody tells of themselves, and how the app should speak to them."""

    __tablename__ = "profiles"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint("unit_system IN ('metric', 'imperial')", name="unit_system"),
        CheckConstraint("visibility IN ('private', 'followers', 'club')", name="visibility"),
        CheckConstraint("sex_for_formulas IN ('female', 'male')", name="sex_for_formulas"),
        CheckConstraint("height_cm BETWEEN 50 AND 280", name="height_cm"),
        CheckConstraint("week_start BETWEEN 0 AND 6", name="week_start"),
        CheckConstraint("weekly_session_target BETWEEN 1 AND 14", name="weekly_session_target"),
    )

    user_id: int = Field(foreign_key="users.id", primary_key=True, ondelete="CASCADE")
    first_name: str = Field(default="", max_length=150)
    last_name: str = Field(default="", max_length=150)
    date_of_birth: date | None = None
    sex_for_formulas: str | None = Field(default=None, max_length=8)
    height_cm: float | None = None
    fitness_goal: str = Field(default="", max_length=200)
    bio: str = Field(default="", max_length=2000)
    picture: str = Field(default="", max_length=64)
    """Random file name under the pictures directory, or ''."""
    time_zone: str = Field(default="UTC", max_length=64)
    locale: str = Field(default="en-GB", max_length=16)
    unit_system: str = Field(default="metric", max_length=8)
    week_start: int = 0
    """0 is Monday."""
    weekly_session_target: int = 3
    visibility: str = Field(default="private", max_length=16)
    leaderboard_opt_in: bool = False


class AuthSession(SQLModel, table=True):
    """One sign-in: a browser's (with a cookie) or an API client's (without)."""

    __tablename__ = "auth_sessions"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (UniqueConstraint("cookie_hash"),)

    id: str = Field(primary_key=True, max_length=24)
    """Public: says which session, and opens nothing."""
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    cookie_hash: str | None = Field(default=None, max_length=64)
    password_version: int
    remembered: bool = False
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    authenticated_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    """When its owner gave the password for it."""
    idle_expires_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ip: str = Field(default="", max_length=45)
    user_agent: str = Field(default="", max_length=400)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_why: str = Field(default="", max_length=32)

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.idle_expires_at and at < self.expires_at


class RefreshToken(SQLModel, table=True):
    """One generation of a session's refresh tokens; the session is the family."""

    __tablename__ = "refresh_tokens"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (UniqueConstraint("session_id", "generation"), UniqueConstraint("token_hash"))

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="auth_sessions.id", ondelete="CASCADE", max_length=24)
    generation: int
    token_hash: str = Field(max_length=64)
    issued_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    blacklisted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiToken(SQLModel, table=True):
    """An opaque token that opens a session of its own; personal ones have a name."""

    __tablename__ = "api_tokens"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (UniqueConstraint("token_hash"),)

    session_id: str = Field(
        foreign_key="auth_sessions.id", ondelete="CASCADE", primary_key=True, max_length=24
    )
    token_hash: str = Field(max_length=64)
    name: str = Field(default="", max_length=40)
    """What its owner made it for; '' for the token of a sign-in."""
    scopes: str = Field(max_length=40)
    """Separated by spaces: 'read', 'read write'."""
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class KeptAnswer(SQLModel, table=True):
    """What a request that may be repeated was answered, by the key its sender gave it."""

    __tablename__ = "kept_answers"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    key_hash: str = Field(primary_key=True, max_length=64)
    """Of whose key it is, and the key."""
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    request_hash: str = Field(max_length=64)
    """What was asked: where, and with which body."""
    sealed: str = ""
    """The answer, encrypted: it may show what is shown once."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)


class SignInTicket(SQLModel, table=True):
    """A right to one session cookie, for the half minute between a State and the cookie's route."""

    __tablename__ = "sign_in_tickets"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    replaces_session_id: str | None = Field(default=None, max_length=24)
    """The session this one takes over from, after a password change."""
    remembered: bool = False
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class Purpose(StrEnum):
    """What a challenge's code may be used for, and nothing else."""

    ACTIVATION = "activation"
    RECOVERY = "recovery"
    RECOVERY_GRANT = "recovery_grant"
    RESET_LINK = "reset_link"
    EMAIL_CHANGE = "email_change"
    EMAIL_UNDO = "email_undo"


class Challenge(SQLModel, table=True):
    """Something only the owner of a mailbox can answer."""

    __tablename__ = "challenges"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    id: str = Field(primary_key=True, max_length=24)
    purpose: str = Field(max_length=16)
    user_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="CASCADE", index=True
    )
    """None for an address nobody has: such a challenge looks the same and can't be passed."""
    email: str = Field(default="", max_length=254)
    """The address it was made for, or that it changes to."""
    code_hash: str = Field(max_length=64)
    tries: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proved_password_version: int | None = None
    """Which of their passwords was given as it was asked for; None if none was."""


class AuditEntry(SQLModel, table=True):
    """Something done to an account that may be asked about later; never changed, never deleted."""

    __tablename__ = "audit_log"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (Index("ix_audit_log_subject_at", "subject_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    actor_id: int | None = None
    subject_id: int | None = None
    action: str = Field(max_length=64)
    details: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
