"""The style guide: every part in all its states, beside the call that makes it."""

import inspect
from collections.abc import Callable
from textwrap import dedent

import reflex as rx

from fitness_app import routes
from fitness_app.development.components import EXAMPLES
from fitness_app.ui.page import Page, page_head

COLOURS = (
    ("base-200", "bg-base-200", "floor"),
    ("base-100", "bg-base-100", "mat"),
    ("base-300", "bg-base-300", "lines, tracks"),
    ("primary", "bg-primary", "the accent"),
    ("secondary", "bg-secondary", "tonal"),
    ("neutral", "bg-neutral", "ink: what’s live"),
    ("record", "bg-record", "records only"),
    ("success", "bg-success", "done"),
    ("warning", "bg-warning", "look at this"),
    ("error", "bg-error", "stop, or behind"),
    ("info", "bg-info", "for your information"),
    ("glow", "bg-glow", "accent on ink"),
)
SIZES = (
    ("text-4xl font-semibold tracking-[-.03em]", "46 Landing, big figure"),
    ("text-3xl font-semibold tracking-tight", "34 Stat, sign-in title"),
    ("text-2xl font-semibold tracking-tight", "26 Page title"),
    ("text-xl font-semibold tracking-tight", "20 Landing step"),
    ("text-lg font-semibold tracking-tight", "17 Card title"),
    ("text-base", "15 Body. Your trainer sees the same numbers."),
    ("text-sm text-muted", "13 Hints, table cells, second lines"),
    ("text-xs text-muted", "12 Axes, meta, badges"),
)


def styleguide() -> rx.Component:
    """All parts, one below the other."""
    return rx.el.div(
        rx.el.div(
            page_head("Parts", "What screens are made of, and the call that makes each."),
            _part("Colour", _colours(), "bg-… text-… border-…"),
            _part("Type", _type(), "text-4xl … text-xs"),
            *(_part(str(inspect.getdoc(make)), make(), _call(make)) for make in EXAMPLES),
            class_name="grid grid-cols-[minmax(0,1fr)] gap-10",
        ),
        class_name="mx-auto w-full max-w-[1240px] px-5 py-10 sm:px-10",
    )


def _part(name: str, shown: rx.Component, call: str) -> rx.Component:
    title = name.rstrip(".")
    return rx.el.section(
        rx.el.h2(title, class_name="mb-3 text-sm text-muted"),
        rx.el.div(
            rx.el.div(shown, class_name="min-w-0"),
            rx.el.pre(
                rx.el.code(call),
                class_name="min-w-0 overflow-x-auto rounded-field bg-base-300/40 p-4 text-xs "
                "leading-5",
                tab_index=0,
                role="group",
                aria_label=f"{title}: the call",
            ),
            class_name="grid items-start gap-6 lg:grid-cols-2",
        ),
        aria_label=title,
    )


def _call(make: Callable[[], rx.Component]) -> str:
    """The source of an example, without its `def`, docstring and `return`."""
    body = dedent("".join(inspect.getsource(make).splitlines(keepends=True)[2:]))
    return body.replace("return ", "", 1).strip()


def _colours() -> rx.Component:
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.span(
                    class_name=f"block h-11 rounded-field border border-base-300 {look}",
                ),
                rx.el.span(name, class_name="mt-1 block truncate text-xs"),
                rx.el.span(use, class_name="block truncate text-xs text-muted"),
                class_name="min-w-0",
            )
            for name, look, use in COLOURS
        ),
        class_name="grid grid-cols-3 gap-3 sm:grid-cols-6",
    )


def _type() -> rx.Component:
    return rx.el.div(
        *(rx.el.p(words, class_name=look) for look, words in SIZES), class_name="grid gap-1.5"
    )


PAGE = Page(
    route=routes.STYLEGUIDE, title="Parts", build=styleguide, open_to="anyone", shell="site"
)
