"""How passwords are kept, which ones are refused, how strong they look."""

import time

import bcrypt
import pytest

from fitness_app import settings
from fitness_app.accounts import keys, passwords

GOOD = "a long walk by the sea"


async def test_the_right_password_matches_and_another_does_not():
    stored = await passwords.hash_password(GOOD)
    assert await passwords.matches(GOOD, stored)
    assert not await passwords.matches(GOOD.upper(), stored)


async def test_two_hashes_of_one_password_differ():
    assert await passwords.hash_password(GOOD) != await passwords.hash_password(GOOD)


async def test_letters_past_bcrypts_72_bytes_count():
    georgian = "გ" * 25
    stored = await passwords.hash_password(georgian + "ა")
    assert await passwords.matches(georgian + "ა", stored)
    assert not await passwords.matches(georgian + "ბ", stored)


async def test_a_password_typed_on_another_keyboard_is_the_same():
    stored = await passwords.hash_password("cafe\u0301 au lait №1")
    assert await passwords.matches("café au lait No1", stored)


@pytest.mark.parametrize(
    "stored",
    [None, "", "garbage", "$2b$12$short", "hs384-bcrypt:00000000:$2b$12$" + "x" * 53],
)
async def test_an_unreadable_hash_refuses(stored: str | None):
    assert not await passwords.matches(GOOD, stored)


async def test_a_corrupt_hash_of_ours_refuses():
    corrupt = f"{passwords.SCHEME}:{keys.current().kid}:$2b$04$corrupt\0"
    assert not await passwords.matches(GOOD, corrupt)


async def test_a_lone_surrogate_refuses():
    stored = await passwords.hash_password(GOOD)
    assert not await passwords.matches("\ud800" * 12, stored)


def test_no_hash_costs_as_much_as_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passwords, "COST", 9)
    stored = passwords.hash_now(GOOD)
    spans = []
    for candidate in (stored, None, "garbage"):
        began = time.thread_time()
        passwords._matches_now("something else", candidate)
        spans.append(time.thread_time() - began)
    assert min(spans) > 0.5 * max(spans)


async def test_a_hash_outlives_the_rotation_of_the_key(monkeypatch: pytest.MonkeyPatch):
    stored = await passwords.hash_password(GOOD)
    rotate_key(monkeypatch)
    assert await passwords.matches(GOOD, stored)
    assert passwords.is_outdated(stored)
    assert not passwords.is_outdated(await passwords.hash_password(GOOD))


async def test_a_hash_of_a_lower_cost_is_outdated(monkeypatch: pytest.MonkeyPatch):
    stored = await passwords.hash_password(GOOD)
    assert not passwords.is_outdated(stored)
    monkeypatch.setattr(passwords, "COST", 5)
    assert passwords.is_outdated(stored)


async def test_the_hash_is_worthless_without_the_key():
    stored = await passwords.hash_password(GOOD)
    bare = stored.rpartition(":")[2]
    assert not bcrypt.checkpw(GOOD.encode(), bare.encode())


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", "This field may not be blank."),
        ("short", "This password is too short. It must contain at least 10 characters."),
        ("x" * 257, "Ensure this field has no more than 256 characters."),
        ("9182736450", "This password is entirely numeric."),
        ("９１８２７３６４５０", "This password is entirely numeric."),
        ("qwertyuiop", "This password is too common."),
        ("QwertyUiop", "This password is too common."),
        ("annabelle1", "The password is too similar to the username."),
        ("bell@example.org", "The password is too similar to the email address."),
        ("\ud800" * 12, "This password contains characters that can't be typed again."),
        ("nul\0in the middle", "This password contains characters that can't be typed again."),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(password: str, problem: str):
    found = passwords.problem_with(password, username="annabelle", email="bell@example.org")
    assert found == problem


@pytest.mark.parametrize(
    "password", [GOOD, "x1" * 128, "zehn Zeich", "annabelle walks by the sea every day"]
)
def test_a_good_password_is_taken(password: str):
    assert passwords.problem_with(password, username="annabelle", email="a@example.org") == ""


def test_a_short_username_makes_no_password_similar():
    assert passwords.problem_with("bobobobobo", username="bo") == ""


def test_strength_grows_from_nothing_to_four():
    scores = [passwords.strength(text) for text in ("", "password12", "seaside 48 walk by us")]
    assert scores[0] == 0
    assert scores[1] < 2
    assert scores[2] == 4


def test_a_password_made_of_the_username_looks_weaker():
    name = "wanderfalke7381"
    assert passwords.strength(name, username=name) < passwords.strength(name)


def test_the_meter_answers_the_longest_input_at_once():
    began = time.thread_time()
    passwords.strength("4@8({[<369&6#!1/|0$5+7%2" * 10)
    assert time.thread_time() - began < 0.5


def rotate_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings.get()
    after = before.model_copy(
        update={
            "secret_key": type(before.secret_key)("another-secret-for-tests-only-" + "y" * 16),
            "old_secret_keys": [before.secret_key],
        }
    )
    monkeypatch.setattr(settings, "get", lambda: after)
