"""What the five families answer when they refuse, as their clients know it, and how it is told."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, RootModel

from fitness_app.accounts.api.caller import (
    BAD_HEADER,
    BAD_TOKEN,
    NO_CREDENTIALS,
    NOT_ALLOWED,
    BadAccessToken,
    BadHeader,
)
from fitness_app.accounts.idempotency import KeyReused
from fitness_app.accounts.jwts import TokenProblem
from fitness_app.kit.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotFound,
    Throttled,
    TooLarge,
    Unauthenticated,
    Unavailable,
)

NO_ACCOUNT = "No active account found with the given credentials"
NOT_VALID = "Given token not valid for any token type"
GONE = "Not found."

_WITH_CODE = (BadHeader, TokenProblem, Conflict, KeyReused, TooLarge, Unavailable)


class Detail(BaseModel):
    """Why not, in a sentence."""

    detail: str


class Coded(Detail):
    """Why not, in a sentence and in a word for programs."""

    code: str


class TokenMessage(BaseModel):
    """What one kind of token was tried as, and why it won't do."""

    token_class: str
    token_type: str
    message: str


class NotValid(Coded):
    """An access token that can't be used."""

    messages: list[TokenMessage]


class ByField(RootModel[dict[str, list[str]]]):
    """What is wrong, under each field; under `non_field_errors` what concerns no single one."""


def said_of(problem: DomainError) -> dict[str, Any]:
    """A refusal as the families' clients read it."""
    if isinstance(problem, Invalid):
        return {field: [text] for field, text in problem.fields.items()}
    if isinstance(problem, BadAccessToken):
        return _not_valid(problem.message)
    if isinstance(problem, NotFound):
        return {"detail": GONE}
    if isinstance(problem, Throttled):
        return {"detail": _throttled(problem.retry_after)}
    if isinstance(problem, _WITH_CODE):
        return {"detail": problem.message, "code": problem.code, **problem.besides}
    return {"detail": problem.message}


def headers_of(problem: DomainError) -> dict[str, str]:
    """What a refusal adds to an answer's headers."""
    if isinstance(problem, Unauthenticated):
        return {"www-authenticate": 'Bearer realm="api"'}
    if isinstance(problem, Throttled):
        return {"retry-after": str(problem.retry_after)}
    return {}


def renamed(problem: Invalid, names: Mapping[str, str]) -> Invalid:
    """The same refusal, with fields named as this door's clients know them."""
    return Invalid(**{names.get(field, field): text for field, text in problem.fields.items()})


def _not_valid(message: str) -> dict[str, Any]:
    tried = {"token_class": "AccessToken", "token_type": "access", "message": message}
    return {"detail": NOT_VALID, "code": "token_not_valid", "messages": [tried]}


def _throttled(seconds: int) -> str:
    unit = "second" if seconds == 1 else "seconds"
    return f"Request was throttled. Expected available in {seconds} {unit}."


# What each door says of its refusals in OpenAPI.

Told = dict[int | str, dict[str, Any]]

_HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    429: {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "required": True}},
}
_AUTH_EXAMPLES = {
    "nobody": {"detail": NO_CREDENTIALS},
    "access token": _not_valid("Token is expired"),
    "opaque token": {"detail": BAD_TOKEN},
    "header": {"detail": BAD_HEADER, "code": BadHeader.code},
}
_UNREADABLE = {"detail": "JSON parse error - Expecting value: line 1 column 1 (char 0)"}
_AWAY = {"detail": Unavailable().message, "code": Unavailable.code}


def refusals(
    *,
    fields: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    signed_in: bool = False,
    unauthenticated: Mapping[str, str] | None = None,
    forbidden: str = "",
    not_found: bool = False,
    key_reused: bool = False,
    throttled: bool = False,
) -> Told:
    """How a door refuses, with examples of what can be wrong with a body's fields or a query."""
    told: Told = {}
    if query is not None:
        example = {name: [text] for name, text in query.items()}
        told[400] = _told(ByField, "Something is wrong with the query.", {"it": example})
    if fields is not None:
        by_field = {field: [text] for field, text in fields.items()}
        told[400] = _told(
            ByField | Detail,
            "Something is wrong with the body.",
            {"fields": by_field, "JSON": _UNREADABLE},
        )
        told[413] = _told(Coded, "The body is too large.", {"size": _TOO_LARGE})
        told[415] = _told(Detail, "The body is of no type that is taken.", {"type": _NO_JSON})
    if signed_in:
        told[401] = _told(NotValid | Coded | Detail, "Nobody we know.", _AUTH_EXAMPLES)
    if unauthenticated is not None:
        told[401] = _told(Coded | Detail, "These don't open anything.", {"it": unauthenticated})
    if forbidden or signed_in:
        text = forbidden or NOT_ALLOWED
        told[403] = _told(Coded | Detail, "Not for this caller.", {"it": {"detail": text}})
    if not_found:
        told[404] = _told(Detail, "No such thing, or somebody else's.", {"it": {"detail": GONE}})
    if key_reused:
        example = {"detail": KeyReused().message, "code": KeyReused.code}
        told[422] = _told(
            Coded, "The key of an earlier request, with another body.", {"it": example}
        )
    if throttled:
        told[429] = _told(Detail, "Too many tries.", {"it": {"detail": _throttled(60)}})
    told[503] = _told(Coded, "Our records can't be reached; nothing was changed.", {"it": _AWAY})
    for status, headers in _HEADERS.items():
        if status in told:
            told[status]["headers"] = headers
    return told


_TOO_LARGE = {"detail": "That is too large: at most 0.066 MB are taken.", "code": "too_large"}
_NO_JSON = {"detail": 'Unsupported media type "text/plain" in request.'}


def shows(status: int, example: Any, description: str) -> Told:
    """An example of an answer that isn't a refusal."""
    return {status: {"description": description, **_content({"it": example})}}


def done(description: str) -> Told:
    """An answer without a body."""
    return {204: {"description": description}}


def _told(model: Any, description: str, examples: Mapping[str, Any]) -> dict[str, Any]:
    return {"model": model, "description": description, **_content(examples)}


def _content(examples: Mapping[str, Any]) -> dict[str, Any]:
    if len(examples) == 1:
        return {"content": {"application/json": {"example": next(iter(examples.values()))}}}
    named = {name: {"value": value} for name, value in examples.items()}
    return {"content": {"application/json": {"examples": named}}}
