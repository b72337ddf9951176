"""Tokens that are signed as ours but claim what none of ours does: refused at each address."""

import math
from typing import Any

import jwt
import pytest

from fitness_app.accounts import jwts
from fitness_app.kit import clock
from tests.accounts.api.conftest import Program, pair_of
from tests.accounts.test_tokens import forged
from tests.make import Person


def changed(token: str, **claims: Any) -> str:
    """A token of ours, signed again with other claims."""
    payload = jwt.decode(token, options={"verify_signature": False})
    return forged(claims={**payload, **claims})


def in_seconds(seconds: int) -> int:
    return int(clock.now().timestamp()) + seconds


async def statuses(program: Program, person: Person, **claims: Any) -> list[int]:
    """What each address answers that takes a token, in the order: read, verify, refresh, end."""
    pair = pair_of(person)
    access, refresh = changed(pair.access, **claims), changed(pair.refresh, **claims)
    read = await program.ask("GET", "/auth/users/me", token=access)
    verify = await program.ask("POST", "/auth/jwt/verify", json={"token": access})
    renew = await program.ask("POST", "/auth/jwt/refresh", json={"refresh": refresh})
    end = await program.ask("POST", "/auth/jwt/blacklist", json={"refresh": refresh})
    return [answer.status_code for answer in (read, verify, renew, end)]


async def test_what_is_signed_again_unchanged_is_taken(program: Program, ann: Person):
    assert await statuses(program, ann) == [200] * 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("jti", value) for value in ("", " ", 7, ["a"], "a\0b", "x" * 201)),
        *(("sid", value) for value in ("", 7, ["a"], "a\0b")),
        *(("sub", value) for value in ("", " 1", "0", "-1", "1.0", "١", 1, "9" * 30)),
        *(("pv", value) for value in (True, 1.0, "1", math.nan)),
        *(("exp", value) for value in (True, 1e12, "9999999999", math.nan, math.inf, 10**30)),
        *(("iat", value) for value in (True, 1.5, "1", math.nan, -math.inf, 10**30, -(10**30))),
    ],
)
async def test_a_claim_of_no_kind_of_ours_is_refused(
    program: Program, ann: Person, name: str, value: Any
):
    assert await statuses(program, ann, **{name: value}) == [401] * 4


async def test_a_token_from_more_than_a_minute_ahead_is_refused(program: Program, ann: Person):
    assert await statuses(program, ann, iat=in_seconds(59)) == [200] * 4
    assert await statuses(program, ann, iat=in_seconds(62)) == [401] * 4


async def test_a_token_that_was_known_is_refused_once_the_clock_is_put_right(
    program: Program, ann: Person
):
    token = changed(pair_of(ann).access, iat=in_seconds(90))
    assert (await program.ask("GET", "/auth/users/me", token=token)).status_code == 401
    clock.move(jwts.AHEAD)
    assert (await program.ask("GET", "/auth/users/me", token=token)).status_code == 200
