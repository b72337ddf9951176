"""Codes and links that only the owner of a mailbox can answer, each for one purpose and one use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select, update

from fitness_app.accounts import fields
from fitness_app.accounts.models import Challenge, Purpose
from fitness_app.kit import clock, crypto
from fitness_app.kit.jobs import remove_some

KEPT = timedelta(days=1)
"""How long a dead challenge stays, so that its link can say that it was used."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A challenge that was just answered."""

    user_id: int
    email: str
    issued_at: datetime


def issue(
    session: Session,
    *,
    purpose: Purpose,
    user_id: int | None,
    email: str,
    code: str,
    lifetime: timedelta,
    proved_password_version: int | None = None,
) -> str:
    """Open a challenge and return its public id.

    `user_id` is None for an address nobody has: such a challenge can't be passed.
    """
    challenge_id = crypto.random_token(128)
    session.add(
        Challenge(
            id=challenge_id,
            purpose=purpose,
            user_id=user_id,
            email=email,
            code_hash=_hash(challenge_id, purpose, code),
            expires_at=clock.now() + lifetime,
            proved_password_version=proved_password_version,
        )
    )
    return challenge_id


def find(session: Session, *, challenge_id: str, purpose: Purpose) -> Challenge | None:
    """A challenge of that purpose, open or not."""
    if not fields.is_token(challenge_id):
        return None
    challenge = session.get(Challenge, challenge_id)
    return challenge if challenge is not None and challenge.purpose == purpose else None


def holds(challenge: Challenge | None, *, code: str) -> bool:
    """Whether this code would pass this challenge now; nothing is used up."""
    return (
        challenge is not None
        and challenge.user_id is not None
        and challenge.used_at is None
        and challenge.expires_at > clock.now()
        and fields.is_token(code)
        and crypto.same(challenge.code_hash, _hash(challenge.id, challenge.purpose, code))
    )


def count_try(session: Session, *, challenge_id: str, purpose: Purpose, limit: int) -> bool:
    """Count a try before its code is compared; False if there are none left.

    Belongs in a transaction of its own, which a wrong code then doesn't undo.
    """
    if not fields.is_token(challenge_id):
        return False
    counted = session.exec(
        update(Challenge)
        .where(*_open(challenge_id, purpose), col(Challenge.tries) < limit)
        .values(tries=col(Challenge.tries) + 1)
    )
    return counted.rowcount == 1


def redeem(session: Session, *, challenge_id: str, purpose: Purpose, code: str) -> Passed | None:
    """Answer a challenge and use it up; None if the code is wrong or the challenge not open."""
    if not fields.is_token(challenge_id) or not fields.is_token(code):
        return None
    is_right = col(Challenge.code_hash) == _hash(challenge_id, purpose, code)
    passed = session.exec(
        update(Challenge)
        .where(*_open(challenge_id, purpose), is_right, col(Challenge.user_id).is_not(None))
        .values(used_at=clock.now())
        .returning(col(Challenge.user_id), col(Challenge.email), col(Challenge.created_at))
    ).first()
    return Passed(passed.user_id, passed.email, passed.created_at) if passed else None


def void(
    session: Session,
    *,
    user_id: int,
    purposes: tuple[Purpose, ...],
    issued_since: datetime | None = None,
) -> None:
    """Close somebody's open challenges of these purposes, or those of them issued since then."""
    doomed = [
        col(Challenge.user_id) == user_id,
        col(Challenge.purpose).in_(purposes),
        col(Challenge.used_at).is_(None),
    ]
    if issued_since is not None:
        doomed.append(col(Challenge.created_at) >= issued_since)
    session.exec(update(Challenge).where(*doomed).values(used_at=clock.now()))


def find_open(session: Session, *, user_id: int, purpose: Purpose) -> Challenge | None:
    """Somebody's newest challenge of a purpose that still waits for its answer."""
    rows = select(Challenge).where(
        col(Challenge.user_id) == user_id,
        col(Challenge.purpose) == purpose,
        col(Challenge.used_at).is_(None),
        col(Challenge.expires_at) > clock.now(),
    )
    return session.exec(rows.order_by(col(Challenge.created_at).desc())).first()


def sweep(session: Session, *, limit: int) -> int:
    """Remove challenges that were used, or expired, a day ago; returns how many."""
    long_ago = clock.now() - KEPT
    is_dead = or_(col(Challenge.used_at) <= long_ago, col(Challenge.expires_at) <= long_ago)
    return remove_some(session, Challenge, is_dead, limit=limit)


def _open(challenge_id: str, purpose: Purpose) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Challenge.id) == challenge_id,
        col(Challenge.purpose) == purpose,
        col(Challenge.used_at).is_(None),
        col(Challenge.expires_at) > clock.now(),
    )


def _hash(challenge_id: str, purpose: str, code: str) -> str:
    return crypto.keyed_digest("challenge", f"{challenge_id}:{purpose}:{code}")
