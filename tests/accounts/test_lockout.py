"""Strangers who try an account's password, or ask for its recovery, don't bar its owner."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from fitness_app.accounts import (
    credentials,
    device_cookie,
    recovery,
    reset_links,
    signing_in,
)
from fitness_app.accounts.access import Client, current_viewer
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, Throttled, Unauthenticated
from tests import make
from tests.accounts.conftest import HERE, Post, viewer
from tests.make import PASSWORD, Person

Mailbox = Callable[..., list[Post]]
NEW = "three grey herons waiting"

pytestmark = pytest.mark.usefixtures("database")

_networks = (f"198.51.{number // 250}.{number % 250 + 1}" for number in count())


def stranger() -> Client:
    """Somebody at an address from which nobody came before."""
    return Client(ip=next(_networks), user_agent="")


def device_of(*people: Person) -> str:
    """The cookie of a device on which these have signed in."""
    device = ""
    for person in people:
        line = device_cookie.renew(device, user_id=person.id)
        device = device_cookie.find(line.partition(";")[0])
    return device


def on(device: str) -> Client:
    return Client(ip=HERE.ip, user_agent="", device=device)


async def sign_in(client: Client, password: str = PASSWORD) -> str:
    try:
        await signing_in.check_credentials("ann", password, client=client)
    except (Throttled, Unauthenticated) as problem:
        return problem.code
    return "in"


async def attack() -> None:
    """Try wrong passwords until the account is paused for as long as it can be."""
    for _ in range(16):
        await sign_in(stranger(), "wrong")
        clock.move(timedelta(minutes=8))
    while await sign_in(stranger(), "wrong") == "not_authenticated":
        pass


async def test_two_hours_of_strangers_tries_do_not_bar_a_device_of_the_owners(ann: Person):
    await attack()
    assert await sign_in(on("")) == "throttled"
    assert await sign_in(on(device_of(ann))) == "in"


async def test_strangers_at_the_owners_own_address_do_not_bar_the_device(ann: Person):
    for number in range(12):
        with pytest.raises((Throttled, Unauthenticated)):
            await signing_in.check_credentials(f"name{number % 3}", "wrong", client=on(""))
    assert await sign_in(on("")) == "throttled"
    assert await sign_in(on(device_of(ann))) == "in"


async def test_a_device_has_no_more_tries_than_anybody(ann: Person):
    device = device_of(ann)
    tries = [await sign_in(on(device), "wrong") for _ in range(6)]
    assert tries == ["not_authenticated"] * 5 + ["throttled"]
    clock.move(timedelta(minutes=6))
    assert await sign_in(on(device), "wrong") == "not_authenticated"
    assert await sign_in(on(device)) == "throttled"
    assert await sign_in(stranger()) == "in"


async def test_a_device_counts_for_those_alone_who_signed_in_on_it(ann: Person, bo: Person):
    await attack()
    bos = device_of(bo)
    name, *seals = device_of(ann).split(".")
    for forged in (bos, name, f"{name}.{'0' * 20}", f"{bos.partition('.')[0]}.{seals[0]}", "."):
        assert await sign_in(on(forged)) == "throttled"
    assert await sign_in(on(device_of(ann, bo))) == "in"


async def test_the_latest_four_people_of_a_device_are_known_on_it(ann: Person):
    others = [make.user(f"member{number}") for number in range(4)]
    device = device_of(ann, *others)
    assert not device_cookie.known_as(device, user_id=ann.id)
    assert all(device_cookie.known_as(device, user_id=other.id) for other in others)


async def test_a_finished_recovery_lifts_the_pause(ann: Person, mailbox: Mailbox):
    await attack()
    for _ in range(5):
        await sign_in(on(""), "wrong")
    started = await recovery.start(ann.email, client=HERE)
    grant = await recovery.verify(started.challenge_id, mailbox("recovery_code")[-1].code)
    await recovery.finish(grant, NEW, NEW, client=HERE)
    assert await sign_in(on(""), NEW) == "in"


async def test_recoveries_that_strangers_ask_for_leave_the_owner_theirs(
    ann: Person, mailbox: Mailbox
):
    for _ in range(3):
        client = stranger()
        for _ in range(3):
            await recovery.start(ann.email, client=client)
        with pytest.raises(Throttled):
            await recovery.start(ann.email, client=client)
    assert await recovery.start(ann.email, client=HERE)
    await db.run(reset_links.send, email=ann.email, client=HERE)
    assert len(mailbox()) == 11


async def test_a_mailbox_is_not_filled_by_strangers_and_the_owners_device_still_gets_mail(
    ann: Person, mailbox: Mailbox
):
    for _ in range(12):
        await recovery.start(ann.email, client=stranger())
    with pytest.raises(Throttled):
        await recovery.start(ann.email, client=stranger())
    assert len(mailbox()) == 12
    device = on(device_of(ann))
    started = [await recovery.start(ann.email, client=device) for _ in range(3)]
    with pytest.raises(Throttled):
        await recovery.start(ann.email, client=device)
    assert await recovery.verify(started[-1].challenge_id, mailbox()[-1].code)


async def test_a_stranger_who_starts_a_recovery_does_not_void_the_owners_code(
    ann: Person, mailbox: Mailbox
):
    owners = await recovery.start(ann.email, client=HERE)
    code = mailbox()[-1].code
    await recovery.start(ann.email, client=stranger())
    assert await recovery.verify(owners.challenge_id, code)


async def test_a_device_tells_nobody_whether_an_address_is_known(ann: Person):
    device = on(device_of(ann))
    for email in ("ann@club.example", "nobody@club.example"):
        for _ in range(3):
            await recovery.start(email, client=device)
        with pytest.raises(Throttled):
            await recovery.start(email, client=device)


async def test_after_a_recovery_strangers_do_not_bar_the_place_it_was_made_at(
    ann: Person, mailbox: Mailbox
):
    started = await recovery.start(ann.email, client=HERE)
    grant = await recovery.verify(started.challenge_id, mailbox("recovery_code")[-1].code)
    await recovery.finish(grant, NEW, NEW, client=HERE)
    while await sign_in(stranger(), "wrong") == "not_authenticated":
        pass
    assert await sign_in(stranger(), NEW) == "throttled"
    assert await sign_in(on(""), NEW) == "in"
    clock.move(timedelta(minutes=16))
    while await sign_in(stranger(), "wrong") == "not_authenticated":
        pass
    assert await sign_in(on(""), NEW) == "throttled"


async def test_a_link_stays_good_when_a_stranger_asks_for_another(ann: Person, mailbox: Mailbox):
    await db.run(reset_links.send, email=ann.email, client=HERE)
    link = mailbox("reset_link")[-1].link
    await db.run(reset_links.send, email=ann.email, client=stranger())
    later = mailbox("reset_link")[-1].link
    await use(link)
    with pytest.raises(Invalid):
        await use(later)


async def use(link: dict[str, str]) -> None:
    uid, token = link["uid"], link["token"]
    await reset_links.confirm(uid=uid, token=token, new_password=NEW, again=NEW)


async def test_a_thief_in_one_session_does_not_use_up_the_owners_confirmations(ann: Person):
    thief, owner = [await viewer(make.session(ann).session_id) for _ in range(2)]
    for who, password, code in (*[(thief, "wrong", "invalid")] * 5, (thief, PASSWORD, "throttled")):
        current_viewer.set(who)
        with pytest.raises((Invalid, Throttled)) as refusal:
            await credentials.confirm_password(user_id=ann.id, password=password, field="it")
        assert refusal.value.code == code
    current_viewer.set(owner)
    await credentials.confirm_password(user_id=ann.id, password=PASSWORD, field="it")


@pytest.mark.parametrize(
    ("variant", "plain"),
    [("  {}", "{}"), ("{}  ", "{}"), ("\uff4f{}", "o{}"), ("  {}@club.example", "{}@club.example")],
)
async def test_other_ways_to_type_a_name_tell_nothing_of_it(variant: str, plain: str):
    make.user("otto")
    outcomes: list[list[str]] = []
    for name in ("tto" if plain.startswith("o") else "otto", "nobody"):
        client = stranger()
        typed = [variant.format(name)] * 5 + [plain.format(name)]
        outcomes.append([await tried(each, client) for each in typed])
    assert outcomes[0] == outcomes[1]


async def tried(name: str, client: Client) -> str:
    with pytest.raises((Unauthenticated, Throttled)) as refusal:
        await signing_in.check_credentials(name, "wrong", client=client)
    return refusal.value.code
