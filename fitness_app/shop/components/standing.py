"""Whether a product can be had, as the staff see it."""

import reflex as rx

from fitness_app.ui.badges import badge
from fitness_app.ui.kinds import Child, Text


def standing_badge(standing: Text) -> Child:
    """Published or not, few left, sold out."""
    return rx.match(
        standing,
        ("published", badge("Published", "success")),
        ("few_left", badge("Few left", "warning")),
        ("sold_out", badge("Sold out", "error", icon="circle-slash")),
        badge("Hidden", "neutral", icon="circle-slash"),
    )
