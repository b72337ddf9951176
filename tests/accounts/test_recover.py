"""The screen that leads back in with a forgotten password."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import recovery, signing_in
from fitness_app.accounts.pages.recover import RecoverState
from fitness_app.accounts.state import SignInNewsState
from fitness_app.kit import clock
from tests.accounts.conftest import HERE, Post
from tests.make import Person
from tests.screens import Screen

NEW = "another long walk inland"
WRONG_CODE = {"code": "BBBBBBBB"}

pytestmark = pytest.mark.usefixtures("database")


async def at_code(email: str = "ann@club.example") -> Screen:
    screen = Screen()
    await screen.send(RecoverState.send_code, form={"email": email})
    return screen


async def at_password(mailbox: Callable[..., list[Post]]) -> Screen:
    screen = await at_code()
    await screen.send(RecoverState.check_code, form={"code": mailbox(recovery.KIND)[-1].code})
    return screen


async def where(screen: Screen) -> tuple[int, dict[str, str]]:
    state = await screen.state(RecoverState)
    return state.step, state.errors


async def test_the_three_steps_lead_to_a_new_password_and_the_sign_in_form_says_so(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    screen = await at_password(mailbox)
    assert await where(screen) == (3, {})
    form = {"password": NEW, "password2": NEW}
    asked = await screen.send(RecoverState.set_password, form=form)
    assert routes.LOGIN in asked
    told = await screen.state(SignInNewsState)
    assert told.news == "Your new password is set. Sign in with it."
    assert await where(screen) == (1, {})
    assert await signing_in.check_credentials("ann", NEW, client=HERE) == ann.id


@pytest.mark.parametrize("email", ["ann@club.example", "nobody@example.org"])
async def test_the_second_step_opens_for_an_unknown_address_too(ann: Person, email: str):
    screen = await at_code(email)
    assert await where(screen) == (2, {})
    assert (await screen.state(RecoverState)).email == email


async def test_what_is_no_address_stays_at_the_first_step():
    assert await where(await at_code("nobody")) == (1, {"email": "Enter a valid email address."})


async def test_a_wrong_code_is_said_and_the_right_one_still_works(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    screen = await at_code()
    await screen.send(RecoverState.check_code, form=WRONG_CODE)
    assert await where(screen) == (2, {"code": recovery.WRONG_CODE})
    (post,) = mailbox(recovery.KIND)
    await screen.send(RecoverState.check_code, form={"code": post.code.lower()})
    assert await where(screen) == (3, {})


async def test_a_wrong_new_password_stays_at_the_third_step(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    screen = await at_password(mailbox)
    await screen.send(RecoverState.set_password, form={"password": "short", "password2": "other"})
    step, errors = await where(screen)
    assert step == 3
    assert set(errors) == {"password", "password2"}


async def test_a_grant_that_got_too_old_begins_again_and_says_why(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    screen = await at_password(mailbox)
    clock.move(recovery.LIFETIME + timedelta(seconds=1))
    await screen.send(RecoverState.set_password, form={"password": NEW, "password2": NEW})
    assert await where(screen) == (1, {"form": recovery.WRONG_GRANT})


async def test_steps_cannot_be_jumped(ann: Person):
    screen = Screen()
    await screen.send(RecoverState.check_code, form=WRONG_CODE)
    assert await where(screen) == (1, {"code": recovery.WRONG_CODE})
    await screen.send(RecoverState.set_password, form={"password": NEW, "password2": NEW})
    assert await where(screen) == (1, {"form": recovery.WRONG_GRANT})


async def test_another_code_voids_the_one_before(ann: Person, mailbox: Callable[..., list[Post]]):
    screen = await at_code()
    await screen.send(RecoverState.send_again)
    first, second = (post.code for post in mailbox(recovery.KIND))
    await screen.send(RecoverState.check_code, form={"code": first})
    assert await where(screen) == (2, {"code": recovery.WRONG_CODE})
    await screen.send(RecoverState.check_code, form={"code": second})
    assert await where(screen) == (3, {})


async def test_starting_over_forgets_the_address(ann: Person):
    screen = await at_code()
    await screen.send(RecoverState.start_over)
    assert await where(screen) == (1, {})
    assert (await screen.state(RecoverState)).email == ""
