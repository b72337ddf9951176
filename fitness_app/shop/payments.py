"""Ways to pay an order: at the club's desk, or by card at Stripe if the club has set that up."""

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Protocol

from fitness_app import routes
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict
from fitness_app.shop import checkout, orders
from fitness_app.shop.order_views import NEXT, OrderView, Status

if TYPE_CHECKING:
    from fitness_app.shop.stripe_checkout import StripeCheckout


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


def methods() -> tuple[Payment, ...]:
    """The ways to pay that this club offers, the usual one first."""
    offered = checkout.offered_payments()
    return (PayAtDesk(), by_stripe()) if "stripe" in offered else (PayAtDesk(),)


def by_stripe() -> "StripeCheckout":
    """Stripe with the club's keys."""
    # Its library is large, and most clubs have no use for it.
    return import_module("fitness_app.shop.stripe_checkout").with_the_clubs_keys()


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
