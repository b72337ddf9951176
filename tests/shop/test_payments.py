"""Paying: at the desk, and at Stripe against a stand-in of its API on this machine."""

from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient

from fitness_app.api import api
from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, NotFound, Unavailable
from fitness_app.shop import orders, payments
from fitness_app.shop.order_views import OrderView
from fitness_app.shop.stripe_checkout import StripeCheckout
from tests.make import Person
from tests.shop.conftest import add, of, place, stock_of
from tests.shop.stripe_stand_in import StandIn, begun, event, now_of, signed

pytestmark = pytest.mark.usefixtures("database")


def test_without_its_keys_there_is_only_the_desk():
    assert [method.code for method in payments.methods()] == ["desk"]


def test_with_its_keys_stripe_is_offered_second(by_stripe: StripeCheckout):
    assert [method.code for method in payments.methods()] == ["desk", "stripe"]


async def test_paying_at_the_desk_leads_to_the_order(ann: Person, shirt: int):
    add(of(ann), shirt)
    order = place(ann).order
    assert await payments.begin(order) == f"/cabinet/orders/{order.id}"


async def test_paying_by_card_leads_to_stripes_page_for_the_lines(
    anns_order: OrderView, stand_in: StandIn
):
    assert await payments.begin(anns_order) == "https://checkout.stripe.example/cs_test_1"
    ((method, path, form),) = stand_in.asked
    assert (method, path) == ("POST", "/v1/checkout/sessions")
    assert form["client_reference_id"] == [str(anns_order.id)]
    assert form["line_items[0][quantity]"] == ["2"]
    assert form["line_items[0][price_data][unit_amount]"] == ["2400"]
    assert form["line_items[0][price_data][currency]"] == ["eur"]


async def test_beginning_again_leads_to_the_same_page(anns_order: OrderView, stand_in: StandIn):
    first = await payments.begin(anns_order)
    # As after a kill before the answer was written down, and as after it was.
    assert await payments.begin(anns_order) == first
    assert await payments.begin(now_of(anns_order)) == first
    assert [name for name, held in stand_in.sessions.items() if held["url"] == first] == [
        now_of(anns_order).payment_reference
    ]


async def test_a_page_that_expired_is_replaced(anns_order: OrderView, stand_in: StandIn):
    reference = await begun(anns_order)
    stand_in.sessions[reference]["status"] = "expired"
    again = await payments.begin(now_of(anns_order))
    assert again.endswith(now_of(anns_order).payment_reference)
    assert now_of(anns_order).payment_reference != reference


async def test_stripe_out_of_reach_leaves_the_order_as_it_is(
    anns_order: OrderView, stand_in: StandIn
):
    stand_in.is_down = True
    with pytest.raises(Unavailable, match="Your order stands"):
        await payments.begin(anns_order)
    assert now_of(anns_order) == anns_order


async def test_stripes_signed_word_marks_the_order_paid_once(
    by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    for _ in range(2):
        await by_stripe.hear(body, signed(body))
    assert [step.status for step in now_of(anns_order).events] == ["placed", "paid"]


async def test_word_that_stripe_did_not_sign_changes_nothing(
    by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    stale = signed(body)
    for signature in ("", "nonsense", signed(body, "whsec_other"), signed(b"{}")):
        with pytest.raises(Invalid):
            await by_stripe.hear(body, signature)
    clock.move(timedelta(minutes=6))
    with pytest.raises(Invalid, match="another look"):
        await by_stripe.hear(body, stale)
    assert now_of(anns_order).status == "placed"


async def test_word_of_something_else_changes_nothing(
    by_stripe: StripeCheckout, anns_order: OrderView
):
    unpaid = event(anns_order, await begun(anns_order), payment_status="unpaid")
    assert await by_stripe.hear(unpaid, signed(unpaid)) is None
    for name in (None, "basket-7", "9" * 20):
        elsewhere = event(anns_order, "cs_elsewhere", client_reference_id=name)
        assert await by_stripe.hear(elsewhere, signed(elsewhere)) is None
    foreign = event(anns_order, "cs_of_another_shop")
    with pytest.raises(NotFound):
        await by_stripe.hear(foreign, signed(foreign))
    assert now_of(anns_order).status == "placed"


async def test_a_cancelled_order_cannot_be_paid_any_more(
    by_stripe: StripeCheckout, ann: Person, anns_order: OrderView, stand_in: StandIn, shirt: int
):
    reference = await begun(anns_order)
    await payments.cancel_order(buyer_id=ann.id, order_id=anns_order.id)
    assert stand_in.sessions[reference]["status"] == "expired"
    assert stock_of(shirt) == 5
    body = event(anns_order, reference)
    for _ in range(2):
        await by_stripe.hear(body, signed(body))
    order = now_of(anns_order)
    assert (order.status, stock_of(shirt)) == ("cancelled", 5)
    assert [step.note for step in order.events] == ["", "", orders.PAID_LATE]


async def test_a_refund_is_paid_back_before_it_is_said(
    by_stripe: StripeCheckout, tess: Person, anns_order: OrderView, stand_in: StandIn
):
    body = event(anns_order, await begun(anns_order))
    await by_stripe.hear(body, signed(body))
    refund = {"actor_id": tess.id, "order_id": anns_order.id, "to": "refunded"}
    stand_in.is_down = True
    with pytest.raises(Unavailable):
        await payments.move_order(**refund)
    assert now_of(anns_order).status == "paid"
    stand_in.is_down = False
    assert (await payments.move_order(**refund)).status == "refunded"
    assert stand_in.asked[-1][1:] == ("/v1/refunds", {"payment_intent": ["pi_cs_test_1"]})
    with pytest.raises(Conflict):
        await payments.move_order(**refund)


async def test_stripes_door_hears_only_what_is_signed(
    by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    async with AsyncClient(transport=ASGITransport(api), base_url="http://club") as client:
        path = "/api/v1/payments/stripe"
        forged = {"stripe-signature": signed(body, "whsec_other")}
        assert (await client.post(path, content=body, headers=forged)).status_code == 400
        real = {"stripe-signature": signed(body)}
        assert (await client.post(path, content=body, headers=real)).status_code == 204
    assert now_of(anns_order).status == "paid"


async def test_without_its_keys_stripes_door_is_not_there():
    async with AsyncClient(transport=ASGITransport(api), base_url="http://club") as client:
        headers = {"stripe-signature": "t=1,v1=x"}
        answer = await client.post("/api/v1/payments/stripe", headers=headers)
    assert answer.status_code == 404
