"""The families' doors that only a mailbox opens: activation, reset by link, recovery by code."""

from collections.abc import Callable

from tests.accounts.api.conftest import Program, pair_of
from tests.accounts.conftest import Post
from tests.make import PASSWORD, Person

NEW = "another long walk inland"
Mailbox = Callable[..., list[Post]]


async def test_activation_works_once_and_is_stale_then(program: Program, mailbox: Mailbox):
    newcomer = {"username": "cy", "email": "cy@club.example"}
    body = {**newcomer, "password": PASSWORD, "re_password": PASSWORD}
    assert (await program.ask("POST", "/auth/users/", json=body)).status_code == 201
    link = mailbox("activation")[0].link
    wrong = await program.ask("POST", "/auth/users/activation/", json={**link, "token": "x"})
    assert (wrong.status_code, wrong.json()) == (400, {"token": ["Invalid token for given user."]})
    assert (await program.ask("POST", "/auth/users/activation/", json=link)).status_code == 204
    again = await program.ask("POST", "/auth/users/activation/", json=link)
    assert (again.status_code, again.json()) == (403, {"detail": "Stale token for given user."})


async def test_a_reset_link_is_good_once_and_ends_every_sign_in(
    program: Program, ann: Person, mailbox: Mailbox
):
    access = pair_of(ann).access
    await program.ask("POST", "/auth/users/reset_password/", json={"email": ann.email})
    link = mailbox("reset_link")[0].link
    place = "/auth/users/reset_password_confirm/"
    weak = await program.ask("POST", place, json={**link, "new_password": "ann"})
    assert (weak.status_code, list(weak.json())) == (400, ["new_password"])
    body = {**link, "new_password": NEW}
    assert (await program.ask("POST", place, json=body)).status_code == 204
    again = await program.ask("POST", place, json=body)
    assert (again.status_code, again.json()) == (400, {"token": ["Invalid token for given user."]})
    assert (await program.ask("GET", "/auth/users/me", token=access)).status_code == 401


async def test_recovery_takes_three_steps(program: Program, ann: Person, mailbox: Mailbox):
    start = await program.ask("POST", "/api/auth/recovery/start/", json={"email": ann.email})
    challenge = start.json()
    code = mailbox("recovery_code")[0].code
    wrong = {**challenge, "code": "XXXXXXXX"}
    refused = await program.ask("POST", "/api/auth/recovery/verify/", json=wrong)
    assert refused.json() == {"code": ["Invalid or expired code."]}
    granted = await program.ask(
        "POST", "/api/auth/recovery/verify/", json={**challenge, "code": code}
    )
    body = {**granted.json(), "new_password": NEW, "new_password2": NEW}
    done = await program.ask("POST", "/api/auth/recovery/finish/", json=body)
    assert done.status_code == 204
    login = {"username": "ann", "password": NEW}
    assert (await program.ask("POST", "/api/auth/login/", json=login)).status_code == 200


async def test_a_changed_address_shows_once_it_is_confirmed(
    program: Program, ann: Person, mailbox: Mailbox
):
    token = pair_of(ann).access
    body = {"email": "new@club.example"}
    changed = await program.ask("PATCH", "/auth/users/me/", token=token, json=body)
    assert changed.json()["email"] == ann.email
    assert [post.to for post in mailbox("email_change")] == ["new@club.example"]
