"""Proving the address given at registration, by a link in a mail."""

from datetime import timedelta

from sqlmodel import Session

from fitness_app.accounts import challenges, fields, letters, people, sessions
from fitness_app.accounts.models import Purpose
from fitness_app.kit import clock, crypto, mail, throttle
from fitness_app.kit.errors import Conflict, Forbidden, Invalid

LIFETIME = timedelta(hours=48)
PAUSE = timedelta(minutes=3)
ASKED = 10
ASKED_WINDOW = timedelta(hours=1)


def send_link(session: Session, *, user_id: int) -> None:
    """Mail somebody a new activation link; the earlier one no longer works.

    Raises Conflict if there is nothing to confirm, Throttled within 3 minutes of the last one.
    """
    user = people.get_locked(session, user_id=user_id)
    if user.email is None:
        raise Conflict("Give us an e-mail address first.")
    if user.has_verified_email:
        raise Conflict("Your e-mail is confirmed already.")
    throttle.hit(session, key=_key(user_id), limit=1, window=PAUSE)
    token = crypto.random_token()
    uid = challenges.issue(
        session,
        purpose=Purpose.ACTIVATION,
        user_id=user_id,
        email=user.email,
        code=token,
        lifetime=LIFETIME,
    )
    letter = letters.activation(username=user.username, uid=uid, token=token)
    mail.send(session, to=user.email, kind="activation", letter=letter)


def resend(session: Session, *, email: str, ip: str) -> None:
    """Mail another link to whoever waits for one at an address; says nothing to anybody else.

    Raises Invalid under 'email' for what is no address, Throttled past 10 an hour by network.
    """
    try:
        address = fields.read_email(email)
    except fields.FieldError as problem:
        raise Invalid(email=str(problem)) from None
    network = fields.network_of(ip)
    throttle.hit(session, key=f"activation:from:{network}", limit=ASKED, window=ASKED_WINDOW)
    user = people.find_by_email(session, email=address)
    if user is None or not user.is_active or user.has_verified_email:
        return
    user_id = people.key_of(user)
    if not seconds_until_resend(session, user_id=user_id):
        send_link(session, user_id=user_id)


def seconds_until_resend(session: Session, *, user_id: int) -> int:
    """How long until another link may be sent; 0 if it may now."""
    return throttle.seconds_left(session, key=_key(user_id), limit=1)


def activate(session: Session, *, uid: str, token: str) -> None:
    """Confirm the address that a link was sent to.

    Raises Invalid under 'uid' or 'token' for a link that is wrong, late, used or void since the
    e-mail changed; Forbidden if the address is confirmed already.
    """
    challenge = challenges.find(session, challenge_id=uid, purpose=Purpose.ACTIVATION)
    if challenge is None or challenge.user_id is None:
        raise Invalid(uid="Invalid user id or user doesn't exist.")
    user = people.get_locked(session, user_id=challenge.user_id)
    if user.has_verified_email:
        raise Forbidden("Stale token for given user.")
    passed = challenges.redeem(session, challenge_id=uid, purpose=Purpose.ACTIVATION, code=token)
    if passed is None or passed.email != user.email:
        raise Invalid(token="Invalid token for given user.")  # noqa: S106  # a text, no secret
    user.email_verified_at = clock.now()
    sessions.look_again(session, user_id=challenge.user_id)


def _key(user_id: int) -> str:
    return f"activation:{user_id}"
