"""The cart as contracted: a person's, or that of a guest whom a signed cookie makes known."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import Field

from fitness_app import routes
from fitness_app.accounts import cookies
from fitness_app.accounts.api import SignedIn, SomebodyOrGuest, entries
from fitness_app.accounts.api.answers import Coded, Told, refusals, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import OPEN_TO_GUESTS, From
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.kit import db
from fitness_app.shop import carts, catalogue, checkout
from fitness_app.shop.api import wire
from fitness_app.shop.carts import Shopper
from fitness_app.shop.checkout import CheckoutForm

router = APIRouter(prefix=routes.API_CART, tags=["Cart"])

MOST_AT_ONCE = 1_000_000
NEW_ITEM = Body(
    {"product_id": 11, "quantity": 2},
    product_id=entries.integer("What to add", least=1, most=MOST_ID),
    variant_id=entries.integer(
        "Which size, colour or length; the first if it is left out",
        least=1,
        most=MOST_ID,
        required=False,
    ),
    quantity=entries.integer(
        "How many more; 1 if it is left out", least=0, most=MOST_AT_ONCE, required=False
    ),
)
QUANTITY = Body(
    {"quantity": 3},
    quantity=entries.integer("How many there shall be; 0 removes it", least=0, most=MOST_AT_ONCE),
)
CHECKOUT = Body(
    {"delivery": "pick_up", "payment": "desk", "note": "I come by on Friday."},
    delivery=entries.choice("pick_up", "address", description="`pick_up` if it is left out"),
    address=entries.text("Where to, unless it is picked up", required=False, may_be_blank=True),
    note=entries.text("For those who get it ready", required=False, may_be_blank=True),
    payment=entries.choice("desk", "stripe", description="`desk` if it is left out"),
)
_CHANGED = {
    "detail": "Something in your cart has changed. Look at it, and confirm.",
    "code": "cart_changed",
    "items": [{"item": 12, "code": "insufficient_stock", "detail": "Only 1 left."}],
}


class Refusal(Coded):
    """Why the cart can't be ordered, or hold so many, with a code for each line."""

    items: list[wire.Notice] = Field(default_factory=list)


def _conflicts(*examples: dict[str, Any]) -> Told:
    named = {str(each["code"]): {"value": each} for each in examples}
    return {
        409: {
            "model": Refusal,
            "description": "Not as things are now.",
            "content": {"application/json": {"examples": named}},
        }
    }


_SHORT = _conflicts(
    {"detail": "Only 3 left.", "code": "insufficient_stock"},
    {"detail": "Your cart is full. Order what is in it first.", "code": "conflict"},
)
_SHOWN = shows(200, wire.CART, "The whole cart.")
_ASKED = refusals(signed_in=True)
"""How credentials are refused, if any are sent."""
_AGAIN = shows(200, wire.ORDER, "The order that this key placed before.")
_AGAIN[200]["model"] = wire.Order
ItemId = Annotated[int, Path(ge=1, le=MOST_ID)]


async def _shopper(request: Request, viewer: SomebodyOrGuest) -> Shopper:
    if viewer is not None:
        return Shopper(user_id=viewer.id)
    return Shopper(guest_key=cookies.find_visitor(cookies.sent(request.headers)) or "")


Reader = Annotated[Shopper, Depends(_shopper)]


async def _buyer(shopper: Reader, response: Response, client: From) -> Shopper:
    """Whose cart it is; a guest whom nothing makes known yet gets the cookie that does."""
    if shopper != Shopper():
        return shopper
    await db.run(carts.admit_guest, ip=client.ip)
    line = cookies.visitor_line()
    response.headers["set-cookie"] = line
    return Shopper(guest_key=cookies.find_visitor(line.partition(";")[0]) or "")


Buyer = Annotated[Shopper, Depends(_buyer)]


@router.get(
    "",
    response_model=wire.Cart,
    openapi_extra=OPEN_TO_GUESTS,
    responses=_SHOWN | _ASKED,
)
async def get_cart(shopper: Reader) -> wire.Cart:
    """Read one's cart, at today's prices."""
    return wire.show_cart(await db.read(carts.get_cart, shopper=shopper))


@router.post(
    "/items",
    status_code=201,
    response_model=wire.Cart,
    openapi_extra=NEW_ITEM.documented | OPEN_TO_GUESTS,
    responses=shows(201, wire.CART, "The whole cart.")
    | refusals(fields={"quantity": "At most 2 per order."}, not_found=True, throttled=True)
    | _ASKED
    | _SHORT,
)
async def add_item(sent: Annotated[Sent, Depends(NEW_ITEM)], shopper: Buyer) -> wire.Cart:
    """Put so many more of a product into one's cart."""
    sent.checked()
    variant_id = await db.read(
        catalogue.find_variant_id,
        product_id=sent["product_id"],
        variant_id=sent["variant_id"] or None,
    )
    cart = await db.run(
        carts.add, shopper=shopper, variant_id=variant_id, quantity=sent.values.get("quantity", 1)
    )
    return wire.show_cart(cart)


@router.patch(
    "/items/{item_id}",
    response_model=wire.Cart,
    openapi_extra=QUANTITY.documented | OPEN_TO_GUESTS,
    responses=_SHOWN
    | refusals(fields={"quantity": "At most 2 per order."}, not_found=True)
    | _ASKED
    | _SHORT,
)
async def change_item(
    item_id: ItemId, sent: Annotated[Sent, Depends(QUANTITY)], shopper: Reader
) -> wire.Cart:
    """Have so many of an item."""
    quantity = sent.checked()["quantity"]
    cart = await db.run(carts.set_quantity, shopper=shopper, line_id=item_id, quantity=quantity)
    return wire.show_cart(cart)


@router.delete(
    "/items/{item_id}",
    response_model=wire.Cart,
    openapi_extra=OPEN_TO_GUESTS,
    responses=_SHOWN | refusals(not_found=True) | _ASKED,
)
async def remove_item(item_id: ItemId, shopper: Reader) -> wire.Cart:
    """Take an item out of one's cart."""
    return wire.show_cart(await db.run(carts.remove, shopper=shopper, line_id=item_id))


@router.post(
    "/confirmation",
    response_model=wire.Cart,
    openapi_extra=OPEN_TO_GUESTS,
    responses=_SHOWN | refusals(not_found=True) | _ASKED,
)
async def confirm_changes(shopper: Reader) -> wire.Cart:
    """Say yes to new prices, fewer where fewer are there, none where none are."""
    return wire.show_cart(await db.run(carts.confirm_changes, shopper=shopper))


@router.post(
    "/checkout",
    status_code=201,
    response_model=wire.Order,
    openapi_extra=CHECKOUT.documented,
    responses=shows(201, wire.ORDER, "The order, placed now.")
    | _AGAIN
    | refusals(fields={"address": "Fill this in."}, signed_in=True, key_reused=True)
    | _conflicts(_CHANGED, {"detail": "Your cart is empty.", "code": "conflict"}),
)
async def check_out(
    viewer: SignedIn,
    response: Response,
    sent: Annotated[Sent, Depends(CHECKOUT)],
    idempotency_key: Annotated[
        str,
        Header(
            min_length=1,
            max_length=checkout.KEY_LENGTH,
            description="Chosen by the caller: a key names one order for ever",
        ),
    ],
) -> wire.Order:
    """Order what is in one's cart."""
    placed = await db.run(
        checkout.place_order,
        buyer_id=viewer.id,
        form=CheckoutForm(**sent.checked().values),
        idempotency_key=idempotency_key,
    )
    response.status_code = 201 if placed.is_new else 200
    return wire.show_order(placed.order)
