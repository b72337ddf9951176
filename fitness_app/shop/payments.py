"""Ways to pay an order: at the club's desk, or by card at Stripe if the club has set that up."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol, TypeVar

import stripe
from stripe.params.checkout import SessionCreateParams

from fitness_app import routes, settings
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, Unavailable
from fitness_app.shop import checkout, orders
from fitness_app.shop.order_views import NEXT, OrderView, Status

log = logging.getLogger(__name__)
T = TypeVar("T")

STALE_SECONDS = 300
"""Older word from Stripe isn't taken: somebody may be repeating it."""
AWAY = "We can't reach the payment service right now. Your order stands; try again in a minute."
PAID = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})


class Payment(Protocol):
    """A way to pay."""

    code: ClassVar[str]
    name: ClassVar[str]
    hint: ClassVar[str]

    async def begin(self, order: OrderView) -> str:
        """Where the buyer goes next, to pay a placed order; a retry leads to the same place."""
        ...

    async def void(self, order: OrderView) -> None:
        """See to it that an order that was cancelled isn't paid any more."""
        ...

    async def pay_back(self, order: OrderView) -> None:
        """Give the buyer's money back, once however often this is called."""
        ...


class PayAtDesk:
    """Cash or card at the club's desk; the staff mark the order paid."""

    code: ClassVar[str] = "desk"
    name: ClassVar[str] = "Pay at the desk"
    hint: ClassVar[str] = "In cash or by card, when you come by."

    async def begin(self, order: OrderView) -> str:
        return routes.order(order.id)

    async def void(self, order: OrderView) -> None:
        """Nobody takes money for it unseen."""

    async def pay_back(self, order: OrderView) -> None:
        """The desk does, from hand to hand."""


@dataclass(frozen=True)
class StripeCheckout:
    """Stripe's own payment page; its webhook tells when an order is paid."""

    client: stripe.StripeClient
    webhook_secret: str
    code: ClassVar[str] = "stripe"
    name: ClassVar[str] = "Pay by card now"
    hint: ClassVar[str] = "On Stripe's page; we never see your card."

    async def begin(self, order: OrderView) -> str:
        sessions = self.client.v1.checkout.sessions
        if order.payment_reference:
            known = await _asked(partial(sessions.retrieve, order.payment_reference))
            if known.url and known.status == "open":
                return known.url
        # Until its answer is written down, a retry asks for the same page by the same key.
        key = f"order-{order.id}-{order.payment_reference}"
        wanted = _wanted(order)
        new = await _asked(partial(sessions.create, wanted, {"idempotency_key": key}))
        await db.run(orders.note_payment_begun, order_id=order.id, reference=new.id)
        return new.url or routes.order(order.id)

    async def void(self, order: OrderView) -> None:
        if not order.payment_reference:
            return
        try:
            await _asked(partial(self.client.v1.checkout.sessions.expire, order.payment_reference))
        except (Unavailable, Conflict):
            # What is paid in spite of it is noted on the order when Stripe says so.
            log.warning("The payment page of order %s couldn't be closed", order.number)

    async def pay_back(self, order: OrderView) -> None:
        paid = await _asked(
            partial(self.client.v1.checkout.sessions.retrieve, order.payment_reference)
        )
        await _asked(
            partial(
                self.client.v1.refunds.create,
                {"payment_intent": str(paid.payment_intent)},
                {"idempotency_key": f"refund-{order.id}"},
            )
        )

    async def hear(self, body: bytes, signature: str) -> OrderView | None:
        """Take Stripe's word; the order it settles, None for word of something else.

        Raises Invalid for what Stripe didn't sign, or not just now; NotFound.
        """
        try:
            # The age is checked below, against our own clock.
            event = self.client.construct_event(body, signature, self.webhook_secret, tolerance=0)
        except (ValueError, stripe.SignatureVerificationError):
            raise Invalid(signature="This isn't signed by Stripe for us.") from None
        if abs(clock.now().timestamp() - _signed_at(signature)) > STALE_SECONDS:
            raise Invalid(signature="This was signed too long ago.")
        if event.type not in PAID or event.data.object["payment_status"] != "paid":
            return None
        session = event.data.object
        ours = str(session["client_reference_id"] or "")
        if not (ours.isascii() and ours.isdigit() and len(ours) < 10):
            return None  # somebody else sells by the same account
        return await db.run(orders.settle, order_id=int(ours), reference=session["id"])


def methods() -> tuple[Payment, ...]:
    """The ways to pay that this club offers, the usual one first."""
    offered = checkout.offered_payments()
    return (PayAtDesk(), by_stripe()) if "stripe" in offered else (PayAtDesk(),)


def by_stripe() -> StripeCheckout:
    """Stripe with the club's keys."""
    known = settings.get()
    client = stripe.StripeClient(known.stripe_secret_key.get_secret_value(), max_network_retries=2)
    return StripeCheckout(client, known.stripe_webhook_secret.get_secret_value())


async def begin(order: OrderView) -> str:
    """Where the buyer of a placed order goes next; raises Unavailable, and the order stands."""
    return await _way(order).begin(order)


async def cancel_order(*, buyer_id: int, order_id: int) -> OrderView:
    """Cancel one's own unpaid order, and see to it that it isn't paid any more.

    Raises NotFound, Conflict.
    """
    order = await db.run(orders.cancel_order, buyer_id=buyer_id, order_id=order_id)
    await _way(order).void(order)
    return order


async def move_order(*, actor_id: int, order_id: int, to: str, note: str = "") -> OrderView:
    """Take an order one step on, with its money: a refund is paid back first.

    Raises what `orders.move_order` does, and Unavailable.
    """
    order = await db.read(orders.get_any_order, order_id=order_id)
    if to == Status.REFUNDED and Status.REFUNDED in NEXT[order.status]:
        await _way(order).pay_back(order)
    moved = await db.run(orders.move_order, actor_id=actor_id, order_id=order_id, to=to, note=note)
    if to == Status.CANCELLED:
        await _way(moved).void(moved)
    return moved


def _way(order: OrderView) -> Payment:
    found = [method for method in methods() if method.code == order.payment]
    if not found:
        raise Conflict("Card payments are switched off. Pay at the desk.")
    return found[0]


def _wanted(order: OrderView) -> SessionCreateParams:
    page = settings.get().site_url + routes.order(order.id)
    return {
        "mode": "payment",
        "client_reference_id": str(order.id),
        "customer_email": order.email,
        "success_url": page,
        "cancel_url": page,
        "line_items": [
            {
                "quantity": line.quantity,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": line.price_cents,
                    "product_data": {"name": line.full_name},
                },
            }
            for line in order.lines
        ],
    }


async def _asked(question: Callable[[], T]) -> T:
    """Stripe's answer, waited for on another thread."""
    try:
        return await asyncio.to_thread(question)
    except stripe.InvalidRequestError as problem:
        raise Conflict("The payment service doesn't take this any more.") from problem
    except stripe.StripeError as problem:
        raise Unavailable(AWAY) from problem


def _signed_at(signature: str) -> int:
    parts = dict(part.split("=", 1) for part in signature.split(",") if "=" in part)
    return int(parts["t"])
