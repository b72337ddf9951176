"""The screen that the link to a new e-mail address leads to."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from fitness_app import routes
from fitness_app.accounts import email_change
from fitness_app.accounts.pages.new_address import NewAddressState
from fitness_app.kit import clock, db
from tests import make
from tests.accounts.conftest import Post, join, profile, viewer
from tests.make import PASSWORD, Person
from tests.screens import Screen

pytestmark = pytest.mark.usefixtures("database")

NEW = "new@club.example"


@pytest.fixture
async def link(ann: Person, mailbox: Callable[..., list[Post]]) -> str:
    """What stands behind the '#' of the link to ann's new address; no password was given yet."""
    await db.run(email_change.request, user_id=ann.id, email=NEW)
    return urlencode(mailbox("email_change")[-1].link)


async def opened(fragment: str, person: Person | None = None) -> Screen:
    """The page as it stands once the link was looked at, by a guest or in somebody's browser."""
    seen_by = await viewer(make.session(person).session_id) if person else None
    screen = Screen(seen_by, routes.CONFIRM_EMAIL)
    assert "fitness.fragment" in await screen.send(NewAddressState.load)
    await screen.send(NewAddressState.look, fragment=fragment)
    return screen


async def press(screen: Screen, fragment: str, password: str | None = None) -> NewAddressState:
    """Press the button, with what is typed if the password is asked for."""
    form = {"password": password}
    await screen.send(NewAddressState.confirm, fragment=fragment, form=form)
    return await screen.state(NewAddressState)


async def test_a_guest_sees_whose_address_it_will_be_and_is_asked_for_the_password(link: str):
    state = await (await opened(link)).state(NewAddressState)
    assert (state.step, state.username, state.email) == ("open", "ann", NEW)
    assert state.asks_password


async def test_looking_changes_nothing(ann: Person, link: str):
    await opened(link, ann)
    assert (await profile(ann.id)).email == ann.email


async def test_the_right_password_makes_it_take_effect(ann: Person, link: str):
    state = await press(await opened(link), link, password=PASSWORD)
    assert (state.step, state.errors, state.is_busy) == ("done", {}, False)
    assert (await profile(ann.id)).email == NEW


@pytest.mark.parametrize(
    ("typed", "problem"), [("", "Enter your password."), ("wrong", "Invalid password.")]
)
async def test_a_wrong_password_says_so_under_its_field_and_the_link_stays_good(
    ann: Person, link: str, typed: str, problem: str
):
    screen = await opened(link)
    state = await press(screen, link, password=typed)
    assert (state.step, state.errors, state.is_busy) == ("open", {"password": problem}, False)
    assert (await profile(ann.id)).email == ann.email
    assert (await press(screen, link, password=PASSWORD)).step == "done"


async def test_too_many_tries_are_said_of_the_whole_form(link: str):
    screen = await opened(link)
    for _ in range(5):
        await press(screen, link, password="not this one")
    state = await press(screen, link, password="not this one")
    assert state.errors.keys() == {"form"}
    assert state.errors["form"].startswith("Too many tries.")


async def test_who_just_signed_in_here_is_not_asked(ann: Person, link: str):
    screen = await opened(link, ann)
    assert not (await screen.state(NewAddressState)).asks_password
    assert (await press(screen, link)).step == "done"


async def test_who_waits_too_long_is_asked_after_all(ann: Person, link: str):
    screen = await opened(link, ann)
    clock.move(timedelta(minutes=15))
    state = await press(screen, link)
    assert (state.step, state.asks_password, set(state.errors)) == ("open", True, {"password"})
    assert (await press(screen, link, password=PASSWORD)).step == "done"


async def test_somebody_elses_session_proves_nothing(ann: Person, bo: Person, link: str):
    screen = await opened(link, bo)
    assert (await screen.state(NewAddressState)).asks_password
    await press(screen, link)
    assert (await profile(ann.id)).email == ann.email


@pytest.mark.parametrize("fragment", ["", "uid=1", "uid=1&token=made-up", "uid=%00&token=%F0%9F"])
async def test_a_link_that_is_no_good_asks_for_no_password(fragment: str):
    screen = await opened(fragment)
    assert (await screen.state(NewAddressState)).step == "dead"
    assert (await press(screen, fragment, password=PASSWORD)).step == "dead"


async def test_a_link_that_was_used_is_dead(link: str):
    screen = await opened(link)
    await press(screen, link, password=PASSWORD)
    assert (await press(screen, link, password=PASSWORD)).step == "dead"
    assert (await (await opened(link)).state(NewAddressState)).step == "dead"


async def test_an_activation_link_moves_no_address(mailbox: Callable[..., list[Post]]):
    user_id = await join("cleo")
    link = urlencode(mailbox("activation")[0].link)
    assert (await (await opened(link)).state(NewAddressState)).step == "dead"
    assert not (await profile(user_id)).email_verified
