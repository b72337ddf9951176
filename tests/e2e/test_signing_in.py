"""Signing in, where it leads, and who has no need of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, expect_error, fill, open_page, press, sign_in, sign_out
from tests.make import PASSWORD, Person


@pytest.mark.parametrize("identifier", ["ann", "Ann@club.example"])
def test_a_member_signs_in_by_name_or_address(page: Page, ann: Person, identifier: str):
    open_page(page, "/login")
    sign_in(page, ann, identifier=identifier)
    at(page, "/cabinet")
    expect(page.get_by_role("heading", level=1)).to_have_text("ann")


@pytest.mark.parametrize(
    ("identifier", "password"), [("ann", "not the password"), ("nobody", "not the password")]
)
def test_whatever_is_wrong_gets_one_message_and_the_name_stays(
    page: Page, ann: Person, identifier: str, password: str
):
    open_page(page, "/login")
    sign_in(page, ann, identifier=identifier, password=password)
    expect_error(page, "password", "This name and password don't go together.")
    expect(page.locator('[name="identifier"]')).to_have_value(identifier)
    expect(page.locator('[name="password"]')).to_be_focused()


def test_stay_signed_in_keeps_the_cookie_when_the_browser_closes(page: Page, ann: Person):
    open_page(page, "/login")
    page.get_by_label("Stay signed in on this device for 30 days").check()
    sign_in(page, ann)
    at(page, "/cabinet")
    (cookie,) = [it for it in page.context.cookies() if it.get("name") == "session"]
    assert cookie.get("expires", -1) > 0
    assert cookie.get("httpOnly")


def test_without_it_the_cookie_goes_with_the_browser(page: Page, ann: Person):
    open_page(page, "/login")
    sign_in(page, ann)
    at(page, "/cabinet")
    (cookie,) = [it for it in page.context.cookies() if it.get("name") == "session"]
    assert cookie.get("expires") == -1


@pytest.mark.parametrize("path", ["/login", "/register", "/recover"])
def test_somebody_signed_in_is_led_to_the_cabinet(anns: Page, path: str):
    anns.goto(path)
    at(anns, "/cabinet")


def test_a_deep_link_leads_through_sign_in_and_back_there(page: Page, ann: Person):
    page.goto("/cabinet/goals")
    at(page, "/login?next=/cabinet/goals")
    sign_in(page, ann)
    at(page, "/cabinet/goals")
    expect(page.get_by_role("heading", level=1)).to_have_text("Goals")


def test_a_foreign_address_to_lead_on_to_is_ignored(page: Page, ann: Person):
    open_page(page, "/login?next=//evil.example/cabinet")
    sign_in(page, ann)
    at(page, "/cabinet")


def test_too_many_tries_say_when_to_come_back(page: Page, ann: Person):
    open_page(page, "/login")
    for _ in range(6):
        fill(page, identifier="ann", password="not the password")
        press(page, "Sign in")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("Too many tries. Try again in")


def test_signing_out_leads_out_and_says_so(anns: Page):
    open_page(anns, "/cabinet")
    sign_out(anns)
    at(anns, "/")
    expect(anns.get_by_text("You are signed out.")).to_be_visible()
    anns.goto("/cabinet")
    at(anns, "/login?next=/cabinet")


def test_a_personal_token_takes_the_password(anns: Page):
    open_page(anns, "/cabinet/tokens")
    fill(anns, name="Phone", current_password="not this one")
    press(anns, "Make token")
    expect_error(anns, "current_password", "Invalid password.")
    fill(anns, current_password=PASSWORD)
    press(anns, "Make token")
    expect(anns.locator("#new-token")).to_have_text(re.compile("^fit_"))
    expect(anns.locator('[name="current_password"]')).to_have_value("")
