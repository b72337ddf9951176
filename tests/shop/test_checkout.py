"""Turning a cart into an order: once, or not at all."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from fitness_app.kit import db, mail
from fitness_app.kit.errors import Conflict, Invalid
from fitness_app.shop import checkout, orders
from fitness_app.shop.checkout import CartChanged, CheckoutForm
from fitness_app.shop.models import StockMovement
from tests import make
from tests.make import Person
from tests.shop.conftest import (
    add,
    cart_of,
    change,
    contents,
    moved,
    of,
    order_count,
    place,
    stock_of,
)

pytestmark = pytest.mark.usefixtures("database")


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Do everything at the same moment, each on its own thread; what came of each."""
    start = Barrier(len(jobs))
    came: list[object] = [None] * len(jobs)

    def work(nth: int) -> None:
        start.wait()
        try:
            came[nth] = jobs[nth]()
        except Conflict as problem:
            came[nth] = problem

    threads = [Thread(target=work, args=(nth,)) for nth in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def letters() -> list[str]:
    kept = db.read_sync(mail.list_mail, limit=50)
    return [letter.content.subject for letter in kept if letter.content]


def test_an_order_says_what_was_bought_and_empties_the_cart(ann: Person, shirt: int, visits: int):
    add(of(ann), shirt, 2)
    add(of(ann), visits)
    form = CheckoutForm(delivery="address", address=" 1 Quay Street ", note="Ring twice")
    placed = place(ann, form=form)
    order = placed.order
    assert placed.is_new
    assert [(line.full_name, line.quantity, line.price_cents) for line in order.lines] == [
        ("Club shirt", 2, 2400),
        ("Ten visits", 1, 8500),
    ]
    assert (order.total_cents, order.currency, order.status) == (13300, "EUR", "placed")
    assert (order.address, order.note, order.email) == ("1 Quay Street", "Ring twice", ann.email)
    assert cart_of(of(ann)).is_empty
    assert stock_of(shirt) == moved(shirt) == 3
    assert letters() == [f"We have your order {order.number}"]


def test_the_sale_explains_the_change_of_stock(ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    order = place(ann).order
    sold = select(StockMovement).where(StockMovement.reason == "sold")
    (movement,) = db.read_sync(lambda session: session.exec(sold).all())
    assert (movement.variant_id, movement.change, movement.stock_after) == (shirt, -2, 3)
    assert (movement.order_id, movement.actor_id) == (order.id, ann.id)


def test_the_same_key_is_the_same_order(ann: Person, shirt: int):
    add(of(ann), shirt)
    first = place(ann)
    add(of(ann), shirt)
    again = place(ann)
    assert (again.order, again.is_new) == (first.order, False)
    assert contents(of(ann)) == {shirt: 1}
    assert (order_count(), stock_of(shirt), len(letters())) == (1, 4, 1)


def test_two_people_may_use_the_same_key(ann: Person, bo: Person, shirt: int):
    for person in (ann, bo):
        add(of(person), shirt)
        assert place(person).is_new
    assert order_count() == 2


def test_an_empty_cart_cannot_be_ordered(ann: Person):
    with pytest.raises(Conflict, match="empty"):
        place(ann)


def test_an_address_nobody_confirmed_cannot_order(shirt: int):
    mei = make.user("mei", email_verified_at=None)
    add(of(mei), shirt)
    with pytest.raises(Invalid) as refusal:
        place(mei)
    assert list(refusal.value.fields) == ["email"]
    assert (contents(of(mei)), order_count()) == ({shirt: 1}, 0)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (CheckoutForm(delivery="address", address="  "), ["address"]),
        (CheckoutForm(delivery="address", address="x" * 401, note="x" * 401), ["address", "note"]),
        (CheckoutForm(delivery="pigeon"), ["delivery"]),
        (CheckoutForm(payment="stripe"), ["payment"]),
        (CheckoutForm(note="\0"), ["note"]),
    ],
)
def test_what_cannot_be_used_is_said_under_its_field(
    ann: Person, shirt: int, form: CheckoutForm, fields: list[str]
):
    add(of(ann), shirt)
    with pytest.raises(Invalid) as refusal:
        place(ann, form=form)
    assert list(refusal.value.fields) == fields
    assert (order_count(), stock_of(shirt)) == (0, 5)


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_is_needed(ann: Person, shirt: int, key: str):
    add(of(ann), shirt)
    with pytest.raises(Invalid) as refusal:
        place(ann, key)
    assert list(refusal.value.fields) == ["idempotency_key"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"price_cents": 2401}, "price_changed"),
        ({"stock": 1}, "insufficient_stock"),
        ({"stock": 0}, "sold_out"),
        ({"limit_per_order": 1}, "limit"),
        ({"is_offered": False}, "unavailable"),
    ],
)
def test_what_changed_must_be_confirmed_first(
    ann: Person, shirt: int, visits: int, columns: dict[str, int], code: str
):
    add(of(ann), visits)
    add(of(ann), shirt, 2)
    change(shirt, **columns)
    with pytest.raises(CartChanged) as refusal:
        place(ann)
    assert [notice.code for notice in refusal.value.notices] == [code]
    assert (order_count(), contents(of(ann))) == (0, {visits: 1, shirt: 2})


