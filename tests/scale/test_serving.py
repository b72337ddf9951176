"""The club opened from the command line, by one process."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fitness_app.accounts import sessions
from fitness_app.kit import db
from tests import make, programs
from tests.scale.conftest import Club, Opener


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.require(programs.find_chromium), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.mark.parametrize("site", ["http://localhost:{}", "http://127.0.0.1:{}"])
def test_one_build_serves_any_address(
    open_club: Opener, sqlite_database: str, chromium: Browser, site: str
):
    club = open_club(database_url=sqlite_database, site=site)
    open_page(chromium, club).close()


def test_it_stops_at_once_and_cleanly_with_pages_open(
    open_club: Opener, sqlite_database: str, chromium: Browser
):
    club = open_club(database_url=sqlite_database)
    page = open_page(chromium, club)

    started = time.monotonic()
    assert club.stop() == 0
    assert time.monotonic() - started < 5
    assert "Traceback" not in club.log.read_text()
    page.close()


def test_nothing_that_was_committed_is_lost_when_it_is_killed(
    open_club: Opener, sqlite_database: str
):
    club = open_club(database_url=sqlite_database)
    ann = make.user("ann")
    club.process.kill()
    club.process.wait()
    for worker in club.workers():
        os.kill(worker, signal.SIGKILL)

    assert db.read_sync(sessions.list_sessions, user_id=ann.id, current_id="") == []
    assert open_club(database_url=sqlite_database).get("/login") == 200


def open_page(chromium: Browser, club: Club) -> Page:
    """A page that has its socket, so that it can be used."""
    page = chromium.new_page()
    page.goto(f"{club.site}/login")
    page.locator('main[data-hydrated="true"]').wait_for()
    return page
