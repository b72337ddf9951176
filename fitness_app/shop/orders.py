"""Orders after they are placed: found by those they concern, moved from step to step."""

from math import ceil

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select, update

from fitness_app.kit import mail
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.shop import letters
from fitness_app.shop import stock as stocks
from fitness_app.shop.forms import read_text
from fitness_app.shop.models import Order, OrderEvent, OrderLine
from fitness_app.shop.order_views import (
    NEXT,
    STATUS_NAMES,
    EventView,
    OrderLineView,
    OrderPage,
    OrderView,
    Status,
    id_of,
    view_order,
    view_orders,
)

__all__ = ["NEXT", "STATUS_NAMES", "EventView", "OrderLineView", "OrderPage", "OrderView", "Status"]

PER_PAGE = 20
NOTE_LENGTH = 200
PAID_LATE = "Paid after it was cancelled: pay it back."
STILL_HERE = frozenset({Status.PLACED, Status.PAID, Status.READY})
"""While an order stands here its goods are in the club, and can go back on the shelf."""


def list_orders(
    session: Session, *, buyer_id: int, page: int = 1, per_page: int = PER_PAGE
) -> OrderPage:
    """Somebody's own orders, newest first; a page past the last is the last."""
    return _page(session, [col(Order.buyer_id) == buyer_id], page, per_page)


def get_order(session: Session, *, buyer_id: int, order_id: int) -> OrderView:
    """One of somebody's own orders. Raises NotFound, also for another's."""
    return view_order(session, _get(session, order_id, buyer_id=buyer_id))


def cancel_order(session: Session, *, buyer_id: int, order_id: int) -> OrderView:
    """Cancel one's own order that isn't paid yet; what it had taken goes back into stock.

    Raises NotFound, also for another's; Conflict once it is paid.
    """
    order = _get_locked(session, order_id, buyer_id=buyer_id)
    return _move(session, order, Status.CANCELLED, actor_id=buyer_id)


def list_all_orders(
    session: Session, *, status: str = "", search: str = "", page: int = 1, per_page: int = PER_PAGE
) -> OrderPage:
    """Everybody's orders, newest first: of a status, with a number, name or address in them."""
    chosen: list[ColumnElement[bool]] = [col(Order.status) == status] if status else []
    if search := search.replace("\0", "").strip()[:80]:
        chosen.append(_matches(search))
    return _page(session, chosen, page, per_page)


def count_by_status(session: Session) -> dict[str, int]:
    """How many orders stand where, no status left out."""
    counted = select(Order.status, func.count()).group_by(Order.status)
    return {str(status): 0 for status in Status} | dict(session.exec(counted).all())


def get_any_order(session: Session, *, order_id: int) -> OrderView:
    """Anybody's order, for those who prepare it. Raises NotFound."""
    return view_order(session, _get(session, order_id))


def move_order(
    session: Session, *, actor_id: int | None, order_id: int, to: str, note: str = ""
) -> OrderView:
    """Take an order one step on, and tell its buyer. An `actor_id` of None is a payment service.

    Raises NotFound; Invalid (to, note); Conflict for a step it can't take from where it stands.
    """
    if to not in NEXT:
        raise Invalid(to="Choose a step.")
    note = read_text(note, field="note", longest=NOTE_LENGTH)
    return _move(session, _get_locked(session, order_id), Status(to), actor_id=actor_id, note=note)


def note_payment_begun(session: Session, *, order_id: int, reference: str) -> None:
    """Remember what a payment service calls its side of an order."""
    _get_locked(session, order_id).payment_reference = reference


def settle(session: Session, *, order_id: int, reference: str) -> OrderView:
    """Take a payment service's word that an order is paid; said twice, it is paid once.

    Money for an order that was cancelled meanwhile is noted, for the staff to pay back. Raises
    NotFound for an order or payment we don't know.
    """
    order = _get_locked(session, order_id)
    if order.payment_reference != reference:
        raise NotFound
    if order.status == Status.PLACED:
        return _move(session, order, Status.PAID, actor_id=None)
    view = view_order(session, order)
    if order.status == Status.CANCELLED and PAID_LATE not in {step.note for step in view.events}:
        session.add(OrderEvent(order_id=order.id, status=order.status, note=PAID_LATE))
        session.flush()
        return view_order(session, order)
    return view


def forget_buyer(session: Session, user_id: int) -> None:
    """Keep the sales of somebody whose account is deleted, and nothing that says who they were."""
    open_ones = select(Order).where(Order.buyer_id == user_id, Order.status == Status.PLACED)
    for order in session.exec(open_ones.order_by(col(Order.id)).with_for_update()).all():
        _move(session, order, Status.CANCELLED, actor_id=user_id, is_told=False)
    session.exec(
        update(Order)
        .where(col(Order.buyer_id) == user_id)
        .values(buyer_name="", email="", address="", note="")
    )


def _move(
    session: Session,
    order: Order,
    to: Status,
    *,
    actor_id: int | None,
    note: str = "",
    is_told: bool = True,
) -> OrderView:
    here = Status(order.status)
    if to not in NEXT[here]:
        raise Conflict(f"This order is {STATUS_NAMES[here].lower()}: that step isn't open to it.")
    order.status = to
    session.add(OrderEvent(order_id=order.id, status=to, note=note, actor_id=actor_id))
    if to in (Status.CANCELLED, Status.REFUNDED) and here in STILL_HERE:
        _put_back(session, order, actor_id)
    session.flush()
    view = view_order(session, order)
    if is_told and order.email:
        mail.send(session, to=order.email, kind=f"order_{to}", letter=letters.step(view))
    return view


def _put_back(session: Session, order: Order, actor_id: int | None) -> None:
    lines = session.exec(
        select(OrderLine)
        .where(OrderLine.order_id == order.id, col(OrderLine.is_from_stock).is_(True))
        # In one order everywhere, so that no two transactions wait for each other's goods.
        .order_by(col(OrderLine.variant_id))
    ).all()
    for line in lines:
        if line.variant_id is not None:
            stocks.put_back(
                session,
                variant_id=line.variant_id,
                order_id=order.id,
                quantity=line.quantity,
                actor_id=actor_id,
            )


def _page(
    session: Session, chosen: list[ColumnElement[bool]], page: int, per_page: int
) -> OrderPage:
    total = session.exec(select(func.count()).select_from(Order).where(*chosen)).one()
    pages = max(1, ceil(total / per_page))
    page = min(max(page, 1), pages)
    rows = select(Order).where(*chosen).order_by(col(Order.id).desc())
    found = session.exec(rows.offset((page - 1) * per_page).limit(per_page)).all()
    return OrderPage(view_orders(session, found), total, page)


def _matches(search: str) -> ColumnElement[bool]:
    named = or_(
        col(Order.buyer_name).icontains(search, autoescape=True),
        col(Order.email).icontains(search, autoescape=True),
    )
    order_id = id_of(search)
    return named if order_id is None else or_(named, col(Order.id) == order_id)


def _get(session: Session, order_id: int, *, buyer_id: int | None = None) -> Order:
    order = session.get(Order, order_id)
    if order is None or (buyer_id is not None and order.buyer_id != buyer_id):
        raise NotFound
    return order


def _get_locked(session: Session, order_id: int, *, buyer_id: int | None = None) -> Order:
    row = select(Order).where(Order.id == order_id).with_for_update()
    order = session.exec(row, execution_options={"populate_existing": True}).first()
    if order is None or (buyer_id is not None and order.buyer_id != buyer_id):
        raise NotFound
    return order