def test_goods_taken_since_the_cart_was_read_are_said_and_nothing_is_kept(
    ann: Person, shirt: int, visits: int, monkeypatch: pytest.MonkeyPatch
):
    add(of(ann), visits)
    add(of(ann), shirt, 2)
    read_cart = checkout.view_cart

    def then_somebody_is_faster(session: Session, *, cart_id: int | None) -> object:
        cart = read_cart(session, cart_id=cart_id)
        session.get_one(checkout.stocks.Variant, shirt).stock = 1
        session.flush()
        return cart

    monkeypatch.setattr(checkout, "view_cart", then_somebody_is_faster)
    with pytest.raises(CartChanged) as refusal:
        place(ann)
    assert [notice.code for notice in refusal.value.notices] == ["insufficient_stock"]
    assert (order_count(), stock_of(shirt), letters()) == (0, 5, [])


def test_20_buyers_for_3_things_make_3_orders():
    variant = make.variant(make.product("Rare"), stock=3)
    buyers = [make.user(f"buyer{nth}") for nth in range(20)]
    for buyer in buyers:
        add(of(buyer), variant)
    came = at_once(*(lambda buyer=buyer: place(buyer) for buyer in buyers))
    assert sum(isinstance(each, checkout.Placed) for each in came) == 3
    assert sum(isinstance(each, CartChanged) for each in came) == 17
    assert (order_count(), stock_of(variant), moved(variant)) == (3, 0, 0)


def test_8_double_clicks_make_one_order(ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    came = at_once(*[lambda: place(ann)] * 8)
    placed = [each for each in came if isinstance(each, checkout.Placed)]
    assert len(placed) == 8
    assert sum(each.is_new for each in placed) == 1
    assert len({each.order.id for each in placed}) == 1
    assert (order_count(), stock_of(shirt), len(letters())) == (1, 3, 1)


def test_two_tabs_with_keys_of_their_own_make_one_order(ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    came = at_once(lambda: place(ann, "tab 1"), lambda: place(ann, "tab 2"))
    assert sum(isinstance(each, checkout.Placed) for each in came) == 1
    assert (order_count(), stock_of(shirt)) == (1, 3)


def test_carts_filled_in_opposite_orders_do_not_lock_each_other_out(ann: Person, bo: Person):
    first = make.variant(make.product("First"), stock=50)
    second = make.variant(make.product("Second"), stock=50)
    for nth in range(5):
        for person, chosen in ((ann, (first, second)), (bo, (second, first))):
            for variant in chosen:
                add(of(person), variant)
        key = f"round {nth}"
        at_once(lambda key=key: place(ann, key), lambda key=key: place(bo, key))
    assert (order_count(), stock_of(first), stock_of(second)) == (10, 40, 40)


def test_what_is_killed_halfway_leaves_no_trace_and_can_be_tried_again(
    ann: Person, shirt: int, monkeypatch: pytest.MonkeyPatch
):
    add(of(ann), shirt, 2)
    with monkeypatch.context() as patch:
        patch.setattr(checkout.mail, "send", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            place(ann)
    assert (order_count(), stock_of(shirt), contents(of(ann))) == (0, 5, {shirt: 2})
    assert place(ann).is_new


def test_an_order_never_changes_when_its_product_does(ann: Person, shirt: int):
    add(of(ann), shirt)
    order = place(ann).order
    change(shirt, price_cents=1, name="Renamed")
    assert db.read_sync(orders.get_order, buyer_id=ann.id, order_id=order.id) == order
