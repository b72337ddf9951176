"""What is one's own: taken out, or taken away."""

import json
import re

from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from fitness_app.accounts.models import User
from fitness_app.kit import db
from tests import make
from tests.e2e.browsing import expect_error, fill, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person


def hash_of(session: Session, *, user_id: int) -> str:
    """What is kept of somebody's password."""
    return session.exec(select(User.password_hash).where(User.id == user_id)).one() or ""


def test_the_download_holds_everything_but_secrets(visit: Visit, ann: Person, bo: Person):
    make.weight(ann, 74.5)
    make.weight(bo, 91.25)
    page = visit(ann)
    open_page(page, "/cabinet/data")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download my data").click()
    assert started.value.suggested_filename == "my-data.json"
    text = started.value.path().read_text("utf-8")
    kept = json.loads(text)
    assert kept["account"]["email"] == ann.email
    assert [entry["value"] for entry in kept["training"]["measurements"]] == [74.5]
    (cookie,) = [it for it in page.context.cookies() if it.get("name") == "session"]
    for secret in (db.read_sync(hash_of, user_id=ann.id), cookie.get("value", ""), "91.25"):
        assert secret
        assert secret not in text
    assert not re.search(r"hash|password_|token", text)


def test_a_deletion_is_asked_for_and_undone(anns: Page, ann: Person):
    open_page(anns, "/cabinet/data")
    press(anns, "Delete my account…")
    asking = anns.get_by_role("dialog", name="Delete your account?")
    expect(asking).to_be_visible()
    fill(anns, password="not this one")
    press(anns, "Delete in 14 days")
    expect_error(anns, "password", "Invalid password.")
    fill(anns, password=ann.password)
    press(anns, "Delete in 14 days")
    expect(asking).to_be_hidden()
    expect(anns.get_by_text("Your account will be deleted on")).to_be_visible()

    press(anns, "Keep my account")
    expect(anns.get_by_text("Your account stays.")).to_be_visible()
    expect(anns.get_by_role("button", name="Delete my account…")).to_be_visible()


def test_escape_closes_the_question_and_nothing_happens(anns: Page):
    open_page(anns, "/cabinet/data")
    press(anns, "Delete my account…")
    expect(anns.get_by_role("dialog")).to_be_visible()
    anns.keyboard.press("Escape")
    expect(anns.get_by_role("dialog")).to_be_hidden()
    press(anns, "Delete my account…")
    expect(anns.get_by_role("dialog")).to_be_visible()
    press(anns, "Keep it")
    expect(anns.get_by_role("dialog")).to_be_hidden()
