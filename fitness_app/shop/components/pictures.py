"""Products' drawings, on a tile of their own."""

import reflex as rx

from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Text


def thumbnail(address: Text, size: str = "size-12") -> rx.Component:
    """A small drawing beside a product's name; it says nothing that the name doesn't."""
    tile = f"grid {size} shrink-0 place-items-center overflow-hidden rounded-field bg-base-200"
    drawn = rx.el.img(src=address, alt="", class_name="size-full object-cover", loading="lazy")
    return rx.el.span(
        rx.cond(address, drawn, icon("package", 20, "text-muted")),
        class_name=tile,
        aria_hidden=True,
    )
