"""What is kept of tabs that left, so that they may come back."""

import asyncio
from typing import Any

import pytest

from fitness_app.guard import abandoned_tabs
from tests import make
from tests.guard.states import NoteState
from tests.make import Person
from tests.sockets import Club
from tests.sockets import club as app


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abandoned_tabs, "MOST_OF_ONE", 2)
    monkeypatch.setattr(abandoned_tabs, "MOST_OF_GUESTS", 3)


def manager() -> Any:
    return app.state_manager


async def visit(club: Club, *tokens: str, **handshake: Any) -> None:
    for token in tokens:
        async with club.tab(token=token, **handshake) as tab:
            await tab.send(NoteState.write, note=f"{tab.var(NoteState, 'note')}{token}")


async def note_of(club: Club, token: str, **handshake: Any) -> str:
    async with club.tab(token=token, **handshake) as tab:
        return tab.var(NoteState, "note")


async def test_the_latest_tabs_of_a_session_may_come_back(club: Club, ann: Person, bo: Person):
    anns, bos = ({"cookie": f"session={make.session(person).cookie}"} for person in (ann, bo))
    await visit(club, "a", **bos)
    await visit(club, "a", "b", "a", "c", **anns)
    assert await note_of(club, "a", **bos) == "a"
    assert await note_of(club, "a", **anns) == "aa"
    assert await note_of(club, "c", **anns) == "c"
    assert await note_of(club, "b", **anns) == ""


async def test_ever_new_tabs_of_a_guest_fill_no_memory(club: Club):
    for number in range(10):
        await visit(club, f"tab{number}")
    assert len(manager().states) == len(manager()._states_locks) == 2
    assert len(manager()._token_expires_at) == 2


async def test_of_all_guests_the_latest_tabs_are_kept(club: Club, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(abandoned_tabs, "MOST_OF_ONE", 10)
    for number in range(6):
        await visit(club, f"tab{number}")
    assert len(manager().states) == 3


async def test_a_tab_that_came_back_is_not_forgotten(club: Club, ann: Person):
    anns = {"cookie": f"session={make.session(ann).cookie}"}
    await visit(club, "kept", **anns)
    async with club.tab(token="kept", **anns) as tab:
        await visit(club, "a", "b", "c", "d", **anns)
        await tab.send(NoteState.count, number=7, note="kept")
        assert tab.var(NoteState, "number") == 7
    assert await note_of(club, "kept", **anns) == "kept"


async def test_a_tab_at_work_is_forgotten_only_once_that_is_done(club: Club, ann: Person):
    anns = {"cookie": f"session={make.session(ann).cookie}"}
    await visit(club, "at-work", **anns)
    [(token, lock)] = manager()._states_locks.items()
    async with lock:
        await visit(club, "a", "b", "c", **anns)
        assert token in manager().states
    await visit(club, "d", **anns)
    assert token not in manager().states


async def test_what_expired_is_not_counted_any_more(club: Club, ann: Person):
    tabs = abandoned_tabs.AbandonedTabs(manager(), lambda token: False)
    for number in range(50):
        tabs.leave(f"gone {number}", holder=str(number), is_guest=number % 2 == 0)
        await asyncio.sleep(0)
    assert not tabs._limited
    assert not tabs._left
