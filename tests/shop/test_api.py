"""The HTTP door of the shop: statuses and JSON."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.responses import PlainTextResponse

from fitness_app.accounts import cookies
from fitness_app.api import beside
from fitness_app.shop import arrivals, orders
from tests import make
from tests.make import Person
from tests.shop.conftest import add, change, contents, of, order_count, place, stock_of

pytestmark = pytest.mark.usefixtures("database")
joined_in = arrivals
"""It takes part by being imported, as in the app."""

SITE = "http://localhost:3000"
NEVER = "2147483647"


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    """A program or a browser without cookies."""
    app = beside(())(PlainTextResponse("a page"))
    async with AsyncClient(transport=ASGITransport(app), base_url=SITE) as client:
        yield client


def as_(client: AsyncClient, person: Person) -> AsyncClient:
    client.cookies.set("session", make.session(person).cookie)
    return client


async def put(client: AsyncClient, product_id: int = 1, **body: Any) -> Response:
    return await client.post("/api/cart/items/", json={"product_id": product_id, **body})


async def order(client: AsyncClient, key: str = "a-key", **body: Any) -> Response:
    path, headers = "/api/cart/checkout/", {"idempotency-key": key}
    return await client.post(path, headers=headers, json=body or None)


async def test_the_cart_is_as_contracted(client: AsyncClient, ann: Person, shirt: int):
    answer = await put(as_(client, ann), quantity=2)
    cart = {
        "items": [
            {
                "id": 1,
                "product": {
                    "id": 1,
                    "slug": "club-shirt",
                    "name": "Club shirt",
                    "image": "/shop/shirt.svg",
                },
                "quantity": 2,
                "unit_price": "24.00",
                "line_total": "48.00",
                "available": True,
            }
        ],
        "count": 2,
        "subtotal": "48.00",
        "total": "48.00",
        "currency": "EUR",
        "notices": [],
    }
    assert (answer.status_code, answer.json()) == (201, cart)
    for path in ("/api/cart/", "/api/cart"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()) == (200, cart)


async def test_an_item_changes_and_goes(client: AsyncClient, ann: Person, shirt: int):
    await put(as_(client, ann))
    answer = await client.patch("/api/cart/items/1/", json={"quantity": 3})
    assert (answer.status_code, answer.json()["count"]) == (200, 3)
    answer = await client.patch("/api/cart/items/1/", json={"quantity": 0})
    assert (answer.status_code, answer.json()["items"]) == (200, [])
    item_id = (await put(client)).json()["items"][0]["id"]
    answer = await client.delete(f"/api/cart/items/{item_id}/")
    assert (answer.status_code, answer.json()["total"]) == (200, "0.00")


async def test_what_cannot_be_put_into_the_cart_is_refused_as_contracted(
    client: AsyncClient, ann: Person, shirt: int, visits: int
):
    as_(client, ann)
    refusals = [
        await put(client, quantity=0),
        await put(client, quantity="many"),
        await put(client, 2, quantity=3),
    ]
    assert [answer.status_code for answer in refusals] == [400, 400, 400]
    assert [list(answer.json()) for answer in refusals] == [["quantity"]] * 3
    assert refusals[0].json() == {"quantity": ["Add at least one."]}
    assert refusals[2].json() == {"quantity": ["At most 2 per order."]}
    missing = await put(client, 4711)
    assert (missing.status_code, missing.json()) == (404, {"detail": "Not found."})
    short = await put(client, quantity=6)
    assert (short.status_code, short.json()["code"]) == (409, "insufficient_stock")
    assert (await put(client, 2**40)).status_code == 400


async def test_a_variant_is_chosen_and_the_first_is_the_default(client: AsyncClient, ann: Person):
    product_id = make.product()
    first = make.variant(product_id, name="S")
    second = make.variant(product_id, name="M", position=1)
    as_(client, ann)
    await put(client, product_id)
    answer = await put(client, product_id, variant_id=second)
    names = [item["product"]["name"] for item in answer.json()["items"]]
    assert names == ["Club shirt, S", "Club shirt, M"]
    assert contents(of(ann)) == {first: 1, second: 1}


async def test_a_guest_gets_a_signed_cookie_and_keeps_a_cart_by_it(client: AsyncClient, shirt: int):
    assert (await client.get("/api/cart/")).json()["items"] == []
    answer = await put(client)
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "set-cookie" not in (await put(client)).headers
    assert (await client.get("/api/cart/")).json()["count"] == 2
    client.cookies.clear()
    client.cookies.set("visitor", f"made-up.{'0' * 32}")
    assert (await client.get("/api/cart/")).json()["count"] == 0


async def test_of_two_guest_cookies_none_counts(client: AsyncClient, shirt: int):
    value = (await put(client)).cookies["visitor"]
    client.cookies.clear()
    mine, other = f"visitor={value}", f"visitor={cookies.new_visitor()}"
    for lines, count in (
        ([mine], 1),
        (["theme=dark", mine], 1),
        ([f"{mine}; {other}"], 0),
        ([f"{other}; {mine}"], 0),
        ([mine, other], 0),
    ):
        answer = await client.get("/api/cart/", headers=[("cookie", line) for line in lines])
        assert answer.json()["count"] == count


async def test_signing_in_takes_the_guests_cart_along(client: AsyncClient, ann: Person, shirt: int):
    await put(client, quantity=2)
    for _ in range(2):
        ticket = make.ticket(ann)
        assert (await client.post("/session", json={"ticket": ticket})).status_code == 204
        assert (await client.get("/api/cart/")).json()["count"] == 2
    await client.delete("/session")
    assert (await client.get("/api/cart/")).json()["count"] == 0
    assert contents(of(ann)) == {shirt: 2}


async def test_bo_finds_neither_anns_item_nor_her_order(
    client: AsyncClient, ann: Person, bo: Person, shirt: int
):
    add(of(ann), shirt)
    placed = place(ann).order.id
    (line,) = add(of(ann), shirt, 2).lines
    as_(client, bo)
    answers = [
        await client.patch(f"/api/cart/items/{line.id}/", json={"quantity": 1}),
        await client.delete(f"/api/cart/items/{line.id}/"),
        await client.get(f"/api/v1/orders/{placed}"),
        await client.put(f"/api/v1/orders/{placed}/status", json={"status": "cancelled"}),
        await client.post(f"/api/v1/orders/{placed}/payments"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert (contents(of(ann)), stock_of(shirt)) == ({shirt: 2}, 4)


async def test_an_order_is_placed_once_by_its_key(client: AsyncClient, ann: Person, shirt: int):
    await put(as_(client, ann), quantity=2)
    first, again = await order(client), await order(client)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    said = first.json()
    assert (said["status"], said["total"], said["number"]) == ("placed", "48.00", "N1001")
    assert said["items"][0] == {
        "id": 1,
        "slug": "club-shirt",
        "name": "Club shirt",
        "image": "/shop/shirt.svg",
        "quantity": 2,
        "unit_price": "24.00",
        "line_total": "48.00",
    }
    assert said["placed_at"].endswith("Z")
    assert order_count() == 1


ANOTHER = (
    {"note": "Ring twice"},
    {"delivery": "address", "address": "1 Quay Street"},
    {"payment": "stripe"},
)


@pytest.mark.parametrize("body", ANOTHER)
async def test_a_used_key_orders_nothing_else_and_says_so_in_both_families(
    client: AsyncClient, ann: Person, shirt: int, body: dict[str, str]
):
    await put(as_(client, ann))
    placed = await order(client, note=" By Friday ")
    await put(client, quantity=2)
    reused = await order(client, **body)
    assert (reused.status_code, reused.json()) == (
        422,
        {"detail": "This Idempotency-Key was used for another request.", "code": "key_reused"},
    )
    # The key names that order for ever, longer than /api/v1 keeps its answers.
    by_v1 = await client.post(
        "/api/v1/orders", json=body, headers={"idempotency-key": "a-key", "origin": SITE}
    )
    assert (by_v1.status_code, by_v1.json()["code"]) == (422, "key_reused")
    assert by_v1.headers["content-type"] == "application/problem+json"
    again = await order(client, note="By Friday", delivery="pick_up")
    assert (again.status_code, again.json()) == (200, placed.json())
    assert (order_count(), stock_of(shirt), contents(of(ann))) == (1, 4, {shirt: 2})


async def test_a_checkout_is_refused_as_contracted(client: AsyncClient, ann: Person, shirt: int):
    nobody = await order(client)
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (
        401,
        'Bearer realm="api"',
    )
    assert nobody.json() == {"detail": "Authentication credentials were not provided."}
    as_(client, ann)
    empty = await order(client)
    assert (empty.status_code, empty.json()["code"]) == (409, "conflict")
    await put(client, quantity=2)
    keyless = await client.post("/api/cart/checkout/")
    assert (keyless.status_code, list(keyless.json())) == (400, ["idempotency-key"])
    lost = await order(client, delivery="address")
    assert (lost.status_code, list(lost.json())) == (400, ["address"])
    change(shirt, stock=1)
    short = await order(client)
    assert (short.status_code, short.json()["code"]) == (409, "cart_changed")
    assert [(item["item"], item["code"]) for item in short.json()["items"]] == [
        (1, "insufficient_stock")
    ]
    assert (await client.post("/api/cart/confirmation/")).json()["count"] == 1
    assert (await order(client)).status_code == 201


async def test_products_are_listed_and_shown(client: AsyncClient, shirt: int, visits: int):
    make.variant(make.product("Hidden", is_published=False))
    page = (await client.get("/api/v1/products?sort=price")).json()
    assert [product["slug"] for product in page["items"]] == ["club-shirt", "ten-visits"]
    assert (page["count"], page["next"], page["previous"]) == (2, None, None)
    product = (await client.get("/api/v1/products/club-shirt")).json()
    assert (product["price"], product["variants"][0]["stock"]) == ("24.00", 5)
    assert (await client.get("/api/v1/products/hidden")).status_code == 404


async def test_pages_of_a_list_lead_to_each_other(client: AsyncClient):
    for nth in range(21):
        make.variant(make.product(f"Shirt {nth}"))
    first = (await client.get("/api/v1/products?search=shirt")).json()
    assert len(first["items"]) == 20
    second = (await client.get(first["next"])).json()
    assert (len(second["items"]), second["next"]) == (1, None)
    assert (await client.get(second["previous"])).json() == first


STAFF = {
    "POST /api/v1/products": {"name": "Belt", "category": "gear", "price": "79.00", "stock": 4},
    "PATCH /api/v1/products/club-shirt": {"is_published": False},
    "POST /api/v1/products/club-shirt/variants": {"name": "XL", "price": "26"},
    "GET /api/v1/products/club-shirt/movements": None,
    "POST /api/v1/variants/1/movements": {"change": 3, "reason": "received"},
    "PATCH /api/v1/variants/1": {"price": "25.50"},
    "GET /api/v1/trainer/orders": None,
}


@pytest.mark.usefixtures("shirt")
@pytest.mark.parametrize(("door", "body"), STAFF.items())
async def test_what_is_for_the_staff_is_shut_to_others(
    client: AsyncClient, ann: Person, tess: Person, door: str, body: Any
):
    method, path = door.split()
    assert (await client.request(method, path, json=body)).status_code == 401
    as_(client, ann)
    assert (await client.request(method, path, json=body)).status_code == 403
    as_(client, tess)
    assert (await client.request(method, path, json=body)).status_code in (200, 201)


async def test_the_staff_add_a_product_and_its_stock(client: AsyncClient, tess: Person):
    as_(client, tess)
    belt = {"name": "Belt", "category": "gear", "price": "79.00", "stock": 4}
    made = (await client.post("/api/v1/products", json=belt)).json()
    assert (made["slug"], made["is_published"], made["available"]) == ("belt", False, False)
    variant_id = made["variants"][0]["id"]
    movement = {"change": -1, "reason": "written_off"}
    path = f"/api/v1/variants/{variant_id}/movements"
    changed = (await client.post(path, json=movement)).json()
    assert changed["stock"] == 3
    moved = (await client.get("/api/v1/products/belt/movements")).json()
    assert [each["change"] for each in moved["items"]] == [-1, 4]
    shown = await client.patch("/api/v1/products/belt", json={"is_published": True})
    assert (shown.json()["name"], shown.json()["available"]) == ("Belt", True)


async def test_members_cancel_and_the_staff_do_the_rest(
    client: AsyncClient, ann: Person, tess: Person, shirt: int
):
    add(of(ann), shirt)
    path = f"/api/v1/orders/{place(ann).order.id}"
    as_(client, ann)
    assert (await client.put(f"{path}/status", json={"status": "paid"})).status_code == 403
    assert (await client.get(path)).json()["status"] == "placed"
    paying = await client.post(f"{path}/payments")
    assert paying.json()["url"] == "/cabinet/orders/1"
    as_(client, tess)
    for step in ("paid", "ready", "handed_over"):
        assert (await client.put(f"{path}/status", json={"status": step})).json()["status"] == step
    assert (await client.put(f"{path}/status", json={"status": "paid"})).status_code == 409
    as_(client, ann)
    assert (await client.put(f"{path}/status", json={"status": "cancelled"})).status_code == 409
    mine = (await client.get("/api/v1/orders")).json()
    assert [each["status"] for each in mine["items"]] == [orders.Status.HANDED_OVER]


@pytest.mark.parametrize("path", ["/api/v1/orders/0", f"/api/v1/orders/{NEVER}"])
async def test_an_order_nobody_placed_is_not_found(client: AsyncClient, ann: Person, path: str):
    assert (await as_(client, ann).get(path)).status_code in (400, 404)
