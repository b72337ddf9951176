"""Requests that may be sent again after a lost answer: done once, answered the same each time."""

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from fitness_app.accounts.models import KeptAnswer
from fitness_app.kit import clock, crypto
from fitness_app.kit.errors import DomainError
from fitness_app.kit.jobs import remove_some

KEPT = timedelta(days=1)


class KeyReused(DomainError):
    """The key of an earlier request, which asked for something else."""

    status: ClassVar[int] = 422
    code = "key_reused"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request.")


def once(
    session: Session, *, user_id: int, key: str, request: str, work: Callable[[Session], str]
) -> str:
    """Do somebody's work and keep its answer under their key; by the same key again only answer.

    Those who come at once wait for the first. Work that is refused keeps nothing, so that the key
    can be used again. Without a key it is simply done. Raises KeyReused for another `request`.
    """
    if not key:
        return work(session)
    key_hash = crypto.keyed_digest("idempotency", f"{user_id}:{key}")
    request_hash = crypto.digest(request)
    if not _claim(session, user_id, key_hash, request_hash):
        return _earlier(session, key_hash, request_hash)
    answer = work(session)
    kept = session.get_one(KeptAnswer, key_hash)
    kept.sealed = crypto.seal(answer)
    return answer


def sweep(session: Session, *, limit: int) -> int:
    """Remove answers that were kept for a day; returns how many."""
    is_old = col(KeptAnswer.created_at) <= clock.now() - KEPT
    return remove_some(session, KeptAnswer, is_old, limit=limit)


def _claim(session: Session, user_id: int, key_hash: str, request_hash: str) -> bool:
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert if is_postgresql else sqlite.insert)(KeptAnswer).values(
        user_id=user_id,
        key_hash=key_hash,
        request_hash=request_hash,
        sealed="",
        created_at=clock.now(),
    )
    claimed = session.execute(insert.on_conflict_do_nothing().returning(col(KeptAnswer.key_hash)))
    return claimed.first() is not None


def _earlier(session: Session, key_hash: str, request_hash: str) -> str:
    kept = session.get_one(KeptAnswer, key_hash)
    answer = crypto.unseal(kept.sealed)
    if kept.request_hash != request_hash or answer is None:
        raise KeyReused
    return answer
