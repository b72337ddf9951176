"""The kinds of fields that bodies have: what JSON may stand there, and how it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fitness_app.accounts.fields import FieldError

BLANK = "This field may not be blank."
_YES = {"true", "on", "yes", "1"}
_NO = {"false", "off", "no", "0", ""}
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_NUL = r"^[^\x00]*$"
_NOT_BLANK = r"^[^\x00]*[^\s\x00][^\x00]*$"
MOST_DECIMALS = 3
"""Programs convert units and send what comes out; more digits than these mean nothing here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a body: its schema, and a reader that raises FieldError."""

    schema: dict[str, Any]
    read: Callable[[Any], Any]
    is_required: bool = True
    is_nullable: bool = False


def text(
    description: str = "",
    *,
    required: bool = True,
    may_be_blank: bool = False,
    nullable: bool = False,
    trimmed: bool = True,
    longest: int | None = None,
    pattern: str = "",
    may_be_number: bool = True,
) -> Entry:
    """Words; a number sent in their place is taken as it is written.

    The pattern is what OpenAPI says of them; services read them, and know what to say.
    """

    def read(raw: Any) -> str:
        said = _as_text(raw)
        said = said.strip() if trimmed else said
        if not said and not may_be_blank:
            raise FieldError(BLANK)
        if longest is not None and len(said) > longest:
            raise FieldError(f"Ensure this field has no more than {longest} characters.")
        return said

    limits: dict[str, Any] = {} if may_be_blank else {"minLength": 1}
    limits |= {"maxLength": longest} if longest is not None else {}
    types = ["string", *(["number"] if may_be_number else []), *(["null"] if nullable else [])]
    limits["pattern"] = pattern or (_NOT_BLANK if trimmed and not may_be_blank else _NO_NUL)
    schema = {"type": types, **limits, **_described(description)}
    return Entry(schema, read, required, nullable)


def username(*, required: bool = True) -> Entry:
    """The name of an account, new or changed."""
    description = "Letters, numbers and @ . + - _"
    return text(description, required=required, longest=150, pattern=r"^[\w.@+-]+$")


def email(description: str = "An e-mail address", *, required: bool = True) -> Entry:
    """An e-mail address."""
    schema = {"type": "string", "format": "email", "description": description}
    return Entry(schema, text().read, required)


def day(description: str = "ISO date", *, required: bool = True) -> Entry:
    """A day of the calendar."""
    schema = {"type": "string", "format": "date", "description": description}
    return Entry(schema, text().read, required)


def day_or_nothing(description: str = "ISO date") -> Entry:
    """A day of the calendar; '' or null for no answer."""
    either = [{"type": "string", "format": "date"}, {"const": ""}, {"type": "null"}]
    schema = {"anyOf": either, "description": description}
    return Entry(schema, text(may_be_blank=True).read, is_required=False, is_nullable=True)


def code_or_nothing(*codes: str, description: str = "") -> Entry:
    """One of a few codes; '' or null for no answer."""
    schema = {"type": ["string", "null"], "enum": [*codes, "", None], **_described(description)}
    return Entry(schema, text(may_be_blank=True).read, is_required=False, is_nullable=True)


def secret(description: str = "", *, required: bool = True) -> Entry:
    """A password: taken to the letter, blanks at its ends too."""
    entry = text(description, required=required, trimmed=False)
    return Entry({**entry.schema, "format": "password"}, entry.read, required)


def number(
    description: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    nullable: bool = False,
) -> Entry:
    """A number, or one written as text, as services take it from people."""
    bounds = {"minimum": low, "maximum": high}

    def read(raw: Any) -> str:
        if isinstance(raw, float) and (low or raw) <= raw <= (high or raw):
            return _rounded(raw)
        return _as_text(raw, "A valid number is required.").strip()

    numeric = {"type": "number", **{key: it for key, it in bounds.items() if it is not None}}
    typed: dict[str, Any] = {"type": "string"}
    if high is not None:
        typed["pattern"] = "^[0-9]{1,4}([.][0-9]{1,3})?$"
    none = [{"type": "null"}, {"const": ""}] if nullable else []
    schema = {"anyOf": [numeric, typed, *none], **_described(description)}
    return Entry(schema, read, is_required=False, is_nullable=nullable)


def whole_number(description: str = "", *, low: int, high: int) -> Entry:
    """A whole number within bounds, or one written as text, as services take it from people."""

    def read(raw: Any) -> str:
        raw = int(raw) if isinstance(raw, float) and raw.is_integer() else raw
        return _as_text(raw, "A valid number is required.").strip()

    numbers = range(low, high + 1)
    either = [{"type": "integer", "minimum": low, "maximum": high}]
    schema = {"anyOf": [*either, {"enum": [str(it) for it in numbers]}], **_described(description)}
    return Entry(schema, read, is_required=False)


def amount(description: str, *, required: bool = True) -> Entry:
    """A number and nothing else."""

    def read(raw: Any) -> str:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise FieldError("A valid number is required.")
        return _rounded(raw) if isinstance(raw, float) else _written(raw)

    return Entry({"type": "number", "description": description}, read, required)


def integer(
    description: str, *, least: int, most: int, never: int | None = None, required: bool = True
) -> Entry:
    """A whole number within bounds; `never` is one between them that isn't taken."""

    def read(raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != raw // 1:
            raise FieldError("A valid integer is required.")
        if not least <= raw <= most:
            raise FieldError(f"Send a number from {least} to {most}.")
        if raw == never:
            raise FieldError(f"Send another number than {never}.")
        return int(raw)

    but = {"not": {"const": never}} if never is not None else {}
    bounds = {"minimum": least, "maximum": most, **but}
    return Entry({"type": "integer", **bounds, "description": description}, read, required)


def whole(*numbers: int, description: str) -> Entry:
    """One of a few whole numbers."""

    def read(raw: Any) -> int:
        if isinstance(raw, bool) or raw not in numbers:
            raise FieldError(f"Choose one of: {', '.join(str(number) for number in numbers)}.")
        return int(raw)

    schema = {"type": "integer", "enum": list(numbers), "description": description}
    return Entry(schema, read)


def yes_or_no(description: str = "") -> Entry:
    """True or false, or what forms send for them."""

    def read(raw: Any) -> str:
        raw = int(raw) if isinstance(raw, float) and raw.is_integer() else raw
        said = str(raw).lower() if isinstance(raw, bool | int | str) else "?"
        if said not in _YES | _NO:
            raise FieldError("Must be a valid boolean.")
        return "true" if said in _YES else "false"

    either = [{"type": "boolean"}, {"enum": [0, 1, *sorted(_YES | _NO)]}]
    schema = {"anyOf": either, **_described(description)}
    return Entry(schema, read, is_required=False)


def choice(*codes: str, description: str = "", required: bool = False) -> Entry:
    """One of a few codes."""

    def read(raw: Any) -> str:
        if raw not in codes:
            raise FieldError(f'"{_short(raw)}" is not a valid choice.')
        return raw

    schema = {"type": "string", "enum": list(codes), **_described(description)}
    return Entry(schema, read, required)


def choices(*codes: str, description: str = "") -> Entry:
    """Some of a few codes, at least one."""

    def read(raw: Any) -> list[str]:
        if not isinstance(raw, list) or not raw or any(each not in codes for each in raw):
            raise FieldError(f"Choose some of: {', '.join(codes)}.")
        return [code for code in codes if code in raw]

    items = {"type": "string", "enum": list(codes)}
    schema = {"type": "array", "items": items, "minItems": 1, **_described(description)}
    return Entry(schema, read)


def picture(description: str = "") -> Entry:
    """A picture's file in a multipart form; '' or null takes the present one away."""

    def read(raw: Any) -> Any:
        if raw in ("", b""):
            return b""
        if isinstance(raw, bytes):
            return raw
        raise FieldError("The submitted data was not a file. Check the encoding type on the form.")

    schema = {"type": ["string", "null"], "format": "binary", "maxLength": 0}
    return Entry({**schema, **_described(description)}, read, False, True)


def _as_text(raw: Any, otherwise: str = "Not a valid string.") -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise FieldError(otherwise)
    said = _written(raw)
    if "\0" in said:
        raise FieldError("Null characters are not allowed.")
    if _SURROGATE.search(said):
        raise FieldError("Surrogate characters are not allowed.")
    return said


def _rounded(number: float) -> str:
    # Adding nothing turns the zero below zero into the one people write.
    return format(round(number, MOST_DECIMALS) + 0.0, ".15g")


def _written(raw: str | float) -> str:
    try:
        return str(raw)
    except ValueError:  # Python writes no integer of more than 4300 digits
        raise FieldError("Not a valid string.") from None


def _short(raw: Any) -> str:
    said = str(raw) if isinstance(raw, str | int | float) else type(raw).__name__
    return "".join(letter for letter in said if letter.isprintable())[:40]


def _described(description: str) -> dict[str, str]:
    return {"description": description} if description else {}
