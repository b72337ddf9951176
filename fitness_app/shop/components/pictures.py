"""Products' drawings, in the colours of the page's mode."""

import reflex as rx

from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Text


def drawing(address: Text, class_name: str) -> rx.Component:
    """A product's drawing; it says nothing that the name beside it doesn't."""
    # As an <img> it could not follow the page from light to dark.
    return rx.el.svg(
        rx.el.svg.use(href=f"{address}#art"),
        view_box="0 0 240 184",
        class_name=class_name,
        aria_hidden=True,
    )


def thumbnail(address: Text, size: str = "size-12") -> rx.Component:
    """A small drawing beside a product's name."""
    tile = f"grid {size} shrink-0 place-items-center overflow-hidden rounded-field bg-(--well)"
    return rx.el.span(
        rx.cond(
            address, drawing(address, "w-[118%] max-w-none"), icon("package", 20, "text-muted")
        ),
        class_name=tile,
        aria_hidden=True,
    )
