"""Tokens for API clients: renewed by who holds them, dead with their session, never replayed."""

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from sqlmodel import Session, select

from fitness_app.accounts import (
    audit,
    credentials,
    jwts,
    keys,
    people,
    presence,
    refresh_tokens,
    tokens,
)
from fitness_app.accounts.desk import Ended
from fitness_app.accounts.models import RefreshToken
from fitness_app.accounts.tokens import TokenPair, TokenProblem
from fitness_app.kit import clock, db
from tests import make
from tests.accounts.conftest import HERE, Post
from tests.accounts.test_passwords import rotate_key
from tests.make import Person


def switch_off(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).is_active = False


async def open_client(person: Person) -> TokenPair:
    return await db.run(tokens.open_client_session, user_id=person.id, client=HERE)


async def refusal(token: str, kind: str = "access") -> str:
    doors: dict[str, Any] = {"access": tokens.authenticate, "refresh": tokens.refresh}
    with pytest.raises(TokenProblem) as problem:
        await doors[kind](token)
    return problem.value.message


def forged(**changes: Any) -> str:
    """A token as ours, but for a change of its header, key or claims."""
    now = int(clock.now().timestamp())
    key = keys.current()
    claims = {
        "iss": "http://localhost:3000",
        "aud": jwts.AUDIENCE,
        "sub": "1",
        "sid": "a-session",
        "jti": "a-token",
        "iat": now,
        "exp": now + 300,
        "typ": "access",
        "pv": 1,
    } | changes.pop("claims", {})
    kept = {name: value for name, value in claims.items() if value is not None}
    headers = {"kid": key.kid} | changes.pop("headers", {})
    secret = changes.pop("secret", key.derive("jwt"))
    return jwt.encode(kept, secret, algorithm=changes.pop("algorithm", "HS256"), headers=headers)


async def test_an_access_token_speaks_for_its_owner(ann: Person):
    pair = await open_client(ann)
    assert (await tokens.authenticate(pair.access)).id == ann.id


async def test_an_access_token_holds_five_minutes(ann: Person):
    pair = await open_client(ann)
    clock.move(timedelta(minutes=4, seconds=59))
    assert await tokens.authenticate(pair.access)
    clock.move(timedelta(seconds=1))
    assert await refusal(pair.access) == "Token is expired"


async def test_the_claims_are_the_agreed_ones(ann: Person):
    pair = await open_client(ann)
    header, payload = (
        json.loads(base64.urlsafe_b64decode(part + "==")) for part in pair.access.split(".")[:2]
    )
    assert header == {"alg": "HS256", "typ": "JWT", "kid": keys.current().kid}
    assert set(payload) == {"iss", "aud", "sub", "sid", "jti", "iat", "exp", "typ", "pv"}
    assert (payload["sub"], payload["typ"]) == (str(ann.id), "access")


@pytest.mark.filterwarnings("ignore:The HMAC key is 32 bytes")
@pytest.mark.parametrize(
    "changes",
    [
        {"secret": b"x" * 32},
        {"algorithm": "none", "secret": None},
        {"algorithm": "HS384"},
        {"headers": {"kid": "0" * 8}},
        {"headers": {"kid": ""}},
        {"headers": {"kid": "../../etc/passwd"}},
        {"claims": {"aud": "elsewhere"}},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"typ": "other"}},
        {"claims": {"sub": "ann"}},
        {"claims": {"pv": "many"}},
        {"claims": {"exp": 10**30}},
        *({"claims": {name: None}} for name in ("iss", "aud", "sub", "sid", "jti", "exp", "pv")),
    ],
)
async def test_a_forged_token_is_invalid(database: db.Database, changes: dict[str, Any]):
    assert await refusal(forged(**changes)) == "Token is invalid"


@pytest.mark.parametrize("token", ["", "a.b.c", "Bearer", "\ud800", "é" * 50, "a\0b", "." * 5000])
async def test_what_is_no_token_is_invalid(database: db.Database, token: str):
    assert await refusal(token) == "Token is invalid"
    assert await refusal(token, "refresh") == "Token is invalid"


