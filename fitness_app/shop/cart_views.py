"""A cart as its owner sees it: lines, totals, and what has changed since they were added."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from fitness_app import settings
from fitness_app.kit.money import write_price
from fitness_app.shop.catalogue import VariantView, full_name, view_variant
from fitness_app.shop.models import CartLine, Product, Variant


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What changed about a line since its owner put it there."""

    line_id: int
    code: str
    """'price_changed', 'insufficient_stock', 'sold_out', 'limit' or 'unavailable'."""
    text: str


@dataclass(frozen=True, slots=True)
class CartLineView:
    """So many of one thing."""

    id: int
    variant_id: int
    product_id: int
    slug: str
    name: str
    variant_name: str
    picture: str
    quantity: int
    price_cents: int
    """What it costs now."""
    seen_price_cents: int
    """What it cost when its owner last said yes to it."""
    most_now: int
    notices: tuple[NoticeView, ...]

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.variant_name)

    @property
    def total_cents(self) -> int:
        return self.price_cents * self.quantity

    @property
    def is_available(self) -> bool:
        """Whether so many can be bought now."""
        return self.quantity <= self.most_now


@dataclass(frozen=True, slots=True)
class CartView:
    """A whole cart, in the order it was filled."""

    lines: tuple[CartLineView, ...] = ()
    currency: str = ""

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def total_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @property
    def notices(self) -> tuple[NoticeView, ...]:
        return tuple(notice for line in self.lines for notice in line.notices)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def needs_confirming(self) -> bool:
        """Whether its owner must say yes to a change before it can be ordered."""
        return any(line.notices for line in self.lines)


def view_cart(session: Session, *, cart_id: int | None) -> CartView:
    """A cart with today's prices and stock; an empty one for None."""
    rows = session.exec(
        select(CartLine, Variant, Product)
        .join(Variant, col(Variant.id) == col(CartLine.variant_id))
        .join(Product, col(Product.id) == col(Variant.product_id))
        .where(CartLine.cart_id == cart_id)
        .order_by(col(CartLine.id)),
        execution_options={"populate_existing": True},
    ).all()
    return CartView(tuple(_view(*row) for row in rows), settings.get().currency)


def _view(line: CartLine, variant: Variant, product: Product) -> CartLineView:
    offer = view_variant(variant)
    most_now = offer.most_now if product.is_published else 0
    return CartLineView(
        id=line.id,
        variant_id=variant.id,
        product_id=product.id,
        slug=product.slug,
        name=product.name,
        variant_name=variant.name,
        picture=product.picture,
        quantity=line.quantity,
        price_cents=variant.price_cents,
        seen_price_cents=line.seen_price_cents,
        most_now=most_now,
        notices=tuple(
            NoticeView(line.id, code, text)
            for code, text in _changes(line, offer, is_published=product.is_published)
        ),
    )


def _changes(line: CartLine, offer: VariantView, *, is_published: bool) -> list[tuple[str, str]]:
    if not is_published or not offer.is_offered:
        return [("unavailable", "We no longer sell this.")]
    if offer.stock == 0:
        return [("sold_out", "This has sold out.")]
    changes = []
    if offer.price_cents != line.seen_price_cents:
        changes.append(("price_changed", _new_price(line.seen_price_cents, offer.price_cents)))
    if offer.stock is not None and offer.stock < line.quantity:
        changes.append(("insufficient_stock", f"Only {offer.stock} left."))
    elif offer.limit_per_order < line.quantity:
        changes.append(("limit", f"At most {offer.limit_per_order} per order now."))
    return changes


def _new_price(old_cents: int, new_cents: int) -> str:
    # Whose cart it is isn't known here, so amounts are in the one form that every locale reads.
    currency = settings.get().currency
    old, new = (
        write_price(cents, currency=currency, locale="en-GB") for cents in (old_cents, new_cents)
    )
    return f"The price is {new} now; it was {old}."
