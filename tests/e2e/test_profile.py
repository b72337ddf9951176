"""The profile: what one tells of oneself, the picture, the username, the units."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, expect_error, fill, open_page, press, sign_in
from tests.e2e.conftest import Visit
from tests.make import PASSWORD, Person


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture from a camera."""
    file = tmp_path / "me.png"
    Image.new("RGB", (900, 600), "teal").save(file)
    return file


def face(page: Page):
    """The picture beside the button that chooses one."""
    return page.get_by_role("region", name="Picture").locator("img")


def test_a_saved_profile_is_there_after_a_reload(anns: Page):
    open_page(anns, "/cabinet/profile")
    fill(anns, first_name="Ann", last_name="Lee", height="172", bio="Early riser.")
    anns.locator('[name="locale"]').select_option("de-DE")
    anns.get_by_label("Show me on leaderboards").check()
    press(anns, "Save profile")
    expect(anns.get_by_text("Profile saved.")).to_be_visible()
    expect(anns.get_by_role("button", name="Ann Lee")).to_be_visible()

    anns.reload()
    expect(anns.locator('[name="height"]')).to_have_value("172 cm")
    expect(anns.locator('[name="bio"]')).to_have_value("Early riser.")
    expect(anns.locator('[name="locale"]')).to_have_value("de-DE")
    expect(anns.get_by_label("Show me on leaderboards")).to_be_checked()


def test_a_wrong_field_says_so_and_the_rest_stays(anns: Page):
    open_page(anns, "/cabinet/profile")
    fill(anns, first_name="Ann", height="tall")
    press(anns, "Save profile")
    expect_error(anns, "height", "Enter centimetres such as 180.")
    expect(anns.locator('[name="first_name"]')).to_have_value("Ann")
    expect(anns.locator('[name="height"]')).to_have_value("tall")


def test_what_is_half_typed_survives_a_reload(anns: Page):
    open_page(anns, "/cabinet/profile")
    fill(anns, bio="Early riser.")
    anns.reload()
    expect(anns.locator('[name="bio"]')).to_have_value("Early riser.")


def test_a_picture_is_set_and_removed(anns: Page, picture: Path):
    open_page(anns, "/cabinet/profile")
    anns.get_by_label("Choose a picture").set_input_files(picture)
    expect(anns.get_by_text("Your picture is set.")).to_be_visible()
    expect(face(anns)).to_have_js_property("naturalWidth", 512)
    press(anns, "Remove")
    expect(anns.get_by_text("Your picture is removed.")).to_be_visible()
    expect(face(anns)).to_have_count(0)


def test_what_is_no_picture_says_so(anns: Page, tmp_path: Path, complaints: list[str]):
    file = tmp_path / "me.png"
    file.write_bytes(b"not a picture")
    open_page(anns, "/cabinet/profile")
    anns.get_by_label("Choose a picture").set_input_files(file)
    expect(anns.get_by_role("alert")).to_be_visible()
    expect(face(anns)).to_have_count(0)
    assert all("400" in each for each in complaints)
    complaints.clear()  # the browser itself reports that the file was refused


def test_another_username_counts_at_once(visit: Visit, ann: Person):
    page = visit(ann)
    open_page(page, "/cabinet/profile")
    fill(page, username="annette", current_password=PASSWORD)
    press(page, "Change username")
    expect(page.get_by_role("button", name="annette")).to_be_visible()
    guest = visit()
    open_page(guest, "/login")
    sign_in(guest, ann, identifier="annette")
    at(guest, "/cabinet")


def test_a_taken_username_says_so(anns: Page, bo: Person):
    open_page(anns, "/cabinet/profile")
    fill(anns, username="bo", current_password=PASSWORD)
    press(anns, "Change username")
    expect_error(anns, "username", "already exists")


def test_the_units_chosen_are_those_of_every_page(anns: Page):
    open_page(anns, "/cabinet/profile")
    fill(anns, height="180 cm")
    anns.locator('[name="unit_system"]').select_option("imperial")
    press(anns, "Save profile")
    expect(anns.get_by_text("Profile saved.")).to_be_visible()
    anns.reload()
    expect(anns.locator('[name="height"]')).to_have_value("5'10.9\"")
    open_page(anns, "/cabinet/body")
    expect(anns.locator('[name="unit"]')).to_have_value("lb")
    open_page(anns, "/cabinet")
    expect(anns.get_by_text("Pounds", exact=True)).to_be_visible()
