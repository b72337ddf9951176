"""Carts: of a person on all their devices, or of a guest in one browser."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.kit import clock, throttle
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.kit.jobs import remove_some
from fitness_app.shop.cart_views import CartLineView, CartView, NoticeView, view_cart
from fitness_app.shop.catalogue import VariantView, view_variant
from fitness_app.shop.models import Cart, CartLine, Product, Variant

__all__ = ["CartLineView", "CartView", "NoticeView"]

MOST_LINES = 50
NEW_GUESTS, GUESTS_WINDOW = 60, timedelta(minutes=1)
KEPT = timedelta(days=30)
"""How long a guest's cart waits for them."""


@dataclass(frozen=True, slots=True)
class Shopper:
    """Whose cart it is: a person's, or that of a guest whom a browser's cookie makes known."""

    user_id: int | None = None
    guest_key: str = ""


class InsufficientStock(Conflict):
    """Fewer are there than were asked for."""

    code = "insufficient_stock"


def admit_guest(session: Session, *, ip: str) -> None:
    """Count a new guest's cart; raises Throttled for more from one place than people fill."""
    network = throttle.network_of(ip)
    throttle.hit(session, key=f"guest-cart:{network}", limit=NEW_GUESTS, window=GUESTS_WINDOW)


def get_cart(session: Session, *, shopper: Shopper) -> CartView:
    """What somebody means to buy, at today's prices; empty if they never added anything."""
    return view_cart(session, cart_id=_find_id(session, shopper))


def count_items(session: Session, *, shopper: Shopper) -> int:
    """How many things are in somebody's cart, for the badge."""
    total = (
        select(func.coalesce(func.sum(CartLine.quantity), 0))
        .join(Cart, col(Cart.id) == col(CartLine.cart_id))
        .where(_owned(shopper))
    )
    return int(session.exec(total).one())


def add(session: Session, *, shopper: Shopper, variant_id: int, quantity: int = 1) -> CartView:
    """Put so many more of something into the cart, at the price it has now.

    Raises NotFound for what isn't sold, Invalid (quantity) past the limit of an order,
    InsufficientStock, Conflict for a fuller cart than we take.
    """
    offer = _get_offered(session, variant_id)
    cart = _get_locked(session, shopper)
    line = session.exec(_lines(cart).where(CartLine.variant_id == variant_id)).first()
    already = line.quantity if line else 0
    if quantity < 1:
        raise Invalid(quantity="Add at least one.")
    _refuse_too_many(offer, already + quantity, already)
    if line is None:
        line = _new_line(session, cart, offer)
    line.quantity = already + quantity
    line.seen_price_cents = offer.price_cents
    return _changed(session, cart)


def set_quantity(session: Session, *, shopper: Shopper, line_id: int, quantity: int) -> CartView:
    """Have so many of a line; 0 removes it.

    Raises NotFound, also for another's line; Invalid (quantity); InsufficientStock.
    """
    cart = _get_locked(session, shopper)
    line = _get_line(session, cart, line_id)
    if quantity == 0:
        session.delete(line)
        return _changed(session, cart)
    if quantity < 0:
        raise Invalid(quantity="Choose how many, or 0 to remove it.")
    if quantity > line.quantity:
        _refuse_too_many(_get_offered(session, line.variant_id), quantity)
    line.quantity = quantity
    return _changed(session, cart)


def remove(session: Session, *, shopper: Shopper, line_id: int) -> CartView:
    """Take a line out of the cart. Raises NotFound, also for another's line."""
    return set_quantity(session, shopper=shopper, line_id=line_id, quantity=0)


def confirm_changes(session: Session, *, shopper: Shopper) -> CartView:
    """Say yes to what changed: new prices hold, fewer where fewer are there, none where none."""
    cart = _get_locked(session, shopper)
    shown = {line.id: line for line in view_cart(session, cart_id=cart.id).lines}
    for line in session.exec(_lines(cart)).all():
        most_now = shown[line.id].most_now
        if most_now == 0:
            session.delete(line)
            continue
        line.quantity = min(line.quantity, most_now)
        line.seen_price_cents = shown[line.id].price_cents
    return _changed(session, cart)


