"""The three cookies a browser keeps for us, all out of reach of scripts."""

import secrets

from starlette.datastructures import Headers

from fitness_app import settings
from fitness_app.kit import crypto

_LONGEST = 128
YEAR = 31_536_000


def session_name() -> str:
    """The name of the cookie that says whose browser this is."""
    return _name("session")


def visitor_name() -> str:
    """The name of the cookie that tells one guest's browser from another's."""
    return _name("visitor")


def device_name() -> str:
    """The name of the cookie by which a device is known that somebody signed in on."""
    return _name("device")


def _name(name: str) -> str:
    # The prefix has the browser refuse the name to subdomains and to plain HTTP.
    return f"__Host-{name}" if settings.get().is_https else name


def sent(headers: Headers) -> str:
    """The cookies of a request in one line; a proxy may have sent a header for each."""
    return "; ".join(headers.getlist("cookie"))


def find(header: str, name: str) -> str | None:
    """The value under a name in a Cookie header, or None; two of a name are none."""
    pairs = [part.strip().partition("=") for part in header.split(";")]
    values = [value for key, _, value in pairs if key == name]
    # A browser sends two if somebody planted one, and nobody could tell which.
    if len(values) != 1 or not 0 < len(values[0]) <= _LONGEST:
        return None
    return values[0]


def visitor_line() -> str:
    """A Set-Cookie header with a guest's cookie, signed: nobody can make one up."""
    return line(visitor_name(), new_visitor(), max_age=YEAR)


def new_visitor() -> str:
    """The value of such a cookie."""
    return _signed(secrets.token_urlsafe(24))


def find_visitor(header: str) -> str | None:
    """What a Cookie header's guest is known by inside; None without a cookie that we signed."""
    value = find(header, visitor_name())
    if value is None or not crypto.same(value, _signed(value.partition(".")[0])):
        return None
    return crypto.keyed_digest("visitor", value)[:32]


def _signed(token: str) -> str:
    return f"{token}.{crypto.keyed_digest('visitor cookie', token)[:32]}"


def line(name: str, value: str, *, max_age: int | None = None) -> str:
    """A Set-Cookie header; without an age the cookie goes with the browser's window."""
    age = f"; Max-Age={max_age}" if max_age is not None else ""
    secure = "; Secure" if settings.get().is_https else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"
