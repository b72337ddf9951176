"""Variants of products, for trainers' programs: what they cost, and how many there are."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response

from fitness_app import routes
from fitness_app.accounts.api import Trainer, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.api.problems import takes_body
from fitness_app.kit import db
from fitness_app.shop import assortment, stock
from fitness_app.shop.api import wire
from fitness_app.shop.api.products import LIMIT
from fitness_app.shop.forms import MOST_STOCK

router = APIRouter(prefix=routes.V1 + "/variants", tags=["v1: shop"])

CHANGES = Body(
    {"price": "26.00"},
    name=entries.text("A size, a colour, a length", required=False, may_be_blank=True),
    price=entries.text("Such as `24.00`", required=False),
    limit_per_order=LIMIT,
    is_offered=entries.yes_or_no("Whether it can be bought"),
)
MOVEMENT = Body(
    {"change": 12, "reason": "received", "note": "Delivery of Monday"},
    change=entries.integer(
        "How many came; below 0, how many went", least=-MOST_STOCK, most=MOST_STOCK, never=0
    ),
    reason=entries.choice(*stock.STAFF_REASONS, required=True),
    note=entries.text(required=False, may_be_blank=True, longest=stock.NOTE_LENGTH),
)
VariantId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.patch(
    "/{variant_id}",
    response_model=wire.Product,
    openapi_extra=CHANGES.documented,
    responses={
        200: {"content": {"application/json": {"example": wire.PRODUCT}}},
        **takes_body({"price": "Enter an amount such as 12.50."}, 404),
    },
)
async def change_variant(
    variant_id: VariantId, _viewer: Trainer, sent: Annotated[Sent, Depends(CHANGES)]
) -> wire.Product:
    """Change what a variant is called or costs; what is left out stays. For trainers."""
    changes: dict[str, Any] = dict(sent.checked().values)
    if "limit_per_order" in changes:
        changes["limit"] = str(changes.pop("limit_per_order"))
    if "is_offered" in changes:
        changes["is_offered"] = changes["is_offered"] == "true"
    product = await db.run(assortment.change_variant, variant_id=variant_id, changes=changes)
    return wire.show_product(product)


@router.post(
    "/{variant_id}/movements",
    status_code=201,
    response_model=wire.Variant,
    openapi_extra=MOVEMENT.documented,
    responses={
        201: {"content": {"application/json": {"example": wire.VARIANT}}},
        **takes_body({"change": "Enter how many came or went."}, 404, 409, 422),
    },
)
async def change_stock(
    variant_id: VariantId,
    viewer: Trainer,
    sent: Annotated[Sent, Depends(MOVEMENT)],
    create: Creating,
) -> Response:
    """Add to a variant's stock or take from it, and say why; for trainers."""
    return await create.run(
        stock.change_stock,
        viewer=viewer,
        sent=sent.checked(),
        shown=wire.show_variant,
        actor_id=viewer.id,
        variant_id=variant_id,
        change=str(sent["change"]),
        reason=sent["reason"],
        note=sent["note"],
    )
