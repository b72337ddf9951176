"""Signing in by username or e-mail: tries are counted first, and every refusal looks the same."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from fitness_app.accounts import (
    device_cookie,
    fields,
    hash_queue,
    passwords,
    people,
    recovery_mails,
)
from fitness_app.accounts.access import Client
from fitness_app.accounts.models import User
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
    pause_key: str
    """The account: from anywhere, or on this device of its owner's."""
    tries_key: str
    """The account from this address, or on this device."""
    address_key: str
    """The address; '' on a device of the owner's, which strangers there must not hold up."""


async def check_credentials(identifier: str, password: str, *, client: Client) -> int:
    """Whose name and password these are.

    Raises Unauthenticated with one text for wrong, unknown, inactive and passwordless, at the same
    cost; Busy while many wait; Throttled after 5 failures in 5 minutes for an account from an
    address, 10 a minute from an address, and for ever longer, up to 15 minutes, for an account
    from anywhere. A device that they signed in on before is counted apart, and another password
    starts all counts anew.
    """
    # A place first: who is told to come back has not tried yet.
    with hash_queue.place(fields.network_of(client.ip)):
        attempt = await db.run(_count_attempt, identifier=identifier, client=client)
        is_right = await passwords.matches(password, attempt.password_hash)
        if not is_right or attempt.user_id is None or attempt.password_hash is None:
            raise Unauthenticated(WRONG)
        newer_hash = None
        if passwords.is_outdated(attempt.password_hash):
            newer_hash = await passwords.hash_password(password)
    if not await db.run(_let_in, attempt=attempt, newer_hash=newer_hash):
        raise Unauthenticated(WRONG)
    return attempt.user_id


def _count_attempt(session: Session, *, identifier: str, client: Client) -> _Attempt:
    user = people.find_by_identifier(session, identifier=identifier)
    attempt = _attempt(session, user, identifier, client)
    if attempt.address_key:
        throttle.hit(
            session,
            key=attempt.address_key,
            limit=TRIES_BY_ADDRESS,
            window=TRIES_BY_ADDRESS_WINDOW,
        )
    throttle.hit(session, key=attempt.tries_key, limit=TRIES_HERE, window=TRIES_HERE_WINDOW)
    throttle.delay(session, key=attempt.pause_key)
    return attempt


def _attempt(session: Session, user: User | None, identifier: str, client: Client) -> _Attempt:
    network = fields.network_of(client.ip)
    if user is None:
        account = f"sign-in:account:?{_as_looked_up(identifier)}"
        return _Attempt(None, None, account, f"{account}:from:{network}", f"sign-in:from:{network}")
    user_id = people.key_of(user)
    password_hash = user.password_hash if user.is_active else None
    account = f"sign-in:account:{user_id}:{user.password_version}"
    device = device_cookie.known_as(client.device, user_id=user_id)
    if not device and recovery_mails.has_recovered(session, user=user, network=network):
        device = network
    if device:
        here = f"{account}:on:{device}"
        return _Attempt(user_id, password_hash, here, f"{here}:tries", "")
    return _Attempt(
        user_id, password_hash, account, f"{account}:from:{network}", f"sign-in:from:{network}"
    )


def _as_looked_up(identifier: str) -> str:
    """What a name that nobody has is counted by: all that would find the same person."""
    typed = fields.storable(identifier, 254).strip()
    return fields.email_key(typed) if "@" in typed else fields.username_key(typed)


def _let_in(session: Session, *, attempt: _Attempt, newer_hash: str | None) -> bool:
    user = people.get_locked(session, user_id=attempt.user_id or 0)
    if not user.is_active or user.password_hash != attempt.password_hash:
        return False  # both may have changed while the password was hashed
    if newer_hash is not None:
        user.password_hash = newer_hash
    # Only failures stay counted: this try is taken back, those of others are not.
    if attempt.address_key:
        throttle.give_back(session, key=attempt.address_key)
    throttle.clear(session, key=attempt.tries_key)
    throttle.forgive(session, key=attempt.pause_key)
    return True
