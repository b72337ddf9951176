"""Each page in Chromium: what it weighs, what a reload costs, and when it can be used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench import people, servers
from bench.report import Row, p50
from fitness_app import fitness_app as club
from fitness_app.accounts.access import Access
from fitness_app.ui.page import Page as Screen
from tests import programs

PART = "Pages in Chromium: first load, gzipped, with headers, without the socket"
ROUNDS = 3
AT_MOST_KB = 200
AT_MOST_KB_WITH_CHART = 300
VISITORS = {Access.MEMBER: "ann", Access.TRAINER: "tess", Access.ADMIN: "ada"}
_CHART = ".recharts-wrapper"
_READY = 'main[data-hydrated="true"]'
_NOTE_WHEN_READY = f"""
new MutationObserver(() => {{
  if (!globalThis.readyAt && document.querySelector('{_READY}'))
    globalThis.readyAt = performance.now();
}}).observe(document, {{subtree: true, childList: true, attributes: true}});
"""


@dataclass
class Traffic:
    """What went over the wire for a page, in bytes; its socket apart."""

    kinds: dict[str, str] = field(default_factory=dict)
    """What each request was for, such as Document or Script."""
    bodies: dict[str, int] = field(default_factory=dict)
    """The body that came for each request, as compressed as it came."""
    total: int = 0
    """The bodies and their headers."""

    @classmethod
    def of(cls, page: Page) -> "Traffic":
        traffic = cls()
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.requestWillBeSent", traffic._asked)
        protocol.on("Network.dataReceived", traffic._received)
        protocol.on("Network.loadingFinished", traffic._finished)
        protocol.send("Network.enable")
        # To this machine Chromium would offer Brotli, to a plain proxy it wouldn't.
        protocol.send("Network.setAcceptedEncodings", {"encodings": ["gzip"]})
        return traffic

    def forget(self) -> None:
        self.kinds.clear()
        self.bodies.clear()
        self.total = 0

    def weight(self, *kinds: str) -> int:
        """The bodies of these kinds."""
        return sum(size for one, size in self.bodies.items() if self.kinds.get(one) in kinds)

    def _asked(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event.get("type", "")

    def _received(self, event: dict[str, Any]) -> None:
        request = event["requestId"]
        self.bodies[request] = self.bodies.get(request, 0) + event["encodedDataLength"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.total += int(event["encodedDataLength"])


@dataclass(frozen=True)
class Visit:
    """A page opened by a browser that was never here, and then reloaded."""

    has_chart: bool
    requests: int
    bytes: int
    bytes_of_fonts: int
    ready_ms: float
    reload_bytes_of_html: int
    reload_bytes_of_the_rest: int
    reload_ready_ms: float


def run() -> list[Row]:
    """Open each page of the app as somebody who may, several times, each with nothing cached."""
    with servers.club() as server, sync_playwright() as playwright:
        site = f"http://localhost:{server.port}"
        cookies = {access: people.cookie_of(name) for access, name in VISITORS.items()}
        browser = playwright.chromium.launch(
            executable_path=programs.require(programs.find_chromium)
        )
        visits: dict[str, list[Visit]] = {}
        for _ in range(ROUNDS):
            for screen in club.PAGES:
                cookie = cookies.get(Access(screen.open_to), "")
                visits.setdefault(screen.route, []).append(_visit(browser, site, screen, cookie))
    rows = [_row(screen, visits[screen.route]) for screen in club.PAGES]
    return [*rows, *_summary([visit for each in visits.values() for visit in each])]


def _visit(browser: Browser, site: str, screen: Screen, cookie: str) -> Visit:
    with browser.new_context(base_url=site) as context:
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": site}])
        page = context.new_page()
        page.add_init_script(_NOTE_WHEN_READY)
        traffic = Traffic.of(page)
        page.goto(screen.route)
        ready_ms = _ready(page)
        first = {
            "has_chart": page.locator(_CHART).count() > 0,
            "requests": len(traffic.kinds),
            "bytes": traffic.total,
            "bytes_of_fonts": traffic.weight("Font"),
        }
        traffic.forget()
        page.reload()
        reload_ready_ms = _ready(page)
        html = traffic.weight("Document")
        return Visit(
            **first,
            ready_ms=ready_ms,
            reload_bytes_of_html=html,
            reload_bytes_of_the_rest=sum(traffic.bodies.values()) - html,
            reload_ready_ms=reload_ready_ms,
        )


def _ready(page: Page) -> float:
    """Wait until the page can be used and loads nothing more; when it could be, in milliseconds."""
    page.wait_for_selector(_READY)
    page.wait_for_load_state("networkidle")
    return page.evaluate("readyAt")


def _row(screen: Screen, visits: Sequence[Visit]) -> Row:
    first = visits[0]
    return Row(
        PART,
        f"{screen.route} ({screen.open_to})",
        first.bytes / 1000,
        "KB",
        AT_MOST_KB_WITH_CHART if first.has_chart else AT_MOST_KB,
        {
            "requests": first.requests,
            "of it fonts KB": first.bytes_of_fonts / 1000,
            "usable after ms": p50([visit.ready_ms for visit in visits]),
        },
    )


def _summary(visits: Sequence[Visit]) -> list[Row]:
    unchanged = max(visit.reload_bytes_of_the_rest for visit in visits) / 1000
    html = max(visit.reload_bytes_of_html for visit in visits) / 1000
    return [
        Row("A page, once more", "most that a reload brings beside HTML", unchanged, "KB", 0),
        Row("A page, once more", "most HTML that a reload brings", html, "KB"),
        Row(
            "When a page can be used",
            "the first time, median of all pages",
            p50([visit.ready_ms for visit in visits]),
            "ms",
        ),
        Row(
            "When a page can be used",
            "reloaded, median of all pages",
            p50([visit.reload_ready_ms for visit in visits]),
            "ms",
        ),
    ]
