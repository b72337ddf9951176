"""The demo club's shop: its shelves, and what members bought in the last weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session, select

from fitness_app import settings
from fitness_app.accounts import members, people
from fitness_app.shop.assortment import search_text
from fitness_app.shop.demo_goods import GOODS, Goods
from fitness_app.shop.models import (
    Order,
    OrderEvent,
    OrderLine,
    Product,
    StockMovement,
    Variant,
)
from fitness_app.shop.order_views import Status

OPENED = timedelta(days=120)
_WAY = (Status.PLACED, Status.PAID, Status.READY, Status.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Purchase:
    """What somebody bought some days ago: slug, variant, quantity; and how far that came."""

    username: str
    days_ago: int
    status: Status
    bought: tuple[tuple[str, str, int], ...]
    address: str = ""
    note: str = ""


PURCHASES = (
    Purchase("ann", 71, Status.HANDED_OVER, (("club-shirt", "M", 1), ("wrist-wraps", "", 1))),
    Purchase("kofi", 64, Status.HANDED_OVER, (("lifting-belt", "M", 1), ("chalk", "", 2))),
    Purchase("priya", 52, Status.HANDED_OVER, (("first-steps", "", 1),)),
    Purchase("dara", 47, Status.REFUNDED, (("running-clinic", "", 1),), note="A sprained ankle."),
    Purchase(
        "bo", 40, Status.HANDED_OVER, (("whey-protein", "Vanilla", 2), ("creatine", "", 1)),
        address="14 Quay Street, flat 3",
    ),
    Purchase("amara", 33, Status.CANCELLED, (("training-shorts", "M", 1),)),
    Purchase("leila", 26, Status.HANDED_OVER, (("personal-training", "5 hours", 1),)),
    Purchase("tariq", 19, Status.HANDED_OVER, (("resistance-bands", "Medium", 1),)),
    Purchase("ann", 12, Status.HANDED_OVER, (("oat-bars", "", 2), ("electrolytes", "Lemon", 1))),
    Purchase("freya", 6, Status.READY, (("club-shirt", "L", 2), ("water-bottle", "", 1))),
    Purchase(
        "omar", 4, Status.READY, (("plant-protein", "", 1),),
        address="8 Mill Lane", note="The bell doesn't work: please knock.",
    ),
    Purchase("nino", 3, Status.PAID, (("technique-check", "", 1), ("gym-towel", "Moss", 1))),
    Purchase("ann", 2, Status.PAID, (("lifting-belt", "S", 1), ("chalk", "", 1))),
    Purchase("bo", 1, Status.PLACED, (("ten-visits", "", 1), ("skipping-rope", "", 1))),
    Purchase("giorgi", 1, Status.PLACED, (("yearly-membership", "", 1),)),
)  # fmt: skip


def open_shop(
    session: Session, *, ids: Mapping[str, int], keeper: str, now: datetime, random: Random
) -> None:
    """Fill the shelves and place everybody's orders; `keeper` is who takes the goods in."""
    keeper_id = ids[keeper]
    variants = {
        (goods.slug, variant.name): variant
        for nth, goods in enumerate(GOODS)
        for variant in _shelve(session, goods, now - OPENED + timedelta(days=nth), keeper_id)
    }
    for purchase in PURCHASES:
        at = now - timedelta(days=purchase.days_ago, minutes=random.randint(0, 300))
        order = _order(session, purchase, ids[purchase.username], at)
        for slug, name, quantity in purchase.bought:
            _sell(session, order, variants[slug, name], quantity)
        _tell(session, order, purchase, keeper_id)


def _shelve(session: Session, goods: Goods, at: datetime, keeper_id: int) -> list[Variant]:
    product = Product(
        slug=goods.slug,
        name=goods.name,
        description=goods.description,
        category=goods.category,
        picture=f"{goods.slug}.svg",
        is_published=True,
        search_text=search_text(goods.name, goods.description, goods.category),
        created_at=at,
    )
    session.add(product)
    session.flush()
    variants = [
        Variant(
            product_id=product.id,
            name=sort.name,
            position=nth,
            price_cents=sort.price_cents,
            stock=None if sort.stock is None else 0,
            limit_per_order=goods.limit,
        )
        for nth, sort in enumerate(goods.sorts)
    ]
    session.add_all(variants)
    session.flush()
    for variant, sort in zip(variants, goods.sorts, strict=True):
        # As many came as are there now, and as were sold since.
        came = (sort.stock or 0) + _sold(goods.slug, sort.name)
        _move(session, variant, came, "received", at=at, actor_id=keeper_id)
    return variants


def _sold(slug: str, name: str) -> int:
    return sum(
        quantity
        for purchase in PURCHASES
        if purchase.status is not Status.CANCELLED
        for bought, variant, quantity in purchase.bought
        if (bought, variant) == (slug, name)
    )


def _order(session: Session, purchase: Purchase, buyer_id: int, at: datetime) -> Order:
    order = Order(
        buyer_id=buyer_id,
        idempotency_key=f"demo-{purchase.username}-{purchase.days_ago}",
        status=purchase.status,
        delivery="address" if purchase.address else "pick_up",
        payment="desk",
        buyer_name=members.find_people(session, user_ids=[buyer_id])[buyer_id].name,
        email=people.get_user(session, user_id=buyer_id).email or "",
        address=purchase.address,
        note=purchase.note,
        currency=settings.get().currency,
        total_cents=0,
        placed_at=at,
    )
    session.add(order)
    session.flush()
    return order


def _sell(session: Session, order: Order, variant: Variant, quantity: int) -> None:
    product = session.exec(select(Product).where(Product.id == variant.product_id)).one()
    session.add(
        OrderLine(
            order_id=order.id,
            variant_id=variant.id,
            product_slug=product.slug,
            product_name=product.name,
            variant_name=variant.name,
            picture=product.picture,
            price_cents=variant.price_cents,
            quantity=quantity,
            is_from_stock=variant.stock is not None,
        )
    )
    order.total_cents += variant.price_cents * quantity
    whose = {"actor_id": order.buyer_id, "order_id": order.id}
    _move(session, variant, -quantity, "sold", at=order.placed_at, **whose)
    if order.status == Status.CANCELLED:
        later = order.placed_at + timedelta(hours=3)
        _move(session, variant, quantity, "returned", at=later, **whose)


def _move(
    session: Session,
    variant: Variant,
    change: int,
    reason: str,
    *,
    at: datetime,
    actor_id: int | None,
    order_id: int | None = None,
) -> None:
    if variant.stock is None or change == 0:
        return
    variant.stock += change
    session.add(
        StockMovement(
            variant_id=variant.id,
            at=at,
            change=change,
            stock_after=variant.stock,
            reason=reason,
            actor_id=actor_id,
            order_id=order_id,
        )
    )


def _tell(session: Session, order: Order, purchase: Purchase, keeper_id: int) -> None:
    for nth, status in enumerate(_steps(purchase.status)):
        is_buyers = status in (Status.PLACED, Status.CANCELLED)
        session.add(
            OrderEvent(
                order_id=order.id,
                at=order.placed_at + timedelta(hours=3 * nth),
                status=status,
                actor_id=order.buyer_id if is_buyers else keeper_id,
            )
        )


def _steps(status: Status) -> tuple[Status, ...]:
    if status is Status.CANCELLED:
        return (Status.PLACED, Status.CANCELLED)
    if status is Status.REFUNDED:
        return (*_WAY, Status.REFUNDED)
    return _WAY[: _WAY.index(status) + 1]
