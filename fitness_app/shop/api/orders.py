"""Orders, for programs: members read, pay and cancel their own, trainers take any a step on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from fitness_app import routes
from fitness_app.accounts.access import Access, Viewer, allows
from fitness_app.accounts.api import SignedIn, Trainer, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import NOT_ALLOWED
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID, Page, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import crypto, db
from fitness_app.kit.errors import Forbidden
from fitness_app.shop import checkout, orders, payments
from fitness_app.shop.api import wire
from fitness_app.shop.api.cart import CHECKOUT
from fitness_app.shop.checkout import CheckoutForm, Placed
from fitness_app.shop.orders import OrderPage, OrderView, Status

router = APIRouter(prefix=routes.V1, tags=["v1: shop"], route_class=Polled)

STEP = Body(
    {"status": "ready", "note": "On the second shelf"},
    status=entries.choice(*Status, required=True),
    note=entries.text(required=False, may_be_blank=True, longest=orders.NOTE_LENGTH),
)
_PAGE = {"count": 1, "next": None, "previous": None, "items": [wire.ORDER]}
_LISTED = polled(_PAGE, "One page.") | refused_with(400, 404, fields={"page": "…"})
_STATUSES = f"^({'|'.join(Status)})?$"
OrderId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get("/orders", response_model=wire.Orders, responses=_LISTED)
async def list_orders(viewer: SignedIn, request: Request, paged: Paged) -> wire.Orders:
    """List one's own orders."""
    found = await db.read(
        orders.list_orders, buyer_id=viewer.id, page=paged.page, per_page=paged.page_size
    )
    return _listed(found, request, paged)


@router.post(
    "/orders",
    status_code=201,
    response_model=wire.Order,
    openapi_extra=CHECKOUT.documented,
    responses={
        201: {"content": {"application/json": {"example": wire.ORDER}}},
        **takes_body({"address": "Fill this in."}, 409, 422),
    },
)
async def place_order(
    viewer: SignedIn, sent: Annotated[Sent, Depends(CHECKOUT)], create: Creating
) -> Response:
    """Order what is in one's cart; send a key, so that a retry orders nothing twice."""
    return await create.run(
        checkout.place_order,
        viewer=viewer,
        sent=sent.checked(),
        shown=_placed,
        buyer_id=viewer.id,
        form=CheckoutForm(**sent.values),
        idempotency_key=create.key or crypto.random_token(),
    )


@router.get("/trainer/orders", response_model=wire.Orders, responses=_LISTED)
async def list_all_orders(
    _viewer: Trainer,
    request: Request,
    paged: Paged,
    *,
    status: Annotated[str, Query(pattern=_STATUSES, description="Only these")] = "",
    search: Annotated[
        str, Query(max_length=80, description="A number, or part of a name or address")
    ] = "",
) -> wire.Orders:
    """List everybody's orders; for trainers."""
    found = await db.read(
        orders.list_all_orders,
        status=status,
        search=search,
        page=paged.page,
        per_page=paged.page_size,
    )
    return _listed(found, request, paged)


@router.get(
    "/orders/{order_id}",
    response_model=wire.Order,
    responses=polled(wire.ORDER, "The order.") | refused_with(404),
)
async def get_order(order_id: OrderId, viewer: SignedIn) -> wire.Order:
    """Read one of one's orders; trainers read anybody's."""
    return wire.show_order(await _order_for(viewer, order_id))


@router.put(
    "/orders/{order_id}/status",
    response_model=wire.Order,
    openapi_extra=STEP.documented,
    responses={
        200: {"content": {"application/json": {"example": wire.ORDER}}},
        **takes_body({"status": '"lost" is not a valid choice.'}, 404, 409),
    },
)
async def move_order(
    order_id: OrderId, viewer: SignedIn, sent: Annotated[Sent, Depends(STEP)]
) -> wire.Order:
    """Cancel one's own order while it is unpaid; trainers take any order any step it can take."""
    to = sent.checked()["status"]
    order = await _order_for(viewer, order_id)
    if order.buyer_id == viewer.id and to == Status.CANCELLED:
        return wire.show_order(await payments.cancel_order(buyer_id=viewer.id, order_id=order_id))
    if not allows(Access.TRAINER, viewer):
        raise Forbidden(NOT_ALLOWED)
    moved = await payments.move_order(
        actor_id=viewer.id, order_id=order_id, to=to, note=sent["note"]
    )
    return wire.show_order(moved)


@router.post(
    "/orders/{order_id}/payments",
    status_code=201,
    response_model=wire.PaymentPage,
    responses={
        201: {"content": {"application/json": {"example": {"url": "/cabinet/orders/42"}}}},
        **refused_with(404, 409),
    },
)
async def begin_payment(order_id: OrderId, viewer: SignedIn) -> wire.PaymentPage:
    """Learn where to pay one's order; asked again it is the same place."""
    order = await db.read(orders.get_order, buyer_id=viewer.id, order_id=order_id)
    return wire.PaymentPage(url=await payments.begin(order))


async def _order_for(viewer: Viewer, order_id: int) -> OrderView:
    if allows(Access.TRAINER, viewer):
        return await db.read(orders.get_any_order, order_id=order_id)
    return await db.read(orders.get_order, buyer_id=viewer.id, order_id=order_id)


def _placed(placed: Placed) -> wire.Order:
    return wire.show_order(placed.order)


def _listed(found: OrderPage, request: Request, paged: Page) -> wire.Orders:
    return wire.Orders(
        count=found.total,
        next=address_of(request, paged.page + 1) if paged.has_next(found.total) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[wire.show_order(order) for order in found.orders],
    )
