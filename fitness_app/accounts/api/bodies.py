"""What a client sends: strict JSON or a form, read field by field, with every problem noted."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.fields import FieldError
from fitness_app.kit.errors import DomainError, Invalid

REQUIRED = "This field is required."
NULL = "This field may not be null."
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
DEEPEST = 32
MOST_FIELDS = 64


class Unreadable(DomainError):
    """A body that is no JSON, or no form."""

    code = "parse_error"


class UnsupportedMedia(DomainError):
    """A body of a type this door doesn't take."""

    status: ClassVar[int] = 415
    code = "unsupported_media_type"


@dataclass(frozen=True, slots=True)
class Sent:
    """What could be read of a body, and what is wrong with the rest of it."""

    values: Mapping[str, Any]
    problems: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> Any:
        """A field's value; '' for one that was not sent, or could not be read."""
        return self.values.get(name, "")

    def checked(self) -> "Sent":
        """The same, if nothing is wrong with it; raises Invalid."""
        if self.problems:
            raise Invalid(**self.problems)
        return self

    def without(self, name: str) -> "Sent":
        """The same but for a field that must not be kept, not even as a digest."""
        return replace(self, values={key: it for key, it in self.values.items() if key != name})


class Body:
    """The fields that a door reads of a body; a dependency that gives what was sent."""

    def __init__(
        self,
        example: Mapping[str, Any],
        /,
        *,
        takes_forms: bool = False,
        **entries: Entry,
    ) -> None:
        self._entries = entries
        self._takes_forms = takes_forms
        self.documented = {"requestBody": self._described(dict(example))}
        """What OpenAPI says of it, as an operation's `openapi_extra`."""

    async def __call__(self, request: Request) -> Sent:
        """Read a request's body; raises for one that has no fields to read at all."""
        sent = await _fields_of(request, takes_forms=self._takes_forms)
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, entry in self._entries.items():
            try:
                if name in sent:
                    values[name] = _read(entry, sent[name])
                elif entry.is_required:
                    problems[name] = REQUIRED
            except FieldError as problem:
                problems[name] = str(problem)
        return Sent(values, problems)

    def _described(self, example: dict[str, Any]) -> dict[str, Any]:
        required = [name for name, entry in self._entries.items() if entry.is_required]
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: entry.schema for name, entry in self._entries.items()},
        }
        if required:
            schema["required"] = required
        media = {"application/json": {"schema": schema, "example": example}}
        if self._takes_forms:
            media |= {kind: {"schema": _as_form(schema)} for kind in FORMS}
        return {"required": bool(required), "content": media}


def _as_form(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a form: all it can carry is text, and nothing can be left out as null."""
    properties = {name: _as_text(it) for name, it in schema["properties"].items()}
    return {**schema, "properties": properties}


def _as_text(schema: dict[str, Any]) -> dict[str, Any]:
    """What of a field's values can be written as text."""
    if schema.get("format") == "binary":
        return {"type": "string", "format": "binary"}
    kept = {key: it for key, it in schema.items() if key not in ("type", "anyOf", "enum")}
    if either := schema.get("anyOf"):
        texts = [_as_text(it) for it in either if _may_be_text(it)]
        return {**kept, **texts[0]} if len(texts) == 1 else {**kept, "anyOf": texts}
    if codes := schema.get("enum"):
        return {**kept, "enum": [code for code in codes if isinstance(code, str)]}
    return {**kept, "type": "string"}


def _may_be_text(schema: dict[str, Any]) -> bool:
    return "string" in schema.get("type", ("string",))


def _read(entry: Entry, raw: Any) -> Any:
    if raw is None:
        if not entry.is_nullable:
            raise FieldError(NULL)
        return entry.read("")
    return entry.read(raw)


async def _fields_of(request: Request, *, takes_forms: bool) -> Mapping[str, Any]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if takes_forms and media_type in FORMS:
        return await _form_of(request)
    body = await request.body()
    if not body:
        return {}
    if media_type != "application/json":
        said = fitted(request.headers.get("content-type", ""))
        raise UnsupportedMedia(f'Unsupported media type "{said}" in request.')
    sent = _json_of(body)
    if not isinstance(sent, dict):
        kind = type(sent).__name__
        raise Invalid(non_field_errors=f"Invalid data. Expected a dictionary, but got {kind}.")
    return sent


def fitted(text: str) -> str:
    """A header's text as an answer may repeat it."""
    return "".join(letter for letter in text if letter.isprintable())[:80]


async def _form_of(request: Request) -> dict[str, str | bytes]:
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
            return {name: await _held(value) for name, value in form.items()}
    except HTTPException as problem:
        raise Unreadable(f"Form parse error - {problem.detail}") from None
    except (ValueError, KeyError):
        raise Unreadable("Form parse error - it can't be read.") from None


async def _held(value: UploadFile | str) -> str | bytes:
    return value if isinstance(value, str) else await value.read()


def _json_of(body: bytes) -> Any:
    try:
        sent = json.loads(
            body.decode(),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_number,
            parse_float=_finite,
        )
        _refuse_deep(sent, DEEPEST)
    except RecursionError:
        raise Unreadable("JSON parse error - it is nested too deeply.") from None
    except UnicodeDecodeError:
        raise Unreadable("JSON parse error - it isn't UTF-8.") from None
    except ValueError as problem:
        raise Unreadable(f"JSON parse error - {problem}") from None
    return sent


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands in an object twice.")
    return found


def _no_number(text: str) -> float:
    raise ValueError(f"Out of range float values are not JSON compliant: {text}")


def _finite(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError("Out of range float values are not JSON compliant")
    return number


def _refuse_deep(sent: Any, levels: int) -> None:
    inside = sent.values() if isinstance(sent, dict) else sent if isinstance(sent, list) else ()
    if inside and not levels:
        raise RecursionError
    for each in inside:
        _refuse_deep(each, levels - 1)
