"""The shop's things as JSON: amounts as strings with two decimals, instants in UTC."""

from datetime import datetime

from pydantic import BaseModel, Field

from fitness_app import routes, settings
from fitness_app.kit.money import decimal_text
from fitness_app.shop.cart_views import CartLineView, CartView, NoticeView
from fitness_app.shop.catalogue import ProductView, VariantView
from fitness_app.shop.order_views import OrderLineView, OrderView, Status
from fitness_app.shop.stock import MovementView


class ProductRef(BaseModel):
    """A product as a line names it."""

    id: int
    slug: str
    name: str
    image: str


class CartItem(BaseModel):
    """A line of a cart."""

    id: int
    product: ProductRef
    quantity: int
    unit_price: str
    line_total: str
    available: bool = Field(description="Whether so many can be bought now")


class Notice(BaseModel):
    """What changed about an item since it was added."""

    item: int
    code: str
    detail: str


class Cart(BaseModel):
    """A whole cart."""

    items: list[CartItem]
    count: int
    subtotal: str
    total: str
    currency: str
    notices: list[Notice]


class Variant(BaseModel):
    """One size, colour or length of a product."""

    id: int
    name: str
    price: str
    stock: int | None = Field(description="null: there is no end to it")
    limit_per_order: int
    available: bool
    is_offered: bool


class Product(BaseModel):
    """Something the club sells."""

    id: int
    slug: str
    name: str
    description: str
    category: str
    picture: str = Field(description="The file name of its drawing, or ''")
    image: str = Field(description="The address of its drawing, or ''")
    price: str = Field(description="The lowest of its variants")
    currency: str
    available: bool
    is_published: bool
    variants: list[Variant]


class Products(BaseModel):
    """One page of products."""

    count: int
    next: str | None
    previous: str | None
    items: list[Product]


class Movement(BaseModel):
    """A change of stock, and why."""

    id: int
    at: datetime
    variant: str
    change: int
    stock_after: int
    reason: str
    note: str
    by: str = Field(description="Whose doing it was; '' for somebody who left")
    order_id: int | None


class Movements(BaseModel):
    """What changed a product's stock, newest first."""

    items: list[Movement]


class OrderItem(BaseModel):
    """A line of an order, as it was when it was placed."""

    id: int
    slug: str
    name: str
    image: str
    quantity: int
    unit_price: str
    line_total: str


class Step(BaseModel):
    """A step that an order took."""

    at: datetime
    status: Status
    note: str


class Order(BaseModel):
    """An order with its lines and its past."""

    id: int
    number: str
    status: Status
    buyer_name: str
    email: str
    delivery: str
    address: str
    note: str
    payment: str
    items: list[OrderItem]
    count: int
    total: str
    currency: str
    placed_at: datetime
    history: list[Step]


class Orders(BaseModel):
    """One page of orders, newest first."""

    count: int
    next: str | None
    previous: str | None
    items: list[Order]


class PaymentPage(BaseModel):
    """Where to pay."""

    url: str


CART = {
    "items": [
        {
            "id": 12,
            "product": {
                "id": 11,
                "slug": "club-shirt",
                "name": "Club shirt, M",
                "image": "/shop/club-shirt.svg",
            },
            "quantity": 2,
            "unit_price": "24.00",
            "line_total": "48.00",
            "available": True,
        }
    ],
    "count": 2,
    "subtotal": "48.00",
    "total": "48.00",
    "currency": "EUR",
    "notices": [
        {"item": 12, "code": "price_changed", "detail": "The price is €24.00 now; it was €22.00."}
    ],
}
VARIANT = {
    "id": 31,
    "name": "M",
    "price": "24.00",
    "stock": 9,
    "limit_per_order": 5,
    "available": True,
    "is_offered": True,
}
PRODUCT = {
    "id": 11,
    "slug": "club-shirt",
    "name": "Club shirt",
    "description": "Organic cotton, cut to move in.",
    "category": "gear",
    "picture": "club-shirt.svg",
    "image": "/shop/club-shirt.svg",
    "price": "24.00",
    "currency": "EUR",
    "available": True,
    "is_published": True,
    "variants": [VARIANT],
}
MOVEMENT = {
    "id": 5,
    "at": "2026-01-31T08:30:00Z",
    "variant": "M",
    "change": -2,
    "stock_after": 9,
    "reason": "sold",
    "note": "",
    "by": "Ann Archer",
    "order_id": 42,
}
ORDER = {
    "id": 42,
    "number": "N1042",
    "status": "placed",
    "buyer_name": "Ann Archer",
    "email": "ann@example.com",
    "delivery": "pick_up",
    "address": "",
    "note": "",
    "payment": "desk",
    "items": [
        {
            "id": 77,
            "slug": "club-shirt",
            "name": "Club shirt, M",
            "image": "/shop/club-shirt.svg",
            "quantity": 2,
            "unit_price": "24.00",
            "line_total": "48.00",
        }
    ],
    "count": 2,
    "total": "48.00",
    "currency": "EUR",
    "placed_at": "2026-01-31T08:30:00Z",
    "history": [{"at": "2026-01-31T08:30:00Z", "status": "placed", "note": ""}],
}


