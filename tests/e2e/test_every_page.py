"""Every page, in both colour modes and down to the narrowest phone, in a club full of people."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import Session

from fitness_app.accounts import people
from fitness_app.fitness_app import PAGES
from fitness_app.kit import db
from tests import make
from tests.addresses import address_of
from tests.e2e.browsing import fill, newest_code, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person

WHO = {"member": "ann", "trainer": "tess", "admin": "ada"}
ADDRESSES = {address_of(page): page.open_to for page in PAGES}
ADDRESSES["/nowhere"] = "anyone"
MODES = ("light", "dark")
PHONE, NARROWEST = 390, 320
SECOND_LOOK_MS = 1000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TWO_FRAMES = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(done)))"""
AT_REST = """() => document.getAnimations().every((it) =>
    it.playState !== 'running' || it.effect.getComputedTiming().endTime === Infinity)"""
WIDER_THAN_THE_PAGE = """() => {
    const isCut = (it) => /auto|scroll|hidden|clip/.test(getComputedStyle(it).overflowX);
    const scrolls = (it) => it && (isCut(it) || scrolls(it.parentElement));
    return [...document.querySelectorAll('body *')]
        .filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
        .filter((it) => it.getClientRects().length && !scrolls(it.parentElement))
        .map((it) => it.outerHTML.slice(0, 120))
        .concat(document.documentElement.scrollWidth > innerWidth ? ['the page itself'] : []);
}"""


@pytest.fixture
def database(demo_file: Path, tmp_path: Path) -> Iterator[db.Database]:
    """The demo club, as it is on the day of its making."""
    yield db.connect(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'club.db')}")
    db.disconnect()


@pytest.fixture
def open_as(visit: Visit, complaints: list[str]) -> Callable[..., Page]:
    """Open a page as somebody who may, with options of the browser."""

    def open_page_as(path: str, **options: Any) -> Page:
        name = WHO.get(ADDRESSES[path])
        page = visit(db.read_sync(_find, username=name) if name else None, **options)
        open_page(page, path)
        complaints[:] = [each for each in complaints if "404" not in each or path != "/nowhere"]
        return page

    return open_page_as


def _find(session: Session, *, username: str) -> Person:
    user = people.find_by_username(session, username=username)
    assert user is not None
    return Person(people.key_of(user), user.username, user.email or "", "")


def too_wide(page: Page, width: int) -> list[str]:
    """What sticks out of a page of that width, once charts have found their own."""
    page.set_viewport_size({"width": width, "height": 700})
    page.evaluate(TWO_FRAMES)
    return page.evaluate(WIDER_THAN_THE_PAGE)


def choose_mode(page: Page, mode: Any) -> None:
    """Have the system be light or dark, and wait until every colour has faded into the other."""
    page.emulate_media(color_scheme=mode)
    expect(page.locator("html")).to_have_class(mode)
    page.evaluate(TWO_FRAMES)
    page.wait_for_function(AT_REST)


def faults(page: Page) -> list[str]:
    """What axe finds on a page, at a second look where data still arrived during the first."""
    if found := _faults(page):
        page.wait_for_timeout(SECOND_LOOK_MS)
        found = _faults(page)
    return found


def _faults(page: Page) -> list[str]:
    """Each fault with the first element it is about."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {fault['help']} {fault['nodes'][0]['html'][:160]}"
        for fault in found.response["violations"]
    ]


@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing_in_either_colour_mode(open_as: Callable[..., Page], path: str):
    page = open_as(path)
    for mode in MODES:
        choose_mode(page, mode)
        assert (mode, faults(page)) == (mode, [])


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_wider_than_a_phone(open_as: Callable[..., Page], path: str):
    page = open_as(path, viewport={"width": PHONE, "height": 844}, has_touch=True)
    assert faults(page) == []
    for width in (PHONE, NARROWEST):
        assert (width, too_wide(page, width)) == (width, [])


EMPTY = ["/cabinet", "/cabinet/body", "/cabinet/goals", "/mailbox", "/shop", "/cart", "/checkout"]


@pytest.mark.parametrize("path", [*EMPTY, "/cabinet/orders"])
def test_axe_finds_nothing_where_there_is_nothing_yet(visit: Visit, path: str):
    page = visit(make.user("newcomer"))
    open_page(page, path)
    assert faults(page) == []


def open_deletion(page: Page) -> None:
    press(page, "Delete my account…")


def open_correction(page: Page) -> None:
    page.locator("label").filter(has=page.locator('input[value="table"]')).first.click()
    page.get_by_role("button", name="Correct the entry of").first.click()


def open_removal(page: Page) -> None:
    page.locator("label").filter(has=page.locator('input[value="table"]')).first.click()
    page.get_by_role("button", name="Delete the entry of").first.click()


def open_adjustment(page: Page) -> None:
    page.get_by_role("button", name="Adjust the goal of").first.click()


def open_dropping(page: Page) -> None:
    page.get_by_role("button", name="Drop the goal of").first.click()


DIALOGS = {
    open_deletion: "/cabinet/data",
    open_correction: "/cabinet/body",
    open_removal: "/cabinet/body",
    open_adjustment: "/cabinet/goals",
    open_dropping: "/cabinet/goals",
}


@pytest.mark.parametrize(("open_dialog", "path"), DIALOGS.items())
def test_axe_finds_nothing_in_an_open_dialog(
    open_as: Callable[..., Page], open_dialog: Callable[[Page], None], path: str
):
    page = open_as(path)
    open_dialog(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    for mode in MODES:
        choose_mode(page, mode)
        assert (mode, faults(page)) == (mode, [])
    assert too_wide(page, NARROWEST) == []


def test_axe_finds_nothing_in_a_form_full_of_errors(open_as: Callable[..., Page]):
    page = open_as("/register")
    fill(page, username="two words", email="nobody", password="short", password2="other")
    press(page, "Create account")
    expect(page.get_by_role("alert")).to_have_count(4)
    for mode in MODES:
        choose_mode(page, mode)
        assert (mode, faults(page)) == (mode, [])


def test_axe_finds_nothing_on_the_way_of_recovery(open_as: Callable[..., Page]):
    page = open_as("/recover")
    fill(page, email="ann@northgate.example")
    press(page, "Send me a code")
    expect(page.locator('[name="code"]')).to_be_visible()
    assert faults(page) == []
    fill(page, code=newest_code())
    press(page, "Continue")
    expect(page.locator('[name="password2"]')).to_be_visible()
    assert faults(page) == []
