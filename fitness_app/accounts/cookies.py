"""The two cookies a browser keeps for us, both out of reach of scripts."""

from fitness_app import settings

_LONGEST = 128


def session_name() -> str:
    """The name of the cookie that says whose browser this is."""
    return _name("session")


def visitor_name() -> str:
    """The name of the cookie that tells one guest's browser from another's."""
    return _name("visitor")


def _name(name: str) -> str:
    # The prefix has the browser refuse the name to subdomains and to plain HTTP.
    return f"__Host-{name}" if settings.get().is_https else name


def find(header: str, name: str) -> str | None:
    """The value under a name in a Cookie header, or None."""
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name and 0 < len(value) <= _LONGEST:
            return value
    return None


def line(name: str, value: str, *, max_age: int | None = None) -> str:
    """A Set-Cookie header; without an age the cookie goes with the browser's window."""
    age = f"; Max-Age={max_age}" if max_age is not None else ""
    secure = "; Secure" if settings.get().is_https else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"
