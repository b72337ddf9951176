"""What holds whatever people do: totals, limits, and that no goods appear or vanish."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select

from fitness_app.accounts.access import Role
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError
from fitness_app.kit.money import decimal_text, read_price, write_price
from fitness_app.shop import carts, orders, stock
from fitness_app.shop.models import (
    Cart,
    Order,
    OrderEvent,
    OrderLine,
    Product,
    StockMovement,
    Variant,
)
from tests import make
from tests.make import Person
from tests.shop.conftest import GUEST, add, cart_of, change, of, place

LIMITS = (3, 10, 99)
STOCK = (4, 20, None)
quantities = st.integers(-1, 12)
nth_variant = st.integers(0, 2)


class Shop(RuleBasedStateMachine):
    """Two members, a guest and a trainer, who do as they please."""

    people: tuple[Person, ...]
    tess: Person

    def __init__(self) -> None:
        super().__init__()
        db.run_sync(_empty)
        product = make.product()
        self.variants = [
            make.variant(product, name=str(nth), stock=count, limit_per_order=limit, position=nth)
            for nth, (count, limit) in enumerate(zip(STOCK, LIMITS, strict=True))
        ]
        self.shoppers = [GUEST, *(of(person) for person in self.people)]
        self.keys = 0

    @rule(who=st.integers(0, 2), nth=nth_variant, quantity=quantities)
    def add(self, who: int, nth: int, quantity: int) -> None:
        with suppress(DomainError):
            add(self.shoppers[who], self.variants[nth], quantity)

    @rule(who=st.integers(0, 2), nth=nth_variant, quantity=quantities)
    def set(self, who: int, nth: int, quantity: int) -> None:
        lines = cart_of(self.shoppers[who]).lines
        if lines:
            with suppress(DomainError):
                db.run_sync(
                    carts.set_quantity,
                    shopper=self.shoppers[who],
                    line_id=lines[nth % len(lines)].id,
                    quantity=quantity,
                )

    @rule(who=st.integers(0, 1))
    def sign_in(self, who: int) -> None:
        db.run_sync(carts.merge, self.people[who].id, GUEST.guest_key)

    @rule(who=st.integers(0, 2))
    def confirm(self, who: int) -> None:
        db.run_sync(carts.confirm_changes, shopper=self.shoppers[who])

    @rule(who=st.integers(0, 1), nth=nth_variant, quantity=st.integers(1, 3))
    def buy(self, who: int, nth: int, quantity: int) -> None:
        self.confirm(who + 1)
        self.add(who + 1, nth, quantity)
        self.check_out(who, again=False)

    @rule(who=st.integers(0, 1), again=st.booleans())
    def check_out(self, who: int, again: bool) -> None:
        self.keys += not again
        with suppress(DomainError):
            place(self.people[who], f"key {self.keys}")

    @rule(nth=nth_variant, count=st.integers(-6, 6))
    def deliver(self, nth: int, count: int) -> None:
        with suppress(DomainError):
            db.run_sync(
                stock.change_stock,
                actor_id=self.tess.id,
                variant_id=self.variants[nth],
                change=str(count),
                reason="corrected",
            )

    @rule(nth=nth_variant, cents=st.integers(0, 5000))
    def price(self, nth: int, cents: int) -> None:
        change(self.variants[nth], price_cents=cents)

    @rule(nth=st.integers(0, 5), way=st.integers(0, 1))
    def move(self, nth: int, way: int) -> None:
        placed = [it for it in db.read_sync(orders.list_all_orders).orders if it.next_steps]
        if placed:
            order = placed[nth % len(placed)]
            to = order.next_steps[way % len(order.next_steps)]
            db.run_sync(orders.move_order, actor_id=self.tess.id, order_id=order.id, to=to)

    @invariant()
    def lines_make_the_total_and_keep_the_limits(self) -> None:
        for shopper in self.shoppers:
            cart = cart_of(shopper)
            assert cart.total_cents == sum(line.price_cents * line.quantity for line in cart.lines)
            assert type(cart.total_cents) is int
            assert cart.count == sum(line.quantity for line in cart.lines)
            limits = dict(zip(self.variants, LIMITS, strict=True))
            assert all(1 <= line.quantity <= limits[line.variant_id] for line in cart.lines)

    @invariant()
    def orders_are_the_sum_of_their_lines(self) -> None:
        for order in db.read_sync(orders.list_all_orders).orders:
            assert order.total_cents == sum(line.total_cents for line in order.lines)

    @invariant()
    def what_is_there_and_what_was_sold_is_what_was_received(self) -> None:
        for variant_id, left, received, sold in db.read_sync(_ledger):
            assert left >= 0
            assert left + sold == received, variant_id


def _ledger(session: Session) -> list[tuple[int, int, int, int]]:
    """Of each variant that is counted: what is there, what was received, what orders hold."""
    came = func.coalesce(func.sum(StockMovement.change), 0)
    held = func.coalesce(func.sum(OrderLine.quantity), 0)
    rows = []
    for variant in session.exec(select(Variant).where(col(Variant.stock).is_not(None))):
        by_staff = col(StockMovement.reason).in_(("received", "corrected"))
        received = select(came).where(StockMovement.variant_id == variant.id, by_staff)
        sold = (
            select(held)
            .join(Order, col(Order.id) == col(OrderLine.order_id))
            .where(OrderLine.variant_id == variant.id, ~_is_returned())
        )
        total = (session.exec(received).one(), session.exec(sold).one())
        rows.append((variant.id, variant.stock or 0, int(total[0]), int(total[1])))
    return rows


def _is_returned() -> ColumnElement[bool]:
    """Cancelled, or refunded before it was handed over."""
    was_given = select(OrderEvent.id).where(
        col(OrderEvent.order_id) == col(Order.id), OrderEvent.status == "handed_over"
    )
    is_refunded = (col(Order.status) == "refunded") & ~was_given.exists()
    return (col(Order.status) == "cancelled") | is_refunded


def _empty(session: Session) -> None:
    for table in (StockMovement, Order, Cart, Product):
        session.exec(delete(table))


@pytest.mark.usefixtures("database")
def test_whatever_people_do_the_books_are_right():
    Shop.people = (make.user("ann"), make.user("bo"))
    Shop.tess = make.user("tess", role=Role.TRAINER)
    freely = settings(max_examples=8, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Shop, settings=freely)


@given(st.integers(0, 10_000_000))
def test_an_amount_survives_being_written_and_read(cents: int):
    text = decimal_text(cents)
    assert read_price(text) == cents
    assert Decimal(text) * 100 == cents


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1e3", "nan", "١٢", "1,2,3", "100000.01"])
def test_what_is_no_price_is_refused(text: str):
    with pytest.raises(DomainError):
        read_price(text)


@pytest.mark.parametrize(
    ("cents", "currency", "locale", "text"),
    [
        (1250, "EUR", "en-GB", "€12.50"),
        (1250, "EUR", "de-DE", "12,50\xa0€"),
        (123456, "USD", "en-US", "$1,234.56"),
        (1250, "JPY", "en-GB", "JP¥1,250"),
        (1250, "GEL", "xx", "GEL12.50"),
    ],
)
def test_an_amount_is_written_as_the_locale_does(cents: int, currency: str, locale: str, text: str):
    assert write_price(cents, currency=currency, locale=locale) == text
