"""How a column is held to the values of a code."""

from enum import StrEnum

from sqlalchemy import CheckConstraint


def one_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """The column has one of the enumeration's values; the constraint is named after it."""
    values = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({values})", name=column)
