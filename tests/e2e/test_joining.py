"""Joining the club, from the form to the confirmed address."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, expect_error, fill, follow_newest_mail, open_page, press
from tests.make import PASSWORD, Person

TYPED = {
    "username": "cleo",
    "email": "cleo@club.example",
    "password": PASSWORD,
    "password2": PASSWORD,
}


def test_who_joins_lands_in_the_cabinet_and_confirms_the_address(page: Page):
    open_page(page, "/register")
    fill(page, **TYPED)
    press(page, "Create account")
    at(page, "/cabinet")
    expect(page.get_by_role("heading", level=1)).to_have_text("cleo")
    expect(page.get_by_text("Confirm cleo@club.example.")).to_be_visible()

    follow_newest_mail(page, "Confirm my e-mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your e-mail is confirmed")
    assert "token" not in page.url
    page.get_by_role("link", name="Go on").click()
    at(page, "/cabinet")
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    expect(page.get_by_text("Confirm cleo@club.example.")).to_be_hidden()


def test_what_is_told_on_joining_stands_in_the_profile(page: Page):
    open_page(page, "/register")
    fill(page, **TYPED)
    page.get_by_text("optional").first.click()
    fill(page, first_name="Cleo", last_name="Moss", date_of_birth="1990-05-31", height="5'11\"")
    page.locator('[name="unit_system"]').select_option("imperial")
    fill(page, weight="165", fitness_goal="A pull-up", bio="Early riser.")
    press(page, "Create account")
    at(page, "/cabinet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cleo Moss")
    expect(page.get_by_text("Europe/Berlin")).to_be_visible()

    open_page(page, "/cabinet/profile")
    expect(page.locator('[name="height"]')).to_have_value("5'11\"")
    expect(page.locator('[name="date_of_birth"]')).to_have_value("1990-05-31")
    open_page(page, "/cabinet/body")
    expect(page.get_by_text("165").first).to_be_visible()


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("username", "two words", "Enter a valid username."),
        ("email", "nobody", "Enter a valid email address."),
        ("password", "short", "at least 10 characters"),
        ("password2", "something else", "didn't match"),
    ],
)
def test_a_wrong_field_says_so_on_leaving_it_and_keeps_what_was_typed(
    page: Page, field: str, wrong: str, said: str
):
    open_page(page, "/register")
    fill(page, **{field: wrong})
    page.locator(f'[name="{field}"]').blur()
    expect_error(page, field, said)
    expect(page.locator(f'[name="{field}"]')).to_have_value(wrong)


def test_every_wrong_field_says_so_on_submitting_and_the_first_has_the_focus(
    page: Page, ann: Person
):
    open_page(page, "/register")
    typed = {**TYPED, "username": "Ann", "password2": "something else"}
    fill(page, **typed)
    press(page, "Create account")
    expect_error(page, "username", "already exists")
    expect_error(page, "password2", "didn't match")
    expect(page.locator('[name="username"]')).to_be_focused()
    for field, text in typed.items():
        expect(page.locator(f'[name="{field}"]')).to_have_value(text)

    fill(page, username="cleo", password2=PASSWORD)
    press(page, "Create account")
    at(page, "/cabinet")


def test_the_first_wrong_field_has_the_focus_even_if_another_was_found_wrong_before(page: Page):
    open_page(page, "/register")
    fill(page, **{**TYPED, "username": "", "password2": "something else"})
    press(page, "Create account")
    expect_error(page, "username", "may not be blank")
    expect_error(page, "password2", "didn't match")
    expect(page.locator('[name="username"]')).to_be_focused()


def test_the_meter_and_its_words_follow_the_password(page: Page):
    open_page(page, "/register")
    fill(page, password="qwertyuiop12")
    expect(page.get_by_text("Easy to guess.")).to_be_visible()
    fill(page, password=PASSWORD)
    expect(page.get_by_text("Very strong.")).to_be_visible()


def test_a_password_can_be_shown(page: Page):
    open_page(page, "/register")
    fill(page, password=PASSWORD)
    page.get_by_role("button", name="Show password").first.click()
    expect(page.locator('[name="password"]')).to_have_attribute("type", "text")
    expect(page.locator('[name="password"]')).to_have_value(PASSWORD)


def test_a_half_filled_form_survives_a_reload_but_for_its_passwords(page: Page):
    open_page(page, "/register")
    fill(page, **TYPED)
    page.reload()
    expect(page.locator('[name="username"]')).to_have_value("cleo")
    expect(page.locator('[name="email"]')).to_have_value("cleo@club.example")
    expect(page.locator('[name="password"]')).to_have_value("")
