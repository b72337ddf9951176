"""Each page in Chromium: what it weighs, what a reload costs, and when it can be used."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench import people, servers
from bench.report import Row, p50
from fitness_app import fitness_app as club
from fitness_app.accounts.access import Access
from fitness_app.ui.page import Page as Screen
from tests import programs
from tests.addresses import address_of
from tests.ui.tree import packages

PART = "Pages in Chromium, opened for the first time: HTML, CSS and scripts, gzipped"
AGAIN = "The same pages reloaded: the most that any of them brings"
USABLE = "Until a page can be used, median of them all"
MORE_VISITS = 2
"""Besides the first, which is weighed."""
AT_MOST_KB = 200
AT_MOST_KB_WITH_CHARTS = 300
VISITORS = {Access.MEMBER: "ann", Access.TRAINER: "tess", Access.ADMIN: "ada"}
_GZIP_ONLY = {"Accept-Encoding": "gzip"}
_MEDIA = ("Font", "Image")
_READY = 'main[data-hydrated="true"]'
_NOTE_WHEN_READY = f"""
new MutationObserver(() => {{
  if (!globalThis.readyAt && document.querySelector('{_READY}'))
    globalThis.readyAt = performance.now();
}}).observe(document, {{subtree: true, childList: true, attributes: true}});
"""


@dataclass(frozen=True)
class Load:
    """A page that was opened or reloaded; its bodies are counted compressed, as they came."""

    requests: int
    html_bytes: int
    code_bytes: int
    media_bytes: int
    wire_bytes: int
    """All of these and their headers."""
    ready_ms: float


def run() -> list[Row]:
    """Open each page of the app as somebody who may, with nothing cached, and reload it."""
    with servers.club() as server, chromium() as browser:
        cookies = {access: people.cookie_of(name) for access, name in VISITORS.items()}
        visitor = Visitor(browser, f"http://localhost:{server.port}", cookies)
        weighed = [visitor.open_and_reload(screen) for screen in club.PAGES]
        opened = [[visitor.open(screen) for screen in club.PAGES] for _ in range(MORE_VISITS)]
    firsts = [first for first, _ in weighed]
    rows = map(_row, club.PAGES, zip(firsts, *opened, strict=True))
    return [*rows, *_reloads([again for _, again in weighed], firsts)]


class Visitor:
    """Opens pages, each in a browser that was never here."""

    def __init__(self, browser: Browser, site: str, cookies: dict[Access, str]) -> None:
        self._browser = browser
        self._site = site
        self._cookies = cookies

    def open_and_reload(self, screen: Screen) -> tuple[Load, Load]:
        """Both loads, compressed in the way that everybody understands."""
        with self._tab(screen, _GZIP_ONLY) as (page, traffic):
            first = traffic.during(lambda: page.goto(address_of(screen)))
            return first, traffic.during(page.reload)

    def open(self, screen: Screen) -> Load:
        """The load as Chromium asks for it."""
        with self._tab(screen, {}) as (page, traffic):
            return traffic.during(lambda: page.goto(address_of(screen)))

    @contextmanager
    def _tab(self, screen: Screen, headers: dict[str, str]) -> Iterator[tuple[Page, "Traffic"]]:
        with self._browser.new_context(base_url=self._site, extra_http_headers=headers) as context:
            if cookie := self._cookies.get(Access(screen.open_to)):
                name, _, value = cookie.partition("=")
                context.add_cookies([{"name": name, "value": value, "url": self._site}])
            page = context.new_page()
            page.add_init_script(_NOTE_WHEN_READY)
            yield page, Traffic(page)


class Traffic:
    """What goes over the wire for a page, its socket apart."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kinds: dict[str, str] = {}
        self._bodies: dict[str, int] = {}
        self._wire_bytes = 0
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.requestWillBeSent", self._asked)
        protocol.on("Network.dataReceived", self._received)
        protocol.on("Network.loadingFinished", self._finished)
        protocol.send("Network.enable")

    def during(self, load: Callable[[], object]) -> Load:
        """Load the page until it can be used and asks for nothing more."""
        self._kinds, self._bodies, self._wire_bytes = {}, {}, 0
        load()
        self._page.wait_for_selector(_READY)
        self._page.wait_for_load_state("networkidle")
        html, media = self._bytes_of("Document"), self._bytes_of(*_MEDIA)
        return Load(
            requests=len(self._kinds),
            html_bytes=html,
            code_bytes=sum(self._bodies.values()) - html - media,
            media_bytes=media,
            wire_bytes=self._wire_bytes,
            ready_ms=self._page.evaluate("readyAt"),
        )

    def _bytes_of(self, *kinds: str) -> int:
        return sum(size for one, size in self._bodies.items() if self._kinds.get(one) in kinds)

    def _asked(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event.get("type", "")

    def _received(self, event: dict[str, Any]) -> None:
        request = event["requestId"]
        self._bodies[request] = self._bodies.get(request, 0) + event["encodedDataLength"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._wire_bytes += int(event["encodedDataLength"])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that the tests use too."""
    with sync_playwright() as playwright:
        program = programs.require(programs.find_chromium)
        with playwright.chromium.launch(executable_path=program) as browser:
            yield browser


def _row(screen: Screen, loads: Sequence[Load]) -> Row:
    gzipped, as_asked = loads[0], loads[-1]
    return Row(
        PART,
        f"{screen.route} ({screen.open_to})",
        (gzipped.html_bytes + gzipped.code_bytes) / 1000,
        "KB",
        _at_most_kb(screen),
        {
            "fonts and pictures KB": gzipped.media_bytes / 1000,
            "requests": gzipped.requests,
            "all with headers, Brotli KB": as_asked.wire_bytes / 1000,
            "usable ms": p50([load.ready_ms for load in loads]),
        },
    )


def _at_most_kb(screen: Screen) -> float:
    """By what the page brings along, also where there is no chart to show yet."""
    return AT_MOST_KB_WITH_CHARTS if "recharts" in packages(screen.build()) else AT_MOST_KB


def _reloads(again: Sequence[Load], first: Sequence[Load]) -> list[Row]:
    unchanged = max(load.code_bytes + load.media_bytes for load in again)
    html = max(load.html_bytes for load in again)
    return [
        Row(AGAIN, "beside HTML", unchanged / 1000, "KB", 0),
        Row(AGAIN, "HTML", html / 1000, "KB"),
        Row(USABLE, "the first time", p50([load.ready_ms for load in first]), "ms"),
        Row(USABLE, "reloaded", p50([load.ready_ms for load in again]), "ms"),
    ]
