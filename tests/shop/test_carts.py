"""Carts: what goes in, what comes out, whose they are, what is said of changes."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.shop import carts
from fitness_app.shop.carts import InsufficientStock, Shopper
from tests import make
from tests.make import Person
from tests.shop.conftest import GUEST, add, cart_of, change, contents, of

pytestmark = pytest.mark.usefixtures("database")


def set_to(shopper: Shopper, line_id: int, quantity: int) -> carts.CartView:
    return db.run_sync(carts.set_quantity, shopper=shopper, line_id=line_id, quantity=quantity)


def count(shopper: Shopper) -> int:
    return db.read_sync(carts.count_items, shopper=shopper)


def merge(person: Person, guest: Shopper = GUEST) -> None:
    db.run_sync(carts.merge, person.id, guest.guest_key)


def codes(shopper: Shopper) -> list[str]:
    return [notice.code for notice in cart_of(shopper).notices]


@pytest.mark.parametrize("who", ["ann", "guest"])
def test_what_is_added_stays_with_its_total(who: str, ann: Person, shirt: int, visits: int):
    shopper = of(ann) if who == "ann" else GUEST
    assert cart_of(shopper).is_empty
    add(shopper, shirt, 2)
    add(shopper, visits)
    cart = cart_of(shopper)
    assert [(line.full_name, line.quantity, line.total_cents) for line in cart.lines] == [
        ("Club shirt", 2, 4800),
        ("Ten visits", 1, 8500),
    ]
    assert (cart.count, cart.total_cents, cart.currency) == (3, 13300, "EUR")
    assert (count(shopper), cart.needs_confirming) == (3, False)


def test_adding_the_same_again_adds_up(ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    assert [line.quantity for line in add(of(ann), shirt).lines] == [3]


@pytest.mark.parametrize("quantity", [0, -1])
def test_less_than_one_cannot_be_added(ann: Person, shirt: int, quantity: int):
    with pytest.raises(Invalid) as refusal:
        add(of(ann), shirt, quantity)
    assert list(refusal.value.fields) == ["quantity"]
    assert cart_of(of(ann)).is_empty


def test_more_than_an_order_may_have_cannot_be_added(ann: Person, visits: int):
    add(of(ann), visits, 2)
    with pytest.raises(Invalid) as refusal:
        add(of(ann), visits)
    assert refusal.value.fields == {"quantity": "At most 2 per order. You have 2 in your cart."}
    assert contents(of(ann)) == {visits: 2}


def test_more_than_is_there_cannot_be_added_or_set(ann: Person, shirt: int):
    (line,) = add(of(ann), shirt, 4).lines
    with pytest.raises(InsufficientStock, match="Only 5 left"):
        add(of(ann), shirt, 2)
    with pytest.raises(InsufficientStock, match="Only 5 left"):
        set_to(of(ann), line.id, 6)
    assert contents(of(ann)) == {shirt: 4}


def test_what_is_not_sold_is_not_found(ann: Person, shirt: int):
    hidden = make.variant(make.product("Hidden", is_published=False))
    kept_back = make.variant(make.product("Kept back"), is_offered=False)
    for variant_id in (hidden, kept_back, 4711):
        with pytest.raises(NotFound):
            add(of(ann), variant_id)


def test_a_quantity_is_set_and_zero_removes(ann: Person, shirt: int):
    (line,) = add(of(ann), shirt, 4).lines
    assert set_to(of(ann), line.id, 2).count == 2
    assert set_to(of(ann), line.id, 0).is_empty
    with pytest.raises(NotFound):
        set_to(of(ann), line.id, 1)


def test_fewer_can_be_set_even_of_what_sold_out(ann: Person, shirt: int):
    (line,) = add(of(ann), shirt, 4).lines
    change(shirt, stock=0)
    assert set_to(of(ann), line.id, 3).count == 3


def test_a_cart_takes_no_51st_line(ann: Person):
    product = make.product("Many")
    for nth in range(carts.MOST_LINES):
        add(of(ann), make.variant(product, name=f"no. {nth}"))
    with pytest.raises(Conflict, match="full"):
        add(of(ann), make.variant(product, name="one more"))


def test_bo_cannot_see_or_touch_anns_cart(ann: Person, bo: Person, shirt: int):
    (line,) = add(of(ann), shirt, 2).lines
    for stranger in (of(bo), GUEST):
        assert cart_of(stranger).is_empty
        with pytest.raises(NotFound):
            set_to(stranger, line.id, 1)
        with pytest.raises(NotFound):
            db.run_sync(carts.remove, shopper=stranger, line_id=line.id)
    assert contents(of(ann)) == {shirt: 2}


def test_somebody_nothing_makes_known_has_no_cart(shirt: int):
    assert cart_of(Shopper()).is_empty
    with pytest.raises(NotFound):
        add(Shopper(), shirt)


def test_signing_in_keeps_the_larger_quantity_of_each(ann: Person, shirt: int, visits: int):
    add(of(ann), shirt, 3)
    add(GUEST, shirt, 2)
    add(GUEST, visits)
    merge(ann)
    assert contents(of(ann)) == {shirt: 3, visits: 1}
    assert cart_of(GUEST).is_empty


def test_signing_in_twice_changes_nothing(ann: Person, shirt: int):
    add(GUEST, shirt, 2)
    for _ in range(2):
        merge(ann)
        assert contents(of(ann)) == {shirt: 2}


def test_the_next_person_at_the_browser_finds_an_empty_cart(ann: Person, bo: Person, shirt: int):
    add(GUEST, shirt, 2)
    merge(ann)
    merge(bo)
    assert cart_of(of(bo)).is_empty


def test_a_new_price_is_said_and_holds_once_confirmed(ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    change(shirt, price_cents=2650)
    cart = cart_of(of(ann))
    assert [notice.text for notice in cart.notices] == ["The price is €26.50 now; it was €24.00."]
    assert (cart.needs_confirming, cart.total_cents) == (True, 5300)
    confirmed = db.run_sync(carts.confirm_changes, shopper=of(ann))
    assert (confirmed.needs_confirming, confirmed.total_cents) == (False, 5300)


def test_what_ran_short_is_said_and_lowered_once_confirmed(ann: Person, shirt: int, visits: int):
    add(of(ann), shirt, 4)
    add(of(ann), visits, 2)
    change(shirt, stock=1)
    change(visits, limit_per_order=1)
    assert codes(of(ann)) == ["insufficient_stock", "limit"]
    db.run_sync(carts.confirm_changes, shopper=of(ann))
    assert contents(of(ann)) == {shirt: 1, visits: 1}


def test_what_is_gone_is_said_and_dropped_once_confirmed(ann: Person, shirt: int, visits: int):
    add(of(ann), shirt, 4)
    add(of(ann), visits)
    change(shirt, stock=0)
    change(visits, is_offered=False)
    assert codes(of(ann)) == ["sold_out", "unavailable"]
    assert not any(line.is_available for line in cart_of(of(ann)).lines)
    assert db.run_sync(carts.confirm_changes, shopper=of(ann)).is_empty


def test_a_guests_cart_goes_after_30_days_and_a_persons_stays(ann: Person, shirt: int):
    add(GUEST, shirt)
    add(of(ann), shirt)
    clock.move(timedelta(days=29))
    assert db.run_sync(carts.sweep_guests, limit=10) == 0
    clock.move(timedelta(days=2))
    assert db.run_sync(carts.sweep_guests, limit=10) == 1
    assert (count(GUEST), count(of(ann))) == (0, 1)


def test_two_tabs_that_add_at_once_both_count(ann: Person, visits: int, shirt: int):
    start = Barrier(4)

    def tab(variant_id: int) -> None:
        start.wait()
        add(of(ann), variant_id)

    tabs = [Thread(target=tab, args=(variant,)) for variant in (visits, shirt, visits, shirt)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert contents(of(ann)) == {visits: 2, shirt: 2}
