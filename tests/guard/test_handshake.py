"""Who may open the event socket, and whose it then is."""

import json
import pickle
from typing import Any

import pytest

from fitness_app.accounts import cookies, sessions
from fitness_app.accounts.state import ViewerState
from fitness_app.guard.declarations import HYDRATE
from fitness_app.kit import db
from fitness_app.kit.errors import Unavailable
from tests import make
from tests.guard.states import DiaryState, NoteState
from tests.make import Person
from tests.sockets import SITE, Club, RefusedError, Tab
from tests.sockets import club as app

SECRET = "what only ann may read"


async def refused(club: Club, **handshake: Any) -> bool:
    try:
        tab = await Tab.open(club.port, **handshake)
    except RefusedError:
        return True
    await tab.close()
    return False


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.example",
        "https://localhost:3000",
        "http://localhost",
        "http://localhost:3001",
        "http://localhost:3000.evil.example",
        "http://LOCALHOST:3000",
        f"{SITE}, https://evil.example",
    ],
)
async def test_only_our_own_pages_may_open_it(club: Club, ann: Person, origin: str | None):
    cookie = f"session={make.session(ann).cookie}"
    assert await refused(club, origin=origin, cookie=cookie)
    assert not await refused(club, cookie=cookie)


@pytest.mark.parametrize("query", ["", "?token=", "?token=a&token=b", f"?token={'x' * 65}"])
async def test_a_socket_without_one_proper_token_is_refused(club: Club, query: str):
    assert await refused(club, target=f"/_event/{query}{'&' if query else '?'}")


async def test_there_is_no_other_socket(club: Club):
    assert await refused(club, target="/somewhere?token=t")


async def test_a_stolen_token_shows_nothing(club: Club, ann: Person, bo: Person):
    anns = f"session={make.session(ann).cookie}"
    async with club.tab(token="known", cookie=anns) as tab:
        await tab.send(DiaryState.write, form={"text": SECRET})
    for cookie in (f"session={make.session(bo).cookie}", "visitor=bos", ""):
        async with club.tab(token="known", cookie=cookie) as thief:
            assert SECRET not in thief.said()
            assert "ann" not in thief.said()
            await thief.send(NoteState.write, note="mine")
            assert SECRET not in thief.said()
    async with club.tab(token="known", cookie=anns) as tab:
        assert tab.var(DiaryState, "text") == SECRET
        assert tab.var(NoteState, "note") == ""


async def test_a_stolen_token_shows_nothing_while_its_owner_is_there(club: Club, ann: Person):
    anns = f"session={make.session(ann).cookie}"
    async with club.tab(token="known", cookie=anns) as tab, club.tab(token="known") as thief:
        await tab.send(DiaryState.write, form={"text": SECRET})
        await thief.settle()
        assert SECRET not in thief.said()
        assert tab.var(DiaryState, "text") == SECRET


async def test_the_token_reflex_works_with_opens_nothing(club: Club, ann: Person):
    anns = f"session={make.session(ann).cookie}"
    async with club.tab(token="known", cookie=anns) as tab:
        await tab.send(DiaryState.write, form={"text": SECRET})
        inner = next(iter(app.event_namespace.token_to_sid))  # pyright: ignore[reportOptionalMemberAccess]
    assert inner != "known"
    async with club.tab(token=inner) as thief:
        assert SECRET not in thief.said()


async def test_a_guests_page_belongs_to_the_guests_browser(club: Club):
    anns, another = (f"visitor={cookies.new_visitor()}" for _ in range(2))
    async with club.tab(token="known", cookie=anns) as tab:
        await tab.send(NoteState.write, note="a guest's note")
    async with club.tab(token="known", cookie=anns) as tab:
        assert tab.var(NoteState, "note") == "a guest's note"
    for cookie in (another, ""):
        async with club.tab(token="known", cookie=cookie) as thief:
            assert thief.var(NoteState, "note") == ""


async def test_a_made_up_guest_cookie_opens_no_other_guests_page(club: Club):
    for cookie in ("visitor=made-up", f"visitor=made-up.{'0' * 32}"):
        async with club.tab(token="known", cookie=cookie) as tab:
            await tab.send(NoteState.write, note="a guest's note")
        async with club.tab(token="known", cookie=cookie) as tab:
            assert tab.var(NoteState, "note") == ""


