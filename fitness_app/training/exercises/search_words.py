"""How words are folded so that they find one another: 'Push-ups' finds 'push up' and 'pushup'."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TEXT = 1000
_APART = re.compile(r"[^\w]+")
_JOINED = re.compile(r"\w+(?:-\w+)+")
_SHORTEST_PLURAL = 3
_SLUG_PARTS = re.compile(r"[a-z0-9]+")
_ESCAPED = re.compile(r"([\\%_])")


def fold(text: str) -> str:
    """Words without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def search_text(texts: Iterable[str]) -> str:
    """The words that can be looked for, each behind a blank; hyphenated ones joined as well."""
    folded = " ".join(map(fold, texts))
    joined = (found.replace("-", "") for found in _JOINED.findall(folded))
    words = dict.fromkeys([*_APART.split(folded.replace("'", "").replace("’", "")), *joined])
    return "".join(f" {word}" for word in words if word)[:LONGEST_TEXT]


def patterns(words: str) -> list[str]:
    """LIKE patterns of what `search_text` made, one for each word that is looked for.

    A word finds what begins with it; the s of a plural is left out. The escape is a backslash.
    """
    looked_for = _APART.split(fold(words).replace("'", "").replace("’", ""))
    return [f"% {escaped(_singular(word))}%" for word in looked_for if word][:8]


def escaped(text: str) -> str:
    """A text that stands for itself in a LIKE pattern."""
    return _ESCAPED.sub(r"\\\1", text)


def slug_of(name: str, longest: int = 60) -> str:
    """A name as part of an address: 'Farmer’s walk' is 'farmers-walk'."""
    plain = fold(name).replace("'", "").replace("’", "")
    return "-".join(_SLUG_PARTS.findall(plain))[:longest].strip("-") or "exercise"


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word.endswith("s") else word
