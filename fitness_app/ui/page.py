"""What a room says of each of its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx

from fitness_app.ui.kinds import Child, Text


@dataclass(frozen=True, slots=True)
class Page:
    """One screen: its address, its title, who may open it, and how it is built and filled."""

    route: str
    title: str
    build: Callable[[], rx.Component]
    open_to: Literal["anyone", "guest", "member", "trainer", "admin"]
    name: Text = ""
    """What the one of many that it shows is called, once that is known; the tab says it."""
    on_load: Sequence[Any] = field(default=())
    """Handlers that fill the page; they run only for somebody who may open it."""
    shell: Literal["app", "site", "plain"] = "app"
    """'app': side bar and dock; 'site': public head and foot; 'plain': the page draws it all."""
    description: str = ""
    """For search engines and previews, on pages open to anyone."""
    scripts: Sequence[str] = field(default=())
    """Files of assets/ that only this page needs."""


def page_head(
    title: Text, sub: Child = "", *actions: Child, lead: Child | None = None
) -> rx.Component:
    """The heading of a screen: its title, one line below, and what can be done at the right."""
    under = [] if isinstance(sub, str) and not sub else [rx.el.p(sub, class_name="mt-1 text-muted")]
    return rx.el.header(
        rx.el.div(
            *([lead] if lead is not None else []),
            rx.el.div(
                rx.el.h1(title, class_name="text-2xl font-semibold tracking-tight"),
                *under,
                class_name="min-w-0",
            ),
            class_name="flex min-w-0 items-center gap-4",
        ),
        *([rx.el.div(*actions, class_name="flex flex-wrap gap-2")] if actions else []),
        class_name="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4",
    )


def columns(main: Sequence[Child], side: Sequence[Child]) -> rx.Component:
    """What matters most at the left, what stands beside it at the right; stacked on a phone."""
    return rx.el.div(
        rx.el.div(*main, class_name="grid min-w-0 gap-6"),
        rx.el.div(*side, class_name="grid min-w-0 gap-6"),
        class_name="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]",
    )


def stack(*children: Child) -> rx.Component:
    """Cards below each other."""
    return rx.el.div(*children, class_name="grid min-w-0 gap-6")
