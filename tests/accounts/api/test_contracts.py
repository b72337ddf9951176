"""The five families, row by row: what is sent, and the exact answer, with and without a slash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from fitness_app.kit import clock
from tests import make
from tests.accounts.api.conftest import Program, opaque_of, pair_of
from tests.make import PASSWORD, Person

ANY = object()
"""Stands in an expected body for what nobody can foresee."""
NEW = "another long walk inland"
WRONG = "not the right one at all"
REQUIRED = ["This field is required."]
BLANK = ["This field may not be blank."]
NULL = ["This field may not be null."]
MISMATCH = ["The two password fields didn't match."]
TAKEN = ["A user with that username already exists."]
NO_CREDENTIALS = {"detail": "Authentication credentials were not provided."}
FORBIDDEN = {"detail": "You do not have permission to perform this action."}
BAD_LOGIN = {"detail": "No active account found with the given credentials"}
PAIR = {"access": ANY, "refresh": ANY}


def bad_access(message: str) -> dict[str, Any]:
    tried = {"token_class": "AccessToken", "token_type": "access", "message": message}
    said = "Given token not valid for any token type"
    return {"detail": said, "code": "token_not_valid", "messages": [tried]}


def bad_token(detail: str) -> dict[str, str]:
    return {"detail": detail, "code": "token_not_valid"}


def credentials(username: str = "ann", password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "password": password}


def newcomer(**changes: Any) -> dict[str, Any]:
    fields = {"username": "cy", "email": "cy@club.example", "password": PASSWORD, **changes}
    return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True)
class Row:
    """One line of the contract."""

    method: str
    path: str
    status: int
    body: Any
    json: Any = None
    as_: str = ""
    """Whose access token is sent; '' for nobody's."""
    sent: Mapping[str, Any] = field(default_factory=dict)
    """What else is sent, as httpx names it."""
    held: str = ""
    """Which token of ann's goes into the body, as 'refresh:access' for one under another name."""

    def __str__(self) -> str:
        what = sorted(self.json) if isinstance(self.json, dict) else self.json
        return f"{self.method} {self.path} {self.as_} {what} {self.status}"


ME = {"email": "ann@club.example", "username": "ann", "id": ANY}
WHOLE = {
    "id": ANY,
    "username": "ann",
    "email": "ann@club.example",
    "email_verified": True,
    "role": "member",
    "joined_at": ANY,
    "first_name": "",
    "last_name": "",
    "date_of_birth": None,
    "age": None,
    "sex": "",
    "height_cm": None,
    "weight_kg": ANY,
    "fitness_goal": "",
    "bio": "",
    "profile_picture": None,
    "time_zone": "UTC",
    "locale": "en-GB",
    "unit_system": "metric",
    "week_start": 0,
    "weekly_session_target": 3,
    "visibility": "private",
    "leaderboard_opt_in": False,
    "followers": 0,
    "following": 0,
}
JOINED = {**WHOLE, "username": "cy", "email": "cy@club.example", "email_verified": False}


def logins(path: str) -> list[Row]:
    return [
        Row("POST", path, 200, PAIR, credentials()),
        Row("POST", path, 200, PAIR, credentials("ANN@club.example")),
        Row("POST", path, 200, PAIR, sent={"data": credentials()}),
        Row("POST", path, 401, BAD_LOGIN, credentials(password=WRONG)),
        Row("POST", path, 401, BAD_LOGIN, credentials("nobody")),
        Row("POST", path, 401, BAD_LOGIN, credentials("gone")),
        Row("POST", path, 400, {"username": REQUIRED, "password": REQUIRED}, {}),
        Row("POST", path, 400, {"username": BLANK, "password": BLANK}, credentials("", "")),
        Row("POST", path, 400, {"username": NULL}, {"username": None, "password": "x"}),
        Row("PUT", path, 405, {"detail": 'Method "PUT" not allowed.'}, {}),
    ]


