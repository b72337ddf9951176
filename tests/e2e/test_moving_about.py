"""Moving about: back and forward, reloads, addresses nobody knows."""

from playwright.sync_api import Page, expect

from tests import make
from tests.e2e.browsing import at, open_page, settle, sign_out
from tests.e2e.conftest import Visit
from tests.make import Person

HEADERS_ONLY = 400
"""Bytes: more than that and a body came along."""


def test_back_and_forward_go_where_one_was(anns: Page):
    open_page(anns, "/cabinet")
    main = anns.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Body").click()
    at(anns, "/cabinet/body")
    main.get_by_role("link", name="Goals").click()
    at(anns, "/cabinet/goals")
    anns.go_back()
    at(anns, "/cabinet/body")
    expect(anns.get_by_role("heading", level=1)).to_have_text("Body")
    anns.go_back()
    at(anns, "/cabinet")
    expect(anns.get_by_role("heading", level=1)).to_have_text("ann")
    anns.go_forward()
    expect(anns.get_by_role("heading", level=1)).to_have_text("Body")


def test_back_after_signing_out_shows_nothing_of_the_cabinet(anns: Page):
    open_page(anns, "/cabinet/profile")
    sign_out(anns)
    at(anns, "/")
    anns.go_back()
    at(anns, "/login?next=/cabinet/profile")
    expect(anns.get_by_text("ann@club.example")).to_have_count(0)


def test_a_reload_transfers_nothing_that_is_unchanged(anns: Page):
    open_page(anns, "/cabinet/body")
    settle(anns)
    anns.reload()
    settle(anns)
    transferred = anns.evaluate(
        """() => ['navigation', 'resource']
            .flatMap((kind) => performance.getEntriesByType(kind))
            .filter((it) => !it.name.includes('/_event') && !it.name.includes('/ping'))
            .map((it) => [it.name, it.transferSize])"""
    )
    assert len(transferred) > 10
    assert [(name, size) for name, size in transferred if size > HEADERS_ONLY] == []


def test_the_tab_says_what_its_page_shows(anns: Page):
    make.exercise("Bench press")
    make.exercise("Seated row")
    open_page(anns, "/exercises/bench-press")
    expect(anns).to_have_title("Bench press · Northgate")
    open_page(anns, "/exercises/seated-row")
    expect(anns).to_have_title("Seated row · Northgate")
    anns.get_by_role("main").get_by_role("link", name="Exercises").click()
    expect(anns).to_have_title("Exercises · Northgate")


def test_an_address_nobody_knows_says_so(page: Page, complaints: list[str]):
    answer = page.goto("/nowhere")
    assert answer
    assert answer.status == 404
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("We couldn’t find that page")
    page.get_by_role("link", name="Go to the start page").click()
    at(page, "/")
    assert all("404" in each for each in complaints)
    complaints.clear()


def test_the_landing_page_leads_to_joining_and_signing_in(visit: Visit, ann: Person):
    page = visit()
    open_page(page, "/")
    page.get_by_role("link", name="Create account").first.click()
    at(page, "/register")
    page.get_by_role("link", name="Sign in").click()
    at(page, "/login")
    signed_in = visit(ann)
    open_page(signed_in, "/")
    signed_in.get_by_role("link", name="Your cabinet").click()
    at(signed_in, "/cabinet")
