"""Orders as several pages show them: where one stands, what is in it."""

import reflex as rx

from fitness_app.shop.order_views import STATUS_NAMES, Status
from fitness_app.ui.badges import Tone, badge
from fitness_app.ui.kinds import Child, Text

_LOOKS: dict[Status, tuple[Tone, str]] = {
    Status.PLACED: ("warning", "credit-card"),
    Status.PAID: ("info", "package"),
    Status.READY: ("info", "flag"),
    Status.HANDED_OVER: ("success", "check"),
    Status.CANCELLED: ("neutral", "circle-slash"),
    Status.REFUNDED: ("neutral", "undo-2"),
}


def status_badge(status: Text) -> Child:
    """Where an order stands, by its code."""
    cases = [
        (str(code), badge(STATUS_NAMES[code], tone, icon=icon))
        for code, (tone, icon) in _LOOKS.items()
    ]
    return rx.match(status, *cases, rx.fragment())
