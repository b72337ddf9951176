"""The built pages, and what each may do in a browser."""

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

from fitness_app.settings import Settings

_FALLBACK = "404"


class Documents:
    """The policy of each built page, worked out from its scripts when it is first asked for."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._settings = settings
        self._files = {_address(folder, file): file for file in folder.rglob("*.html")}
        self._policies: dict[Path, str] = {}

    def __contains__(self, path: str) -> bool:
        return (path.rstrip("/") or "/") in self._files

    def policy_of(self, path: str) -> str:
        """The Content-Security-Policy of the page at a path, or of the page for none."""
        file = self._files.get(path.rstrip("/") or "/") or self._files.get(f"/{_FALLBACK}")
        if file is None or not file.exists():
            return self._policy(())
        if file not in self._policies:
            self._policies[file] = self._policy(inline_scripts(file.read_text("utf-8")))
        return self._policies[file]

    def _policy(self, scripts: tuple[str, ...]) -> str:
        hashes = " ".join(dict.fromkeys(f"'sha256-{_digest(script)}'" for script in scripts))
        socket = self._settings.site_url.replace("http", "ws", 1)
        # A toast that a handler returns reaches the page as code: without 'unsafe-eval' it is lost.
        # See docs/decisions/0001-content-security-policy.md.
        return (
            f"default-src 'self'; script-src 'self' 'unsafe-eval' {hashes}; "
            f"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            f"connect-src 'self' {socket}; object-src 'none'; base-uri 'none'; "
            f"form-action 'self'; frame-ancestors 'none'"
        )


def inline_scripts(html: str) -> tuple[str, ...]:
    """The text of each script that stands in a page itself."""
    reader = _ScriptReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.scripts)


class _ScriptReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and "src" not in dict(attrs)
        if self._is_inside:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = False


def _address(folder: Path, file: Path) -> str:
    path = "/" + file.relative_to(folder).with_suffix("").as_posix()
    return path.removesuffix("/index") or "/"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
