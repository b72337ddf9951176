"""The screen for devices, password and address."""

from collections.abc import Callable

import pytest

from fitness_app import routes
from fitness_app.accounts import email_change, sessions, signing_in
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.pages.security import (
    PASSWORD_CHANGED,
    DevicesState,
    EmailState,
    PasswordState,
)
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from tests import make
from tests.accounts.conftest import HERE, Post, profile, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen, ticket_in

pytestmark = pytest.mark.usefixtures("database")

NEW = "another long walk inland"


@pytest.fixture
async def screen(ann: Person) -> Screen:
    """Ann on the page, filled."""
    screen = Screen(await viewer(make.session(ann).session_id), routes.CABINET_SECURITY)
    for handler in (DevicesState.load, PasswordState.load, EmailState.load):
        await screen.send(handler)
    return screen


def change(current: str = PASSWORD, new: str = NEW, again: str = NEW) -> dict[str, str]:
    return {"current_password": current, "new_password": new, "new_password2": again}


async def names(screen: Screen) -> list[tuple[str, bool]]:
    await screen.send(DevicesState.load)
    return [
        (device.name, device.is_current) for device in (await screen.state(DevicesState)).devices
    ]


async def test_the_devices_are_listed_with_this_one_marked(ann: Person, screen: Screen):
    make.session(ann, client=HERE)
    assert sorted(await names(screen)) == [("Firefox on Linux", False), ("tests", True)]


async def test_a_device_can_be_signed_out(ann: Person, screen: Screen):
    other = make.session(ann, client=HERE)
    asked = await screen.send(DevicesState.end, session_id=other.session_id)
    assert "That device is signed out." in asked
    ended = await sessions.desk.viewer_of(other.session_id)
    assert ended == sessions.Ended("ended_elsewhere")
    assert await names(screen) == [("tests", True)]


async def test_bos_device_cannot_be_signed_out(bo: Person, screen: Screen):
    bos = make.session(bo)
    with pytest.raises(NotFound):
        await screen.send(DevicesState.end, session_id=bos.session_id)
    assert isinstance(await sessions.desk.viewer_of(bos.session_id), Viewer)


async def test_every_other_device_can_be_signed_out_at_once(ann: Person, screen: Screen):
    others = [make.session(ann, client=HERE) for _ in range(3)]
    await screen.send(DevicesState.end_others)
    assert len(await names(screen)) == 1
    for other in others:
        assert isinstance(await sessions.desk.viewer_of(other.session_id), sessions.Ended)


async def test_a_changed_password_brings_a_new_session_and_comes_back_here(
    ann: Person, screen: Screen
):
    other = make.session(ann, client=HERE)
    asked = await screen.send(PasswordState.submit, form=change())
    assert PASSWORD_CHANGED in asked
    new = await db.run(sessions.redeem_ticket, ticket=ticket_in(asked), client=HERE)
    assert (await viewer(new.session_id)).id == ann.id
    assert await sessions.desk.viewer_of(other.session_id) == sessions.Ended("password_changed")
    assert await signing_in.check_credentials("ann", NEW, client=HERE) == ann.id


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (change(current="not this one"), {"current_password"}),
        (change(new="short", again="short"), {"new_password"}),
        (change(again="something else"), {"new_password2"}),
        (
            change("not this one", "short", "something else"),
            {"current_password", "new_password", "new_password2"},
        ),
    ],
)
async def test_what_is_wrong_with_a_change_stands_under_its_field(
    ann: Person, screen: Screen, typed: dict[str, str], fields: set[str]
):
    asked = await screen.send(PasswordState.submit, form=typed)
    state = await screen.state(PasswordState)
    assert set(state.errors) == fields
    assert not state.is_busy
    assert "redeem" not in asked
    assert await signing_in.check_credentials("ann", PASSWORD, client=HERE) == ann.id


async def test_the_page_says_that_the_password_was_just_changed(screen: Screen):
    screen.go(PASSWORD_CHANGED)
    await screen.send(PasswordState.load)
    assert (await screen.state(PasswordState)).was_changed


async def test_a_new_address_waits_until_it_is_confirmed(
    ann: Person, screen: Screen, mailbox: Callable[..., list[Post]]
):
    form = {"email": "new@club.example", "email_password": PASSWORD}
    await screen.send(EmailState.submit, form=form)
    assert (await screen.state(EmailState)).pending == "new@club.example"
    assert (await profile(ann.id)).email == ann.email
    assert [post.to for post in mailbox("email_change")] == ["new@club.example"]


async def test_the_password_given_here_is_not_asked_for_where_the_address_is_confirmed(
    screen: Screen, mailbox: Callable[..., list[Post]]
):
    form = {"email": "new@club.example", "email_password": PASSWORD}
    await screen.send(EmailState.submit, form=form)
    link = mailbox("email_change")[0].link
    assert not (await db.read(email_change.get_pending, **link, session_id="")).asks_password


async def test_a_waiting_address_can_be_forgotten(screen: Screen):
    form = {"email": "new@club.example", "email_password": PASSWORD}
    await screen.send(EmailState.submit, form=form)
    await screen.send(EmailState.forget_pending)
    assert (await screen.state(EmailState)).pending == ""


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("nobody", PASSWORD, "email"),
        ("bo@club.example", PASSWORD, "email"),
        ("new@club.example", "not this one", "email_password"),
    ],
)
async def test_a_refused_address_says_why_under_its_field(
    bo: Person, screen: Screen, email: str, password: str, field: str
):
    await screen.send(EmailState.submit, form={"email": email, "email_password": password})
    state = await screen.state(EmailState)
    assert set(state.errors) == {field}
    assert state.pending == ""


@pytest.mark.parametrize("handler", [DevicesState.load, PasswordState.load, EmailState.load])
async def test_a_guest_is_refused(handler: object):
    with pytest.raises(RefusedError):
        await Screen().send(handler)
