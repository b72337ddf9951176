"""Alive and ready: what those who keep the club running are told, with each part gone in turn."""

import asyncio
import errno
import shutil
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from httpx import ASGITransport, AsyncClient, Response
from redis import Redis
from sqlmodel import Session
from starlette.applications import Starlette

from fitness_app import api, health, schema_version, settings
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate
from fitness_app.kit import db, disk
from tests import servers
from tests.eventually import eventually

PRODUCTION = {
    "env": "production",
    "site_url": "https://club.example",
    "trusted_proxy_hops": 1,
}
GONE = "postgresql+psycopg://club:open-sesame@127.0.0.1:{port}/club"


class Usage(NamedTuple):
    """What a disk has, in bytes."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask anew each time, so that no test hears the answer of another."""
    monkeypatch.setattr(health, "KEPT_SECONDS", 0)


@pytest.fixture
def arranged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Opens the club to the world, with a data folder of its own and the settings given."""

    def arrange(**chosen: object) -> None:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        known = settings.get().model_copy(update={**PRODUCTION, "data_dir": folder, **chosen})
        monkeypatch.setattr(settings, "get", lambda: known)

    return arrange


@pytest.fixture
async def supervisor(arranged: Callable[..., None]) -> AsyncIterator[AsyncClient]:
    """One who asks on the machine itself, past the proxy, at the club behind its edge."""
    arranged()
    known = settings.get()
    gate = Gate(api.beside(())(Starlette()), known, Documents(Path("/nonexistent"), known))
    async with AsyncClient(transport=ASGITransport(gate), base_url="http://127.0.0.1:3000") as http:
        yield http


def url_of(database: db.Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


async def checks(supervisor: AsyncClient) -> dict[str, str]:
    """What isn't right, by part, of a club that isn't ready."""
    answer = await supervisor.get("/readyz")
    assert answer.status_code == 503
    told = answer.json()
    assert told["status"] == "unavailable"
    return {part: said for part, said in told["checks"].items() if said not in ("ok", "not used")}


def is_plain(answer: Response) -> bool:
    return (
        answer.headers["content-type"] == "application/json"
        and answer.headers["cache-control"] == "no-store"
        and "set-cookie" not in answer.headers
    )


async def test_a_club_that_has_all_it_needs_is_ready(
    supervisor: AsyncClient, arranged: Callable[..., None], database: db.Database, redis_url: str
):
    arranged(database_url=url_of(database), redis_url=redis_url)
    answer = await supervisor.get("/readyz")
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "redis": "ok", "disk": "ok"},
    }
    assert answer.status_code == 200
    assert is_plain(answer)


async def test_a_club_of_one_process_needs_no_redis_and_says_so(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    arranged(database_url=sqlite_url)
    answer = await supervisor.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["redis"]) == (200, "not used")


async def test_it_answers_under_whatever_name_it_is_asked(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    arranged(database_url=sqlite_url)
    for host in ("127.0.0.1:3000", "app:3000", "club.example", "10.0.0.7"):
        for path in ("/readyz", "/readyz/", "/healthz"):
            answer = await supervisor.get(path, headers={"host": host})
            assert (answer.status_code, answer.json()["status"]) == (200, "ok"), (host, path)


async def test_it_is_alive_with_everything_else_gone(
    supervisor: AsyncClient, arranged: Callable[..., None], monkeypatch: pytest.MonkeyPatch
):
    gone = GONE.format(port=servers.free_port())
    arranged(database_url=gone, redis_url="redis://127.0.0.1:1/0", data_dir=Path("/nonexistent"))
    asked: list[Any] = []
    monkeypatch.setattr(health, "_on_a_thread", asked.append)
    answer = await supervisor.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert is_plain(answer)
    assert asked == []


async def test_a_database_that_is_gone_is_said_without_its_address(
    supervisor: AsyncClient, arranged: Callable[..., None]
):
    port = servers.free_port()
    arranged(database_url=GONE.format(port=port))
    answer = await supervisor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "It can't be reached."
    assert not any(word in answer.text for word in ("open-sesame", str(port), "Traceback"))
    assert is_plain(answer)


async def test_a_database_file_whose_folder_is_gone_is_said(
    supervisor: AsyncClient, arranged: Callable[..., None], tmp_path: Path
):
    arranged(database_url=f"sqlite:///{tmp_path / 'unmounted' / 'club.db'}")
    assert await checks(supervisor) == {"database": "Its file isn't there."}


async def test_who_asks_by_head_is_answered_too(supervisor: AsyncClient):
    for path in ("/healthz", "/readyz"):
        asked, whole = await supervisor.head(path), await supervisor.get(path)
        assert asked.status_code == whole.status_code != 405


async def test_a_database_that_isnt_migrated_is_said(
    supervisor: AsyncClient, arranged: Callable[..., None], empty_url: str
):
    with schema_version.connected(empty_url):
        arranged(database_url=empty_url)  # a file of SQLite's is there now
    said = await checks(supervisor)
    assert list(said) == ["database"]
    assert "migrated" in said["database"]


async def test_it_is_ready_while_somebody_writes_to_a_database_file(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    arranged(database_url=sqlite_url)
    engine = db.make_engine(sqlite_url)
    with Session(engine.execution_options(writes=True)) as session:
        session.connection()
        assert (await supervisor.get("/readyz")).status_code == 200
    engine.dispose()


async def test_a_redis_that_is_gone_is_said(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    port = servers.free_port()
    arranged(database_url=sqlite_url, redis_url=f"redis://:open-sesame@127.0.0.1:{port}/0")
    said = await checks(supervisor)
    assert list(said) == ["redis"]
    assert "open-sesame" not in str(said)


async def test_a_redis_that_takes_nothing_more_is_said(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str, redis_url: str
):
    arranged(database_url=sqlite_url, redis_url=redis_url)
    with redis_that_is_full(redis_url):
        assert list(await checks(supervisor)) == ["redis"]
    assert (await supervisor.get("/readyz")).status_code == 200


@contextmanager
def redis_that_is_full(url: str) -> Iterator[None]:
    with Redis.from_url(url) as client:
        client.config_set("maxmemory", "1")
        try:
            yield
        finally:
            client.config_set("maxmemory", "0")


async def test_a_data_directory_that_cant_be_written_is_said(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    # Even root can't write there.
    arranged(database_url=sqlite_url, data_dir=Path("/proc/self"))
    assert await checks(supervisor) == {"disk": "The data directory can't be written."}


async def test_a_disk_that_is_nearly_full_is_said(
    supervisor: AsyncClient,
    arranged: Callable[..., None],
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
):
    arranged(database_url=sqlite_url)
    left = Usage(10**9, 10**9, disk.LEAST_FREE_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    assert await checks(supervisor) == {"disk": "The data directory's disk is full."}


async def test_a_disk_on_which_not_even_a_word_fits_is_full(
    supervisor: AsyncClient,
    arranged: Callable[..., None],
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
):
    arranged(database_url=sqlite_url)

    def no_room(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    assert await checks(supervisor) == {"disk": "The data directory's disk is full."}


async def test_a_database_that_hangs_is_said_in_time_and_asked_by_one_thread_alone(
    supervisor: AsyncClient, arranged: Callable[..., None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.3)
    with port_that_is_silent() as port:
        arranged(database_url=GONE.format(port=port))
        for _ in range(3):
            async with asyncio.timeout(2):
                asked = (checks(supervisor) for _ in range(20))
                said = [answer["database"] for answer in await asyncio.gather(*asked)]
            assert said == ["It doesn't answer."] * 20
            assert asking() == 1
    await eventually(lambda: asking() == 0)


@contextmanager
def port_that_is_silent() -> Iterator[int]:
    """A port that connections wait at, and are hung up on at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def asking() -> int:
    """How many threads wait for an answer."""
    return sum(thread.name == "health" for thread in threading.enumerate())


