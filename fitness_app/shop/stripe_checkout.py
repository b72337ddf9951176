"""Stripe's own payment page, and its word on what was paid there."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

import stripe
from stripe.params.checkout import SessionCreateParams

from fitness_app import routes, settings
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Unavailable
from fitness_app.shop import orders, stripe_events
from fitness_app.shop.order_views import OrderView

log = logging.getLogger(__name__)
T = TypeVar("T")

AWAY = "We can't reach the payment service right now. Your order stands; try again in a minute."


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

        Raises what `stripe_events.read_paid_session` does; NotFound.
        """
        paid = stripe_events.read_paid_session(
            body, signature=signature, secret=self.webhook_secret
        )
        if paid is None:
            return None
        ours = paid.client_reference_id or ""
        if not (ours.isascii() and ours.isdigit() and len(ours) < 10):
            return None  # somebody else sells by the same account
        return await db.run(orders.settle, order_id=int(ours), reference=paid.id)


def with_the_clubs_keys() -> StripeCheckout:
    """Stripe as the settings have it."""
    known = settings.get()
    client = stripe.StripeClient(known.stripe_secret_key.get_secret_value(), max_network_retries=2)
    return StripeCheckout(client, known.stripe_webhook_secret.get_secret_value())


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
