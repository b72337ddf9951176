"""Deliveries, over a real SMTP connection to a server of our own."""

import asyncio
import logging
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from sqlmodel import col, select

from fitness_app import settings
from fitness_app.kit import clock, crypto, db, mail, postman, smtp
from fitness_app.kit.errors import Unavailable
from fitness_app.kit.models import OutboxMail
from tests.eventually import eventually
from tests.kit.stand_in import MailServerStandIn

pytestmark = pytest.mark.usefixtures("database")

LETTER = mail.Letter("Your code — für Änne", ("Type it.",), code="BCDFGHJK")


def send(to: str = "ann@marlowe.example", letter: mail.Letter = LETTER) -> None:
    db.run_sync(mail.send, to=to, kind="recovery", letter=letter)


def rows() -> list[OutboxMail]:
    return db.read_sync(
        lambda session: list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))))
    )


async def test_a_mail_arrives_once_in_both_shapes_and_is_wiped(mail_server: MailServerStandIn):
    send()
    assert await postman.deliver_due() == 1
    assert await postman.deliver_due() == 0
    (message,) = mail_server.received
    assert message["To"] == "ann@marlowe.example"
    assert message["From"] == "Northgate <club@localhost>"
    assert message["Subject"] == "Your code — für Änne"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert "BCDFGHJK" in plain.get_content()
    assert "<h1" in html.get_content()
    assert rows()[0].sealed == ""


async def test_the_date_is_our_clocks(mail_server: MailServerStandIn):
    clock.move(timedelta(days=400))
    send()
    await postman.deliver_due()
    age = clock.now() - parsedate_to_datetime(mail_server.received[0]["Date"])
    assert abs(age) < timedelta(minutes=1)


async def test_a_subject_can_not_smuggle_a_header(mail_server: MailServerStandIn):
    send(letter=mail.Letter("Hi\r\nBcc: evil@b.example\r\n\r\nBody", ()))
    await postman.deliver_due()
    (message,) = mail_server.received
    assert message["Bcc"] is None
    assert message["Subject"] == "Hi Bcc: evil@b.example Body"


async def test_an_international_domain_is_written_in_ascii(mail_server: MailServerStandIn):
    send("ann@straße.example")
    await postman.deliver_due()
    assert mail_server.received[0]["To"] == "ann@xn--strae-oqa.example"


@pytest.mark.parametrize(
    ("change", "sender"),
    [
        ({}, "Northgate <club@localhost>"),
        ({"club_name": "Iron, Steel & Co"}, '"Iron, Steel & Co" <club@localhost>'),
        ({"mail_from": "hello@b.example"}, "Northgate <hello@b.example>"),
        (
            {"mail_from": "Us, at Northgate <hello@b.example>"},
            '"Us, at Northgate" <hello@b.example>',
        ),
        ({"site_url": "https://straße.example"}, "Northgate <club@xn--strae-oqa.example>"),
    ],
)
async def test_every_mail_has_one_sender(
    change: dict[str, str],
    sender: str,
    mail_server: MailServerStandIn,
    monkeypatch: pytest.MonkeyPatch,
):
    club = settings.get().model_copy(update=change)
    monkeypatch.setattr(settings, "get", lambda: club)
    send()
    await postman.deliver_due()
    assert mail_server.received[0]["From"] == sender


async def test_a_server_that_is_away_loses_nothing_and_gets_each_mail_once(
    mail_server: MailServerStandIn,
):
    mail_server.close()
    for name in ("ann", "bo", "tess"):
        send(f"{name}@marlowe.example")
    assert await postman.deliver_due() == 0
    assert [row.tries for row in rows()] == [1, 0, 0]  # one asks for all of them
    assert rows()[0].last_error.startswith("ServerAway")

    mail_server.open()
    clock.move(mail.FIRST_PAUSE)
    assert await postman.deliver_due() == 3
    assert await postman.deliver_due() == 0
    assert len({message["To"] for message in mail_server.received}) == 3


async def test_two_postmen_at_once_deliver_each_mail_once(mail_server: MailServerStandIn):
    for number in range(12):
        send(f"member{number}@marlowe.example")
    counts = await asyncio.gather(*(postman.deliver_due() for _ in range(4)))
    assert sum(counts) == 12
    assert len({message["To"] for message in mail_server.received}) == 12
    assert len(mail_server.received) == 12


