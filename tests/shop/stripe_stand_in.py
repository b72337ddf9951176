"""Stripe on this machine for tests: as much of its API as the shop asks, its events signed."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
import stripe
from pydantic import SecretStr

from fitness_app import settings
from fitness_app.kit import clock, db
from fitness_app.shop import orders, payments
from fitness_app.shop.order_views import OrderView
from fitness_app.shop.stripe_checkout import StripeCheckout

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
