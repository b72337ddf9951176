"""Word from the payment service, signed by it; nobody else knocks here."""

from typing import Annotated

from fastapi import APIRouter, Header, Request

from fitness_app import routes
from fitness_app.kit.errors import NotFound
from fitness_app.shop import checkout, payments

router = APIRouter(prefix=routes.V1 + "/payments", include_in_schema=False)


@router.post("/stripe", status_code=204)
async def hear_stripe(
    request: Request, stripe_signature: Annotated[str, Header(max_length=2000)]
) -> None:
    """Take an event that Stripe signed for us; heard twice, it counts once."""
    if "stripe" not in checkout.offered_payments():
        raise NotFound
    await payments.by_stripe().hear(await request.body(), stripe_signature)
