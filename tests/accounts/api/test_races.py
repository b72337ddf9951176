"""Many at once, on both engines: one successor, one account, one measurement; and equal times."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

import pytest
from httpx import Response

from fitness_app.accounts import passwords
from fitness_app.kit import clock, db
from tests import make
from tests.accounts.api.conftest import Program, pair_of
from tests.make import PASSWORD, Person


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[db.Database]:
    """A fresh database of each engine."""
    yield db.connect(request.getfixturevalue(f"{request.param}_url"))
    db.disconnect()


async def all_at_once(program: Program, path: str, bodies: list[dict[str, str]]) -> list[Response]:
    asked = [program.ask("POST", path, json=body) for body in bodies]
    return await asyncio.gather(*asked)


async def test_forty_refreshes_at_once_give_one_successor(program: Program, ann: Person):
    body = {"refresh": pair_of(ann).refresh}
    answers = await all_at_once(program, "/auth/jwt/refresh/", [body] * 40)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh"] for answer in answers}) == 1


async def test_a_used_refresh_token_ends_its_family_once_the_grace_is_over(
    program: Program, ann: Person
):
    used = {"refresh": pair_of(ann).refresh}
    following = (await program.ask("POST", "/auth/jwt/refresh/", json=used)).json()
    clock.move(timedelta(seconds=31))
    replayed = await program.ask("POST", "/auth/jwt/refresh/", json=used)
    assert (replayed.status_code, replayed.json()["detail"]) == (401, "Token is blacklisted")
    for door, body in (
        ("refresh", {"refresh": following["refresh"]}),
        ("verify", {"token": following["access"]}),
    ):
        answer = await program.ask("POST", f"/auth/jwt/{door}/", json=body)
        assert answer.status_code == 401


async def test_two_who_register_one_name_become_one_account_and_one_field_error(program: Program):
    bodies = [
        {"username": name, "email": f"{name}{n}@club.example", "password": PASSWORD}
        for n, name in enumerate(["cy", "CY"])
    ]
    answers = await all_at_once(program, "/register/", bodies)
    assert sorted(answer.status_code for answer in answers) == [201, 400]
    refused = next(answer for answer in answers if answer.status_code == 400)
    assert refused.json() == {"username": ["A user with that username already exists."]}


async def test_five_creates_with_one_key_make_one_token(program: Program, ann: Person):
    body = {
        "name": "Phone",
        "scopes": ["read"],
        "lifetime_days": 30,
        "current_password": PASSWORD,
    }
    token, key = pair_of(ann).access, {"idempotency-key": "one"}
    asked = [
        program.ask("POST", "/api/v1/tokens", token=token, json=body, headers=key) for _ in range(5)
    ]
    answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["token"] for answer in answers}) == 1
    listed = await program.ask("GET", "/api/v1/tokens", token=token)
    assert len(listed.json()["items"]) == 1


async def test_the_time_of_a_login_does_not_tell_whether_somebody_exists(
    program: Program, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(passwords, "COST", 6)
    for number in range(10):
        make.user(f"known{number}")
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for turn in range(100):
        for kind, taken in times.items():
            if turn % 4 == 0:
                clock.move(timedelta(hours=2))  # nobody is throttled meanwhile
            body = {"username": f"{kind}{turn % 10}", "password": "not the right one"}
            began = time.process_time()  # of this process, whatever else the machine does
            answer = await program.ask("POST", "/auth/jwt/create/", json=body)
            taken.append(time.process_time() - began)
            assert answer.status_code == 401
    known, unknown = (median(taken) for taken in times.values())
    assert abs(known - unknown) < 0.1 * max(known, unknown)
