"""What somebody tells of themselves, their username and their picture."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from fitness_app.accounts import audit, pictures, profiles
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, NotFound, Throttled
from tests import make
from tests.accounts.conftest import Post, profile, viewer
from tests.make import Person


async def change(person: Person, **changes: str) -> profiles.ProfileView:
    return await db.run(profiles.update_profile, user_id=person.id, changes=changes)


async def refused(person: Person, **changes: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        await change(person, **changes)
    return refusal.value.fields


async def rename(person: Person, username: str) -> str:
    return await db.run(profiles.change_username, user_id=person.id, username=username)


async def test_every_field_can_be_changed(ann: Person):
    view = await change(
        ann,
        first_name="Ann",
        last_name="Lee",
        date_of_birth="1990-05-31",
        sex="female",
        height="180",
        fitness_goal="A pull-up",
        bio="Hello\r\nthere",
        time_zone="Asia/Tbilisi",
        locale="ka-GE",
        unit_system="metric",
        week_start="6",
        weekly_session_target="4",
        visibility="club",
        leaderboard_opt_in="on",
    )
    assert view == await profile(ann.id)
    assert (view.display_name, view.date_of_birth) == ("Ann Lee", date(1990, 5, 31))
    assert (view.sex, view.height_cm, view.bio) == ("female", 180.0, "Hello\nthere")
    assert (view.time_zone, view.locale, view.week_start) == ("Asia/Tbilisi", "ka-GE", 6)
    assert (view.weekly_session_target, view.visibility) == (4, "club")
    assert (view.leaderboard_opt_in, view.fitness_goal) == (True, "A pull-up")


async def test_what_is_not_given_stays_and_what_is_empty_goes(ann: Person):
    before = await change(ann, bio="Hello", height="180", sex="male", date_of_birth="1990-05-31")
    assert await change(ann, first_name="Ann") == replace(
        before, first_name="Ann", display_name="Ann"
    )
    after = await change(ann, height="", sex="", date_of_birth="", bio="")
    assert (after.height_cm, after.sex, after.date_of_birth, after.age) == (None, "", None, None)


async def test_all_errors_come_at_once_and_nothing_is_changed(ann: Person):
    before = await profile(ann.id)
    problems = await refused(
        ann,
        first_name="Ann",
        sex="maybe",
        height="3",
        time_zone="Moon",
        week_start="7",
        weekly_session_target="0",
        visibility="everybody",
        unit_system="stones",
        locale="?",
        date_of_birth="soon",
    )
    assert set(problems) == {
        "sex",
        "height",
        "time_zone",
        "week_start",
        "weekly_session_target",
        "visibility",
        "unit_system",
        "locale",
        "date_of_birth",
    }
    assert await profile(ann.id) == before


async def test_nothing_else_can_be_set(ann: Person):
    before = await profile(ann.id)
    forbidden = ("role", "id", "user_id", "email_verified", "is_active", "picture", "username")
    assert await change(ann, **dict.fromkeys(forbidden, "admin")) == before


async def test_a_height_is_read_in_the_units_chosen_with_it(ann: Person):
    view = await change(ann, unit_system="imperial", height="5'11\"")
    assert (view.unit_system, view.height_cm) == ("imperial", 180.3)
    assert "height" in await refused(ann, height="180")
    assert (await change(ann, height="180 cm")).height_cm == 180.0


async def test_the_next_event_knows_the_new_name(ann: Person):
    new = make.session(ann)
    assert (await viewer(new.session_id)).display_name == "ann"
    await change(ann, first_name="Ann", last_name="Lee")
    assert (await viewer(new.session_id)).display_name == "Ann Lee"


async def test_nobody_has_no_profile(database: db.Database):
    with pytest.raises(NotFound):
        await profile(1)
    with pytest.raises(NotFound):
        await change(Person(1, "", "", ""), bio="Hello")


async def test_a_username_is_changed_at_once(ann: Person):
    new = make.session(ann)
    await viewer(new.session_id)
    assert await rename(ann, " Annika ") == "Annika"
    assert (await viewer(new.session_id)).username == "Annika"
    (entry,) = await db.read(audit.list_entries, subject_id=ann.id)
    assert (entry.action, entry.details) == ("username.changed", {})


async def test_the_owner_is_told_of_another_username_by_mail(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    await rename(ann, "Annika")
    await rename(ann, "Annika")
    (post,) = mailbox("username_changed")
    assert post.to == ann.email
    assert "ann is called Annika from now on" in post.text


async def test_without_an_address_nobody_can_be_told(mailbox: Callable[..., list[Post]]):
    await rename(make.user("cy", email=None, email_verified_at=None), "cyrus")
    assert mailbox() == []


async def test_a_username_is_changed_ten_times_an_hour_and_no_more(ann: Person):
    for number in range(10):
        await rename(ann, f"ann{number}")
    with pytest.raises(Throttled):
        await rename(ann, "ann")
    clock.move(timedelta(hours=1))
    assert await rename(ann, "ann") == "ann"


async def test_the_case_of_ones_own_username_can_be_changed(ann: Person):
    assert await rename(ann, "ANN") == "ANN"


@pytest.mark.parametrize(
    ("username", "problem"),
    [
        ("", "This field may not be blank."),
        ("BO", "A user with that username already exists."),
        ("bo@club.example", "A user with that username already exists."),
        ("x" * 151, "Ensure this field has no more than 150 characters."),
    ],
)
async def test_a_username_that_cannot_be_is_refused(
    ann: Person, bo: Person, username: str, problem: str
):
    with pytest.raises(Invalid) as refusal:
        await rename(ann, username)
    assert refusal.value.fields == {"username": problem}
    assert (await profile(ann.id)).username == "ann"


async def test_two_who_want_one_name_at_once_dont_both_get_it(ann: Person, bo: Person):
    outcomes = await asyncio.gather(
        rename(ann, "wanted"), rename(bo, "wanted"), return_exceptions=True
    )
    assert outcomes.count("wanted") == 1
    (lost,) = [outcome for outcome in outcomes if isinstance(outcome, Invalid)]
    assert lost.fields == {"username": "A user with that username already exists."}


async def test_a_new_picture_takes_the_old_ones_place(ann: Person):
    first = await db.run(profiles.set_picture, user_id=ann.id, picture=b"first")
    second = await db.run(profiles.set_picture, user_id=ann.id, picture=b"second")
    assert (await profile(ann.id)).picture == second
    assert pictures.get_file(second).read_bytes() == b"second"
    assert pictures.find(first) is None


async def test_a_removed_picture_is_gone(ann: Person):
    name = await db.run(profiles.set_picture, user_id=ann.id, picture=b"mine")
    await db.run(profiles.remove_picture, user_id=ann.id)
    await db.run(profiles.remove_picture, user_id=ann.id)
    assert (await profile(ann.id)).picture == ""
    assert pictures.find(name) is None


async def test_the_old_picture_stays_if_the_change_is_undone(ann: Person):
    name = await db.run(profiles.set_picture, user_id=ann.id, picture=b"mine")

    def change_and_fail(session: Session) -> None:
        profiles.set_picture(session, user_id=ann.id, picture=b"other")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.run(change_and_fail)
    assert (await profile(ann.id)).picture == name
    assert pictures.get_file(name).read_bytes() == b"mine"
