"""The club opened from the command line, by one process."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from fitness_app.accounts.access import Role
from tests import make, programs
from tests.e2e.browsing import Complaints
from tests.scale.conftest import Club, Opener

IRON = {"club_name": "Iron & 'Söhne' <b>", "currency": "USD", "min_age": "16"}
PRODUCTION = {
    "env": "production",
    "secret_key": "a-secret-for-tests-only-" + "x" * 16,
    "smtp_url": "smtp://127.0.0.1:1",
}


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


def test_one_build_opens_as_two_clubs_of_different_name_and_currency(
    open_club: Opener, sqlite_database: str, chromium: Browser
):
    tess = make.user("tess", role=Role.TRAINER)
    first = open_club(database_url=sqlite_database)
    second = open_club(database_url=sqlite_database, **IRON)
    chosen = ((first, "Northgate", "EUR", 13), (second, IRON["club_name"], "USD", 16))
    for club, name, currency, age in chosen:
        page = chromium.new_page()
        complaints = Complaints()
        page.on("console", complaints.note_console)
        page.on("pageerror", lambda error, to=complaints: to.note(str(error)))
        page.goto(f"{club.site}/terms")
        page.locator('main[data-hydrated="true"]').wait_for()
        expect(page).to_have_title(f"Terms · {name}")
        expect(page.get_by_text(f"You must be at least {age}.")).to_be_visible()
        page.get_by_role("navigation", name="Footer").get_by_role("link", name="Privacy").click()
        expect(page.get_by_text(f"What {name} keeps about you")).to_be_visible()
        cookie = make.session(tess).cookie
        page.context.add_cookies([{"name": "session", "value": cookie, "url": club.site}])
        page.goto(f"{club.site}/trainer/products")
        page.get_by_role("button", name="Add a product").click()
        expect(page.get_by_role("dialog").get_by_text(currency, exact=True)).to_be_visible()
        assert list(complaints) == []
        page.close()


def test_it_says_that_it_is_open_once_it_answers(open_club: Opener, sqlite_database: str):
    club = open_club(database_url=sqlite_database, is_awaited=False)
    while "is open at" not in club.log.read_text():
        assert club.process.poll() is None
        time.sleep(0.01)
    assert club.get("/ping") == 200


def test_a_club_that_is_open_to_the_world_has_no_pages_for_developers(
    open_club: Opener, sqlite_database: str, chromium: Browser
):
    club = open_club(database_url=sqlite_database, **PRODUCTION)
    assert [club.get(path) for path in ("/mailbox", "/styleguide/", "/login")] == [404, 404, 200]
    page = open_page(chromium, club)
    page.evaluate("() => window.__reactRouterDataRouter.navigate('/mailbox')")
    expect(page.get_by_role("heading", name="We couldn’t find that page")).to_be_visible()
    page.close()


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


def test_no_process_outlives_the_one_that_started_it(
    open_club: Opener, shared_database: str, redis_url: str
):
    club = open_club("--workers", "2", database_url=shared_database, redis_url=redis_url)
    workers = club.workers()
    assert len(workers) == 2
    club.process.kill()
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_can_be_stopped_while_it_starts(
    open_club: Opener, sqlite_database: str, told: signal.Signals
):
    club = open_club(database_url=sqlite_database, is_awaited=False)
    time.sleep(1)  # it loads the app now

    started = time.monotonic()
    club.process.send_signal(told)
    assert club.process.wait(20) in (
        0,
        -told,
        128 + told,
    )  # by the server, or just before it took over
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
