"""A forgotten password: three steps, five tries, and no word to strangers."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from fitness_app.accounts import (
    challenges,
    credentials,
    passwords,
    people,
    presence,
    recovery,
    sessions,
    signing_in,
    tokens,
)
from fitness_app.accounts.access import Client
from fitness_app.accounts.desk import Ended
from fitness_app.accounts.hash_queue import MOST_OF_ONE
from fitness_app.accounts.models import Challenge
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, Throttled, Unauthenticated
from tests import make
from tests.accounts.conftest import HERE, Post, join, profile, viewer
from tests.make import PASSWORD, Person

Mailbox = Callable[..., list[Post]]
NEW = "three grey herons waiting"
WRONG = {"code": "Invalid or expired code."}

pytestmark = pytest.mark.usefixtures("database")


async def start(email: str = "ann@club.example", ip: str = "203.0.113.7") -> str:
    return (await recovery.start(email, client=Client(ip, ""))).challenge_id


async def refused(step: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        await step
    return refusal.value.fields


async def grant(mailbox: Mailbox) -> str:
    challenge_id = await start()
    return await recovery.verify(challenge_id, mailbox("recovery_code")[-1].code)


def switch_off(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).is_active = False


def rows(session: Session) -> list[Challenge]:
    return list(session.exec(select(Challenge)))


async def test_three_steps_lead_to_a_new_password(ann: Person, mailbox: Mailbox):
    challenge_id = await start()
    (post,) = mailbox()
    assert (post.to, post.kind) == (ann.email, "recovery_code")
    key = await recovery.verify(challenge_id, post.code)
    assert await recovery.finish(key, NEW, NEW, client=HERE) == ann.id
    assert await signing_in.check_credentials("ann", NEW, client=HERE) == ann.id
    with pytest.raises(Unauthenticated):
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)


async def test_the_code_may_be_typed_as_people_type(ann: Person, mailbox: Mailbox):
    challenge_id = await start("ANN@Club.Example")
    code = mailbox()[0].code.lower()
    assert await recovery.verify(challenge_id, f" {code[:4]}-{code[4:]} ")


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(ann: Person, mailbox: Mailbox):
    known, unknown = await start(), await start("nobody@club.example")
    assert len(known) == len(unknown)
    assert [post.to for post in mailbox()] == [ann.email]
    assert await refused(recovery.verify(unknown, mailbox()[0].code)) == WRONG


async def test_somebody_switched_off_gets_no_mail(ann: Person, mailbox: Mailbox):
    await db.run(switch_off, user_id=ann.id)
    assert await start()
    assert mailbox() == []


async def test_starting_changes_and_locks_nothing(ann: Person):
    new = make.session(ann)
    await start()
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id
    assert await viewer(new.session_id)


async def test_what_is_no_address_is_said_so():
    assert await refused(start("nobody")) == {"email": "Enter a valid email address."}
    assert await refused(start("")) == {"email": "This field may not be blank."}


# Codes


@pytest.mark.parametrize("code", ["", "BCDFGHJK", "a\0b", "\ud800", "x" * 5000, "12345678"])
async def test_a_wrong_code_gets_one_text(ann: Person, code: str):
    assert await refused(recovery.verify(await start(), code)) == WRONG


@pytest.mark.parametrize("challenge_id", ["", "invented", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_challenge_gets_the_same_text(database: db.Database, challenge_id: str):
    assert await refused(recovery.verify(challenge_id, "BCDFGHJK")) == WRONG


async def test_a_code_works_once(ann: Person, mailbox: Mailbox):
    challenge_id, code = await start(), mailbox()[0].code
    await recovery.verify(challenge_id, code)
    assert await refused(recovery.verify(challenge_id, code)) == WRONG


async def test_a_code_works_for_ten_minutes(ann: Person, mailbox: Mailbox):
    challenge_id, code = await start(), mailbox()[0].code
    clock.move(timedelta(minutes=10, seconds=1))
    assert await refused(recovery.verify(challenge_id, code)) == WRONG


async def test_each_code_is_good_for_its_own_start_until_the_password_is_new(
    ann: Person, mailbox: Mailbox
):
    old, new = await start(), await start()
    first, second = (post.code for post in mailbox())
    assert await refused(recovery.verify(new, first)) == WRONG
    grant = await recovery.verify(new, second)
    await recovery.finish(grant, NEW, NEW, client=HERE)
    assert await refused(recovery.verify(old, first)) == WRONG


async def test_the_sixth_try_is_refused_even_with_the_right_code(ann: Person, mailbox: Mailbox):
    challenge_id, code = await start(), mailbox()[0].code
    for _ in range(5):
        await refused(recovery.verify(challenge_id, "BCDFGHJK"))
    assert await refused(recovery.verify(challenge_id, code)) == WRONG


async def test_no_number_of_tries_at_once_gets_more_than_five_comparisons(
    ann: Person, monkeypatch: pytest.MonkeyPatch
):
    challenge_id = await start()
    compared: list[str] = []
    redeem = challenges.redeem

    def listen(session: Session, **answer: Any) -> Any:
        compared.append(answer["code"])
        return redeem(session, **answer)

    monkeypatch.setattr(challenges, "redeem", listen)
    tries = (recovery.verify(challenge_id, "BCDFGHJK") for _ in range(40))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert all(isinstance(outcome, Invalid) for outcome in outcomes)
    assert len(compared) == 5


async def test_a_code_of_another_purpose_opens_nothing(ann: Person, mailbox: Mailbox):
    key = await grant(mailbox)
    grant_id, _, token = key.partition(".")
    assert await refused(recovery.verify(grant_id, token)) == WRONG


async def test_the_database_holds_no_code(ann: Person, mailbox: Mailbox):
    key = await grant(mailbox)
    kept = str([row.model_dump() for row in await db.read(rows)])
    assert mailbox()[0].code not in kept
    assert key.partition(".")[2] not in kept


# The new password


async def test_a_weak_password_does_not_use_the_grant_up(ann: Person, mailbox: Mailbox):
    key = await grant(mailbox)
    assert await refused(recovery.finish(key, "short", "other", client=HERE)) == {
        "password": "This password is too short. It must contain at least 10 characters.",
        "password2": "The two password fields didn't match.",
    }
    assert "password" in await refused(
        recovery.finish(key, "ann@club.example", "ann@club.example", client=HERE)
    )
    await recovery.finish(key, NEW, NEW, client=HERE)


async def test_a_grant_works_once_even_at_once(ann: Person, mailbox: Mailbox):
    key = await grant(mailbox)
    tries = (
        recovery.finish(key, f"{NEW} {n}", f"{NEW} {n}", client=HERE) for n in range(MOST_OF_ONE)
    )
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert outcomes.count(ann.id) == 1
    assert sum(isinstance(outcome, Invalid) for outcome in outcomes) == MOST_OF_ONE - 1


@pytest.mark.parametrize("key", ["", ".", "invented", "a.b", "a\0.b", "\ud800.\ud800", "." * 5000])
async def test_an_invented_grant_changes_nothing(database: db.Database, key: str):
    assert list(await refused(recovery.finish(key, NEW, NEW, client=HERE))) == ["grant"]


async def test_a_grant_ends_after_ten_minutes(ann: Person, mailbox: Mailbox):
    key = await grant(mailbox)
    clock.move(timedelta(minutes=10, seconds=1))
    assert list(await refused(recovery.finish(key, NEW, NEW, client=HERE))) == ["grant"]


async def test_a_new_password_ends_sessions_tokens_tickets_and_codes(
    ann: Person, bo: Person, mailbox: Mailbox
):
    browser, bos = make.session(ann), make.session(bo)
    client = await db.run(tokens.open_client_session, user_id=ann.id, client=HERE)
    ticket = await db.run(sessions.issue_ticket, user_id=ann.id)
    key = await grant(mailbox)
    other = await start()
    await recovery.finish(key, NEW, NEW, client=HERE)
    assert await presence.desk.viewer_of(browser.session_id) == Ended("password_changed")
    with pytest.raises(tokens.TokenProblem):
        await tokens.authenticate(client.access)
    with pytest.raises(tokens.TokenProblem):
        await tokens.refresh(client.refresh)
    with pytest.raises(Unauthenticated):
        await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)
    assert await refused(recovery.verify(other, mailbox("recovery_code")[-1].code)) == WRONG
    assert await viewer(bos.session_id)


async def test_the_owner_is_told(ann: Person, mailbox: Mailbox):
    await recovery.finish(await grant(mailbox), NEW, NEW, client=HERE)
    (post,) = mailbox("password_changed")
    assert post.to == ann.email


async def test_the_code_proves_the_address_too(mailbox: Mailbox):
    user_id = await join("ann")
    assert not (await profile(user_id)).email_verified
    await recovery.finish(await grant(mailbox), NEW, NEW, client=HERE)
    assert (await profile(user_id)).email_verified


# Throttling


async def test_three_mails_an_hour_to_an_address_known_or_not(ann: Person, mailbox: Mailbox):
    for email in ("ann@club.example", "nobody@club.example"):
        for _ in range(3):
            await start(email)
        with pytest.raises(Throttled) as refusal:
            await start(email.upper())
        assert 3500 < refusal.value.retry_after <= 3600
    assert len(mailbox()) == 3


async def test_ten_an_hour_from_one_network():
    for number in range(10):
        await start(f"nobody{number}@club.example")
    with pytest.raises(Throttled):
        await start("somebody@club.example")
    assert await start("somebody@club.example", ip="192.0.2.1")


async def test_it_says_from_when_another_code_can_be_sent(ann: Person):
    first = await recovery.start(ann.email, client=HERE)
    assert timedelta(seconds=50) < first.resend_at - clock.now() <= timedelta(minutes=1)
    await start()
    last = await recovery.start(ann.email, client=HERE)
    assert last.resend_at - clock.now() > timedelta(minutes=59)


# Changing it while signed in


async def change(person: Person, session_id: str, **typed: Any) -> None:
    words: dict[str, Any] = {"current_password": PASSWORD, "new_password": NEW}
    words |= {"new_password2": NEW, **typed}
    await credentials.change_password(user_id=person.id, session_id=session_id, **words)


async def test_changing_the_password_keeps_this_session_and_ends_the_others(ann: Person):
    here, there = make.session(ann), make.session(ann)
    await change(ann, here.session_id)
    assert await viewer(here.session_id)
    assert await presence.desk.viewer_of(there.session_id) == Ended("password_changed")
    assert await signing_in.check_credentials("ann", NEW, client=HERE) == ann.id


async def test_all_errors_of_a_change_come_at_once(ann: Person):
    here = make.session(ann)
    step = change(
        ann, here.session_id, current_password="wrong", new_password="x", new_password2="y"
    )
    assert await refused(step) == {
        "current_password": "Invalid password.",
        "new_password": "This password is too short. It must contain at least 10 characters.",
        "new_password2": "The two password fields didn't match.",
    }


async def test_five_wrong_current_passwords_in_five_minutes_and_no_more(ann: Person):
    here = make.session(ann)
    for _ in range(5):
        await refused(change(ann, here.session_id, current_password="wrong"))
    with pytest.raises(Throttled):
        await change(ann, here.session_id)
    clock.move(timedelta(minutes=5))
    await change(ann, here.session_id)


async def test_of_two_changes_at_once_one_is_kept(ann: Person):
    here = make.session(ann)
    twice = (
        change(ann, here.session_id, new_password=text, new_password2=text)
        for text in (f"{NEW} one", f"{NEW} two")
    )
    outcomes = await asyncio.gather(*twice, return_exceptions=True)
    assert outcomes.count(None) == 1
    assert await viewer(here.session_id)


async def test_the_password_is_hashed_outside_any_transaction(
    ann: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    here = make.session(ann)
    hash_password = passwords.hash_password

    async def write_meanwhile(password: str) -> str:
        # On SQLite a second writer would wait for ever if the first held its transaction.
        await asyncio.wait_for(db.run(sessions.issue_ticket, user_id=ann.id), 5)
        return await hash_password(password)

    monkeypatch.setattr(passwords, "hash_password", write_meanwhile)
    await change(ann, here.session_id)
    key = await grant(mailbox)
    await recovery.finish(key, f"{NEW} again", f"{NEW} again", client=HERE)