def merge(session: Session, user_id: int, guest_key: str) -> None:
    """Give somebody who signs in what they chose as a guest: of each thing the larger quantity.

    The guest's cart is empty then, so that signing in twice changes nothing, and the next person
    at this browser finds none of it.
    """
    guest = session.exec(select(Cart).where(Cart.guest_key == guest_key).with_for_update()).first()
    if guest is None:
        return
    cart = _get_locked(session, Shopper(user_id=user_id))
    mine = {line.variant_id: line for line in session.exec(_lines(cart)).all()}
    for line in session.exec(_lines(guest)).all():
        if line.variant_id in mine:
            kept = mine[line.variant_id]
            kept.quantity = max(kept.quantity, line.quantity)
        elif len(mine) < MOST_LINES:
            mine[line.variant_id] = _moved(session, line, cart)
    session.exec(delete(Cart).where(col(Cart.id) == guest.id))
    cart.updated_at = clock.now()


def lock_cart_of(session: Session, *, user_id: int) -> int:
    """Keep somebody's cart from changing until this transaction ends; its id."""
    return _get_locked(session, Shopper(user_id=user_id)).id


def empty(session: Session, *, cart_id: int) -> None:
    """Take everything out of a cart."""
    session.exec(delete(CartLine).where(col(CartLine.cart_id) == cart_id))


def sweep_guests(session: Session, *, limit: int) -> int:
    """Remove carts that their guests left alone for 30 days; returns how many."""
    is_left = col(Cart.guest_key).is_not(None) & (col(Cart.updated_at) <= clock.now() - KEPT)
    return remove_some(session, Cart, is_left, limit=limit)


def _refuse_too_many(offer: VariantView, quantity: int, already: int = 0) -> None:
    has = f" You have {already} in your cart." if already else ""
    if quantity > offer.limit_per_order:
        raise Invalid(quantity=f"At most {offer.limit_per_order} per order.{has}")
    if quantity > offer.most_now:
        left = f"Only {offer.most_now} left." if offer.most_now else "This has sold out."
        raise InsufficientStock(left + has)


def _get_offered(session: Session, variant_id: int) -> VariantView:
    offered = (
        select(Variant)
        .join(Product, col(Product.id) == col(Variant.product_id))
        .where(
            Variant.id == variant_id,
            col(Variant.is_offered).is_(True),
            col(Product.is_published).is_(True),
        )
    )
    variant = session.exec(offered).first()
    if variant is None:
        raise NotFound
    return view_variant(variant)


def _new_line(session: Session, cart: Cart, offer: VariantView) -> CartLine:
    if session.exec(select(func.count()).where(CartLine.cart_id == cart.id)).one() >= MOST_LINES:
        raise Conflict("Your cart is full. Order what is in it first.")
    line = CartLine(cart_id=cart.id, variant_id=offer.id, quantity=1, seen_price_cents=0)
    session.add(line)
    return line


def _moved(session: Session, line: CartLine, cart: Cart) -> CartLine:
    copy = CartLine(
        cart_id=cart.id,
        variant_id=line.variant_id,
        quantity=line.quantity,
        seen_price_cents=line.seen_price_cents,
        added_at=line.added_at,
    )
    session.add(copy)
    return copy


def _changed(session: Session, cart: Cart) -> CartView:
    cart.updated_at = clock.now()
    session.flush()
    return view_cart(session, cart_id=cart.id)


def _get_locked(session: Session, shopper: Shopper) -> Cart:
    """Somebody's cart, made if there is none; two tabs change it one after the other."""
    if shopper.user_id is None and not shopper.guest_key:
        raise NotFound
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    now = clock.now()
    key = "user_id" if shopper.user_id is not None else "guest_key"
    owner = shopper.user_id if shopper.user_id is not None else shopper.guest_key
    row = dialect.insert(Cart).values({key: owner, "updated_at": now})
    # Updating what is there, if only its date, locks it; a row found later may be gone by then.
    session.execute(row.on_conflict_do_update(index_elements=[key], set_={"updated_at": now}))
    mine = select(Cart).where(_owned(shopper))
    return session.exec(mine, execution_options={"populate_existing": True}).one()


def _find_id(session: Session, shopper: Shopper) -> int | None:
    return session.exec(select(Cart.id).where(_owned(shopper))).first()


def _owned(shopper: Shopper) -> ColumnElement[bool]:
    if shopper.user_id is not None:
        return col(Cart.user_id) == shopper.user_id
    return col(Cart.guest_key) == shopper.guest_key


def _lines(cart: Cart) -> SelectOfScalar[CartLine]:
    return select(CartLine).where(CartLine.cart_id == cart.id).order_by(col(CartLine.id))


def _get_line(session: Session, cart: Cart, line_id: int) -> CartLine:
    line = session.exec(_lines(cart).where(CartLine.id == line_id)).first()
    if line is None:
        raise NotFound
    return line
