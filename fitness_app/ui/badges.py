"""Badges: status as icon, word and colour, in that order."""

from typing import Literal

import reflex as rx

from fitness_app.ui.icons import icon as draw_icon
from fitness_app.ui.kinds import Text

Tone = Literal["success", "warning", "error", "info", "neutral", "record"]

_LOOKS: dict[str, tuple[str, str]] = {
    "success": ("check", "badge-soft badge-success"),
    "warning": ("triangle-alert", "badge-soft badge-warning"),
    "error": ("arrow-down", "badge-soft badge-error"),
    "info": ("pencil", "badge-soft badge-info"),
    "neutral": ("plane", "border-base-300 bg-base-200 text-muted"),
    "record": ("medal", "badge-accent"),
}


def badge(label: Text, tone: Tone = "neutral", *, icon: str = "") -> rx.Component:
    """A status; 'record' is kept for personal records."""
    usual, look = _LOOKS[tone]
    return rx.el.span(
        draw_icon(icon or usual, 14),
        label,
        class_name=f"badge badge-sm h-6 whitespace-nowrap {look}",
    )


def initials(
    letters: Text, size: str = "size-9 text-xs", *, picture_url: Text = ""
) -> rx.Component:
    """A person as their picture, or as initials on the tonal surface; hidden from readers."""
    shape = f"shrink-0 rounded-full {size}"
    plain = rx.el.span(
        letters,
        class_name=f"inline-grid place-items-center bg-secondary font-medium "
        f"text-secondary-content {shape}",
        aria_hidden=True,
    )
    if isinstance(picture_url, str) and not picture_url:
        return plain
    photo = rx.el.img(src=picture_url, alt="", class_name=f"object-cover {shape}")
    return rx.cond(picture_url, photo, plain)
