"""What stands before each event: who may send it, what it may carry, what is said instead."""

from datetime import timedelta
from typing import Any

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles, sessions
from fitness_app.accounts.state import SIGN_IN_FIRST, WHY_OVER, ViewerState
from fitness_app.guard.declarations import HYDRATE, LOAD
from fitness_app.kit import clock, db
from tests import make
from tests.guard.states import BoardState, DiaryState, DoorbellState, NoteState
from tests.make import Person
from tests.sockets import Club

PRIVATE = "swordfish"


def cookie_of(person: Person, **options: Any) -> str:
    return f"session={make.session(person, **options).cookie}"


# --- who may


async def test_a_guest_cannot_write_in_a_members_state(club: Club):
    async with club.tab(cookie="visitor=v") as tab:
        await tab.send(DiaryState.write, form={"text": "hello"})
        assert tab.var(DiaryState, "text") == ""
        assert tab.var(ViewerState, "session_over") == SIGN_IN_FIRST


async def test_a_member_is_known_to_the_handler(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(DiaryState.write, form={"text": "hello"})
        assert tab.var(DiaryState, "text") == "hello"
        assert tab.var(DiaryState, "writer") == "ann"


async def test_two_people_at_once_are_not_mixed_up(club: Club, ann: Person, bo: Person):
    async with club.tab(cookie=cookie_of(ann)) as anns, club.tab(cookie=cookie_of(bo)) as bos:
        await anns.send(NoteState.write, note="a")
        await bos.send(NoteState.write, note="b")
        await anns.send(DiaryState.write, form={"text": "a"})
        assert anns.var(NoteState, "writer") == anns.var(DiaryState, "writer") == "ann"
        assert bos.var(NoteState, "writer") == "bo"


async def test_a_member_cannot_do_what_trainers_do(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(BoardState.write, text="hello")
        assert tab.var(BoardState, "text") == ""
        assert "find that" in tab.toasts()
        assert tab.var(ViewerState, "session_over") == ""


async def test_the_admin_can_do_what_trainers_and_members_do(club: Club, ada: Person):
    async with club.tab(cookie=cookie_of(ada)) as tab:
        await tab.send(BoardState.write, text="hello")
        await tab.send(DiaryState.write, form={"text": "hello"})
        assert tab.var(BoardState, "text") == tab.var(DiaryState, "text") == "hello"


async def test_somebody_signed_in_has_no_use_for_what_guests_do(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(DoorbellState.ring)
        assert tab.var(DoorbellState, "rings") == 0
        assert tab.redirects() == [routes.CABINET]
    async with club.tab() as tab:
        await tab.send(DoorbellState.ring)
        assert tab.var(DoorbellState, "rings") == 1


async def test_an_event_that_a_handler_sends_on_is_guarded_too(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(DiaryState.write_by_way_of_note, note="on")
        assert tab.var(NoteState, "note") == "on"
        assert tab.var(NoteState, "writer") == "ann"
        await tab.send(DiaryState.write_by_way_of_note, note="x" * 10_001)
        assert tab.var(NoteState, "note") == "on"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (f"{NoteState.get_full_name()}.setvar", {"var_name": "note", "value": "x"}),
        (f"{ViewerState.get_full_name()}.setvar", {"var_name": "is_admin", "value": True}),
        (
            "reflex___state____state.reflex___state____update_vars_internal_state"
            ".update_vars_internal",
            {"vars": {f"{NoteState.get_full_name()}.note": "x"}},
        ),
        (HYDRATE, {"vars": {f"{NoteState.get_full_name()}.note_rx_state_": "x"}}),
        (HYDRATE, {"vars": {"nowhere.note": "x"}}),
        (f"{NoteState.get_full_name()}.reset", {}),
        (f"{NoteState.get_full_name()}._get_state_from_cache", {}),
    ],
)
async def test_reflexs_own_doors_are_closed(club: Club, name: str, payload: dict[str, Any]):
    async with club.tab() as tab:
        await tab.send(NoteState.write, note="before")
        await tab.send(name, **payload)
        assert tab.var(NoteState, "note") == "before"
        assert tab.var(ViewerState, "is_admin") is False
        await tab.send(NoteState.write, note="after")
        assert tab.var(NoteState, "note") == "after"


# --- what it carries


JUNK: list[Any] = [None, 7, True, 1.5, [], ["x"], {}, {"x": {"y": "z"}}]
UNUSABLE = ["x" * 10_001, "with a \0 inside", "half a pair \ud83d"]


@pytest.mark.parametrize("junk", [*JUNK, *UNUSABLE], ids=lambda junk: repr(junk)[:20])
async def test_a_text_must_be_a_text(club: Club, junk: object):
    async with club.tab() as tab:
        await tab.send(NoteState.write, note=junk)
        assert tab.var(NoteState, "note") == ""
        assert tab.toasts()


@pytest.mark.parametrize(
    "payload",
    [{}, {"note": "a", "extra": 1}, {"self": "a", "note": "a"}, {"extra": "a"}, {"": ""}],
    ids=repr,
)
async def test_arguments_must_be_those_of_the_handler(club: Club, payload: dict[str, Any]):
    async with club.tab() as tab:
        await tab.send(NoteState.write, **payload)
        assert tab.var(NoteState, "note") == ""
        assert "Reload the page" in tab.toasts()


async def test_an_argument_becomes_what_its_hint_says(club: Club):
    async with club.tab() as tab:
        await tab.send(NoteState.count, number="7")
        assert tab.var(NoteState, "number") == 7
        await tab.send(NoteState.count, number="seven")
        await tab.send(NoteState.count, number=8, note=[])
        for number in (2**31, "-9999999999", 1.5, float("nan"), float("inf"), "1e400", []):
            await tab.send(NoteState.count, number=number)
        assert tab.var(NoteState, "number") == 7


def as_form(*fields: tuple[str, Any]) -> dict[str, Any]:
    return {"__reflex_form_data__": [list(field) for field in fields]}


async def test_a_form_keeps_the_fields_it_declares(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        form = as_form(("text", "hello"), ("role", "admin"), ("mood", "fine"))
        await tab.send(DiaryState.write, form=form)
        assert tab.var(DiaryState, "fields") == "mood text"


@pytest.mark.parametrize(
    "form",
    [
        *(junk for junk in JUNK if junk != {}),
        {},
        as_form(),
        as_form(("mood", "fine")),
        as_form(("text", ["x"])),
        {"__reflex_form_data__": "text"},
        {"__reflex_form_data__": [["text"]]},
        {"__reflex_form_data__": [[["text"], "x"]]},
        {"__reflex_form_data__": {"text": 1}},
        {"text": None},
        {"text": {"text": "x"}},
        *({"text": text} for text in UNUSABLE),
        {"text": "x", "deep": [[[[[[[[["x"]]]]]]]]]},
        {"text": "x", **{f"field {number}": "" for number in range(1_001)}},
    ],
    ids=lambda form: repr(form)[:40],
)
async def test_a_form_must_have_its_fields(club: Club, ann: Person, form: object):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(DiaryState.write, form=form)
        assert tab.var(DiaryState, "writer") == ""
        assert tab.toasts()


# --- when a handler fails


async def test_a_refusal_is_said_as_it_is(club: Club):
    async with club.tab() as tab:
        await tab.send(NoteState.refuse, note="")
        await tab.send(NoteState.refuse_field, note="")
        assert "That is taken already." in tab.toasts()
        assert "Write something else." in tab.toasts()


async def test_a_guest_is_asked_to_sign_in_where_somebody_is_needed(club: Club):
    async with club.tab() as tab:
        await tab.send(NoteState.need_somebody)
        assert tab.var(ViewerState, "session_over") == SIGN_IN_FIRST
        await tab.send(ViewerState.stay_here)
        assert tab.var(ViewerState, "session_over") == ""


async def test_a_failure_has_a_reference_that_the_log_knows(
    club: Club, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("fitness_app.settings.Settings.is_development", False)
    async with club.tab() as tab:
        await tab.send(NoteState.fail, note=PRIVATE)
        reference = tab.toasts().partition("tell us ")[2][:8]
        assert f"Reference {reference}" in caplog.text
        assert "ValueError" in caplog.text
        assert "states.py" in caplog.text
        assert PRIVATE not in caplog.text
        assert PRIVATE not in tab.toasts()


async def test_what_a_page_reports_is_kept_in_one_line(
    club: Club, caplog: pytest.LogCaptureFixture
):
    name = (
        "reflex___state____state.reflex___state____frontend_event_exception_state"
        ".handle_frontend_exception"
    )
    async with club.tab() as tab:
        await tab.send(name, info="It broke\n2026 ERROR forged\x1b[31m", component_stack="")
    [line] = [record for record in caplog.records if "A page reports" in record.getMessage()]
    assert "\n" not in line.getMessage()
    assert "\x1b" not in line.getMessage()


# --- while time goes by


async def test_the_session_renews_itself_before_an_event(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        for minutes in (4.5, 6, 300, 700):
            clock.move(timedelta(minutes=minutes))
            await tab.send(DiaryState.write, form={"text": f"after {minutes}"})
            assert tab.var(DiaryState, "text") == f"after {minutes}"
        assert tab.var(ViewerState, "session_over") == ""


async def test_a_session_that_is_over_says_so_and_keeps_the_page(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        await tab.send(DiaryState.write, form={"text": "typed"})
        clock.move(timedelta(hours=13))
        await tab.send(DiaryState.write, form={"text": "too late"})
        assert tab.var(ViewerState, "session_over") == WHY_OVER["expired"]
        assert tab.var(DiaryState, "text") == "typed"
        assert tab.var(ViewerState, "viewer_id") == str(ann.id)
        assert tab.redirects() == []


async def test_a_remembered_session_outlives_a_day_but_not_a_month(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann, remembered=True)) as tab:
        clock.move(timedelta(days=29))
        await tab.send(DiaryState.write, form={"text": "still"})
        assert tab.var(DiaryState, "text") == "still"
        clock.move(timedelta(days=31))
        await tab.send(DiaryState.write, form={"text": "no more"})
        assert tab.var(DiaryState, "text") == "still"
        assert tab.var(ViewerState, "session_over") == WHY_OVER["expired"]


@pytest.mark.parametrize("why", list(WHY_OVER))
async def test_an_ended_session_is_over_at_once_and_says_why(club: Club, ann: Person, why: str):
    session = make.session(ann)
    async with club.tab(cookie=f"session={session.cookie}") as tab:
        await tab.send(DiaryState.write, form={"text": "typed"})
        db.run_sync(sessions.end, user_id=ann.id, session_id=session.session_id, why=why)
        await tab.send(DiaryState.write, form={"text": "too late"})
        assert tab.var(DiaryState, "text") == "typed"
        assert tab.var(ViewerState, "session_over") == WHY_OVER[why]


async def test_the_page_shows_who_one_is_now(club: Club, ann: Person):
    async with club.tab(cookie=cookie_of(ann)) as tab:
        db.run_sync(profiles.change_username, user_id=ann.id, username="anna")
        await tab.send(ViewerState.arrive)
        assert tab.var(ViewerState, "username") == "anna"


# --- pages


async def test_a_guest_who_opens_a_members_page_is_led_to_sign_in_and_back(club: Club):
    async with club.tab(path="/cabinet/security?from=mail") as tab:
        assert tab.redirects() == ["/login?next=/cabinet/security%3Ffrom%3Dmail"]


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("", "/cabinet"),
        ("?next=/cabinet/profile", "/cabinet/profile"),
        ("?next=//evil.example", "/cabinet"),
        ("?next=https://evil.example", "/cabinet"),
    ],
)
async def test_somebody_signed_in_is_led_on_from_the_sign_in_page(
    club: Club, ann: Person, query: str, leads_to: str
):
    async with club.tab(cookie=cookie_of(ann), path=f"/login{query}") as tab:
        assert tab.redirects() == [leads_to]


async def test_a_member_finds_no_trainers_page(club: Club, ann: Person, tess: Person):
    async with club.tab(cookie=cookie_of(ann), path="/trainer", token="tab") as tab:
        assert tab.var(ViewerState, "page_is_found") is False
        assert tab.vars["reflex___state____state"]["is_hydrated_rx_state_"] is True
        tab.path = "/privacy"
        await tab.send(LOAD)
        assert tab.var(ViewerState, "page_is_found") is True
    async with club.tab(cookie=cookie_of(tess), path="/trainer") as tab:
        assert tab.var(ViewerState, "page_is_found") is True


async def test_a_page_that_was_open_when_the_session_ended_stays(club: Club, ann: Person):
    session = make.session(ann)
    handshake = {"cookie": f"session={session.cookie}", "path": "/cabinet/security"}
    db.run_sync(sessions.end, user_id=ann.id, session_id=session.session_id, why="signed_out")
    async with club.tab(**handshake, is_reconnect=True) as tab:
        assert tab.var(ViewerState, "session_over") == WHY_OVER["signed_out"]
        assert tab.redirects() == []
    async with club.tab(**handshake) as tab:
        assert tab.var(ViewerState, "session_over") == ""
        assert tab.redirects() == ["/login?next=/cabinet/security"]
