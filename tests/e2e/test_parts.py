"""Parts that act in the browser without asking the server, tried on the style guide."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import Complaints, open_page, press, settle

NOTE_FIRST_CLASS = """
    new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        window.firstClass = document.documentElement.className;
    }).observe(document, { childList: true, subtree: true });
"""
"""What the page is drawn in first, for a class that comes late would flash."""


@pytest.fixture
def guide(page: Page) -> Page:
    """The style guide, open."""
    open_page(page, "/styleguide")
    return page


@pytest.fixture
def opener(guide: Page) -> Locator:
    """The button that opens a dialog."""
    return guide.locator("[data-opens]")


@pytest.fixture
def question(guide: Page, opener: Locator) -> Locator:
    """A dialog that asks, open."""
    opener.click()
    dialog = guide.get_by_role("dialog", name="Delete the goal")
    expect(dialog).to_be_visible()
    return dialog


def test_a_dialog_keeps_the_focus_and_gives_it_back(
    question: Locator, opener: Locator, guide: Page
):
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    guide.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_click_beside_a_dialog_closes_it(question: Locator, guide: Page):
    guide.mouse.click(10, 10)
    expect(question).to_be_hidden()


def test_the_answer_closes_a_dialog_and_is_carried_out(question: Locator, guide: Page):
    question.get_by_role("button", name="Delete goal").click()
    expect(question).to_be_hidden()
    expect(guide.locator("[data-sonner-toast]")).to_have_text("Goal deleted.")


def test_a_dialog_opened_by_state_can_be_opened_again_after_escape(guide: Page):
    for _ in range(2):
        press(guide, "Rename…")
        expect(guide.get_by_role("dialog", name="What should it be called?")).to_be_visible()
        guide.keyboard.press("Escape")
        expect(guide.get_by_role("dialog", name="What should it be called?")).to_be_hidden()


def test_what_went_wrong_can_be_closed(guide: Page):
    press(guide, "It didn’t")
    toast = guide.locator("[data-sonner-toast]")
    expect(toast).to_contain_text("Not saved.")
    toast.get_by_role("button").click()
    expect(toast).to_be_hidden()


def test_toasts_come_with_the_first_of_them(guide: Page):
    asked: list[str] = []
    guide.on("request", lambda request: asked.append(request.resource_type))
    for _ in range(2):
        press(guide, "It worked")
    expect(guide.locator('[data-sonner-toast][data-type="success"]')).to_have_count(2)
    assert asked.count("script") == 1


def test_a_word_is_said_where_toasts_cannot_be_had(guide: Page, complaints: Complaints):
    guide.route("**/assets/*.js", lambda route: route.fulfill(status=204))
    press(guide, "It didn’t")
    expect(guide.get_by_role("status").filter(has_text="Not saved.")).to_be_visible()
    complaints.clear()


def test_a_password_can_be_seen_and_hidden_again(guide: Page):
    field = guide.locator('[name="password"]')
    field.fill("plum harbour nine")
    press(guide, "Show password")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    press(guide, "Show password")
    expect(field).to_have_attribute("type", "password")


def test_a_chart_turns_into_its_table_by_keyboard(guide: Page):
    frame = guide.get_by_role("region", name="Body weight")
    expect(frame.locator(".recharts-surface").first).to_be_visible()
    frame.get_by_role("radio", name="Chart").focus()
    guide.keyboard.press("ArrowRight")
    expect(frame.get_by_role("table", name="Body weight")).to_be_visible()
    expect(frame.locator(".recharts-surface").first).to_be_hidden()


def test_the_choice_of_light_or_dark_is_there_before_the_page_is(guide: Page):
    press(guide, "Switch between light and dark")
    expect(guide.locator("html")).to_have_class("dark")
    guide.add_init_script(NOTE_FIRST_CLASS)
    guide.reload()
    settle(guide)
    assert "dark" in guide.evaluate("window.firstClass")


def test_the_first_stop_leads_past_the_navigation(guide: Page):
    guide.keyboard.press("Tab")
    expect(guide.get_by_role("link", name="Skip to content")).to_be_focused()
    guide.keyboard.press("Enter")
    expect(guide.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["/", "/styleguide", "/privacy", "/terms", "/login"])
def test_nothing_is_wider_than_a_narrow_phone(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
