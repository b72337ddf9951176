"""The club's secrets, newest first, each known by a short name, so that they can be rotated."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fitness_app import settings
from fitness_app.kit import crypto


@dataclass(frozen=True, slots=True)
class Key:
    """One master secret and the name that tokens and hashes carry of it."""

    kid: str
    secret: str

    def derive(self, purpose: str) -> bytes:
        return crypto.derived_key(purpose, self.secret)


def current() -> Key:
    """The key that new tokens and hashes are made with."""
    return _named(settings.get().secret)


def find(kid: object) -> Key | None:
    """The present or an earlier key of ours by its name; None for any other."""
    return next((key for key in _ours() if key.kid == kid), None)


def names() -> tuple[str, ...]:
    """The names of all keys of ours."""
    return tuple(key.kid for key in _ours())


def _ours() -> Iterator[Key]:
    yield _named(settings.get().secret)
    for secret in settings.get().old_secret_keys:
        yield _named(secret.get_secret_value())


@lru_cache(maxsize=16)
def _named(secret: str) -> Key:
    name = hmac.new(secret.encode(), b"fitness:kid", hashlib.sha256).hexdigest()[:8]
    return Key(kid=name, secret=secret)
