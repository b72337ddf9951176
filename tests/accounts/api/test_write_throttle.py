"""How much a person may write a minute, by pages, their socket and programs together."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlmodel import Session, select

from fitness_app.accounts import presence, profiles, sessions, write_throttle
from fitness_app.accounts.access import Viewer, current_viewer
from fitness_app.accounts.pages.profile import ProfileState
from fitness_app.accounts.write_throttle import TooMuch
from fitness_app.kit import clock, db
from fitness_app.kit.models import Tally
from tests import make
from tests.accounts.api.conftest import SITE, Program, cookie_of, pair_of
from tests.accounts.conftest import viewer
from tests.make import Person
from tests.sockets import running

TRY_AGAIN = "That was too much at once for us. Try again in "


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let people write four times a minute, counted two by two."""
    monkeypatch.setattr(write_throttle, "WRITES", 4)
    monkeypatch.setattr(write_throttle, "STEP", 2)


def write(session: Session) -> None:
    """A service that may write."""


def counts(session: Session) -> list[int]:
    return [tally.count for tally in session.exec(select(Tally))]


@contextmanager
def acting(who: Viewer) -> Iterator[None]:
    token = current_viewer.set(who)
    yield
    current_viewer.reset(token)


async def viewer_of(person: Person) -> Viewer:
    return await viewer(make.session(person).session_id)


async def rename(program: Program, token: str, **sent: Any) -> Any:
    return await program.ask("PATCH", "/profile", token=token, json={"bio": "Hi", **sent})


async def test_six_hundred_a_minute_and_no_more(program: Program, ann: Person):
    with acting(await viewer_of(ann)):
        for number in range(600):
            await db.run(write)
            if number == 59:
                assert await db.read(counts) == []  # who writes like a person isn't counted there
        with pytest.raises(TooMuch, match=TRY_AGAIN) as refusal:
            await db.run(write)
        assert 0 < refusal.value.retry_after <= 60
        assert await db.read(counts) == [540]
        clock.move(timedelta(seconds=refusal.value.retry_after))
        await db.run(write)


async def test_of_a_thousand_at_once_six_hundred_are_taken(program: Program, ann: Person):
    with acting(await viewer_of(ann)):
        outcomes = await asyncio.gather(
            *(db.run(write) for _ in range(1000)), return_exceptions=True
        )
    assert outcomes.count(None) == 600


async def test_each_has_a_count_of_their_own(program: Program, ann: Person, bo: Person):
    await test_of_a_thousand_at_once_six_hundred_are_taken(program, ann)
    with acting(await viewer_of(bo)):
        await db.run(write)


async def test_processes_count_together(program: Program, ann: Person):
    url = db.current().engine.url.render_as_string(hide_password=False)
    with acting(await viewer_of(ann)):
        for taken in (600, 60, 60):  # another one finds the count, past its own first sixty
            outcomes = await asyncio.gather(
                *(db.run(write) for _ in range(700)), return_exceptions=True
            )
            assert outcomes.count(None) == taken
            db.connect(url)


@pytest.mark.usefixtures("four")
async def test_a_program_is_told_when(program: Program, ann: Person):
    token = pair_of(ann).access
    assert [(await rename(program, token)).status_code for _ in range(4)] == [200] * 4
    answer = await rename(program, token)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    problem = await program.ask("POST", "/api/v1/workouts", token=token, json={})
    assert (problem.status_code, problem.json()["code"]) == (429, "throttled")
    assert (await program.ask("GET", "/profile", token=token)).status_code == 200
    clock.move(timedelta(seconds=int(answer.headers["retry-after"])))
    assert (await rename(program, token)).status_code == 200


@pytest.mark.usefixtures("database", "four")
async def test_pages_and_programs_count_together(ann: Person):
    browser = cookie_of(ann)
    async with (
        running() as club,
        club.tab(cookie=browser["cookie"]) as tab,
        AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as http,
    ):
        assert (await http.patch("/profile", headers=browser, json={"bio": "1"})).status_code == 200
        token = {"authorization": f"Bearer {pair_of(ann).access}"}
        assert (await http.patch("/profile", headers=token, json={"bio": "2"})).status_code == 200
        for _ in range(2):
            await tab.send(ProfileState.remove_picture)
        assert tab.toasts().count("Your picture is removed.") == 2
        await tab.send(ProfileState.remove_picture)
        assert TRY_AGAIN in tab.toasts()
        assert (await http.patch("/profile", headers=browser, json={"bio": "3"})).status_code == 429
    assert db.read_sync(profiles.get_profile, user_id=ann.id).bio == "2"


@pytest.mark.usefixtures("four")
async def test_sets_that_are_sent_again_are_exempt(program: Program, ann: Person):
    token = pair_of(ann).access
    for _ in range(20):
        path = "/api/v1/workouts/1/sets/0b9e5c3a-6d3f-4a55-9c0a-3f1f2a4b5c6d"
        sent = {"exercise_id": "x", "reps": 5}
        assert (await program.ask("PUT", path, token=token, json=sent)).status_code != 429


@pytest.mark.usefixtures("four")
async def test_whoever_floods_an_account_can_still_be_shut_out(program: Program, ann: Person):
    thief, owner = make.session(ann), await viewer_of(ann)
    with acting(owner):
        await asyncio.gather(*(db.run(write) for _ in range(9)), return_exceptions=True)
        assert isinstance(
            await db.run(presence.renew, session_id=owner.session_id), presence.Renewed
        )
        await db.run(sessions.end_others, user_id=ann.id, keep_id=owner.session_id, why="ended")
    headers = {"cookie": f"session={thief.cookie}", "origin": SITE}
    assert (await program.ask("GET", "/profile", headers=headers)).status_code == 401
