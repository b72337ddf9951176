"""The log of what was done to accounts, by whom; it outlives them, so it names nobody."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from fitness_app.accounts.models import AuditEntry


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing that was done."""

    at: datetime
    actor_id: int | None
    subject_id: int | None
    action: str
    details: dict[str, str]


def record(
    session: Session,
    *,
    actor_id: int | None,
    subject_id: int | None,
    action: str,
    **details: str,
) -> None:
    """Note that somebody did something to an account; `actor_id` is None for the command line.

    Details never hold a name, an address or a secret: the entry stays when the account goes.
    """
    session.add(
        AuditEntry(actor_id=actor_id, subject_id=subject_id, action=action, details=details)
    )


def list_entries(session: Session, *, subject_id: int, limit: int = 100) -> list[EntryView]:
    """What was done to an account, newest first."""
    newest = col(AuditEntry.id).desc()
    rows = select(AuditEntry).where(col(AuditEntry.subject_id) == subject_id).order_by(newest)
    return [
        EntryView(row.at, row.actor_id, row.subject_id, row.action, row.details)
        for row in session.exec(rows.limit(limit))
    ]
