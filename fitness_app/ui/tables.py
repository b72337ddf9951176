"""Tables: real ones, that scroll in a named frame of their own when they are wide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from fitness_app.ui.buttons import button
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Flag, Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; figures stand right. `sort` is its key if it can be sorted by."""

    label: str
    figures: bool = False
    sort: str = ""


def table(
    caption: Text,
    columns: Sequence[Column | str],
    rows: Child | Sequence[Child],
    *,
    sorted_by: rx.Var[str] | str = "",
    descending: Flag = False,
    sort: Callable[[str], Any] | None = None,
) -> rx.Component:
    """A table of `row`s; with `sort`, the headings that have a key are buttons which send it."""
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    body = rows if isinstance(rows, (list, tuple)) else [rows]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(*(_head(column, sorted_by, descending, sort) for column in heads)),
            ),
            rx.el.tbody(*body),
            class_name="table text-sm whitespace-nowrap",
        ),
        class_name="relative overflow-x-auto",
        role="group",
        tab_index=0,
        aria_label=caption,
    )


def row(*cells: Child, **props: Any) -> rx.Component:
    """A line of a table; make its cells with `cell` and `head_cell`."""
    return rx.el.tr(*cells, class_name="border-base-300 hover:bg-base-200/60", **props)


def cell(content: Child, *, figures: bool = False, muted: bool = False) -> rx.Component:
    """A cell; figures stand right."""
    look = " ".join(
        filter(None, (_edge(figures), "text-muted" if muted else "")),
    )
    return rx.el.td(content, class_name=look)


def head_cell(content: Child) -> rx.Component:
    """The cell that names its row."""
    return rx.el.th(content, scope="row", class_name=_edge(False) + " font-medium")


def pager(
    shown: Text,
    *,
    previous: Any,
    next: Any,  # noqa: A002
    has_previous: Flag,
    has_next: Flag,
) -> rx.Component:
    """Below a table: what is shown at the left, previous and next at the right."""
    return rx.el.nav(
        rx.el.p(shown, class_name="text-sm text-muted tabular", role="status"),
        rx.el.div(
            button(
                "Previous", kind="ghost", size="sm", on_click=previous, disabled=_not(has_previous)
            ),
            button("Next", kind="ghost", size="sm", on_click=next, disabled=_not(has_next)),
            class_name="flex gap-1",
        ),
        class_name="flex flex-wrap items-center justify-between gap-3 px-5 py-3 sm:px-6",
        aria_label="Pages",
    )


def _head(
    column: Column, sorted_by: Any, descending: Flag, sort: Callable[[str], Any] | None
) -> rx.Component:
    if sort is None or not column.sort:
        return rx.el.th(column.label, scope="col", class_name=_edge(column.figures))
    here = rx.Var.create(sorted_by) == column.sort
    order = rx.cond(descending, "descending", "ascending")
    arrow = rx.cond(descending, icon("arrow-down", 14), icon("arrow-up", 14))
    return rx.el.th(
        rx.el.button(
            column.label,
            rx.cond(here, arrow, icon("chevrons-up-down", 14)),
            type="button",
            class_name="inline-flex cursor-pointer items-center gap-1 hover:text-base-content",
            on_click=sort(column.sort),
        ),
        scope="col",
        class_name=_edge(column.figures),
        custom_attrs={"aria-sort": rx.cond(here, order, "none")},
    )


def _edge(figures: bool) -> str:
    side: Literal["text-right", ""] = "text-right" if figures else ""
    return f"first:pl-5 last:pr-5 sm:first:pl-6 sm:last:pr-6 {side}".rstrip()


def _not(flag: Flag) -> Flag:
    return ~flag if isinstance(flag, rx.Var) else not flag