def profiles(path: str) -> list[Row]:
    changed = {**WHOLE, "bio": "I climb.", "height_cm": 171.0, "date_of_birth": "1990-05-31"}
    changed |= {"age": ANY, "leaderboard_opt_in": True, "week_start": 6}
    changes = {"bio": " I climb. ", "height_cm": 171, "date_of_birth": "1990-05-31"}
    changes |= {"leaderboard_opt_in": True, "week_start": 6}
    ignored = {"role": "admin", "is_staff": True, "id": 999, "email_verified": False, "x": 1}
    wrong = {"date_of_birth": "2999-01-01", "height_cm": "tall", "week_start": 9, "bio": ["x"]}
    return [
        Row("GET", path, 200, WHOLE, as_="ann"),
        Row("GET", path, 401, NO_CREDENTIALS),
        Row("PUT", path, 401, NO_CREDENTIALS, {}),
        Row("PUT", path, 200, changed, changes, as_="ann"),
        Row("PATCH", path, 200, changed, changes, as_="ann"),
        Row("PATCH", path, 200, WHOLE, ignored, as_="ann"),
        Row("PATCH", path, 200, {**WHOLE, "bio": "Hi"}, as_="ann", sent={"data": {"bio": "Hi"}}),
        Row(
            "PATCH",
            path,
            400,
            {
                "date_of_birth": ["Date of birth cannot be in the future."],
                "height_cm": ["Enter centimetres such as 180."],
                "week_start": ["Enter a whole number from 0 to 6."],
                "bio": ["Not a valid string."],
            },
            wrong,
            as_="ann",
        ),
        Row(
            "PATCH",
            path,
            400,
            {"profile_picture": ["Choose a JPEG, PNG or WebP picture."]},
            as_="ann",
            sent={"files": {"profile_picture": ("me.png", b"no picture")}},
        ),
        Row("POST", path, 405, {"detail": 'Method "POST" not allowed.'}, {}, as_="ann"),
    ]


