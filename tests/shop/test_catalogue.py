"""The catalogue: what is found, in which order; how the staff look after it and its stock."""

from typing import Any

import pytest

from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.shop import assortment, catalogue, stock
from fitness_app.shop.catalogue import ProductPage, ProductView
from tests import make
from tests.make import Person
from tests.shop.conftest import add, change, moved, of, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

FORM = {
    "name": "Lifting belt",
    "description": "Leather.",
    "category": "gear",
    "picture": "lifting-belt.svg",
    "price": "79.00",
    "stock": "4",
    "limit": "2",
}


def found(**wanted: Any) -> ProductPage:
    return db.read_sync(catalogue.list_products, **wanted)


def names(**wanted: Any) -> list[str]:
    return [product.name for product in found(**wanted).products]


def add_product(staff: Person, **fields: str) -> ProductView:
    return db.run_sync(assortment.add_product, actor_id=staff.id, **(FORM | fields))


@pytest.fixture
def shelf(database: db.Database) -> None:
    """Three products, and one that isn't published."""
    for name, price in (("Belt", 7900), ("Chalk", 400), ("apron", 2000), ("Hidden", 1)):
        product = make.product(name, is_published=name != "Hidden")
        make.variant(product, price_cents=price)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["apron", "Belt", "Chalk"]),
        ("price", ["Chalk", "apron", "Belt"]),
        ("-price", ["Belt", "apron", "Chalk"]),
        ("newest", ["apron", "Chalk", "Belt"]),
        ("nonsense", ["apron", "Chalk", "Belt"]),
    ],
)
def test_products_are_sorted_as_asked(sort: str, order: list[str]):
    assert names(sort=sort) == order


@pytest.mark.usefixtures("shelf")
def test_every_word_is_searched_in_any_case_and_taken_literally():
    assert names(search="CHALK") == ["Chalk"]
    assert names(search="gear belt") == ["Belt"]
    assert names(search="belt chalk") == []
    assert names(search="%") == names(search="_") == []
    assert names(search="\0") == names()


@pytest.mark.usefixtures("shelf")
def test_what_is_not_published_is_for_the_staff_only():
    assert "Hidden" not in names()
    assert "Hidden" in names(with_unpublished=True)
    with pytest.raises(NotFound):
        db.read_sync(catalogue.get_product, slug="hidden")
    assert db.read_sync(catalogue.get_product, slug="hidden", with_unpublished=True).id
    assert db.read_sync(catalogue.count_by_category)["gear"] == 3


@pytest.mark.usefixtures("shelf")
def test_a_list_is_paged_and_past_its_end_is_its_last_page():
    page = found(per_page=2, page=7, sort="name")
    assert (page.total, page.page) == (3, 2)
    assert [product.name for product in page.products] == ["Chalk"]
    assert found(category="supplements").total == 0


def test_a_product_says_what_it_costs_and_what_is_left():
    product_id = make.product("Bands")
    make.variant(product_id, name="Light", price_cents=900, stock=3)
    strong = make.variant(product_id, name="Strong", price_cents=1500, stock=2)
    (bands,) = found().products
    assert (bands.price_cents, bands.has_prices, bands.is_few_left) == (900, True, True)
    change(strong, is_offered=False)
    (bands,) = found().products
    assert (bands.has_prices, len(bands.variants), len(bands.offered)) == (False, 2, 1)


def test_a_new_product_is_stocked_and_not_yet_published(tess: Person):
    belt = add_product(tess)
    (variant,) = belt.variants
    assert (belt.slug, belt.is_published) == ("lifting-belt", False)
    assert (variant.price_cents, variant.stock, variant.limit_per_order) == (7900, 4, 2)
    assert moved(variant.id) == 4
    assert add_product(tess).slug == "lifting-belt-2"


def test_all_that_is_wrong_is_said_at_once(tess: Person):
    wrong = {"name": " ", "category": "x", "picture": "../x", "price": "-1", "stock": "1.5"}
    with pytest.raises(Invalid) as refusal:
        add_product(tess, **wrong, limit="0", description="x" * 2001)
    assert set(refusal.value.fields) == {*FORM}


def test_a_description_changes_and_the_address_stays(tess: Person):
    add_product(tess)
    texts = {"name": "Power belt", "description": "", "category": "gear", "picture": ""}
    edited = db.run_sync(assortment.edit_product, slug="lifting-belt", **texts)
    assert (edited.name, edited.slug) == ("Power belt", "lifting-belt")
    assert db.run_sync(assortment.set_published, slug="lifting-belt", is_published=True)
    assert names(search="power") == ["Power belt"]


def test_variants_are_added_changed_and_named_once(tess: Person):
    (first,) = add_product(tess, stock="").variants
    form = {"price": "85", "limit": "2"}
    db.run_sync(assortment.edit_variant, variant_id=first.id, name="S", is_offered=True, **form)
    wider = {"actor_id": tess.id, "slug": "lifting-belt", "stock": "1", **form}
    belt = db.run_sync(assortment.add_variant, name="M", **wider)
    assert [(variant.name, variant.stock) for variant in belt.variants] == [("S", None), ("M", 1)]
    for name in ("M", ""):
        with pytest.raises(Invalid) as refusal:
            db.run_sync(assortment.add_variant, name=name, **wider)
        assert list(refusal.value.fields) == ["name"]


def test_each_change_of_stock_is_explained(tess: Person, ann: Person, shirt: int):
    for change_by, reason, note in (("+12", "received", "Invoice 7"), ("−2", "written_off", "")):
        db.run_sync(
            stock.change_stock,
            actor_id=tess.id,
            variant_id=shirt,
            change=change_by,
            reason=reason,
            note=note,
        )
    add(of(ann), shirt)
    place(ann)
    moves = db.read_sync(stock.list_movements, slug="club-shirt")
    assert [(move.change, move.stock_after, move.reason) for move in moves] == [
        (-1, 14, "sold"),
        (-2, 15, "written_off"),
        (12, 17, "received"),
        (5, 5, "received"),
    ]
    assert (moves[2].actor_name, moves[2].note) == ("tess", "Invoice 7")
    assert stock_of(shirt) == moved(shirt) == 14


def test_stock_cannot_be_less_than_none(tess: Person, shirt: int, visits: int):
    for variant_id, change_by in ((shirt, "-6"), (visits, "-1")):
        with pytest.raises(Conflict):
            db.run_sync(
                stock.change_stock,
                actor_id=tess.id,
                variant_id=variant_id,
                change=change_by,
                reason="corrected",
            )
    assert (stock_of(shirt), stock_of(visits)) == (5, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"change": "0"}, "change"),
        ({"change": "x"}, "change"),
        ({"reason": "sold"}, "reason"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_a_change_of_stock_needs_a_number_and_why(
    tess: Person, shirt: int, fields: dict[str, str], wrong: str
):
    form = {"change": "1", "reason": "received", "note": "", **fields}
    with pytest.raises(Invalid) as refusal:
        db.run_sync(stock.change_stock, actor_id=tess.id, variant_id=shirt, **form)
    assert list(refusal.value.fields) == [wrong]
