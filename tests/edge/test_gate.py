"""The edge around an app that only echoes: who may speak to it, how much, in which headers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.types import Receive, Scope, Send

from fitness_app.edge import bodies
from fitness_app.edge.documents import Documents, inline_scripts
from fitness_app.edge.gate import Gate
from fitness_app.edge.sockets import Spoken
from fitness_app.settings import Settings

SITE = "https://club.example"


class Echo:
    """An app that takes everything and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Scope] = []
        self.body = b""
        self.status = 200
        self.headers: dict[str, str] = {"content-type": "text/plain"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        has_more = scope["method"] == "POST"
        while has_more:
            message = await receive()
            self.body += message.get("body", b"")
            has_more = message.get("more_body", False)
        headers = [(name.encode(), text.encode()) for name, text in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"echo"})


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A built front end of two pages."""
    (tmp_path / "login").mkdir()
    (tmp_path / "login" / "index.html").write_text(
        "<script>let a = 1 < 2;</script><script src='/x.js'></script>"
    )
    (tmp_path / "404.html").write_text("<p>None</p>")
    return tmp_path


def knocking(echo: Echo, pages: Path, **changes: Any) -> AsyncClient:
    """A client of the echo behind the edge, with settings of its own."""
    settings = Settings(**{"site_url": SITE, "env": "development", **changes})
    gate = Gate(echo, settings, Documents(pages, settings))
    return AsyncClient(transport=ASGITransport(gate), base_url=SITE)


@pytest.fixture
async def client(echo: Echo, pages: Path) -> AsyncIterator[AsyncClient]:
    async with knocking(echo, pages) as client:
        yield client


async def test_another_site_cannot_post(client: AsyncClient, echo: Echo):
    for origin in ("https://evil.example", "null", "http://club.example", f"{SITE}:8443"):
        answer = await client.post("/session", headers={"origin": origin})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert echo.asked == []


async def test_a_post_with_our_cookie_must_prove_where_it_comes_from(client: AsyncClient):
    cookie = {"cookie": "session=abc"}
    assert (await client.post("/me/picture", headers=cookie)).status_code == 403
    foreign = {**cookie, "sec-fetch-site": "cross-site"}
    assert (await client.delete("/session", headers=foreign)).status_code == 403
    own = {**cookie, "origin": SITE}
    assert (await client.post("/me/picture", headers=own)).status_code == 200
    fetched = {**cookie, "sec-fetch-site": "same-origin"}
    assert (await client.post("/me/picture", headers=fetched)).status_code == 200


async def test_a_program_without_a_cookie_needs_no_origin(client: AsyncClient):
    assert (await client.post("/api/anything")).status_code == 200


async def test_events_do_not_travel_over_polling(client: AsyncClient, echo: Echo):
    for path in ("/_event", "/_event/", "/_event/?EIO=4&transport=polling"):
        assert (await client.get(path, headers={"origin": SITE})).status_code == 403
    assert echo.asked == []


async def test_reflexs_own_upload_is_closed(client: AsyncClient, echo: Echo):
    for path in ("/_upload", "/_upload/", "/_upload/somebody.pdf"):
        answer = await client.request("POST" if path == "/_upload" else "GET", path)
        assert answer.status_code == 404
    assert echo.asked == []


async def test_a_body_that_announces_too_much_is_not_read(client: AsyncClient, echo: Echo):
    answer = await client.post("/session", content=b"x" * 70_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert echo.asked == []


async def test_a_body_of_unknown_length_is_counted_as_it_comes(client: AsyncClient, echo: Echo):
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1024

    answer = await client.post("/session", content=drip())
    assert answer.status_code == 413
    assert len(echo.body) <= 64 * 1024


async def test_a_body_that_drips_without_end_is_refused_in_time(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bodies, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(bodies, "SLOWEST_BYTES_A_SECOND", 1_000_000)

    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    answer = await client.post("/session", content=drip())
    assert (answer.status_code, answer.json()["code"]) == (408, "timeout")


async def test_a_body_at_the_cap_is_taken(client: AsyncClient, echo: Echo):
    assert (await client.post("/session", content=b"x" * 65_536)).status_code == 200
    assert len(echo.body) == 65_536


async def test_a_picture_may_have_five_megabytes(client: AsyncClient):
    assert (await client.post("/me/picture", content=b"x" * 5_242_880)).status_code == 200
    assert (await client.post("/me/picture/", content=b"x" * 5_400_000)).status_code == 413


async def test_every_answer_carries_the_security_headers(client: AsyncClient, echo: Echo):
    echo.status = 500
    answer = await client.get("/anything")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert answer.headers["x-request-id"]
    refused = await client.get("/_upload")
    assert refused.headers["x-content-type-options"] == "nosniff"


async def test_plain_http_promises_no_https(echo: Echo, pages: Path):
    async with knocking(echo, pages, site_url="http://localhost:3000") as client:
        answer = await client.get("/anything")
    assert "strict-transport-security" not in answer.headers


async def kept(client: AsyncClient, echo: Echo, path: str, kind: str, status: int = 200) -> str:
    echo.headers, echo.status = {"content-type": kind}, status
    return (await client.get(path)).headers["cache-control"]


async def test_a_reload_asks_only_for_what_may_have_changed(client: AsyncClient, echo: Echo):
    script = "text/javascript"
    for_ever = "public, max-age=31536000, immutable"
    assert await kept(client, echo, "/assets/root-1a2b.js", script) == for_ever
    assert await kept(client, echo, "/app.js?v=1a2b", script) == for_ever
    assert await kept(client, echo, "/app.js", script) == "no-cache"
    assert await kept(client, echo, "/fonts/a.woff2", "font/woff2") == "public, max-age=2592000"
    assert await kept(client, echo, "/api/x", "application/json") == "no-store"


async def test_a_missing_file_is_not_kept(client: AsyncClient, echo: Echo):
    assert await kept(client, echo, "/assets/gone.js", "text/plain", 404) == "no-store"


async def test_what_a_route_says_of_keeping_stands(client: AsyncClient, echo: Echo):
    echo.headers["cache-control"] = "private, max-age=60"
    answer = await client.get("/pictures/a.webp")
    assert answer.headers["cache-control"] == "private, max-age=60"


async def test_a_page_gives_a_new_browser_a_cookie_once(client: AsyncClient, echo: Echo):
    echo.headers["content-type"] = "text/html; charset=utf-8"
    first = await client.get("/login/")
    name, _, rest = first.headers["set-cookie"].partition("=")
    assert name == "visitor"  # the tests' own settings are plain HTTP
    assert "HttpOnly" in rest
    assert "SameSite=Lax" in rest
    assert first.headers["cache-control"] == "private, no-cache"
    again = await client.get("/login/", headers={"cookie": f"visitor={rest.partition(';')[0]}"})
    assert "set-cookie" not in again.headers
    assert again.headers["cache-control"] == "no-cache"


async def test_an_unchanged_page_keeps_its_policy(client: AsyncClient, echo: Echo):
    echo.headers, echo.status = {"etag": '"1"'}, 304
    answer = await client.get("/login/")
    assert answer.headers["cache-control"].endswith("no-cache")
    assert "sha256-" in answer.headers["content-security-policy"]


async def test_an_unchanged_page_of_one_of_many_keeps_what_it_may_do(
    client: AsyncClient, echo: Echo
):
    echo.headers, echo.status = {"etag": '"1"'}, 304
    answer = await client.get("/shop/club-shirt")
    assert "content-security-policy" not in answer.headers
    assert "cache-control" not in answer.headers


async def test_only_scripts_that_stand_in_the_page_may_run(client: AsyncClient, echo: Echo):
    echo.headers["content-type"] = "text/html"
    policy = (await client.get("/login/")).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    # printf 'let a = 1 < 2;' | openssl dgst -sha256 -binary | base64
    assert "'sha256-Xd/xFl+DmsVqHczJvGQWMh7nLH7H7r5iGmQKRm0JimU='" in scripts
    assert "unsafe-inline" not in scripts
    other = (await client.get("/nowhere/")).headers["content-security-policy"]
    assert "sha256-" not in other


def test_inline_scripts_are_taken_as_they_stand():
    html = "<script>if (a && b < c) { x('</p>') }</script><p>no</p><script src=a></script>"
    assert inline_scripts(html) == ("if (a && b < c) { x('</p>') }",)


async def seen_by_app(echo: Echo, pages: Path, hops: int, headers: dict[str, str]) -> Scope:
    async with knocking(echo, pages, trusted_proxy_hops=hops) as client:
        await client.get("/", headers=headers)
    return echo.asked[-1]


FORWARDED = {
    "x-forwarded-for": "6.6.6.6, 203.0.113.7",
    "x-forwarded-proto": "http",
    "x-real-ip": "6.6.6.6",
}


async def test_nobody_can_claim_another_address(echo: Echo, pages: Path):
    scope = await seen_by_app(echo, pages, 0, FORWARDED)
    assert scope["client"][0] == "127.0.0.1"
    assert scope["scheme"] == "https"
    assert not [name for name, _ in scope["headers"] if b"forwarded" in name or b"real" in name]


async def test_a_proxy_of_ours_is_believed_as_far_as_it_reaches(echo: Echo, pages: Path):
    scope = await seen_by_app(echo, pages, 1, FORWARDED)
    assert scope["client"][0] == "203.0.113.7"
    assert scope["scheme"] == "http"


async def test_of_several_lines_the_proxys_own_comes_last(echo: Echo, pages: Path):
    lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "203.0.113.7")]
    lines += [("x-forwarded-proto", "http"), ("x-forwarded-proto", "https")]
    async with knocking(echo, pages, trusted_proxy_hops=1) as client:
        await client.get("/", headers=lines)
    assert echo.asked[-1]["client"][0] == "203.0.113.7"
    assert echo.asked[-1]["scheme"] == "https"


async def test_an_address_that_is_none_is_not_believed(echo: Echo, pages: Path):
    scope = await seen_by_app(echo, pages, 1, {"x-forwarded-for": "<script>"})
    assert scope["client"][0] == "127.0.0.1"


async def test_a_request_keeps_the_name_its_proxy_gave_it(echo: Echo, pages: Path):
    async def named(hops: int) -> Response:
        async with knocking(echo, pages, trusted_proxy_hops=hops) as client:
            return await client.get("/", headers={"x-request-id": "req-1"})

    assert (await named(1)).headers["x-request-id"] == "req-1"
    assert (await named(0)).headers["x-request-id"] != "req-1"


async def test_a_developer_at_127_0_0_1_is_led_to_the_sites_name(echo: Echo, pages: Path):
    async with knocking(echo, pages, site_url="http://localhost:3000") as client:
        headers = {"host": "127.0.0.1:3000", "accept": "text/html"}
        answer = await client.get("/login?next=/cabinet", headers=headers)
    assert answer.status_code == 307
    assert answer.headers["location"] == "http://localhost:3000/login?next=/cabinet"


class Wire:
    """A tab's socket as the server sees it: what it says, and what it is told."""

    def __init__(self, *said: dict[str, Any]) -> None:
        self._said = [{"type": "websocket.connect"}, *said]
        self.told: list[Any] = []

    async def receive(self) -> Any:
        return self._said.pop(0) if self._said else {"type": "websocket.disconnect", "code": 1005}

    async def send(self, message: Any) -> None:
        self.told.append(message)


@pytest.mark.parametrize(
    "words",
    [{"text": "garbage"}, {"text": "9"}, {"text": ""}, {"bytes": b"\xff"}, {"text": "٣"}],
    ids=str,
)
async def test_a_socket_that_does_not_speak_engine_io_is_closed(words: dict[str, Any]):
    wire = Wire({"type": "websocket.receive", "text": "3"}, {"type": "websocket.receive", **words})
    spoken = Spoken(wire.receive, wire.send)
    heard = [(await spoken.receive())["type"] for _ in range(4)]
    assert heard == [
        "websocket.connect",
        "websocket.receive",
        "websocket.disconnect",
        "websocket.disconnect",
    ]
    await spoken.send({"type": "websocket.send", "text": "nobody hears this"})
    await spoken.close(1011)
    assert wire.told == [{"type": "websocket.close", "code": 1003}]


async def test_a_conversation_goes_on_until_the_tab_leaves():
    wire = Wire({"type": "websocket.receive", "text": "42/_event,[]"})
    spoken = Spoken(wire.receive, wire.send)
    heard = [(await spoken.receive())["type"] for _ in range(3)]
    assert heard == ["websocket.connect", "websocket.receive", "websocket.disconnect"]
    await spoken.close(1011)
    assert wire.told == []
