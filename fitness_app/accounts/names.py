"""Which usernames are taken for somebody or something else: an address, staff, a lookalike."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from confusable_homoglyphs import categories
from confusable_homoglyphs.utils import load

from fitness_app.accounts import fields

STAFF = frozenset(
    {"admin", "administrator", "moderator", "owner", "root", "security", "staff", "support"}
    | {"system", "trainer", "webmaster"}
)
"""Who could ask a member for a password and be believed: nobody joins as one of them."""

_LIKE_AN_ADDRESS = re.compile(r".+@.*\..*")
_PUNCTUATION = str.maketrans("", "", "@.+-_")
_INVISIBLE = re.compile("[\u115f\u1160]")
"""Letters of old Korean that are drawn as nothing."""
_WRITTEN_TOGETHER = tuple(
    map(frozenset, (("HAN", "HIRAGANA", "KATAKANA"), ("HAN", "HANGUL"), ("HAN", "BOPOMOFO")))
)
"""The scripts of one language: Japanese, Korean and Chinese names have several."""
_OF_ANY_SCRIPT = frozenset({"COMMON", "INHERITED"})
_ALIKE_IN_CAPITALS = str.maketrans("i", "l")
"""A capital i is drawn as a small l is."""
_LONGEST = 300


def refuse_misleading(name: str, *, email: str) -> None:
    """Raise FieldError for a name in its normal form that passes for what it isn't.

    Only one's own `email` may be a name that reads as an address; '' if there is none.
    """
    if _LIKE_AN_ADDRESS.fullmatch(name):
        misleads = not is_address(name, email)
    else:
        misleads = not _is_plain(name) or _is_of_staff(name)
    if misleads:
        raise fields.FieldError(fields.USERNAME_RULE)


def is_address(name: str, email: str) -> bool:
    """Whether a name is this e-mail address, in whatever case."""
    try:
        address = fields.read_email(name)
    except fields.FieldError:
        return False
    return fields.email_key(address) == fields.email_key(email)


def name_columns(name: str) -> dict[str, Any]:
    """What the table of users keeps of a username."""
    return {
        "username": name,
        "username_key": fields.username_key(name),
        "username_skeleton": skeleton(name),
    }


def skeleton(name: str) -> str:
    """What names that are drawn alike have in common, by Unicode's list of confusables."""
    # As it is drawn first: capitals of two scripts are alike whose small letters aren't.
    drawn = _drawn(_drawn(name).casefold()).casefold()
    return drawn.translate(_ALIKE_IN_CAPITALS)[:_LONGEST]


def _is_plain(name: str) -> bool:
    """Whether a name has letters or digits, all of them visible and of one language's scripts."""
    scripts = categories.unique_aliases(name) - _OF_ANY_SCRIPT
    is_one = len(scripts) <= 1 or any(scripts <= several for several in _WRITTEN_TOGETHER)
    has_any = any(letter.isalnum() for letter in name)
    return is_one and has_any and not _INVISIBLE.search(name)


def _is_of_staff(name: str) -> bool:
    bare = name.translate(_PUNCTUATION)
    return not _skeletons(STAFF).isdisjoint({skeleton(bare), skeleton(bare.rstrip("0123456789"))})


def _drawn(name: str) -> str:
    return "".join(_prototypes().get(letter, letter) for letter in name)


@cache
def _skeletons(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(skeleton, words))


@cache
def _prototypes() -> dict[str, str]:
    # The library lists for each letter what it can be taken for. Of a pair either may stand for
    # both; one that many others look like stands for them all.
    alike = {letter: [other["c"] for other in others] for letter, others in _confusables()}
    return {
        letter: others[0] if len(alike.get(others[0], ())) > 1 else min(letter, others[0])
        for letter, others in alike.items()
        if len(others) == 1
    }


def _confusables() -> Iterable[tuple[str, list[dict[str, str]]]]:
    return load("confusables.json").items()