async def test_who_leaves_while_a_check_runs_takes_no_answer_from_the_others(
    supervisor: AsyncClient, arranged: Callable[..., None], sqlite_url: str
):
    arranged(database_url=sqlite_url)
    leaving = asyncio.create_task(supervisor.get("/readyz"))
    staying = asyncio.create_task(supervisor.get("/readyz"))
    await asyncio.sleep(0)
    leaving.cancel()
    assert (await staying).status_code == 200


async def test_an_answer_is_good_for_a_moment(
    supervisor: AsyncClient,
    arranged: Callable[..., None],
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(health, "_PROBES", {"count": health.Probe(Counter())})
    arranged(database_url=sqlite_url)
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.2)
    once = [(await supervisor.get("/readyz")).json() for _ in range(10)]
    assert once == [{"status": "unavailable", "checks": {"count": "1"}}] * 10
    await asyncio.sleep(0.25)
    assert await checks(supervisor) == {"count": "2"}


class Counter:
    """Answers with how often it was asked."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> str:
        self._count += 1
        return str(self._count)


async def test_a_check_that_breaks_is_a_failed_one_and_keeps_its_reason_to_the_log(
    supervisor: AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken() -> str:
        raise RuntimeError("open-sesame")

    monkeypatch.setattr(health, "_PROBES", {"database": health.Probe(broken)})
    answer = await supervisor.get("/readyz")
    assert answer.status_code == 503
    assert "open-sesame" not in answer.text
    assert "broken" in caplog.text
