"""Another e-mail address: it waits until it is confirmed, and the old one can take it back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from fitness_app.accounts import (
    audit,
    challenges,
    fields,
    letters,
    names,
    people,
    sessions,
    signing_in,
)
from fitness_app.accounts.access import Client
from fitness_app.accounts.challenges import Passed
from fitness_app.accounts.models import Purpose, User
from fitness_app.kit import clock, crypto, db, mail, throttle
from fitness_app.kit.errors import Conflict, Invalid, Unauthenticated

LIFETIME = timedelta(hours=48)
UNDO_LIFETIME = timedelta(hours=72)
MAILS = 5
TRIES = 20
WINDOW = timedelta(hours=1)
OTHER_NAME_FIRST = "Your username is your present address. Choose another username first."
WRONG_UID = "Invalid user id or user doesn't exist."
WRONG_TOKEN = "Invalid token for given user."  # noqa: S105  # a text, no secret

_OF_THE_OLD_ADDRESS = tuple(purpose for purpose in Purpose if purpose is not Purpose.EMAIL_UNDO)


@dataclass(frozen=True, slots=True)
class PendingView:
    """A change as the page that confirms it shows it."""

    user_id: int
    username: str
    email: str
    """The new address."""
    asks_password: bool


async def ask(*, user_id: int, email: str, proved_password_version: int) -> str:
    """Do what `request` does, as one of 20 tries in an hour: addresses can't be tried out."""
    await db.run(count_try, user_id=user_id)
    return await db.run(
        request,
        user_id=user_id,
        email=email,
        proved_password_version=proved_password_version,
    )


def count_try(session: Session, *, user_id: int) -> None:
    """Count a wish for another address, in a transaction that its refusal doesn't undo."""
    throttle.hit(session, key=f"email-change:try:{user_id}", limit=TRIES, window=WINDOW)


def request(
    session: Session, *, user_id: int, email: str, proved_password_version: int | None = None
) -> str:
    """Mail a link to a new address and return the address; nothing changes until it is confirmed.

    Whoever confirms it is asked for the password, unless `proved_password_version`, from
    `credentials.confirm_password`, says that it was given with the change.
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
    if names.is_address(user.username, user.email or "") and not _can_be_name(address):
        raise Invalid(email=OTHER_NAME_FIRST)
    throttle.hit(session, key=f"email-change:{user_id}", limit=MAILS, window=WINDOW)
    cancel(session, user_id=user_id)
    uid, token = _issue(
        session,
        user_id,
        Purpose.EMAIL_CHANGE,
        address,
        lifetime=LIFETIME,
        proved_password_version=proved_password_version,
    )
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


def get_pending(session: Session, *, uid: str, token: str, session_id: str) -> PendingView:
    """What a link would change if it were confirmed in a browser's session ('' for none).

    The password is asked for unless it was given with the change, or for this very session, its
    owner's, a moment ago. Raises Invalid under 'uid' or 'token'.
    """
    challenge = challenges.find(session, challenge_id=uid, purpose=Purpose.EMAIL_CHANGE)
    if challenge is None or challenge.user_id is None:
        raise Invalid(uid=WRONG_UID)
    if not challenges.holds(challenge, code=token):
        raise Invalid(token=WRONG_TOKEN)
    user = people.get_user(session, user_id=challenge.user_id)
    is_proved = challenge.proved_password_version == user.password_version
    is_proved = is_proved or sessions.has_proved_password(
        session, session_id=session_id, user_id=challenge.user_id
    )
    return PendingView(challenge.user_id, user.username, challenge.email, not is_proved)


async def confirm(
    *, uid: str, token: str, session_id: str, password: str = "", client: Client
) -> None:
    """Make a new address take effect, and tell the old one with a link that undoes it.

    Wrong passwords count as at the sign-in, and leave the link as it is. Raises Invalid under
    'uid', 'token' or 'password', Throttled, Conflict if somebody else has the address by now.
    """
    pending = await db.read(get_pending, uid=uid, token=token, session_id=session_id)
    if pending.asks_password:
        await _prove(pending, password, client)
    # Another password since then has voided the link.
    await db.run(_take_effect, uid=uid, token=token)


def undo(session: Session, *, uid: str, token: str) -> None:
    """Restore the address a change replaced, and sign everybody out.

    Raises Invalid under 'uid' or 'token', Conflict if somebody else has the address by now.
    """
    user, passed = _redeem(session, uid, token, Purpose.EMAIL_UNDO)
    # Who reads the mailbox has the address, not who only said so meanwhile.
    people.take_from_unproved(session, email=passed.email, user_id=passed.user_id)
    with suppress(Conflict):
        _follow(user, passed.email)
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


async def _prove(pending: PendingView, password: str, client: Client) -> None:
    if not password:
        raise Invalid(password="Enter your password.")  # noqa: S106  # a text, no password
    try:
        proved_id = await signing_in.check_credentials(pending.username, password, client=client)
    except Unauthenticated:
        proved_id = None
    if proved_id != pending.user_id:
        raise Invalid(password="Invalid password.")  # noqa: S106  # a text, no password


def _take_effect(session: Session, *, uid: str, token: str) -> None:
    user, passed = _redeem(session, uid, token, Purpose.EMAIL_CHANGE)
    old = user.email
    _follow(user, passed.email)
    _set(session, user, passed.email)
    challenges.void(session, user_id=passed.user_id, purposes=_OF_THE_OLD_ADDRESS)
    audit.record(
        session, actor_id=passed.user_id, subject_id=passed.user_id, action="email.changed"
    )
    if old is not None:
        # Does not void earlier ones: a thief who changes it twice mustn't cut the owner off.
        uid, token = _issue(
            session, passed.user_id, Purpose.EMAIL_UNDO, old, lifetime=UNDO_LIFETIME
        )
        letter = letters.email_changed(username=user.username, uid=uid, token=token)
        mail.send(session, to=old, kind="email_changed", letter=letter)


def _issue(
    session: Session,
    user_id: int,
    purpose: Purpose,
    email: str,
    *,
    lifetime: timedelta,
    proved_password_version: int | None = None,
) -> tuple[str, str]:
    token = crypto.random_token()
    uid = challenges.issue(
        session,
        purpose=purpose,
        user_id=user_id,
        email=email,
        code=token,
        lifetime=lifetime,
        proved_password_version=proved_password_version,
    )
    return uid, token


def _redeem(session: Session, uid: str, token: str, purpose: Purpose) -> tuple[User, Passed]:
    challenge = challenges.find(session, challenge_id=uid, purpose=purpose)
    if challenge is None or challenge.user_id is None:
        raise Invalid(uid=WRONG_UID)
    # The person first, as everywhere, so that no two wait for each other.
    user = people.get_locked(session, user_id=challenge.user_id)
    passed = challenges.redeem(session, challenge_id=uid, purpose=purpose, code=token)
    if passed is None:
        raise Invalid(token=WRONG_TOKEN)
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


def _follow(user: User, address: str) -> None:
    """Call somebody by the new address who is called by the old: its next owner is barred else.

    Raises Conflict for an address with signs that no username has.
    """
    if not names.is_address(user.username, user.email or ""):
        return
    if not _can_be_name(address):
        raise Conflict(OTHER_NAME_FIRST)
    people.give_name(user, fields.read_username(address))


def _can_be_name(address: str) -> bool:
    try:
        fields.read_username(address)
    except fields.FieldError:
        return False
    return True
