"""Refusals and how they speak."""

import pytest

from fitness_app.kit import errors
from fitness_app.kit.errors import DomainError, Invalid, Throttled, in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (40, "40 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (180, "3 minutes"),
        (3600, "1 hour"),
        (3601, "2 hours"),
    ],
)
def test_a_span_is_said_as_people_do_and_never_too_short(seconds: int, words: str):
    assert in_words(seconds) == words


def test_throttled_says_when_to_try_again_and_never_at_once():
    assert Throttled(0).retry_after == 1
    assert "3 minutes" in Throttled(180).message


def test_invalid_keeps_each_fields_error():
    assert Invalid(username="Taken.", email="Odd.").fields == {
        "username": "Taken.",
        "email": "Odd.",
    }


def test_every_refusal_has_a_status_and_a_code_of_its_own():
    refusals = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, DomainError) and kind is not DomainError
    ]
    assert len(refusals) >= 7
    assert len({kind.code for kind in refusals}) == len(refusals)
    assert all(400 <= kind.status < 600 for kind in refusals)
