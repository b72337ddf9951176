"""The club's mark, and plates on a sleeve: our picture for sessions, loads and emptiness."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.ui import club
from fitness_app.ui.kinds import Flag
from fitness_app.ui.links import link

_svg = rx.el.svg
_SHADES = (
    (".33 .06 167", ".26 .05 169"),
    (".385 .06 167", ".3 .05 169"),
    (".44 .06 167", ".345 .05 169"),
    (".5 .06 167", ".4 .05 169"),
    (".84 .135 167", ".74 .125 169"),
)


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    radius: float,
    *,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """A rounded rectangle, in the units of the drawing around it."""
    box = {"x": x, "y": y, "width": width, "height": height, "rx": radius}
    numbers = {key: f"{value:g}" for key, value in box.items()}
    return _svg.rect(class_name=class_name, custom_attrs=numbers | attrs)


def mark(class_name: str = "size-6 text-primary shrink-0") -> rx.Component:
    """The mark alone: three plates on a bar."""
    return _svg(
        rect(1, 11, 22, 2, 1),
        rect(4, 2, 4, 20, 1.4),
        rect(9.6, 5, 4, 14, 1.4),
        rect(15.2, 8, 3.4, 8, 1.2),
        view_box="0 0 24 24",
        class_name=f"fill-current {class_name}",
        aria_hidden=True,
    )


def logo(href: str = routes.HOME) -> rx.Component:
    """The mark and the club's name; leads home."""
    return link(
        mark(),
        rx.el.span(club.NAME),
        href=href,
        class_name="inline-flex items-center gap-2.5 font-semibold tracking-tight",
    )


def plates(
    done: int, of: int, name: str, *, height: int = 36, on_ink: bool = False
) -> rx.Component:
    """A week's sessions as plates: filled ones are done, hollow ones are left."""
    width, gap = round(height * 0.22), round(height * 0.11)
    total = 20 + of * width + (of - 1) * gap
    sleeve = "fill-neutral-content/35" if on_ink else "fill-base-content/30"
    shown = [_plate(10 + n * (width + gap), width, height, n < done, on_ink) for n in range(of)]
    return _svg(
        rect(0, height * 0.46, total, height * 0.08, height * 0.04, class_name=sleeve),
        *shown,
        view_box=f"0 0 {total} {height}",
        width=str(total),
        height=str(height),
        class_name="shrink-0",
        role="img",
        aria_label=name,
    )


def empty_plates() -> rx.Component:
    """Four hollow plates: nothing here yet."""
    drawn = plates(0, 4, "", height=44)
    drawn.custom_attrs = {"aria-hidden": True}
    return drawn


def plates_picture() -> rx.Component:
    """The big picture: a loaded sleeve, seen from the side, its last plate lit."""
    discs = (
        (0, 34, -40, 116, 800, 30),
        (1, 166, 36, 110, 648, 28),
        (2, 292, 118, 100, 484, 26),
        (3, 408, 200, 86, 320, 23),
        (4, 510, 262, 62, 196, 18),
    )
    return _svg(
        _svg.defs(*(_shade(n, *shade) for n, shade in enumerate(_SHADES))),
        rect(-300, 348, 1200, 24, 0, fill="oklch(.36 .03 168)"),
        rect(0, 308, 12, 104, 6, fill="oklch(.42 .035 168)"),
        *(rect(*box, fill=f"url(#plate-{n})") for n, *box in discs),
        view_box="0 0 600 800",
        class_name="absolute inset-0 size-full",
        custom_attrs={"preserveAspectRatio": "xMidYMid slice", "aria-hidden": True},
    )


def plates_backdrop(class_name: str) -> rx.Component:
    """The same sleeve as a quiet ground for what floats above it."""
    discs = ((0, 150, -60, 150, 860, 34), (0, 316, 10, 140, 702, 34), (1, 472, 110, 124, 502, 32))
    return _svg(
        _svg.defs(*(_shade(n, *shade) for n, shade in enumerate(_SHADES[:2]))),
        rect(0, 350, 800, 22, 0, fill="oklch(.34 .03 168)"),
        *(rect(*box, fill=f"url(#plate-{n})") for n, *box in (*discs, (1, 612, 220, 96, 282, 28))),
        view_box="0 0 800 640",
        class_name=class_name,
        custom_attrs={"preserveAspectRatio": "xMinYMid slice", "aria-hidden": True},
    )


def _plate(x: float, width: float, height: float, is_done: Flag, on_ink: bool) -> rx.Component:
    if is_done:
        look = "fill-glow" if on_ink else "fill-primary"
        return rect(x, 0, width, height, width * 0.3, class_name=look)
    look = "fill-neutral stroke-neutral-content/55" if on_ink else "fill-base-100 stroke-strong"
    return rect(
        x + 0.75,
        0.75,
        width - 1.5,
        height - 1.5,
        width * 0.26,
        class_name=look,
        strokeWidth=1.5,
    )


def _shade(n: int, start: str, end: str) -> rx.Component:
    return _svg.linear_gradient(
        _svg.stop(offset="0", stop_color=f"oklch({start})"),
        _svg.stop(offset="1", stop_color=f"oklch({end})"),
        x1="0",
        y1="0",
        x2="1",
        y2="0",
        custom_attrs={"id": f"plate-{n}"},
    )
