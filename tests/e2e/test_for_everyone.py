"""Keyboard alone, a phone in the hand, light and dark, no motion for who wants none."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.browsing import at, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
FOCUSED = """() => {
    const it = document.activeElement;
    const style = getComputedStyle(it.closest('.input') ?? it);
    const rings = [style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
                   style.boxShadow !== 'none'];
    return [it.name || it.innerText || it.ariaLabel || '', rings.includes(true)];
}"""
SLOWEST = """() => Math.max(...[...document.querySelectorAll('*')].flatMap((it) => {
    const { transitionDuration, animationDuration } = getComputedStyle(it);
    return `${transitionDuration},${animationDuration}`.split(',').map(parseFloat);
}))"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus bears this name; all on the way shows that it has it."""
    passed = []
    for _ in range(40):
        page.keyboard.press("Tab")
        found, is_shown = page.evaluate(FOCUSED)
        passed.append(found)
        assert is_shown, f"{found!r} doesn't show that it has the focus"
        if found.strip() == name:
            return
    raise AssertionError(f"{name!r} isn't among {passed}")


def test_the_keyboard_alone_signs_in_and_enters_a_weight(page: Page, ann: Person):
    open_page(page, "/login")
    tab_to(page, "identifier")
    page.keyboard.type("ann")
    tab_to(page, "password")
    page.keyboard.type(ann.password)
    page.keyboard.press("Enter")
    at(page, "/cabinet")
    tab_to(page, "Enter weight")
    page.keyboard.press("Enter")
    at(page, "/cabinet/body#enter")
    expect(page.locator("[name=value]")).to_be_visible()
    tab_to(page, "value")
    page.keyboard.type("74.5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: 74.5 kg.")).to_be_visible()


def test_the_keyboard_alone_opens_the_menu_and_signs_out(anns: Page):
    open_page(anns, "/cabinet")
    anns.get_by_role("button", name="ann").focus()
    anns.keyboard.press("Enter")
    tab_to(anns, "Sign out")
    anns.keyboard.press("Enter")
    at(anns, "/")


def test_a_dialog_keeps_the_focus_and_gives_it_back(anns: Page):
    open_page(anns, "/cabinet/data")
    anns.get_by_role("button", name="Delete my account…").focus()
    anns.keyboard.press("Enter")
    dialog = anns.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(8):
        anns.keyboard.press("Tab")
        is_inside = "() => !!document.activeElement.closest('dialog, body:focus')"
        assert anns.evaluate(is_inside) or anns.evaluate("document.activeElement === document.body")
    anns.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(anns.get_by_role("button", name="Delete my account…")).to_be_focused()


def test_the_first_tab_leads_past_the_navigation(anns: Page):
    open_page(anns, "/cabinet/body")
    anns.evaluate("window.stays = true")
    tab_to(anns, "Skip to content")
    anns.keyboard.press("Enter")
    expect(anns.locator("main")).to_be_focused()
    assert anns.evaluate("window.stays"), "the page was loaded anew"


def test_the_dock_leads_around_on_a_phone(visit: Visit, ann: Person):
    page = visit(ann, **PHONE)
    open_page(page, "/cabinet")
    dock = page.get_by_role("navigation", name="Dock")
    for name, path in (
        ("Progress", "/progress"),
        ("Club", "/shop"),
        ("You", "/cabinet"),
        ("Today", "/today"),
    ):
        dock.get_by_role("link", name=name).tap()
        at(page, path)
    expect(dock.locator("[aria-current=page]")).to_have_text("Today")


def test_everything_of_the_cabinet_can_be_reached_on_a_phone(visit: Visit, ann: Person):
    page = visit(ann, **PHONE)
    open_page(page, "/cabinet")
    for path in ("/cabinet/security", "/cabinet/data", "/cabinet"):
        page.locator(f'main a[href="{path}"]').first.tap()
        at(page, path)
    press(page, "Sign out")
    at(page, "/")


def test_the_colour_mode_chosen_stays_chosen(anns: Page):
    open_page(anns, "/cabinet")
    expect(anns.locator("html")).to_have_class("light")
    press(anns, "Switch between light and dark")
    expect(anns.locator("html")).to_have_class("dark")
    anns.reload()
    expect(anns.locator("html")).to_have_class("dark")
    open_page(anns, "/")
    expect(anns.locator("html")).to_have_class("dark")
    press(anns, "Switch between light and dark")
    expect(anns.locator("html")).to_have_class("light")


def test_a_system_that_is_dark_gets_a_dark_page(visit: Visit):
    page = visit(color_scheme="dark")
    open_page(page, "/")
    expect(page.locator("html")).to_have_class("dark")


def test_nothing_moves_for_who_wants_no_motion(visit: Visit, ann: Person):
    moving, still = visit(ann, reduced_motion="no-preference"), visit(ann)
    open_page(moving, "/cabinet/body")
    open_page(still, "/cabinet/body")
    assert moving.evaluate(SLOWEST) > 0.1
    assert still.evaluate(SLOWEST) < 0.001
