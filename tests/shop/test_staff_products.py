"""The staff's screens for products: the list, adding one, its words, variants and stock."""

from typing import Any

import pytest
from sqlmodel import Session, select

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.shop import catalogue
from fitness_app.shop.catalogue import ProductView
from fitness_app.shop.models import Product
from fitness_app.shop.pages import staff_product, staff_products
from fitness_app.shop.pages.staff_products import NewProductState, StaffProductsState
from fitness_app.shop.state.staff_product import StaffProductState, StockState, VariantState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.shop.conftest import Open, add, moved, of, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

LIST = staff_products.PAGE.on_load
ONE = staff_product.PAGE.on_load
BELT = {"name": "Lifting belt", "category": "gear", "price": "79,00", "stock": "4", "limit": "2"}
WORDS = {"name": "Club shirt", "category": "gear", "description": "Soft.", "picture": ""}


@pytest.fixture
async def screen(tess: Person, shirt: int, open_screen: Open) -> Screen:
    """Tess at the club shirt, of which five are there."""
    return await open_screen(tess, routes.staff_product("club-shirt"), *ONE)


async def page(screen: Screen) -> StaffProductState:
    await screen.send(StaffProductState.refresh)
    return await screen.state(StaffProductState)


def get(slug: str) -> ProductView:
    return db.read_sync(catalogue.get_product, slug=slug, with_unpublished=True)


def slugs() -> list[str]:
    def read(session: Session) -> list[str]:
        return sorted(session.exec(select(Product.slug)).all())

    return db.read_sync(read)


async def test_the_list_has_what_members_dont_see_too(tess: Person, shirt: int, open_screen: Open):
    make.variant(make.product("Hidden rope", is_published=False), price_cents=1600)
    make.variant(make.product("Chalk", category="gear"), stock=0, price_cents=400)
    screen = await open_screen(tess, routes.STAFF_PRODUCTS, *LIST)
    rows = (await screen.state(StaffProductsState)).products
    assert [(row.name, row.price, row.stock, row.standing) for row in rows] == [
        ("Chalk", "€4.00", "0 left", "sold_out"),
        ("Club shirt", "€24.00", "5 left", "few_left"),
        ("Hidden rope", "€16.00", "Unlimited", "hidden"),
    ]
    await screen.send(StaffProductsState.find, text="rope")
    assert [row.name for row in (await screen.state(StaffProductsState)).products] == [
        "Hidden rope"
    ]
    await screen.send(StaffProductsState.choose, category="supplements")
    state = await screen.state(StaffProductsState)
    assert (state.products, state.shown) == ([], "None")


async def test_the_list_turns_its_pages(tess: Person, open_screen: Open):
    for nth in range(21):
        make.variant(make.product(f"Shirt {nth:02}"))
    screen = await open_screen(tess, routes.STAFF_PRODUCTS, *LIST)
    await screen.send(StaffProductsState.next)
    state = await screen.state(StaffProductsState)
    assert (state.shown, [row.name for row in state.products]) == ("21 to 21 of 21", ["Shirt 20"])
    await screen.send(StaffProductsState.previous)
    assert (await screen.state(StaffProductsState)).shown == "1 to 20 of 21"


async def test_a_new_product_is_hidden_and_its_page_opens(tess: Person, open_screen: Open):
    screen = await open_screen(tess, routes.STAFF_PRODUCTS, *LIST)
    await screen.send(NewProductState.open)
    asked = await screen.send(NewProductState.submit, form=BELT)
    assert "/trainer/products/lifting-belt" in asked
    belt = get("lifting-belt")
    (variant,) = belt.variants
    assert (belt.is_published, variant.price_cents, variant.stock) == (False, 7900, 4)
    assert moved(variant.id) == 4


async def test_each_wrong_field_of_a_new_product_is_said(tess: Person, open_screen: Open):
    screen = await open_screen(tess, routes.STAFF_PRODUCTS, *LIST)
    await screen.send(NewProductState.open)
    wrong = {"name": " ", "category": "cars", "price": "free", "stock": "-1", "limit": "0"}
    await screen.send(NewProductState.submit, form=wrong)
    state = await screen.state(NewProductState)
    assert (set(state.errors), state.is_open) == (set(wrong), True)
    assert slugs() == []


async def test_the_page_says_what_members_read_and_what_moved(screen: Screen):
    state = await page(screen)
    assert (state.product.name, state.product.standing) == ("Club shirt", "few_left")
    (variant,) = state.variants
    assert (variant.shown_name, variant.price, variant.stock) == ("The only one", "24.00", "5 left")
    assert [(row.change, row.left, row.why) for row in state.movements] == [("+5", "5", "Received")]


async def test_words_are_changed_and_the_address_stays(screen: Screen):
    asked = await screen.send(StaffProductState.describe, form={**WORDS, "name": "Crew shirt"})
    assert "Saved." in asked
    assert (await page(screen)).product.name == "Crew shirt"
    assert slugs() == ["club-shirt"]


async def test_each_wrong_word_is_said_and_nothing_changes(screen: Screen):
    wrong = {"name": "", "category": "", "description": "x" * 2001, "picture": "../x.svg"}
    await screen.send(StaffProductState.describe, form=wrong)
    assert set((await screen.state(StaffProductState)).errors) == set(wrong)
    assert get("club-shirt").name == "Club shirt"


