"""The club opened from the command line, by two processes that share PostgreSQL and Redis."""

import asyncio
import os
import signal
import socket
from contextlib import ExitStack

import pytest

from fitness_app.accounts import sessions
from fitness_app.accounts.state import ConfirmEmailState, ViewerState
from fitness_app.kit import db
from tests import make
from tests.eventually import eventually
from tests.scale.conftest import Club, Opener
from tests.sockets import Tab

TABS = 12
"""So many connections that surely both processes have some."""


@pytest.fixture
async def two(open_club: Opener, shared_database: str, redis_url: str) -> Club:
    """A club that two processes serve, on PostgreSQL and Redis."""
    club = open_club("--workers", "2", database_url=shared_database, redis_url=redis_url)
    await until_both_serve(club)
    return club


async def until_both_serve(club: Club) -> None:
    """Connect until each of the two has taken a connection."""
    async with asyncio.timeout(60):
        with ExitStack() as stack:
            workers: list[int] = []
            while len(workers) < 2 or not all(map(club.has_connections, workers)):
                stack.enter_context(socket.create_connection(("127.0.0.1", club.port)))
                await asyncio.sleep(0.05)
                workers = club.workers()


async def open_tab(club: Club, cookie: str) -> Tab:
    tab = await Tab.open(
        club.port, origin=club.site, cookie=f"session={cookie}", path="/cabinet/profile"
    )
    await eventually(lambda: tab.var(ViewerState, "username") == "ann")
    return tab


async def until_it_is_over(tab: Tab) -> None:
    """Go on as a page would, until the tab says that its session ended elsewhere."""
    async with asyncio.timeout(10):
        while not tab.var(ViewerState, "session_over"):
            await tab.send(ConfirmEmailState.load)
            await asyncio.sleep(0.1)


async def test_a_session_is_known_to_every_process(two: Club):
    cookie = make.session(make.user("ann")).cookie
    tabs = [await open_tab(two, cookie) for _ in range(TABS)]
    for tab in tabs:
        await tab.close()


async def test_a_session_that_ends_ends_in_every_process(two: Club):
    ann = make.user("ann")
    session = make.session(ann)
    tabs = [await open_tab(two, session.cookie) for _ in range(TABS)]
    await db.run(sessions.end, user_id=ann.id, session_id=session.session_id, why="ended_elsewhere")
    for tab in tabs:
        await until_it_is_over(tab)
        await tab.close()


async def test_a_process_that_dies_is_replaced_and_the_club_stays_open(two: Club):
    cookie = make.session(make.user("ann")).cookie
    victim, survivor = two.workers()
    os.kill(victim, signal.SIGKILL)

    await eventually(lambda: len(two.workers()) == 2 and victim not in two.workers(), seconds=20)
    await until_both_serve(two)
    assert survivor in two.workers()
    for _ in range(TABS):
        await (await open_tab(two, cookie)).close()