async def test_addresses_of_keys_in_the_header_are_not_looked_at(database: db.Database):
    token = forged(headers={"kid": "x", "jku": "http://203.0.113.1/keys", "jwk": {"kty": "oct"}})
    assert await refusal(token) == "Token is invalid"


async def test_each_kind_of_token_opens_its_own_door_only(ann: Person):
    pair = await open_client(ann)
    assert await refusal(pair.refresh, "access") == "Token has wrong type"
    assert await refusal(pair.access, "refresh") == "Token has wrong type"


async def test_a_well_signed_token_of_no_session_is_invalid(ann: Person):
    assert await refusal(forged(claims={"sub": str(ann.id)})) == "Token is invalid"


async def test_a_token_of_bos_session_cannot_speak_for_ann(ann: Person, bo: Person):
    pair = await open_client(bo)
    token = forged(claims={"sub": str(ann.id), "sid": pair.session_id})
    assert await refusal(token) == "Token is invalid"


async def test_an_ended_sessions_access_token_dies_at_once(ann: Person):
    pair = await open_client(ann)
    assert await tokens.authenticate(pair.access)
    await db.run(tokens.blacklist, token=pair.refresh)
    assert await refusal(pair.access) == "Token is invalid"


async def test_somebody_switched_off_is_refused_not_an_error(ann: Person):
    pair = await open_client(ann)
    await db.run(switch_off, user_id=ann.id)
    assert await refusal(pair.access) == "Token is invalid"
    assert await refusal(pair.refresh, "refresh") == "Token is invalid"


async def test_tokens_outlive_the_rotation_of_the_key(ann: Person, monkeypatch: pytest.MonkeyPatch):
    pair = await open_client(ann)
    rotate_key(monkeypatch)
    assert (await tokens.authenticate(pair.access)).id == ann.id
    following = await tokens.refresh(pair.refresh)
    assert jwt.get_unverified_header(following.access)["kid"] == keys.current().kid


# Renewing


async def test_a_refresh_token_gives_the_next_pair(ann: Person):
    pair = await open_client(ann)
    clock.move(timedelta(minutes=6))
    following = await tokens.refresh(pair.refresh)
    assert following.refresh != pair.refresh
    assert (await tokens.authenticate(following.access)).id == ann.id


async def test_a_client_that_comes_back_within_thirty_days_goes_on(ann: Person):
    pair = await open_client(ann)
    for _ in range(3):
        clock.move(timedelta(days=29))
        pair = await tokens.refresh(pair.refresh)
    clock.move(timedelta(days=4))
    assert await refusal(pair.refresh, "refresh") == "Token is expired"


async def test_forty_renewals_at_once_get_the_same_successor(ann: Person):
    pair = await open_client(ann)
    pairs = await asyncio.gather(*(tokens.refresh(pair.refresh) for _ in range(40)))
    assert len({following.refresh for following in pairs}) == 1


async def test_a_retry_after_a_lost_answer_gets_the_same_successor(ann: Person):
    pair = await open_client(ann)
    first = await tokens.refresh(pair.refresh)
    clock.move(timedelta(seconds=29))
    assert (await tokens.refresh(pair.refresh)).refresh == first.refresh


async def test_a_replay_after_the_grace_ends_the_family_and_tells_the_owner(
    ann: Person, mailbox: Callable[..., list[Post]]
):
    pair = await open_client(ann)
    following = await tokens.refresh(pair.refresh)
    clock.move(timedelta(seconds=31))
    assert await refusal(pair.refresh, "refresh") == "Token is blacklisted"
    assert await refusal(following.refresh, "refresh") == "Token is blacklisted"
    assert await refusal(following.access) == "Token is invalid"
    assert await presence.desk.viewer_of(pair.session_id) == Ended("replay")
    (entry,) = await db.read(audit.list_entries, subject_id=ann.id)
    assert entry.action == "refresh_token.replayed"
    (post,) = mailbox("token_replayed")
    assert post.to == ann.email


