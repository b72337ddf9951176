"""The cookie of a device on which people have signed in before; it opens nothing.

Their own wrong tries are counted there apart from those of strangers, who so can't bar them:
OWASP's device cookie. It is a random name, and a seal for each person that goes with it.
"""

from fitness_app.accounts import cookies
from fitness_app.kit import crypto

MOST_PEOPLE = 4
_SEAL_LENGTH = 20


def find(header: str) -> str:
    """The device's cookie in a Cookie header, or ''."""
    return cookies.find(header, cookies.device_name()) or ""


def renew(device: str, *, user_id: int) -> str:
    """A Set-Cookie header for a device on which somebody has just signed in."""
    name, *seals = device.split(".")
    name = name or crypto.random_token(128)
    latest = [_seal(name, user_id), *(seal for seal in seals if seal != _seal(name, user_id))]
    value = ".".join((name, *latest[:MOST_PEOPLE]))
    return cookies.line(cookies.device_name(), value, max_age=cookies.YEAR)


def known_as(device: str, *, user_id: int) -> str:
    """What a device is counted by on which this person has signed in before; '' for any other."""
    name, *seals = device.split(".")
    ours = _seal(name, user_id)
    return crypto.digest(name) if any(crypto.same(seal, ours) for seal in seals) else ""


def _seal(name: str, user_id: int) -> str:
    return crypto.keyed_digest("device cookie", f"{name} {user_id}")[:_SEAL_LENGTH]
