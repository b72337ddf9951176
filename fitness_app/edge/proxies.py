"""What proxies of ours say of a request; anybody else's word for it is dropped."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from fitness_app.settings import Settings

_HEARSAY = frozenset(
    {
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-port",
        b"x-forwarded-proto",
        b"x-real-ip",
    }
)
_SECURE = {"http": "https", "websocket": "wss"}
_PLAIN = {"http": "http", "websocket": "ws"}


def seen(scope: Scope, settings: Settings) -> Scope:
    """The request with its true scheme and client, and no header that could claim others."""
    told = _told(scope, settings.trusted_proxy_hops) if settings.trusted_proxy_hops else {}
    headers = [pair for pair in scope["headers"] if pair[0] not in _HEARSAY]
    return {**scope, **told, "headers": headers}


def _told(scope: Scope, hops: int) -> dict[str, object]:
    headers = Headers(scope=scope)
    told: dict[str, object] = {}
    # Each proxy adds to the end, so what stands `hops` from there is the first we can believe.
    addresses = ",".join(headers.getlist("x-forwarded-for")).split(",")
    if len(addresses) >= hops and (client := _address(addresses[-hops])):
        told["client"] = (client, 0)
    scheme = ",".join(headers.getlist("x-forwarded-proto")).rpartition(",")[2].strip()
    if scheme in ("http", "https"):
        told["scheme"] = (_SECURE if scheme == "https" else _PLAIN)[scope["type"]]
    return told


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
