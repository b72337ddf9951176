"""Ways to change what is shown: tabs that lead to pages, segments that choose among a few."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Text
from fitness_app.ui.links import link

_TAB = "-mb-px block whitespace-nowrap border-b-2 pb-2.5 "
_HERE = "border-primary font-medium"
_ELSEWHERE = "border-transparent text-muted hover:text-base-content"


def tabs(name: str, places: Sequence[tuple[Text, str]], here: str) -> rx.Component:
    """Links to the pages beside this one; `here` is the address of the one being looked at."""
    return rx.el.nav(
        rx.el.ul(
            *(rx.el.li(_tab(label, href, href == here)) for label, href in places),
            class_name="flex w-max min-w-full gap-6 border-b border-base-300 text-sm",
        ),
        class_name="-mx-4 mb-6 overflow-x-auto px-4 pt-1 sm:mx-0 sm:px-0",
        aria_label=name,
    )


def segment(
    name: str,
    choices: Sequence[tuple[str, Text]],
    chosen: rx.Var[str] | str,
    choose: Callable[[Any], Any] | None = None,
    *,
    on_floor: bool = False,
) -> rx.Component:
    """Two to five choices side by side; `choose` makes the event for a choice's value."""
    ground = "bg-base-300/60" if on_floor else "bg-base-200"
    return rx.el.div(
        *(_choice(value, label, chosen, choose) for value, label in choices),
        role="group",
        aria_label=name,
        class_name=f"inline-flex rounded-field p-0.5 text-xs {ground}",
    )


def chart_or_table(name: str) -> rx.Component:
    """The switch of a chart frame; it needs no event, CSS shows one and hides the other."""
    return rx.el.fieldset(
        rx.el.legend("Show as", class_name="sr-only"),
        _show_as(name, "chart", "Chart", "chart-line", is_first=True),
        _show_as(name, "table", "Table", "table", is_first=False),
        class_name="inline-flex rounded-field bg-base-200 p-0.5",
    )


def _tab(label: Text, href: str, is_here: bool) -> rx.Component:
    attrs = {"aria-current": "page"} if is_here else {}
    look = _TAB + (_HERE if is_here else _ELSEWHERE)
    return link(label, href=href, class_name=look, custom_attrs=attrs)


def _choice(
    value: str, label: Text, chosen: rx.Var[str] | str, choose: Callable[[Any], Any] | None
) -> rx.Component:
    is_chosen = rx.Var.create(chosen) == value
    events = {"on_click": choose(value)} if choose else {}
    return rx.el.button(
        label,
        type="button",
        custom_attrs={"aria-pressed": is_chosen},
        class_name=[
            "h-7 cursor-pointer rounded-[.4rem] px-2.5 pointer-coarse:h-10 pointer-coarse:px-3.5",
            rx.cond(
                is_chosen,
                "bg-base-100 font-medium shadow-(--lift)",
                "text-muted hover:text-base-content",
            ),
        ],
        **events,
    )


def _show_as(name: str, value: str, words: str, picture: str, *, is_first: bool) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=f"{name}-as",
            value=value,
            default_checked=is_first,
            class_name="sr-only",
        ),
        icon(picture, 16),
        rx.el.span(words, class_name="sr-only"),
        title=words,
        class_name="relative grid h-7 w-8 cursor-pointer place-items-center rounded-[.4rem] "
        "text-muted has-checked:bg-base-100 has-checked:text-base-content "
        "has-checked:shadow-(--lift) has-focus-visible:outline-2 "
        "has-focus-visible:outline-primary pointer-coarse:h-10 pointer-coarse:w-11",
    )
