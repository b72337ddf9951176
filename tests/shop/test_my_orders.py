"""The checkout and one's own orders, as screens."""

import re

import pytest

from fitness_app.accounts.state import ViewerState
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.shop import orders, payments
from fitness_app.shop.pages.checkout import CheckoutState
from fitness_app.shop.pages.my_order import MyOrderState
from fitness_app.shop.pages.my_orders import MyOrdersState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.shop.conftest import Open, add, change, contents, of, order_count, place, stock_of

PICK_UP = {"delivery": "pick_up", "note": "", "address": "", "payment": "desk"}


@pytest.fixture
async def anns(open_screen: Open, ann: Person, shirt: int) -> Screen:
    """Ann at the checkout, two shirts in her cart."""
    add(of(ann), shirt, 2)
    return await open_screen(ann, "/checkout", CheckoutState.load)


async def errors(screen: Screen) -> dict[str, str]:
    return (await screen.state(CheckoutState)).errors


async def test_placing_an_order_leads_to_its_page_and_empties_the_cart(
    anns: Screen, ann: Person, shirt: int
):
    asked = await anns.send(CheckoutState.submit, form=PICK_UP)
    assert re.search(r"_redirect .*/cabinet/orders/\d+", asked)
    assert "tellTabs('cart')" in asked
    assert (contents(of(ann)), stock_of(shirt), order_count()) == ({}, 3, 1)


async def test_a_double_click_is_one_order_and_leads_there_twice(anns: Screen, shirt: int):
    first, second = [
        re.search(r"/cabinet/orders/\d+", await anns.send(CheckoutState.submit, form=PICK_UP))
        for _ in range(2)
    ]
    assert first
    assert second
    assert first[0] == second[0]
    assert (order_count(), stock_of(shirt)) == (1, 3)


async def test_a_reload_on_the_way_keeps_the_key_until_it_has_made_an_order(
    anns: Screen, ann: Person, shirt: int
):
    key = (await anns.state(CheckoutState)).get_value("_key")
    await anns.send(CheckoutState.load)
    assert (await anns.state(CheckoutState)).get_value("_key") == key
    await anns.send(CheckoutState.submit, form=PICK_UP)
    await anns.send(CheckoutState.load)
    add(of(ann), shirt)
    await anns.send(CheckoutState.submit, form=PICK_UP)
    assert order_count() == 2


async def test_another_choice_after_the_order_is_placed_leads_to_what_was_placed(
    anns: Screen, shirt: int
):
    await anns.send(CheckoutState.submit, form=PICK_UP)
    asked = await anns.send(CheckoutState.submit, form={**PICK_UP, "note": "Blue ones"})
    assert "You placed this order a moment ago" in asked
    assert re.search(r"_redirect .*/cabinet/orders\b(?!/)", asked)
    assert (order_count(), stock_of(shirt)) == (1, 3)


async def test_the_same_cart_from_two_tabs_is_one_order(
    anns: Screen, ann: Person, open_screen: Open
):
    other = await open_screen(ann, "/checkout", CheckoutState.load)
    await anns.send(CheckoutState.submit, form=PICK_UP)
    await other.send(CheckoutState.submit, form=PICK_UP)
    assert await errors(other) == {"form": "Your cart is empty."}
    assert order_count() == 1


async def test_an_address_is_asked_for_where_one_is_needed(anns: Screen):
    await anns.send(CheckoutState.submit, form=PICK_UP | {"delivery": "address", "address": "  "})
    assert await errors(anns) == {"address": "Fill this in."}
    assert order_count() == 0


async def test_a_note_that_is_too_long_is_said_under_it(anns: Screen):
    await anns.send(CheckoutState.submit, form=PICK_UP | {"note": "x" * 401})
    assert await errors(anns) == {"note": "Keep it to 400 characters."}


@pytest.mark.parametrize(
    "odd", [{"delivery": "drone"}, {"payment": "gold"}, {"payment": "stripe"}, {"delivery": ""}]
)
async def test_ways_that_are_not_offered_are_refused(anns: Screen, odd: dict[str, str]):
    await anns.send(CheckoutState.submit, form=PICK_UP | odd)
    assert list(await errors(anns)) == ["form"]
    assert order_count() == 0


@pytest.mark.parametrize("form", [None, "x", {"delivery": ["pick_up"]}, {"note": "a\0b"}])
async def test_what_is_no_form_is_refused(anns: Screen, form: object):
    with pytest.raises(UnusableError):
        await anns.send(CheckoutState.submit, form=form)
    assert order_count() == 0


