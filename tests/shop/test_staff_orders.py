"""The staff's screens for orders: the list, one order, its steps and what is asked before them."""

import pytest

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.shop import orders
from fitness_app.shop.checkout import CheckoutForm
from fitness_app.shop.pages import staff_order, staff_orders
from fitness_app.shop.pages.staff_order import StaffOrderState
from fitness_app.shop.pages.staff_orders import StaffOrdersState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.shop.conftest import Open, add, of, order_count, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

LIST = staff_orders.PAGE.on_load
ONE = staff_order.PAGE.on_load


@pytest.fixture
def anns_order(ann: Person, shirt: int) -> int:
    """Two of five shirts, to be sent."""
    add(of(ann), shirt, 2)
    form = CheckoutForm(delivery="address", address="1 Quay Street", note="Ring twice")
    return place(ann, form=form).order.id


@pytest.fixture
async def screen(tess: Person, anns_order: int, open_screen: Open) -> Screen:
    """Tess at Ann's order."""
    return await open_screen(tess, routes.staff_order(anns_order), *ONE)


async def step(screen: Screen, code: str, note: str = "") -> str:
    await screen.send(StaffOrderState.ask, step=code)
    return await screen.send(StaffOrderState.confirm, form={"note": note})


async def status_of(screen: Screen) -> str:
    return (await screen.state(StaffOrderState)).order.status


async def test_the_list_has_everybodys_orders_newest_first(
    tess: Person, ann: Person, bo: Person, shirt: int, open_screen: Open
):
    for buyer in (ann, bo):
        add(of(buyer), shirt)
        place(buyer)
    state = await (await open_screen(tess, routes.STAFF_ORDERS, *LIST)).state(StaffOrdersState)
    assert [(row.number, row.buyer) for row in state.orders] == [("N1002", "bo"), ("N1001", "ann")]
    row = state.orders[0]
    assert (row.what, row.total, row.status) == ("1 × Club shirt", "€24.00", "placed")
    assert (state.shown, state.has_previous, state.has_next) == ("1 to 2 of 2", False, False)
    assert (state.counts[""], state.counts["placed"], state.counts["paid"]) == ("2", "2", "0")


async def test_the_list_is_narrowed_by_status_and_by_words(
    tess: Person, ann: Person, bo: Person, shirt: int, open_screen: Open
):
    for buyer in (ann, bo):
        add(of(buyer), shirt)
        place(buyer)
    screen = await open_screen(tess, routes.STAFF_ORDERS, *LIST)

    async def shown(handler: object, **payload: str) -> list[str]:
        await screen.send(handler, **payload)
        return [row.number for row in (await screen.state(StaffOrdersState)).orders]

    assert await shown(StaffOrdersState.find, text="BO") == ["N1002"]
    assert await shown(StaffOrdersState.find, text="n1001") == ["N1001"]
    assert await shown(StaffOrdersState.find, text="") == ["N1002", "N1001"]
    assert await shown(StaffOrdersState.choose, status="paid") == []
    assert await shown(StaffOrdersState.choose, status="lost") == []
    assert await shown(StaffOrdersState.choose, status="placed") == ["N1002", "N1001"]


async def test_pages_of_the_list_end_where_the_orders_do(
    tess: Person, ann: Person, visits: int, open_screen: Open
):
    for nth in range(21):
        add(of(ann), visits)
        place(ann, key=f"key-{nth}")
    screen = await open_screen(tess, routes.STAFF_ORDERS, *LIST)
    for turn, shown in (
        (StaffOrdersState.next, "21 to 21 of 21"),
        (StaffOrdersState.next, "21 to 21 of 21"),
        (StaffOrdersState.previous, "1 to 20 of 21"),
        (StaffOrdersState.previous, "1 to 20 of 21"),
    ):
        await screen.send(turn)
        assert (await screen.state(StaffOrdersState)).shown == shown


async def test_an_order_says_whose_it_is_and_what_is_in_it(screen: Screen):
    state = await screen.state(StaffOrderState)
    order = state.order
    assert (order.number, order.buyer, order.total) == ("N1001", "ann", "€48.00")
    assert (order.address, order.note) == ("1 Quay Street", "Ring twice")
    assert [(line.name, line.each, line.total) for line in state.lines] == [
        ("Club shirt", "2 × €24.00", "€48.00")
    ]
    assert [(step.name, step.by) for step in state.steps] == [("Placed", "ann")]


