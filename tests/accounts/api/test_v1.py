"""Our own API's part about accounts: tokens and their scopes, sign-ins, problem details, ETags."""

from datetime import timedelta

import pytest

from fitness_app.kit import clock
from tests.accounts.api.conftest import Program, opaque_of, pair_of
from tests.make import PASSWORD, Person

TOKENS = "/api/v1/tokens"
NEW = {
    "name": "Phone",
    "scopes": ["read"],
    "lifetime_days": 30,
    "current_password": PASSWORD,
}
PROBLEM = "application/problem+json"


async def made(program: Program, person: Person, **changes: object) -> dict[str, str]:
    access = pair_of(person).access
    answer = await program.ask("POST", TOKENS, token=access, json={**NEW, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_personal_token_reads_until_it_ends(program: Program, ann: Person):
    token = (await made(program, ann))["token"]
    me = await program.ask("GET", "/api/v1/me", token=token)
    assert (me.json()["username"], me.json()["scopes"]) == ("ann", ["read"])
    clock.move(timedelta(days=29, hours=23))
    assert (await program.ask("GET", "/api/v1/me", token=token)).status_code == 200
    clock.move(timedelta(hours=1))
    assert (await program.ask("GET", "/api/v1/me", token=token)).status_code == 401


@pytest.mark.parametrize(
    ("scopes", "may_read", "may_write"),
    [(["read"], True, False), (["write"], False, True), (["read", "write"], True, True)],
)
async def test_a_personal_token_may_what_its_scopes_say(
    program: Program, ann: Person, scopes: list[str], may_read: bool, may_write: bool
):
    token = (await made(program, ann, scopes=scopes))["token"]
    read = await program.ask("GET", "/profile/", token=token)
    write = await program.ask("PATCH", "/profile/", token=token, json={"bio": "Hi"})
    assert (read.status_code == 200, write.status_code == 200) == (may_read, may_write)
    assert {read.status_code, write.status_code} <= {200, 403}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/change-password"),
        ("PUT", "/auth/users/me"),
        ("DELETE", "/auth/users/me"),
        ("POST", "/auth/users/set_password"),
        ("POST", "/auth/token/logout"),
        ("POST", "/api/users/logout"),
        ("GET", TOKENS),
        ("POST", TOKENS),
        ("DELETE", f"{TOKENS}/x"),
        ("DELETE", "/api/v1/sessions"),
        ("DELETE", "/api/v1/sessions/x"),
        ("GET", "/me/data.json"),
    ],
)
async def test_a_personal_token_cannot_touch_the_accounts_security(
    program: Program, ann: Person, method: str, path: str
):
    token = (await made(program, ann, scopes=["read", "write"]))["token"]
    body = {"current_password": PASSWORD, "new_password": "another long walk inland"}
    answer = await program.ask(method, path, token=token, json=body)
    assert answer.status_code == 403
    assert (await program.ask("GET", "/api/v1/me", token=token)).status_code == 200


async def test_another_password_ends_personal_tokens(program: Program, ann: Person):
    token = (await made(program, ann))["token"]
    body = {"current_password": PASSWORD, "new_password": "another long walk inland"}
    await program.ask("PUT", "/change-password", token=pair_of(ann).access, json=body)
    assert (await program.ask("GET", "/api/v1/me", token=token)).status_code == 401


async def test_a_token_is_shown_once_listed_and_revoked(program: Program, ann: Person, bo: Person):
    token = await made(program, ann)
    access = pair_of(ann).access
    listed = await program.ask("GET", TOKENS, token=access)
    assert [it["name"] for it in listed.json()["items"]] == ["Phone"]
    assert token["token"] not in listed.text
    place = f"{TOKENS}/{token['id']}"
    assert (await program.ask("DELETE", place, token=pair_of(bo).access)).status_code == 404
    assert (await program.ask("DELETE", place, token=access)).status_code == 204
    assert (await program.ask("DELETE", place, token=access)).status_code == 404
    answer = await program.ask("GET", "/api/v1/me", token=token["token"])
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)


async def test_a_token_with_a_mistake_says_each_under_its_field(program: Program, ann: Person):
    wrong = {"name": " ", "scopes": ["all"], "lifetime_days": 4}
    body = {**NEW, **wrong}
    answer = await program.ask("POST", TOKENS, token=pair_of(ann).access, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert answer.json()["errors"].keys() == wrong.keys()
    assert {"type", "title", "status", "detail", "code"} < answer.json().keys()


async def test_a_create_that_is_sent_again_makes_nothing_new(program: Program, ann: Person):
    access, key = pair_of(ann).access, {"idempotency-key": "one"}
    first = await program.ask("POST", TOKENS, token=access, json=NEW, headers=key)
    again = await program.ask("POST", f"{TOKENS}/", token=access, json=NEW, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    other = {**NEW, "name": "Watch"}
    reused = await program.ask("POST", TOKENS, token=access, json=other, headers=key)
    assert (reused.status_code, reused.json()["code"]) == (422, "key_reused")
    listed = await program.ask("GET", TOKENS, token=access)
    assert len(listed.json()["items"]) == 1


async def test_a_key_of_anns_is_nothing_to_bo_and_a_refusal_keeps_none(
    program: Program, ann: Person, bo: Person
):
    key = {"idempotency-key": "one"}
    refused = {**NEW, "scopes": []}
    anns, bos = pair_of(ann).access, pair_of(bo).access
    assert (
        await program.ask("POST", TOKENS, token=anns, json=refused, headers=key)
    ).status_code == 400
    first = await program.ask("POST", TOKENS, token=anns, json=NEW, headers=key)
    other = await program.ask("POST", TOKENS, token=bos, json=NEW, headers=key)
    assert {first.status_code, other.status_code} == {201}
    assert first.json()["token"] != other.json()["token"]


async def test_sign_ins_are_listed_and_ended(program: Program, ann: Person):
    access, opaque = pair_of(ann).access, opaque_of(ann)
    await made(program, ann)
    listed = (await program.ask("GET", "/api/v1/sessions", token=access)).json()["items"]
    assert [it["is_current"] for it in listed] == [True, False, False]
    other = (await program.ask("GET", "/api/v1/sessions", token=opaque)).json()["items"][0]
    place = f"/api/v1/sessions/{other['id']}"
    assert (await program.ask("DELETE", place, token=access)).status_code == 204
    assert (await program.ask("DELETE", place, token=access)).status_code == 404
    assert (await program.ask("GET", "/api/v1/me", token=opaque)).status_code == 401
    assert (await program.ask("DELETE", "/api/v1/sessions", token=access)).status_code == 204
    listed = (await program.ask("GET", "/api/v1/sessions", token=access)).json()["items"]
    assert len(listed) == 1


async def test_a_read_that_brings_nothing_new_is_304(program: Program, ann: Person):
    access = pair_of(ann).access
    first = await program.ask("GET", "/api/v1/profile", token=access)
    tag = {"if-none-match": first.headers["etag"]}
    again = await program.ask("GET", "/api/v1/profile", token=access, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    await program.ask("PATCH", "/api/v1/profile", token=access, json={"bio": "Hi"})
    changed = await program.ask("GET", "/api/v1/profile", token=access, headers=tag)
    assert (changed.status_code, changed.json()["bio"]) == (200, "Hi")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/nothing", 404), ("PUT", "/api/v1/me", 405), ("GET", "/api/v1/me", 401)],
)
async def test_every_refusal_is_problem_details(
    program: Program, method: str, path: str, status: int
):
    answer = await program.ask(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
