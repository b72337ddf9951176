"""Dialogs: a question as the title, what goes and what stays, and the act by its name."""

from typing import Any

import reflex as rx

from fitness_app.ui import buttons
from fitness_app.ui.kinds import Child, Flag, Text

_dialog = rx.radix.primitives.dialog
_OVERLAY = "fixed inset-0 z-40 bg-black/45"
_BOX = (
    "fixed inset-x-0 bottom-0 z-50 mx-auto max-h-dvh w-full max-w-md overflow-y-auto rounded-box "
    "rounded-b-none bg-base-100 p-6 shadow-(--lift-lg) "
    "sm:bottom-auto sm:top-1/2 sm:-translate-y-1/2 sm:rounded-b-box"
)


def dialog(
    title: Text,
    *children: Child,
    text: Child = "",
    actions: tuple[Child, ...] = (),
    open: Flag | None = None,  # noqa: A002
    on_open_change: Any = None,
    trigger: rx.Component | None = None,
) -> rx.Component:
    """A dialog opened by its `trigger`, or while the var `open` holds; Escape asks to close it."""
    said = text if not (isinstance(text, str) and not text) else title
    hidden = "sr-only" if said is title else "mt-2 text-sm text-muted"
    content = _dialog.content(
        _dialog.title(title, class_name="text-lg font-semibold tracking-tight"),
        _dialog.description(said, class_name=hidden),
        *children,
        *(
            [rx.el.div(*actions, class_name="mt-6 flex flex-wrap justify-end gap-2")]
            if actions
            else []
        ),
        class_name=_BOX,
    )
    control: dict[str, Any] = {}
    if open is not None:
        control["open"] = open
    if on_open_change is not None:
        control["on_open_change"] = on_open_change
    return _dialog.root(
        *([_dialog.trigger(trigger, as_child=True)] if trigger is not None else []),
        _dialog.portal(_dialog.overlay(class_name=_OVERLAY), content),
        **control,
    )


def confirm(
    question: Text,
    text: Child,
    *,
    act: Text,
    on_confirm: Any,
    keep: Text = "Cancel",
    trigger: rx.Component | None = None,
    open: Flag | None = None,  # noqa: A002
    on_open_change: Any = None,
    is_danger: bool = True,
) -> rx.Component:
    """Ask before an act; `keep` says what not doing it means, as in 'Keep it'."""
    kind = "danger" if is_danger else "primary"
    return dialog(
        question,
        text=text,
        actions=(
            close(buttons.ghost(keep)),
            close(buttons.button(act, kind=kind, on_click=on_confirm)),
        ),
        open=open,
        on_open_change=on_open_change,
        trigger=trigger,
    )


def close(button: rx.Component) -> rx.Component:
    """Make a button inside a dialog close it, besides what else it does."""
    return _dialog.close(button, as_child=True)
