"""Who the shop's HTTP doors take a caller for, and what they do once however often it is asked."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlmodel import Session, func, select
from starlette.responses import PlainTextResponse

from fitness_app.accounts import cookies, tokens
from fitness_app.accounts.access import Client
from fitness_app.api import beside
from fitness_app.kit import db
from fitness_app.shop import carts
from fitness_app.shop.models import Cart, Product
from tests import make
from tests.make import Person
from tests.shop.conftest import add, cart_of, change, contents, of, order_count, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

SITE = "http://localhost:3000"
BELT = {"name": "Belt", "category": "gear", "price": "79.00", "stock": 4}
PROBLEM = "application/problem+json"


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    """A program without credentials."""
    app = beside(())(PlainTextResponse("a page"))
    async with AsyncClient(transport=ASGITransport(app), base_url=SITE) as client:
        yield client


def bearer(person: Person) -> dict[str, str]:
    where = Client("127.0.0.1", "tests")
    pair = db.run_sync(tokens.open_client_session, user_id=person.id, client=where)
    return {"authorization": f"Bearer {pair.access}"}


def count_of(table: Any) -> int:
    def count(session: Session) -> int:
        return session.exec(select(func.count()).select_from(table)).one()

    return db.read_sync(count)


async def test_a_token_names_whose_cart_it_is_whatever_the_cookie_says(
    client: AsyncClient, ann: Person, bo: Person, shirt: int
):
    add(of(bo), shirt, 3)
    client.cookies.set("session", make.session(bo).cookie)
    client.cookies.set("visitor", cookies.new_visitor())
    hers = bearer(ann)
    assert (await client.get("/api/cart/", headers=hers)).json()["items"] == []
    answer = await client.post("/api/cart/items/", json={"product_id": 1}, headers=hers)
    assert (answer.status_code, answer.json()["count"]) == (201, 1)
    assert (contents(of(ann)), contents(of(bo))) == ({shirt: 1}, {shirt: 3})


@pytest.mark.parametrize("header", ["Bearer nonsense", "Token nonsense", "Basic eDp5", "Bearer"])
@pytest.mark.parametrize(
    "door",
    [
        "GET /api/cart",
        "POST /api/cart/items",
        "PATCH /api/cart/items/1",
        "DELETE /api/cart/items/1",
        "POST /api/cart/confirmation",
        "POST /api/cart/checkout",
        "GET /api/v1/products",
        "GET /api/v1/products/club-shirt",
    ],
)
async def test_credentials_that_fail_are_refused_and_never_forgotten(
    client: AsyncClient, ann: Person, shirt: int, door: str, header: str
):
    add(of(ann), shirt)
    client.cookies.set("session", make.session(ann).cookie)
    answer = await client.request(*door.split(), headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="api"'
    assert contents(of(ann)) == {shirt: 1}


async def test_a_session_that_ended_is_a_guests(client: AsyncClient, ann: Person, shirt: int):
    add(of(ann), shirt)
    client.cookies.set("session", make.session(ann).cookie)
    assert (await client.get("/api/cart")).json()["count"] == 1
    await client.delete("/session")
    assert (await client.get("/api/cart")).json()["count"] == 0


async def test_guests_carts_are_not_made_without_end(
    client: AsyncClient, shirt: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(carts, "NEW_GUESTS", 2)
    answers = []
    for _ in range(3):
        client.cookies.clear()
        answers.append(await client.post("/api/cart/items", json={"product_id": 1}))
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert count_of(Cart) == 2


async def test_members_see_what_is_offered_and_the_staff_see_all(
    client: AsyncClient, ann: Person, tess: Person, shirt: int
):
    make.variant(1, name="XS", is_offered=False, position=1)
    for headers, names in (({}, [""]), (bearer(ann), [""]), (bearer(tess), ["", "XS"])):
        product = (await client.get("/api/v1/products/club-shirt", headers=headers)).json()
        assert [variant["name"] for variant in product["variants"]] == names


async def test_a_read_is_answered_anew_only_when_it_changed(client: AsyncClient, shirt: int):
    path = "/api/v1/products/club-shirt"
    known = {"if-none-match": (await client.get(path)).headers["etag"]}
    assert (await client.get(path, headers=known)).status_code == 304
    change(shirt, stock=4)
    assert (await client.get(path, headers=known)).status_code == 200


async def test_a_create_with_a_key_is_done_once(client: AsyncClient, tess: Person):
    headers = bearer(tess) | {"idempotency-key": "a-key"}
    answers = [await client.post("/api/v1/products", json=BELT, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    other = await client.post("/api/v1/products", json={**BELT, "name": "Rope"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    movements = "/api/v1/variants/1/movements"
    body = {"change": 3, "reason": "received"}
    for _ in range(2):
        changed = await client.post(
            movements, json=body, headers=headers | {"idempotency-key": "b"}
        )
        assert (changed.status_code, changed.json()["stock"]) == (201, 7)
    assert (count_of(Product), stock_of(1)) == (1, 7)


async def test_an_order_by_v1_is_placed_once_by_its_key(
    client: AsyncClient, ann: Person, shirt: int
):
    add(of(ann), shirt, 2)
    headers = bearer(ann) | {"idempotency-key": "a-key"}
    answers = [await client.post("/api/v1/orders", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["total"] == "48.00"
    assert (order_count(), stock_of(shirt), cart_of(of(ann)).is_empty) == (1, 3, True)
    empty = await client.post("/api/v1/orders", headers=bearer(ann))
    assert (empty.status_code, empty.headers["content-type"]) == (409, PROBLEM)


async def test_v1_says_which_line_changed(client: AsyncClient, ann: Person, shirt: int):
    add(of(ann), shirt, 2)
    change(shirt, price_cents=2600)
    said = (await client.post("/api/v1/orders", headers=bearer(ann))).json()
    assert (said["status"], said["code"]) == (409, "cart_changed")
    assert [(it["item"], it["code"]) for it in said["items"]] == [(1, "price_changed")]


async def test_all_that_is_wrong_with_a_body_is_said_at_once(
    client: AsyncClient, ann: Person, tess: Person, shirt: int
):
    wrong = {"product_id": "one", "quantity": 1.5}
    said = await client.post("/api/cart/items", json=wrong, headers=bearer(ann))
    assert (said.status_code, set(said.json())) == (400, {"product_id", "quantity"})
    unsaid = await client.post("/api/cart/items", json={}, headers=bearer(ann))
    assert unsaid.json() == {"product_id": ["This field is required."]}
    product = {"category": "cars", "price": "", "stock": -1}
    problem = (await client.post("/api/v1/products", json=product, headers=bearer(tess))).json()
    assert set(problem["errors"]) == {"name", "category", "price", "stock"}


async def test_a_variant_changes_by_what_is_sent(client: AsyncClient, tess: Person, shirt: int):
    path, headers = f"/api/v1/variants/{shirt}", bearer(tess)
    said = (await client.patch(path, json={"limit_per_order": 2}, headers=headers)).json()
    assert said["variants"][0] | {"id": 0} == {
        "id": 0,
        "name": "",
        "price": "24.00",
        "stock": 5,
        "limit_per_order": 2,
        "available": True,
        "is_offered": True,
    }
    hidden = await client.patch(path, json={"is_offered": False}, headers=headers)
    assert not hidden.json()["variants"][0]["available"]
    gone = await client.patch("/api/v1/variants/4711", json={}, headers=headers)
    assert (gone.status_code, gone.headers["content-type"]) == (404, PROBLEM)


async def test_bo_finds_neither_anns_order_nor_its_steps_by_token(
    client: AsyncClient, ann: Person, bo: Person, tess: Person, shirt: int
):
    add(of(ann), shirt)
    path = f"/api/v1/orders/{place(ann).order.id}"
    his = bearer(bo)
    answers = [
        await client.get(path, headers=his),
        await client.put(f"{path}/status", json={"status": "cancelled"}, headers=his),
        await client.post(f"{path}/payments", headers=his),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert (await client.get("/api/v1/orders", headers=his)).json()["items"] == []
    assert (await client.get("/api/v1/trainer/orders", headers=his)).status_code == 403
    assert (await client.get(path, headers=bearer(tess))).json()["status"] == "placed"
