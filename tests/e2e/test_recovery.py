"""Back in with a forgotten password, in three steps."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, expect_error, fill, newest_code, open_page, press, sign_in
from tests.make import Person

NEW = "another long walk inland"


def expect_step(page: Page, name: str) -> None:
    """Expect that a step is marked as the present one."""
    expect(page.locator('[aria-current="step"]')).to_contain_text(name)


def ask_for_code(page: Page, email: str) -> None:
    """Take the first step."""
    open_page(page, "/recover")
    fill(page, email=email)
    press(page, "Send me a code")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")


def test_three_steps_lead_back_in(page: Page, ann: Person):
    ask_for_code(page, ann.email)
    expect_step(page, "Code")
    expect(page.locator('[name="email"]')).to_have_count(0)

    fill(page, code="BBBBBBBB")
    press(page, "Continue")
    expect_error(page, "code", "Invalid or expired code.")
    fill(page, code=newest_code())
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")
    expect_step(page, "New password")

    fill(page, password=NEW, password2=NEW)
    press(page, "Set new password")
    at(page, "/login")
    expect(page.get_by_text("Your new password is set. Sign in with it.")).to_be_visible()
    sign_in(page, ann, password=NEW)
    at(page, "/cabinet")


def test_an_unknown_address_goes_on_all_the_same(page: Page, ann: Person):
    ask_for_code(page, "nobody@club.example")
    fill(page, code="BBBBBBBB")
    press(page, "Continue")
    expect_error(page, "code", "Invalid or expired code.")


def test_what_is_no_address_is_said_under_the_field(page: Page):
    open_page(page, "/recover")
    fill(page, email="nobody")
    press(page, "Send me a code")
    expect_error(page, "email", "Enter a valid email address.")


def test_passwords_that_differ_keep_the_third_step_open(page: Page, ann: Person):
    ask_for_code(page, ann.email)
    fill(page, code=newest_code())
    press(page, "Continue")
    fill(page, password=NEW, password2="something else")
    press(page, "Set new password")
    expect_error(page, "password2", "didn't match")
    fill(page, password2=NEW)
    press(page, "Set new password")
    at(page, "/login")


def test_each_step_has_the_focus_in_its_field(page: Page, ann: Person):
    ask_for_code(page, ann.email)
    expect(page.locator('[name="code"]')).to_be_focused()
    page.keyboard.type(newest_code())
    page.keyboard.press("Enter")
    expect(page.locator('[name="password"]')).to_be_focused()


def test_another_code_can_be_asked_for_after_a_pause(page: Page, ann: Person):
    ask_for_code(page, ann.email)
    again = page.get_by_role("button", name="send another")
    expect(again).to_be_disabled()
    expect(page.locator("[data-until]")).to_have_text(re.compile("0:[0-5][0-9]"))
