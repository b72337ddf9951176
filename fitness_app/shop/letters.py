"""The mails of the shop: one for each step of an order."""

from fitness_app import routes, settings
from fitness_app.kit.mail import Letter
from fitness_app.kit.money import write_price
from fitness_app.shop.order_views import OrderView, Status

_SUBJECTS = {
    Status.PLACED: "We have your order {number}",
    Status.PAID: "Your order {number} is paid",
    Status.READY: "Your order {number} is ready",
    Status.HANDED_OVER: "Your order {number} is handed over",
    Status.CANCELLED: "Your order {number} is cancelled",
    Status.REFUNDED: "Your order {number} is refunded",
}
_SAID = {
    (Status.PLACED, "desk"): "Thank you. Pay at the desk of {club}; then we get it ready.",
    (Status.PLACED, ""): "Thank you. We get it ready once your payment has arrived.",
    (Status.PAID, ""): "We have your payment, and are getting your order ready.",
    (Status.READY, "pick_up"): "It waits for you at the desk of {club}.",
    (Status.READY, ""): "It is packed, and leaves for your address soon.",
    (Status.HANDED_OVER, "pick_up"): "You have it now. Enjoy, and tell us if anything is wrong.",
    (Status.HANDED_OVER, ""): "It is on its way to you. Tell us if anything is wrong with it.",
    (Status.CANCELLED, ""): "It is cancelled, and there is nothing to pay.",
    (Status.REFUNDED, ""): "We have given your money back, the way you paid it.",
}
"""By where it stands, and how it is paid or delivered; '' for all other ways."""


def step(order: OrderView) -> Letter:
    """Word to the buyer of where their order stands now, with what is in it."""
    return Letter(
        subject=_SUBJECTS[order.status].format(number=order.number),
        paragraphs=(_said(order), *_lines(order)),
        button=("See the order", settings.get().site_url + routes.order(order.id)),
    )


def _said(order: OrderView) -> str:
    way = order.payment if order.status is Status.PLACED else order.delivery
    said = _SAID.get((order.status, way)) or _SAID[order.status, ""]
    return said.format(club=settings.get().club_name)


def _lines(order: OrderView) -> tuple[str, ...]:
    def write(cents: int) -> str:
        return write_price(cents, currency=order.currency, locale=order.locale)

    bought = (
        f"{line.quantity} × {line.full_name}: {write(line.total_cents)}" for line in order.lines
    )
    return (*bought, f"Total: {write(order.total_cents)}")
