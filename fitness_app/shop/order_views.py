"""An order as its buyer and the staff see it, and the steps it can take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlmodel import Session, col, select

from fitness_app.accounts import members
from fitness_app.shop.catalogue import full_name
from fitness_app.shop.models import Order, OrderEvent, OrderLine


class Status(StrEnum):
    """Where an order stands."""

    PLACED = "placed"
    PAID = "paid"
    READY = "ready"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


NEXT = MappingProxyType(
    {
        Status.PLACED: (Status.PAID, Status.CANCELLED),
        Status.PAID: (Status.READY, Status.REFUNDED),
        Status.READY: (Status.HANDED_OVER, Status.REFUNDED),
        Status.HANDED_OVER: (Status.REFUNDED,),
        Status.CANCELLED: (),
        Status.REFUNDED: (),
    }
)
"""The steps from each status; there are no others."""

STATUS_NAMES = {
    Status.PLACED: "To be paid",
    Status.PAID: "Paid",
    Status.READY: "Ready",
    Status.HANDED_OVER: "Handed over",
    Status.CANCELLED: "Cancelled",
    Status.REFUNDED: "Refunded",
}
FIRST_NUMBER = 1000


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A line of an order, as it was when it was placed."""

    id: int
    product_slug: str
    product_name: str
    variant_name: str
    picture: str
    price_cents: int
    quantity: int

    @property
    def full_name(self) -> str:
        return full_name(self.product_name, self.variant_name)

    @property
    def total_cents(self) -> int:
        return self.price_cents * self.quantity


@dataclass(frozen=True, slots=True)
class EventView:
    """A step that an order took."""

    at: datetime
    status: str
    note: str
    by: str
    """Whose step it was; '' for the payment service and for people who left."""


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its lines and its past."""

    id: int
    buyer_id: int | None
    buyer_name: str
    email: str
    locale: str
    """How its buyer is written to."""
    status: Status
    delivery: str
    address: str
    note: str
    payment: str
    payment_reference: str
    currency: str
    total_cents: int
    placed_at: datetime
    lines: tuple[OrderLineView, ...]
    events: tuple[EventView, ...]

    @property
    def number(self) -> str:
        """What people call it by."""
        return number_of(self.id)

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.status]

    @property
    def may_cancel(self) -> bool:
        """Whether its buyer can still change their mind."""
        return Status.CANCELLED in NEXT[self.status]

    @property
    def next_steps(self) -> tuple[Status, ...]:
        return NEXT[self.status]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of a list of orders."""

    orders: tuple[OrderView, ...]
    total: int
    page: int


def number_of(order_id: int) -> str:
    """What people call an order by: 'N1042'."""
    return f"N{FIRST_NUMBER + order_id}"


def id_of(number: str) -> int | None:
    """The id of the order that people call so, '#', case and 'N' or not; None for no number."""
    digits = number.strip().lstrip("#").lstrip("nN")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) - FIRST_NUMBER if is_number else None


def view_order(session: Session, order: Order) -> OrderView:
    """An order's row as people see it."""
    (view,) = view_orders(session, [order])
    return view


def view_orders(session: Session, orders: Sequence[Order]) -> tuple[OrderView, ...]:
    """Orders with their lines and steps, in three queries however many they are."""
    ids = [order.id for order in orders]
    lines = session.exec(
        select(OrderLine).where(col(OrderLine.order_id).in_(ids)).order_by(col(OrderLine.id))
    ).all()
    events = session.exec(
        select(OrderEvent).where(col(OrderEvent.order_id).in_(ids)).order_by(col(OrderEvent.id))
    ).all()
    actors = {event.actor_id for event in events if event.actor_id is not None}
    names = members.find_people(session, user_ids=actors) if actors else {}
    return tuple(
        _view(
            order,
            tuple(_line(line) for line in lines if line.order_id == order.id),
            tuple(_event(event, names) for event in events if event.order_id == order.id),
        )
        for order in orders
    )


def _view(
    order: Order, lines: tuple[OrderLineView, ...], events: tuple[EventView, ...]
) -> OrderView:
    return OrderView(
        id=order.id,
        buyer_id=order.buyer_id,
        buyer_name=order.buyer_name,
        email=order.email,
        locale=order.locale,
        status=Status(order.status),
        delivery=order.delivery,
        address=order.address,
        note=order.note,
        payment=order.payment,
        payment_reference=order.payment_reference,
        currency=order.currency,
        total_cents=order.total_cents,
        placed_at=order.placed_at,
        lines=lines,
        events=events,
    )


def _line(line: OrderLine) -> OrderLineView:
    return OrderLineView(
        id=line.id,
        product_slug=line.product_slug,
        product_name=line.product_name,
        variant_name=line.variant_name,
        picture=line.picture,
        price_cents=line.price_cents,
        quantity=line.quantity,
    )


def _event(event: OrderEvent, names: dict[int, members.Person]) -> EventView:
    actor = names.get(event.actor_id or 0)
    return EventView(event.at, event.status, event.note, actor.name if actor else "")
