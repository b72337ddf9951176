"""The tables of the shop: products and their variants, stock, carts, orders."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from fitness_app.kit import clock
from fitness_app.kit.db import UtcDateTime


class Product(SQLModel, table=True):
    """Something the club sells, in one or more variants."""

    __tablename__ = "products"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint(
            "category IN ('memberships', 'training', 'gear', 'supplements')", name="category"
        ),
        Index("ix_products_category", "is_published", "category"),
    )

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80)
    """Its word in addresses; never changes, so that links hold."""
    name: str = Field(max_length=80)
    description: str = Field(default="", max_length=2000)
    category: str = Field(max_length=16)
    picture: str = Field(default="", max_length=64)
    """Name of a drawing among the shop's pictures, or ''."""
    is_published: bool = False
    """Whether members see and buy it."""
    search_text: str = Field(default="", max_length=2200)
    """Name, description and category, case-folded."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Variant(SQLModel, table=True):
    """A product in one size, colour or length: what is priced, counted and put into carts."""

    __tablename__ = "product_variants"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("product_id", "name"),
        CheckConstraint("price_cents BETWEEN 0 AND 10000000", name="price_cents"),
        CheckConstraint("stock BETWEEN 0 AND 1000000", name="stock"),
        CheckConstraint("limit_per_order BETWEEN 1 AND 99", name="limit_per_order"),
    )

    id: int = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="products.id", ondelete="CASCADE")
    name: str = Field(default="", max_length=40)
    """'' for the only variant of a product."""
    position: int = 0
    price_cents: int
    stock: int | None = None
    """How many are there to sell; None if there is no end to them."""
    limit_per_order: int = 10
    is_offered: bool = True
    """Whether it can be bought while its product is published."""


class StockMovement(SQLModel, table=True):
    """A change of a variant's stock and why; all of them together are the stock."""

    __tablename__ = "stock_movements"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint(
            "reason IN ('received', 'sold', 'returned', 'corrected', 'written_off')", name="reason"
        ),
        CheckConstraint("change <> 0", name="changes_something"),
        Index("ix_stock_movements_variant", "variant_id", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    variant_id: int = Field(foreign_key="product_variants.id", ondelete="CASCADE")
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    change: int
    stock_after: int
    reason: str = Field(max_length=16)
    note: str = Field(default="", max_length=200)
    actor_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="SET NULL", index=True
    )
    order_id: int | None = Field(
        default=None, foreign_key="orders.id", ondelete="SET NULL", index=True
    )


class Cart(SQLModel, table=True):
    """What somebody means to buy: a person's on every device, or a guest's in one browser."""

    __tablename__ = "carts"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("user_id"),
        UniqueConstraint("guest_key"),
        CheckConstraint("(user_id IS NULL) <> (guest_key IS NULL)", name="belongs_to_one"),
    )

    id: int = Field(default=None, primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE")
    guest_key: str | None = Field(default=None, max_length=64)
    """Digest of the cookie that tells the guest's browser from others."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)


class CartLine(SQLModel, table=True):
    """So many of one variant in a cart, and the price its owner has seen."""

    __tablename__ = "cart_lines"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity"),
    )

    id: int = Field(default=None, primary_key=True)
    cart_id: int = Field(foreign_key="carts.id", ondelete="CASCADE")
    variant_id: int = Field(foreign_key="product_variants.id", ondelete="CASCADE", index=True)
    quantity: int
    seen_price_cents: int
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Order(SQLModel, table=True):
    """What somebody bought; it says for ever what it said when it was placed."""

    __tablename__ = "orders"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        UniqueConstraint("buyer_id", "idempotency_key"),
        CheckConstraint(
            "status IN ('placed', 'paid', 'ready', 'handed_over', 'cancelled', 'refunded')",
            name="status",
        ),
        CheckConstraint("delivery IN ('pick_up', 'address')", name="delivery"),
        CheckConstraint("payment IN ('desk', 'stripe')", name="payment"),
        CheckConstraint("total_cents >= 0", name="total_cents"),
        Index("ix_orders_status", "status", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    buyer_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL")
    """None once their account is deleted: the club's books keep the sale, not the person."""
    idempotency_key: str = Field(max_length=64)
    """Digest of the key the buyer's page or program made, so that buying twice is once."""
    status: str = Field(default="placed", max_length=16)
    delivery: str = Field(max_length=16)
    payment: str = Field(max_length=16)
    payment_reference: str = Field(default="", max_length=128, index=True)
    """What the payment service calls its side of it, or ''."""
    buyer_name: str = Field(default="", max_length=301)
    email: str = Field(default="", max_length=254)
    locale: str = Field(default="en-GB", max_length=16)
    """How the buyer is written to."""
    address: str = Field(default="", max_length=400)
    note: str = Field(default="", max_length=400)
    currency: str = Field(max_length=3)
    total_cents: int
    placed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)


class OrderLine(SQLModel, table=True):
    """A line of an order: name, price and quantity as they were when it was placed."""

    __tablename__ = "order_lines"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it
    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        CheckConstraint("price_cents >= 0", name="price_cents"),
    )

    id: int = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", ondelete="CASCADE", index=True)
    variant_id: int | None = Field(
        default=None, foreign_key="product_variants.id", ondelete="SET NULL", index=True
    )
    """What was taken from stock; the texts beside it don't follow its changes."""
    product_slug: str = Field(max_length=80)
    product_name: str = Field(max_length=80)
    variant_name: str = Field(default="", max_length=40)
    picture: str = Field(default="", max_length=64)
    price_cents: int
    quantity: int
    is_from_stock: bool
    """Whether its stock was counted then, and so is counted back when it returns."""


class OrderEvent(SQLModel, table=True):
    """A step of an order: what it became, when, and by whom."""

    __tablename__ = "order_events"  # pyright: ignore[reportAssignmentType]  # as SQLModel documents it

    id: int = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    status: str = Field(max_length=16)
    note: str = Field(default="", max_length=200)
    actor_id: int | None = Field(
        default=None, foreign_key="users.id", ondelete="SET NULL", index=True
    )
    """None for the payment service, and for people who left."""
