"""The shop's shelves, a product's page, and the cart, for guests and members."""

from dataclasses import replace

import pytest

from fitness_app.accounts.state import ViewerState
from fitness_app.guard.payloads import UnusableError
from fitness_app.shop.pages.product import ProductState
from fitness_app.shop.pages.shelves import ShelvesState
from fitness_app.shop.state.cart import CartState
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.shop.conftest import Open, Shopper, add, change, contents, of

VISITOR = "a-guests-browser"
GUEST = Shopper(guest_key=VISITOR)


@pytest.fixture
def guests(database: object) -> Screen:
    """A guest's tab."""
    return Screen(visitor=VISITOR)


async def names(screen: Screen) -> list[str]:
    return [product.name for product in (await screen.state(ShelvesState)).products]


async def test_a_guest_sees_prices_and_what_is_left(guests: Screen, shirt: int, visits: int):
    change(shirt, stock=0)
    await guests.send(ShelvesState.load)
    rows = {row.name: row for row in (await guests.state(ShelvesState)).products}
    assert (rows["Club shirt"].price, rows["Club shirt"].left) == ("€24.00", "Sold out")
    assert (rows["Ten visits"].price, rows["Ten visits"].left) == ("€85.00", "")
    assert rows["Ten visits"].variant_id == visits


async def test_prices_are_written_as_the_member_reads_them(open_screen: Open, shirt: int):
    gerda = make.user("gerda")
    screen = await open_screen(gerda, "/shop")
    assert screen.viewer
    screen.viewer = replace(screen.viewer, locale="de-DE")
    await screen.send(ShelvesState.load)
    (row,) = (await screen.state(ShelvesState)).products
    assert row.price == "24,00\xa0€"


async def test_what_is_searched_chosen_and_sorted_is_shown(guests: Screen, shirt: int, visits: int):
    await guests.send(ShelvesState.load)
    await guests.send(ShelvesState.find, text="shirt")
    assert await names(guests) == ["Club shirt"]
    await guests.send(ShelvesState.choose, category="supplements")
    assert await names(guests) == []
    await guests.send(ShelvesState.show_all)
    await guests.send(ShelvesState.order_by, sort="-price")
    assert await names(guests) == ["Ten visits", "Club shirt"]


@pytest.mark.parametrize("text", ["%", "_", "'; --", "x" * 9_999, "\\"])
async def test_odd_searches_find_nothing_and_fail_nothing(guests: Screen, shirt: int, text: str):
    await guests.send(ShelvesState.find, text=text)
    assert await names(guests) == []


async def test_the_pages_of_a_long_list_follow_each_other(guests: Screen, database: object):
    for number in range(13):
        make.variant(make.product(f"Band {number:02}"))
    await guests.send(ShelvesState.order_by, sort="name")
    await guests.send(ShelvesState.next)
    assert await names(guests) == ["Band 12"]
    assert (await guests.state(ShelvesState)).shown == "13 to 13 of 13"
    await guests.send(ShelvesState.next)
    await guests.send(ShelvesState.previous)
    assert len(await names(guests)) == 12


async def test_a_product_without_a_choice_can_be_added_from_the_list(guests: Screen, shirt: int):
    await guests.send(CartState.add, variant_id=shirt)
    await guests.send(CartState.add, variant_id=shirt, quantity=2)
    cart = await guests.state(CartState)
    assert (cart.count, cart.items, cart.total) == (3, "3 items", "€72.00")
    assert cart.in_cart == {"club-shirt": 3}
    assert contents(GUEST) == {shirt: 3}


async def test_every_change_of_the_cart_tells_the_other_tabs(guests: Screen, shirt: int):
    assert "tellTabs('cart')" in await guests.send(CartState.add, variant_id=shirt)
    (line,) = (await guests.state(CartState)).lines
    for quantity in (2, 0):
        asked = await guests.send(CartState.set_quantity, line_id=line.id, quantity=quantity)
        assert "tellTabs('cart')" in asked


async def test_more_than_there_is_is_refused_in_words(guests: Screen, shirt: int):
    asked = await guests.send(CartState.add, variant_id=shirt, quantity=6)
    assert "Only 5 left." in asked
    assert contents(GUEST) == {}


@pytest.mark.parametrize("quantity", [0, -1, 2**31 - 1])
async def test_odd_quantities_change_nothing(guests: Screen, shirt: int, quantity: int):
    await guests.send(CartState.add, variant_id=shirt, quantity=quantity)
    assert contents(GUEST) == {}


