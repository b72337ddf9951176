"""Chips: a few choices that narrow a list, of which one holds."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from fitness_app.ui.kinds import Child, Text


def chips(
    name: str,
    choices: Sequence[tuple[str, Child]],
    chosen: Text,
    choose: Callable[[Any], Any],
    *,
    class_name: str = "",
) -> rx.Component:
    """Choices of (value, words) in a row; `choose` makes the event for a choice's value."""
    return rx.el.div(
        *(_chip(value, label, chosen, choose) for value, label in choices),
        role="group",
        aria_label=name,
        class_name=f"flex flex-wrap gap-2 {class_name}".rstrip(),
    )


def counted(label: Text, count: Text) -> rx.Component:
    """A chip's words with how many there are."""
    return rx.el.span(label, rx.el.span(count, class_name="ml-2 tabular"), class_name="contents")


def _chip(value: str, label: Child, chosen: Text, choose: Callable[[Any], Any]) -> rx.Component:
    is_chosen = rx.Var.create(chosen) == value
    return rx.el.button(
        label,
        type="button",
        custom_attrs={"aria-pressed": is_chosen},
        class_name=[
            "inline-flex h-9 cursor-pointer items-center rounded-full border px-4 text-sm "
            "pointer-coarse:h-11",
            rx.cond(
                is_chosen,
                "border-base-content bg-base-content text-base-100",
                "border-base-300 bg-base-100 hover:border-strong",
            ),
        ],
        on_click=choose(value),
    )
