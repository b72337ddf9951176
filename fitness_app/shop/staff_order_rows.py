"""Orders as the staff's screens show them: dates, amounts and steps in words."""

from dataclasses import dataclass
from datetime import datetime

from fitness_app import routes
from fitness_app.accounts.access import Viewer
from fitness_app.kit.locales import write_moment
from fitness_app.kit.money import write_price
from fitness_app.shop.order_views import (
    STATUS_NAMES,
    EventView,
    OrderLineView,
    OrderView,
    Status,
)

DELIVERIES = {"pick_up": "Picks it up", "address": "Sent to an address"}
PAYMENTS = {"desk": "At the desk", "stripe": "By card, at Stripe"}


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    number: str
    href: str
    buyer: str
    what: str
    placed: str
    total: str
    status: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order."""

    name: str
    each: str
    """'2 × €24.00'."""
    total: str
    picture: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that an order took."""

    status: str
    name: str
    when: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an order takes a step."""

    step: str = ""
    title: str = ""
    text: str = ""
    act: str = ""
    keep: str = "Not yet"
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class OrderScreen:
    """Everything about one order but its lines and steps."""

    id: int = 0
    number: str = ""
    status: str = ""
    placed: str = ""
    total: str = ""
    buyer: str = ""
    email: str = ""
    delivery: str = ""
    address: str = ""
    note: str = ""
    payment: str = ""
    reference: str = ""
    forward: str = ""
    """The step that leads on, or ''."""
    forward_label: str = ""
    back: str = ""
    """The step that calls it off, or ''."""
    back_label: str = ""


_FORWARD = {
    Status.PLACED: (Status.PAID, "Mark as paid"),
    Status.PAID: (Status.READY, "Mark as ready"),
    Status.READY: (Status.HANDED_OVER, "Hand over"),
}
_BACK = {Status.CANCELLED: "Cancel order…", Status.REFUNDED: "Refund…"}
ASKED_ABOUT = frozenset({Status.PAID, Status.CANCELLED, Status.REFUNDED})
"""Steps about money, or with no way back."""


def list_rows(orders: tuple[OrderView, ...], viewer: Viewer, now: datetime) -> list[OrderRow]:
    """Orders for a list."""
    return [_row(order, viewer, now) for order in orders]


def show(order: OrderView, viewer: Viewer, now: datetime) -> OrderScreen:
    """An order's facts, and the steps open to it."""
    forward, forward_label = _FORWARD.get(order.status, ("", ""))
    back = next((step for step in order.next_steps if step in _BACK), None)
    return OrderScreen(
        id=order.id,
        number=order.number,
        status=order.status,
        placed=_moment(order.placed_at, viewer, now),
        total=_price(order.total_cents, order, viewer),
        buyer=order.buyer_name or "Somebody who left",
        email=order.email,
        delivery=DELIVERIES[order.delivery],
        address=order.address,
        note=order.note,
        payment=PAYMENTS[order.payment],
        reference=order.payment_reference,
        forward=str(forward),
        forward_label=forward_label,
        back=str(back or ""),
        back_label=_BACK[back] if back else "",
    )


def show_lines(order: OrderView, viewer: Viewer) -> list[LineRow]:
    """What was ordered, as it was then."""
    return [_line(line, order, viewer) for line in order.lines]


def show_steps(order: OrderView, viewer: Viewer, now: datetime) -> list[StepRow]:
    """An order's past, the latest step first."""
    return [_step(event, viewer, now) for event in reversed(order.events)]


def ask(order: OrderView, step: Status, viewer: Viewer) -> Question:
    """What to ask before a step about money, or one with no way back."""
    total = _price(order.total_cents, order, viewer)
    match step:
        case Status.PAID:
            return Question(
                step,
                f"Is {order.number} paid?",
                f"{total}, taken at the desk. The buyer gets word of it by mail.",
                "Mark as paid",
            )
        case Status.CANCELLED:
            return Question(
                step,
                f"Cancel {order.number}?",
                "Its goods go back into stock, and the buyer gets word of it by mail.",
                "Cancel order",
                "Keep it",
                is_grave=True,
            )
        case _:
            by_card = order.payment == "stripe"
            way = "Stripe gives it back to the card." if by_card else "Give it back at the desk."
            goods = "" if order.status is Status.HANDED_OVER else " Its goods go back into stock."
            return Question(
                step,
                f"Refund {total}?",
                f"{way}{goods} The buyer gets word of it by mail.",
                "Refund",
                "Keep it",
                is_grave=True,
            )


def _row(order: OrderView, viewer: Viewer, now: datetime) -> OrderRow:
    return OrderRow(
        number=order.number,
        href=routes.staff_order(order.id),
        buyer=order.buyer_name or "Somebody who left",
        what=_in_short(order.lines),
        placed=_moment(order.placed_at, viewer, now),
        total=_price(order.total_cents, order, viewer),
        status=order.status,
    )


def _in_short(lines: tuple[OrderLineView, ...]) -> str:
    return ", ".join(f"{line.quantity} × {line.full_name}" for line in lines)


def _line(line: OrderLineView, order: OrderView, viewer: Viewer) -> LineRow:
    return LineRow(
        name=line.full_name,
        each=f"{line.quantity} × {_price(line.price_cents, order, viewer)}",
        total=_price(line.total_cents, order, viewer),
        picture=routes.product_picture(line.picture) if line.picture else "",
    )


def _step(event: EventView, viewer: Viewer, now: datetime) -> StepRow:
    return StepRow(
        status=event.status,
        name="Placed" if event.status == Status.PLACED else STATUS_NAMES[Status(event.status)],
        when=_moment(event.at, viewer, now),
        by=event.by,
        note=event.note,
    )


def _price(cents: int, order: OrderView, viewer: Viewer) -> str:
    return write_price(cents, currency=order.currency, locale=viewer.locale)


def _moment(at: datetime, viewer: Viewer, now: datetime) -> str:
    return write_moment(at, now, time_zone=viewer.time_zone, locale=viewer.locale)
