"""The screens that links in mails lead to."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from fitness_app import routes
from fitness_app.accounts import email_change
from fitness_app.accounts.components import NO_GOOD
from fitness_app.accounts.pages.mail_links import MailLinkState
from fitness_app.kit import db
from tests.accounts.conftest import HERE, Post, join, profile
from tests.make import PASSWORD
from tests.screens import Screen

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cleo(database: db.Database) -> int:
    """Somebody who just joined and hasn't confirmed her address."""
    return await join("cleo")


async def press(route: str, fragment: str) -> MailLinkState:
    screen = Screen(path=route)
    await screen.send(MailLinkState.load)
    await screen.send(MailLinkState.run_errand, route=route, fragment=fragment)
    return await screen.state(MailLinkState)


async def test_the_activation_link_confirms_the_address(
    cleo: int, mailbox: Callable[..., list[Post]]
):
    (post,) = mailbox("activation")
    assert (await press(routes.ACTIVATE, urlencode(post.link))).done == routes.ACTIVATE
    assert (await profile(cleo)).email_verified


async def test_a_second_press_finds_it_done(cleo: int, mailbox: Callable[..., list[Post]]):
    (post,) = mailbox("activation")
    await press(routes.ACTIVATE, urlencode(post.link))
    again = await press(routes.ACTIVATE, urlencode(post.link))
    assert (again.done, again.error) == (routes.ACTIVATE, "")


@pytest.mark.parametrize("fragment", ["", "uid=1", "uid=1&token=made-up", "uid=%00&token=%F0%9F"])
@pytest.mark.parametrize("route", [routes.ACTIVATE, routes.UNDO_EMAIL])
async def test_a_link_that_is_no_good_says_so(cleo: int, route: str, fragment: str):
    state = await press(route, fragment)
    assert (state.done, state.error) == ("", NO_GOOD)


async def test_a_link_serves_its_own_errand_only(cleo: int, mailbox: Callable[..., list[Post]]):
    (post,) = mailbox("activation")
    state = await press(routes.UNDO_EMAIL, urlencode(post.link))
    assert (state.done, state.error) == ("", NO_GOOD)
    assert not (await profile(cleo)).email_verified


async def test_the_old_address_takes_a_change_back(cleo: int, mailbox: Callable[..., list[Post]]):
    await db.run(email_change.request, user_id=cleo, email="new@club.example")
    link = mailbox("email_change")[0].link
    await email_change.confirm(**link, session_id="", password=PASSWORD, client=HERE)
    assert (await profile(cleo)).email == "new@club.example"
    await press(routes.UNDO_EMAIL, urlencode(mailbox("email_changed")[0].link))
    assert (await profile(cleo)).email == "cleo@club.example"


async def test_an_errand_that_does_not_exist_does_nothing(cleo: int):
    state = await press("/nowhere", "uid=1&token=x")
    assert (state.done, state.error) == ("", "")
