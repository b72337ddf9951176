"""Turning a cart into an order: all of it, once, or nothing."""

from dataclasses import dataclass

from sqlmodel import Session, select

from fitness_app import settings
from fitness_app.accounts import members, people
from fitness_app.accounts.idempotency import KeyReused
from fitness_app.kit import crypto, mail
from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.shop import carts, letters
from fitness_app.shop import stock as stocks
from fitness_app.shop.cart_views import CartLineView, CartView, NoticeView, view_cart
from fitness_app.shop.forms import read_text
from fitness_app.shop.models import Order, OrderEvent, OrderLine
from fitness_app.shop.order_views import OrderView, Status, view_order

ADDRESS_LENGTH = 400
NOTE_LENGTH = 400
KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CheckoutForm:
    """What the buyer says at the checkout, as typed."""

    delivery: str = "pick_up"
    """'pick_up' or 'address'."""
    address: str = ""
    note: str = ""
    payment: str = "desk"
    """The code of a way to pay."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An order, and whether it was placed just now or by an earlier try."""

    order: OrderView
    is_new: bool


class CartChanged(Conflict):
    """Something in the cart isn't what its owner last saw; they have to say yes to it first."""

    code = "cart_changed"

    def __init__(self, notices: tuple[NoticeView, ...]) -> None:
        super().__init__("Something in your cart has changed. Look at it, and confirm.")
        self.notices = notices
        self.besides = {
            "items": [
                {"item": notice.line_id, "code": notice.code, "detail": notice.text}
                for notice in notices
            ]
        }


def place_order(
    session: Session, *, buyer_id: int, form: CheckoutForm, idempotency_key: str
) -> Placed:
    """Turn the buyer's cart into an order, take its goods from stock, and mail a confirmation.

    The buyer's page or program makes the key: with the same key it is the same order, however
    often and from however many tabs it is sent. Raises Invalid by field (delivery, address, note,
    payment, email, idempotency_key), CartChanged, Conflict for an empty cart, KeyReused if the key
    placed an order that was to be delivered or paid otherwise.
    """
    if not 0 < len(idempotency_key) <= KEY_LENGTH:
        raise Invalid(idempotency_key="Send a key of 1 to 200 characters.")
    key = crypto.digest(idempotency_key)
    # From here on the buyer's other tries wait, and then find what this one did.
    cart_id = carts.lock_cart_of(session, user_id=buyer_id)
    mine = select(Order).where(Order.buyer_id == buyer_id, Order.idempotency_key == key)
    if earlier := session.exec(mine).first():
        _refuse_another(earlier, form)
        return Placed(view_order(session, earlier), is_new=False)
    cart = view_cart(session, cart_id=cart_id)
    if cart.is_empty:
        raise Conflict("Your cart is empty.")
    order = _read(session, buyer_id, form)
    order.idempotency_key, order.total_cents = key, cart.total_cents
    if cart.needs_confirming:
        raise CartChanged(cart.notices)
    session.add(order)
    session.flush()
    _fill(session, order, cart, cart_id)
    carts.empty(session, cart_id=cart_id)
    session.add(OrderEvent(order_id=order.id, status=Status.PLACED, actor_id=buyer_id))
    session.flush()
    view = view_order(session, order)
    mail.send(session, to=order.email, kind="order_placed", letter=letters.step(view))
    return Placed(view, is_new=True)


def _refuse_another(earlier: Order, form: CheckoutForm) -> None:
    address = form.address.strip() if form.delivery == "address" else ""
    asked = (form.delivery, form.payment, address, form.note.strip())
    if asked != (earlier.delivery, earlier.payment, earlier.address, earlier.note):
        raise KeyReused


def _read(session: Session, buyer_id: int, form: CheckoutForm) -> Order:
    problems: dict[str, str] = {}
    address = note = ""
    buyer = people.get_user(session, user_id=buyer_id)
    if not buyer.has_verified_email:
        problems["email"] = "Confirm your e-mail first: that is where we tell you of your order."
    if form.delivery not in ("pick_up", "address"):
        problems["delivery"] = "Choose how you get it."
    if form.payment not in offered_payments():
        problems["payment"] = "Choose how you pay."
    with noting(problems):
        if form.delivery == "address":
            address = read_text(
                form.address, field="address", longest=ADDRESS_LENGTH, is_needed=True
            )
    with noting(problems):
        note = read_text(form.note, field="note", longest=NOTE_LENGTH)
    if problems:
        raise Invalid(**problems)
    person = members.find_people(session, user_ids=[buyer_id])[buyer_id]
    return Order(
        buyer_id=buyer_id,
        idempotency_key="",
        delivery=form.delivery,
        payment=form.payment,
        buyer_name=person.name,
        email=buyer.email or "",
        locale=people.get_profile(session, user_id=buyer_id).locale,
        address=address,
        note=note,
        currency=settings.get().currency,
        total_cents=0,
    )


def offered_payments() -> tuple[str, ...]:
    """The codes of the ways to pay that the club has set up."""
    known = settings.get()
    has_stripe = known.stripe_secret_key and known.stripe_webhook_secret
    return ("desk", "stripe") if has_stripe else ("desk",)


def _fill(session: Session, order: Order, cart: CartView, cart_id: int) -> None:
    # In one order everywhere, so that no two buyers wait for each other's goods.
    left = {
        line.variant_id: _take(session, line, cart_id)
        for line in sorted(cart.lines, key=lambda line: line.variant_id)
    }
    for line in cart.lines:
        session.add(_snapshot(order, line, is_from_stock=left[line.variant_id] is not None))
        if (rest := left[line.variant_id]) is not None:
            stocks.note_sale(
                session,
                variant_id=line.variant_id,
                order_id=order.id,
                quantity=line.quantity,
                left=rest,
                buyer_id=order.buyer_id,
            )


def _take(session: Session, line: CartLineView, cart_id: int) -> int | None:
    try:
        return stocks.take(
            session,
            variant_id=line.variant_id,
            quantity=line.quantity,
            price_cents=line.seen_price_cents,
        )
    except NotFound:
        # Somebody was faster since the cart was read; what it says now is why.
        raise CartChanged(view_cart(session, cart_id=cart_id).notices) from None


def _snapshot(order: Order, line: CartLineView, *, is_from_stock: bool) -> OrderLine:
    return OrderLine(
        order_id=order.id,
        variant_id=line.variant_id,
        product_slug=line.slug,
        product_name=line.name,
        variant_name=line.variant_name,
        picture=line.picture,
        price_cents=line.seen_price_cents,
        quantity=line.quantity,
        is_from_stock=is_from_stock,
    )
