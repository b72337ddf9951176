"""Looking after the catalogue: products and variants added, described, priced, published."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from fitness_app.kit.errors import Conflict, DomainError, Invalid, NotFound, noting
from fitness_app.kit.money import decimal_text, read_price
from fitness_app.shop import stock as stocks
from fitness_app.shop.catalogue import CATEGORIES, ProductView, view_product
from fitness_app.shop.forms import (
    read_category,
    read_limit,
    read_picture,
    read_stock,
    read_text,
    slug_of,
)
from fitness_app.shop.models import Product, Variant

NAME_LENGTH = 80
DESCRIPTION_LENGTH = 2000
VARIANT_LENGTH = 40
MOST_VARIANTS = 30
USUAL_LIMIT = 10
TAKEN = "This product has a variant of that name."


def add_product(
    session: Session,
    *,
    actor_id: int,
    name: str,
    description: str,
    category: str,
    picture: str,
    price: str,
    stock: str,
    limit: str,
) -> ProductView:
    """Add a product with one variant, still unpublished; `stock` '' means there is no end to it.

    Raises Invalid with every field's error at once.
    """
    problems: dict[str, str] = {}
    product = Product(slug="", name="", category="gear")
    variant = Variant(product_id=0, price_cents=0)
    with noting(problems):
        _describe(product, name=name, description=description, category=category, picture=picture)
    with noting(problems):
        first_stock = _price(variant, name="", price=price, limit=limit, stock=stock)
    if problems:
        raise Invalid(**problems)
    product.slug = _free_slug(session, product.name)
    session.add(product)
    _flush(session, Conflict("Somebody has just added one of that name. Try again."))
    _stock_up(session, product, variant, first_stock, actor_id)
    return view_product(session, product)


def edit_product(
    session: Session, *, slug: str, name: str, description: str, category: str, picture: str
) -> ProductView:
    """Describe a product anew; its address stays. Raises NotFound, Invalid by field."""
    product = _get(session, slug)
    _describe(product, name=name, description=description, category=category, picture=picture)
    session.flush()
    return view_product(session, product)


def change_product(session: Session, *, slug: str, changes: Mapping[str, Any]) -> ProductView:
    """Change what is said of name, description, category, picture, is_published; the rest stays.

    Raises NotFound, Invalid by field.
    """
    product = _get(session, slug)
    texts = ("name", "description", "category", "picture")
    _describe(product, **{text: changes.get(text, getattr(product, text)) for text in texts})
    product.is_published = changes.get("is_published", product.is_published)
    session.flush()
    return view_product(session, product)


def set_published(session: Session, *, slug: str, is_published: bool) -> ProductView:
    """Show a product to members, or hide it; carts that hold it say so. Raises NotFound."""
    product = _get(session, slug)
    product.is_published = is_published
    session.flush()
    return view_product(session, product)


def add_variant(
    session: Session, *, actor_id: int, slug: str, name: str, price: str, stock: str, limit: str
) -> ProductView:
    """Add a size, colour or length. Raises NotFound, Invalid by field, Conflict past 30."""
    product = _get(session, slug)
    count = select(func.count()).where(Variant.product_id == product.id)
    position = session.exec(count).one()
    if position >= MOST_VARIANTS:
        raise Conflict(f"A product has at most {MOST_VARIANTS} variants.")
    variant = Variant(product_id=product.id, price_cents=0, position=position)
    first_stock = _price(variant, name=name, price=price, limit=limit, stock=stock)
    if not variant.name:
        raise Invalid(name="Say which one: a size, a colour, a length.")
    _stock_up(session, product, variant, first_stock, actor_id)
    return view_product(session, product)


def edit_variant(
    session: Session, *, variant_id: int, name: str, price: str, limit: str, is_offered: bool
) -> ProductView:
    """Change what a variant is called or costs; its stock changes by movements only.

    Carts that hold it show the new price to be confirmed. Raises NotFound, Invalid by field.
    """
    variant = session.get(Variant, variant_id)
    product = session.get(Product, variant.product_id) if variant else None
    if variant is None or product is None:
        raise NotFound
    _price(variant, name=name, price=price, limit=limit)
    variant.is_offered = is_offered
    _flush(session, Invalid(name=TAKEN))
    return view_product(session, product)


def change_variant(session: Session, *, variant_id: int, changes: Mapping[str, Any]) -> ProductView:
    """Change what is said of a variant's name, price, limit, is_offered; the rest stays.

    Raises NotFound, Invalid by field.
    """
    variant = session.get(Variant, variant_id)
    if variant is None:
        raise NotFound
    known = {
        "name": variant.name,
        "price": decimal_text(variant.price_cents),
        "limit": str(variant.limit_per_order),
        "is_offered": variant.is_offered,
    }
    return edit_variant(session, variant_id=variant_id, **{**known, **changes})


def search_text(name: str, description: str, category: str) -> str:
    """What a product is found by."""
    return f"{name} {CATEGORIES[category]} {description}".casefold()[:2200]


def _describe(
    product: Product, *, name: str, description: str, category: str, picture: str
) -> None:
    problems: dict[str, str] = {}
    with noting(problems):
        name = read_text(name, field="name", longest=NAME_LENGTH, is_needed=True)
    with noting(problems):
        description = read_text(description, field="description", longest=DESCRIPTION_LENGTH)
    with noting(problems):
        category = read_category(category)
    with noting(problems):
        picture = read_picture(picture)
    if problems:
        raise Invalid(**problems)
    product.name, product.description = name, description
    product.category, product.picture = category, picture
    product.search_text = search_text(name, description, category)


def _price(variant: Variant, *, name: str, price: str, limit: str, stock: str = "") -> int | None:
    """Fill a variant in; the stock it shall begin with comes back."""
    problems: dict[str, str] = {}
    first_stock = None
    with noting(problems):
        variant.name = read_text(name, field="name", longest=VARIANT_LENGTH)
    with noting(problems):
        variant.price_cents = read_price(price)
    with noting(problems):
        variant.limit_per_order = read_limit(limit)
    with noting(problems):
        first_stock = read_stock(stock)
    if problems:
        raise Invalid(**problems)
    return first_stock


def _stock_up(
    session: Session, product: Product, variant: Variant, count: int | None, actor_id: int
) -> None:
    variant.product_id = product.id
    variant.stock = None if count is None else 0
    session.add(variant)
    _flush(session, Invalid(name=TAKEN))
    if count:
        stocks.set_in_motion(
            session, actor_id=actor_id, variant_id=variant.id, change=count, reason="received"
        )


def _flush(session: Session, refusal: DomainError) -> None:
    try:
        session.flush()
    except IntegrityError:
        raise refusal from None


def _free_slug(session: Session, name: str) -> str:
    base = slug_of(name)
    alike = select(Product.slug).where(col(Product.slug).startswith(base, autoescape=True))
    taken = set(session.exec(alike))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _get(session: Session, slug: str) -> Product:
    product = session.exec(select(Product).where(Product.slug == slug)).first()
    if product is None:
        raise NotFound
    return product
