"""Another e-mail address: it waits until it is confirmed, and the old one can take it back."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from fitness_app.accounts import audit, challenges, fields, letters, people, sessions
from fitness_app.accounts.challenges import Passed
from fitness_app.accounts.models import Purpose, User
from fitness_app.kit import clock, crypto, mail, throttle
from fitness_app.kit.errors import Conflict, Invalid

LIFETIME = timedelta(hours=48)
UNDO_LIFETIME = timedelta(hours=72)
MAILS = 5
WINDOW = timedelta(hours=1)

_OF_THE_OLD_ADDRESS = tuple(purpose for purpose in Purpose if purpose is not Purpose.EMAIL_UNDO)


def request(session: Session, *, user_id: int, email: str) -> str:
    """Mail a link to a new address and return the address; nothing changes until it is confirmed.

    Raises Invalid under 'email', Throttled after 5 mails in an hour.
    """
    user = people.get_locked(session, user_id=user_id)
    try:
        address = fields.read_email(email)
        people.refuse_taken_email(session, email=address, user_id=user_id)
    except fields.FieldError as problem:
        raise Invalid(email=str(problem)) from None
    if address == user.email:
        raise Invalid(email="This is your address already.")
    throttle.hit(session, key=f"email-change:{user_id}", limit=MAILS, window=WINDOW)
    cancel(session, user_id=user_id)
    uid, token = _issue(session, user_id, Purpose.EMAIL_CHANGE, address, LIFETIME)
    letter = letters.email_change(username=user.username, uid=uid, token=token)
    mail.send(session, to=address, kind="email_change", letter=letter)
    return address


def find_pending(session: Session, *, user_id: int) -> str:
    """The address that waits to be confirmed, or ''."""
    pending = challenges.find_open(session, user_id=user_id, purpose=Purpose.EMAIL_CHANGE)
    return pending.email if pending else ""


def cancel(session: Session, *, user_id: int) -> None:
    """Stay with the present address."""
    challenges.void(session, user_id=user_id, purposes=(Purpose.EMAIL_CHANGE,))


def confirm(session: Session, *, uid: str, token: str) -> None:
    """Make a new address take effect, and tell the old one with a link that undoes it.

    Raises Invalid under 'uid' or 'token', Conflict if somebody else has the address by now.
    """
    user, passed = _redeem(session, uid, token, Purpose.EMAIL_CHANGE)
    # Only a proved address may take the account back: an unproved one can be anybody's.
    old = user.email if user.has_verified_email else None
    _set(session, user, passed.email)
    challenges.void(session, user_id=passed.user_id, purposes=_OF_THE_OLD_ADDRESS)
    audit.record(
        session, actor_id=passed.user_id, subject_id=passed.user_id, action="email.changed"
    )
    if old is not None:
        # Does not void earlier ones: a thief who changes it twice mustn't cut the owner off.
        uid, token = _issue(session, passed.user_id, Purpose.EMAIL_UNDO, old, UNDO_LIFETIME)
        letter = letters.email_changed(username=user.username, uid=uid, token=token)
        mail.send(session, to=old, kind="email_changed", letter=letter)


def undo(session: Session, *, uid: str, token: str) -> None:
    """Restore the address a change replaced, and sign everybody out.

    Raises Invalid under 'uid' or 'token', Conflict if somebody else has the address by now.
    """
    user, passed = _redeem(session, uid, token, Purpose.EMAIL_UNDO)
    _set(session, user, passed.email)
    challenges.void(session, user_id=passed.user_id, purposes=_OF_THE_OLD_ADDRESS)
    # Earlier changes stay undoable: this may be the thief going back one step of two.
    challenges.void(
        session,
        user_id=passed.user_id,
        purposes=(Purpose.EMAIL_UNDO,),
        issued_since=passed.issued_at,
    )
    sessions.end_others(session, user_id=passed.user_id, keep_id="", why="ended_elsewhere")
    sessions.drop_tickets(session, user_id=passed.user_id)
    audit.record(session, actor_id=None, subject_id=passed.user_id, action="email.restored")


def _issue(
    session: Session, user_id: int, purpose: Purpose, email: str, lifetime: timedelta
) -> tuple[str, str]:
    token = crypto.random_token()
    uid = challenges.issue(
        session, purpose=purpose, user_id=user_id, email=email, code=token, lifetime=lifetime
    )
    return uid, token


def _redeem(session: Session, uid: str, token: str, purpose: Purpose) -> tuple[User, Passed]:
    challenge = challenges.find(session, challenge_id=uid, purpose=purpose)
    if challenge is None or challenge.user_id is None:
        raise Invalid(uid="Invalid user id or user doesn't exist.")
    # The person first, as everywhere, so that no two wait for each other.
    user = people.get_locked(session, user_id=challenge.user_id)
    passed = challenges.redeem(session, challenge_id=uid, purpose=purpose, code=token)
    if passed is None:
        raise Invalid(token="Invalid token for given user.")  # noqa: S106  # a text, no secret
    return user, passed


def _set(session: Session, user: User, address: str) -> None:
    user.email = address
    user.email_key = fields.email_key(address)
    user.email_verified_at = clock.now()
    try:
        session.flush()
    except IntegrityError:
        raise Conflict(people.EMAIL_TAKEN) from None
    sessions.look_again(session, user_id=people.key_of(user))
