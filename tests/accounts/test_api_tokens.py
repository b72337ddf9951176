"""The screen for personal tokens, and the one that a reset link leads to."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from fitness_app import routes
from fitness_app.accounts import api_tokens, reset_links, signing_in
from fitness_app.accounts.pages.api_tokens import TokensState
from fitness_app.accounts.pages.reset_password import NO_GOOD, ResetPasswordState
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, NotFound
from tests import make
from tests.accounts.conftest import HERE, Post, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen

pytestmark = pytest.mark.usefixtures("database")

FORM = {
    "name": "Phone",
    "scopes": "read",
    "lifetime_days": "90",
    "current_password": PASSWORD,
}
NEW = "another long walk inland"


async def page_of(person: Person) -> Screen:
    screen = Screen(await viewer(make.session(person).session_id), routes.CABINET_TOKENS)
    await screen.send(TokensState.load)
    return screen


async def test_a_token_is_shown_once_and_opens_what_it_may(ann: Person):
    screen = await page_of(ann)
    await screen.send(TokensState.make, form=FORM)
    state = await screen.state(TokensState)
    opened = await api_tokens.authenticate(state.made)
    assert opened
    assert (opened.viewer.id, opened.scopes, opened.is_personal) == (ann.id, {"read"}, True)
    assert [token.name for token in state.tokens] == ["Phone"]
    await screen.send(TokensState.load)
    assert (await screen.state(TokensState)).made == ""


async def test_a_token_with_a_mistake_says_each_under_its_field(ann: Person):
    screen = await page_of(ann)
    wrong = {"name": " ", "scopes": "all", "lifetime_days": "9999"}
    await screen.send(TokensState.make, form={**FORM, **wrong})
    state = await screen.state(TokensState)
    assert (set(state.errors), state.made, state.tokens) == (set(wrong), "", [])


@pytest.mark.parametrize("password", ["", "not this one"])
async def test_a_token_is_not_made_without_the_password(ann: Person, password: str):
    screen = await page_of(ann)
    await screen.send(TokensState.make, form={**FORM, "current_password": password})
    state = await screen.state(TokensState)
    assert state.errors == {"current_password": "Invalid password."}
    assert (state.made, state.tokens) == ("", [])


async def test_a_password_that_was_replaced_meanwhile_makes_no_token(ann: Person):
    typed = {"name": "Phone", "scopes": ["read"], "lifetime_days": 90}
    owner = await viewer(make.session(ann).session_id)
    with pytest.raises(Invalid) as refusal:
        await db.run(api_tokens.make, owner=owner, **typed, proved_password_version=2)
    assert set(refusal.value.fields) == {"current_password"}


async def test_a_revoked_token_opens_nothing_and_bo_cannot_revoke_anns(ann: Person, bo: Person):
    screen, bos = await page_of(ann), await page_of(bo)
    await screen.send(TokensState.make, form=FORM)
    state = await screen.state(TokensState)
    made, token_id = state.made, state.tokens[0].id
    with pytest.raises(NotFound):
        await bos.send(TokensState.revoke, token_id=token_id)
    assert await api_tokens.authenticate(made)
    await screen.send(TokensState.revoke, token_id=token_id)
    assert await api_tokens.authenticate(made) is None
    assert (await screen.state(TokensState)).tokens == []


async def test_a_guest_has_no_tokens():
    with pytest.raises(RefusedError):
        await Screen().send(TokensState.load)


async def test_a_reset_link_sets_a_new_password_once(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    await db.run(reset_links.send, email=ann.email, client=HERE)
    fragment = urlencode(mailbox("reset_link")[0].link)
    screen = Screen(path=routes.RESET_PASSWORD)
    mismatch = {"password": NEW, "password2": "other"}
    await screen.send(ResetPasswordState.submit, fragment=fragment, form=mismatch)
    assert set((await screen.state(ResetPasswordState)).errors) == {"password2"}
    typed = {"password": NEW, "password2": NEW}
    asked = await screen.send(ResetPasswordState.submit, fragment=fragment, form=typed)
    assert routes.LOGIN in asked
    assert await signing_in.check_credentials("ann", NEW, client=HERE) == ann.id
    await screen.send(ResetPasswordState.submit, fragment=fragment, form=typed)
    assert (await screen.state(ResetPasswordState)).errors == {"form": NO_GOOD}


async def test_a_reset_link_for_an_address_nobody_has_is_never_sent(
    mailbox: Callable[..., list[Post]],
):
    await db.run(reset_links.send, email="nobody@club.example", client=HERE)
    assert mailbox("reset_link") == []
