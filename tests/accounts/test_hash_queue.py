"""Hashing when many ask for it at once: short waits, refusals that say when, nothing for nobody."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlmodel import Session, select

from fitness_app.accounts import hash_queue, passwords, signing_in
from fitness_app.accounts.access import Client
from fitness_app.accounts.hash_queue import MOST_OF_ONE
from fitness_app.accounts.pages.login import LoginState
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Busy
from fitness_app.kit.models import Tally
from tests import make
from tests.eventually import eventually
from tests.make import PASSWORD, Person
from tests.sockets import Tab, running

HASH_SECONDS = 0.0625
LONGEST_WAIT = 0.25


class Hashing:
    """Hashes that take as long as they take, and how many were made."""

    def __init__(self) -> None:
        self.made = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def check(self, password: str, stored: str | None) -> bool:
        self.may_go_on.wait(10)
        time.sleep(HASH_SECONDS)
        self.made += 1
        return password == PASSWORD


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hashing]:
    made = Hashing()
    monkeypatch.setattr(passwords, "_matches_now", made.check)
    monkeypatch.setattr(hash_queue, "LONGEST_WAIT_SECONDS", LONGEST_WAIT)
    monkeypatch.setattr(hash_queue._Queue, "seconds_each", HASH_SECONDS)
    monkeypatch.setattr(hash_queue._Queue, "returning_until", 0.0)
    yield made
    made.may_go_on.set()


def somewhere(number: int) -> Client:
    return Client(ip=f"198.51.100.{number}", user_agent="")


async def sign_in(name: str, number: int) -> int | Busy:
    """0 for whoever is in, else what they were told."""
    try:
        await signing_in.check_credentials(name, PASSWORD, client=somewhere(number))
    except Busy as problem:
        return problem
    return 0


def failures(session: Session) -> int:
    return sum(tally.count for tally in session.exec(select(Tally)))


@pytest.mark.usefixtures("database")
async def test_of_many_at_once_some_are_answered_soon_and_the_others_told_when(hashing: Hashing):
    people = [make.user(f"member{number}") for number in range(60)]

    async def timed(number: int) -> tuple[int | Busy, float]:
        began = time.monotonic()
        outcome = await sign_in(people[number].username, number)
        return outcome, time.monotonic() - began

    outcomes = await asyncio.gather(*(timed(number) for number in range(60)))
    let_in = [seconds for outcome, seconds in outcomes if outcome == 0]
    told = [outcome.retry_after for outcome, _ in outcomes if isinstance(outcome, Busy)]
    assert len(let_in) == hashing.made == int(LONGEST_WAIT * 2 / HASH_SECONDS) + 1
    assert max(let_in) < LONGEST_WAIT * 5  # on a machine that is busy with much else
    assert len(told) == 60 - len(let_in)
    assert sorted(told) == told
    assert told[0] == 1
    assert told[-1] == 4  # the last one has to come after all those before
    assert await db.read(failures) == 0  # nobody's try was counted


@pytest.mark.usefixtures("database")
async def test_whoever_comes_back_when_told_is_let_in(ann: Person, hashing: Hashing):
    hashing.may_go_on.clear()
    others = [asyncio.create_task(sign_in(f"nobody{number}", number)) for number in range(20)]
    await eventually(lambda: hash_queue._wait_seconds() > LONGEST_WAIT)
    told = await sign_in("ann", 100)
    assert isinstance(told, Busy)
    hashing.may_go_on.set()
    await asyncio.gather(*others, return_exceptions=True)
    clock.move(timedelta(seconds=told.retry_after))
    assert await sign_in("ann", 100) == 0


@pytest.mark.usefixtures("database")
async def test_programs_that_left_cost_no_hash_and_bar_nobody(ann: Person, hashing: Hashing):
    hashing.may_go_on.clear()
    async with running() as club:
        programs = [await ask(club.port, f"nobody{number}") for number in range(MOST_OF_ONE)]
        await eventually(lambda: hash_queue._Queue.places.total() == MOST_OF_ONE)
        for program in programs:
            program.close()
        await eventually(lambda: not hash_queue._Queue.places)
        hashing.may_go_on.set()
        sent = {"username": "ann", "password": PASSWORD}
        async with AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as http:
            assert (await http.post("/login/", json=sent)).status_code == 200
    assert hashing.made <= hash_queue.AT_ONCE + 1


async def ask(port: int, name: str) -> asyncio.StreamWriter:
    """Ask to be signed in, and read no answer."""
    body = f'{{"username": "{name}", "password": "wrong"}}'
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    return writer


@pytest.mark.usefixtures("database")
async def test_tabs_that_were_closed_cost_no_hash(ann: Person, hashing: Hashing):
    hashing.may_go_on.clear()
    async with running() as club:
        tabs = [await Tab.open(club.port) for _ in range(MOST_OF_ONE)]
        for number, tab in enumerate(tabs):
            form = {"identifier": f"nobody{number}", "password": "wrong"}
            await tab.send_text(tab.message(LoginState.submit, form=form))
        await eventually(lambda: hash_queue._Queue.places.total() == MOST_OF_ONE)
        for tab in tabs:
            tab._writer.close()
        await eventually(lambda: not hash_queue._Queue.places)
        hashing.may_go_on.set()
        async with club.tab() as tab:
            form = {"identifier": "ann", "password": PASSWORD}
            await tab.send(LoginState.submit, form=form)
            assert "redeem(" in tab.said()
    assert hashing.made <= hash_queue.AT_ONCE + 1


@pytest.mark.usefixtures("database")
async def test_a_page_and_a_program_say_when_to_come_back(ann: Person, hashing: Hashing):
    hashing.may_go_on.clear()
    async with running() as club, club.tab() as tab:
        others = [asyncio.create_task(sign_in(f"nobody{number}", number)) for number in range(20)]
        await eventually(lambda: hash_queue._wait_seconds() > LONGEST_WAIT)
        await tab.send(LoginState.submit, form={"identifier": "ann", "password": PASSWORD})
        said = tab.var(LoginState, "errors")["form"]
        assert said == "Many are asking for this right now. Try again in 1 second."
        sent = {"username": "ann", "password": PASSWORD}
        async with AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as http:
            answer = await http.post("/login/", json=sent)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        hashing.may_go_on.set()
        await asyncio.gather(*others, return_exceptions=True)


@pytest.mark.usefixtures("database")
async def test_one_address_takes_neither_all_places_nor_anybodys_time(
    ann: Person, hashing: Hashing
):
    hashing.may_go_on.clear()
    flood = [asyncio.create_task(sign_in(f"nobody{number}", 1)) for number in range(50)]
    await eventually(lambda: hash_queue._Queue.places.total() == MOST_OF_ONE)
    told = [task.result() for task in flood if task.done()]
    assert all(isinstance(each, Busy) and each.retry_after == 1 for each in told)
    anns = asyncio.create_task(sign_in("ann", 2))
    await eventually(lambda: hash_queue._Queue.places.total() == MOST_OF_ONE + 1)
    assert hash_queue._Queue.returning_until == 0
    hashing.may_go_on.set()
    assert await anns == 0
    await asyncio.gather(*flood, return_exceptions=True)
    assert not hash_queue._Queue.places
