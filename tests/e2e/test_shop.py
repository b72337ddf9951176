"""The shop in a browser: from a guest's first press to the hand-over at the desk."""

import pytest
from playwright.sync_api import Page, expect

from fitness_app.kit import db, mail
from tests import make
from tests.e2e.browsing import at, fill, follow_newest_mail, open_page, press, sign_in, sign_out
from tests.e2e.conftest import Visit
from tests.e2e.test_joining import TYPED
from tests.make import Person
from tests.shop.conftest import add, change, contents, of, place


@pytest.fixture
def shirt(database: db.Database) -> int:
    """Five shirts at 24.00."""
    return make.variant(
        make.product("Club shirt", picture="club-shirt.svg"), stock=5, price_cents=2400
    )


def cart_count(page: Page, count: int) -> None:
    """Expect the badge in the side bar to say so."""
    badge = page.get_by_role("complementary").first.locator("[data-cart-count]")
    expect(badge).to_have_text(f"{count} in your cart")


def mails_to(address: str) -> list[str]:
    found = db.read_sync(mail.list_mail, limit=20)
    return [one.content.subject for one in found if one.recipient == address and one.content]


def test_a_guest_fills_a_cart_joins_orders_and_gets_it_handed_over(
    visit: Visit, page: Page, shirt: int, tess: Person
):
    open_page(page, "/shop")
    press(page, "Add Club shirt to the cart")
    cart_count(page, 1)
    open_page(page, "/cart")
    press(page, "One Club shirt more")
    cart_count(page, 2)
    page.get_by_role("link", name="Check out", exact=True).click()
    at(page, "/login?next=/checkout")
    page.get_by_role("link", name="Create an account").click()
    fill(page, **TYPED)
    press(page, "Create account")
    at(page, "/checkout")
    expect(page.get_by_text("Confirm cleo@club.example.")).to_be_visible()
    expect(page.get_by_role("button", name="Place order")).to_be_disabled()

    follow_newest_mail(page, "Confirm my e-mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your e-mail is confirmed")
    open_page(page, "/checkout")
    cart_count(page, 2)
    page.get_by_label("Send it to an address").check()
    press(page, "Place order")
    expect(page.get_by_text("Fill this in.")).to_be_visible()
    fill(page, address="1 Quay Street", note="Ring twice")
    page.get_by_role("button", name="Place order").dblclick()
    page.wait_for_url("**/cabinet/orders/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Order N1001")
    expect(page.get_by_text("€48.00").last).to_be_visible()
    expect(page.get_by_role("complementary").first.locator("[data-cart-count]")).to_have_count(0)

    open_page(page, "/mailbox")
    expect(page.get_by_role("heading", name="We have your order N1001")).to_be_visible()
    desk = visit(tess)
    open_page(desk, "/trainer/orders")
    desk.get_by_role("link", name="N1001").click()
    press(desk, "Mark as paid")
    desk.get_by_role("dialog").get_by_role("button").last.click()
    press(desk, "Mark as ready")
    press(desk, "Hand over")
    expect(desk.get_by_text("N1001: handed over.")).to_be_visible()

    open_page(page, "/cabinet/orders")
    page.get_by_role("link", name="N1001").click()
    expect(page.get_by_text("It is with you.")).to_be_visible()
    assert mails_to("cleo@club.example")[:2] == [
        "Your order N1001 is handed over",
        "Your order N1001 is ready",
    ]


def test_two_tabs_show_the_same_cart(page: Page, shirt: int):
    other = page.context.new_page()
    open_page(page, "/shop")
    open_page(other, "/cart")
    expect(other.get_by_text("Nothing in your cart")).to_be_visible()
    press(page, "Add Club shirt to the cart")
    cart_count(other, 1)
    press(other, "One Club shirt more")
    cart_count(page, 2)
    press(other, "Take out Club shirt")
    expect(other.get_by_text("Nothing in your cart")).to_be_visible()
    expect(page.get_by_role("button", name="Add Club shirt to the cart")).to_be_visible()


def test_what_another_device_changed_shows_when_one_returns_to_the_tab(
    visit: Visit, ann: Person, shirt: int
):
    laptop = visit(ann)
    open_page(laptop, "/cart")
    add(of(ann), shirt, 3)
    laptop.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    cart_count(laptop, 3)


def test_a_changed_price_is_said_and_confirmed_before_the_order(
    visit: Visit, ann: Person, shirt: int
):
    anns = visit(ann)
    add(of(ann), shirt)
    open_page(anns, "/checkout")
    change(shirt, price_cents=2600)
    press(anns, "Place order")
    expect(anns.get_by_text("Something in your cart has changed.")).to_be_visible()
    expect(anns.get_by_text("The price is €26.00 now; it was €24.00.")).to_be_visible()
    press(anns, "Accept the changes")
    expect(anns.get_by_text("The price is €26.00 now")).to_have_count(0)
    press(anns, "Place order")
    anns.wait_for_url("**/cabinet/orders/*")
    expect(anns.get_by_text("€26.00").last).to_be_visible()


def test_after_signing_out_the_next_person_finds_an_empty_cart(
    page: Page, ann: Person, bo: Person, shirt: int
):
    open_page(page, "/shop")
    press(page, "Add Club shirt to the cart")
    cart_count(page, 1)
    open_page(page, "/login?next=/cart")
    sign_in(page, ann)
    at(page, "/cart")
    cart_count(page, 1)
    sign_out(page)
    at(page, "/")
    open_page(page, "/cart")
    expect(page.get_by_text("Nothing in your cart")).to_be_visible()
    open_page(page, "/login?next=/cart")
    sign_in(page, bo)
    at(page, "/cart")
    expect(page.get_by_text("Nothing in your cart")).to_be_visible()
    assert contents(of(ann)) == {shirt: 1}


def test_an_unpaid_order_is_cancelled_after_being_asked(visit: Visit, ann: Person, shirt: int):
    add(of(ann), shirt)
    order = place(ann).order
    anns = visit(ann)
    open_page(anns, f"/cabinet/orders/{order.id}")
    press(anns, "Cancel order…")
    anns.get_by_role("dialog").get_by_role("button", name="Cancel order").click()
    expect(anns.get_by_text("It is cancelled, and there is nothing to pay.")).to_be_visible()
