"""How many sockets may be open, how fast they open, and how long what they say may be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from fitness_app import connections
from fitness_app.accounts import cookies
from fitness_app.edge import socket_limits
from fitness_app.guard.door import GUESTS_OF_AN_ADDRESS
from fitness_app.kit import clock
from tests import make
from tests.eventually import eventually
from tests.guard.states import NoteState
from tests.make import Person
from tests.sockets import MORE, Club, RefusedError, Tab, frame


@pytest.fixture
async def tabs() -> AsyncIterator[AsyncExitStack]:
    """Holds tabs open until the end of the test."""
    async with AsyncExitStack() as stack:
        yield stack


async def is_refused(club: Club, *, cookie: str = "") -> bool:
    try:
        async with club.tab(cookie=cookie):
            return False
    except RefusedError as problem:
        return problem.status == 403


async def test_a_session_has_so_many_sockets_at_once(
    club: Club, ann: Person, tabs: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket_limits, "MOST_OF_A_SESSION", 2)
    anns, other = (f"session={make.session(ann).cookie}" for _ in range(2))
    first = await Tab.open(club.port, cookie=anns)
    await tabs.enter_async_context(club.tab(cookie=anns))
    assert await is_refused(club, cookie=anns)
    assert not await is_refused(club, cookie=other)
    await first.close()
    await eventually_admitted(club, cookie=anns)


async def test_guests_of_an_address_have_so_many_sockets_at_once(
    club: Club, ann: Person, tabs: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket_limits, "MOST_GUESTS_OF_AN_ADDRESS", 2)
    first = await Tab.open(club.port)
    await tabs.enter_async_context(club.tab(cookie=f"visitor={cookies.new_visitor()}"))
    for cookie in ("", f"visitor={cookies.new_visitor()}", "session=made-up"):
        assert await is_refused(club, cookie=cookie)
    assert not await is_refused(club, cookie=f"session={make.session(ann).cookie}")
    await first.close()
    await eventually_admitted(club)


async def test_an_address_has_so_many_sockets_at_once(
    club: Club, ann: Person, tabs: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket_limits, "MOST_OF_AN_ADDRESS", 2)
    for _ in range(2):
        cookie = f"session={make.session(ann).cookie}"
        await tabs.enter_async_context(club.tab(cookie=cookie))
    assert await is_refused(club, cookie=f"session={make.session(ann).cookie}")
    assert await is_refused(club)


async def test_sockets_open_so_many_a_minute(
    club: Club, ann: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(socket_limits, "HANDSHAKES_A_MINUTE", 1)
    admit = socket_limits.SocketLimits().admit
    monkeypatch.setattr(socket_limits.SocketLimits, "admit", lambda _, each: admit(each))
    refused = [await is_refused(club) for _ in range(40)]
    assert 30 <= refused.count(False) < 40
    assert await is_refused(club, cookie=f"visitor={cookies.new_visitor()}")
    assert not await is_refused(club, cookie=f"session={make.session(ann).cookie}")
    clock.move(timedelta(seconds=61))
    assert not await is_refused(club)


async def eventually_admitted(club: Club, *, cookie: str = "") -> None:
    """The server learns of a socket's end a moment after it."""
    async with asyncio.timeout(5):
        while await is_refused(club, cookie=cookie):
            pass


async def test_a_guest_gets_no_fresh_bucket_of_events_by_coming_again(
    club: Club, monkeypatch: pytest.MonkeyPatch
):
    now = clock.monotonic()
    monkeypatch.setattr(clock, "monotonic", lambda: now)  # buckets fill again with time
    let_in = 0
    for _ in range(GUESTS_OF_AN_ADDRESS + 2):
        async with club.tab() as tab:
            for number in range(1, 341):
                await tab.send_text(tab.message(NoteState.count, number=number))
            await tab.settle()
            let_in = tab.var(NoteState, "number")
    assert let_in == 0
    async with club.tab(cookie=f"visitor={cookies.new_visitor()}") as tab:
        await tab.send(NoteState.count, number=1)
        assert tab.var(NoteState, "number") == 0


async def test_a_second_connect_on_one_socket_closes_it(club: Club):
    for again in ("40/_event,", '40/_event,{"token":"t"}', "40"):
        async with club.tab() as tab:
            await tab.send_text(again)
            await eventually(lambda tab=tab: not tab.is_open)
            assert tab.close_code == 1003


@pytest.mark.parametrize("is_member", [False, True])
async def test_a_message_without_an_end_closes_the_socket(club: Club, ann: Person, is_member: bool):
    cookie = f"session={make.session(ann).cookie}" if is_member else ""
    most = connections.MOST_MESSAGE_BYTES if is_member else connections.MOST_GUEST_MESSAGE_BYTES
    async with club.tab(cookie=cookie) as tab:
        await tab.send_frames(frame(b"42" + b" " * (most - 2), is_last=False))
        await tab.send_frames(frame(b"a", kind=MORE, is_last=False))
        await eventually(lambda: not tab.is_open)
        assert tab.close_code == 1009


async def test_a_member_may_say_much_at_once_and_in_parts(club: Club, ann: Person):
    async with club.tab(cookie=f"session={make.session(ann).cookie}") as tab:
        said = tab.message(NoteState.write, note="hello").encode()
        for message in (said, said[:-1] + b" " * 900_000 + said[-1:]):
            await tab.send(NoteState.write, note="")
            await tab.send_frames(frame(message[:50], is_last=False))
            await tab.send_frames(frame(message[50:], kind=MORE))
            await tab.settle()
            assert tab.var(NoteState, "note") == "hello"
