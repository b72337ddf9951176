"""Stripe's events as they come over HTTP: signed just now and in shape, or refused with 400."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fitness_app.api import api
from fitness_app.kit import clock
from fitness_app.shop.order_views import OrderView
from fitness_app.shop.stripe_checkout import StripeCheckout
from fitness_app.shop.stripe_events import STALE_SECONDS
from tests.shop.stripe_stand_in import SIGNED_WITH, begun, event, now_of, signed

pytestmark = pytest.mark.usefixtures("database")

DOOR = "/api/v1/payments/stripe"
PAID = "checkout.session.completed"
SESSION = {"id": "cs_1", "client_reference_id": "1", "payment_status": "paid", "amount_total": 4800}
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=9),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    """Stripe, or who says so."""
    async with AsyncClient(transport=ASGITransport(api), base_url="http://club") as client:
        yield client


async def status_of(client: AsyncClient, body: bytes, signature: str | bytes | None = None) -> int:
    header = signed(body) if signature is None else signature
    sent = header if isinstance(header, bytes) else header.encode()
    answer = await client.post(DOOR, content=body, headers=[(b"stripe-signature", sent)])
    return answer.status_code


def sign_of(body: bytes, at: str) -> str:
    return hmac.new(SIGNED_WITH.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def holding(held: Any, **other: Any) -> bytes:
    return json.dumps({"id": "evt_1", "type": PAID, "data": {"object": held}, **other}).encode()


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in SESSION.items() if key != name}


async def test_a_second_time_in_the_header_makes_no_stale_event_fresh(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    stale = signed(body)
    clock.move(timedelta(seconds=STALE_SECONDS + 1))
    now = int(clock.now().timestamp())
    for header in (stale, f"{stale},t={now}", f"t={now},{stale}", f"{stale}, t={now}"):
        assert await status_of(client, body, header) == 400, header
    assert now_of(anns_order).status == "placed"
    assert await status_of(client, body) == 204
    assert now_of(anns_order).status == "paid"


async def test_a_time_from_ahead_is_not_just_now(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    for ahead in (STALE_SECONDS + 5, 10**9):
        at = str(int(clock.now().timestamp()) + ahead)
        assert await status_of(client, body, f"t={at},v1={sign_of(body, at)}") == 400
    assert now_of(anns_order).status == "placed"


async def test_what_else_stands_in_the_header_does_not_matter(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView
):
    body = event(anns_order, await begun(anns_order))
    time, sign = signed(body).split(",")
    for header in (f"{time},v1=00,{sign},v0=x", f"{sign},{time}", f"v2=,{time},{sign},,="):
        assert await status_of(client, body, header) == 204, header


@pytest.mark.parametrize(
    "at", ["", "-1", "+1", "1e9", "1_0", " 1", "1" * 13, "1" * 400, "NaN", "1.0", "0x1", "=1"]
)
async def test_a_signed_time_that_is_none_is_refused(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView, at: str
):
    body = event(anns_order, await begun(anns_order))
    assert await status_of(client, body, f"t={at},v1={sign_of(body, at)}") == 400
    assert now_of(anns_order).status == "placed"


@pytest.mark.parametrize(
    "header", ["", "t", "t=", "v1=", ",", "t=1", "=", "t=1,v1", b"t=1,v1=\xe9", b"t=\xb2,v1=x"]
)
async def test_a_header_without_a_signature_is_refused(
    client: AsyncClient, by_stripe: StripeCheckout, header: str | bytes
):
    assert await status_of(client, holding(SESSION), header) == 400


async def test_a_sign_that_is_no_plain_text_is_refused(
    client: AsyncClient, by_stripe: StripeCheckout
):
    time, _ = signed(b"{}").split(",")
    assert await status_of(client, b"{}", time.encode() + b",v1=\xe9\xff") == 400
    answer = await client.post(DOOR, content=b"{}")
    assert answer.status_code == 400


SHAPELESS = {
    "nothing": b"",
    "a list": b"[]",
    "a list of events": b"[" + holding(SESSION) + b"]",
    "a number": b"7",
    "a text": b'"checkout.session.completed"',
    "null": b"null",
    "true": b"true",
    "half an event": holding(SESSION)[:-3],
    "two events": holding(SESSION) * 2,
    "no JSON": b"type=checkout.session.completed",
    "another encoding": holding(SESSION).decode().encode("utf-16"),
    "broken UTF-8": holding(SESSION).replace(b"cs_1", b"cs_\xff"),
    "half a surrogate": holding(SESSION).replace(b"cs_1", b"\\ud800"),
    "nested deeply": b"[" * 20_000 + b"]" * 20_000,
    "an event nested deeply": holding(SESSION).replace(b'"cs_1"', b"[" * 9000 + b"]" * 9000),
    "an empty object": b"{}",
    "no type": b'{"id": "evt_1", "data": {"object": {}}}',
    "a type that is no text": holding(SESSION, type=["checkout.session.completed"]),
    "no id": json.dumps({"type": PAID, "data": {"object": SESSION}}).encode(),
    "an id that is no text": holding(SESSION, id=7),
    "no data": json.dumps({"id": "evt_1", "type": PAID}).encode(),
    "data that is null": holding(SESSION, data=None),
    "data that is a list": holding(SESSION, data=[SESSION]),
    "data without an object": holding(SESSION, data={}),
    "an object that is null": holding(None),
    "an object that is a text": holding("cs_1"),
    "an object that is a list": holding([SESSION]),
    "an object that is empty": holding({}),
    "no session's id": holding(without("id")),
    "an empty session's id": holding({**SESSION, "id": ""}),
    "a session's id that is a number": holding({**SESSION, "id": 1}),
    "a session's id without end": holding({**SESSION, "id": "c" * 9999}),
    "no payment status": holding(without("payment_status")),
    "a payment status that is true": holding({**SESSION, "payment_status": True}),
    "a payment status that is a list": holding({**SESSION, "payment_status": ["paid"]}),
    "an order's id that is a number": holding({**SESSION, "client_reference_id": 1}),
    "an order's id that is an object": holding({**SESSION, "client_reference_id": {"id": "1"}}),
    "an amount that is a text": holding({**SESSION, "amount_total": "4800"}),
    "an amount that is a fraction": holding({**SESSION, "amount_total": 48.5}),
    "an amount below nothing": holding({**SESSION, "amount_total": -1}),
    "another type without data": b'{"id": "evt_1", "type": "invoice.paid"}',
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPELESS)
async def test_a_signed_event_without_shape_is_refused_and_changes_nothing(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView, shape: str
):
    reference = await begun(anns_order)
    # It names Ann's order and payment, so that what was taken for an event would mark it paid.
    body = SHAPELESS[shape].replace(b'"cs_1"', f'"{reference}"'.encode())
    assert await status_of(client, body) == 400
    assert now_of(anns_order).status == "placed"


async def test_a_whole_event_of_anns_session_marks_it_paid(
    client: AsyncClient, by_stripe: StripeCheckout, anns_order: OrderView
):
    session = {**SESSION, "id": await begun(anns_order), "client_reference_id": str(anns_order.id)}
    assert await status_of(client, holding({**session, "metadata": {"a": [None, 1.5]}})) == 204
    assert now_of(anns_order).status == "paid"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(whole=JSON, part=JSON, name=some.sampled_from([*SESSION, "type", "id", "data", "object"]))
async def test_nothing_that_is_signed_breaks_anything(
    client: AsyncClient, by_stripe: StripeCheckout, whole: Any, part: Any, name: str
):
    for held in (whole, holding({**SESSION, name: part}), holding(SESSION, **{name: part})):
        body = held if isinstance(held, bytes) else json.dumps(held).encode()
        assert await status_of(client, body) in (204, 400, 404), body
