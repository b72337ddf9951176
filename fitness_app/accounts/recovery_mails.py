"""What is counted of recoveries: strangers who ask for mails don't use up the owner's."""

from datetime import timedelta

from sqlmodel import Session

from fitness_app.accounts import device_cookie, fields, people
from fitness_app.accounts.access import Client
from fitness_app.accounts.models import User
from fitness_app.kit import throttle

MOST = 3
"""To an address, as asked for by one network or on one device of its owner's."""
MOST_BY_STRANGERS = 12
"""To an address from everywhere else, so that nobody's mailbox is filled."""
MOST_FROM_A_NETWORK = 10
WINDOW = timedelta(hours=1)
LET_IN_WINDOW = timedelta(minutes=15)


def count(session: Session, *, address: str, owner: User | None, client: Client) -> int:
    """Count a mail before it is sent; returns in how many seconds another could be asked for.

    Raises Throttled. The owner is who has the address, if anybody; they notice no difference but
    on a device of theirs.
    """
    to = f"recovery:to:{fields.email_key(address)}"
    device = owner and device_cookie.known_as(client.device, user_id=people.key_of(owner))
    if device:
        key = f"{to}:on:{device}"
    else:
        network = fields.network_of(client.ip)
        _hit(session, f"recovery:from:{network}", MOST_FROM_A_NETWORK)
        key = f"{to}:from:{network}"
    _hit(session, key, MOST)
    if not device:
        _hit(session, to, MOST_BY_STRANGERS)
    return throttle.seconds_left(session, key=key, limit=MOST)


def note_recovered(session: Session, *, user: User, client: Client) -> None:
    """Note from where somebody set a new password, after it was set."""
    network = fields.network_of(client.ip)
    throttle.hit(
        session, key=_recovered(user, network), limit=MOST_FROM_A_NETWORK, window=LET_IN_WINDOW
    )


def has_recovered(session: Session, *, user: User, network: str) -> bool:
    """Whether somebody just set a new password from there: they are about to sign in with it."""
    return throttle.seconds_left(session, key=_recovered(user, network), limit=1) > 0


def _recovered(user: User, network: str) -> str:
    return f"recovered:{user.id}:{user.password_version}:from:{network}"


def _hit(session: Session, key: str, limit: int) -> None:
    throttle.hit(session, key=key, limit=limit, window=WINDOW)
