"""The cabinet left open for minutes, hours and days: it goes on, or says that it is over."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from fitness_app.accounts import profiles
from fitness_app.kit import clock, db
from tests.e2e.browsing import at, fill, open_page, press, sign_in
from tests.e2e.conftest import Visit
from tests.make import PASSWORD, Person

NEW = "another long walk inland"


def change_password(page: Page) -> None:
    """Fill the form of the security page that is open, and send it."""
    fill(page, current_password=PASSWORD, new_password=NEW, new_password2=NEW)
    press(page, "Change password")


@pytest.mark.parametrize(
    ("remembered", "away"),
    [
        (False, timedelta(minutes=6)),
        (False, timedelta(hours=11)),
        (True, timedelta(hours=13)),
        (True, timedelta(days=29)),
    ],
)
def test_the_password_is_changed_without_a_reload(
    visit: Visit, ann: Person, remembered: bool, away: timedelta
):
    page = visit(ann, remembered=remembered)
    open_page(page, "/cabinet/security")
    clock.move(away)
    change_password(page)
    at(page, "/cabinet/security?changed=password")
    expect(page.get_by_text("Your password is changed.")).to_be_visible()

    guest = visit()
    open_page(guest, "/login")
    sign_in(guest, ann, password=NEW)
    at(guest, "/cabinet")


@pytest.mark.parametrize(
    ("remembered", "away"), [(False, timedelta(hours=13)), (True, timedelta(days=31))]
)
def test_an_end_is_said_and_what_was_typed_comes_back_after_signing_in(
    visit: Visit, ann: Person, remembered: bool, away: timedelta
):
    page = visit(ann, remembered=remembered)
    open_page(page, "/cabinet/security")
    fill(page, email="new@club.example", email_password=PASSWORD)
    clock.move(away)
    press(page, "Change address")

    over = page.get_by_role("dialog", name="You have been signed out")
    expect(over).to_be_visible()
    expect(over).to_contain_text("You were away for a while")
    expect(page.locator('[name="email"]')).to_have_value("new@club.example")
    assert db.read_sync(profiles.get_profile, user_id=ann.id).pending_email == ""

    over.get_by_role("link", name="Sign in again").click()
    at(page, "/login?next=/cabinet/security")
    sign_in(page, ann)
    at(page, "/cabinet/security")
    expect(page.locator('[name="email"]')).to_have_value("new@club.example")
    expect(page.locator('[name="email_password"]')).to_have_value("")
    fill(page, email_password=PASSWORD)
    press(page, "Change address")
    expect(page.get_by_text("new@club.example waits to be confirmed.")).to_be_visible()
    expect(page.locator('[name="email"]')).to_have_value("")


def test_whoever_stays_after_the_end_keeps_the_page(anns: Page):
    open_page(anns, "/cabinet/profile")
    fill(anns, bio="Early riser.")
    clock.move(timedelta(hours=13))
    press(anns, "Save profile")
    anns.get_by_role("button", name="Stay here").click()
    expect(anns.get_by_role("dialog")).to_be_hidden()
    expect(anns.locator('[name="bio"]')).to_have_value("Early riser.")


def test_another_persons_draft_is_not_shown(visit: Visit, ann: Person, bo: Person):
    page = visit(ann)
    open_page(page, "/cabinet/profile")
    fill(page, bio="Early riser.")
    clock.move(timedelta(hours=13))
    press(page, "Save profile")
    page.get_by_role("link", name="Sign in again").click()
    at(page, "/login?next=/cabinet/profile")
    sign_in(page, bo)
    at(page, "/cabinet/profile")
    expect(page.locator('[name="bio"]')).to_have_value("")
