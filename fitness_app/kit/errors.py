"""Refusals that services raise; each door turns them into its own words once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a text for people, an HTTP status and a code for programs."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "error"
    besides: Mapping[str, Any] = MappingProxyType({})
    """What else programs are told."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(DomainError):
    """What was entered can't be used; `fields` maps each field to what to do about it."""

    code = "invalid"

    def __init__(self, **fields: str) -> None:
        super().__init__("Some of this needs another look.")
        self.fields = fields


@contextmanager
def noting(problems: dict[str, str]) -> Iterator[None]:
    """Note the field errors of one step, so that the steps after it are checked too."""
    try:
        yield
    except Invalid as problem:
        problems.update(problem.fields)


class Unauthenticated(DomainError):
    """Nobody is signed in, or the session is over."""

    status = 401
    code = "not_authenticated"

    def __init__(self, message: str = "Please sign in.") -> None:
        super().__init__(message)


class Forbidden(DomainError):
    """Known, and not allowed."""

    status = 403
    code = "permission_denied"


class NotFound(DomainError):
    """No such thing, or somebody else's."""

    status = 404
    code = "not_found"

    def __init__(self, message: str = "We couldn't find that.") -> None:
        super().__init__(message)


class Conflict(DomainError):
    """The state of things doesn't allow it now."""

    status = 409
    code = "conflict"


class TooLarge(DomainError):
    """More bytes than are taken."""

    status = 413
    code = "too_large"


class Throttled(DomainError):
    """Too many tries; `retry_after` is in whole seconds, at least 1."""

    status = 429
    code = "throttled"
    what: ClassVar[str] = "Too many tries."

    def __init__(self, retry_after: int) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(f"{self.what} Try again in {in_words(self.retry_after)}.")


class Busy(Throttled):
    """Not now, but soon: something else is in hand."""

    code = "busy"

    def __init__(self, retry_after: int, why: str = "Many are asking for this right now.") -> None:
        super().__init__(retry_after)
        self.message = f"{why} Try again in {in_words(self.retry_after)}."


class Unavailable(DomainError):
    """Something we depend on is away; nothing was changed."""

    status = 503
    code = "unavailable"

    def __init__(
        self, message: str = "We can't reach our records right now. Nothing was changed; try again."
    ) -> None:
        super().__init__(message)


def in_words(seconds: int) -> str:
    """Say a span of seconds as people do: '40 seconds', '3 minutes', '2 hours'."""
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} second{'s' if seconds > 1 else ''}"


def by_field(problem: DomainError, *shown: str) -> dict[str, str]:
    """Where a form shows a refusal: under its fields, or as 'form' for the form as a whole.

    With `shown`, the fields that people see, what is wrong with any other is said of the form.
    """
    if not isinstance(problem, Invalid):
        return {"form": problem.message}
    return {
        field if not shown or field in shown else "form": text
        for field, text in problem.fields.items()
    }
