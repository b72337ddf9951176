"""Signing in: one text for all that is wrong, and tries that are counted first."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from fitness_app.accounts import passwords, people, signing_in
from fitness_app.accounts.access import Client
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Throttled, Unauthenticated
from tests import make
from tests.accounts.conftest import HERE
from tests.make import PASSWORD, Person


def from_ip(ip: str) -> Client:
    return Client(ip=ip, user_agent="")


async def fail(name: str = "ann", client: Client = HERE) -> None:
    with pytest.raises(Unauthenticated):
        await signing_in.check_credentials(name, "wrong", client=client)


def switch_off(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).is_active = False


def forget_password(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).password_hash = None


@pytest.mark.parametrize("name", ["ann", "ANN", " ann ", "ann@club.example", "Ann@CLUB.example"])
async def test_the_name_or_the_address_in_any_case_signs_in(ann: Person, name: str):
    assert await signing_in.check_credentials(name, PASSWORD, client=HERE) == ann.id


async def test_one_text_for_wrong_unknown_inactive_and_passwordless(ann: Person, bo: Person):
    await db.run(switch_off, user_id=bo.id)
    await db.run(forget_password, user_id=make.user("cy").id)
    texts = set()
    for name, password in (("ann", "wrong"), ("nobody", PASSWORD), ("bo", PASSWORD), ("cy", "")):
        with pytest.raises(Unauthenticated) as refusal:
            await signing_in.check_credentials(name, password, client=HERE)
        texts.add(refusal.value.message)
    assert texts == {signing_in.WRONG}


async def test_an_unknown_name_costs_a_hash(ann: Person, monkeypatch: pytest.MonkeyPatch):
    asked: list[str | None] = []
    check = passwords.matches

    async def listen(password: str, stored: str | None) -> bool:
        asked.append(stored)
        return await check(password, stored)

    monkeypatch.setattr(passwords, "matches", listen)
    await fail("nobody")
    assert asked == [None]


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "x" * 100_000, "ΐ" * 300])
async def test_names_that_no_one_can_have_are_refused_like_others(ann: Person, name: str):
    await fail(name)


@pytest.mark.parametrize("password", ["\ud800", "a\0b", "x" * 100_000])
async def test_passwords_that_no_one_can_have_are_refused_like_others(ann: Person, password: str):
    with pytest.raises(Unauthenticated):
        await signing_in.check_credentials("ann", password, client=HERE)


async def test_five_failures_in_five_minutes_close_the_account_to_that_address(ann: Person):
    for _ in range(5):
        await fail()
    with pytest.raises(Throttled) as refusal:
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    assert 0 < refusal.value.retry_after <= 300
    clock.move(timedelta(seconds=refusal.value.retry_after))
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id


async def test_the_name_and_the_address_of_a_person_are_one_account(ann: Person):
    for name in ("ann", "ANN", "ann@club.example", "ann", "ann"):
        await fail(name)
    with pytest.raises(Throttled):
        await signing_in.check_credentials("ann@club.example", PASSWORD, client=HERE)


async def test_ten_failures_a_minute_close_an_address_to_all_names(ann: Person):
    for number in range(10):
        await fail(f"nobody{number}")
    with pytest.raises(Throttled) as refusal:
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    assert 0 < refusal.value.retry_after <= 60


async def test_an_ipv6_network_is_one_address(ann: Person):
    for number in range(10):
        await fail(f"nobody{number}", from_ip(f"2001:db8::{number}"))
    with pytest.raises(Throttled):
        await fail("nobody", from_ip("2001:db8::ffff"))


async def test_successes_are_not_counted(ann: Person):
    for _ in range(12):
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)


async def test_a_success_clears_the_account_here(ann: Person):
    for _ in range(4):
        await fail()
    await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    clock.move(timedelta(seconds=90))
    for _ in range(2):
        await fail()
        clock.move(timedelta(seconds=60))
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id


async def test_a_success_does_not_clear_the_address(ann: Person):
    for number in range(9):
        await fail(f"nobody{number}")
    await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    await fail("nobody")
    with pytest.raises(Throttled):
        await fail("nobody else")


async def test_failures_from_everywhere_hold_an_account_up_for_longer_and_longer(ann: Person):
    for number in range(5):
        await fail(client=from_ip(f"198.51.100.{number}"))
    pauses = []
    for number in range(8):
        elsewhere = from_ip(f"203.0.113.{number}")
        with pytest.raises(Throttled) as refusal:
            await signing_in.check_credentials("ann", PASSWORD, client=elsewhere)
        pauses.append(refusal.value.retry_after)
        clock.move(timedelta(seconds=pauses[-1]))
        await fail(client=elsewhere)
    assert pauses == sorted(pauses)
    assert pauses[-1] == 900
    clock.move(timedelta(minutes=15))
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id


async def test_tries_are_counted_before_the_hash(ann: Person, monkeypatch: pytest.MonkeyPatch):
    compared = 0
    check = passwords.matches

    async def count(password: str, stored: str | None) -> bool:
        nonlocal compared
        compared += 1
        return await check(password, stored)

    monkeypatch.setattr(passwords, "matches", count)
    tries = (signing_in.check_credentials("ann", "wrong", client=HERE) for _ in range(30))
    await asyncio.gather(*tries, return_exceptions=True)
    assert compared == 5


async def test_a_password_changed_while_it_was_checked_lets_nobody_in(
    ann: Person, monkeypatch: pytest.MonkeyPatch
):
    check = passwords.matches

    async def change_meanwhile(password: str, stored: str | None) -> bool:
        await db.run(forget_password, user_id=ann.id)
        return await check(password, stored)

    monkeypatch.setattr(passwords, "matches", change_meanwhile)
    with pytest.raises(Unauthenticated):
        await signing_in.check_credentials("ann", PASSWORD, client=HERE)


async def test_signing_in_renews_an_outdated_hash(ann: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passwords, "COST", 5)
    await signing_in.check_credentials("ann", PASSWORD, client=HERE)
    user = await db.read(people.get_user, user_id=ann.id)
    assert user.password_hash is not None
    assert not passwords.is_outdated(user.password_hash)
    assert user.password_version == 1
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id


async def test_a_name_that_is_anothers_address_signs_its_own_owner_in(ann: Person):
    bo = make.user("bo@club.example", email="x@club.example")  # from before that was refused
    assert await signing_in.check_credentials("bo@club.example", PASSWORD, client=HERE) == bo.id
