"""What a machine can't make up: in place of its own it gets what only the club, or today, knows."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from schemathesis import Case
from schemathesis.transport.serialization import Binary

from fitness_app.accounts import challenges
from fitness_app.accounts.models import Purpose
from fitness_app.kit import clock, db
from tests import make
from tests.make import PASSWORD

_numbers = count(1)
_CODE = "BCDFGHJK"
_SIGNING_IN = ("login", "login_confirmed", "login_user", "create_token", "create_pair")


def _newcomer() -> str:
    return f"newcomer{next(_numbers)}"


def _in_a_year() -> str:
    return (clock.now().date() + timedelta(days=365)).isoformat()


def _yesterday() -> str:
    return (clock.now().date() - timedelta(days=1)).isoformat()


def _weeks_off() -> dict[str, str]:
    first = clock.now().date() + timedelta(days=7 * next(_numbers) % 700)
    return {"starts_on": first.isoformat(), "ends_on": first.isoformat()}


FIELDS: Mapping[str, Callable[[], Any]] = {
    "username": _newcomer,
    "email": lambda: f"{_newcomer()}@club.example",
    **dict.fromkeys(("password", "password2", "re_password"), lambda: PASSWORD),
    **dict.fromkeys(("new_password", "new_password2", "re_new_password"), lambda: PASSWORD),
    "current_password": lambda: PASSWORD,
    "date_of_birth": lambda: "1990-05-31",
    "height_cm": lambda: "171",
    "weight_kg": lambda: "64.2",
    "time_zone": lambda: "Europe/Berlin",
    "target": lambda: 62.5,
    "value": lambda: 64.2,
    "unit": lambda: "kg",
    "due_on": _in_a_year,
    **dict.fromkeys(("measured_on", "done_on"), _yesterday),
    "rating": lambda: 5,
    "session_rpe": lambda: 7,
    "price": lambda: "24.00",
    "picture": lambda: "club-shirt.svg",
    "substitutes": list,
}
"""Names that must be free, passwords that must be right, days that are near or far from today."""
SPREADSHEET = (
    b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds\n"
    b"2026-01-31 18:00:00,Push,50m,Bench Press,1,60,8,0,0\n"
)
"""Where a body is a file: one that can be imported."""
SOMEBODY = "ada"
"""Who signs in; must exist."""


def _challenge(purpose: Purpose, code: str, **columns: Any) -> str:
    person = make.user(_newcomer(), **columns)
    return db.run_sync(
        challenges.issue,
        purpose=purpose,
        user_id=person.id,
        email=person.email,
        code=code,
        lifetime=timedelta(minutes=5),
    )


def _activation() -> dict[str, str]:
    uid = _challenge(Purpose.ACTIVATION, _CODE, email_verified_at=None)
    return {"uid": uid, "token": _CODE}


BY_OPERATION: Mapping[str, Callable[[], dict[str, Any]]] = {
    **dict.fromkeys(("add_exercise", "write_club_exercise"), lambda: {"name": _newcomer()}),
    **dict.fromkeys(_SIGNING_IN, lambda: {"username": SOMEBODY, "password": PASSWORD}),
    "activate": _activation,
    "set_goal": lambda: {"kind": "metric", "metric": "body_weight"},
    "enter_metric": lambda: {"metric": "body_weight"},
    "choose_band": lambda: {"low": 10, "high": 20},
    "take_leave": _weeks_off,
    "confirm_reset": lambda: {"uid": _challenge(Purpose.RESET_LINK, _CODE), "token": _CODE},
    "verify_recovery": lambda: {
        "challenge_id": _challenge(Purpose.RECOVERY, _CODE),
        "code": _CODE,
    },
    "finish_recovery": lambda: {
        "grant": f"{_challenge(Purpose.RECOVERY_GRANT, _CODE)}.{_CODE}",
    },
}
"""What each of these takes that is somebody's, or comes from a mail and is good once."""


def made_likely(case: Case) -> Case:
    """The same request, if the document allows it, with nothing in it that the club must refuse."""
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return case
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = _newcomer()
    if isinstance(case.body, dict):
        name = case.operation.definition.raw["operationId"]
        known: dict[str, Any] = {
            field: find() for field, find in FIELDS.items() if field in case.body
        }
        known |= BY_OPERATION[name]() if name in BY_OPERATION else {}
        # A file in a body that was changed is taken for something the document doesn't allow.
        texts = {field: it for field, it in case.body.items() if not isinstance(it, Binary)}
        case.body = {**texts, **{field: known[field] for field in known if field in texts}}
    if isinstance(case.body, Binary):
        case.body = Binary(SPREADSHEET)
    return case
