"""Passwords: how they are kept, which ones are refused, how strong they look."""

import base64
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

import bcrypt
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from fitness_app.accounts import hash_queue, keys

COST = 12
"""Each step more doubles the time; tests lower it."""
MIN_LENGTH = 10
MAX_LENGTH = 256
LOOKED_AT = 20
"""The meter reads no further: its time explodes with the length, and 20 letters say enough."""
TOO_SIMILAR = 0.7

SCHEME = "hs384-bcrypt"
_STORED = re.compile(rf"{SCHEME}:(?P<kid>[0-9a-f]{{8}}):(?P<hash>.+)", re.DOTALL)


async def hash_password(password: str) -> str:
    """What to keep of a new password that `problem_with` found nothing wrong with."""
    return await hash_queue.in_turn(lambda: hash_now(password))


async def matches(password: str, stored: str | None) -> bool:
    """Whether this is the password; None, or a hash that can't be read, costs the same time."""
    return await hash_queue.in_turn(lambda: _matches_now(password, stored))


def hash_now(password: str) -> str:
    """Hash on this thread, for about a quarter of a second; for the command line and the demo."""
    key = keys.current()
    hashed = bcrypt.hashpw(_peppered(password, key), bcrypt.gensalt(COST))
    return f"{SCHEME}:{key.kid}:{hashed.decode()}"


def is_outdated(stored: str) -> bool:
    """Whether a hash should be made anew at the next sign-in, with today's key and cost."""
    return not stored.startswith(f"{SCHEME}:{keys.current().kid}:$2b${COST:02d}$")


def problem_with(password: str, *, username: str = "", email: str = "") -> str:
    """Why a new password can't be taken, or '' if it can."""
    return next(_problems(password, username, email), "")


def problems_with_pair(
    password: str, again: str, *, username: str = "", email: str = ""
) -> tuple[str, str]:
    """What is wrong with a new password, and with its repetition; '' for nothing."""
    mismatch = "" if password == again else "The two password fields didn't match."
    return problem_with(password, username=username, email=email), mismatch


def strength(password: str, *, username: str = "", email: str = "") -> int:
    """How long a guesser would need, from 0 (no time) to 4 (longer than we live)."""
    if not password:
        return 0
    known = [text for text in (username, email, *email.split("@")) if text]
    return int(zxcvbn(password[:LOOKED_AT], user_inputs=known)["score"])


def _problems(password: str, username: str, email: str) -> Iterator[str]:
    if not password:
        yield "This field may not be blank."
    if len(password) > MAX_LENGTH:
        yield f"Ensure this field has no more than {MAX_LENGTH} characters."
    normal = unicodedata.normalize("NFKC", password)
    if not _is_text(normal):
        yield "This password contains characters that can't be typed again."
    if len(normal) < MIN_LENGTH:
        yield f"This password is too short. It must contain at least {MIN_LENGTH} characters."
    if normal.isdecimal():
        yield "This password is entirely numeric."
    if normal.lower() in _common():
        yield "This password is too common."
    if _is_like(normal, username):
        yield "The password is too similar to the username."
    if any(_is_like(normal, part) for part in (email, email.partition("@")[0])):
        yield "The password is too similar to the email address."


def _matches_now(password: str, stored: str | None) -> bool:
    found = _STORED.fullmatch(stored or "")
    key = keys.find(found["kid"]) if found else None
    try:
        if found and key:
            return bcrypt.checkpw(_peppered(password, key), found["hash"].encode())
    except ValueError:  # the hash is corrupt, or the password isn't text
        pass
    bcrypt.hashpw(b"nobody's password", bcrypt.gensalt(COST))
    return False


def _peppered(password: str, key: keys.Key) -> bytes:
    # bcrypt reads 72 bytes and refuses more: 64 of base64 stand for a password of any length.
    normal = unicodedata.normalize("NFKC", password).encode()
    mac = hmac.new(key.derive("password-pepper"), normal, hashlib.sha384)
    return base64.b64encode(mac.digest())


def _is_text(password: str) -> bool:
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in password


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


def _is_like(password: str, name: str) -> bool:
    if len(name) < 3:
        return False
    likeness = SequenceMatcher(a=password.lower(), b=name.lower(), autojunk=False)
    return likeness.quick_ratio() >= TOO_SIMILAR and likeness.ratio() >= TOO_SIMILAR
