"""The OpenAPI document: complete, honest, and nothing found by a machine that tries it all."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from httpx import ASGITransport, AsyncClient
from hypothesis import HealthCheck, Phase, settings
from jsonschema_rs import validator_for
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.types import ASGIApp

from fitness_app import api, fitness_app
from fitness_app import settings as app_settings
from fitness_app.accounts import tokens
from fitness_app.accounts.access import Client, Role
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate
from fitness_app.kit import db, throttle
from tests import make
from tests.likely import SOMEBODY, made_likely

SITE = "http://localhost:3000"
DOCUMENT = api.api.openapi()
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
OPEN_TO_GUESTS = {
    "GET /api/cart",
    "POST /api/cart/items",
    "PATCH /api/cart/items/{item_id}",
    "DELETE /api/cart/items/{item_id}",
    "POST /api/cart/confirmation",
    "GET /api/v1/products",
    "GET /api/v1/products/{slug}",
}
"""They know people by the same credentials, and guests by none."""
EXAMPLES = 3
"""Tried with each operation, beside its examples and the edges of its schema."""

load_all_checks()
CONFIG = SchemathesisConfig()
"""Every check as it comes: nothing is left out, and no refusal of what the document allows."""


def through_the_edge() -> ASGIApp:
    pages = Starlette(routes=[Mount("/", HTMLResponse("<p>A page</p>"))])
    app = api.beside(page.route for page in fitness_app.PAGES)(pages)
    known = app_settings.get()
    return Gate(app, known, Documents(Path("/nonexistent"), known))


schema = schemathesis.openapi.from_dict(DOCUMENT, config=CONFIG)
schema.app = through_the_edge()
"""The club, asked in this process."""


@pytest.fixture
def knock(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], dict[str, str]]]:
    """A club with an admin; makes headers of a program that has just signed in for them."""
    monkeypatch.setattr(throttle, "hit", lambda *_, **__: None)
    monkeypatch.setattr(throttle, "delay", lambda *_, **__: None)
    db.connect(sqlite_url)
    ada = make.user(SOMEBODY, role=Role.ADMIN)
    make.weight(ada)
    yield lambda: _headers_of(ada)
    db.disconnect()


def _headers_of(person: make.Person) -> dict[str, str]:
    make.password(person)  # what was tried before may have changed it
    client = Client("127.0.0.1", "tests")
    pair = db.run_sync(tokens.open_client_session, user_id=person.id, client=client)
    return {"Authorization": f"Bearer {pair.access}"}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_nothing_is_found_by_trying(case: Case, knock: Callable[[], dict[str, str]]):
    is_for_somebody = "security" in case.operation.definition.raw
    made_likely(case).call_and_validate(headers=knock() if is_for_somebody else {})


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_each_operation_says_all_about_itself(name: str, operation: dict[str, Any]):
    assert operation["summary"]
    assert operation["tags"]
    assert operation["operationId"]
    for status, answer in operation["responses"].items():
        assert HTTPStatus(int(status)) is not HTTPStatus.INTERNAL_SERVER_ERROR
        assert answer["description"], status
        for media in answer.get("content", {}).values():
            assert "example" in media or "examples" in media, status
            assert media.get("schema"), status


def test_operations_for_somebody_say_by_what_they_know_them():
    for name, operation in OPERATIONS:
        is_for_somebody = "access token" in str(operation["responses"].get("401", ""))
        ways = [next(iter(way), "nobody") for way in operation.get("security", [])]
        is_for_somebody |= "/api/v1" in name
        expected = ["bearer", "cookie"] if is_for_somebody else []
        assert ways == expected + (["nobody"] if name in OPEN_TO_GUESTS else []), name


def test_operations_have_ids_of_their_own():
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))
    assert DOCUMENT["openapi"] == "3.1.0"


def test_each_example_of_a_body_fits_its_schema():
    for name, operation in OPERATIONS:
        for media in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in media:
                assert validator_for(media["schema"]).is_valid(media["example"]), name


def test_each_example_of_an_answer_fits_its_schema():
    faults: list[str] = []
    for name, operation in OPERATIONS:
        for status, answer in operation["responses"].items():
            for media in answer.get("content", {}).values():
                examples = [it["value"] for it in media.get("examples", {}).values()]
                examples += [media["example"]] if "example" in media else []
                whole = {**media["schema"], "components": DOCUMENT["components"]}
                fits = validator_for(whole)
                faults += [f"{name} {status}" for it in examples if not fits.is_valid(it)]
    assert faults == []


async def test_the_document_and_its_pages_come_from_this_site_alone():
    async with AsyncClient(transport=ASGITransport(through_the_edge()), base_url=SITE) as http:
        assert (await http.get("/api/openapi.json")).json() == DOCUMENT
        page = await http.get("/api/docs/")
        assert page.status_code == 200
        assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]
        assert "://" not in page.text
        assert "<script>" not in page.text
        for name in ("swagger-ui-bundle.js", "swagger-ui.css", "start.js", "favicon.png"):
            assert f"/api/docs/{name}" in page.text
            assert (await http.get(f"/api/docs/{name}")).status_code == 200
        assert (await http.get("/api/docs/nothing.js")).status_code == 404


def test_every_check_is_on():
    assert all(
        CONFIG.projects.default.checks.get_by_name(name=name).enabled
        for name in CHECKS.get_all_names()
    )
