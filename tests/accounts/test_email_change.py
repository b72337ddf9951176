"""Another e-mail address: confirmed first, and undone by the old one."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fitness_app.accounts import (
    api_tokens,
    credentials,
    email_change,
    jwts,
    passwords,
    presence,
    recovery,
    reset_links,
    sessions,
    signing_in,
    tokens,
)
from fitness_app.accounts.desk import Ended
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, DomainError, Invalid, Throttled, Unauthenticated
from tests import make
from tests.accounts.conftest import HERE, Post, join, profile, viewer
from tests.make import PASSWORD, Person

Mailbox = Callable[..., list[Post]]
OTHER = "other@club.example"
THIEFS = "now it is all mine"


async def request(person: Person, email: str = OTHER, version: int | None = 1) -> None:
    """Ask for another address, with the first password proved unless `version` is None."""
    await db.run(
        email_change.request, user_id=person.id, email=email, proved_password_version=version
    )


async def confirm(mailbox: Mailbox, password: str = "", session_id: str = "") -> None:
    link = mailbox("email_change")[-1].link
    await press(link, password, session_id)


async def press(link: dict[str, str], password: str = "", session_id: str = "") -> None:
    await email_change.confirm(**link, session_id=session_id, password=password, client=HERE)


async def pending(mailbox: Mailbox, session_id: str = "") -> email_change.PendingView:
    link = mailbox("email_change")[-1].link
    return await db.read(email_change.get_pending, **link, session_id=session_id)


async def undo(**link: str) -> None:
    await db.run(email_change.undo, **link)


async def refused(step: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        await step
    return refusal.value.fields


async def test_nothing_changes_until_the_new_address_confirms(ann: Person, mailbox: Mailbox):
    await request(ann)
    view = await profile(ann.id)
    assert (view.email, view.email_verified, view.pending_email) == (ann.email, True, OTHER)
    assert [post.to for post in mailbox()] == [OTHER]


async def test_confirming_makes_it_take_effect_and_tells_the_old_address(
    ann: Person, mailbox: Mailbox
):
    await request(ann)
    await confirm(mailbox)
    view = await profile(ann.id)
    assert (view.email, view.email_verified, view.pending_email) == (OTHER, True, "")
    (post,) = mailbox("email_changed")
    assert post.to == ann.email


async def test_the_next_event_knows_the_new_address(ann: Person, mailbox: Mailbox):
    new = make.session(ann)
    assert (await viewer(new.session_id)).email == ann.email
    await request(ann)
    await confirm(mailbox)
    assert (await viewer(new.session_id)).email == OTHER


async def test_the_old_address_takes_it_back_and_signs_everybody_out(ann: Person, mailbox: Mailbox):
    new = make.session(ann)
    await request(ann)
    await confirm(mailbox)
    await undo(**mailbox("email_changed")[0].link)
    view = await profile(ann.id)
    assert (view.email, view.email_verified) == (ann.email, True)
    assert await presence.desk.viewer_of(new.session_id) == Ended("ended_elsewhere")


async def test_it_can_be_taken_back_for_three_days_and_once(ann: Person, mailbox: Mailbox):
    await request(ann)
    await confirm(mailbox)
    link = mailbox("email_changed")[0].link
    clock.move(timedelta(hours=71, minutes=59))
    await undo(**link)
    assert "token" in await refused(undo(**link))
    await request(ann)
    await confirm(mailbox)
    clock.move(timedelta(hours=72, minutes=1))
    assert "token" in await refused(undo(**mailbox("email_changed")[-1].link))


async def test_a_thief_with_two_changes_and_a_new_password_cannot_keep_the_account(
    ann: Person, mailbox: Mailbox
):
    new = make.session(ann)
    await request(ann, "thief@club.example")
    await confirm(mailbox)
    await request(ann, "thief2@club.example")
    await confirm(mailbox)
    await credentials.change_password(
        user_id=ann.id,
        session_id=new.session_id,
        current_password=PASSWORD,
        new_password=THIEFS,
        new_password2=THIEFS,
    )
    owners, thiefs = mailbox("email_changed")
    assert (owners.to, thiefs.to) == (ann.email, "thief@club.example")
    await undo(**thiefs.link)
    assert (await profile(ann.id)).email == "thief@club.example"
    await undo(**owners.link)
    assert (await profile(ann.id)).email == ann.email


async def test_the_owners_undo_voids_the_thiefs(ann: Person, mailbox: Mailbox):
    await request(ann, "thief@club.example")
    await confirm(mailbox)
    await request(ann, "thief2@club.example")
    await confirm(mailbox)
    owners, thiefs = mailbox("email_changed")
    await undo(**owners.link)
    assert "token" in await refused(undo(**thiefs.link))


async def test_an_old_address_that_was_never_confirmed_is_told_too_and_takes_it_back(
    mailbox: Mailbox,
):
    user_id = await join("ann")
    await request(Person(user_id, "ann", "", ""))
    await confirm(mailbox)
    (post,) = mailbox("email_changed")
    assert post.to == "ann@club.example"
    await undo(**post.link)
    assert (await profile(user_id)).email == "ann@club.example"


async def test_an_account_without_an_address_can_get_one(mailbox: Mailbox, database: db.Database):
    cy = make.user("cy", email=None, email_verified_at=None)
    await request(cy, version=None)
    assert "password" in await refused(confirm(mailbox))
    await confirm(mailbox, PASSWORD)
    assert (await profile(cy.id)).email == OTHER
    assert mailbox("email_changed") == []


async def test_taking_it_back_ends_all_that_a_thief_can_hold(ann: Person, mailbox: Mailbox):
    await request(ann, "thief@club.example")
    await confirm(mailbox)
    pair = await db.run(tokens.open_client_session, user_id=ann.id, client=HERE)
    opaque = await db.run(api_tokens.sign_in, user_id=ann.id, client=HERE)
    ticket = make.ticket(ann)
    started = await recovery.start("thief@club.example", client=HERE)
    grant = await recovery.verify(started.challenge_id, mailbox("recovery_code")[-1].code)
    await db.run(reset_links.send, email="thief@club.example", client=HERE)
    await request(ann, "thief2@club.example")
    await undo(**mailbox("email_changed")[0].link)

    with pytest.raises(jwts.TokenProblem):
        await tokens.authenticate(pair.access)
    with pytest.raises(jwts.TokenProblem):
        await tokens.refresh(pair.refresh)
    assert await api_tokens.authenticate(opaque) is None
    with pytest.raises(Unauthenticated):
        await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)
    assert "grant" in await refused(recovery.finish(grant, THIEFS, THIEFS, client=HERE))
    uid, token = mailbox("reset_link")[-1].link.values()
    reset = reset_links.confirm(uid=uid, token=token, new_password=THIEFS, again=THIEFS)
    assert "token" in await refused(reset)
    assert "token" in await refused(confirm(mailbox))


async def test_a_recovery_code_for_the_old_address_dies_with_it(ann: Person, mailbox: Mailbox):
    started = await recovery.start(ann.email, client=HERE)
    code = mailbox("recovery_code")[0].code
    await request(ann)
    await confirm(mailbox)
    assert "code" in await refused(recovery.verify(started.challenge_id, code))


async def test_the_link_works_once_and_for_two_days(ann: Person, mailbox: Mailbox):
    await request(ann)
    clock.move(timedelta(hours=48, seconds=1))
    assert "token" in await refused(confirm(mailbox))
    await request(ann)
    await confirm(mailbox)
    assert "token" in await refused(confirm(mailbox))


async def test_a_new_request_voids_the_old(ann: Person, mailbox: Mailbox):
    await request(ann)
    await request(ann, "third@club.example")
    first, _ = mailbox("email_change")
    assert "token" in await refused(press(first.link))


async def test_a_cancelled_change_cannot_be_confirmed(ann: Person, mailbox: Mailbox):
    await request(ann)
    await db.run(email_change.cancel, user_id=ann.id)
    assert (await profile(ann.id)).pending_email == ""
    assert "token" in await refused(confirm(mailbox))


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        ("", "This field may not be blank."),
        ("nobody", "Enter a valid email address."),
        ("BO@club.example", "A user with that email already exists."),
        ("ann@club.example", "This is your address already."),
    ],
)
async def test_an_address_that_cannot_be_is_refused(
    ann: Person, bo: Person, email: str, problem: str
):
    assert await refused(request(ann, email)) == {"email": problem}


async def test_only_the_case_of_an_address_can_change(ann: Person, mailbox: Mailbox):
    await request(ann, "Ann@club.example")
    await confirm(mailbox)
    assert (await profile(ann.id)).email == "Ann@club.example"


async def test_an_address_taken_meanwhile_is_a_conflict(ann: Person, bo: Person, mailbox: Mailbox):
    await request(ann)
    await request(bo)
    links = [post.link for post in mailbox("email_change")]
    outcomes = await asyncio.gather(*(press(link) for link in links), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]


async def test_an_address_taken_meanwhile_cannot_be_restored(ann: Person, mailbox: Mailbox):
    await request(ann)
    await confirm(mailbox)
    make.user("anna", email=ann.email)
    with pytest.raises(Conflict):
        await undo(**mailbox("email_changed")[0].link)
    assert (await profile(ann.id)).email == OTHER


async def test_five_mails_an_hour_and_no_more(ann: Person):
    for number in range(5):
        await request(ann, f"other{number}@club.example")
    with pytest.raises(Throttled):
        await request(ann)


@pytest.mark.parametrize("text", ["", "invented", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_link_changes_nothing(database: db.Database, text: str):
    link = {"uid": text, "token": text}
    for step in (press(link, PASSWORD), undo(**link)):
        with pytest.raises(DomainError):
            await step


async def test_without_the_password_the_link_alone_changes_nothing(ann: Person, mailbox: Mailbox):
    await request(ann, version=None)
    assert (await pending(mailbox)).asks_password
    assert await refused(confirm(mailbox)) == {"password": "Enter your password."}
    assert await refused(confirm(mailbox, "not this one")) == {"password": "Invalid password."}
    assert (await profile(ann.id)).email == ann.email
    await confirm(mailbox, PASSWORD)
    assert (await profile(ann.id)).email == OTHER
    assert [post.to for post in mailbox("email_changed")] == [ann.email]


async def test_a_password_given_with_the_change_is_not_asked_for_again(
    ann: Person, mailbox: Mailbox
):
    await request(ann)
    assert await pending(mailbox) == email_change.PendingView(ann.id, "ann", OTHER, False)


async def test_a_password_that_was_replaced_meanwhile_proves_nothing(ann: Person, mailbox: Mailbox):
    await request(ann, version=0)
    assert "password" in await refused(confirm(mailbox))


async def test_a_session_proves_it_for_15_minutes_after_signing_in(ann: Person, mailbox: Mailbox):
    new = make.session(ann)
    await request(ann, version=None)
    clock.move(timedelta(minutes=14, seconds=59))
    assert not (await pending(mailbox, new.session_id)).asks_password
    clock.move(timedelta(seconds=1))
    assert "password" in await refused(confirm(mailbox, session_id=new.session_id))
    again = make.session(ann)
    await confirm(mailbox, session_id=again.session_id)
    assert (await profile(ann.id)).email == OTHER


async def test_only_the_owners_live_session_in_a_browser_proves_it(
    ann: Person, bo: Person, mailbox: Mailbox
):
    ended = make.session(ann).session_id
    await db.run(sessions.end, user_id=ann.id, session_id=ended, why="signed_out")
    program = await db.run(tokens.open_client_session, user_id=ann.id, client=HERE)
    await request(ann, version=None)
    for session_id in ("", "invented", ended, make.session(bo).session_id, program.session_id):
        assert (await pending(mailbox, session_id)).asks_password
        assert "password" in await refused(confirm(mailbox, session_id=session_id))


async def test_wrong_passwords_count_as_at_the_sign_in_before_a_hash_is_computed(
    ann: Person, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    await request(ann, version=None)
    hashed: list[str] = []
    check = passwords.matches

    async def listen(password: str, stored: str | None) -> bool:
        hashed.append(password)
        return await check(password, stored)

    monkeypatch.setattr(passwords, "matches", listen)
    for _ in range(5):
        assert "password" in await refused(confirm(mailbox, "not this one"))
    assert len(hashed) == 5
    with pytest.raises(Throttled):
        await confirm(mailbox, PASSWORD)
    with pytest.raises(Throttled):
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    assert len(hashed) == 5
    clock.move(timedelta(minutes=20))
    await confirm(mailbox, PASSWORD)
    assert (await profile(ann.id)).email == OTHER


async def test_the_old_address_is_taken_back_from_who_only_says_that_it_is_theirs(
    ann: Person, mailbox: Mailbox
):
    old = ann.email
    await request(ann)
    await confirm(mailbox)
    second = await join("thief", email=old)
    link = mailbox("email_changed")[-1].link
    await db.run(email_change.undo, **link)
    assert (await profile(ann.id)).email == old
    assert (await profile(second)).email == ""