def show_cart(cart: CartView) -> Cart:
    """A cart as JSON."""
    total = decimal_text(cart.total_cents)
    return Cart(
        items=[_item(line) for line in cart.lines],
        count=cart.count,
        subtotal=total,
        total=total,
        currency=cart.currency,
        notices=[_notice(notice) for notice in cart.notices],
    )


def show_product(product: ProductView) -> Product:
    """A product as JSON, with everything the staff see of it."""
    return _product(product, product.variants)


def show_offer(product: ProductView) -> Product:
    """A product as JSON, with the variants that can be bought."""
    return _product(product, product.offered)


def show_variant(variant: VariantView) -> Variant:
    """A variant as JSON."""
    return Variant(
        id=variant.id,
        name=variant.name,
        price=decimal_text(variant.price_cents),
        stock=variant.stock,
        limit_per_order=variant.limit_per_order,
        available=not variant.is_sold_out,
        is_offered=variant.is_offered,
    )


def show_movement(moved: MovementView) -> Movement:
    """A change of stock as JSON."""
    return Movement(
        id=moved.id,
        at=moved.at,
        variant=moved.variant_name,
        change=moved.change,
        stock_after=moved.stock_after,
        reason=moved.reason,
        note=moved.note,
        by=moved.actor_name,
        order_id=moved.order_id,
    )


def show_order(order: OrderView) -> Order:
    """An order as JSON."""
    return Order(
        id=order.id,
        number=order.number,
        status=order.status,
        buyer_name=order.buyer_name,
        email=order.email,
        delivery=order.delivery,
        address=order.address,
        note=order.note,
        payment=order.payment,
        items=[_order_item(line) for line in order.lines],
        count=order.count,
        total=decimal_text(order.total_cents),
        currency=order.currency,
        placed_at=order.placed_at,
        history=[
            Step(at=step.at, status=Status(step.status), note=step.note) for step in order.events
        ],
    )


def _item(line: CartLineView) -> CartItem:
    ref = ProductRef(
        id=line.product_id, slug=line.slug, name=line.full_name, image=_image(line.picture)
    )
    return CartItem(
        id=line.id,
        product=ref,
        quantity=line.quantity,
        unit_price=decimal_text(line.price_cents),
        line_total=decimal_text(line.total_cents),
        available=line.is_available,
    )


def _notice(notice: NoticeView) -> Notice:
    return Notice(item=notice.line_id, code=notice.code, detail=notice.text)


def _product(product: ProductView, variants: tuple[VariantView, ...]) -> Product:
    return Product(
        id=product.id,
        slug=product.slug,
        name=product.name,
        description=product.description,
        category=product.category,
        picture=product.picture,
        image=_image(product.picture),
        price=decimal_text(product.price_cents),
        currency=settings.get().currency,
        available=product.is_published and not product.is_sold_out,
        is_published=product.is_published,
        variants=[show_variant(variant) for variant in variants],
    )


def _order_item(line: OrderLineView) -> OrderItem:
    return OrderItem(
        id=line.id,
        slug=line.product_slug,
        name=line.full_name,
        image=_image(line.picture),
        quantity=line.quantity,
        unit_price=decimal_text(line.price_cents),
        line_total=decimal_text(line.total_cents),
    )


def _image(picture: str) -> str:
    return routes.product_picture(picture) if picture else ""
