"""All of somebody's records: handed out, and deleted after two weeks to think it over."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete, func, select

from fitness_app.accounts import account_data, audit, pictures, presence, profiles, signing_in
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.desk import Ended
from fitness_app.accounts.models import AuthSession, Challenge, Profile, RefreshToken, User
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, NotFound, Throttled, Unauthenticated
from fitness_app.training.models import MetricEntry
from tests import make
from tests.accounts.conftest import HERE, Post, join, profile, viewer
from tests.make import PASSWORD, Person

Mailbox = Callable[..., list[Post]]


@pytest.fixture(autouse=True)
def no_exporters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_data, "_exporters", {})


async def signed_in(person: Person) -> Viewer:
    return await viewer(make.session(person).session_id)


async def request(person: Viewer, password: str = PASSWORD) -> None:
    await account_data.request_deletion(person, password=password)


async def carry_out() -> int:
    return await db.run(account_data.carry_out_deletions, limit=10)


def forget_profile(session: Session, *, user_id: int) -> None:
    session.exec(delete(Profile).where(col(Profile.user_id) == user_id))


def count_rows(session: Session, *, user_id: int) -> dict[str, int]:
    owners = {
        User: col(User.id),
        Profile: col(Profile.user_id),
        AuthSession: col(AuthSession.user_id),
        Challenge: col(Challenge.user_id),
        MetricEntry: col(MetricEntry.member_id),
    }
    return {
        table.__name__: session.exec(select(func.count()).where(owner == user_id)).one()
        for table, owner in owners.items()
    }


async def test_an_export_holds_what_one_told_and_no_secret(ann: Person, bo: Person):
    new = make.session(ann)
    await db.run(profiles.update_profile, user_id=ann.id, changes={"bio": "Hello"})
    await db.run(profiles.set_picture, user_id=ann.id, picture=b"mine")
    export = await db.read(account_data.export, user_id=ann.id)
    text = json.dumps(export)
    assert (export["account"]["username"], export["account"]["bio"]) == ("ann", "Hello")
    assert export["account"]["picture"] == "data:image/webp;base64,bWluZQ=="
    assert [it["id"] for it in export["sessions"]] == [new.session_id]
    for foreign in ("hash", new.cookie, "bo@"):
        assert foreign not in text


async def test_other_rooms_add_their_parts(ann: Person):
    def weights(session: Session, *, user_id: int) -> list[MetricEntry]:
        rows = select(MetricEntry).where(col(MetricEntry.member_id) == user_id)
        return list(session.exec(rows))

    make.weight(ann, 74.5)
    account_data.on_export("weights", weights)
    export = await db.read(account_data.export, user_id=ann.id)
    assert [weight["value"] for weight in export["weights"]] == [74.5]


async def test_nobody_has_no_export(database: db.Database):
    with pytest.raises(NotFound):
        await db.read(account_data.export, user_id=1)


async def test_a_deletion_is_due_in_two_weeks_and_said_by_mail(ann: Person, mailbox: Mailbox):
    await request(await signed_in(ann))
    due_at = await db.read(account_data.find_deletion, user_id=ann.id)
    assert due_at is not None
    assert timedelta(days=13, hours=23) < due_at - clock.now() <= timedelta(days=14)
    assert (await profile(ann.id)).deletion_due_at == due_at
    (post,) = mailbox("deletion_requested")
    assert due_at.date().isoformat() in post.text.replace("\n", " ")


async def test_asking_again_does_not_put_it_off(ann: Person):
    me = await signed_in(ann)
    await request(me)
    first = await db.read(account_data.find_deletion, user_id=ann.id)
    clock.move(timedelta(minutes=1))
    await request(me)
    assert await db.read(account_data.find_deletion, user_id=ann.id) == first


async def test_it_takes_the_password(ann: Person):
    me = await signed_in(ann)
    for _ in range(5):
        with pytest.raises(Invalid) as refusal:
            await request(me, "wrong")
        assert refusal.value.fields == {"password": "Invalid password."}
    with pytest.raises(Throttled):
        await request(me)
    assert await db.read(account_data.find_deletion, user_id=ann.id) is None


async def test_it_ends_the_other_sessions_and_keeps_this_one(ann: Person):
    other = make.session(ann)
    me = await signed_in(ann)
    await request(me)
    assert await viewer(me.session_id)
    assert await presence.desk.viewer_of(other.session_id) == Ended("deleted")


async def test_one_can_sign_in_meanwhile_and_keep_the_account(ann: Person):
    await request(await signed_in(ann))
    clock.move(timedelta(days=13))
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id
    await db.run(account_data.cancel_deletion, user_id=ann.id)
    clock.move(timedelta(days=2))
    assert await carry_out() == 0
    actions = [entry.action for entry in await db.read(audit.list_entries, subject_id=ann.id)]
    assert actions == ["deletion.cancelled", "deletion.requested"]


async def test_cancelling_what_was_not_asked_for_does_nothing(ann: Person):
    await db.run(account_data.cancel_deletion, user_id=ann.id)
    assert await db.read(audit.list_entries, subject_id=ann.id) == []


async def test_after_two_weeks_everything_of_theirs_is_gone(mailbox: Mailbox, bo: Person):
    user_id = await join("ann")
    ann = Person(user_id, "ann", "", PASSWORD)
    make.weight(ann)
    make.weight(bo)
    name = await db.run(profiles.set_picture, user_id=user_id, picture=b"mine")
    me = await signed_in(ann)
    await request(me)
    assert await carry_out() == 0
    clock.move(timedelta(days=14))
    assert await carry_out() == 1
    assert await carry_out() == 0
    assert set((await db.read(count_rows, user_id=user_id)).values()) == {0}
    assert await db.read(lambda it: it.exec(select(func.count(col(RefreshToken.id)))).one()) == 0
    assert pictures.find(name) is None
    assert await presence.desk.viewer_of(me.session_id) is None
    assert mailbox("deleted")[0].to == "ann@club.example"
    assert (await db.read(count_rows, user_id=bo.id))["MetricEntry"] == 1
    with pytest.raises(Unauthenticated):
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)


async def test_somebody_without_a_profile_can_be_deleted_too(ann: Person):
    await request(await signed_in(ann))
    await db.run(forget_profile, user_id=ann.id)
    clock.move(timedelta(days=14))
    assert await carry_out() == 1


async def test_the_log_outlives_the_account_and_names_nobody(ann: Person):
    await request(await signed_in(ann))
    clock.move(timedelta(days=14))
    await carry_out()
    entries = await db.read(audit.list_entries, subject_id=ann.id)
    assert [entry.action for entry in entries] == ["deletion.carried_out", "deletion.requested"]
    assert "ann" not in str([entry.details for entry in entries])


async def test_the_name_is_free_again(ann: Person):
    await request(await signed_in(ann))
    clock.move(timedelta(days=14))
    await carry_out()
    assert await join("ann") != ann.id
