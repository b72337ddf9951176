"""What parts take: words, children and truths, fixed or from State."""

from typing import Any, TypeAlias

import reflex as rx

Text: TypeAlias = str | rx.Var[Any]
"""Words for the screen: fixed, or a var of State."""

Child: TypeAlias = rx.Component | str | rx.Var[Any]
"""Whatever may stand inside an element."""

Count: TypeAlias = int | float | rx.Var[Any]
"""A number: fixed, or a var of State."""

Flag: TypeAlias = bool | rx.Var[Any]
"""Yes or no: fixed, or a var of State."""