async def test_a_price_that_changed_meanwhile_is_asked_about_first(anns: Screen, shirt: int):
    change(shirt, price_cents=2600)
    asked = await anns.send(CheckoutState.submit, form=PICK_UP)
    assert await errors(anns) == {
        "form": "Something in your cart has changed. Look at it, and confirm."
    }
    assert "cart_state.load" in asked
    assert order_count() == 0


async def test_without_a_confirmed_address_nothing_is_ordered(open_screen: Open, shirt: int):
    cleo = make.user("cleo", email_verified_at=None)
    add(of(cleo), shirt)
    screen = await open_screen(cleo, "/checkout", CheckoutState.load)
    await screen.send(CheckoutState.submit, form=PICK_UP)
    assert "Confirm your e-mail first" in (await errors(screen))["form"]
    assert order_count() == 0


async def test_guests_cannot_order(database: object):
    with pytest.raises(RefusedError):
        await Screen(visitor="somebody").send(CheckoutState.submit, form=PICK_UP)


async def test_orders_are_listed_newest_first_and_only_ones_own(
    open_screen: Open, ann: Person, bo: Person, shirt: int
):
    for buyer, key in ((ann, "a"), (bo, "b"), (ann, "c")):
        add(of(buyer), shirt)
        place(buyer, key)
    state = await (await open_screen(ann, "/cabinet/orders", MyOrdersState.load)).state(
        MyOrdersState
    )
    assert [row.number for row in state.orders] == ["N1003", "N1001"]
    assert (state.orders[0].what, state.orders[0].total) == ("1 × Club shirt", "€24.00")
    assert state.shown == "1 to 2 of 2"


async def open_order(open_screen: Open, person: Person, order_id: int | str) -> Screen:
    return await open_screen(person, f"/cabinet/orders/{order_id}", MyOrderState.load)


async def test_an_order_is_shown_with_where_it_stands_and_what_comes_next(
    open_screen: Open, ann: Person, tess: Person, shirt: int
):
    add(of(ann), shirt, 2)
    order = place(ann).order
    state = await (await open_order(open_screen, ann, order.id)).state(MyOrderState)
    assert (state.order.number, state.order.total, state.order.stage) == ("N1001", "€48.00", 2)
    assert "Pay at the desk" in state.order.next
    assert [line.name for line in state.lines] == ["Club shirt"]
    assert state.order.may_cancel
    for step in ("paid", "ready", "handed_over"):
        await payments.move_order(actor_id=tess.id, order_id=order.id, to=step)
    state = await (await open_order(open_screen, ann, order.id)).state(MyOrderState)
    assert (state.order.stage, state.order.may_cancel, len(state.steps)) == (5, False, 4)


async def test_an_unpaid_order_can_be_cancelled_and_its_goods_return(
    open_screen: Open, ann: Person, shirt: int
):
    add(of(ann), shirt, 2)
    screen = await open_order(open_screen, ann, place(ann).order.id)
    await screen.send(MyOrderState.ask)
    await screen.send(MyOrderState.cancel)
    order = (await screen.state(MyOrderState)).order
    assert (order.status, order.stage, order.may_cancel) == ("cancelled", 0, False)
    assert stock_of(shirt) == 5
    with pytest.raises(Conflict):
        await screen.send(MyOrderState.cancel)


async def test_a_paid_order_cannot_be_cancelled(
    open_screen: Open, ann: Person, tess: Person, shirt: int
):
    add(of(ann), shirt)
    order_id = place(ann).order.id
    screen = await open_order(open_screen, ann, order_id)
    await payments.move_order(actor_id=tess.id, order_id=order_id, to="paid")
    with pytest.raises(Conflict):
        await screen.send(MyOrderState.cancel)
    view = db.read_sync(orders.get_order, buyer_id=ann.id, order_id=order_id)
    assert view.status == "paid"


@pytest.mark.parametrize("place_in_url", ["0", "-1", "99999999999", "x", "1e3", "²"])
async def test_an_order_that_is_none_is_said_to_be_none(
    open_screen: Open, ann: Person, place_in_url: str
):
    screen = await open_order(open_screen, ann, place_in_url)
    assert not (await screen.state(ViewerState)).page_is_found


async def test_bo_cannot_see_pay_or_cancel_anns_order(
    open_screen: Open, ann: Person, bo: Person, shirt: int
):
    add(of(ann), shirt)
    order_id = place(ann).order.id
    screen = await open_order(open_screen, bo, order_id)
    assert not (await screen.state(ViewerState)).page_is_found
    assert (await screen.state(MyOrderState)).order.number == ""
    for handler in (MyOrderState.cancel, MyOrderState.pay):
        with pytest.raises(NotFound):
            await screen.send(handler)
    assert db.read_sync(orders.get_order, buyer_id=ann.id, order_id=order_id).status == "placed"
