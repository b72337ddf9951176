"""The outbox: what is promised, who takes it, and how long it is kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from fitness_app.kit import clock, crypto, db, mail
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.kit.models import OutboxMail

pytestmark = pytest.mark.usefixtures("database")

LETTER = mail.Letter("Your code", ("Type it.",), code="BCDFGHJK")


def send(to: str = "ann@marlowe.example", letter: mail.Letter = LETTER) -> int:
    db.run_sync(mail.send, to=to, kind="recovery", letter=letter)
    newest = select(OutboxMail.id).order_by(col(OutboxMail.id).desc())
    return db.read_sync(lambda session: session.exec(newest).first()) or 0


def claim() -> mail.MailView | None:
    return db.run_sync(mail.claim_next)


def test_no_secret_lies_readable_in_the_database():
    send()
    everything = db.read_sync(
        lambda session: str(session.connection().execute(text("SELECT * FROM outbox")).all())
    )
    assert "ann@marlowe.example" in everything
    assert "BCDFGHJK" not in everything
    assert "Your code" not in everything


def test_what_is_claimed_says_what_was_promised():
    send()
    item = claim()
    assert item is not None
    assert (item.recipient, item.kind, item.tries) == ("ann@marlowe.example", "recovery", 1)
    assert item.content is not None
    assert item.content.subject == "Your code"
    assert "BCDFGHJK" in item.content.text
    assert "BCDFGHJK" in item.content.html


def test_a_transaction_that_fails_sends_nothing_and_wakes_nobody():
    rings: list[int] = []

    def promise_and_fail(session: Session) -> None:
        mail.send(session, to="ann@marlowe.example", kind="recovery", letter=LETTER)
        raise Conflict("No.")

    with mail.rung_by_new_mail(lambda: rings.append(1)), pytest.raises(Conflict):
        db.run_sync(promise_and_fail)
    assert claim() is None
    assert rings == []


def test_the_postman_is_rung_once_the_promise_is_kept():
    found: list[bool] = []
    with mail.rung_by_new_mail(lambda: found.append(claim() is not None)):
        send()
    assert found == [True]


@pytest.mark.parametrize(
    "address",
    ["a@b.example\r\nBcc: evil@b.example", "a@b.example, c@d.example", "ann", "a@b@c", ""],
)
def test_mail_goes_to_one_address(address: str):
    with pytest.raises(ValueError, match="not one e-mail address"):
        send(address)


def test_a_mail_belongs_to_one_postman_until_the_lease_ends():
    send()
    assert claim() is not None
    assert claim() is None
    clock.move(mail.LEASE)
    again = claim()
    assert again is not None
    assert again.tries == 2


def test_the_mail_that_is_due_longest_comes_first():
    first, second = send(), send("bo@berg.example")
    assert [item.id for item in (claim(), claim()) if item] == [first, second]


def test_a_delivered_mail_is_wiped_and_never_claimed_again():
    mail_id = send()
    claim()
    db.run_sync(mail.mark_delivered, mail_id=mail_id)
    clock.move(timedelta(days=1))
    assert claim() is None
    assert db.read_sync(mail.get_mail, mail_id=mail_id).content is None
    assert db.read_sync(lambda session: session.get_one(OutboxMail, mail_id).sealed) == ""


def test_a_mail_kept_for_the_mailbox_can_still_be_read():
    mail_id = send()
    db.run_sync(mail.mark_delivered, mail_id=mail_id, is_kept=True)
    assert claim() is None
    assert [item.id for item in db.read_sync(mail.list_mail, limit=9)] == [mail_id]


def test_pauses_double_from_half_a_minute_to_six_hours():
    mail_id = send()
    pauses = []
    for tries in range(1, 15):
        before = clock.now()
        db.run_sync(mail.postpone, mail_id=mail_id, tries=tries, error="away")
        due_at = db.read_sync(lambda session: session.get_one(OutboxMail, mail_id).due_at)
        pauses.append(round((due_at - before).total_seconds()))
    assert pauses[:4] == [30, 60, 120, 240]
    assert pauses[-1] == 6 * 3600
    assert pauses == sorted(pauses)


def test_a_postponed_mail_waits_for_its_turn():
    mail_id = send()
    claim()
    db.run_sync(mail.postpone, mail_id=mail_id, tries=1, error="away " * 100)
    assert claim() is None
    clock.move(mail.FIRST_PAUSE)
    assert claim() is not None


def test_a_mail_that_was_given_up_stays_and_says_why():
    mail_id = send()
    db.run_sync(mail.give_up, mail_id=mail_id, error="550 no such user")
    clock.move(timedelta(days=1))
    assert claim() is None
    row = db.read_sync(lambda session: session.get_one(OutboxMail, mail_id))
    assert row.last_error == "550 no such user"
    assert row.sealed


def test_a_slow_postman_does_not_undo_a_delivery():
    mail_id = send()
    db.run_sync(mail.mark_delivered, mail_id=mail_id)
    db.run_sync(mail.give_up, mail_id=mail_id, error="too slow")
    db.run_sync(mail.postpone, mail_id=mail_id, tries=1, error="too slow")
    row = db.read_sync(lambda session: session.get_one(OutboxMail, mail_id))
    assert row.sent_at is not None
    assert row.given_up_at is None
    assert row.last_error == ""


def test_a_line_break_in_a_subject_is_a_space():
    send(letter=mail.Letter("Hello Ann\r\nBcc: evil@b.example", ()))
    item = claim()
    assert item is not None
    assert item.content is not None
    assert item.content.subject == "Hello Ann Bcc: evil@b.example"


def test_a_mail_sealed_with_a_lost_key_can_be_claimed_but_not_read(monkeypatch: Any):
    send()
    monkeypatch.setattr(crypto, "unseal", lambda _: None)
    item = claim()
    assert item is not None
    assert item.content is None


def test_a_mail_nobody_sent_is_not_found():
    with pytest.raises(NotFound):
        db.read_sync(mail.get_mail, mail_id=7)


def test_sent_mail_goes_after_thirty_days_and_waiting_mail_stays():
    sent, given_up, waiting = send(), send(), send()
    db.run_sync(mail.mark_delivered, mail_id=sent)
    db.run_sync(mail.give_up, mail_id=given_up, error="550")
    clock.move(timedelta(days=29))
    assert db.run_sync(mail.sweep, limit=9) == 0
    clock.move(timedelta(days=1))
    assert db.run_sync(mail.sweep, limit=1) == 1
    assert db.run_sync(mail.sweep, limit=9) == 1
    assert db.run_sync(mail.sweep, limit=9) == 0
    assert db.read_sync(mail.get_mail, mail_id=waiting)
