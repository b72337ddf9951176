"""What holds for every path of the families alike: methods, bodies, credentials, throttles."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from fitness_app.kit import clock
from tests.accounts.api.conftest import Program, cookie_of, opaque_of, pair_of
from tests.accounts.api.test_contracts import (
    NO_CREDENTIALS,
    WHOLE,
    bad_access,
    bad_token,
    credentials,
    matches,
    newcomer,
)
from tests.accounts.test_pictures import drawn
from tests.make import PASSWORD, Person

METHODS: Mapping[str, str] = {
    "/register": "POST",
    "/login": "POST",
    "/password-reset": "POST",
    "/change-password": "POST PUT",
    "/profile": "GET PATCH PUT",
    "/api/auth/register": "POST",
    "/api/auth/login": "POST",
    "/api/auth/profile": "GET PATCH PUT",
    "/api/users": "GET",
    "/api/users/register": "POST",
    "/api/users/login": "POST",
    "/api/users/token/refresh": "POST",
    "/api/users/logout": "POST",
    "/auth/users": "POST",
    "/auth/users/me": "DELETE GET PATCH PUT",
    "/auth/users/set_password": "POST",
    "/auth/users/activation": "POST",
    "/auth/users/resend_activation": "POST",
    "/auth/users/reset_password": "POST",
    "/auth/users/reset_password_confirm": "POST",
    "/auth/token/login": "POST",
    "/auth/token/logout": "POST",
    "/auth/jwt/create": "POST",
    "/auth/jwt/refresh": "POST",
    "/auth/jwt/verify": "POST",
    "/auth/jwt/blacklist": "POST",
    "/api/auth/recovery/start": "POST",
    "/api/auth/recovery/verify": "POST",
    "/api/auth/recovery/finish": "POST",
    "/api/auth/me": "GET",
}
"""Every path of the contract, and what may be done there."""
PAGES = {"/login", "/register"}
REGISTERING = ("/register", "/api/auth/register", "/api/users/register", "/auth/users")
SIGNING_IN = (
    "/login",
    "/api/auth/login",
    "/api/users/login",
    "/auth/token/login",
    "/auth/jwt/create",
)
PROFILES = ("/profile", "/api/auth/profile")
TAKES_FORMS = {*REGISTERING, *SIGNING_IN, *PROFILES}
FOR_SOMEBODY = {
    *PROFILES,
    "/change-password",
    "/api/users",
    "/api/users/logout",
    "/auth/users/me",
    "/auth/users/set_password",
    "/auth/token/logout",
    "/api/auth/me",
}
BODILESS = {"/auth/token/logout"}
KNOWN = [(path, method) for path, methods in METHODS.items() for method in methods.split()]
UNKNOWN = [
    (path, method)
    for path, methods in METHODS.items()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
    if method not in methods.split() and not (path in PAGES and method in ("GET", "HEAD"))
]
BODIES = [
    (path, method)
    for path, method in KNOWN
    if method in ("POST", "PUT", "PATCH") and path not in BODILESS
]
SOMEBODYS = [(path, method) for path, method in KNOWN if path in FOR_SOMEBODY]
SLASHES = pytest.mark.parametrize("slash", ["", "/"], ids=["bare", "slashed"])
JSON = {"content-type": "application/json"}


def _form(typed: Mapping[str, str], way: str) -> dict[str, Any]:
    """Fields as httpx posts them: urlencoded as `data`, multipart as `files`."""
    return {way: typed if way == "data" else {name: (None, it) for name, it in typed.items()}}


@SLASHES
@pytest.mark.parametrize(("path", "method"), UNKNOWN)
async def test_other_methods_are_refused_in_json(
    program: Program, path: str, method: str, slash: str
):
    answer = await program.ask(method, path + slash)
    known = {*METHODS[path].split(), *({"GET", "HEAD"} if path in PAGES else ())}
    assert answer.status_code == 405
    assert answer.headers["allow"] == ", ".join(sorted(known))
    assert answer.headers["content-type"] == "application/json"
    if method != "HEAD":
        assert answer.json() == {"detail": f'Method "{method}" not allowed.'}


@SLASHES
@pytest.mark.parametrize(("path", "method"), BODIES)
async def test_a_body_that_cannot_be_read_is_refused_everywhere_alike(
    program: Program, ann: Person, path: str, method: str, slash: str
):
    token = pair_of(ann).access if path in FOR_SOMEBODY else ""

    async def refused(content: bytes, **headers: str) -> tuple[int, dict[str, object]]:
        answer = await program.ask(
            method, path + slash, token=token, content=content, headers={**JSON, **headers}
        )
        return answer.status_code, answer.json()

    for content in (b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b'{"a":' * 40 + b"1" + b"}" * 40):
        status, said = await refused(content)
        assert (status, list(said)) == (400, ["detail"])
        assert str(said["detail"]).startswith("JSON parse error - ")
    said = "Invalid data. Expected a dictionary, but got list."
    assert await refused(b"[]") == (400, {"non_field_errors": [said]})
    said = 'Unsupported media type "text/plain" in request.'
    assert await refused(b"x", **{"content-type": "text/plain"}) == (415, {"detail": said})
    status, told = await refused(b'{"a": "' + b"x" * 6_000_000 + b'"}')
    assert (status, told["code"]) == (413, "too_large")


@SLASHES
@pytest.mark.parametrize(("path", "method"), BODIES)
async def test_forms_are_taken_where_people_join_sign_in_and_tell_of_themselves(
    program: Program, ann: Person, path: str, method: str, slash: str
):
    token = pair_of(ann).access if path in FOR_SOMEBODY else ""
    form = {"x": "1"}
    for way in ("data", "files"):
        sent = _form(form, way)
        answer = await program.ask(method, path + slash, token=token, **sent)
        assert (answer.status_code == 415) == (path not in TAKES_FORMS)


@SLASHES
@pytest.mark.parametrize("way", ["data", "files"], ids=["urlencoded", "multipart"])
@pytest.mark.parametrize("path", REGISTERING)
async def test_people_join_by_forms(program: Program, path: str, way: str, slash: str):
    typed = newcomer(password2=PASSWORD, re_password=PASSWORD)
    answer = await program.ask("POST", path + slash, **_form(typed, way))
    assert answer.status_code == 201, answer.text
    again = await program.ask("POST", path + slash, **_form(typed, way))
    assert again.json()["username"] == ["A user with that username already exists."]


@SLASHES
@pytest.mark.parametrize("way", ["data", "files"], ids=["urlencoded", "multipart"])
@pytest.mark.parametrize("path", SIGNING_IN)
async def test_people_sign_in_by_forms(
    program: Program, ann: Person, path: str, way: str, slash: str
):
    answer = await program.ask("POST", path + slash, **_form(credentials(), way))
    assert answer.status_code == 200


@SLASHES
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("path", PROFILES)
async def test_a_picture_comes_with_a_multipart_form(
    program: Program, ann: Person, path: str, method: str, slash: str
):
    files = {"profile_picture": ("me.png", drawn())}
    answer = await program.ask(
        method, path + slash, token=pair_of(ann).access, files=files, data={"bio": "Hi"}
    )
    assert answer.status_code == 200
    shown = answer.json()
    assert shown.pop("profile_picture").startswith("http")
    assert matches(shown | {"profile_picture": None}, {**WHOLE, "bio": "Hi"})


@SLASHES
@pytest.mark.parametrize(("path", "method"), SOMEBODYS)
async def test_credentials_that_do_not_hold_open_nothing(
    program: Program, ann: Person, path: str, method: str, slash: str
):
    pair = pair_of(ann)
    refused = {
        "": NO_CREDENTIALS,
        f"JWT {pair.access}": NO_CREDENTIALS,
        "Bearer nonsense": bad_access("Token is invalid"),
        f"Bearer {pair.refresh}": bad_access("Token has wrong type"),
        "Token nonsense": {"detail": "Invalid token."},
        "Bearer fit_nonsense": {"detail": "Invalid token."},
    }
    for header, said in refused.items():
        headers = {"authorization": header, **cookie_of(ann)} if header else {}
        answer = await program.ask(method, path + slash, headers=headers)
        assert (answer.status_code, answer.json()) == (401, said), header
        assert answer.headers["www-authenticate"] == 'Bearer realm="api"'
    clock.move(timedelta(minutes=5))
    late = await program.ask(method, path + slash, token=pair.access)
    assert (late.status_code, late.json()) == (401, bad_access("Token is expired"))


@SLASHES
@pytest.mark.parametrize(
    ("path", "method"), [each for each in SOMEBODYS if each[1] not in ("GET",)]
)
async def test_a_cookie_changes_nothing_from_another_site(
    program: Program, ann: Person, path: str, method: str, slash: str
):
    cookie = cookie_of(ann)["cookie"]
    for headers in ({}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = await program.ask(method, path + slash, headers={"cookie": cookie, **headers})
        assert answer.status_code == 403
        assert answer.json()["code"] == "cross_site"


THROTTLED = [
    *((path, credentials("nobody"), "", 5) for path in SIGNING_IN),
    *((path, newcomer(username=None), "", 20) for path in REGISTERING),
    ("/password-reset", {"email": "cy@club.example"}, "", 3),
    ("/api/auth/recovery/start", {"email": "cy@club.example"}, "", 3),
    ("/auth/users/reset_password", {"email": "cy@club.example"}, "", 3),
    ("/auth/users/resend_activation", {"email": "cy@club.example"}, "", 10),
    *(
        (path, {"current_password": "wrong", "new_password": "another walk"}, "ann", 5)
        for path in ("/change-password", "/auth/users/set_password")
    ),
]


@SLASHES
@pytest.mark.parametrize("row", THROTTLED, ids=lambda row: row[0])
async def test_too_many_tries_are_told_when_to_come_again(
    program: Program, ann: Person, row: tuple[str, dict[str, str], str, int], slash: str
):
    path, body, who, tries = row
    token = pair_of(ann).access if who else ""
    for _ in range(tries):
        answer = await program.ask("POST", path + slash, token=token, json=body)
        assert answer.status_code != 429
    answer = await program.ask("POST", path + slash, token=token, json=body)
    assert answer.status_code == 429
    seconds = int(answer.headers["retry-after"])
    unit = "second" if seconds == 1 else "seconds"
    said = f"Request was throttled. Expected available in {seconds} {unit}."
    assert answer.json() == {"detail": said}


@SLASHES
async def test_tokens_that_are_used_up_expired_or_given_up_say_so(
    program: Program, ann: Person, slash: str
):
    async def told(door: str, **body: str) -> tuple[int, object]:
        answer = await program.ask("POST", door + slash, json=body)
        return answer.status_code, answer.json()

    given_up, late = pair_of(ann), pair_of(ann)
    assert await told("/auth/jwt/blacklist", refresh=given_up.refresh) == (200, {})
    blacklisted = (401, bad_token("Token is blacklisted"))
    assert await told("/auth/jwt/blacklist", refresh=given_up.refresh) == blacklisted
    assert await told("/auth/jwt/refresh", refresh=given_up.refresh) == blacklisted
    assert await told("/auth/jwt/verify", token=given_up.refresh) == blacklisted
    over = (401, bad_token("Token is invalid or expired"))
    assert await told("/api/users/token/refresh", refresh=given_up.refresh) == over
    assert await told("/auth/jwt/blacklist", refresh=late.access) == (
        401,
        bad_token("Token has wrong type"),
    )
    clock.move(timedelta(days=30))
    expired = (401, bad_token("Token is expired"))
    assert await told("/auth/jwt/refresh", refresh=late.refresh) == expired
    assert await told("/auth/jwt/verify", token=late.refresh) == expired
    assert await told("/auth/jwt/verify", token=late.access) == expired
    assert await told("/auth/jwt/blacklist", refresh=late.refresh) == expired
    assert await told("/api/users/token/refresh", refresh=late.refresh) == over


@SLASHES
@pytest.mark.parametrize("path", ["/api/users/logout", "/auth/token/logout"])
@pytest.mark.parametrize("kind", ["access", "opaque", "cookie"])
async def test_a_logout_ends_what_it_was_asked_with(
    program: Program, ann: Person, path: str, kind: str, slash: str
):
    if kind == "cookie":
        headers = cookie_of(ann)
    else:
        token = pair_of(ann).access if kind == "access" else opaque_of(ann)
        headers = {"authorization": f"Bearer {token}"}
    answer = await program.ask("POST", path + slash, headers=headers)
    assert answer.status_code == (204 if "token" in path else 200)
    assert (await program.ask("GET", "/api/auth/me", headers=headers)).status_code == 401


@SLASHES
async def test_a_changed_name_shows_at_once(program: Program, ann: Person, slash: str):
    token, me = pair_of(ann).access, f"/auth/users/me{slash}"
    assert (await program.ask("GET", me, token=token)).json()["username"] == "ann"
    await program.ask("PUT", me, token=token, json={"username": "ann2"})
    assert (await program.ask("GET", me, token=token)).json()["username"] == "ann2"
