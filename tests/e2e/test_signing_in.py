"""Signing in, and what comes of it."""

from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, open_page, sign_in
from tests.make import Person


def test_a_member_signs_in_by_name(page: Page, ann: Person):
    open_page(page, "/login")
    sign_in(page, ann)
    at(page, "/cabinet")
    expect(page.get_by_role("heading", level=1)).to_have_text("ann")
