"""The club opened from the command line, by one process."""

import os
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import programs
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
    assert time.monotonic() - started < 10
    assert "Traceback" not in club.log.read_text()
    page.close()


def test_no_process_outlives_the_one_that_started_it(open_club: Opener, sqlite_database: str):
    club = open_club(database_url=sqlite_database)
    (worker,) = club.workers()
    club.process.kill()
    deadline = time.monotonic() + 10
    while is_running(worker):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_it_can_be_stopped_while_it_starts(open_club: Opener, sqlite_database: str):
    club = open_club(database_url=sqlite_database, is_awaited=False)
    while not club.workers():
        time.sleep(0.01)

    started = time.monotonic()
    assert club.stop() == 0
    assert time.monotonic() - started < 10


def open_page(chromium: Browser, club: Club) -> Page:
    """A page that has its socket, so that it can be used."""
    page = chromium.new_page()
    page.goto(f"{club.site}/login")
    page.locator('main[data-hydrated="true"]').wait_for()
    return page


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
