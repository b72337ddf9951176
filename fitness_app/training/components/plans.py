"""Plans as pictures and lists: weeks as bars, what a session asks for."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from fitness_app.training.plans.plan_rows import WEEKDAYS, AskRow, BarRow, BlockRow, DayRow
from fitness_app.ui.badges import badge
from fitness_app.ui.kinds import Child, Text

_HOLLOW = "border-[1.5px] border-strong bg-base-100"


def week_bars(bars: Any, name: Text, *, height: str = "h-24") -> rx.Component:
    """A plan's weeks as bars by planned load; a deload is hollow."""
    return rx.el.div(
        rx.foreach(bars, _bar),
        role="img",
        aria_label=name,
        class_name=f"flex items-end gap-1 {height}",
    )


def week_choice(bars: Any, choose: Callable[[Any], Any], *, height: str = "h-28") -> rx.Component:
    """The same bars, each a button that shows its week."""
    return rx.el.div(
        rx.foreach(bars, lambda bar: _bar_button(bar, choose)),
        role="group",
        aria_label="Weeks",
        class_name=f"flex items-stretch gap-1 overflow-x-auto p-1 -m-1 {height}",
    )


def bars_key() -> rx.Component:
    """What the bars mean."""
    return rx.el.p(
        _key("bg-primary", "planned load, week by week"),
        _key(_HOLLOW, "deload"),
        class_name="flex flex-wrap items-center gap-x-6 gap-y-1 text-xs text-muted",
    )


def day_list(days: Any) -> rx.Component:
    """The sessions of a week, each with what it asks for."""
    return rx.el.ul(rx.foreach(days, day_item), class_name="grid gap-4 lg:grid-cols-2")


def day_item(day: DayRow) -> rx.Component:
    """One session of a plan."""
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.h3(day.name, class_name="font-medium"),
                rx.el.p(
                    day.when,
                    rx.cond(day.minutes != "", f", {day.minutes}", ""),
                    class_name="text-sm text-muted",
                ),
            ),
            rx.cond(day.is_deload, badge("Deload", "neutral", icon="sprout")),
            class_name="flex items-start justify-between gap-3",
        ),
        block_list(day.blocks),
        class_name="rounded-box border border-base-300 bg-base-100 px-5 py-4",
    )


def block_list(blocks: Any) -> rx.Component:
    """What a session asks for, block by block."""
    return rx.el.div(rx.foreach(blocks, _block), class_name="mt-3 grid gap-3")


def _block(block: BlockRow) -> rx.Component:
    asks = rx.el.ul(rx.foreach(block.asks, _ask), class_name="grid gap-2.5")
    return rx.el.div(
        rx.cond(
            block.title != "",
            rx.el.div(
                rx.el.p(block.title, class_name="mb-2 text-xs font-medium text-primary"),
                asks,
                class_name="border-l-4 border-primary pl-3",
            ),
            asks,
        ),
    )


def _ask(ask: AskRow) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.cond(ask.mark != "", rx.el.span(ask.mark, class_name="mr-1.5 text-primary")),
            rx.el.span(ask.name, class_name="font-medium"),
            class_name="text-sm",
        ),
        rx.el.p(
            rx.el.span(ask.work, class_name="text-base-content"),
            rx.cond(ask.details != "", f" · {ask.details}", ""),
            class_name="text-sm text-muted tabular",
        ),
        rx.cond(ask.growth != "", rx.el.p(ask.growth, class_name="text-xs text-muted")),
        rx.cond(ask.note != "", rx.el.p(ask.note, class_name="text-xs text-muted")),
    )


def _bar(bar: BarRow) -> rx.Component:
    look = rx.cond(bar.is_deload, _HOLLOW, "bg-primary")
    return rx.el.span(
        class_name=["min-w-0 flex-1 rounded-[3px]", look],
        style={"height": f"{bar.height}%", "opacity": _depth(bar)},
    )


def _depth(bar: BarRow) -> Any:
    """Harder weeks are darker; a deload's outline is always whole."""
    return rx.cond(bar.is_deload, "1", f"calc(.5 + {bar.height} / 200)")


def _bar_button(bar: BarRow, choose: Callable[[Any], Any]) -> rx.Component:
    look = rx.cond(bar.is_deload, _HOLLOW, "bg-primary")
    chosen = rx.cond(
        bar.is_here, "bg-base-300/60 font-medium text-base-content", "text-muted hover:bg-base-200"
    )
    return rx.el.button(
        rx.el.span(
            rx.el.span(
                class_name=["block w-full rounded-[3px]", look],
                style={"height": f"{bar.height}%", "opacity": _depth(bar)},
            ),
            class_name="flex min-h-0 w-full grow items-end",
            aria_hidden=True,
        ),
        rx.el.span(f"{bar.week}", class_name="text-xs tabular", aria_hidden=True),
        type="button",
        aria_label=bar.label,
        custom_attrs={"aria-pressed": bar.is_here},
        class_name=[
            "flex min-w-7 flex-1 cursor-pointer flex-col items-center gap-1 rounded-field p-1",
            chosen,
        ],
        on_click=choose(bar.week),
    )


def _key(look: str, words: Child) -> rx.Component:
    return rx.el.span(
        rx.el.span(class_name=f"size-2.5 rounded-full {look}", aria_hidden=True),
        words,
        class_name="flex items-center gap-2",
    )


def rhythm_fields(*, suggested: Any, is_sequence: Any, needs: Text, error: Text) -> rx.Component:
    """On which weekdays, or one after another; the form around it is the group 'rhythm'."""
    return rx.fragment(
        rx.el.fieldset(
            rx.el.legend("How sessions follow each other", class_name="mb-1.5 text-sm font-medium"),
            _order("weekday", "On set weekdays", ~is_sequence),
            _order("sequence", "One after another, whenever I train", is_sequence),
            class_name="grid gap-2",
        ),
        rx.el.fieldset(
            rx.el.legend("On which weekdays", class_name="mb-1.5 text-sm font-medium"),
            rx.el.div(
                *(_weekday(n, name, suggested) for n, name in enumerate(WEEKDAYS)),
                class_name="grid grid-cols-7 gap-1",
            ),
            rx.cond(
                error,
                rx.el.p(error, role="alert", class_name="mt-1.5 text-sm text-error"),
                rx.el.p(f"Choose {needs}.", class_name="mt-1.5 text-sm text-muted"),
            ),
            class_name="group-has-[[value=sequence]:checked]/rhythm:hidden",
        ),
    )


def _order(value: str, words: str, is_chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="order",
            value=value,
            default_checked=is_chosen,
            class_name="size-4 accent-primary",
        ),
        words,
        class_name="flex items-center gap-2.5 text-sm",
    )


def _weekday(n: int, name: str, suggested: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=name.lower(),
            value="on",
            default_checked=suggested.contains(n),
            class_name="peer sr-only",
        ),
        rx.el.span(name[0], aria_hidden=True),
        rx.el.span(name, class_name="sr-only"),
        class_name="grid h-10 cursor-pointer place-items-center rounded-field border border-strong "
        "text-sm has-checked:border-primary has-checked:bg-primary "
        "has-checked:text-primary-content has-focus-visible:outline-2 "
        "has-focus-visible:outline-offset-2 has-focus-visible:outline-primary",
    )
