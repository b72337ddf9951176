"""What the club sells, as members find it and the staff look after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.kit.errors import NotFound
from fitness_app.shop.models import Product, Variant

CATEGORIES = {
    "memberships": "Memberships",
    "training": "Training packages",
    "gear": "Gear",
    "supplements": "Supplements",
}
SORT_NAMES = {
    "newest": "Newest first",
    "name": "By name",
    "price": "Lowest price first",
    "-price": "Highest price first",
}
PER_PAGE = 12
LONGEST_SEARCH = 80
FEW = 5
"""From so few on, people are told that it won't last."""


@dataclass(frozen=True, slots=True)
class VariantView:
    """One size, colour or length of a product."""

    id: int
    product_id: int
    name: str
    """'' for the only one."""
    price_cents: int
    stock: int | None
    """None if there is no end to it."""
    limit_per_order: int
    is_offered: bool

    @property
    def most_now(self) -> int:
        """The most of it that one order can have at present."""
        if not self.is_offered:
            return 0
        return self.limit_per_order if self.stock is None else min(self.limit_per_order, self.stock)

    @property
    def is_sold_out(self) -> bool:
        return self.most_now == 0


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product with its variants, in their order."""

    id: int
    slug: str
    name: str
    description: str
    category: str
    picture: str
    is_published: bool
    variants: tuple[VariantView, ...]

    @property
    def category_name(self) -> str:
        return CATEGORIES[self.category]

    @property
    def price_cents(self) -> int:
        """The lowest price of what is offered."""
        return min(variant.price_cents for variant in self.offered or self.variants)

    @property
    def has_prices(self) -> bool:
        """Whether its variants differ in price."""
        return len({variant.price_cents for variant in self.offered}) > 1

    @property
    def offered(self) -> tuple[VariantView, ...]:
        """The variants that members see."""
        return tuple(variant for variant in self.variants if variant.is_offered)

    @property
    def is_sold_out(self) -> bool:
        return all(variant.is_sold_out for variant in self.variants)

    @property
    def is_few_left(self) -> bool:
        """Whether something, but little, is left of all variants together."""
        left = [variant.stock for variant in self.offered]
        return not self.is_sold_out and None not in left and sum(n or 0 for n in left) <= FEW


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of a list of products."""

    products: tuple[ProductView, ...]
    total: int
    page: int


def list_products(
    session: Session,
    *,
    search: str = "",
    category: str = "",
    sort: str = "newest",
    page: int = 1,
    per_page: int = PER_PAGE,
    with_unpublished: bool = False,
) -> ProductPage:
    """The products that have every word searched for; a page past the last is the last.

    An unknown category has no products; an unknown sort is 'newest'.
    """
    chosen = [*_words(search), *_shown(with_unpublished)]
    if category:
        chosen.append(col(Product.category) == category)
    total = session.exec(select(func.count()).select_from(Product).where(*chosen)).one()
    pages = max(1, ceil(total / per_page))
    page = min(max(page, 1), pages)
    rows = _sorted(select(Product).where(*chosen), sort)
    found = session.exec(rows.offset((page - 1) * per_page).limit(per_page)).all()
    return ProductPage(tuple(view_products(session, found)), total, page)


def get_product(session: Session, *, slug: str, with_unpublished: bool = False) -> ProductView:
    """One product; raises NotFound, also for one that isn't published."""
    chosen = (col(Product.slug) == _plain(slug), *_shown(with_unpublished))
    product = session.exec(select(Product).where(*chosen)).first()
    if product is None:
        raise NotFound
    return view_product(session, product)


def find_variant_id(session: Session, *, product_id: int, variant_id: int | None = None) -> int:
    """A published product's variant, the first on offer unless one is said. Raises NotFound."""
    rows = (
        select(Variant.id)
        .join(Product, col(Product.id) == col(Variant.product_id))
        .where(
            Product.id == product_id,
            col(Product.is_published).is_(True),
            col(Variant.is_offered).is_(True),
        )
        .order_by(col(Variant.position), col(Variant.id))
    )
    if variant_id is not None:
        rows = rows.where(Variant.id == variant_id)
    found = session.exec(rows).first()
    if found is None:
        raise NotFound
    return found


def count_by_category(session: Session) -> dict[str, int]:
    """How many published products each category has, none left out."""
    counted = (
        select(Product.category, func.count())
        .where(col(Product.is_published).is_(True))
        .group_by(Product.category)
    )
    return dict.fromkeys(CATEGORIES, 0) | dict(session.exec(counted).all())


def view_product(session: Session, product: Product) -> ProductView:
    """A product's row as people see it."""
    (view,) = view_products(session, [product])
    return view


def view_products(session: Session, products: Sequence[Product]) -> Iterable[ProductView]:
    """Products with all their variants, in two queries however many they are."""
    variants: dict[int, list[VariantView]] = {product.id: [] for product in products}
    rows = (
        select(Variant)
        .where(col(Variant.product_id).in_(list(variants)))
        .order_by(col(Variant.position), col(Variant.id))
    )
    for row in session.exec(rows, execution_options={"populate_existing": True}):
        variants[row.product_id].append(view_variant(row))
    return [_view(product, tuple(variants[product.id])) for product in products]


def view_variant(variant: Variant) -> VariantView:
    """A variant's row as people see it."""
    return VariantView(
        id=variant.id,
        product_id=variant.product_id,
        name=variant.name,
        price_cents=variant.price_cents,
        stock=variant.stock,
        limit_per_order=variant.limit_per_order,
        is_offered=variant.is_offered,
    )


def full_name(product: str, variant: str) -> str:
    """How a variant is called outside its product's page: 'Club shirt, M'."""
    return f"{product}, {variant}" if variant else product


def _view(product: Product, variants: tuple[VariantView, ...]) -> ProductView:
    return ProductView(
        id=product.id,
        slug=product.slug,
        name=product.name,
        description=product.description,
        category=product.category,
        picture=product.picture,
        is_published=product.is_published,
        variants=variants,
    )


def _words(search: str) -> list[ColumnElement[bool]]:
    words = _plain(search)[:LONGEST_SEARCH].casefold().split()
    return [col(Product.search_text).contains(word, autoescape=True) for word in words]


def _shown(with_unpublished: bool) -> list[ColumnElement[bool]]:
    return [] if with_unpublished else [col(Product.is_published).is_(True)]


def _sorted(rows: SelectOfScalar[Product], sort: str) -> SelectOfScalar[Product]:
    lowest = (
        select(func.min(Variant.price_cents))
        .where(col(Variant.product_id) == col(Product.id), col(Variant.is_offered).is_(True))
        .scalar_subquery()
    )
    by = {
        "name": func.lower(col(Product.name)),
        "price": lowest,
        "-price": lowest.desc(),
    }.get(sort, col(Product.created_at).desc())
    return rows.order_by(by, col(Product.id))


def _plain(text: str) -> str:
    # PostgreSQL has no NUL in texts, and nothing of ours is called by one.
    return text.replace("\0", "")