RESET = "/auth/users/reset_password_confirm"
FITNESS = [
    Row(
        "POST",
        "/register",
        201,
        {"detail": "User registered successfully.", **PAIR, "user": JOINED},
        newcomer(role="admin", is_staff=True, id=99, email_verified=True),
    ),
    Row(
        "POST",
        "/register",
        201,
        {
            "detail": "User registered successfully.",
            **PAIR,
            "user": {**JOINED, "first_name": "Cy", "height_cm": 180.5, "sex": "male"},
        },
        newcomer(first_name="Cy", height_cm=180.5, weight_kg=80, sex="male"),
    ),
    Row(
        "POST",
        "/register",
        400,
        {
            "username": TAKEN,
            "email": ["Enter a valid email address."],
            "password": ["This password is entirely numeric."],
            "date_of_birth": ["Date of birth cannot be less than 13 years ago."],
            "height_cm": ["Enter centimetres such as 180."],
            "weight_kg": ["Enter a weight from 20 to 650 kg."],
            "bio": ["Not a valid string."],
        },
        newcomer(
            username="ANN",
            email="nobody",
            password="98127365500",
            date_of_birth=(clock.now().date().replace(day=1)).isoformat(),
            height_cm="tall",
            weight_kg=5,
            bio=True,
        ),
    ),
    Row(
        "POST",
        "/register",
        400,
        {"username": REQUIRED, "email": REQUIRED, "password": ["This password is too common."]},
        {"password": "qwertyuiop"},
    ),
    Row("POST", "/register", 403, FORBIDDEN, newcomer(), as_="ann"),
    *logins("/login"),
    Row("POST", "/login", 403, FORBIDDEN, credentials(), as_="ann"),
    *(
        Row(
            "POST",
            "/password-reset",
            200,
            {"detail": "If that e-mail is registered, we have sent a code."},
            {"email": email},
        )
        for email in ("ann@club.example", "nobody@club.example")
    ),
    Row("POST", "/password-reset", 400, {"email": REQUIRED}, {}),
    Row(
        "POST", "/password-reset", 400, {"email": ["Enter a valid email address."]}, {"email": "x"}
    ),
    *(
        row
        for method in ("PUT", "POST")
        for row in (
            Row(
                method,
                "/change-password",
                200,
                {"detail": "Password changed."},
                {"current_password": PASSWORD, "new_password": NEW},
                as_="ann",
            ),
            Row(
                method,
                "/change-password",
                400,
                {"current_password": ["Invalid password."]},
                {"current_password": WRONG, "new_password": NEW},
                as_="ann",
            ),
            Row(
                method,
                "/change-password",
                400,
                {
                    "current_password": REQUIRED,
                    "new_password": [
                        "This password is too short. It must contain at least 10 characters."
                    ],
                    "new_password2": MISMATCH,
                },
                {"new_password": "short", "new_password2": "other"},
                as_="ann",
            ),
            Row(method, "/change-password", 401, NO_CREDENTIALS, {}),
        )
    ),
    *profiles("/profile"),
]
CONFIRMED = [
    Row(
        "POST",
        "/api/auth/register",
        201,
        {"detail": "User registered successfully."},
        newcomer(password2=PASSWORD),
    ),
    Row(
        "POST",
        "/api/auth/register",
        400,
        {"password2": MISMATCH},
        newcomer(password2=WRONG),
    ),
    Row(
        "POST",
        "/api/auth/register",
        400,
        {"username": TAKEN},
        newcomer(username="ann", password2=PASSWORD),
    ),
    Row(
        "POST",
        "/api/auth/register",
        400,
        {
            "username": [
                "Enter a valid username. This value may contain only letters, numbers, and "
                "@/./+/-/_ characters."
            ],
            "email": ["A user with that email already exists."],
            "password2": REQUIRED,
        },
        newcomer(username="c y", email="Ann@club.example"),
    ),
    *logins("/api/auth/login"),
    *profiles("/api/auth/profile"),
    Row("GET", "/api/users", 401, NO_CREDENTIALS),
    Row("GET", "/api/users", 403, FORBIDDEN, as_="ann"),
    Row("GET", "/api/users", 403, FORBIDDEN, as_="tess"),
    Row(
        "GET",
        "/api/users",
        200,
        {"count": 4, "next": None, "previous": None, "results": ANY},
        as_="ada",
    ),
]
USERS = [
    Row(
        "POST",
        "/api/users/register",
        201,
        {"message": "User created successfully"},
        newcomer(email=None),
    ),
    Row(
        "POST",
        "/api/users/register",
        400,
        {
            "username": TAKEN,
            "password": ["This password is too short. It must contain at least 10 characters."],
        },
        newcomer(username="ann", email=None, password="x"),
    ),
    Row(
        "POST",
        "/api/users/register",
        400,
        {"password": ["The password is too similar to the username."]},
        newcomer(username="cyprian.zed", email=None, password="cyprian.zed1"),
    ),
    Row(
        "POST",
        "/api/users/register",
        400,
        {"username": ["Ensure this field has no more than 150 characters."], "password": REQUIRED},
        newcomer(username="c" * 151, email=None, password=None),
    ),
    *logins("/api/users/login"),
    Row("POST", "/api/users/token/refresh", 200, PAIR, held="refresh:refresh"),
    Row(
        "POST",
        "/api/users/token/refresh",
        401,
        bad_token("Token is invalid or expired"),
        {"refresh": "x.y.z"},
    ),
    Row(
        "POST",
        "/api/users/token/refresh",
        401,
        bad_token("Token is invalid or expired"),
        held="refresh:access",
    ),
    Row("POST", "/api/users/token/refresh", 400, {"refresh": REQUIRED}, {}),
    Row("POST", "/api/users/logout", 200, {"message": "Logged out successfully"}, as_="ann"),
    Row("POST", "/api/users/logout", 200, {"message": "Logged out successfully"}, {}, as_="ann"),
    Row(
        "POST",
        "/api/users/logout",
        200,
        {"message": "Logged out successfully"},
        as_="ann",
        held="refresh:refresh",
    ),
    Row("POST", "/api/users/logout", 401, NO_CREDENTIALS),
]
DJOSER = [
    Row(
        "POST",
        "/auth/users",
        201,
        {"email": "cy@club.example", "username": "cy", "id": ANY},
        newcomer(re_password=PASSWORD),
    ),
    Row("POST", "/auth/users", 400, {"non_field_errors": MISMATCH}, newcomer(re_password=WRONG)),
    Row("POST", "/auth/users", 400, {"re_password": REQUIRED}, newcomer()),
    Row("GET", "/auth/users/me", 200, ME, as_="ann"),
    Row("GET", "/auth/users/me", 401, NO_CREDENTIALS),
    *(
        row
        for method in ("PUT", "PATCH")
        for row in (
            Row(
                method,
                "/auth/users/me",
                200,
                {**ME, "username": "ann2"},
                {"username": "ann2", "email": "new@club.example", "id": 5, "role": "admin"},
                as_="ann",
            ),
            Row(
                method,
                "/auth/users/me",
                200,
                ME,
                {"username": "ann", "email": "ann@club.example"},
                as_="ann",
            ),
            Row(
                method,
                "/auth/users/me",
                400,
                {"username": TAKEN, "email": ["Enter a valid email address."]},
                {"username": "ada", "email": "x"},
                as_="ann",
            ),
            Row(method, "/auth/users/me", 401, NO_CREDENTIALS, {"username": "x"}),
        )
    ),
    Row("DELETE", "/auth/users/me", 204, None, {"current_password": PASSWORD}, as_="ann"),
    Row(
        "DELETE",
        "/auth/users/me",
        400,
        {"current_password": ["Invalid password."]},
        {"current_password": WRONG},
        as_="ann",
    ),
    Row("DELETE", "/auth/users/me", 400, {"current_password": REQUIRED}, as_="ann"),
    Row("DELETE", "/auth/users/me", 401, NO_CREDENTIALS, {"current_password": PASSWORD}),
    Row(
        "POST",
        "/auth/users/set_password",
        204,
        None,
        {"current_password": PASSWORD, "new_password": NEW},
        as_="ann",
    ),
    Row(
        "POST",
        "/auth/users/set_password",
        400,
        {"current_password": ["Invalid password."], "non_field_errors": MISMATCH},
        {"current_password": WRONG, "new_password": NEW, "re_new_password": WRONG},
        as_="ann",
    ),
    Row("POST", "/auth/users/set_password", 401, NO_CREDENTIALS, {}),
    Row(
        "POST",
        "/auth/users/activation",
        400,
        {"uid": ["Invalid user id or user doesn't exist."]},
        {"uid": "nobody", "token": "nothing"},
    ),
    Row("POST", "/auth/users/activation", 400, {"uid": REQUIRED, "token": REQUIRED}, {}),
    *(
        Row("POST", f"/auth/users/{door}", 204, None, {"email": email})
        for door in ("resend_activation", "reset_password")
        for email in ("ann@club.example", "nobody@club.example")
    ),
    *(
        Row("POST", f"/auth/users/{door}", 400, {"email": ["Enter a valid email address."]}, it)
        for door in ("resend_activation", "reset_password")
        for it in ({"email": "x"}, {"email": "x@"})
    ),
    Row(
        "POST",
        RESET,
        400,
        {
            "uid": ["Invalid user id or user doesn't exist."],
            "new_password": ["This password is too common."],
            "non_field_errors": MISMATCH,
        },
        {"uid": "x", "token": "x", "new_password": "qwertyuiop", "re_new_password": "other"},
    ),
    Row("POST", "/auth/token/login", 200, {"auth_token": ANY}, credentials()),
    *(
        Row(
            "POST",
            "/auth/token/login",
            400,
            {"non_field_errors": ["Unable to log in with provided credentials."]},
            credentials(name, password),
        )
        for name, password in (("ann", WRONG), ("nobody", PASSWORD), ("gone", PASSWORD))
    ),
    Row("POST", "/auth/token/logout", 204, None, as_="ann:opaque"),
    Row("POST", "/auth/token/logout", 401, NO_CREDENTIALS),
    *logins("/auth/jwt/create"),
    Row("POST", "/auth/jwt/refresh", 200, PAIR, held="refresh:refresh"),
    Row("POST", "/auth/jwt/refresh", 401, bad_token("Token is invalid"), {"refresh": "x"}),
    Row("POST", "/auth/jwt/refresh", 401, bad_token("Token has wrong type"), held="refresh:access"),
    Row("POST", "/auth/jwt/refresh", 400, {"refresh": REQUIRED}, {}),
    Row("POST", "/auth/jwt/verify", 200, {}, held="token:access"),
    Row("POST", "/auth/jwt/verify", 200, {}, held="token:refresh"),
    Row("POST", "/auth/jwt/verify", 401, bad_token("Token is invalid"), {"token": "x"}),
    Row("POST", "/auth/jwt/verify", 400, {"token": REQUIRED}, {}),
    Row("POST", "/auth/jwt/blacklist", 200, {}, held="refresh:refresh"),
    Row("POST", "/auth/jwt/blacklist", 401, bad_token("Token is invalid"), {"refresh": "x"}),
    Row("POST", "/auth/jwt/blacklist", 400, {"refresh": REQUIRED}, {}),
]
RECOVERY = [
    *(
        Row("POST", "/api/auth/recovery/start", 200, {"challenge_id": ANY}, {"email": email})
        for email in ("ann@club.example", "nobody@club.example")
    ),
    Row("POST", "/api/auth/recovery/start", 400, {"email": REQUIRED}, {}),
    Row(
        "POST",
        "/api/auth/recovery/verify",
        400,
        {"code": ["Invalid or expired code."]},
        {"challenge_id": "nothing", "code": "BCDFGHJK"},
    ),
    Row("POST", "/api/auth/recovery/verify", 400, {"challenge_id": REQUIRED}, {"code": "x"}),
    Row(
        "POST",
        "/api/auth/recovery/finish",
        400,
        {"grant": ["This took too long. Please start again."]},
        {"grant": "x", "new_password": NEW, "new_password2": NEW},
    ),
    Row(
        "POST",
        "/api/auth/recovery/finish",
        400,
        {
            "grant": REQUIRED,
            "new_password": ["This password is too common."],
            "new_password2": REQUIRED,
        },
        {"new_password": "qwertyuiop"},
    ),
    Row(
        "GET",
        "/api/auth/me",
        200,
        {
            "username": "ann",
            "email": "ann@club.example",
            "email_verified": True,
            "is_authenticated": True,
            "role": "member",
        },
        as_="ann",
    ),
    Row("GET", "/api/auth/me", 401, NO_CREDENTIALS),
    Row("GET", "/api/nothing", 404, {"detail": "Not found."}),
    Row("POST", "/auth/nothing", 404, {"detail": "Not found."}, {}),
]
ROWS = [*FITNESS, *CONFIRMED, *USERS, *DJOSER, *RECOVERY]


