"""Proving the address given at registration."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fitness_app.accounts import activation, challenges, email_change, presence
from fitness_app.accounts.access import Viewer
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Forbidden, Invalid, Throttled
from tests import make
from tests.accounts.conftest import HERE, Post, join, profile
from tests.make import PASSWORD, Person

Mailbox = Callable[..., list[Post]]

pytestmark = pytest.mark.usefixtures("database")


async def activate(**link: str) -> None:
    await db.run(activation.activate, **link)


async def problems(**link: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        await activate(**link)
    return refusal.value.fields


async def is_confirmed(user_id: int) -> bool:
    return (await profile(user_id)).email_verified


async def test_the_link_confirms_the_address(mailbox: Mailbox):
    user_id = await join("ann")
    (post,) = mailbox("activation")
    await activate(**post.link)
    assert await is_confirmed(user_id)


async def test_the_next_event_knows_that_it_is_confirmed(mailbox: Mailbox):
    user_id = await join("ann")
    ann = Person(user_id, "ann", "", "")
    new = make.session(ann)
    before = await presence.desk.viewer_of(new.session_id)
    await activate(**mailbox()[0].link)
    after = await presence.desk.viewer_of(new.session_id)
    assert isinstance(before, Viewer)
    assert isinstance(after, Viewer)
    assert (before.email_verified, after.email_verified) == (False, True)


async def test_the_link_works_once(mailbox: Mailbox):
    await join("ann")
    link = mailbox()[0].link
    await activate(**link)
    with pytest.raises(Forbidden, match="Stale token for given user"):
        await activate(**link)


async def test_the_link_works_for_two_days(mailbox: Mailbox):
    await join("ann")
    await join("bo")
    anns, bos = (post.link for post in mailbox())
    clock.move(timedelta(hours=47, minutes=59))
    await activate(**anns)
    clock.move(timedelta(minutes=2))
    assert await problems(**bos) == {"token": "Invalid token for given user."}


@pytest.mark.parametrize("token", ["", "invented", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_token_confirms_nothing(mailbox: Mailbox, token: str):
    user_id = await join("ann")
    uid = mailbox()[0].link["uid"]
    assert await problems(uid=uid, token=token) == {"token": "Invalid token for given user."}
    assert not await is_confirmed(user_id)


@pytest.mark.parametrize("uid", ["", "invented", "1", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_uid_is_nobodys(mailbox: Mailbox, uid: str):
    await join("ann")
    token = mailbox()[0].link["token"]
    assert await problems(uid=uid, token=token) == {"uid": "Invalid user id or user doesn't exist."}


async def test_bos_token_does_not_confirm_ann(mailbox: Mailbox):
    ann = await join("ann")
    await join("bo")
    anns, bos = (post.link for post in mailbox())
    assert "token" in await problems(uid=anns["uid"], token=bos["token"])
    assert not await is_confirmed(ann)


async def test_a_link_stays_good_when_another_is_asked_for(mailbox: Mailbox):
    user_id = await join("ann")
    clock.move(timedelta(minutes=3))
    await db.run(activation.send_link, user_id=user_id)
    old, new = (post.link for post in mailbox("activation"))
    await activate(**old)
    assert await is_confirmed(user_id)
    with pytest.raises(Forbidden):
        await activate(**new)


async def test_a_link_is_sent_once_in_three_minutes_and_it_says_when(mailbox: Mailbox):
    user_id = await join("ann")
    assert 170 < await db.read(activation.seconds_until_resend, user_id=user_id) <= 180
    with pytest.raises(Throttled) as refusal:
        await db.run(activation.send_link, user_id=user_id)
    clock.move(timedelta(seconds=refusal.value.retry_after))
    assert await db.read(activation.seconds_until_resend, user_id=user_id) == 0
    await db.run(activation.send_link, user_id=user_id)
    assert len(mailbox("activation")) == 2


async def test_the_link_is_void_once_the_address_is_another(mailbox: Mailbox):
    user_id = await join("ann")
    link = mailbox("activation")[0].link
    await db.run(email_change.request, user_id=user_id, email="other@club.example")
    change = mailbox("email_change")[0].link
    await email_change.confirm(**change, session_id="", password=PASSWORD, client=HERE)
    with pytest.raises(Forbidden):
        await activate(**link)
    assert (await profile(user_id)).email == "other@club.example"


async def test_there_is_nothing_to_confirm_twice(ann: Person):
    with pytest.raises(Conflict, match="confirmed already"):
        await db.run(activation.send_link, user_id=ann.id)


async def test_there_is_nothing_to_confirm_without_an_address():
    cy = make.user("cy", email=None, email_verified_at=None)
    with pytest.raises(Conflict, match="address first"):
        await db.run(activation.send_link, user_id=cy.id)


async def test_dead_challenges_are_swept_after_a_day(mailbox: Mailbox):
    await join("ann")
    await activate(**mailbox()[0].link)
    clock.move(timedelta(hours=23))
    await join("bo")
    assert await db.run(challenges.sweep, limit=10) == 0
    clock.move(timedelta(hours=2))
    assert await db.run(challenges.sweep, limit=10) == 1
    assert await db.run(challenges.sweep, limit=10) == 0
