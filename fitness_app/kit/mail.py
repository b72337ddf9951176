"""The outbox: mail promised in the transaction that caused it, and kept until it is delivered."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlmodel import Session

from fitness_app.kit import crypto, db
from fitness_app.kit.letter import Letter, as_html, as_text
from fitness_app.kit.models import OutboxMail

__all__ = ["Letter", "send"]

_bells: list[Callable[[], None]] = []


def send(session: Session, *, to: str, kind: str, letter: Letter) -> None:
    """Promise a letter to an address; it leaves once, and only if, this transaction is kept.

    `kind` says in one word what it is for ('activation'); it is stored readable, the rest is not.
    """
    if not re.fullmatch(r"[^\s,;<>@]+@[^\s,;<>@]+", to):
        raise ValueError("That is not one e-mail address.")
    content = {
        "subject": " ".join(letter.subject.split()),
        "text": as_text(letter),
        "html": as_html(letter),
    }
    session.add(OutboxMail(recipient=to, kind=kind, sealed=crypto.seal(json.dumps(content))))
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
