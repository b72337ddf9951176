"""Signing in by username or e-mail: tries are counted first, and every refusal looks the same."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from fitness_app.accounts import fields, passwords, people
from fitness_app.accounts.access import Client
from fitness_app.kit import db, throttle
from fitness_app.kit.errors import Unauthenticated

WRONG = "This name and password don't go together. Check both; capitals count."

TRIES_HERE = 5
TRIES_HERE_WINDOW = timedelta(minutes=5)
TRIES_BY_ADDRESS = 10
TRIES_BY_ADDRESS_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try to sign in, counted already; without a hash it can't succeed."""

    user_id: int | None
    password_hash: str | None
    account_key: str
    here_key: str
    """The account from this address."""
    address_key: str


async def check_credentials(identifier: str, password: str, *, client: Client) -> int:
    """Whose name and password these are.

    Raises Unauthenticated with one text for wrong, unknown, inactive and passwordless, at the same
    cost; Throttled after 5 failures in 5 minutes for an account from an address, 10 a minute
    from an address, and for ever longer, up to 15 minutes, for an account from anywhere.
    """
    attempt = await db.run(_count_attempt, identifier=identifier, ip=client.ip)
    is_right = await passwords.matches(password, attempt.password_hash)
    if not is_right or attempt.user_id is None or attempt.password_hash is None:
        raise Unauthenticated(WRONG)
    newer_hash = None
    if passwords.is_outdated(attempt.password_hash):
        newer_hash = await passwords.hash_password(password)
    if not await db.run(_let_in, attempt=attempt, newer_hash=newer_hash):
        raise Unauthenticated(WRONG)
    return attempt.user_id


def _count_attempt(session: Session, *, identifier: str, ip: str) -> _Attempt:
    user = people.find_by_identifier(session, identifier=identifier)
    name = user.id if user else f"?{fields.username_key(fields.storable(identifier, 254))}"
    network = throttle.network_of(fields.storable(ip, 45))
    attempt = _Attempt(
        user_id=user.id if user else None,
        password_hash=user.password_hash if user and user.is_active else None,
        account_key=f"sign-in:account:{name}",
        here_key=f"sign-in:account:{name}:from:{network}",
        address_key=f"sign-in:from:{network}",
    )
    throttle.hit(
        session,
        key=attempt.address_key,
        limit=TRIES_BY_ADDRESS,
        window=TRIES_BY_ADDRESS_WINDOW,
    )
    throttle.hit(session, key=attempt.here_key, limit=TRIES_HERE, window=TRIES_HERE_WINDOW)
    throttle.delay(session, key=attempt.account_key)
    return attempt


def _let_in(session: Session, *, attempt: _Attempt, newer_hash: str | None) -> bool:
    user = people.get_locked(session, user_id=attempt.user_id or 0)
    if not user.is_active or user.password_hash != attempt.password_hash:
        return False  # both may have changed while the password was hashed
    if newer_hash is not None:
        user.password_hash = newer_hash
    # Only failures stay counted: this try is taken back, those of others are not.
    throttle.give_back(session, key=attempt.address_key)
    throttle.clear(session, key=attempt.here_key)
    throttle.forgive(session, key=attempt.account_key)
    return True
