"""A new password for who forgot theirs: e-mail, code, new password; strangers learn nothing."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from fitness_app.accounts import (
    challenges,
    credentials,
    fields,
    hash_queue,
    letters,
    passwords,
    people,
    recovery_mails,
)
from fitness_app.accounts.access import Client
from fitness_app.accounts.models import Purpose
from fitness_app.kit import clock, crypto, db, mail
from fitness_app.kit.errors import Invalid

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
LIFETIME = timedelta(minutes=10)
TRIES = 5
PAUSE = timedelta(minutes=1)
"""How long the page waits until it offers another code."""

KIND = "recovery_code"
WRONG_CODE = "Invalid or expired code."
WRONG_GRANT = "This took too long. Please start again."


@dataclass(frozen=True, slots=True)
class Started:
    """A recovery that goes on to its second step."""

    challenge_id: str
    resend_at: datetime
    """From when another code can be asked for."""


@dataclass(frozen=True, slots=True)
class _Granted:
    user_id: int
    username: str
    email: str


async def start(email: str, *, client: Client) -> Started:
    """Mail a code to an address if it is somebody's; the answer is the same if it is nobody's.

    Codes asked for before stay good: who starts this for somebody else's address must not spoil
    what its owner is about to type. Raises Invalid under 'email' for what is no address;
    Throttled after 3 mails in an hour to an address from one network, or 10 from one network.
    """
    try:
        address = fields.read_email(email)
    except fields.FieldError as problem:
        raise Invalid(email=str(problem)) from None
    return await db.run(_start, email=address, client=client)


async def verify(challenge_id: str, code: str) -> str:
    """Exchange the code for a grant to set a new password.

    Raises Invalid under 'code', with one text for wrong, used, expired and five times tried.
    """
    # Counted and kept before anything is compared: no number of tries at once gets a sixth look.
    purpose = Purpose.RECOVERY
    may_try = await db.run(
        challenges.count_try, challenge_id=challenge_id, purpose=purpose, limit=TRIES
    )
    if not may_try:
        raise Invalid(code=WRONG_CODE)
    return await db.run(_exchange, challenge_id=challenge_id, code=_as_sent(code))


async def finish(grant: str, password: str, password2: str, *, client: Client) -> int:
    """Set the new password and end every session; returns whose it is.

    Raises Invalid by field: password, password2 (the grant then still holds), or grant.
    """
    granted = await db.read(_look_at, grant=grant)
    wrong, mismatch = passwords.problems_with_pair(
        password, password2, username=granted.username, email=granted.email
    )
    problems = {"password": wrong, "password2": mismatch}
    if any(problems.values()):
        raise Invalid(**{field: text for field, text in problems.items() if text})
    with hash_queue.place(f"recovery of {granted.user_id}"):
        password_hash = await passwords.hash_password(password)
    await db.run(_finish, grant=grant, password_hash=password_hash, client=client)
    return granted.user_id


def _start(session: Session, *, email: str, client: Client) -> Started:
    user = people.find_by_email(session, email=email)
    pause = recovery_mails.count(session, address=email, owner=user, client=client)
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    known = user if user is not None and user.is_active else None
    user_id = people.key_of(known) if known else None
    challenge_id = _issue(session, user_id, email, code)
    letter = letters.recovery_code(username=known.username if known else email, code=code)
    with session.begin_nested() as nested:
        mail.send(session, to=(known and known.email) or email, kind=KIND, letter=letter)
        session.flush()
        if known is None:
            # The same work, undone: the time it takes must not tell whose address is known.
            nested.rollback()
    resend_at = clock.now() + max(PAUSE, timedelta(seconds=pause))
    return Started(challenge_id=challenge_id, resend_at=resend_at)


def _issue(session: Session, user_id: int | None, email: str, code: str) -> str:
    return challenges.issue(
        session,
        purpose=Purpose.RECOVERY,
        user_id=user_id,
        email=email,
        code=code,
        lifetime=LIFETIME,
    )


def _exchange(session: Session, *, challenge_id: str, code: str) -> str:
    passed = challenges.redeem(
        session, challenge_id=challenge_id, purpose=Purpose.RECOVERY, code=code
    )
    if passed is None:
        raise Invalid(code=WRONG_CODE)
    token = crypto.random_token()
    challenges.void(session, user_id=passed.user_id, purposes=(Purpose.RECOVERY_GRANT,))
    grant_id = challenges.issue(
        session,
        purpose=Purpose.RECOVERY_GRANT,
        user_id=passed.user_id,
        email=passed.email,
        code=token,
        lifetime=LIFETIME,
    )
    return f"{grant_id}.{token}"


def _look_at(session: Session, *, grant: str) -> _Granted:
    grant_id, _, token = grant.partition(".")
    challenge = challenges.find(session, challenge_id=grant_id, purpose=Purpose.RECOVERY_GRANT)
    if (
        challenge is None
        or challenge.user_id is None
        or not challenges.holds(challenge, code=token)
    ):
        raise Invalid(grant=WRONG_GRANT)
    user = people.get_user(session, user_id=challenge.user_id)
    return _Granted(challenge.user_id, user.username, user.email or "")


def _finish(session: Session, *, grant: str, password_hash: str, client: Client) -> None:
    # The person first, as everywhere, so that no two wait for each other.
    user = people.get_locked(session, user_id=_look_at(session, grant=grant).user_id)
    grant_id, _, token = grant.partition(".")
    passed = challenges.redeem(
        session, challenge_id=grant_id, purpose=Purpose.RECOVERY_GRANT, code=token
    )
    if passed is None:
        raise Invalid(grant=WRONG_GRANT)
    if user.email_key == fields.email_key(passed.email) and user.email_verified_at is None:
        user.email_verified_at = clock.now()  # who read the code there has proved the address
    credentials.replace_password(session, user_id=passed.user_id, password_hash=password_hash)
    recovery_mails.note_recovered(session, user=user, client=client)


def _as_sent(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in LETTERS)[: LENGTH + 1]
