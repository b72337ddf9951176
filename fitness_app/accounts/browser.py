"""What a handler asks the browser to do about its session; assets/app.js does it."""

import json
import re
from typing import Any
from urllib.parse import parse_qs

import reflex as rx

from fitness_app import routes

_LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")
_LONGEST = 500


def redeem(ticket: str, next_path: str) -> rx.event.EventSpec:
    """Turn a sign-in ticket into the session's cookie, then load a local page anew."""
    return rx.call_script(
        f"fitness.redeem({json.dumps(ticket)}, {json.dumps(local_path(next_path))})"
    )


def leave() -> rx.event.EventSpec:
    """Give the session's cookie up, forget what was typed, and tell the other tabs."""
    return rx.call_script("fitness.leave()")


def value_of(field: str) -> rx.Var[str]:
    """What stands in a form's field in the browser right now; '' if there is no such field."""
    return rx.Var(f"(document.getElementById({json.dumps(field)})?.value ?? '')", _var_type=str)


def fragment() -> rx.Var[str]:
    """What stood behind the '#' of the address this document was opened at."""
    return rx.Var("(globalThis.fitness?.fragment ?? '')", _var_type=str)


def send_fragment(handler: Any) -> rx.event.EventSpec:
    """Send what stood behind the '#' of the address this document was opened at to a handler."""
    return rx.call_script("fitness.fragment", callback=handler)


def link_in(fragment: str) -> tuple[str, str]:
    """The uid and token of a mail's link, from what stands behind its '#'; '' for what doesn't."""
    parts = parse_qs(fragment)
    return parts.get("uid", [""])[0], parts.get("token", [""])[0]


def upload(field: str, path: str) -> str:
    """Script that sends the file in a field to a route of ours; answers '' or what went wrong."""
    return f"fitness.upload({json.dumps(field)}, {json.dumps(path)})"


def bring(field: str, path: str, *, most_bytes: int) -> str:
    """Script that sends a file as it is, unless it is too large; answers '' or what went wrong."""
    return f"fitness.bring({json.dumps(field)}, {json.dumps(path)}, {most_bytes})"


def next_path(state: rx.State) -> str:
    """Where the sign-in page leads on to, from its `next=`."""
    return local_path(state.router.url.query_parameters.get("next", ""))


def local_path(text: str, default: str = routes.CABINET) -> str:
    """The path if it stays on this site, else the default."""
    return text if len(text) <= _LONGEST and _LOCAL.fullmatch(text) else default
