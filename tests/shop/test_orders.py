"""Orders after they are placed: their steps, who sees them, what is told and put back."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from fitness_app.accounts import account_data, profiles
from fitness_app.accounts.models import User
from fitness_app.kit import clock, db, mail
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.shop import arrivals, export, orders
from fitness_app.shop.checkout import CheckoutForm
from fitness_app.shop.order_views import NEXT, OrderView, Status, id_of, number_of
from tests.make import Person
from tests.shop.conftest import add, moved, of, place, stock_of

pytestmark = pytest.mark.usefixtures("database")
joined_in = (arrivals, export)
"""They take part by being imported, as in the app."""

STEPS = {
    "placed": {"paid", "cancelled"},
    "paid": {"ready", "refunded"},
    "ready": {"handed_over", "refunded"},
    "handed_over": {"refunded"},
    "cancelled": set(),
    "refunded": set(),
}
ROADS = {
    "placed": (),
    "paid": ("paid",),
    "ready": ("paid", "ready"),
    "handed_over": ("paid", "ready", "handed_over"),
    "cancelled": ("cancelled",),
    "refunded": ("paid", "refunded"),
}


@pytest.fixture
def anns_order(ann: Person, shirt: int) -> int:
    """Two of five shirts."""
    add(of(ann), shirt, 2)
    return place(ann, form=CheckoutForm(delivery="address", address="1 Quay Street")).order.id


def move(staff: Person, order_id: int, *steps: str, note: str = "") -> OrderView:
    for step in steps:
        db.run_sync(orders.move_order, actor_id=staff.id, order_id=order_id, to=step, note=note)
    return db.read_sync(orders.get_any_order, order_id=order_id)


def cancel(buyer: Person, order_id: int) -> OrderView:
    return db.run_sync(orders.cancel_order, buyer_id=buyer.id, order_id=order_id)


def test_the_steps_are_these_and_no_others():
    assert {str(here): {str(step) for step in steps} for here, steps in NEXT.items()} == STEPS


@pytest.mark.parametrize("here", ROADS)
@pytest.mark.parametrize("to", list(Status))
def test_each_order_takes_only_the_steps_open_to_it(
    tess: Person, anns_order: int, here: str, to: str
):
    move(tess, anns_order, *ROADS[here])
    if to in STEPS[here]:
        assert move(tess, anns_order, to).status == to
        return
    with pytest.raises(Conflict):
        move(tess, anns_order, to)
    assert db.read_sync(orders.get_any_order, order_id=anns_order).status == here


def test_a_step_nobody_knows_is_refused(tess: Person, anns_order: int):
    with pytest.raises(Invalid):
        move(tess, anns_order, "lost")


def test_its_past_says_who_did_what_when(ann: Person, tess: Person, anns_order: int):
    clock.move(timedelta(hours=2))
    order = move(tess, anns_order, "paid", note="In cash")
    assert [(step.status, step.by, step.note) for step in order.events] == [
        ("placed", "ann", ""),
        ("paid", "tess", "In cash"),
    ]
    assert order.events[1].at - order.events[0].at >= timedelta(hours=2)


def test_each_step_is_told_by_mail(ann: Person, tess: Person, anns_order: int):
    order = move(tess, anns_order, "paid", "ready", "handed_over", "refunded")
    kept = db.read_sync(mail.list_mail, limit=10)
    assert {letter.recipient for letter in kept} == {ann.email}
    assert [letter.content.subject for letter in reversed(kept) if letter.content] == [
        f"We have your order {order.number}",
        f"Your order {order.number} is paid",
        f"Your order {order.number} is ready",
        f"Your order {order.number} is handed over",
        f"Your order {order.number} is refunded",
    ]


def test_a_letter_says_what_was_bought(ann: Person, anns_order: int):
    (letter,) = db.read_sync(mail.list_mail, limit=10)
    assert letter.content is not None
    assert "2 × Club shirt: €48.00" in letter.content.text
    assert f"/cabinet/orders/{anns_order}" in letter.content.text


def test_a_buyer_is_written_to_in_the_locale_they_had_then(ann: Person, shirt: int):
    db.run_sync(profiles.update_profile, user_id=ann.id, changes={"locale": "de-DE"})
    add(of(ann), shirt, 2)
    order = place(ann).order
    assert order.locale == "de-DE"
    (letter,) = db.read_sync(mail.list_mail, limit=10)
    assert letter.content is not None
    assert "Total: 48,00\xa0€" in letter.content.text


def test_a_buyer_cancels_while_it_is_unpaid_and_the_goods_return(
    ann: Person, shirt: int, anns_order: int
):
    assert stock_of(shirt) == 3
    order = cancel(ann, anns_order)
    assert (order.status, order.may_cancel) == ("cancelled", False)
    assert stock_of(shirt) == moved(shirt) == 5
    with pytest.raises(Conflict):
        cancel(ann, anns_order)
    assert stock_of(shirt) == 5


def test_what_is_paid_cannot_be_cancelled(ann: Person, tess: Person, anns_order: int):
    move(tess, anns_order, "paid")
    with pytest.raises(Conflict, match="paid"):
        cancel(ann, anns_order)


@pytest.mark.parametrize(("road", "left"), [("paid", 5), ("ready", 5), ("handed_over", 3)])
def test_a_refund_returns_the_goods_that_are_still_here(
    tess: Person, shirt: int, anns_order: int, road: str, left: int
):
    move(tess, anns_order, *ROADS[road], "refunded")
    assert stock_of(shirt) == moved(shirt) == left


def test_bo_cannot_see_or_cancel_anns_order(ann: Person, bo: Person, anns_order: int):
    with pytest.raises(NotFound):
        db.read_sync(orders.get_order, buyer_id=bo.id, order_id=anns_order)
    with pytest.raises(NotFound):
        cancel(bo, anns_order)
    assert db.read_sync(orders.list_orders, buyer_id=bo.id).orders == ()
    assert db.read_sync(orders.get_order, buyer_id=ann.id, order_id=anns_order).may_cancel


def test_the_staff_find_orders_by_status_number_name_and_address(
    ann: Person, bo: Person, tess: Person, anns_order: int, shirt: int
):
    add(of(bo), shirt)
    bos_order = place(bo).order.id
    move(tess, bos_order, "paid")

    def found(status: str = "", search: str = "") -> list[int]:
        page = db.read_sync(orders.list_all_orders, status=status, search=search)
        return [order.id for order in page.orders]

    assert found() == [bos_order, anns_order]
    assert found(status="paid") == [bos_order]
    assert found(search="ANN") == [anns_order]
    assert found(search=bo.email) == [bos_order]
    assert found(search=f"#{number_of(anns_order).lower()}") == [anns_order]
    assert found(search="100%") == []
    counts = db.read_sync(orders.count_by_status)
    assert (counts["placed"], counts["paid"], counts["refunded"]) == (1, 1, 0)


def test_a_list_is_paged_and_past_its_end_is_its_last_page(ann: Person, visits: int):
    for nth in range(orders.PER_PAGE + 1):
        add(of(ann), visits)
        place(ann, f"key {nth}")
    last = db.read_sync(orders.list_orders, buyer_id=ann.id, page=99)
    assert (last.total, last.page, len(last.orders)) == (21, 2, 1)


@pytest.mark.parametrize("text", ["", "N", "ann", "N12x", "٣"])
def test_what_is_no_number_finds_no_order(text: str):
    assert id_of(text) is None


def test_everybody_can_take_their_orders_and_cart_along(ann: Person, shirt: int, anns_order: int):
    add(of(ann), shirt)
    kept = db.read_sync(account_data.export, user_id=ann.id)["shop"]
    assert kept["orders"][0]["lines"] == [
        {"product": "Club shirt", "quantity": 2, "price_cents": 2400}
    ]
    assert kept["cart"] == [{"product": "Club shirt", "quantity": 1, "price_cents": 2400}]


def test_a_deleted_account_leaves_sales_without_a_name(
    ann: Person, tess: Person, shirt: int, anns_order: int
):
    move(tess, anns_order, "paid")
    add(of(ann), shirt)
    unpaid = place(ann, "another").order.id
    add(of(ann), shirt)

    def plan(session: Session) -> None:
        session.get_one(User, ann.id).deletion_due_at = clock.now()

    db.run_sync(plan)
    assert db.run_sync(account_data.carry_out_deletions, limit=10) == 1
    sale = db.read_sync(orders.get_any_order, order_id=anns_order)
    assert (sale.status, sale.total_cents, sale.buyer_id) == ("paid", 4800, None)
    assert (sale.buyer_name, sale.email, sale.address) == ("", "", "")
    assert db.read_sync(orders.get_any_order, order_id=unpaid).status == "cancelled"
    assert stock_of(shirt) == 3
