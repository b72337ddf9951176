"""A new password by a link in a mail, for clients that know no codes; strangers learn nothing."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

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
from fitness_app.accounts.models import Purpose, User
from fitness_app.kit import clock, crypto, db, mail
from fitness_app.kit.errors import Invalid

LIFETIME = timedelta(hours=1)
WRONG_UID = "Invalid user id or user doesn't exist."
WRONG_TOKEN = "Invalid token for given user."  # noqa: S105  # a text, no secret


def send(session: Session, *, email: str, client: Client) -> None:
    """Mail a link to an address if it is somebody's; nobody is told whether it is.

    Raises Invalid under 'email' for what is no address; Throttled as recovery by code is, and
    together with it.
    """
    try:
        address = fields.read_email(email)
    except fields.FieldError as problem:
        raise Invalid(email=str(problem)) from None
    user = people.find_by_email(session, email=address)
    recovery_mails.count(session, address=address, owner=user, client=client)
    known = user if user is not None and user.is_active else None
    user_id = people.key_of(known) if known else None
    token = crypto.random_token()
    uid = challenges.issue(
        session,
        purpose=Purpose.RESET_LINK,
        user_id=user_id,
        email=address,
        code=token,
        lifetime=LIFETIME,
    )
    letter = letters.reset_link(username=known.username if known else address, uid=uid, token=token)
    with session.begin_nested() as nested:
        to = (known and known.email) or address
        mail.send(session, to=to, kind="reset_link", letter=letter)
        session.flush()
        if known is None:
            # The same work, undone: the time it takes must not tell whose address is known.
            nested.rollback()


async def confirm(
    *,
    uid: str,
    token: str,
    new_password: str,
    again: str,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Set the new password, once, and end every session.

    `unread` says what is wrong with fields that couldn't even be read; then nothing is set.
    Raises Invalid by field: uid, token, new_password, new_password2.
    """
    problems = dict(unread)
    problems |= await db.read(_look_at, uid=uid, token=token, password=new_password, unread=unread)
    if new_password != again and "new_password" not in unread:
        problems["new_password2"] = "The two password fields didn't match."
    if problems:
        raise Invalid(**problems)
    with hash_queue.place(f"reset by {uid}"):
        password_hash = await passwords.hash_password(new_password)
    await db.run(_confirm, uid=uid, token=token, password_hash=password_hash)


def _look_at(
    session: Session, *, uid: str, token: str, password: str, unread: Mapping[str, str]
) -> dict[str, str]:
    problems: dict[str, str] = {}
    user: User | None = None
    challenge = challenges.find(session, challenge_id=uid, purpose=Purpose.RESET_LINK)
    if (challenge is None or challenge.user_id is None) and "uid" not in unread:
        problems["uid"] = WRONG_UID
    elif not challenges.holds(challenge, code=token) and not unread.keys() & {"uid", "token"}:
        problems["token"] = WRONG_TOKEN
    elif challenge is not None and challenge.user_id is not None and "token" not in unread:
        user = people.get_user(session, user_id=challenge.user_id)
    name, email = (user.username, user.email or "") if user else ("", "")
    wrong = passwords.problem_with(password, username=name, email=email)
    if wrong and "new_password" not in unread:
        problems["new_password"] = wrong
    return problems


def _confirm(session: Session, *, uid: str, token: str, password_hash: str) -> None:
    passed = challenges.redeem(session, challenge_id=uid, purpose=Purpose.RESET_LINK, code=token)
    if passed is None:
        raise Invalid(token=WRONG_TOKEN)
    user = people.get_locked(session, user_id=passed.user_id)
    if user.email_key == fields.email_key(passed.email) and user.email_verified_at is None:
        user.email_verified_at = clock.now()  # who read the link there has proved the address
    credentials.replace_password(session, user_id=passed.user_id, password_hash=password_hash)
