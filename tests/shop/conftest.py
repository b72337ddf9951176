"""What the shop's tests share: goods on the shelf, shoppers, and carts they fill."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlmodel import Session, func, select

from fitness_app.accounts import sessions
from fitness_app.accounts.access import Viewer
from fitness_app.kit import db
from fitness_app.shop import carts, checkout
from fitness_app.shop.carts import CartView, Shopper
from fitness_app.shop.checkout import CheckoutForm, Placed
from fitness_app.shop.models import Order, StockMovement, Variant
from fitness_app.shop.order_views import OrderView
from fitness_app.shop.stripe_checkout import StripeCheckout
from tests import make
from tests.make import Person
from tests.screens import Screen
from tests.shop.stripe_stand_in import by_stripe, stand_in  # noqa: F401  # for all tests here

Open = Callable[..., Awaitable[Screen]]

GUEST = Shopper(guest_key="a-guests-browser")
ANYWHERE = CheckoutForm()


@pytest.fixture
def shirt(database: db.Database) -> int:
    """A variant of which five are there, at 24.00."""
    return make.variant(make.product("Club shirt"), stock=5, price_cents=2400)


@pytest.fixture
def visits(database: db.Database) -> int:
    """A variant without end, at 85.00, two an order."""
    return make.variant(make.product("Ten visits"), price_cents=8500, limit_per_order=2)


@pytest.fixture
def anns_order(by_stripe: StripeCheckout, ann: Person, shirt: int) -> OrderView:  # noqa: F811
    """Two shirts, to be paid by card."""
    add(of(ann), shirt, 2)
    return place(ann, form=CheckoutForm(payment="stripe")).order


@pytest.fixture
def open_screen() -> Open:
    """Open a page as somebody, or as a guest, and send the events that fill it."""

    async def open_it(person: Person | None, path: str, *loads: object) -> Screen:
        viewer = None
        if person is not None:
            viewer = await sessions.desk.viewer_of(make.session(person).session_id)
            assert isinstance(viewer, Viewer)
        screen = Screen(viewer, path)
        for load in loads:
            await screen.send(load)
        return screen

    return open_it


def of(person: Person) -> Shopper:
    return Shopper(user_id=person.id)


def add(shopper: Shopper, variant_id: int, quantity: int = 1) -> CartView:
    return db.run_sync(carts.add, shopper=shopper, variant_id=variant_id, quantity=quantity)


def cart_of(shopper: Shopper) -> CartView:
    return db.read_sync(carts.get_cart, shopper=shopper)


def contents(shopper: Shopper) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in cart_of(shopper).lines}


def place(buyer: Person, key: str = "a-key", form: CheckoutForm = ANYWHERE) -> Placed:
    return db.run_sync(checkout.place_order, buyer_id=buyer.id, form=form, idempotency_key=key)


def change(variant_id: int, **columns: Any) -> None:
    """What the staff did to a variant meanwhile."""

    def write(session: Session) -> None:
        session.get_one(Variant, variant_id).sqlmodel_update(columns)

    db.run_sync(write)


def stock_of(variant_id: int) -> int | None:
    return db.read_sync(lambda session: session.get_one(Variant, variant_id).stock)


def moved(variant_id: int) -> int:
    """The sum of all that came and went."""
    total = select(func.coalesce(func.sum(StockMovement.change), 0))
    return db.read_sync(
        lambda session: int(session.exec(total.where(StockMovement.variant_id == variant_id)).one())
    )


def order_count() -> int:
    counted = select(func.count()).select_from(Order)
    return db.read_sync(lambda session: session.exec(counted).one())
