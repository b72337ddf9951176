"""The e-mail address: its link sent again, changed, and the change taken back."""

import re

from playwright.sync_api import Page, expect

from fitness_app.accounts import email_change
from fitness_app.kit import db, mail
from tests import make
from tests.e2e.browsing import at, expect_error, fill, follow_newest_mail, open_page, press
from tests.e2e.conftest import Visit
from tests.make import PASSWORD, Person

NEW = "new@club.example"


def change_address(page: Page) -> None:
    """Ask for another address, and follow the link that goes there."""
    open_page(page, "/cabinet/security")
    fill(page, email=NEW, email_password=PASSWORD)
    press(page, "Change address")
    expect(page.get_by_text(f"{NEW} waits to be confirmed.")).to_be_visible()
    follow_newest_mail(page, "Use this address")


def test_the_activation_link_is_sent_again_after_a_pause_that_is_shown(visit: Visit):
    page = visit(make.user("cleo", email_verified_at=None))
    open_page(page, "/cabinet")
    press(page, "Send it again")
    expect(page.get_by_text("A new link is on its way to cleo@club.example.")).to_be_visible()
    expect(page.get_by_role("button", name="Send it again")).to_be_disabled()
    expect(page.locator("[data-until]")).to_have_text(re.compile("2:[0-9]{2}"))
    (sent,) = db.read_sync(mail.list_mail, limit=9)
    assert (sent.kind, sent.recipient) == ("activation", "cleo@club.example")


def test_a_new_address_counts_once_its_link_is_pressed(anns: Page, ann: Person):
    change_address(anns)
    expect(anns.get_by_role("heading", level=1)).to_have_text("Your address is changed")
    anns.get_by_role("link", name="Go on").click()
    at(anns, "/cabinet")
    expect(anns.get_by_text(NEW)).to_be_visible()
    expect(anns.get_by_text(ann.email)).to_have_count(0)


def test_a_change_asked_for_without_the_password_waits_for_it(visit: Visit, ann: Person):
    db.run_sync(email_change.request, user_id=ann.id, email=NEW)
    page = visit()
    follow_newest_mail(page, "Use this address")
    field = page.get_by_label("Your password", exact=True)
    expect(field).to_be_focused()
    fill(page, password="not this one")
    press(page, "Use this address")
    expect_error(page, "password", "Invalid password.")
    expect(field).to_be_focused()
    fill(page, password=PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your address is changed")


def test_the_old_address_takes_the_change_back_and_everybody_is_signed_out(
    anns: Page, ann: Person, visit: Visit
):
    change_address(anns)
    expect(anns.get_by_role("heading", level=1)).to_have_text("Your address is changed")
    owner = visit()
    follow_newest_mail(owner, "Take it back")
    expect(owner.get_by_role("heading", level=1)).to_have_text("Your old address is back")
    anns.goto("/cabinet")
    at(anns, "/login?next=/cabinet")


def test_a_mail_link_is_pressed_only_once_its_page_is_loaded(page: Page):
    page.route_web_socket(re.compile("/_event"), lambda _: None)
    page.goto("/confirm-email#uid=none&token=none")
    expect(page.get_by_role("button", name="Use this address")).to_be_disabled()


def test_a_link_that_was_used_says_so(page: Page):
    open_page(page, "/confirm-email#uid=none&token=none")
    expect(page.get_by_role("alert")).to_contain_text("This link doesn't work any more.")
