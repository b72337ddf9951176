"""Joining the club: every error at once, one account per name, the mail in the same breath."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict

import pytest
from sqlmodel import Session, col, func, select

from fitness_app.accounts import registration, signing_in
from fitness_app.accounts.access import Role
from fitness_app.accounts.hash_queue import MOST_OF_ONE
from fitness_app.accounts.models import User
from fitness_app.accounts.registration import Registration
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, Invalid, Throttled
from tests import make
from tests.accounts.conftest import HERE, Post, form, join, profile
from tests.make import PASSWORD, Person

pytestmark = pytest.mark.usefixtures("database")


async def errors(typed: Registration, *, email_required: bool = True) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        await registration.register(typed, ip="198.51.100.1", email_required=email_required)
    return refusal.value.fields


def count_people(session: Session) -> int:
    return session.exec(select(func.count(col(User.id)))).one()


async def test_joining_makes_a_member_who_can_sign_in():
    user_id = await join("Ann", first_name="Ann", last_name="Lee", height="180", bio="Hello")
    view = await profile(user_id)
    assert (view.username, view.role, view.display_name) == ("Ann", Role.MEMBER, "Ann Lee")
    assert (view.email, view.email_verified) == ("Ann@club.example", False)
    assert (view.height_cm, view.bio) == (180.0, "Hello")
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == user_id


async def test_joining_sends_the_activation_mail(mailbox: Callable[..., list[Post]]):
    await join("ann")
    (post,) = mailbox()
    assert (post.to, post.kind) == ("ann@club.example", "activation")


async def test_all_errors_come_at_once_each_under_its_own_field():
    typed = form(
        "two words",
        email="nobody",
        password="short",
        password2="other",
        date_of_birth="2999-01-01",
        sex="maybe",
        height="3",
        weight="3",
        bio="x" * 2001,
        fitness_goal="x" * 201,
        first_name="x" * 151,
        last_name="\0",
    )
    expected = set(asdict(typed)) - {"unit_system", "time_zone", "locale"}
    assert set(await errors(typed)) == expected


async def test_nothing_is_kept_of_a_refused_registration(mailbox: Callable[..., list[Post]]):
    await errors(form("ann", height="3"))
    assert await db.read(count_people) == 0
    assert mailbox() == []


@pytest.mark.parametrize("taken", ["ann", "ANN", "ａｎｎ"])
async def test_a_name_that_looks_like_anothers_is_taken(ann: Person, taken: str):
    assert await errors(form(taken, email="other@club.example")) == {
        "username": "A user with that username already exists."
    }


async def test_an_address_in_another_case_is_taken(ann: Person):
    assert await errors(form("annette", email="ANN@Club.EXAMPLE")) == {
        "email": "A user with that email already exists."
    }


async def test_nobody_takes_anothers_address_for_a_name(ann: Person):
    assert "username" in await errors(form("ann@club.example", email="thief@club.example"))


async def test_nobody_takes_anothers_name_for_an_address():
    make.user("bo@club.example", email="bo@elsewhere.org")  # from before that was refused
    assert "email" in await errors(form("thief", email="bo@club.example"))


async def test_one_may_be_called_by_ones_own_address():
    assert await join("ann@club.example", email="ann@club.example")


async def test_two_who_race_for_a_name_make_one_account_and_a_field_error():
    outcomes = await asyncio.gather(
        *(join("ann", email=f"ann{number}@club.example") for number in range(MOST_OF_ONE)),
        return_exceptions=True,
    )
    lost = [outcome for outcome in outcomes if isinstance(outcome, Invalid)]
    assert len(lost) == MOST_OF_ONE - 1
    assert all(
        outcome.fields == {"username": "A user with that username already exists."}
        for outcome in lost
    )
    assert await db.read(count_people) == 1


async def test_two_who_race_for_an_address_make_one_account_and_a_field_error():
    outcomes = await asyncio.gather(
        *(join(f"ann{number}", email="ann@club.example") for number in range(MOST_OF_ONE)),
        return_exceptions=True,
    )
    lost = [outcome.fields for outcome in outcomes if isinstance(outcome, Invalid)]
    assert lost == [{"email": "A user with that email already exists."}] * (MOST_OF_ONE - 1)


@pytest.mark.parametrize("field", ["username", "email"])
async def test_the_databases_own_refusal_is_a_field_error_too(
    ann: Person, field: str, monkeypatch: pytest.MonkeyPatch
):
    # Both looked before either wrote: only the database knows.
    monkeypatch.setattr(registration, "_free_username", lambda _session, text, _email: text)
    monkeypatch.setattr(registration, "_free_email", lambda _session, text: text)
    other = {"username": "other", "email": "other@club.example"}
    other[field] = {"username": "ann", "email": "ann@club.example"}[field]
    assert list(await errors(form(**other))) == [field]


async def test_an_account_can_do_without_an_address_where_none_is_asked(
    mailbox: Callable[..., list[Post]],
):
    typed = form("ann", email="")
    assert await errors(typed) == {"email": "This field may not be blank."}
    user_id = await registration.register(typed, ip="::1", email_required=False)
    await registration.register(form("bo", email=""), ip="::1", email_required=False)
    assert (await profile(user_id)).email == ""
    assert mailbox() == []


async def test_a_bad_address_is_refused_even_where_none_is_asked():
    typed = form("ann", email="nobody")
    assert await errors(typed, email_required=False) == {"email": "Enter a valid email address."}


async def test_what_browsers_tell_by_themselves_never_stops_anybody():
    view = await profile(await join("ann", time_zone="Moon", locale="??", unit_system="stones"))
    assert (view.time_zone, view.locale, view.unit_system) == ("UTC", "en-GB", "metric")


async def test_another_room_takes_part_in_the_same_transaction():
    weights: list[str] = []
    registration.on_joining(lambda _session, _user_id, typed: weights.append(typed.weight))
    await join("ann", weight="74.5")
    assert weights == ["74.5"]


async def test_nobody_joins_if_another_room_refuses():
    def refuse(session: Session, user_id: int, typed: Registration) -> None:
        raise Conflict("No.")

    registration.on_joining(refuse)
    with pytest.raises(Conflict):
        await join("ann")
    assert await db.read(count_people) == 0


async def test_twenty_a_minute_from_one_network_and_no_more():
    for _ in range(20):
        await errors(form("two words"))
    with pytest.raises(Throttled) as refusal:
        await join("ann")
    assert 0 < refusal.value.retry_after <= 60
    assert await registration.register(form("ann"), ip="192.0.2.1")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("username", "ANN", "A user with that username already exists."),
        ("username", "annette", ""),
        ("email", "ann@club.example", "A user with that email already exists."),
        ("password", "ann7annann", "The password is too similar to the username."),
        ("password2", "another one", "The two password fields didn't match."),
        ("password2", PASSWORD, ""),
        ("height", "3", "Enter a height from 50 to 280 cm (1 ft 8 in to 9 ft 2 in)."),
        ("weight", "", ""),
        ("role", "admin", ""),
    ],
)
async def test_a_field_is_checked_when_it_is_left(
    ann: Person, field: str, value: str, problem: str
):
    typed = {"username": "ann7annann", "password": PASSWORD}
    found = await db.read(registration.check_field, field=field, value=value, form=typed)
    assert found == problem