async def test_who_dies_before_the_mark_makes_the_same_mail_come_again(
    mail_server: MailServerStandIn, monkeypatch: pytest.MonkeyPatch
):
    def die(*_: object, **__: object) -> None:
        raise Unavailable

    send()
    with monkeypatch.context() as patch:
        patch.setattr(mail, "mark_delivered", die)
        with pytest.raises(Unavailable):
            await postman.deliver_due()
    assert await postman.deliver_due() == 0  # it still belongs to the dead one
    clock.move(mail.LEASE)
    assert await postman.deliver_due() == 1
    first, second = mail_server.raw
    assert first == second


async def test_two_mails_have_two_names(mail_server: MailServerStandIn):
    send()
    send()
    await postman.deliver_due()
    assert len({message["Message-ID"] for message in mail_server.received}) == 2


async def test_an_address_that_is_refused_for_good_is_given_up_and_kept(
    mail_server: MailServerStandIn,
):
    mail_server.refusals["ann@marlowe.example"] = "550 5.1.1 No such user"
    send()
    for _ in range(postman.PATIENCE + 2):
        await postman.deliver_due()
        clock.move(mail.LONGEST_PAUSE)
    (row,) = rows()
    assert row.given_up_at is not None
    assert row.tries == postman.PATIENCE
    assert "550" in row.last_error
    assert row.sealed


async def test_an_address_that_is_refused_for_now_is_tried_for_ever(
    mail_server: MailServerStandIn,
):
    mail_server.refusals["ann@marlowe.example"] = "451 4.7.1 Greylisted"
    send()
    for _ in range(postman.PATIENCE + 2):
        await postman.deliver_due()
        clock.move(mail.LONGEST_PAUSE)
    mail_server.refusals.clear()
    assert await postman.deliver_due() == 1


async def test_a_refused_mail_does_not_hold_up_the_next(mail_server: MailServerStandIn):
    mail_server.refusals["ann@marlowe.example"] = "550 5.1.1 No such user"
    send()
    send("bo@berg.example")
    assert await postman.deliver_due() == 1
    assert mail_server.received[0]["To"] == "bo@berg.example"


async def test_a_mail_nobody_can_unseal_does_not_hold_up_the_next(
    mail_server: MailServerStandIn, monkeypatch: pytest.MonkeyPatch
):
    send()
    lost, unseal = rows()[0].sealed, crypto.unseal
    monkeypatch.setattr(crypto, "unseal", lambda text: None if text == lost else unseal(text))
    send("bo@berg.example")
    assert await postman.deliver_due() == 1
    assert "key that is gone" in rows()[0].last_error


async def test_logs_tell_neither_the_code_nor_the_subject(
    mail_server: MailServerStandIn, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    mail_server.refusals["ann@marlowe.example"] = "550 5.1.1 No such user"
    send()
    await postman.deliver_due()
    assert "stays here" in caplog.text
    assert "BCDFGHJK" not in caplog.text
    assert "Your code" not in caplog.text


async def test_without_a_server_mail_is_kept_for_the_mailbox():
    send()
    assert await postman.deliver_due() == 1
    assert rows()[0].sent_at is not None
    (item,) = db.read_sync(mail.list_mail, limit=9)
    assert item.content is not None


async def test_on_duty_a_mail_leaves_without_being_asked_for(mail_server: MailServerStandIn):
    async with postman.on_duty():
        await db.run(mail.send, to="ann@marlowe.example", kind="recovery", letter=LETTER)
        await eventually(lambda: mail_server.received)


async def test_off_duty_a_new_mail_troubles_nobody():
    async with postman.on_duty():
        pass
    send()
    assert rows()[0].sent_at is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://u:p@mail.example", {"use_tls": True, "start_tls": False}),
        ("smtp://u:p@mail.example:587", {"use_tls": False, "start_tls": True, "port": 587}),
        ("smtp://mail.example", {"use_tls": False, "start_tls": None, "username": None}),
        ("smtp://localhost:25", {"use_tls": False, "start_tls": False}),
        ("smtp://a%40b:p%3Aw@mail.example", {"username": "a@b", "password": "p:w"}),
    ],
)
def test_a_password_leaves_this_machine_encrypted_only(url: str, expected: dict[str, object]):
    options = smtp.options(url)
    assert {name: options[name] for name in expected} == expected
