"""What /api/v1 answers when it refuses: problem details (RFC 9457), in one shape for all."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

from fitness_app.accounts.api.answers import Told
from fitness_app.kit.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    Throttled,
    TooLarge,
    Unauthenticated,
    Unavailable,
)

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Why a request was refused."""

    type: str = Field(description="Always `about:blank`: the status says the kind")
    title: str = Field(description="The status in words")
    status: int
    detail: str = Field(description="What is wrong, for people")
    code: str = Field(description="What is wrong, for programs")
    errors: dict[str, list[str]] | None = Field(
        default=None, description="What is wrong with each field"
    )


def problem_of(problem: DomainError) -> dict[str, Any]:
    """A refusal as problem details."""
    said = details(problem.status, problem.message, problem.code) | dict(problem.besides)
    if isinstance(problem, Invalid):
        said["errors"] = {field: [text] for field, text in problem.fields.items()}
    return said


def details(status: int, detail: str, code: str) -> dict[str, Any]:
    """Problem details of a status."""
    title = HTTPStatus(status).phrase
    return {
        "type": "about:blank", "title": title, "status": status, "detail": detail, "code": code
    }  # fmt: skip


_EXAMPLES: Mapping[int, DomainError] = {
    401: Unauthenticated("Authentication credentials were not provided."),
    403: Forbidden("You do not have permission to perform this action."),
    404: NotFound(),
    409: Conflict("This goal has ended."),
    413: TooLarge("That is too large: at most 0.066 MB are taken."),
    429: Throttled(60),
    503: Unavailable(),
}
_WORDS = {
    400: "Something is wrong with what was sent.",
    401: "Nobody we know.",
    403: "Not for this caller, or not with this token.",
    404: "No such thing, or somebody else's.",
    409: "The state of things doesn't allow it now.",
    413: "The body is too large.",
    415: "The body is of no type that is taken.",
    422: "The key of an earlier request, with another body.",
    429: "Too many tries.",
    503: "Our records can't be reached; nothing was changed.",
}
_HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    429: {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "required": True}},
}


def refused_with(*statuses: int, fields: Mapping[str, str] | None = None) -> Told:
    """How a door of /api/v1 refuses, beside what all of them do (401, 403, 503)."""
    return {status: _told(status, fields or {}) for status in sorted({401, 403, 503, *statuses})}


def takes_body(fields: Mapping[str, str], *statuses: int) -> Told:
    """How a door that reads a body refuses; `fields` are examples of what can be wrong in it."""
    return refused_with(400, 413, 415, *statuses, fields=fields)


def _told(status: int, fields: Mapping[str, str]) -> dict[str, Any]:
    example = (
        problem_of(Invalid(**fields))
        if status == 400
        else problem_of(_EXAMPLES[status])
        if status in _EXAMPLES
        else details(status, _WORDS[status], _CODES[status])
    )
    told: dict[str, Any] = {
        "description": _WORDS[status],
        "content": {
            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        },
    }
    return told | ({"headers": _HEADERS[status]} if status in _HEADERS else {})


_CODES = {415: "unsupported_media_type", 422: "key_reused"}
