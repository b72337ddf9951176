"""Whether a request that would change something comes from a page of ours."""

from starlette.datastructures import Headers
from starlette.types import Scope

from fitness_app.accounts import cookies

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OURS = frozenset({"same-origin", "none"})


def comes_from_elsewhere(scope: Scope, site_url: str) -> bool:
    """Whether this would let another site act for the person whose browser sends it.

    A foreign Origin always would. A request with our cookie must prove where it comes from, by
    Origin or Sec-Fetch-Site; one without either header or cookie is a program's, not a browser's.
    """
    if scope["method"] in _HARMLESS:
        return False
    headers = Headers(scope=scope)
    if origins := headers.getlist("origin"):
        return origins != [site_url]
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] not in _OURS
    sent = cookies.sent(headers)
    return any(cookies.find(sent, name()) for name in (cookies.session_name, cookies.visitor_name))
