"""Signed tokens: what they claim, how they are made and read by our own clock and keys."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

import jwt

from fitness_app import settings
from fitness_app.accounts import fields, keys
from fitness_app.kit import clock, crypto
from fitness_app.kit.errors import Unauthenticated

ACCESS_LIFETIME = timedelta(minutes=5)
AHEAD = timedelta(minutes=1)
"""How far another machine's clock may be ahead of ours."""
AUDIENCE = "fitness"
LONGEST = 2_000
"""No token of ours is nearly as long."""
MOST_KNOWN = 10_000
"""How many tokens a process remembers."""

Kind = Literal["access", "refresh"]

_NUMBER = re.compile("[1-9][0-9]{0,17}")
_REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "typ", "pv"]


class TokenProblem(Unauthenticated):
    """A token that can't be used: invalid, expired, blacklisted or of a wrong type."""

    code = "token_not_valid"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says: whose sign-in it belongs to, and how long it holds."""

    kind: Kind
    user_id: int
    session_id: str
    token_id: str
    password_version: int
    issued_at: datetime
    expires_at: datetime


def issue_access(*, user_id: int, session_id: str, password_version: int) -> tuple[str, datetime]:
    """An access token of five minutes, and when it ends."""
    now = clock.now().replace(microsecond=0)
    claims = Claims(
        kind="access",
        user_id=user_id,
        session_id=session_id,
        token_id=crypto.random_token(128),
        password_version=password_version,
        issued_at=now,
        expires_at=now + ACCESS_LIFETIME,
    )
    return sign(claims), claims.expires_at


def sign(claims: Claims) -> str:
    """The token that claims this; the same claims always make the same token."""
    key = keys.current()
    payload = {
        "iss": settings.get().site_url,
        "aud": AUDIENCE,
        "sub": str(claims.user_id),
        "sid": claims.session_id,
        "jti": claims.token_id,
        "iat": int(claims.issued_at.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
        "typ": claims.kind,
        "pv": claims.password_version,
    }
    return jwt.encode(payload, key.derive("jwt"), algorithm="HS256", headers={"kid": key.kid})


def read(token: str, kind: Kind | None = None) -> Claims:
    """What a token of ours claims; raises TokenProblem for any other, an ended or a wrong one."""
    claims = _known(token)
    now = clock.now()
    if claims.issued_at > now + AHEAD:
        raise TokenProblem("Token is invalid")
    if claims.expires_at <= now:
        raise TokenProblem("Token is expired")
    if kind is not None and claims.kind != kind:
        raise TokenProblem("Token has wrong type")
    return claims


def _known(token: str) -> Claims:
    # Programs send the same token for five minutes. Whose signature was checked once, with keys
    # that are still ours, needs no second check; when it ends is looked at each time.
    if len(token) > LONGEST:
        raise TokenProblem("Token is invalid")
    return _decode(token, keys.names())


@lru_cache(maxsize=MOST_KNOWN)
def _decode(token: str, _our_keys: tuple[str, ...]) -> Claims:
    try:
        # The name in the header picks one of our own keys; addresses of keys in it are not read.
        key = keys.find(jwt.get_unverified_header(token).get("kid"))
        if key is None:
            raise TokenProblem("Token is invalid")
        payload = jwt.decode(
            token,
            key.derive("jwt"),
            algorithms=["HS256"],
            audience=AUDIENCE,
            issuer=settings.get().site_url,
            # Times are compared with our clock, which tests can move.
            options={
                "require": _REQUIRED,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        return _claims(payload)
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
        raise TokenProblem("Token is invalid") from None


def _claims(payload: dict[str, Any]) -> Claims:
    if payload["typ"] not in ("access", "refresh"):
        raise ValueError("unknown type")
    return Claims(
        kind=payload["typ"],
        user_id=_user_id(payload["sub"]),
        session_id=_id(payload["sid"]),
        token_id=_id(payload["jti"]),
        password_version=_integer(payload["pv"]),
        issued_at=datetime.fromtimestamp(_integer(payload["iat"]), UTC),
        expires_at=datetime.fromtimestamp(_integer(payload["exp"]), UTC),
    )


def _user_id(claim: str) -> int:
    if not _NUMBER.fullmatch(claim):
        raise ValueError("no person's id")
    return int(claim)


def _id(claim: str) -> str:
    if not fields.is_token(claim):
        raise ValueError("no id of ours")
    return claim


def _integer(claim: object) -> int:
    # JSON's true, 1.5, 1e400 and NaN are no times and no versions, though Python counts with them.
    if type(claim) is not int:
        raise TypeError("not an integer")
    return claim
