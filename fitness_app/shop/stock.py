"""What is there to sell: taken and put back by orders, changed by the staff, each time with why."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from fitness_app.accounts import members
from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.shop.catalogue import VariantView, view_variant
from fitness_app.shop.forms import MOST_STOCK, read_count, read_text
from fitness_app.shop.models import Product, StockMovement, Variant

REASONS = {
    "received": "Received",
    "corrected": "Counted again",
    "written_off": "Written off",
    "sold": "Sold",
    "returned": "Put back",
}
STAFF_REASONS = ("received", "corrected", "written_off")
NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class MovementView:
    """A change of stock, and why."""

    id: int
    at: datetime
    variant_name: str
    change: int
    stock_after: int
    reason: str
    note: str
    actor_name: str
    """'' for somebody who left."""
    order_id: int | None


def take(session: Session, *, variant_id: int, quantity: int, price_cents: int) -> int | None:
    """Take goods for an order if they are offered at this price, within the limit and there.

    Returns what is left, None for what has no end; raises NotFound, having taken nothing, if any
    of this isn't so. It is checked and taken in one statement: two buyers can't have the same.
    """
    is_published = select(Product.id).where(
        col(Product.id) == col(Variant.product_id), col(Product.is_published).is_(True)
    )
    stock = col(Variant.stock)
    taken = session.execute(
        update(Variant)
        .where(
            col(Variant.id) == variant_id,
            stock.is_(None) | (stock >= quantity),
            col(Variant.price_cents) == price_cents,
            col(Variant.limit_per_order) >= quantity,
            col(Variant.is_offered).is_(True),
            is_published.exists(),
        )
        .values(stock=stock - quantity)
        .returning(stock),
        execution_options={"synchronize_session": False},
    ).first()
    if taken is None:
        raise NotFound
    return taken[0]


def note_sale(
    session: Session,
    *,
    variant_id: int,
    order_id: int,
    quantity: int,
    left: int,
    buyer_id: int | None,
) -> None:
    """Explain what `take` took."""
    session.add(
        StockMovement(
            variant_id=variant_id,
            change=-quantity,
            stock_after=left,
            reason="sold",
            actor_id=buyer_id,
            order_id=order_id,
        )
    )


def put_back(
    session: Session, *, variant_id: int, order_id: int, quantity: int, actor_id: int | None
) -> None:
    """Return what an order had taken, unless there is no end to it by now."""
    left = _change(session, variant_id, quantity)
    if left is not None:
        session.add(
            StockMovement(
                variant_id=variant_id,
                change=quantity,
                stock_after=left,
                reason="returned",
                actor_id=actor_id,
                order_id=order_id,
            )
        )


def change_stock(
    session: Session, *, actor_id: int, variant_id: int, change: str, reason: str, note: str = ""
) -> VariantView:
    """Add to stock or take from it ('12', '-3'), and keep why.

    Raises NotFound; Invalid under change, reason, note; Conflict if fewer are there, or no end.
    """
    problems: dict[str, str] = {}
    count = 0
    with noting(problems):
        count = read_count(change, field="change", least=-MOST_STOCK, most=MOST_STOCK)
        if count == 0:
            raise Invalid(change="Enter how many came or went.")
    with noting(problems):
        note = read_text(note, field="note", longest=NOTE_LENGTH)
    if reason not in STAFF_REASONS:
        problems["reason"] = "Choose why."
    if problems:
        raise Invalid(**problems)
    variant = session.get(Variant, variant_id)
    if variant is None:
        raise NotFound
    set_in_motion(
        session, actor_id=actor_id, variant_id=variant_id, change=count, reason=reason, note=note
    )
    session.refresh(variant)
    return view_variant(variant)


def set_in_motion(
    session: Session, *, actor_id: int, variant_id: int, change: int, reason: str, note: str = ""
) -> None:
    """Change a stock by a number that was read already; raises Conflict."""
    left = _change(session, variant_id, change)
    if left is None:
        raise Conflict("There aren't that many, or nobody counts them.")
    session.add(
        StockMovement(
            variant_id=variant_id,
            change=change,
            stock_after=left,
            reason=reason,
            note=note,
            actor_id=actor_id,
        )
    )


def list_movements(session: Session, *, slug: str, limit: int = 50) -> list[MovementView]:
    """What changed the stock of a product's variants, newest first."""
    rows = session.exec(
        select(StockMovement, Variant.name)
        .join(Variant, col(Variant.id) == col(StockMovement.variant_id))
        .join(Product, col(Product.id) == col(Variant.product_id))
        .where(Product.slug == slug)
        .order_by(col(StockMovement.id).desc())
        .limit(limit)
    ).all()
    actors = {row.actor_id for row, _ in rows if row.actor_id is not None}
    names = members.find_people(session, user_ids=actors)
    return [_view(row, name, names) for row, name in rows]


def _change(session: Session, variant_id: int, change: int) -> int | None:
    stock = col(Variant.stock)
    changed = session.execute(
        update(Variant)
        .where(col(Variant.id) == variant_id, (stock + change).between(0, MOST_STOCK))
        .values(stock=stock + change)
        .returning(stock),
        execution_options={"synchronize_session": False},
    ).first()
    return changed[0] if changed else None


def _view(row: StockMovement, variant: str, names: dict[int, members.Person]) -> MovementView:
    actor = names.get(row.actor_id or 0)
    return MovementView(
        id=row.id,
        at=row.at,
        variant_name=variant,
        change=row.change,
        stock_after=row.stock_after,
        reason=row.reason,
        note=row.note,
        actor_name=actor.name if actor else "",
        order_id=row.order_id,
    )
