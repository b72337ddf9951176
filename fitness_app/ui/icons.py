"""Lucide icons at the four sizes of the house."""

from typing import Literal

import reflex as rx

_SIZES = {14: "size-3.5", 16: "size-4", 18: "size-[18px]", 20: "size-5"}


def icon(name: str, size: Literal[14, 16, 18, 20] = 16, class_name: str = "") -> rx.Component:
    """An icon beside words, hidden from screen readers; alone it needs a named button around it."""
    return rx.icon(
        name.replace("-", "_"),
        class_name=f"{_SIZES[size]} shrink-0 {class_name}".rstrip(),
        custom_attrs={"strokeWidth": 1.75, "aria-hidden": True},
    )
