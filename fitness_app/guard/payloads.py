"""What an event carries, checked against what its handler takes."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY, transform_form_data

from fitness_app.guard.declarations import Rule

LONGEST_TEXT = 10_000
MOST_PARTS = 2_000
"""Of a payload with all that is in it."""
LARGEST_NUMBER = 2**31 - 1
"""What a column of whole numbers holds on every engine."""
_DEEPEST = 6
_BAD_SHAPE = "This didn't arrive as the page sends it. Reload the page and try again."
_TOO_LONG = f"That is too long: a text can have {LONGEST_TEXT:,} characters at most."
_UNREADABLE = "There is a character in that which can't be kept. Type it again without it."


class UnusableError(Exception):
    """An event's payload is not what its handler takes; the text is for people."""


def checked(rule: Rule, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The handler's arguments, each of the type it says; raises UnusableError."""
    if not rule.takes.keys() >= payload.keys() or not payload.keys() >= rule.needs:
        raise UnusableError(_BAD_SHAPE)
    look_through(payload)
    arguments = {name: _argument(rule, name, value) for name, value in payload.items()}
    look_through(arguments)  # a number may have come as a text
    return arguments


def _argument(rule: Rule, name: str, value: Any) -> Any:
    try:
        return rule.takes[name].validate_python(_unwrapped(value, rule.hints[name]))
    except (ValidationError, TypeError, ValueError):
        raise UnusableError(_BAD_SHAPE) from None


def _unwrapped(value: Any, hint: Any) -> Any:
    """A form's fields as its TypedDict has them; Reflex sends forms as a list of pairs."""
    if isinstance(value, dict) and FORM_DATA_ENTRIES_KEY in value:
        return transform_form_data(value, hint)
    return value


def look_through(value: Any) -> None:
    """Raise UnusableError for texts, numbers or structures that no page of ours sends."""
    if _parts_of(value, 0) > MOST_PARTS:
        raise UnusableError(_BAD_SHAPE)


def _parts_of(value: Any, depth: int) -> int:
    """How many parts a value has with all in it; raises UnusableError as soon as it is known."""
    if isinstance(value, str):
        _look_at_text(value)
    elif isinstance(value, int | float):
        if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:  # which NaN is not, either
            raise UnusableError(_BAD_SHAPE)
    elif isinstance(value, Mapping | list | tuple):
        if depth > _DEEPEST or len(value) > MOST_PARTS:
            raise UnusableError(_BAD_SHAPE)
        parts = (*value.keys(), *value.values()) if isinstance(value, Mapping) else value
        return 1 + sum(_parts_of(part, depth + 1) for part in parts)
    return 1


def _look_at_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise UnusableError(_TOO_LONG)
    if "\0" in text or not (text.isascii() or _can_be_written(text)):
        raise UnusableError(_UNREADABLE)


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True
