"""Goods and carts as members' screens show them: prices, what is left, what has changed."""

from dataclasses import dataclass

from fitness_app import routes, settings
from fitness_app.kit.locales import write_number
from fitness_app.kit.money import write_price
from fitness_app.shop.cart_views import CartLineView, CartView, NoticeView
from fitness_app.shop.catalogue import FEW, ProductView, VariantView

NO_PICTURE = "unpictured.svg"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in a list."""

    slug: str
    href: str
    name: str
    kinds: str
    """What it comes in, or its category."""
    price: str
    left: str
    """'Sold out', 'Few left', or ''."""
    is_sold_out: bool
    picture: str
    variant_id: int
    """What one press adds; 0 if there is something to choose first."""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One of the sorts that a product comes in."""

    id: int = 0
    name: str = ""
    price: str = ""
    left: str = ""
    limit: str = ""
    most: int = 0
    is_sold_out: bool = False


@dataclass(frozen=True, slots=True)
class ProductScreen:
    """Everything about one product but its sorts."""

    name: str = ""
    description: str = ""
    category: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class CartRow:
    """A line of a cart."""

    id: int
    name: str
    variant: str
    href: str
    picture: str
    quantity: int
    each: str
    total: str
    was: str
    """What so many cost before the price changed, or ''."""
    changes: list[str]
    most: int


def show_list(products: tuple[ProductView, ...], locale: str) -> list[ProductRow]:
    """Products for a list."""
    return [_product(product, locale) for product in products]


def show_product(product: ProductView) -> ProductScreen:
    """A product for its own page."""
    return ProductScreen(
        name=product.name,
        description=product.description,
        category=product.category_name,
        picture=picture_of(product.picture),
    )


def show_variants(product: ProductView, locale: str) -> list[VariantRow]:
    """The sorts on offer."""
    return [_variant(variant, locale) for variant in product.offered]


def show_cart(cart: CartView, locale: str) -> list[CartRow]:
    """The lines of a cart."""
    return [_line(line, locale) for line in cart.lines]


def count_words(count: int, locale: str) -> str:
    """'1 item', '4 items'."""
    return f"{write_number(count, locale, decimals=0)} item{'' if count == 1 else 's'}"


def price_of(cents: int, locale: str) -> str:
    """An amount in the club's currency."""
    return write_price(cents, currency=settings.get().currency, locale=locale)


def picture_of(name: str) -> str:
    """Where a product's drawing is, or the one for those that have none."""
    return routes.product_picture(name or NO_PICTURE)


def _product(product: ProductView, locale: str) -> ProductRow:
    offered = product.offered
    price = price_of(product.price_cents, locale)
    left = "Sold out" if product.is_sold_out else "Few left" if product.is_few_left else ""
    return ProductRow(
        slug=product.slug,
        href=routes.product(product.slug),
        name=product.name,
        kinds=", ".join(variant.name for variant in offered if variant.name)
        or product.category_name,
        price=f"from {price}" if product.has_prices else price,
        left=left,
        is_sold_out=product.is_sold_out,
        picture=picture_of(product.picture),
        variant_id=offered[0].id if len(offered) == 1 else 0,
    )


def _variant(variant: VariantView, locale: str) -> VariantRow:
    stock = variant.stock
    is_few = stock is not None and stock <= FEW
    limit = write_number(variant.limit_per_order, locale, decimals=0)
    return VariantRow(
        id=variant.id,
        name=variant.name,
        price=price_of(variant.price_cents, locale),
        left="Sold out" if variant.is_sold_out else f"Only {stock} left" if is_few else "",
        limit=f"At most {limit} per order",
        most=variant.most_now,
        is_sold_out=variant.is_sold_out,
    )


def _line(line: CartLineView, locale: str) -> CartRow:
    has_new_price = line.price_cents != line.seen_price_cents
    return CartRow(
        id=line.id,
        name=line.name,
        variant=line.variant_name,
        href=routes.product(line.slug),
        picture=picture_of(line.picture),
        quantity=line.quantity,
        each=price_of(line.price_cents, locale),
        total=price_of(line.total_cents, locale),
        was=price_of(line.seen_price_cents * line.quantity, locale) if has_new_price else "",
        changes=[_change(notice, line, locale) for notice in line.notices],
        most=line.most_now,
    )


def _change(notice: NoticeView, line: CartLineView, locale: str) -> str:
    if notice.code != "price_changed":
        return notice.text
    was, now = (price_of(cents, locale) for cents in (line.seen_price_cents, line.price_cents))
    return f"The price is {now} now; it was {was}."
