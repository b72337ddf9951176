"""The built pages as a browser gets them through the edge."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from fitness_app.edge.documents import inline_scripts
from fitness_app.frontend import BUILT
from tests.sockets import running

PAGES = ("/", "/login", "/register", "/privacy")


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app and its built front end."""
    assert (BUILT / "index.html").exists(), "Run `make build` first."
    async with (
        running() as club,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as client,
    ):
        yield client


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_there_with_and_without_its_last_slash(
    browser: httpx.AsyncClient, path: str
):
    bare, slashed = await browser.get(path), await browser.get(path.rstrip("/") + "/")
    assert (bare.status_code, slashed.status_code) == (200, 200)
    assert bare.text == slashed.text


async def test_an_address_nobody_knows_is_a_page_that_says_so(browser: httpx.AsyncClient):
    answer = await browser.get("/no/such/page")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_reload_transfers_nothing_that_is_unchanged(browser: httpx.AsyncClient):
    page = await browser.get("/login")
    assert page.headers["content-encoding"] == "gzip"
    scripts = re.findall(r'"(/assets/[^"]+\.(?:js|css))"', page.text)
    ours = re.findall(r'"(/(?:app|parts)\.js\?v=[0-9a-f]{12})"', page.text)
    assert scripts
    assert len(set(ours)) == 2
    for path in (*scripts, *ours):
        asset = await browser.get(path)
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/login", "/app.js", "/"):
        first = await browser.get(path)
        again = await browser.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", [*PAGES, "/no/such/page"])
async def test_each_script_in_a_page_may_run_and_no_other(browser: httpx.AsyncClient, path: str):
    page = await browser.get(path)
    allowed = set(re.findall(r"'sha256-([^']+)'", page.headers["content-security-policy"]))
    scripts = inline_scripts(page.text)
    digests = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts
    }
    assert scripts
    assert allowed == digests
