"""Secrets: random tokens, their digests, keyed digests and sealing, all from one master key."""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from fitness_app import settings


def random_token(bits: int = 256) -> str:
    """A token nobody can guess, in URL-safe letters."""
    return secrets.token_urlsafe(bits // 8)


def digest(token: str) -> str:
    """SHA-256 in hex: how a random token is kept, so that the table doesn't open anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(purpose: str, text: str) -> str:
    """HMAC-SHA-256 in hex under a key of the purpose's own, for what is short enough to guess."""
    return hmac.new(derived_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def derived_key(purpose: str, secret: str | None = None) -> bytes:
    """A 32-byte key for one purpose, derived from the master key (or an older one)."""
    master = secret if secret is not None else settings.get().secret
    return hmac.new(master.encode(), f"fitness:{purpose}".encode(), hashlib.sha256).digest()


def same(left: str, right: str) -> bool:
    """Compare two secrets in a time that doesn't tell where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())


def seal(text: str) -> str:
    """Encrypt what must wait in the database but be read there by nobody."""
    return _box(settings.get().secret).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """Read what was sealed, by this key or an older one of ours; None for anything else."""
    known = settings.get()
    keys = [known.secret, *(key.get_secret_value() for key in known.old_secret_keys)]
    try:
        return MultiFernet([_box(key) for key in keys]).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


@cache
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("seal", secret)))
