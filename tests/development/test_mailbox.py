"""The mailbox: who may open it, and what it shows."""

import pytest
import reflex as rx
from reflex.istate.data import RouterData

from fitness_app import settings
from fitness_app.development.pages.mailbox import NO_MAIL, MailboxState, mailbox
from fitness_app.kit import db, mail
from fitness_app.kit.errors import Forbidden, NotFound

pytestmark = pytest.mark.usefixtures("database")

LINK = "http://localhost:3000/activate?uid=a&token=b"


def send(subject: str = "Confirm your e-mail", to: str = "ann@marlowe.example") -> None:
    letter = mail.Letter(subject, ("Press it.",), button=("Confirm", LINK))
    db.run_sync(mail.send, to=to, kind="email_change", letter=letter)


def at(ip: str) -> MailboxState:
    root = rx.State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    root.router = RouterData.from_router_data({"ip": ip})
    state = root.get_substate(MailboxState.get_full_name().split("."))
    assert isinstance(state, MailboxState)
    return state


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
async def test_somebody_at_this_computer_reads_the_newest_mail(ip: str):
    send("An old one")
    send()
    state = at(ip)
    await MailboxState.load.fn(state)
    assert [line.subject for line in state.lines] == ["Confirm your e-mail", "An old one"]
    assert state.lines[0].recipient == "ann@marlowe.example"
    assert state.lines[0].kind == "email change"
    assert state.lines[0].ago == "1 second ago"
    assert state.opened.line.subject == "Confirm your e-mail"
    assert LINK in state.opened.text
    assert state.refusal == ""


@pytest.mark.parametrize(
    "ip", ["10.0.0.7", "203.0.113.9", "::ffff:10.0.0.7", "2001:db8::1", "", "x"]
)
async def test_nobody_elsewhere_reads_mail(ip: str):
    send()
    state = at(ip)
    await MailboxState.load.fn(state)
    assert "on the computer that runs the club" in state.refusal
    assert (state.lines, state.opened) == ([], NO_MAIL)
    with pytest.raises(Forbidden):
        await MailboxState.open_mail.fn(state, 1)
    assert state.opened == NO_MAIL


@pytest.mark.parametrize("change", [{"env": "production"}, {"smtp_url": "smtp://mail.example"}])
async def test_there_is_no_mailbox_in_production_or_beside_a_mail_server(
    change: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    send()
    club = settings.get().model_copy(update=change)
    monkeypatch.setattr(settings, "get", lambda: club)
    state = at("127.0.0.1")
    await MailboxState.load.fn(state)
    assert state.lines == []
    with pytest.raises(Forbidden):
        await MailboxState.open_mail.fn(state, 1)


async def test_whoever_moves_away_loses_what_was_shown():
    send()
    state = at("127.0.0.1")
    await MailboxState.load.fn(state)
    state.router = RouterData.from_router_data({"ip": "203.0.113.9"})
    await MailboxState.load.fn(state)
    assert (state.lines, state.opened) == ([], NO_MAIL)


async def test_an_older_mail_can_be_opened_and_a_missing_one_can_not():
    send("First")
    send("Second")
    state = at("::1")
    await MailboxState.load.fn(state)
    await MailboxState.open_mail.fn(state, state.lines[1].id)
    assert state.opened.line.subject == "First"
    with pytest.raises(NotFound):
        await MailboxState.open_mail.fn(state, 999)


async def test_links_of_a_mail_open_in_the_whole_window():
    send()
    state = at("127.0.0.1")
    await MailboxState.load.fn(state)
    assert state.opened.html.count('<base target="_top">') == 1


async def test_an_empty_mailbox_is_empty():
    state = at("127.0.0.1")
    await MailboxState.load.fn(state)
    assert (state.lines, state.opened, state.refusal) == ([], NO_MAIL, "")


def test_a_mail_is_shown_without_scripts_and_without_an_origin():
    assert 'sandbox:"allow-top-navigation-by-user-activation"' in str(mailbox())
