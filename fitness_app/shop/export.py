"""A person's part of the shop in the download of all their data."""

from typing import Any

from sqlmodel import Session, col, select

from fitness_app.accounts.account_data import on_export
from fitness_app.shop.carts import Shopper, get_cart
from fitness_app.shop.models import Order
from fitness_app.shop.order_views import OrderView, view_orders


def export(session: Session, *, user_id: int) -> dict[str, Any]:
    """Every order of somebody, and what is in their cart."""
    rows = select(Order).where(Order.buyer_id == user_id).order_by(col(Order.id))
    cart = get_cart(session, shopper=Shopper(user_id=user_id))
    return {
        "orders": [_order(view) for view in view_orders(session, session.exec(rows).all())],
        "cart": [
            {"product": line.full_name, "quantity": line.quantity, "price_cents": line.price_cents}
            for line in cart.lines
        ],
    }


def _order(order: OrderView) -> dict[str, Any]:
    return {
        "number": order.number,
        "placed_at": order.placed_at,
        "status": order.status,
        "delivery": order.delivery,
        "address": order.address,
        "note": order.note,
        "payment": order.payment,
        "name": order.buyer_name,
        "email": order.email,
        "currency": order.currency,
        "total_cents": order.total_cents,
        "lines": [
            {"product": line.full_name, "quantity": line.quantity, "price_cents": line.price_cents}
            for line in order.lines
        ],
        "steps": [
            {"at": step.at, "status": step.status, "note": step.note} for step in order.events
        ],
    }


on_export("shop", export)
