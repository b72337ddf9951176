"""The club in this process, so that its clock can be moved, and a Chromium that finds it."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from reflex.state import _frontend_schema
from reflex_base.registry import RegistrationContext

from fitness_app import demo
from fitness_app.kit import db
from tests import make, programs
from tests.e2e.browsing import TIMEOUT_MS, Complaints
from tests.make import Person
from tests.sockets import SITE, running

Visit = Callable[..., Page]
"""`(person=None, remembered=False, **options of a browser)` → a tab of a browser of its own."""


@pytest.fixture(scope="package")
def apps_own_states() -> Iterator[None]:
    """Take out, meanwhile, the States that other tests declare: the built pages know none."""
    substates = RegistrationContext.get().base_state_substates
    taken = {
        parent: {state for state in states if state.__module__.startswith("tests.")}
        for parent, states in substates.items()
    }
    for parent, states in taken.items():
        substates[parent] -= states
    _frontend_schema.cache_clear()
    yield
    for parent, states in taken.items():
        substates[parent] |= states
    _frontend_schema.cache_clear()


@pytest.fixture(scope="package")
def port(apps_own_states: None) -> Iterator[int]:
    """Where the app listens, on a thread of its own, whatever database is open."""
    listening: Future[int] = Future()
    stop = threading.Event()

    async def serve() -> None:
        async with running() as club:
            listening.set_result(club.port)
            await asyncio.to_thread(stop.wait)

    # Reflex keeps its register of States in the context, which threads don't inherit.
    server = threading.Thread(target=copy_context().run, args=(asyncio.run, serve()))
    server.start()
    yield listening.result(timeout=20)
    stop.set()
    server.join()


@pytest.fixture(scope="package")
def chromium(port: int) -> Iterator[Browser]:
    """A browser for which the site's own address leads to the app."""
    switches = [
        f"--host-resolver-rules=MAP localhost:3000 127.0.0.1:{port}",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.require(programs.find_chromium), args=switches
        )
        yield browser
        browser.close()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database; no journey depends on the engine."""
    yield db.connect(sqlite_url)
    db.disconnect()


@pytest.fixture(scope="package")
def demo_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo club in it."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("demo") / "club.db"))
    db.connect(f"sqlite:///{file}")
    demo.open_club()
    db.disconnect()
    return file


@pytest.fixture
def complaints() -> Complaints:
    """What browsers complained of in this test; who expects some takes it out."""
    return Complaints()


@pytest.fixture
def visit(chromium: Browser, database: db.Database, complaints: Complaints) -> Iterator[Visit]:
    """Open a browser of one's own, signed in as somebody if one is named; see `Visit`."""
    contexts: list[BrowserContext] = []

    def open_browser(
        person: Person | None = None, *, remembered: bool = False, **options: Any
    ) -> Page:
        context = chromium.new_context(
            base_url=SITE,
            **{
                "viewport": {"width": 1280, "height": 900},
                "locale": "en-GB",
                "timezone_id": "Europe/Berlin",
                "reduced_motion": "reduce",
                **options,
            },
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("console", complaints.note_console)
        context.on("weberror", lambda error: complaints.note(str(error.error)))
        if person is not None:
            cookie = make.session(person, remembered=remembered).cookie
            context.add_cookies([{"name": "session", "value": cookie, "url": SITE}])
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
    assert list(complaints) == []


@pytest.fixture
def page(visit: Visit) -> Page:
    """A guest's tab."""
    return visit()


@pytest.fixture
def anns(visit: Visit, ann: Person) -> Page:
    """Ann's tab, signed in."""
    return visit(ann)
