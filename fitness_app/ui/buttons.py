"""Buttons: one filled primary in view; everything else is tonal or ghost."""

from typing import Any, Literal

import reflex as rx

from fitness_app.ui.icons import icon as draw_icon
from fitness_app.ui.kinds import Child, Flag, Text
from fitness_app.ui.links import link

Kind = Literal["primary", "secondary", "ghost", "neutral", "danger", "danger-ghost"]
Size = Literal["sm", "md", "lg"]
ButtonType = Literal["button", "submit", "reset"]

_KINDS: dict[str, str] = {
    "primary": "btn-primary",
    "secondary": "btn-secondary",
    "ghost": "btn-ghost",
    "neutral": "btn-neutral",
    "danger": "btn-error",
    "danger-ghost": "btn-ghost text-error",
}
_SIZES: dict[str, str] = {"sm": "btn-sm", "md": "", "lg": "btn-lg text-base"}


def classes(kind: Kind, size: Size = "md", extra: str = "") -> str:
    """The class names of a button, for elements that only look like one."""
    return " ".join(filter(None, ("btn", _KINDS[kind], _SIZES[size], extra)))


def button(
    label: Text,
    *,
    kind: Kind = "secondary",
    icon: str | None = None,
    size: Size = "md",
    type: ButtonType = "button",  # noqa: A002  # the name HTML gives it
    busy: Flag = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A button with words; while busy it spins and keeps them."""
    if busy is not False:
        props["aria_busy"] = busy
    return rx.el.button(
        _lead(icon, busy, kind),
        label,
        type=type,
        class_name=classes(kind, size, class_name),
        **props,
    )


def primary(label: Text, **props: Any) -> rx.Component:
    """The one thing to do on this screen."""
    return button(label, kind="primary", **props)


def secondary(label: Text, **props: Any) -> rx.Component:
    """Any other thing worth doing."""
    return button(label, kind="secondary", **props)


def ghost(label: Text, **props: Any) -> rx.Component:
    """A quiet way out, or a small act in a row."""
    return button(label, kind="ghost", **props)


def neutral(label: Text, **props: Any) -> rx.Component:
    """What starts something live, on the ink surface."""
    return button(label, kind="neutral", **props)


def danger(label: Text, **props: Any) -> rx.Component:
    """The act that destroys; it belongs inside the dialog that asks."""
    return button(label, kind="danger", **props)


def danger_ghost(label: Text, **props: Any) -> rx.Component:
    """Opens the dialog that asks before something is destroyed."""
    return button(label, kind="danger-ghost", **props)


def icon_button(
    icon: str,
    name: Text,
    *,
    kind: Kind = "ghost",
    size: Size = "md",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A square button with an icon alone; `name` is what screen readers say."""
    return rx.el.button(
        draw_icon(icon, 18),
        type=props.pop("type", "button"),
        class_name=classes(kind, size, f"btn-square {class_name}".strip()),
        aria_label=name,
        **props,
    )


def link_button(
    label: Text,
    href: Text,
    *,
    kind: Kind = "secondary",
    icon: str | None = None,
    size: Size = "md",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A link to another screen that looks like a button."""
    lead = [_icon(icon, kind)] if icon else []
    return link(*lead, label, href=href, class_name=classes(kind, size, class_name), **props)


def button_row(*children: Child, class_name: str = "") -> rx.Component:
    """Buttons side by side that wrap when there is no room."""
    return rx.el.div(*children, class_name=f"flex flex-wrap gap-2 {class_name}".rstrip())


def _lead(icon: str | None, busy: Flag, kind: Kind) -> Child:
    shown = _icon(icon, kind) if icon else rx.fragment()
    if busy is False:
        return shown
    spinner = rx.el.span(class_name="loading loading-spinner loading-sm", aria_hidden=True)
    return spinner if busy is True else rx.cond(busy, spinner, shown)


def _icon(name: str, kind: Kind) -> rx.Component:
    return draw_icon(name, 16, "text-glow" if kind == "neutral" else "")
