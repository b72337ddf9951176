"""Ways to change what is shown: tabs that lead to pages, segments that choose among a few."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from fitness_app.ui.kinds import Text
from fitness_app.ui.links import link

_TAB = "-mb-px block whitespace-nowrap border-b-2 pb-2.5 "
_HERE = "border-primary font-medium [scroll-initial-target:nearest]"
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
        class_name="inline-flex max-w-full overflow-x-auto rounded-field p-0.5 text-xs "
        f"whitespace-nowrap {ground}",
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
