"""Products as the staff's screens show them: prices, stock and its changes in words."""

from dataclasses import dataclass
from datetime import datetime

from fitness_app import routes, settings
from fitness_app.accounts.access import Viewer
from fitness_app.kit.locales import TRUE_MINUS, write_moment, write_number
from fitness_app.kit.money import decimal_text, write_price
from fitness_app.shop.catalogue import FEW, ProductView, VariantView
from fitness_app.shop.stock import REASONS, MovementView

ONLY_ONE = "The only one"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in a list."""

    name: str
    href: str
    about: str
    price: str
    stock: str
    standing: str
    """'hidden', 'sold_out', 'few_left' or 'published'."""
    picture: str


@dataclass(frozen=True, slots=True)
class ProductScreen:
    """A product as its page begins."""

    slug: str = ""
    name: str = ""
    about: str = ""
    description: str = ""
    category: str = ""
    picture: str = ""
    drawing: str = ""
    standing: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One size, colour or length."""

    id: int = 0
    name: str = ""
    shown_name: str = ""
    price: str = ""
    shown_price: str = ""
    stock: str = ""
    is_counted: bool = False
    is_low: bool = False
    limit: str = ""
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A change of stock, and why."""

    when: str
    variant: str
    change: str
    left: str
    why: str
    note: str
    by: str
    href: str
    """The order that took or brought it, or ''."""


def list_rows(products: tuple[ProductView, ...], viewer: Viewer) -> list[ProductRow]:
    """Products for a list."""
    return [_row(product, viewer) for product in products]


def show(product: ProductView, viewer: Viewer) -> ProductScreen:
    """A product's facts as its form begins with them."""
    return ProductScreen(
        slug=product.slug,
        name=product.name,
        about=_about(product, viewer),
        description=product.description,
        category=product.category,
        picture=product.picture,
        drawing=_drawing(product.picture),
        standing=_standing(product),
        is_published=product.is_published,
    )


def show_variants(product: ProductView, viewer: Viewer) -> list[VariantRow]:
    """A product's variants, those that aren't offered too."""
    return [_variant(variant, viewer) for variant in product.variants]


def show_movements(
    movements: list[MovementView], viewer: Viewer, now: datetime
) -> list[MovementRow]:
    """What changed the stock, newest first."""
    return [_movement(moved, viewer, now) for moved in movements]


def _row(product: ProductView, viewer: Viewer) -> ProductRow:
    price = _price(product.price_cents, viewer)
    return ProductRow(
        name=product.name,
        href=routes.staff_product(product.slug),
        about=_about(product, viewer),
        price=f"from {price}" if product.has_prices else price,
        stock=_left(product, viewer),
        standing=_standing(product),
        picture=_drawing(product.picture),
    )


def _about(product: ProductView, viewer: Viewer) -> str:
    count = len(product.variants)
    if count == 1:
        return product.category_name
    return f"{product.category_name}, {write_number(count, viewer.locale, decimals=0)} variants"


def _left(product: ProductView, viewer: Viewer) -> str:
    stocks = [variant.stock for variant in product.offered]
    if not stocks or any(stock is None for stock in stocks):
        return "Unlimited" if stocks else "Not offered"
    return f"{write_number(sum(stock or 0 for stock in stocks), viewer.locale, decimals=0)} left"


def _standing(product: ProductView) -> str:
    if not product.is_published:
        return "hidden"
    if product.is_sold_out:
        return "sold_out"
    return "few_left" if product.is_few_left else "published"


def _variant(variant: VariantView, viewer: Viewer) -> VariantRow:
    stock = variant.stock
    return VariantRow(
        id=variant.id,
        name=variant.name,
        shown_name=variant.name or ONLY_ONE,
        price=decimal_text(variant.price_cents),
        shown_price=_price(variant.price_cents, viewer),
        stock="Unlimited"
        if stock is None
        else f"{write_number(stock, viewer.locale, decimals=0)} left",
        is_counted=stock is not None,
        is_low=stock is not None and stock <= FEW,
        limit=str(variant.limit_per_order),
        is_offered=variant.is_offered,
    )


def _movement(moved: MovementView, viewer: Viewer, now: datetime) -> MovementRow:
    change = write_number(abs(moved.change), viewer.locale, decimals=0)
    return MovementRow(
        when=write_moment(moved.at, now, time_zone=viewer.time_zone, locale=viewer.locale),
        variant=moved.variant_name or ONLY_ONE,
        change=f"+{change}" if moved.change > 0 else f"{TRUE_MINUS}{change}",
        left=write_number(moved.stock_after, viewer.locale, decimals=0),
        why=REASONS[moved.reason],
        note=moved.note,
        by=moved.actor_name,
        href=routes.staff_order(moved.order_id) if moved.order_id else "",
    )


def _price(cents: int, viewer: Viewer) -> str:
    return write_price(cents, currency=settings.get().currency, locale=viewer.locale)


def _drawing(picture: str) -> str:
    return routes.product_picture(picture) if picture else ""
