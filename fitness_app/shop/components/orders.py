"""Orders as several pages show them: where one stands, what is in it."""

import reflex as rx

from fitness_app.shop.components.pictures import thumbnail
from fitness_app.shop.order_views import STATUS_NAMES, Status
from fitness_app.shop.staff_order_rows import LineRow, StepRow
from fitness_app.ui.badges import Tone, badge
from fitness_app.ui.cards import card, row, rows
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


def goods(lines: list[LineRow], total: Text, how_many: Child = "") -> rx.Component:
    """What is in an order, line by line, and what it comes to."""
    return card(
        "What is in it",
        rows(rx.foreach(lines, _line)),
        rx.el.p(
            rx.el.span("Total", how_many),
            rx.el.span(total, class_name="text-2xl font-semibold tracking-tight tabular"),
            class_name="mt-3 flex items-baseline justify-between border-t border-base-300 pt-4",
        ),
    )


def past(steps: list[StepRow], *, names_who: bool = False, class_name: str = "") -> rx.Component:
    """The steps that an order took; staff see who took them."""
    return card(
        "History",
        rx.el.ol(
            rx.foreach(steps, lambda step: _step(step, names_who)),
            class_name="-my-3 divide-y divide-base-300",
        ),
        class_name=class_name,
    )


def _line(line: LineRow) -> rx.Component:
    return row(
        thumbnail(line.picture),
        line.name,
        sub=line.each,
        end=rx.el.span(line.total, class_name="text-sm font-medium tabular"),
    )


def _step(step: StepRow, names_who: bool) -> rx.Component:
    by = rx.cond(step.by != "", f"{step.when}, {step.by}", step.when) if names_who else step.when
    return rx.el.li(
        rx.el.p(
            rx.el.span(step.name, class_name="font-medium"),
            rx.el.span(by, class_name="text-xs text-muted tabular"),
            class_name="flex flex-wrap items-baseline justify-between gap-x-4 text-sm",
        ),
        rx.cond(step.note != "", rx.el.p(step.note, class_name="mt-1 text-sm text-muted")),
        class_name="py-3",
    )
