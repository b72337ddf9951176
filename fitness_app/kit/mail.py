"""The outbox: mail promised in the transaction that caused it, and kept until it is delivered."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select, update

from fitness_app.kit import clock, crypto, db
from fitness_app.kit.errors import NotFound
from fitness_app.kit.jobs import remove_some
from fitness_app.kit.letter import Letter, as_html, as_text
from fitness_app.kit.models import OutboxMail

__all__ = ["Letter", "send"]

LEASE = timedelta(minutes=3)
"""How long a mail belongs to the postman who took it; longer than one delivery can last."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
KEPT = timedelta(days=30)

_bells: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail says, ready to be sent."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class MailView:
    """A mail of the outbox."""

    id: int
    recipient: str
    kind: str
    promised_at: datetime
    tries: int
    """How often a delivery was begun, this one included."""
    content: Content | None
    """None once it was wiped, or if it was sealed with a key that is gone."""


def send(session: Session, *, to: str, kind: str, letter: Letter) -> None:
    """Promise a letter to an address; it leaves once, and only if, this transaction is kept.

    `kind` says in one word what it is for ('activation'); it is stored readable, the rest is not.
    """
    if not re.fullmatch(r"[^\s,;<>@]+@[^\s,;<>@]+", to):
        raise ValueError("That is not one e-mail address.")
    subject = " ".join(letter.subject.split())
    content = Content(subject=subject, text=as_text(letter), html=as_html(letter))
    sealed = crypto.seal(json.dumps(asdict(content)))
    session.add(OutboxMail(recipient=to, kind=kind, sealed=sealed))
    db.after_commit(session, _ring)


@contextmanager
def rung_by_new_mail(bell: Callable[[], None]) -> Iterator[None]:
    """Have `bell` called, on whichever thread, each time mail was promised."""
    _bells.append(bell)
    try:
        yield
    finally:
        _bells.remove(bell)


def _ring() -> None:
    for bell in tuple(_bells):
        bell()


def claim_next(session: Session) -> MailView | None:
    """Take the mail that has been due longest, for the time of a lease; None if none is due.

    No two postmen get the same one. What a postman who died had taken is due again after the lease.
    """
    now = clock.now()
    due = (
        select(OutboxMail)
        .where(
            col(OutboxMail.sent_at).is_(None),
            col(OutboxMail.given_up_at).is_(None),
            col(OutboxMail.due_at) <= now,
            or_(col(OutboxMail.claimed_until).is_(None), col(OutboxMail.claimed_until) <= now),
        )
        .order_by(col(OutboxMail.due_at), col(OutboxMail.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mail = session.exec(due).first()
    if mail is None:
        return None
    mail.claimed_until = now + LEASE
    mail.tries += 1
    return _view(mail)


def mark_delivered(session: Session, *, mail_id: int, is_kept: bool = False) -> None:
    """Note that a mail has left, and wipe what it said unless it is kept for the mailbox page."""
    changes = {"sent_at": clock.now(), "claimed_until": None, "last_error": ""}
    if not is_kept:
        changes["sealed"] = ""
    _change(session, mail_id, **changes)


def postpone(session: Session, *, mail_id: int, tries: int, error: str) -> None:
    """Put a mail back that couldn't be delivered; each time it waits twice as long, up to 6 h."""
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 16), LONGEST_PAUSE)
    due_at = clock.now() + pause
    _change(session, mail_id, due_at=due_at, claimed_until=None, last_error=error[:200])


def give_up(session: Session, *, mail_id: int, error: str) -> None:
    """Stop trying to deliver a mail that nobody will take; its row says why."""
    _change(session, mail_id, given_up_at=clock.now(), claimed_until=None, last_error=error[:200])


def _change(session: Session, mail_id: int, **values: object) -> None:
    # Whoever was slower than their lease must not undo what another postman achieved.
    still_here = col(OutboxMail.sent_at).is_(None)
    session.exec(
        update(OutboxMail).where(col(OutboxMail.id) == mail_id, still_here).values(**values)
    )


def list_mail(session: Session, *, limit: int) -> list[MailView]:
    """The newest mails that can still be read, for the mailbox page."""
    newest = col(OutboxMail.id).desc()
    readable = select(OutboxMail).where(OutboxMail.sealed != "").order_by(newest).limit(limit)
    return [_view(mail) for mail in session.exec(readable)]


def get_mail(session: Session, *, mail_id: int) -> MailView:
    """One mail of the outbox; raises NotFound."""
    mail = session.get(OutboxMail, mail_id)
    if mail is None:
        raise NotFound
    return _view(mail)


def _view(mail: OutboxMail) -> MailView:
    assert mail.id is not None  # noqa: S101  # it was read from the table
    opened = crypto.unseal(mail.sealed) if mail.sealed else None
    return MailView(
        id=mail.id,
        recipient=mail.recipient,
        kind=mail.kind,
        promised_at=mail.created_at,
        tries=mail.tries,
        content=Content(**json.loads(opened)) if opened else None,
    )


def sweep(session: Session, *, limit: int) -> int:
    """Remove mail that left, or was given up, 30 days ago; returns how much."""
    long_ago = clock.now() - KEPT
    is_old = or_(col(OutboxMail.sent_at) <= long_ago, col(OutboxMail.given_up_at) <= long_ago)
    return remove_some(session, OutboxMail, is_old, limit=limit)
