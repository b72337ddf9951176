"""The built pages around an app that knows only their files: each leaves as this club's own."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from fitness_app.edge.documents import Documents
from fitness_app.edge.pages import Pages
from fitness_app.settings import Settings

TERMS = "<title>Terms · @@club_name@@</title><p>You must be at least @@min_age@@.</p>"
NAME = "Iron & 'Söhne' <b>"
_FOUND = ("/terms.html", "//mailbox")


async def built_files(scope: Scope, receive: Receive, send: Send) -> None:
    """What Reflex makes of the files: raw, a 404 for what it doesn't know, 200 for one of many."""
    path = scope["path"]
    answer: ASGIApp = HTMLResponse("raw @@club_name@@", 200 if path in _FOUND else 404)
    if path == "/shop/club-shirt/":
        answer = HTMLResponse("raw @@club_name@@")
    if path == "/app.js":
        answer = PlainTextResponse("a script")
    if {"range", "if-none-match", "if-modified-since"} & set(Headers(scope=scope)):
        answer = HTMLResponse("raw", 206)
    await answer(scope, receive, send)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "index.html").write_text(TERMS)
    (tmp_path / "mailbox.html").write_text("<p>Mail</p>")
    (tmp_path / "404.html").write_text("<p>No page of @@club_name@@</p>")
    return tmp_path


class Reader:
    """Somebody who opens addresses of a club."""

    def __init__(self, folder: Path, hidden: tuple[str, ...] = (), **chosen: Any) -> None:
        settings = Settings(**{"env": "development", **chosen})
        pages = Pages(built_files, Documents(folder, settings, hidden))
        self._client = AsyncClient(transport=ASGITransport(pages), base_url="http://club")

    async def open(self, path: str, method: str = "GET", **headers: str) -> Response:
        return await self._client.request(method, path, headers=headers)


@pytest.fixture
def reader(folder: Path) -> Reader:
    return Reader(folder, club_name=NAME, min_age="16")


async def test_a_page_says_what_the_club_has_chosen(reader: Reader):
    page = await reader.open("/terms")
    assert "Terms · Iron &amp; &#x27;Söhne&#x27; &lt;b&gt;</title>" in page.text
    assert "at least 16." in page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"


async def test_the_same_files_are_another_clubs_pages(folder: Path, reader: Reader):
    other = Reader(folder, club_name="Northgate")
    first, second = await reader.open("/terms"), await other.open("/terms")
    assert "Northgate</title>" in second.text
    assert first.headers["etag"] != second.headers["etag"]


async def test_a_page_travels_gzipped_to_who_takes_it(reader: Reader):
    zipped = await reader.open("/terms/", **{"accept-encoding": "gzip"})
    plain = await reader.open("/terms/", **{"accept-encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.text == plain.text
    assert int(zipped.headers["content-length"]) == len(gzip.compress(plain.content, mtime=0))


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [("br, gzip;q=0.5", True), ("GZIP", True), ("gzip;q=0, br", False), ("gzip; q=0.000", False)],
)
async def test_who_wants_no_gzip_gets_none(reader: Reader, accepted: str, is_zipped: bool):
    page = await reader.open("/terms", **{"accept-encoding": accepted})
    assert ("content-encoding" in page.headers) is is_zipped


async def test_a_clubs_name_is_not_filled_in_again(folder: Path):
    page = await Reader(folder, club_name="@@currency@@").open("/terms")
    assert "Terms · @@currency@@" in page.text


async def test_an_unchanged_page_is_not_sent_again(reader: Reader):
    page = await reader.open("/terms")
    again = await reader.open("/terms", **{"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == page.headers["content-security-policy"]


async def test_who_asks_for_the_head_gets_no_body(reader: Reader):
    head = await reader.open("/terms", "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0


async def test_a_page_built_meanwhile_is_the_one_that_is_sent(folder: Path, reader: Reader):
    await reader.open("/terms")
    (folder / "terms" / "index.html").write_text("<p>Newer at @@club_name@@</p>")
    assert (await reader.open("/terms")).text.startswith("<p>Newer at Iron")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/shop/club-shirt/", 200),
        ("/no/such/page", 404),
        ("/terms.html", 404),
        ("http://club//mailbox", 404),
    ],
)
async def test_no_built_file_leaves_as_it_is(reader: Reader, path: str, status: int):
    page = await reader.open(path)
    assert page.status_code == status
    assert page.text.startswith("<p>No page of Iron")


async def test_what_is_asked_of_a_built_file_isnt_asked_of_our_page(reader: Reader):
    asked = {"range": "bytes=0-9", "if-none-match": "*", "if-modified-since": "Fri, 01 Jan 2100"}
    page = await reader.open("/shop/club-shirt/", **asked)
    assert page.status_code == 200
    assert page.text.startswith("<p>No page of Iron")


async def test_an_asset_that_a_browser_knows_isnt_sent_again(reader: Reader):
    assert (await reader.open("/app.js", **{"if-none-match": "*"})).status_code == 206


async def test_what_is_no_page_comes_from_the_app(reader: Reader):
    assert (await reader.open("/app.js")).text == "a script"
    assert (await reader.open("/terms", "POST")).text == "raw @@club_name@@"


async def test_a_hidden_page_is_one_that_nobody_knows(folder: Path, reader: Reader):
    assert (await reader.open("/mailbox/")).text == "<p>Mail</p>"
    closed = Reader(folder, hidden=("/mailbox",))
    for path in ("/mailbox", "/mailbox/"):
        page = await closed.open(path)
        assert (page.status_code, page.text) == (404, "<p>No page of Northgate</p>")
