"""Refused before anything is done: bodies that can't be read, credentials that don't hold."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete

from fitness_app.accounts import account_data, people
from fitness_app.accounts.models import User
from fitness_app.kit import clock, db
from tests.accounts.api.conftest import SITE, Program, cookie_of, opaque_of, pair_of
from tests.accounts.api.test_contracts import FORBIDDEN, NO_CREDENTIALS, bad_access
from tests.accounts.test_pictures import drawn
from tests.make import PASSWORD, Person

JSON = {"content-type": "application/json"}
LOGIN = "/auth/jwt/create/"
ME = "/auth/users/me/"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not JSON",
        b'{"username": NaN}',
        b'{"username": Infinity}',
        b'{"username": 1e999}',
        b'{"username": "a", "username": "b"}',
        b'{"a": {"b": 1, "b": 2}}',
        b"\xff\xfe",
        b"[" * 20_000 + b"]" * 20_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b'{"username": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
async def test_what_is_no_strict_json_is_a_parse_error(program: Program, body: bytes):
    answer = await program.ask("POST", LOGIN, content=body, headers=JSON)
    assert answer.status_code == 400
    assert list(answer.json()) == ["detail"]
    assert answer.json()["detail"].startswith("JSON parse error - ")


@pytest.mark.parametrize(
    ("body", "kind"), [("[]", "list"), ('"x"', "str"), ("1", "int"), ("true", "bool")]
)
async def test_a_body_that_is_no_object_has_no_fields(program: Program, body: str, kind: str):
    answer = await program.ask("POST", LOGIN, content=body, headers=JSON)
    said = f"Invalid data. Expected a dictionary, but got {kind}."
    assert (answer.status_code, answer.json()) == (400, {"non_field_errors": [said]})


@pytest.mark.parametrize("path", [LOGIN, "/login/", "/api/v1/tokens"])
async def test_other_types_of_body_are_not_taken(program: Program, ann: Person, path: str):
    headers = {"content-type": "text/plain"}
    token = pair_of(ann).access if "v1" in path else ""
    answer = await program.ask("POST", path, token=token, content="x=1", headers=headers)
    assert answer.status_code == 415
    assert answer.json()["detail"] == 'Unsupported media type "text/plain" in request.'


async def test_forms_are_taken_where_browsers_post_and_nowhere_else(program: Program, ann: Person):
    typed = {"username": "ann", "password": PASSWORD}
    assert (await program.ask("POST", "/login/", data=typed)).status_code == 200
    parts = {name: (None, text) for name, text in typed.items()}
    assert (await program.ask("POST", "/login/", files=parts)).status_code == 200
    assert (await program.ask("POST", "/password-reset/", data=typed)).status_code == 415


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"], ids=["NUL", "surrogate"])
async def test_text_that_no_database_keeps_is_refused_under_its_field(program: Program, name: str):
    body = json.dumps({"username": name, "password": PASSWORD})
    answer = await program.ask("POST", LOGIN, content=body, headers=JSON)
    assert (answer.status_code, list(answer.json())) == (400, ["username"])


async def test_a_throttled_login_says_when_to_try_again(program: Program, ann: Person):
    wrong = {"username": "ann", "password": "not the right one"}
    for _ in range(5):
        assert (await program.ask("POST", LOGIN, json=wrong)).status_code == 401
    answer = await program.ask("POST", LOGIN, json=wrong)
    seconds = int(answer.headers["retry-after"])
    assert answer.status_code == 429
    assert 1 <= seconds <= 300
    said = f"Request was throttled. Expected available in {seconds} seconds."
    assert answer.json() == {"detail": said}


async def test_a_method_an_address_does_not_know_says_which_it_knows(program: Program):
    answer = await program.ask("PATCH", "/api/v1/goals/7/status")
    assert (answer.status_code, answer.headers["allow"]) == (405, "PUT")
    assert answer.json()["detail"] == 'Method "PATCH" not allowed.'
    answer = await program.ask("DELETE", "/profile/")
    assert answer.headers["allow"] == "GET, PATCH, PUT"


async def test_pages_that_share_an_address_with_the_api_stay_pages(program: Program):
    for path in ("/login", "/login/", "/register"):
        answer = await program.ask("GET", path)
        assert (answer.status_code, answer.text) == (200, "<p>A page</p>")
    assert (await program.ask("GET", "/profile")).status_code == 401
    assert (await program.ask("GET", "/password-reset")).status_code == 405


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("JWT {access}", NO_CREDENTIALS),
        ("Basic YW5uOmFubg==", NO_CREDENTIALS),
        ("", NO_CREDENTIALS),
        ("Bearer x.y.z", bad_access("Token is invalid")),
        ("Bearer nothing", bad_access("Token is invalid")),
        ("Bearer {refresh}", bad_access("Token has wrong type")),
        ("Token {access}", {"detail": "Invalid token."}),
        ("Token nothing", {"detail": "Invalid token."}),
        ("Bearer fit_nothing", {"detail": "Invalid token."}),
    ],
)
async def test_credentials_that_do_not_hold_are_refused_even_beside_a_good_cookie(
    program: Program, ann: Person, header: str, body: dict[str, str]
):
    pair = pair_of(ann)
    said = header.format(access=pair.access, refresh=pair.refresh)
    answer = await program.ask("GET", ME, headers={**cookie_of(ann), "authorization": said})
    assert (answer.status_code, answer.json()) == (401, body)
    assert answer.headers["www-authenticate"] == 'Bearer realm="api"'


async def test_an_access_token_ends_after_five_minutes(program: Program, ann: Person):
    access = pair_of(ann).access
    clock.move(timedelta(minutes=5))
    answer = await program.ask("GET", ME, token=access)
    assert (answer.status_code, answer.json()) == (401, bad_access("Token is expired"))


@pytest.mark.parametrize("scheme", ["Token", "Bearer", "token", "bearer"])
async def test_an_opaque_token_is_taken_under_both_names(
    program: Program, ann: Person, scheme: str
):
    answer = await program.ask("GET", ME, token=opaque_of(ann), scheme=scheme)
    assert answer.json()["username"] == "ann"


async def test_the_header_wins_over_the_cookie(program: Program, ann: Person, bo: Person):
    access = pair_of(ann).access
    answer = await program.ask("GET", ME, token=access, headers=cookie_of(bo))
    assert answer.json()["username"] == "ann"


async def test_a_cookie_speaks_for_its_owner_but_not_from_another_site(
    program: Program, ann: Person
):
    ours = cookie_of(ann)
    assert (await program.ask("GET", "/api/auth/me", headers=ours)).status_code == 200
    changed = await program.ask("PATCH", "/profile", headers=ours, json={"bio": "Hi"})
    assert changed.status_code == 200
    foreign = {**ours, "origin": "https://evil.example"}
    assert (await program.ask("PATCH", "/profile", headers=foreign, json={})).status_code == 403
    silent = {"cookie": ours["cookie"]}
    assert (await program.ask("PATCH", "/profile", headers=silent, json={})).status_code == 403


async def test_a_logout_ends_the_access_token_at_once(program: Program, ann: Person):
    pair = pair_of(ann)
    assert (await program.ask("POST", "/api/users/logout", token=pair.access)).status_code == 200
    answer = await program.ask("GET", ME, token=pair.access)
    assert (answer.status_code, answer.json()) == (401, bad_access("Token is invalid"))
    again = await program.ask("POST", "/auth/jwt/refresh", json={"refresh": pair.refresh})
    assert again.json()["detail"] == "Token is blacklisted"


async def test_a_token_that_was_logged_out_is_invalid(program: Program, ann: Person):
    token = opaque_of(ann)
    assert (await program.ask("POST", "/auth/token/logout/", token=token)).status_code == 204
    answer = await program.ask("GET", ME, token=token, scheme="Token")
    assert (answer.status_code, answer.json()) == (401, {"detail": "Invalid token."})


async def test_a_blacklisted_token_is_refused_everywhere(program: Program, ann: Person):
    refresh = {"refresh": pair_of(ann).refresh}
    assert (await program.ask("POST", "/auth/jwt/blacklist/", json=refresh)).json() == {}
    bad = {"detail": "Token is blacklisted", "code": "token_not_valid"}
    for door in ("blacklist", "refresh"):
        answer = await program.ask("POST", f"/auth/jwt/{door}/", json=refresh)
        assert (answer.status_code, answer.json()) == (401, bad)
    token = {"token": refresh["refresh"]}
    assert (await program.ask("POST", "/auth/jwt/verify/", json=token)).json() == bad


def _delete(session: Session, *, user_id: int) -> None:
    session.exec(delete(User).where(col(User.id) == user_id))


def _switch_off(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).is_active = False


@pytest.mark.parametrize("end", [_delete, _switch_off])
async def test_tokens_of_somebody_deleted_or_switched_off_are_refused_and_never_fail(
    program: Program, ann: Person, end: Callable[..., None]
):
    pair, opaque = pair_of(ann), opaque_of(ann)
    db.run_sync(end, user_id=ann.id)
    for token in (pair.access, opaque):
        assert (await program.ask("GET", ME, token=token)).status_code == 401
    for door, body in (("refresh", {"refresh": pair.refresh}), ("verify", {"token": pair.access})):
        assert (await program.ask("POST", f"/auth/jwt/{door}", json=body)).status_code == 401


async def test_a_deletion_by_program_signs_out_everywhere(program: Program, ann: Person):
    access, opaque = pair_of(ann).access, opaque_of(ann)
    body = {"current_password": PASSWORD}
    assert (await program.ask("DELETE", ME, token=access, json=body)).status_code == 204
    for token in (access, opaque):
        assert (await program.ask("GET", ME, token=token)).status_code == 401
    assert db.read_sync(account_data.find_deletion, user_id=ann.id) is not None


async def test_another_password_ends_all_but_the_sign_in_that_set_it(program: Program, ann: Person):
    mine, other, opaque = pair_of(ann), pair_of(ann), opaque_of(ann)
    body = {"current_password": PASSWORD, "new_password": "another long walk inland"}
    changed = await program.ask("PUT", "/change-password/", token=mine.access, json=body)
    assert changed.status_code == 200
    for token in (other.access, opaque):
        assert (await program.ask("GET", ME, token=token)).status_code == 401
    renewed = await program.ask("POST", "/auth/jwt/refresh", json={"refresh": mine.refresh})
    access = renewed.json()["access"]
    assert (await program.ask("GET", ME, token=access)).status_code == 200
    dead = await program.ask("POST", "/auth/jwt/refresh", json={"refresh": other.refresh})
    assert dead.status_code == 401


async def test_a_picture_goes_with_the_profile_and_away_again(program: Program, ann: Person):
    access = pair_of(ann).access
    files = {"profile_picture": ("me.png", drawn())}
    answer = await program.ask("PATCH", "/profile/", token=access, files=files, data={"bio": "Hi"})
    assert answer.json()["bio"] == "Hi"
    picture = answer.json()["profile_picture"]
    assert picture.startswith(f"{SITE}/pictures/")
    shown = await program.ask("GET", picture.removeprefix(SITE), token=access)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    removed = await program.ask("PATCH", "/profile", token=access, json={"profile_picture": None})
    assert removed.json()["profile_picture"] is None


async def test_admins_page_through_all_accounts_and_search_them(
    program: Program, ann: Person, bo: Person, ada: Person
):
    token = pair_of(ada).access
    first = (await program.ask("GET", "/api/users/?page_size=2", token=token)).json()
    assert [it["username"] for it in first["results"]] == ["ann", "bo"]
    assert (first["count"], first["previous"]) == (3, None)
    second = (await program.ask("GET", first["next"].removeprefix(SITE), token=token)).json()
    assert ([it["username"] for it in second["results"]], second["next"]) == (["ada"], None)
    found = (await program.ask("GET", "/api/users/?search=BO@", token=token)).json()
    assert [it["username"] for it in found["results"]] == ["bo"]
    assert "password" not in json.dumps(found)
    beyond = await program.ask("GET", "/api/users/?page=9", token=token)
    assert (beyond.status_code, beyond.json()) == (404, {"detail": "Not found."})
    odd = await program.ask("GET", "/api/users/?page=x", token=token)
    assert (odd.status_code, list(odd.json())) == (400, ["page"])


async def test_a_caller_who_is_signed_in_by_cookie_cannot_sign_in_again(
    program: Program, ann: Person
):
    body = {"username": "ann", "password": PASSWORD}
    answer = await program.ask("POST", "/login", json=body, headers=cookie_of(ann))
    assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