async def test_a_product_is_hidden_and_published(screen: Screen):
    for is_published in (False, True):
        await screen.send(StaffProductState.publish, is_published=is_published)
        assert (await page(screen)).product.is_published is is_published
        assert get("club-shirt").is_published is is_published


async def test_a_variant_is_added_with_its_first_stock(screen: Screen):
    await screen.send(VariantState.add)
    form = {"variant": "XL", "price": "26", "stock": "3", "limit": "2"}
    await screen.send(VariantState.submit, form=form)
    assert not (await screen.state(VariantState)).is_open
    added = (await page(screen)).variants[1]
    assert (added.name, added.price, added.stock, added.limit) == ("XL", "26.00", "3 left", "2")


async def test_each_wrong_field_of_a_variant_is_said(screen: Screen):
    await screen.send(VariantState.add)
    form = {"variant": "x" * 41, "price": "-1", "stock": "many", "limit": "100"}
    await screen.send(VariantState.submit, form=form)
    state = await screen.state(VariantState)
    assert (set(state.errors), state.is_open) == (set(form), True)
    assert len(get("club-shirt").variants) == 1


async def test_a_variants_price_changes_and_its_stock_does_not(screen: Screen, shirt: int):
    await screen.send(VariantState.change, variant_id=shirt)
    form = {"variant": "One size", "price": "25.50", "stock": "99", "limit": "3"}
    await screen.send(VariantState.submit, form=form)
    variant = get("club-shirt").variants[0]
    assert (variant.name, variant.price_cents, variant.limit_per_order) == ("One size", 2550, 3)
    assert stock_of(shirt) == 5


async def test_a_variant_is_offered_or_not(screen: Screen, shirt: int):
    for is_offered in (False, True):
        await screen.send(VariantState.offer, variant_id=shirt, is_offered=is_offered)
        assert get("club-shirt").variants[0].is_offered is is_offered


@pytest.mark.parametrize(
    ("form", "left", "line"),
    [
        ({"direction": "in", "count": "12", "reason": "received"}, 17, ("+12", "Received")),
        ({"direction": "out", "count": "2", "reason": "written_off"}, 3, ("−2", "Written off")),
        ({"direction": "out", "count": "-1", "reason": "corrected"}, 4, ("−1", "Counted again")),
    ],
)
async def test_stock_changes_with_why(
    screen: Screen, shirt: int, form: dict[str, str], left: int, line: tuple[str, str]
):
    await screen.send(StockState.open, variant_id=shirt)
    await screen.send(StockState.submit, form={**form, "note": "Monday"})
    assert (await screen.state(StockState)).variant.id == 0
    first = (await page(screen)).movements[0]
    assert (first.change, first.why) == line
    assert (first.note, first.by, first.left) == ("Monday", "tess", str(left))
    assert (stock_of(shirt), moved(shirt)) == (left, left)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"direction": "in", "count": "0", "reason": "received"}, {"count"}),
        ({"direction": "in", "count": "", "reason": "sold"}, {"count", "reason"}),
        ({"direction": "in", "count": "1.5", "reason": "received"}, {"count"}),
        ({"direction": "out", "count": "6", "reason": "written_off"}, {"form"}),
    ],
)
async def test_a_wrong_change_of_stock_is_said_and_changes_nothing(
    screen: Screen, shirt: int, form: dict[str, str], fields: set[str]
):
    await screen.send(StockState.open, variant_id=shirt)
    await screen.send(StockState.submit, form={**form, "note": ""})
    assert set((await screen.state(StockState)).errors) == fields
    assert (stock_of(shirt), moved(shirt)) == (5, 5)


async def test_a_sale_leads_to_its_order(screen: Screen, ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    order_id = place(ann).order.id
    sold = (await page(screen)).movements[0]
    assert (sold.change, sold.why, sold.by) == ("−2", "Sold", "ann")
    assert sold.href == routes.staff_order(order_id)


@pytest.mark.parametrize("slug", ["nothing", "0", "club-shirt2", "%00"])
async def test_a_product_there_is_not_has_no_page(tess: Person, open_screen: Open, slug: str):
    screen = await open_screen(tess, routes.staff_product(slug), *ONE)
    assert not (await screen.state(ViewerState)).page_is_found
    for handler, payload in _EVENTS:
        with pytest.raises(NotFound):
            await screen.send(handler, **payload)


_EVENTS: list[tuple[Any, dict[str, Any]]] = [
    (StaffProductState.publish, {"is_published": True}),
    (VariantState.change, {"variant_id": 4711}),
    (VariantState.offer, {"variant_id": 4711, "is_offered": False}),
    (StockState.open, {"variant_id": 4711}),
]


async def test_members_reach_none_of_it(ann: Person, shirt: int, open_screen: Open):
    screen = await open_screen(ann, routes.staff_product("club-shirt"))
    for handler, payload in (
        *_EVENTS,
        (StaffProductsState.load, {}),
        (StaffProductState.load, {}),
        (StaffProductState.describe, {"form": WORDS}),
        (NewProductState.submit, {"form": BELT}),
        (VariantState.offer, {"variant_id": shirt, "is_offered": False}),
    ):
        with pytest.raises(RefusedError):
            await screen.send(handler, **payload)
    assert get("club-shirt").variants[0].is_offered


async def test_a_direction_nobody_knows_goes_no_further(screen: Screen, shirt: int):
    await screen.send(StockState.open, variant_id=shirt)
    form = {"direction": "up", "count": "1", "reason": "received", "note": ""}
    with pytest.raises(UnusableError):
        await screen.send(StockState.submit, form=form)
