"""Dialogs: a question as the title, what goes and what stays, and the act by its name.

They are the browser's own, which keeps the focus inside and closes at Escape without a library;
assets/parts.js opens them from their trigger or when `open` says so.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.components.component import field
from reflex.event import no_args_event_spec
from reflex_components_core.el.elements.other import Dialog

from fitness_app.ui import buttons
from fitness_app.ui.kinds import Child, Flag, Text


class _Dialog(Dialog):
    """The dialog element, which tells when Escape or a click beside it closes it."""

    on_cancel: rx.EventHandler[no_args_event_spec] = field(doc="Closed without an answer.")


def dialog(
    title: Text,
    *children: Child,
    text: Child = "",
    actions: Sequence[Child] = (),
    trigger: rx.Component | None = None,
    open: Flag | None = None,  # noqa: A002
    on_close: Any = None,
) -> rx.Component:
    """A dialog opened by its `trigger`, or shown as long as the var `open` holds.

    `on_close` is the event for closing without an answer; with `open`, it must undo that var.
    """
    events = {"on_cancel": on_close} if on_close is not None else {}
    box = _Dialog.create(
        rx.el.h2(title, class_name="text-lg font-semibold tracking-tight"),
        rx.el.div(text, class_name="mt-2 text-sm text-muted empty:hidden"),
        *children,
        *([_row(actions)] if actions else []),
        class_name="dialog-box",
        aria_label=title,
        custom_attrs={
            "closedby": "any",
            **({"data-open": rx.cond(open, "true", "false")} if open is not None else {}),
        },
        **events,
    )
    if trigger is None:
        return box
    trigger.custom_attrs = {**trigger.custom_attrs, "data-opens": True, "aria-haspopup": "dialog"}
    return rx.el.span(trigger, box, class_name="contents")


def confirm(
    question: Text,
    text: Child,
    *,
    act: Text,
    on_confirm: Any,
    keep: Text = "Cancel",
    trigger: rx.Component | None = None,
    open: Flag | None = None,  # noqa: A002
    on_close: Any = None,
    is_danger: bool = True,
) -> rx.Component:
    """Ask before an act; `keep` says what not doing it means, as in 'Keep it'."""
    kind = "danger" if is_danger else "primary"
    events = {"on_click": on_close} if on_close is not None else {}
    return dialog(
        question,
        text=text,
        actions=[
            closing(buttons.ghost(keep, **events)),
            closing(buttons.button(act, kind=kind, on_click=on_confirm)),
        ],
        trigger=trigger,
        open=open,
        on_close=on_close,
    )


def closing(button: rx.Component) -> rx.Component:
    """Make a button inside a dialog close it, besides what else it does."""
    button.custom_attrs = {**button.custom_attrs, "data-closes": True}
    return button


def _row(actions: Sequence[Child]) -> rx.Component:
    return rx.el.div(*actions, class_name="mt-6 flex flex-wrap justify-end gap-2")
