"""Amounts of money: whole minor units inside, a currency's own form outside; never a float."""

import re
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision

from fitness_app.kit.errors import Invalid
from fitness_app.kit.locales import locale_of

MOST_CENTS = 10_000_000
_AMOUNT = re.compile(r"(\d{1,8})(?:[.,](\d{1,2}))?")


@lru_cache(maxsize=4096)
def write_price(cents: int, *, currency: str, locale: str) -> str:
    """An amount as somebody's locale writes it: '€12.50'; of a currency without cents, '¥1,250'."""
    amount = Decimal(cents).scaleb(-get_currency_precision(currency))
    return format_currency(amount, currency, locale=locale_of(locale))


def decimal_text(cents: int) -> str:
    """An amount for programs: '12.50'."""
    return f"{Decimal(cents).scaleb(-2):.2f}"


def read_price(text: str, *, field: str = "price") -> int:
    """The minor units of '12', '12.5' or '12,50'; raises Invalid under `field`."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or not text.strip().isascii():
        raise Invalid(**{field: "Enter an amount such as 12.50."})
    cents = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if cents > MOST_CENTS:
        raise Invalid(**{field: f"Enter at most {decimal_text(MOST_CENTS)}."})
    return cents