@pytest.fixture
def people(ann: Person, tess: Person, ada: Person) -> dict[str, Person]:
    gone = make.user("gone", is_active=False)
    return {"ann": ann, "tess": tess, "ada": ada, "gone": gone}


def matches(found: Any, expected: Any) -> bool:
    if expected is ANY:
        return True
    if isinstance(expected, dict) and isinstance(found, dict):
        return found.keys() == expected.keys() and all(
            matches(found[name], expected[name]) for name in expected
        )
    return found == expected


@pytest.mark.parametrize("slash", ["", "/"], ids=["bare", "slashed"])
@pytest.mark.parametrize("row", ROWS, ids=str)
async def test_each_row_of_the_contract(
    program: Program, people: dict[str, Person], row: Row, slash: str
):
    token, json = "", row.json
    if row.as_:
        name, _, kind = row.as_.partition(":")
        token = opaque_of(people[name]) if kind else pair_of(people[name]).access
    if row.held:
        name, _, kind = row.held.partition(":")
        json = {name: getattr(pair_of(people["ann"]), kind)}
    sent = {"json": json} if json is not None else {}
    answer = await program.ask(row.method, row.path + slash, token=token, **sent, **row.sent)
    assert answer.status_code == row.status, answer.text
    if row.status == 204:
        assert answer.content == b""
        return
    assert answer.headers["content-type"] == "application/json"
    assert matches(answer.json(), row.body), answer.text
    if row.status == 401:
        assert answer.headers["www-authenticate"] == 'Bearer realm="api"'
    if row.status == 405:
        assert row.method not in answer.headers["allow"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"]
