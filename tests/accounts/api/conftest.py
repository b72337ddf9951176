"""A program that talks to the club: through the edge, as over the network."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.responses import HTMLResponse

from fitness_app import api, settings
from fitness_app.accounts import api_tokens, tokens
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate
from fitness_app.kit import db
from tests import make
from tests.accounts.conftest import HERE
from tests.make import Person

SITE = "http://localhost:3000"
PAGES = ("/login", "/register", "/cabinet")


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database; what stands on the wire doesn't depend on the engine."""
    yield db.connect(sqlite_url)
    db.disconnect()


@dataclass
class Program:
    """An HTTP client, and how it signs its requests."""

    http: AsyncClient

    async def ask(
        self, method: str, path: str, *, token: str = "", scheme: str = "Bearer", **sent: Any
    ) -> Response:
        headers = dict(sent.pop("headers", {}))
        if token:
            headers["authorization"] = f"{scheme} {token}"
        return await self.http.request(method, path, headers=headers, **sent)


@pytest.fixture
async def program(database: db.Database, tmp_path: Path) -> AsyncIterator[Program]:
    """A program at the edge."""
    app = api.beside(PAGES)(HTMLResponse("<p>A page</p>"))
    gate = Gate(app, settings.get(), Documents(tmp_path, settings.get()))
    async with AsyncClient(transport=ASGITransport(gate), base_url=SITE) as http:
        yield Program(http)


@pytest.fixture
def access_of(database: db.Database) -> Callable[[Person], str]:
    """An access token of somebody who signs in by program."""
    return lambda person: pair_of(person).access


def pair_of(person: Person) -> tokens.TokenPair:
    """What a program holds that somebody signs in with."""
    return db.run_sync(tokens.open_client_session, user_id=person.id, client=HERE)


def opaque_of(person: Person) -> str:
    """The opaque token of a sign-in."""
    return db.run_sync(api_tokens.sign_in, user_id=person.id, client=HERE)


def cookie_of(person: Person) -> dict[str, str]:
    """The headers by which a page of ours asks for somebody."""
    return {"cookie": f"session={make.session(person).cookie}", "origin": SITE}