@pytest.mark.parametrize("variant_id", ["shirt", None, 1.5, 2**40, [1]])
async def test_what_is_no_number_does_not_reach_the_cart(guests: Screen, variant_id: object):
    with pytest.raises(UnusableError):
        await guests.send(CartState.add, variant_id=variant_id)


async def test_a_line_taken_out_in_another_tab_is_gone_here_too(guests: Screen, shirt: int):
    await guests.send(CartState.add, variant_id=shirt)
    (line,) = (await guests.state(CartState)).lines
    other = Screen(visitor=VISITOR)
    await other.send(CartState.remove, line_id=line.id)
    asked = await guests.send(CartState.set_quantity, line_id=line.id, quantity=2)
    assert "find that." in asked
    assert (await guests.state(CartState)).lines == []


async def test_bo_cannot_change_anns_cart(open_screen: Open, ann: Person, bo: Person, shirt: int):
    line = add(of(ann), shirt).lines[0]
    bos = await open_screen(bo, "/cart", CartState.load)
    assert (await bos.state(CartState)).lines == []
    for send in (CartState.remove, CartState.set_quantity):
        what = {"line_id": line.id} | ({"quantity": 3} if send is CartState.set_quantity else {})
        assert "find that." in await bos.send(send, **what)
    assert contents(of(ann)) == {shirt: 1}


async def test_a_changed_price_is_said_on_the_line_until_it_is_confirmed(
    open_screen: Open, ann: Person, shirt: int
):
    add(of(ann), shirt, 2)
    change(shirt, price_cents=2600)
    screen = await open_screen(ann, "/cart", CartState.load)
    cart = await screen.state(CartState)
    (line,) = cart.lines
    assert cart.is_changed
    assert (line.was, line.total) == ("€48.00", "€52.00")
    assert line.changes == ["The price is €26.00 now; it was €24.00."]
    await screen.send(CartState.confirm)
    (line,) = (await screen.state(CartState)).lines
    assert ((await screen.state(CartState)).is_changed, line.was, line.changes) == (False, "", [])


async def test_a_changed_price_is_said_in_the_members_own_way(
    open_screen: Open, ann: Person, shirt: int
):
    add(of(ann), shirt)
    change(shirt, price_cents=2600)
    screen = await open_screen(ann, "/cart")
    assert screen.viewer
    screen.viewer = replace(screen.viewer, locale="de-DE")
    await screen.send(CartState.load)
    (line,) = (await screen.state(CartState)).lines
    assert line.changes == ["The price is 26,00\xa0€ now; it was 24,00\xa0€."]


async def test_what_has_sold_out_meanwhile_goes_when_that_is_confirmed(
    open_screen: Open, ann: Person, shirt: int
):
    add(of(ann), shirt)
    change(shirt, stock=0)
    screen = await open_screen(ann, "/cart", CartState.load)
    assert (await screen.state(CartState)).lines[0].changes == ["This has sold out."]
    await screen.send(CartState.confirm)
    assert (await screen.state(CartState)).count == 0


async def test_a_product_page_offers_what_is_there(guests: Screen, database: object):
    shorts = make.product("Shorts")
    make.variant(shorts, name="S", stock=0)
    medium = make.variant(shorts, name="M", stock=3)
    guests.go("/shop/shorts")
    await guests.send(ProductState.load)
    page = await guests.state(ProductState)
    assert [(row.name, row.left) for row in page.variants] == [
        ("S", "Sold out"),
        ("M", "Only 3 left"),
    ]
    assert page.chosen.id == medium
    for _ in range(5):
        await guests.send(ProductState.more)
    assert (await guests.state(ProductState)).quantity == 3
    await guests.send(ProductState.fewer)
    assert f"'variant_id': {medium}" in await guests.send(ProductState.add)


@pytest.mark.parametrize("slug", ["nothing", "..", "%00", "x" * 500])
async def test_an_unknown_product_is_said_to_be_unknown(guests: Screen, slug: str):
    guests.go(f"/shop/{slug}")
    await guests.send(ProductState.load)
    assert not (await guests.state(ViewerState)).page_is_found


async def test_an_unpublished_product_has_no_page(guests: Screen, database: object):
    make.variant(make.product("Hidden", is_published=False))
    guests.go("/shop/hidden")
    await guests.send(ProductState.load)
    assert (await guests.state(ProductState)).product.name == ""


async def test_a_sort_of_another_product_cannot_be_chosen(guests: Screen, shirt: int, visits: int):
    guests.go("/shop/club-shirt")
    await guests.send(ProductState.load)
    await guests.send(ProductState.choose, variant_id=visits)
    assert (await guests.state(ProductState)).chosen.id == shirt
