"""Every registered handler, called as every role, with what it takes and with what it doesn't."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError
from reflex_base.event.processor import base_state_processor
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from sqlalchemy import select
from typing_extensions import is_typeddict

from fitness_app.accounts.access import Access, Role, declared
from fitness_app.connections import MOST_GUEST_MESSAGE_BYTES
from fitness_app.guard.declarations import event_name
from fitness_app.kit import db
from fitness_app.kit.buckets import Buckets
from fitness_app.tables import metadata
from tests import make
from tests.guard import states as _states  # noqa: F401  # walked as well
from tests.make import Person
from tests.sockets import Club, Tab, running

GUEST = "guest"
ROLES = (GUEST, *Role)
OPEN_TO = {
    Access.ANYONE: set(ROLES),
    Access.GUEST: {GUEST},
    Access.MEMBER: {Role.MEMBER, Role.TRAINER, Role.ADMIN},
    Access.TRAINER: {Role.TRAINER, Role.ADMIN},
    Access.ADMIN: {Role.ADMIN},
}
LESSER = {GUEST: "", Role.MEMBER: GUEST, Role.TRAINER: Role.MEMBER}
JUNK: list[Any] = [None, -1.5, "junk", [], ["junk", []], {}, {"junk": {"junk": []}}]
NONSENSE = [
    "",
    "nonsense",
    "-1",
    "9" * 30,
    "💥" * 60,
    "' OR 1=1 --",
    "2026-99-99",
    "../../etc/passwd",
    "<script>",
    "x" * 10_000,
]


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database; who may do what doesn't depend on the engine."""
    yield db.connect(sqlite_url)
    db.disconnect()


@pytest.fixture
async def club(database: db.Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Club]:
    """The app, listening, for people who are never too fast."""
    monkeypatch.setattr(Buckets, "take", lambda *_, **__: 0)
    async with running() as club:
        yield club


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the handlers that were run."""
    names: list[str] = []
    run = base_state_processor.process_event

    async def noting(handler: Any, **rest: Any) -> None:
        names.append(event_name(handler))
        await run(handler, **rest)

    monkeypatch.setattr(base_state_processor, "process_event", noting)
    return names


@pytest.fixture
def people(database: db.Database) -> dict[str, Person]:
    """One person of each role."""
    return {role: make.user(role, role=role) for role in Role}


@asynccontextmanager
async def tab_of(club: Club, people: dict[str, Person], role: str) -> AsyncIterator[Tab]:
    cookie = "visitor=guest"
    if role in people:
        cookie = f"session={make.session(people[role]).cookie}"
    async with club.tab(cookie=cookie, path="/privacy") as tab:
        yield tab


def handlers() -> dict[str, RegisteredEventHandler]:
    """Every handler there is, Reflex's own too."""
    return dict(RegistrationContext.get().event_handlers)


def ours(role: str, *, is_open: bool) -> list[str]:
    """The handlers of our own States that are open to a role, or closed to it."""
    return [
        name
        for name, registered in handlers().items()
        if (open_to := declared(registered.states[0]))
        and not name.endswith(".setvar")
        and (role in OPEN_TO[open_to]) is is_open
    ]


def hints_of(name: str) -> dict[str, Any]:
    hints = get_type_hints(handlers()[name].handler.fn, include_extras=True)
    return {key: hint for key, hint in hints.items() if key != "return"}


def filled(name: str, text: str = "x") -> dict[str, Any]:
    """What a handler takes, with the same text wherever one can stand."""
    return {key: _fitting(hint, text) for key, hint in hints_of(name).items()}


def _fitting(hint: Any, text: str) -> Any:
    if is_typeddict(hint):
        return {key: _fitting(part, text) for key, part in get_type_hints(hint).items()}
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, UnionType):
        return _fitting(parts[0], text)
    if kind is list:
        return [_fitting(parts[0], text)]
    if kind is dict:
        return {text[:20]: _fitting(parts[1], text)}
    if hint in (int, float, bool):
        return {int: -1, float: -1.5, bool: True}[hint]
    return parts[0] if parts and kind is not str else text


def hostile(name: str) -> Iterator[dict[str, Any]]:
    """Payloads that lack an argument, bring one too many, or hold something of another type."""
    fitting = filled(name)
    yield {**fitting, "stranger": "x"}
    for key, hint in hints_of(name).items():
        yield {**{other: fitting[other] for other in fitting if other != key}, "stranger": "x"}
        for junk in JUNK:
            if not _fits(hint, junk):
                yield {**fitting, key: junk}


def _fits(hint: Any, value: Any) -> bool:
    try:
        TypeAdapter(hint).validate_python(value)
    except ValidationError:
        return False
    return True


def everything_kept() -> list[Any]:
    """Every row of every table."""
    return db.read_sync(
        lambda session: [
            sorted(map(repr, session.execute(select(table)).all()))
            for table in metadata.sorted_tables
        ]
    )


def broken(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says of handlers that failed."""
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    return [text for text in said if "Reference" in text or 'File "' in text]


def test_there_is_something_to_walk():
    for role in ROLES:
        assert len(ours(role, is_open=True)) >= 5
        assert len(ours(role, is_open=False)) >= 1


@pytest.mark.parametrize("role", ROLES)
async def test_a_handler_is_closed_to_those_it_is_not_open_to(
    club: Club, people: dict[str, Person], ran: list[str], role: str
):
    async with tab_of(club, people, role) as tab:
        before = everything_kept()
        for name in ours(role, is_open=False):
            ran.clear()
            await tab.send(name, **filled(name))
            assert name not in ran
        assert everything_kept() == before


@pytest.mark.parametrize("role", ROLES)
async def test_no_handler_runs_with_what_it_does_not_take(
    club: Club,
    people: dict[str, Person],
    ran: list[str],
    role: str,
    caplog: pytest.LogCaptureFixture,
):
    async with tab_of(club, people, role) as tab:
        before = everything_kept()
        ran.clear()
        for name in handlers():
            for payload in hostile(name):
                await tab.send_text(tab.message(name, **payload))
        await tab.settle()
        assert ran == []
        assert everything_kept() == before
    assert broken(caplog) == []


@pytest.mark.parametrize("role", LESSER)
async def test_no_handler_breaks_on_nonsense(
    club: Club,
    people: dict[str, Person],
    ran: list[str],
    role: str,
    caplog: pytest.LogCaptureFixture,
):
    tried = ours(LESSER[role], is_open=True) if role != GUEST else []
    for name in set(ours(role, is_open=True)).difference(tried):
        async with tab_of(club, people, role) as tab:
            for text in NONSENSE if hints_of(name) else [""]:
                message = tab.message(name, **filled(name, text))
                if role != GUEST or len(message.encode()) <= MOST_GUEST_MESSAGE_BYTES:
                    await tab.send_text(message)
            await tab.settle()
        assert name in ran
        assert [text for text in broken(caplog) if "tests/guard/states" not in text] == []


@pytest.mark.parametrize("role", ROLES)
async def test_reflexs_setters_are_closed_to_everybody(
    club: Club, people: dict[str, Person], ran: list[str], role: str
):
    async with tab_of(club, people, role) as tab:
        ran.clear()
        for name in handlers():
            if name.endswith((".setvar", ".update_vars_internal")):
                await tab.send_text(tab.message(name, var_name="session_over", value="x"))
                await tab.send_text(tab.message(name, vars={"x.y": "z"}))
        await tab.settle()
        assert ran == []
