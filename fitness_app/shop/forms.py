"""Reading what the staff type of products: each text as its value, or what to do about it."""

import re
import unicodedata

from fitness_app.kit.errors import Invalid
from fitness_app.shop.catalogue import CATEGORIES

MOST_STOCK = 1_000_000
MOST_PER_ORDER = 99
_PICTURE = re.compile(r"[a-z0-9][a-z0-9-]{0,55}\.svg")


def read_text(text: str, *, field: str, longest: int, is_needed: bool = False) -> str:
    """A text without spaces around it; raises Invalid under `field`."""
    text = text.strip()
    if "\0" in text:
        raise Invalid(**{field: "That has a character we can't keep."})
    if is_needed and not text:
        raise Invalid(**{field: "Fill this in."})
    if len(text) > longest:
        raise Invalid(**{field: f"Keep it to {longest} characters."})
    return text


def read_category(text: str) -> str:
    """The code of a category; raises Invalid."""
    if text not in CATEGORIES:
        raise Invalid(category="Choose a category.")
    return text


def read_picture(text: str) -> str:
    """The file name of a drawing, or '' for none; raises Invalid."""
    if text and not _PICTURE.fullmatch(text):
        raise Invalid(picture="Choose a picture from the list.")
    return text


def read_count(text: str, *, field: str, least: int, most: int) -> int:
    """A whole number within bounds; raises Invalid under `field`."""
    text = text.strip().replace("−", "-")
    is_number = re.fullmatch(r"[+-]?[0-9]{1,9}", text)
    if not is_number or not least <= int(text) <= most:
        raise Invalid(**{field: f"Enter a whole number from {least} to {most}."})
    return int(text)


def read_stock(text: str) -> int | None:
    """How many are there, None for no end to them ('')."""
    return read_count(text, field="stock", least=0, most=MOST_STOCK) if text.strip() else None


def read_limit(text: str) -> int:
    """How many one order can have."""
    return read_count(text, field="limit", least=1, most=MOST_PER_ORDER)


def slug_of(name: str) -> str:
    """A product's word in addresses: 'Crème brûlée bar' becomes 'creme-brulee-bar'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].rstrip("-") or "product"