async def test_a_replay_within_the_grace_but_after_the_successors_use_ends_the_family(
    ann: Person,
):
    pair = await open_client(ann)
    await tokens.refresh((await tokens.refresh(pair.refresh)).refresh)
    assert await refusal(pair.refresh, "refresh") == "Token is blacklisted"
    assert await presence.desk.viewer_of(pair.session_id) == Ended("replay")


async def test_a_replay_of_one_sign_in_leaves_the_others(ann: Person):
    other, pair = await open_client(ann), await open_client(ann)
    await tokens.refresh(pair.refresh)
    clock.move(timedelta(seconds=31))
    await refusal(pair.refresh, "refresh")
    assert await tokens.refresh(other.refresh)


async def test_the_desk_never_renews_for_a_client(ann: Person):
    pair = await open_client(ann)
    await presence.desk.viewer_of(pair.session_id)
    clock.move(timedelta(hours=1))
    await presence.desk.viewer_of(pair.session_id)
    clock.move(timedelta(minutes=1))
    assert await tokens.refresh(pair.refresh)


async def test_a_changed_password_kills_even_the_kept_sessions_access_token(ann: Person):
    pair = await open_client(ann)
    assert await tokens.authenticate(pair.access)
    await credentials.change_password(
        user_id=ann.id,
        session_id=pair.session_id,
        current_password=ann.password,
        new_password="three grey herons waiting",
        new_password2="three grey herons waiting",
    )
    assert await refusal(pair.access) == "Token is invalid"
    following = await tokens.refresh(pair.refresh)
    assert (await tokens.authenticate(following.access)).id == ann.id


async def test_a_given_up_token_is_blacklisted_and_only_once(ann: Person):
    pair = await open_client(ann)
    await db.run(tokens.blacklist, token=pair.refresh)
    with pytest.raises(TokenProblem, match="Token is blacklisted"):
        await db.run(tokens.blacklist, token=pair.refresh)
    assert await refusal(pair.refresh, "refresh") == "Token is blacklisted"
    assert await presence.desk.viewer_of(pair.session_id) == Ended("signed_out")


async def test_both_kinds_of_token_can_be_verified(ann: Person):
    pair = await open_client(ann)
    for token in (pair.access, pair.refresh):
        await db.read(tokens.verify, token=token)
    await tokens.refresh(pair.refresh)
    with pytest.raises(TokenProblem, match="Token is blacklisted"):
        await db.read(tokens.verify, token=pair.refresh)


async def test_nothing_of_an_ended_session_verifies(ann: Person):
    pair = await open_client(ann)
    await db.run(tokens.blacklist, token=pair.refresh)
    for token, text in ((pair.access, "Token is invalid"), (pair.refresh, "Token is blacklisted")):
        with pytest.raises(TokenProblem, match=text):
            await db.read(tokens.verify, token=token)


async def test_the_database_holds_no_token(ann: Person):
    pair = await open_client(ann)
    rows = await db.read(lambda session: session.exec(select(RefreshToken)).all())
    kept = str([row.model_dump() for row in rows])
    assert pair.refresh not in kept
    assert jwts.read(pair.refresh).token_id not in kept


async def test_dead_refresh_tokens_are_swept(ann: Person):
    pair = await open_client(ann)
    make.session(ann)
    assert await db.run(refresh_tokens.sweep, limit=10) == 0
    clock.move(timedelta(hours=12))
    assert await db.run(refresh_tokens.sweep, limit=10) == 1
    await db.run(tokens.blacklist, token=pair.refresh)
    clock.move(timedelta(days=29))
    assert await db.run(refresh_tokens.sweep, limit=10) == 0
    clock.move(timedelta(days=1))
    assert await db.run(refresh_tokens.sweep, limit=10) == 1
