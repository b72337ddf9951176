"""Paying: at the desk, and at Stripe against a stand-in of its API on this machine."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
import stripe
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from fitness_app import settings
from fitness_app.api import api
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound, Unavailable
from fitness_app.shop import orders, payments
from fitness_app.shop.checkout import CheckoutForm
from fitness_app.shop.order_views import OrderView
from fitness_app.shop.stripe_checkout import StripeCheckout
from tests.make import Person
from tests.shop.conftest import add, of, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

SIGNED_WITH = "whsec_for_tests"


class StandIn:
    """As much of Stripe's API as the shop asks for."""

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.by_key: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, dict[str, list[str]]]] = []
        self.is_down = False
        self.url = ""

    def answer(self, method: str, path: str, form: dict[str, list[str]], key: str) -> Any:
        self.asked.append((method, path, form))
        parts = path.strip("/").split("/")[1:]
        if parts == ["refunds"]:
            return self.by_key.setdefault(key, {"id": "re_1", "object": "refund"})
        if parts == ["checkout", "sessions"]:
            return self.by_key.setdefault(key, self._open())
        session = self.sessions[parts[2]]
        if parts[3:] == ["expire"]:
            session["status"], session["url"] = "expired", None
        return session

    def _open(self) -> dict[str, Any]:
        name = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[name] = {
            "id": name,
            "object": "checkout.session",
            "status": "open",
            "url": f"https://checkout.stripe.example/{name}",
            "payment_intent": f"pi_{name}",
        }
        return self.sessions[name]


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """It listens at the address its `url` says."""
    api = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            key = self.headers.get("idempotency-key", "")
            said = api.answer(self.command, self.path, parse_qs(body), key)
            text = json.dumps({"error": {"message": "down"}} if api.is_down else said).encode()
            self.send_response(500 if api.is_down else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = answer  # noqa: N815  # the library calls them so

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield api
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def by_stripe(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> StripeCheckout:
    """The club with Stripe's keys set, and Stripe on this machine."""
    keys = {
        "stripe_secret_key": SecretStr("sk_test_x"),
        "stripe_webhook_secret": SecretStr(SIGNED_WITH),
    }
    club = settings.get().model_copy(update=keys)
    monkeypatch.setattr(settings, "get", lambda: club)
    client = stripe.StripeClient(
        "sk_test_x", base_addresses={"api": stand_in.url}, max_network_retries=0
    )
    way = StripeCheckout(client, SIGNED_WITH)
    monkeypatch.setattr(payments, "by_stripe", lambda: way)
    return way


@pytest.fixture
def anns_order(by_stripe: StripeCheckout, ann: Person, shirt: int) -> OrderView:
    """Two shirts, to be paid by card."""
    add(of(ann), shirt, 2)
    return place(ann, form=CheckoutForm(payment="stripe")).order


def now_of(order: OrderView) -> OrderView:
    return db.read_sync(orders.get_any_order, order_id=order.id)


def event(order: OrderView, reference: str, **session: Any) -> bytes:
    held = {
        "id": reference,
        "object": "checkout.session",
        "client_reference_id": str(order.id),
        "payment_status": "paid",
        **session,
    }
    kind = "checkout.session.completed"
    return json.dumps(
        {"id": "evt_1", "object": "event", "type": kind, "data": {"object": held}}
    ).encode()


def signed(body: bytes, secret: str = SIGNED_WITH) -> str:
    at = int(clock.now().timestamp())
    word = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={word}"


async def begun(order: OrderView) -> str:
    await payments.begin(order)
    return now_of(order).payment_reference


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
