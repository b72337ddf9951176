"""The door of the event socket: what is no event of ours, or one too many, goes no further."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from fitness_app.accounts.state import ViewerState
from fitness_app.guard.declarations import HYDRATE, event_name
from fitness_app.kit import clock
from tests import make
from tests.guard.states import NoteState
from tests.make import Person
from tests.sockets import Club
from tests.sockets import club as app

PRIVATE = "swordfish"


MALFORMED: list[list[Any]] = [
    [],
    [None],
    ["a text"],
    [f'{{"name": "{event_name(NoteState.write)}"}}'],
    [[1, 2]],
    [{}],
    [{"name": None}],
    [{"name": ["x"]}],
    [{"name": event_name(NoteState.write), "payload": PRIVATE}],
    [{"name": event_name(NoteState.write), "payload": None}],
    [{"name": event_name(NoteState.write), "payload": [PRIVATE]}],
    [{"name": event_name(NoteState.write), "router_data": PRIVATE}],
    [{"name": event_name(NoteState.write), "router_data": {"query": [PRIVATE]}}],
    [{"name": event_name(NoteState.write), "router_data": {"query": {"a": [PRIVATE]}}}],
    [{"name": event_name(NoteState.write), "router_data": {"pathname": {"a": PRIVATE}}}],
    [{"name": event_name(NoteState.write), "router_data": {"pathname": "/" * 2_001}}],
    [{"name": "no.such_event", "payload": {"note": PRIVATE}}],
    [{"name": PRIVATE + " \n forged line", "payload": {"note": PRIVATE}}],
    [{"name": "x" * 500, "payload": {"note": PRIVATE}}],
    [{"name": event_name(NoteState.write), "payload": {"note": "x"}}, "one", "two", "many"],
]


@pytest.mark.parametrize("message", MALFORMED, ids=lambda message: repr(message)[:60])
async def test_what_is_no_event_is_dropped_and_not_repeated(
    club: Club, ann: Person, message: list[Any], caplog: pytest.LogCaptureFixture
):
    session = make.session(ann)
    async with club.tab(cookie=f"session={session.cookie}; visitor={PRIVATE}") as tab:
        await tab.send_raw(*message)
        for kind in ("connect", "disconnect_all", "trigger", "hydrate", "__class__"):
            await tab.send_raw(*message, kind=kind)
        await tab.send(NoteState.write, note="still here")
        assert tab.var(NoteState, "note") == "still here"
    for secret in (PRIVATE, session.cookie, "forged line", "Traceback"):
        assert secret not in caplog.text


@pytest.mark.parametrize("frame", ["4", "42", "42/_event,", "42/_event,[", "42/_event,[]", "49"])
async def test_a_frame_that_is_none_leaves_no_traceback(
    club: Club, frame: str, caplog: pytest.LogCaptureFixture
):
    async with club.tab() as tab:
        await tab.send_text(frame)
        await tab.settle()
    assert "Traceback" not in caplog.text
    assert 'File "' not in caplog.text


async def test_an_unknown_event_is_noted_by_its_name(club: Club, caplog: pytest.LogCaptureFixture):
    async with club.tab() as tab:
        await tab.send("no.such_event", note=PRIVATE)
    assert "An event that no page sends was refused: no.such_event" in caplog.text


async def test_who_is_too_fast_is_told_when_to_go_on(
    club: Club, ann: Person, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    cookie = f"session={make.session(ann).cookie}"
    async with club.tab(cookie=cookie) as tab, club.tab() as another:
        for number in range(320):
            await tab.send_text(tab.message(NoteState.count, number=number))
        await tab.settle()
        assert 290 <= tab.var(NoteState, "number") < 320  # some more while it takes its time
        assert tab.toasts().count("That was too fast for us. Try again in 1 second.") == 1
        await another.send(NoteState.count, number=1)
        assert another.var(NoteState, "number") == 1
        clock.move(timedelta(seconds=2))
        await tab.send(NoteState.count, number=1)
        assert tab.var(NoteState, "number") == 1
    async with club.tab(cookie=cookie) as tab:
        assert tab.var(ViewerState, "username") == "ann"


async def test_what_only_fills_the_queue_does_not_get_into_it(
    club: Club, monkeypatch: pytest.MonkeyPatch
):
    async with club.tab() as tab:
        delivered: list[str] = []
        door = app.event_namespace.on_event.__self__  # pyright: ignore[reportOptionalMemberAccess, reportFunctionMemberAccess]

        async def deliver(_sid: str, event: dict[str, Any]) -> None:
            delivered.append(event["name"])

        monkeypatch.setattr(door, "_deliver", deliver)
        for hashes in ([{}] * 12_000, [["ab"] * 900] * 6, ["x" * 10_001]):
            await tab.send_text(tab.message(HYDRATE, hashes=hashes))
        many = {"query": {str(number): ["x"] * 50 for number in range(50)}}
        await tab.send_raw({"name": HYDRATE, "payload": {}, "router_data": many})
        assert delivered == []
        assert "can have 10,000 characters at most" in tab.toasts()
