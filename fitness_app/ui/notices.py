"""What the app says beside the point: toasts, notices, empty states, skeletons."""

from typing import Literal

import reflex as rx

from fitness_app.ui.brand import empty_plates
from fitness_app.ui.icons import icon as draw_icon
from fitness_app.ui.kinds import Child, Text

Tone = Literal["warning", "error", "info", "success"]

_TONES: dict[str, tuple[str, str]] = {
    "warning": ("border-warning/35", "bg-warning/12 text-warning"),
    "error": ("border-error/35", "bg-error/12 text-error"),
    "info": ("border-info/35", "bg-info/12 text-info"),
    "success": ("border-success/35", "bg-success/12 text-success"),
}


def toast_success(text: str) -> rx.event.EventSpec:
    """Say that it worked; gone after five seconds."""
    return rx.toast.success(text)


def toast_info(text: str) -> rx.event.EventSpec:
    """Say something worth knowing; gone after five seconds."""
    return rx.toast(text)


def toast_error(text: str) -> rx.event.EventSpec:
    """Say what went wrong and what to do; stays until closed."""
    return rx.toast.error(text, duration=600_000, close_button=True)


def notice(
    strong: Child,
    text: Child = "",
    *actions: Child,
    icon: str = "triangle-alert",
    tone: Tone = "warning",
    class_name: str = "",
) -> rx.Component:
    """One thing to know and what to do about it, in the flow of the page."""
    edge, chip = _TONES[tone]
    return rx.el.div(
        rx.el.span(
            draw_icon(icon, 20),
            class_name=f"grid size-9 shrink-0 place-items-center rounded-field {chip}",
        ),
        rx.el.p(
            rx.el.strong(strong, class_name="font-medium"),
            " ",
            rx.el.span(text, class_name="text-muted"),
            class_name="min-w-0 flex-1 basis-44 self-center text-pretty text-sm",
        ),
        *([rx.el.div(*actions, class_name="flex flex-wrap gap-2 self-center")] if actions else []),
        role="status",
        class_name=f"flex flex-wrap items-start gap-x-4 gap-y-3 rounded-box border {edge} "
        f"bg-base-100 p-4 {class_name}".rstrip(),
    )


def empty(
    title: Text,
    text: Text,
    *actions: Child,
    heading: Literal["h1", "h2", "h3"] = "h2",
    class_name: str = "",
) -> rx.Component:
    """Nothing here yet: what will appear, and the way to it."""
    headline = {"h1": rx.el.h1, "h2": rx.el.h2, "h3": rx.el.h3}[heading]
    return rx.el.div(
        empty_plates(),
        headline(title, class_name="mt-4 text-lg font-semibold tracking-tight"),
        rx.el.p(text, class_name="mt-1 max-w-[320px] text-pretty text-sm text-muted"),
        *(
            [rx.el.div(*actions, class_name="mt-5 flex flex-wrap justify-center gap-2")]
            if actions
            else []
        ),
        class_name="grid justify-items-center rounded-box border border-dashed border-strong "
        f"px-6 py-9 text-center {class_name}".rstrip(),
    )


def skeleton_line(class_name: str = "h-4 w-32") -> rx.Component:
    """One grey bar, as big as the words that come."""
    return rx.el.div(class_name=f"skeleton {class_name}")


def skeleton_card(*, chart: bool = False, lines: int = 2) -> rx.Component:
    """A card that loads, as high as the one that comes."""
    tail = (
        [skeleton_line("mt-6 h-[236px] w-full")]
        if chart
        else [skeleton_line("mt-4 h-4 w-full") for _ in range(lines)]
    )
    return _loading(
        skeleton_line("h-4 w-32"),
        skeleton_line("mt-4 h-9 w-28"),
        *tail,
        class_name="card border border-base-300 bg-base-100 p-5 sm:p-6",
    )


def skeleton_page() -> rx.Component:
    """A whole page that loads: head, a strip of figures, two cards."""
    return _loading(
        skeleton_line("h-8 w-52"),
        skeleton_line("mt-3 h-4 w-72 max-w-full"),
        skeleton_line("mt-8 h-28 w-full rounded-box"),
        rx.el.div(
            skeleton_line("h-80 rounded-box"),
            skeleton_line("h-80 rounded-box"),
            class_name="mt-6 grid gap-6 lg:grid-cols-[minmax(0,1fr)_320px]",
        ),
    )


def _loading(*bars: Child, class_name: str = "") -> rx.Component:
    return rx.el.div(
        *bars, role="status", aria_busy=True, aria_label="Loading", class_name=f"late {class_name}"
    )
