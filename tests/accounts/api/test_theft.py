"""What a stolen access token must not lead to: an account that is the thief's for good."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from fitness_app import routes
from fitness_app.accounts.pages.new_address import NewAddressState
from tests.accounts.api.conftest import Program, cookie_of, opaque_of, pair_of
from tests.accounts.conftest import Post, profile
from tests.make import PASSWORD, Person
from tests.screens import Screen

TOKENS = "/api/v1/tokens"
THIEFS = "thief@club.example"
NEW = "another long walk inland"
Mailbox = Callable[..., list[Post]]


def stolen(way: str, person: Person) -> dict[str, Any]:
    """How a thief sends requests as somebody who signed in a moment ago."""
    if way == "cookie":
        return {"headers": cookie_of(person)}
    return {"token": pair_of(person).access if way == "access" else opaque_of(person)}


async def confirm(link: dict[str, str]) -> None:
    """Press the button of the page that the mail to the new address leads to, as a guest."""
    screen, fragment = Screen(path=routes.CONFIRM_EMAIL), urlencode(link)
    await screen.send(NewAddressState.look, fragment=fragment)
    await screen.send(NewAddressState.confirm, fragment=fragment, form={"password": ""})


async def recover(program: Program, email: str, mailbox: Mailbox) -> bool:
    """Whether a new password can be set by what is mailed to an address."""
    place = "/api/auth/recovery"
    started = await program.ask("POST", f"{place}/start/", json={"email": email})
    assert started.status_code == 200
    codes = [post.code for post in mailbox("recovery_code") if post.to == email]
    if not codes:
        return False
    answer = {**started.json(), "code": codes[-1]}
    granted = await program.ask("POST", f"{place}/verify/", json=answer)
    body = {**granted.json(), "new_password": NEW, "new_password2": NEW}
    return (await program.ask("POST", f"{place}/finish/", json=body)).status_code == 204


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("way", ["access", "opaque", "cookie"])
async def test_from_stolen_credentials_over_another_address_to_recovery_leads_no_way(
    program: Program, ann: Person, mailbox: Mailbox, way: str, method: str
):
    asked = await program.ask(method, "/auth/users/me/", json={"email": THIEFS}, **stolen(way, ann))
    assert (asked.status_code, asked.json()["email"]) == (200, ann.email)
    await confirm(mailbox("email_change")[-1].link)
    assert (await profile(ann.id)).email == ann.email
    assert not await recover(program, THIEFS, mailbox)
    login = {"username": "ann", "password": PASSWORD}
    assert (await program.ask("POST", "/login/", json=login)).status_code == 200


async def test_the_owner_confirms_the_same_change_by_the_password(
    program: Program, ann: Person, mailbox: Mailbox
):
    body = {"email": "new@club.example"}
    await program.ask("PATCH", "/auth/users/me/", json=body, **stolen("access", ann))
    screen, fragment = Screen(path=routes.CONFIRM_EMAIL), urlencode(mailbox("email_change")[0].link)
    form = {"password": PASSWORD}
    await screen.send(NewAddressState.confirm, fragment=fragment, form=form)
    me = await program.ask("GET", "/auth/users/me/", token=pair_of(ann).access)
    assert me.json()["email"] == "new@club.example"
    assert [post.to for post in mailbox("email_changed")] == [ann.email]
    assert await recover(program, "new@club.example", mailbox)


@pytest.mark.parametrize("way", ["access", "opaque", "cookie"])
async def test_the_owner_is_told_of_a_username_that_a_thief_changes(
    program: Program, ann: Person, mailbox: Mailbox, way: str
):
    body = {"username": "thief"}
    changed = await program.ask("PATCH", "/auth/users/me/", json=body, **stolen(way, ann))
    assert changed.json()["username"] == "thief"
    assert [post.to for post in mailbox("username_changed")] == [ann.email]


@pytest.mark.parametrize("way", ["access", "opaque", "cookie"])
@pytest.mark.parametrize("password", [None, "", "not this one"])
async def test_no_personal_token_is_made_without_the_password(
    program: Program, ann: Person, way: str, password: str | None
):
    body: dict[str, Any] = {"name": "Thief", "scopes": ["read"], "lifetime_days": 365}
    if password is not None:
        body["current_password"] = password
    held = stolen(way, ann)
    answer = await program.ask("POST", TOKENS, json=body, **held)
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"current_password"})
    assert (await program.ask("GET", TOKENS, **held)).json() == {"items": []}


async def test_passwords_are_not_tried_out_by_making_tokens(program: Program, ann: Person):
    body = {"name": "Thief", "scopes": ["read"], "lifetime_days": 365, "current_password": "wrong"}
    held = stolen("access", ann)
    answers = [await program.ask("POST", TOKENS, json=body, **held) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_a_token_that_is_asked_for_again_is_told_to_nobody_without_the_password(
    program: Program, ann: Person
):
    body = {"name": "Phone", "scopes": ["read"], "lifetime_days": 30, "current_password": PASSWORD}
    held = {"token": pair_of(ann).access, "headers": {"idempotency-key": "one"}}
    assert (await program.ask("POST", TOKENS, json=body, **held)).status_code == 201
    again = await program.ask("POST", TOKENS, json={**body, "current_password": "wrong"}, **held)
    assert (again.status_code, set(again.json()["errors"])) == (400, {"current_password"})


async def test_a_key_remembers_what_was_asked_for_but_no_password(program: Program, ann: Person):
    body = {"name": "Phone", "scopes": ["read"], "lifetime_days": 30, "current_password": PASSWORD}
    pair, key = pair_of(ann), {"idempotency-key": "one"}
    first = await program.ask("POST", TOKENS, token=pair.access, json=body, headers=key)
    change = {"current_password": PASSWORD, "new_password": NEW}
    await program.ask("PUT", "/change-password/", token=pair.access, json=change)
    renewed = await program.ask("POST", "/auth/jwt/refresh/", json={"refresh": pair.refresh})
    access = renewed.json()["access"]
    body["current_password"] = NEW
    again = await program.ask("POST", TOKENS, token=access, json=body, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
