"""Names that mislead, refused at every address where somebody gets a name."""

from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response

from fitness_app.accounts import email_change, people, registration, roles
from fitness_app.accounts.fields import USERNAME_RULE
from fitness_app.accounts.pages.profile import UsernameState
from fitness_app.accounts.pages.register import RegisterState
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid
from tests import make
from tests.accounts.api.conftest import Program, pair_of
from tests.accounts.api.test_every_door import REGISTERING
from tests.accounts.conftest import HERE, Post, join, profile
from tests.make import PASSWORD, Person
from tests.sockets import running

BOS = "bo@club.example"
MISLEADING = (BOS, "Bo@Club.Example", "ｂｏ＠club.example", "admin", "Admin1", "аdmin", "аnn", ".")
TAKEN = {"username": ["A user with that username already exists."]}
REFUSED = {"username": [USERNAME_RULE]}


def newcomer(path: str, **changes: str) -> dict[str, str]:
    fields = {"username": "cy", "email": "cy@club.example", "password": PASSWORD, **changes}
    if path == "/api/users/register":
        del fields["email"]
    again = {"/api/auth/register": "password2", "/auth/users": "re_password"}
    return fields | ({again[path]: PASSWORD} if path in again else {})


async def confirm(post: Post) -> None:
    link = post.link
    await email_change.confirm(**link, session_id="", password=PASSWORD, client=HERE)


async def register(program: Program, path: str, **changes: str) -> Response:
    return await program.ask("POST", path, json=newcomer(path, **changes))


@pytest.mark.parametrize("path", REGISTERING)
@pytest.mark.parametrize("name", MISLEADING)
async def test_nobody_joins_by_a_misleading_name(program: Program, path: str, name: str):
    answer = await register(program, path, username=name)
    assert (answer.status_code, answer.json()) == (400, REFUSED)


@pytest.mark.parametrize("path", REGISTERING)
@pytest.mark.parametrize("name", ["ლევანი7", "юрий_1990", "محمد", "王小明"])
async def test_a_name_of_any_one_script_joins(program: Program, path: str, name: str):
    assert (await register(program, path, username=name)).status_code == 201


@pytest.mark.parametrize("path", sorted({*REGISTERING} - {"/api/users/register"}))
async def test_an_own_address_may_be_the_name(program: Program, path: str):
    answer = await register(program, path, username="BO@club.example", email=BOS)
    assert answer.status_code == 201
    sent = {"username": BOS, "password": PASSWORD}
    assert (await program.ask("POST", "/login", json=sent)).status_code == 200


async def test_nobody_keeps_the_owner_of_an_address_from_joining(program: Program):
    assert (await register(program, "/register", username=BOS)).status_code == 400
    assert (await register(program, "/register", username="bo", email=BOS)).status_code == 201


@pytest.mark.parametrize("path", REGISTERING)
async def test_nobody_joins_as_what_is_drawn_as_a_member(program: Program, path: str):
    make.user("amanda")
    make.user("capa")
    for name in ("arnanda", "Amanda", "сара"):
        answer = await register(program, path, username=name)
        assert (answer.status_code, answer.json()) == (400, TAKEN)


async def test_nobody_is_renamed_to_a_misleading_name(
    program: Program, ann: Person, access_of: Callable[[Person], str]
):
    token = access_of(ann)

    async def rename(method: str, **sent: Any) -> Response:
        return await program.ask(method, "/auth/users/me/", token=token, json=sent)

    for name in (*set(MISLEADING) - {"аnn"}, "bo@club.example"):
        for sent in ({"username": name}, {"username": name, "email": BOS}):
            answer = await rename("PATCH", **sent)
            assert (answer.status_code, answer.json()["username"]) == (400, [USERNAME_RULE])
        answer = await rename("PUT", username=name, email=ann.email)
        assert (answer.status_code, answer.json()) == (400, REFUSED)
    assert (await rename("PATCH", username="ANN@club.example")).status_code == 200
    assert (await rename("PATCH", username="Ann")).status_code == 200


