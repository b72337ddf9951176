"""Orders as their buyers' screens show them."""

from dataclasses import dataclass
from datetime import datetime

from fitness_app import routes
from fitness_app.accounts.access import Viewer
from fitness_app.kit.locales import write_moment
from fitness_app.kit.money import write_price
from fitness_app.shop.goods_rows import count_words
from fitness_app.shop.order_views import OrderView, Status
from fitness_app.shop.staff_order_rows import PAYMENTS

WAY = (Status.PLACED, Status.PAID, Status.READY, Status.HANDED_OVER)
"""The steps of an order that goes well."""


@dataclass(frozen=True, slots=True)
class MyOrderRow:
    """One's own order in a list."""

    number: str
    href: str
    what: str
    placed: str
    total: str
    status: str


@dataclass(frozen=True, slots=True)
class MyOrder:
    """Everything about one's own order but its lines and steps."""

    id: int = 0
    number: str = ""
    status: str = ""
    stage: int = 0
    """The step it waits for, counted from 1; 0 once it was called off."""
    next: str = ""
    """What happens next, in a sentence."""
    placed: str = ""
    how_many: str = ""
    total: str = ""
    buyer: str = ""
    email: str = ""
    delivery: str = ""
    address: str = ""
    note: str = ""
    payment: str = ""
    may_cancel: bool = False
    may_pay: bool = False


_NEXT = {
    (Status.PLACED, "desk"): "Pay at the desk when you come by; then we get it ready.",
    (Status.PLACED, ""): "Once your payment arrives we get it ready.",
    (Status.PAID, ""): "We are getting it ready, and tell you by mail when it is.",
    (Status.READY, "pick_up"): "It waits for you at the desk.",
    (Status.READY, ""): "It is packed, and leaves for your address soon.",
    (Status.HANDED_OVER, ""): "It is with you. Tell the desk if anything is wrong with it.",
    (Status.CANCELLED, ""): "It is cancelled, and there is nothing to pay.",
    (Status.REFUNDED, ""): "Your money was given back the way you paid it.",
}
"""By where it stands, and how it is paid or got; '' for all other ways."""


def list_mine(orders: tuple[OrderView, ...], viewer: Viewer, now: datetime) -> list[MyOrderRow]:
    """Somebody's orders for a list."""
    return [
        MyOrderRow(
            number=order.number,
            href=routes.order(order.id),
            what=", ".join(f"{line.quantity} × {line.full_name}" for line in order.lines),
            placed=_moment(order.placed_at, viewer, now),
            total=_total(order, viewer),
            status=order.status,
        )
        for order in orders
    ]


def show_mine(order: OrderView, viewer: Viewer, now: datetime) -> MyOrder:
    """Somebody's order for its own page."""
    is_picked_up = order.delivery == "pick_up"
    return MyOrder(
        id=order.id,
        number=order.number,
        status=order.status,
        stage=WAY.index(order.status) + 2 if order.status in WAY else 0,
        next=_next(order),
        placed=_moment(order.placed_at, viewer, now),
        how_many=count_words(order.count, viewer.locale),
        total=_total(order, viewer),
        buyer=order.buyer_name,
        email=order.email,
        delivery="Picked up at the desk" if is_picked_up else "Sent to your address",
        address=order.address,
        note=order.note,
        payment=PAYMENTS[order.payment],
        may_cancel=order.may_cancel,
        may_pay=order.status is Status.PLACED and order.payment != "desk",
    )


def _next(order: OrderView) -> str:
    way = order.payment if order.status is Status.PLACED else order.delivery
    return _NEXT.get((order.status, way)) or _NEXT[order.status, ""]


def _total(order: OrderView, viewer: Viewer) -> str:
    return write_price(order.total_cents, currency=order.currency, locale=viewer.locale)


def _moment(at: datetime, viewer: Viewer, now: datetime) -> str:
    return write_moment(at, now, time_zone=viewer.time_zone, locale=viewer.locale)