async def test_a_public_session_id_proves_nothing(club: Club, ann: Person):
    known = make.session(ann).session_id
    forged = [
        {"cookie": f"session={known}"},
        {"cookie": f"visitor=x; session={known}; session={known}"},
        {"headers": {"session": known, "x-session": known}},
        {"headers": {"Authorization": f"Bearer {known}"}},
    ]
    for handshake in forged:
        async with club.tab(**handshake) as tab:
            assert tab.var(ViewerState, "is_signed_in") is False
            await tab.send(DiaryState.write, form={"text": "as ann"})
            assert tab.var(DiaryState, "writer") == ""


async def test_of_two_session_cookies_none_counts(club: Club, ann: Person, bo: Person):
    anns, bos = (f"session={make.session(person).cookie}" for person in (ann, bo))
    async with club.tab(cookie=anns) as tab:
        assert tab.var(ViewerState, "username") == "ann"
    for handshake in (
        {"cookie": f"{anns}; {bos}"},
        {"cookie": f"{bos}; visitor=x; {anns}"},
        {"cookie": f"{anns}; {anns}"},
        {"cookie": f"{anns}; session="},
        {"cookie": f"session={'x' * 200}; {anns}"},
        {"cookie": anns, "headers": {"cookie": bos}},
    ):
        async with club.tab(**handshake) as tab:
            assert tab.var(ViewerState, "is_signed_in") is False


async def test_of_two_guest_cookies_none_counts(club: Club):
    one, another = (f"visitor={cookies.new_visitor()}" for _ in range(2))
    async with club.tab(token="known", cookie=one) as tab:
        await tab.send(NoteState.write, note="a guest's note")
    for cookie in (f"{one}; {another}", f"{another}; {one}"):
        async with club.tab(token="known", cookie=cookie) as tab:
            assert tab.var(NoteState, "note") == ""


async def test_a_message_cannot_pose_as_a_handshake(club: Club, ann: Person):
    known = make.session(ann).session_id
    async with club.tab() as tab:
        parts = [{"_placeholder": True, "num": number} for number in (0, 1)]
        environ = {"QUERY_STRING": "token=t", "asgi.scope": {"headers": [parts]}}
        boot = {"event": {"name": HYDRATE, "payload": {}, "router_data": {}}}
        await tab.send_text(f"452-/_event,{json.dumps(['connect', environ, boot])}")
        await tab.send_text(b"cookie")
        await tab.send_text(f"session={known}".encode())
        await tab.settle()
        assert tab.var(ViewerState, "username") == ""
        await tab.send(DiaryState.write, form={"text": "as ann"})
        assert tab.var(DiaryState, "writer") == ""


async def test_neither_the_browser_nor_the_states_see_the_cookie(club: Club, ann: Person):
    cookie = make.session(ann).cookie
    async with club.tab(cookie=f"session={cookie}; visitor=anns-browser") as tab:
        await tab.send(NoteState.write, note="hello")
        assert tab.var(NoteState, "writer") == "ann"
        for secret in (cookie, "anns-browser"):
            assert secret not in tab.said()
            for state in app.state_manager.states.values():  # pyright: ignore[reportAttributeAccessIssue]
                for part in (state, *state.substates.values()):
                    assert secret.encode() not in pickle.dumps(part)


async def test_headers_that_a_page_has_no_use_for_do_not_come_back(club: Club):
    async with club.tab(
        headers={"X-Internal": "from-a-proxy", "X-Forwarded-For": "6.6.6.6"}
    ) as tab:
        assert "from-a-proxy" not in tab.said()
        assert "6.6.6.6" not in tab.said()


async def test_without_the_database_the_browser_is_told_to_come_back(
    club: Club, ann: Person, monkeypatch: pytest.MonkeyPatch
):
    cookie = f"session={make.session(ann).cookie}"

    def away(*_: object, **__: object) -> None:
        raise Unavailable

    monkeypatch.setattr(sessions, "find_id_by_cookie", away)
    assert await refused(club, cookie=cookie)
    assert not await refused(club)
    monkeypatch.undo()
    assert db.current()
    assert not await refused(club, cookie=cookie)
