"""Progress: bars towards a goal, steps of a form, long work."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Count, Text


def bar(name: Text, percent: Count, *, class_name: str = "") -> rx.Component:
    """How much of something is done, in percent."""
    return _track(name, percent, _fill(percent), class_name=class_name)


def goal_bar(name: Text, percent: Count, *, due_percent: Count, gap: Text = "") -> rx.Component:
    """Progress towards a goal, a notch where an even schedule would be, and the gap up to it.

    `gap` is 'warning' or 'error' while behind the notch; empty on track.
    """
    tint = rx.match(
        rx.Var.create(gap), ("warning", "bg-warning/45"), ("error", "bg-error/45"), "hidden"
    )
    return _track(
        name,
        percent,
        rx.el.span(
            class_name=["absolute inset-y-0 left-0 rounded-full", tint], style=_width(due_percent)
        ),
        _fill(percent),
        rx.el.span(
            class_name="absolute -top-1 h-4 w-0.5 rounded bg-base-content",
            style={"left": _percent(due_percent)},
        ),
        class_name="mt-3",
    )


def steps(names: Sequence[str], current: Count) -> rx.Component:
    """Where a form stands; `current` counts from 1."""
    return rx.el.ol(
        *(_step(n, name, current) for n, name in enumerate(names, start=1)),
        class_name="mb-8 flex gap-2",
        aria_label="Steps",
    )


def working(name: Text) -> rx.Component:
    """A bar for work that takes long and can't say how far it is."""
    return rx.el.progress(class_name="progress progress-primary h-2 w-full", aria_label=name)


def _step(n: int, name: str, current: Count) -> rx.Component:
    here = rx.Var.create(current).to(int)
    is_done, is_here = here > n, here == n
    lit = rx.cond(here >= n, "bg-primary", "bg-base-300")
    done = rx.fragment(
        icon("check", 14, "text-primary"), name, rx.el.span(", done", class_name="sr-only")
    )
    number: Child = rx.fragment(rx.el.span(str(n), class_name="tabular"), name)
    return rx.el.li(
        rx.el.span(class_name=["block h-1 rounded-full", lit]),
        rx.el.span(
            rx.cond(is_done, done, number),
            class_name=[
                "mt-2 flex items-center gap-1.5 text-xs",
                rx.cond(is_here, "font-medium", "text-muted"),
            ],
        ),
        class_name="min-w-0 flex-1",
        custom_attrs={"aria-current": rx.cond(is_here, "step", None)},
    )


def _track(name: Text, percent: Count, *marks: Child, class_name: str = "") -> rx.Component:
    return rx.el.div(
        *marks,
        role="progressbar",
        class_name=f"relative h-2 rounded-full bg-base-300 {class_name}".rstrip(),
        aria_label=name,
        aria_valuenow=percent,
        aria_valuemin=0,
        aria_valuemax=100,
    )


def _fill(percent: Count) -> rx.Component:
    return rx.el.span(
        class_name="absolute inset-y-0 left-0 rounded-full bg-primary", style=_width(percent)
    )


def _width(percent: Count) -> dict[str, Any]:
    return {"width": _percent(percent)}


def _percent(percent: Count) -> Any:
    return f"{percent}%"
