"""A Reflex plugin: the built pages speak to whatever origin they were loaded from."""

import re
from pathlib import Path
from typing import Any

import reflex as rx
from reflex.config import environment
from reflex.constants import Endpoint, Env

_PLACE = "origin.invalid"
"""Stands in the build where Reflex wants the server's address; no name can be registered there."""
_ADDRESS = re.compile(rf"""(["'`])(?P<scheme>ws|http)://{re.escape(_PLACE)}(?P<path>/[\w/-]*)\1""")
_ORIGIN = {"http": "location.origin", "ws": 'location.origin.replace(/^http/,"ws")'}


class SameOrigin(rx.plugins.Plugin):
    """Replaces the server's address, which Reflex fixes when it builds, by that of the page.

    So one build works on any port, host or scheme. Where pages and server have ports of their
    own, in `reflex run --env dev`, Reflex's own addresses stand.
    """

    def update_env_json(self, **_context: Any) -> dict[str, str]:
        """Give every endpoint an address that can be found again in the build."""
        if environment.REFLEX_ENV_MODE.get() is Env.DEV:
            return {}
        schemes = {Endpoint.EVENT: "ws"}
        return {
            endpoint.name: f"{schemes.get(endpoint, 'http')}://{_PLACE}{endpoint}"
            for endpoint in Endpoint
        }

    def post_build(self, *, static_dir: Path, **_context: Any) -> None:
        """Write the page's own origin in place of those addresses; fails if they aren't there."""
        scripts = {file: file.read_text() for file in static_dir.rglob("*.js")}
        found = {file: text for file, text in scripts.items() if _PLACE in text}
        for file, text in found.items():
            file.write_text(speak_to_own_origin(text))
        if not found:
            raise RuntimeError("Reflex no longer writes the server's address as it did.")


def speak_to_own_origin(script: str) -> str:
    """Turn each address literal of the build into an expression on the page's location."""
    changed = _ADDRESS.sub(
        lambda address: f'({_ORIGIN[address["scheme"]]}+"{address["path"]}")', script
    )
    if _PLACE in changed:
        raise RuntimeError("The server's address stands in the build in an unknown form.")
    return changed
