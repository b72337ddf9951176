"""The built pages, as this club's own, and what each may do in a browser."""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from fitness_app.settings import SHOWN, Settings, placeholder

_FALLBACK = "/404"


@dataclass(frozen=True, slots=True)
class Document:
    """A page as it is sent: its text, the same gzipped, and what it may do."""

    html: bytes
    zipped: bytes
    etag: str
    policy: str


class Documents:
    """Each built page, with what the club has chosen filled in when it is first asked for."""

    def __init__(self, folder: Path, settings: Settings, hidden: Iterable[str] = ()) -> None:
        self._settings = settings
        files = {_address(folder, file): file for file in folder.rglob("*.html")}
        self._fallback = files.pop(_FALLBACK, None)
        self._hidden = frozenset(hidden)
        self._files = {path: file for path, file in files.items() if path not in self._hidden}
        self._kept: dict[Path, tuple[int, Document]] = {}

    def __contains__(self, path: str) -> bool:
        return _bare(path) in self._files

    def is_hidden(self, path: str) -> bool:
        """Whether there is a page that this club doesn't show."""
        return _bare(path) in self._hidden

    def find(self, path: str) -> Document | None:
        """The page at a path; None for one of many and for an address that nobody knows."""
        file = self._files.get(_bare(path))
        return self._document(file) if file else None

    def fallback(self) -> Document | None:
        """What is sent for one of many, and for an address that nobody knows."""
        return self._document(self._fallback) if self._fallback else None

    def policy_of(self, path: str) -> str:
        """The Content-Security-Policy of the page at a path, or of the page for none."""
        document = self.find(path) or self.fallback()
        return document.policy if document else self._policy(())

    def _document(self, file: Path) -> Document | None:
        try:
            written_at = file.stat().st_mtime_ns  # `make dev` builds while we serve
            if file not in self._kept or self._kept[file][0] != written_at:
                self._kept[file] = written_at, self._filled_in(file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        return self._kept[file][1]

    def _filled_in(self, text: str) -> Document:
        chosen = {placeholder(name): escape(str(getattr(self._settings, name))) for name in SHOWN}
        # All at once: a club's name may look like a placeholder, too.
        text = re.sub("|".join(chosen), lambda found: chosen[found[0]], text)
        html = text.encode()
        etag = f'W/"{hashlib.sha256(html).hexdigest()[:32]}"'
        policy = self._policy(inline_scripts(text))
        return Document(html, gzip.compress(html, mtime=0), etag, policy)

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


def _bare(path: str) -> str:
    return path.rstrip("/") or "/"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
