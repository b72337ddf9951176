"""Cards and strips of figures: what is compared or acted on, one level deep."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from fitness_app.ui.kinds import Child, Text

_BODY = "px-5 pb-5 pt-4 sm:px-6 sm:pb-6"


def card(
    title: Text,
    *children: Child,
    sub: Child = "",
    actions: Sequence[Child] = (),
    flush: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A card with its heading; `flush` lets what it holds run to its edges."""
    return rx.el.section(
        _head(title, sub, actions),
        rx.el.div(*children, class_name="pt-4" if flush else _BODY),
        class_name=f"card min-w-0 border border-base-300 bg-base-100 {class_name}".rstrip(),
        aria_label=title,
        **props,
    )


def bare_card(*children: Child, class_name: str = "") -> rx.Component:
    """A card without a heading, for what the page's own heading names; edge to edge."""
    look = f"card min-w-0 overflow-hidden border border-base-300 bg-base-100 {class_name}"
    return rx.el.div(*children, class_name=look.rstrip())


def stat_strip(*stats: Child, columns: int = 4) -> rx.Component:
    """Related figures on one card, split by hairlines."""
    wide = {
        2: "min-[380px]:grid-cols-2",
        3: "sm:grid-cols-2 xl:grid-cols-3",
        4: "min-[380px]:grid-cols-2 xl:grid-cols-4",
    }[columns]
    return rx.el.div(
        *stats,
        class_name="grid gap-px overflow-hidden rounded-box border border-base-300 bg-base-300 "
        f"{wide}",
    )


def stat(
    label: Text, figure: Child, *, unit: Text = "", note: Child = "", picture: Child | None = None
) -> rx.Component:
    """A figure with its unit, what it is compared with, and a small picture beside it."""
    return rx.el.div(
        rx.el.p(label, class_name="text-sm text-muted"),
        rx.el.div(
            figure_of(figure, unit),
            *([picture] if picture is not None else []),
            class_name="mt-1 flex items-end justify-between gap-4",
        ),
        rx.el.div(note, class_name="mt-1.5 text-xs text-muted"),
        class_name="min-w-0 bg-base-100 px-4 py-4 sm:px-6 sm:py-5",
    )


def figure_of(figure: Child, unit: Text = "", *, size: str = "text-3xl") -> rx.Component:
    """A big number and its small unit, kept on one line."""
    return rx.el.span(
        rx.el.span(figure, class_name=f"{size} font-semibold tracking-tight tabular"),
        rx.el.span(unit, class_name="ml-1.5 text-sm text-muted"),
        class_name="whitespace-nowrap",
    )


def facts(*pairs: tuple[Text, Child]) -> rx.Component:
    """Names and what they are, one below the other."""
    return rx.el.dl(
        *(
            rx.el.div(
                rx.el.dt(name, class_name="text-sm text-muted"),
                rx.el.dd(value, class_name="text-sm font-medium sm:text-right"),
                class_name="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3",
            )
            for name, value in pairs
        ),
        class_name="-my-3 divide-y divide-base-300",
    )


def rows(*items: Child) -> rx.Component:
    """A list inside a card, split by hairlines."""
    return rx.el.ul(*items, class_name="-my-3 divide-y divide-base-300")


def row(lead: Child, title: Child, *, sub: Child = "", end: Child = "") -> rx.Component:
    """One line of `rows`: a picture or icon, two lines of words, and an act at its end."""
    return rx.el.li(
        lead,
        rx.el.div(
            rx.el.p(title, class_name="truncate text-sm font-medium"),
            rx.el.p(sub, class_name="text-xs text-muted"),
            class_name="min-w-0 grow",
        ),
        end,
        class_name="flex items-center gap-3 py-3",
    )


def _head(title: Text, sub: Child, actions: Sequence[Child]) -> rx.Component:
    under = (
        []
        if isinstance(sub, str) and not sub
        else [rx.el.p(sub, class_name="mt-0.5 text-sm text-muted")]
    )
    return rx.el.header(
        rx.el.div(
            rx.el.h2(title, class_name="text-lg font-semibold tracking-tight"),
            *under,
            class_name="min-w-0",
        ),
        *([rx.el.div(*actions, class_name="flex flex-wrap items-center gap-2")] if actions else []),
        class_name="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4 "
        "sm:px-6 sm:pt-5",
    )