async def test_an_order_goes_its_way_to_its_buyer(screen: Screen):
    assert "N1001: paid." in await step(screen, "paid", note="In cash")
    for code in ("ready", "handed_over"):
        await screen.send(StaffOrderState.take, step=code)
    state = await screen.state(StaffOrderState)
    assert (state.order.status, state.order.forward) == ("handed_over", "")
    assert [(each.name, each.by, each.note) for each in state.steps] == [
        ("Handed over", "tess", ""),
        ("Ready", "tess", ""),
        ("Paid", "tess", "In cash"),
        ("Placed", "ann", ""),
    ]


async def test_money_and_what_cannot_be_undone_are_asked_about_first(screen: Screen):
    asked = {}
    for code in ("paid", "cancelled"):
        await screen.send(StaffOrderState.ask, step=code)
        asked[code] = (await screen.state(StaffOrderState)).question
    assert asked["paid"].title == "Is N1001 paid?"
    assert "€48.00" in asked["paid"].text
    assert (asked["cancelled"].title, asked["cancelled"].is_grave) == ("Cancel N1001?", True)
    assert await status_of(screen) == "placed"
    await screen.send(StaffOrderState.close)
    assert await screen.send(StaffOrderState.confirm, form={"note": ""}) == ""
    assert await status_of(screen) == "placed"


async def test_cancelling_and_refunding_put_the_goods_back(
    tess: Person, ann: Person, screen: Screen, shirt: int, open_screen: Open
):
    assert stock_of(shirt) == 3
    await step(screen, "cancelled")
    assert (await status_of(screen), stock_of(shirt)) == ("cancelled", 5)
    add(of(ann), shirt)
    second = place(ann, key="another").order.id
    other = await open_screen(tess, routes.staff_order(second), *ONE)
    await step(other, "paid")
    await other.send(StaffOrderState.ask, step="refunded")
    assert (await other.state(StaffOrderState)).question.title == "Refund €24.00?"
    await other.send(StaffOrderState.confirm, form={"note": "Too small"})
    assert (await status_of(other), stock_of(shirt)) == ("refunded", 5)


async def test_a_step_that_isnt_open_is_refused_in_words(screen: Screen):
    with pytest.raises(Conflict):
        await screen.send(StaffOrderState.take, step="handed_over")
    await step(screen, "refunded")
    state = await screen.state(StaffOrderState)
    assert "that step isn't open" in state.errors["form"]
    assert state.order.status == "placed"


async def test_a_note_that_is_too_long_is_said_at_its_field(screen: Screen):
    await step(screen, "paid", note="x" * 201)
    assert set((await screen.state(StaffOrderState)).errors) == {"note"}
    assert await status_of(screen) == "placed"


@pytest.mark.parametrize("name", ["0", "4711", "one", "9" * 40, "²"])
async def test_an_order_nobody_placed_has_no_page(tess: Person, open_screen: Open, name: str):
    screen = await open_screen(tess, f"{routes.STAFF_ORDERS}/{name}", *ONE)
    assert not (await screen.state(ViewerState)).page_is_found
    with pytest.raises(NotFound):
        await screen.send(StaffOrderState.take, step="paid")


async def test_members_reach_none_of_it(
    ann: Person, bo: Person, anns_order: int, open_screen: Open
):
    for person in (ann, bo):
        screen = await open_screen(person, routes.staff_order(anns_order))
        for handler, payload in (
            (StaffOrderState.load, {}),
            (StaffOrderState.take, {"step": "cancelled"}),
            (StaffOrdersState.load, {}),
        ):
            with pytest.raises(RefusedError):
                await screen.send(handler, **payload)
    assert order_count() == 1


async def test_a_step_nobody_knows_goes_no_further(screen: Screen):
    for handler in (StaffOrderState.ask, StaffOrderState.take):
        with pytest.raises(UnusableError):
            await screen.send(handler, step="lost")


async def test_somebody_who_left_is_named_so(tess: Person, open_screen: Open, shirt: int):
    leaver = make.user("leaver")
    add(of(leaver), shirt)
    placed = place(leaver).order.id
    db.run_sync(orders.forget_buyer, user_id=leaver.id)
    assert placed
    screen = await open_screen(tess, routes.STAFF_ORDERS, *LIST)
    assert (await screen.state(StaffOrdersState)).orders[0].buyer == "Somebody who left"