async def test_a_misleading_name_from_before_goes_on(program: Program):
    cy = make.user("cy")
    for number, name in enumerate(("admin", "dee@club.example", "аdam", ".")):
        old = make.user(name, email=f"old{number}@club.example")
        sent = {"username": name, "password": PASSWORD}
        assert (await program.ask("POST", "/login", json=sent)).status_code == 200
        token = pair_of(old).access

        async def change(path: str, token: str = token, **sent: str) -> int:
            return (await program.ask("PATCH", path, token=token, json=sent)).status_code

        assert await change("/profile", bio="Hi") == 200
        assert await change("/auth/users/me/", username=name, email=old.email) == 200
        assert await change("/auth/users/me/", username=name.upper()) == 200
        assert await change("/auth/users/me/", username=cy.username) == 400
        assert await change("/auth/users/me/", username=f"plain{number}") == 200


async def test_an_admin_may_be_called_admin(program: Program):
    await roles.create_admin(username="admin", email="ada@club.example", password=PASSWORD)
    sent = {"username": "admin", "password": PASSWORD}
    assert (await program.ask("POST", "/login", json=sent)).status_code == 200


async def test_a_name_that_is_the_old_address_follows_to_the_new_one(
    program: Program, mailbox: Callable[..., list[Post]]
):
    user_id = await join("cy@club.example", email="cy@club.example")
    db.run_sync(email_change.request, user_id=user_id, email="cy@new.example")
    await confirm(mailbox("email_change")[-1])
    assert (await profile(user_id)).username == "cy@new.example"
    assert (await register(program, "/register", username="cy")).status_code == 201


async def test_a_name_follows_its_address_back(mailbox: Callable[..., list[Post]]):
    cy = make.user("cy@club.example", email="cy@club.example")
    db.run_sync(email_change.request, user_id=cy.id, email="cy@new.example")
    await confirm(mailbox("email_change")[-1])
    db.run_sync(email_change.undo, **mailbox("email_changed")[-1].link)
    assert (await profile(cy.id)).username == cy.username


async def test_whoever_is_called_by_their_address_needs_another_name_for_one_that_cannot_be_one(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    cy = make.user("cy@club.example", email="cy@club.example")
    with pytest.raises(Invalid) as refusal:
        db.run_sync(email_change.request, user_id=cy.id, email="c#y@club.example")
    assert refusal.value.fields == {"email": email_change.OTHER_NAME_FIRST}
    db.run_sync(email_change.request, user_id=ann.id, email="a#nn@club.example")
    await confirm(mailbox("email_change")[-1])
    view = await profile(ann.id)
    assert (view.email, view.username) == ("a#nn@club.example", "ann")


@pytest.mark.usefixtures("database")
async def test_pages_refuse_a_misleading_name(ann: Person):
    async with running() as club:
        async with club.tab() as tab:
            for name in MISLEADING:
                typed = {"email": "cy@club.example", "password": PASSWORD, "password2": PASSWORD}
                await tab.send(RegisterState.submit, form={"username": name, **typed})
                assert tab.var(RegisterState, "errors")["username"] in (
                    USERNAME_RULE,
                    people.USERNAME_TAKEN,
                )
        async with club.tab(cookie=f"session={make.session(ann).cookie}") as tab:
            for name in set(MISLEADING) - {"аnn"}:
                typed = {"username": name, "current_password": PASSWORD}
                await tab.send(UsernameState.rename, form=typed)
                assert tab.var(UsernameState, "errors") == {"username": USERNAME_RULE}
    assert db.read_sync(people.find_by_username, username="ann") is not None


@pytest.mark.usefixtures("database")
def test_a_name_that_may_become_ones_address_is_no_fault_yet():
    beside = {"password": "", "unit_system": "metric"}
    check = registration.check_field
    for name, said in ((BOS, ""), ("admin", USERNAME_RULE)):
        left = db.read_sync(check, field="username", value=name, form=beside)
        assert left == said
