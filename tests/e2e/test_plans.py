"""A plan from the trainer's keyboard to the member's week."""

from playwright.sync_api import Page, expect

from tests import make
from tests.e2e.browsing import fill, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person


def begin(page: Page) -> None:
    """Begin a plan with one session, and be in its builder."""
    open_page(page, "/trainer/plans")
    page.get_by_role("button", name="New plan").first.click()
    fill(page.locator("dialog[open]"), name="By keyboard")  # pyright: ignore[reportArgumentType]  # it finds as a page does
    press(page, "Begin")
    page.wait_for_url("**/trainer/plans/*")
    press(page, "Add a session")


def add(page: Page, *names: str) -> None:
    """Add exercises to the first session, by what they are called."""
    press(page, "Add exercise")
    for name in names:
        page.locator("#find-exercise").fill(name)
        page.locator("dialog[open]").get_by_role("button", name=name).click()
        expect(page.get_by_text(f"{name} added.")).to_be_visible()
    press(page, "Close")


def expect_order(page: Page, *names: str) -> None:
    """Expect the exercises in this order."""
    shown = page.locator('[data-moves^="ask-"] [data-act="edit"] .font-medium')
    expect(shown).to_have_text(names)


def test_a_plan_is_written_by_keyboard_published_and_started(
    visit: Visit, tess: Person, ann: Person
):
    for name in ("Squat", "Press", "Row"):
        make.exercise(name)
    page = visit(tess)
    begin(page)
    add(page, "Squat", "Press", "Row")
    page.locator('[data-act="edit"]').filter(has_text="Row").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Row is now 2 of 3.")).to_be_attached()
    expect_order(page, "Squat", "Row", "Press")
    expect(page.get_by_role("button", name="Move Row up")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Row is now 1 of 3.")).to_be_attached()
    expect(page.get_by_role("button", name="Move Row up")).to_be_focused()
    page.locator('[data-act="edit"]').filter(has_text="Row").press("Enter")
    expect(page.locator('[name="sets"]')).to_be_focused()
    fill(page, sets="5", reps="5")
    page.locator('[name="reps"]').press("Enter")
    expect(page.get_by_text("5 × 5 · RPE 8").first).to_be_visible()
    fill(page, summary="Three lifts.")
    press(page, "Save")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    press(page, "Publish…")
    press(page, "Publish")
    expect(page.get_by_text("Edition 1, out")).to_be_visible()

    member = visit(ann)
    open_page(member, "/plans")
    member.get_by_role("link", name="By keyboard").click()
    press(member, "Start the plan")
    member.wait_for_url("**/cabinet/plan")
    expect(member.get_by_role("heading", name="By keyboard")).to_be_visible()
    expect(member.get_by_text("0 of 1 sessions done")).to_be_visible()
