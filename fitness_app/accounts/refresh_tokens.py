"""The generations of a session's refresh tokens: each follows from the one before it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, or_, select, update

from fitness_app.accounts.models import AuthSession, RefreshToken
from fitness_app.kit import clock, crypto
from fitness_app.kit.jobs import remove_some

GRACE = timedelta(seconds=30)
"""How long a used token still gets the same successor: a retry after a lost answer is no theft."""
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation and the secret id of its token, which the table doesn't hold."""

    row: RefreshToken
    token_id: str


def begin(session: Session, auth: AuthSession) -> Generation:
    """The first generation of a new session."""
    return _add(session, auth, generation=1, token_id=_derive(f"first:{auth.id}"))


def advance(session: Session, auth: AuthSession, used: RefreshToken) -> Generation:
    """Use a generation up and add the next; the caller holds the session's lock."""
    used.used_at = clock.now()
    return _add(session, auth, generation=used.generation + 1, token_id=_derive(used.token_hash))


def find(session: Session, *, session_id: str, token_id: str) -> RefreshToken | None:
    """The generation a token belongs to."""
    rows = select(RefreshToken).where(
        col(RefreshToken.session_id) == session_id,
        col(RefreshToken.token_hash) == crypto.digest(token_id),
    )
    return session.exec(rows).first()


def find_latest(session: Session, *, session_id: str) -> RefreshToken | None:
    """The generation that was not used yet."""
    rows = select(RefreshToken).where(col(RefreshToken.session_id) == session_id)
    return session.exec(rows.order_by(col(RefreshToken.generation).desc()).limit(1)).first()


def find_graced_successor(session: Session, used: RefreshToken) -> Generation | None:
    """What a used token led to, while a retry may have it: for 30 s, and until that is used."""
    if used.used_at is None or clock.now() - used.used_at > GRACE:
        return None
    token_id = _derive(used.token_hash)
    row = find(session, session_id=used.session_id, token_id=token_id)
    return Generation(row, token_id) if row is not None and row.used_at is None else None


def forget_before(session: Session, *, session_id: str, generation: int) -> None:
    """Remove the generations of a session that nobody can hold a token of."""
    session.exec(
        delete(RefreshToken).where(
            col(RefreshToken.session_id) == session_id, col(RefreshToken.generation) < generation
        )
    )


def blacklist(session: Session, *, session_id: str) -> None:
    """Close a session's whole family."""
    session.exec(
        update(RefreshToken)
        .where(
            col(RefreshToken.session_id) == session_id, col(RefreshToken.blacklisted_at).is_(None)
        )
        .values(blacklisted_at=clock.now())
    )


def sweep(session: Session, *, limit: int) -> int:
    """Remove tokens that expired, or whose session was ended 30 days ago; returns how many."""
    now = clock.now()
    ended = select(AuthSession.id).where(col(AuthSession.revoked_at) <= now - KEPT)
    is_dead = or_(col(RefreshToken.expires_at) <= now, col(RefreshToken.session_id).in_(ended))
    return remove_some(session, RefreshToken, is_dead, limit=limit)


def _add(session: Session, auth: AuthSession, *, generation: int, token_id: str) -> Generation:
    row = RefreshToken(
        session_id=auth.id,
        generation=generation,
        token_hash=crypto.digest(token_id),
        expires_at=auth.idle_expires_at,
    )
    session.add(row)
    session.flush()
    return Generation(row, token_id)


def _derive(predecessor: str) -> str:
    return crypto.keyed_digest("refresh-token", predecessor)
