"""The exercises of a workout, alone or taking turns, with what to do and why."""

from typing import Any

import reflex as rx

from fitness_app.training.components.workout_sets import set_table
from fitness_app.training.state.workout import WorkoutState
from fitness_app.training.state.workout_menus import LineMenuState
from fitness_app.training.workouts.workout_rows import GroupRow, LineRow
from fitness_app.ui.icons import icon

_TALLEST = 25.0


def groups() -> rx.Component:
    """All exercises, those of a superset on one ground with a bar along them."""
    return rx.el.div(rx.foreach(WorkoutState.groups, _group), class_name="grid gap-3")


def _group(group: GroupRow) -> rx.Component:
    return rx.el.div(
        rx.cond(
            group.label != "",
            rx.fragment(
                rx.el.span(aria_hidden=True, class_name="absolute inset-y-0 left-0 w-1 bg-primary"),
                rx.el.p(
                    rx.el.span(
                        icon("link", 14),
                        group.label,
                        class_name="inline-flex items-center gap-1.5 font-medium text-primary",
                    ),
                    rx.el.span(group.rounds, class_name="text-muted tabular"),
                    class_name="flex flex-wrap items-center justify-between gap-x-3 px-4 pt-3 "
                    "text-xs",
                ),
            ),
        ),
        rx.el.div(
            rx.foreach(group.lines, _line),
            class_name="divide-y divide-base-300",
        ),
        key=group.key,
        class_name="relative border-y border-base-300 bg-base-100 sm:rounded-box sm:border-x "
        "sm:overflow-hidden",
    )


def _line(line: LineRow) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.div(
                rx.el.h2(
                    rx.cond(
                        line.label != "",
                        rx.el.span(line.label, class_name="text-sm font-medium text-primary"),
                    ),
                    line.name,
                    class_name="flex items-baseline gap-2 text-lg font-semibold tracking-tight",
                ),
                rx.el.p(
                    line.place,
                    rx.cond(line.swapped_from != "", f" · instead of {line.swapped_from}", ""),
                    class_name="text-xs text-muted",
                ),
                class_name="min-w-0 grow",
            ),
            rx.el.button(
                icon("ellipsis", 20),
                type="button",
                class_name="btn btn-ghost btn-square btn-sm",
                aria_label=f"{line.name}: swap, note, order",
                on_click=LineMenuState.open(line.uuid),
            ),
            class_name="flex items-center gap-3 px-4 pb-2.5",
        ),
        _advice(line),
        rx.cond(
            line.notes != "",
            rx.el.p(
                icon("pencil", 14, "mt-0.5"),
                rx.el.span(line.notes, class_name="whitespace-pre-line"),
                class_name="mx-4 mb-3 flex gap-2 text-xs text-muted",
            ),
        ),
        set_table(line),
        _add_set(line),
        key=line.uuid,
        aria_label=line.name,
        class_name="py-3",
    )


def _add_set(line: LineRow) -> rx.Component:
    """One more, by the script: it needs no connection."""
    return rx.el.button(
        icon("plus", 16),
        "Add set",
        type="button",
        class_name="btn btn-ghost btn-sm mx-2 mt-1 text-muted",
        aria_label=f"Add a set of {line.name}",
        custom_attrs={
            "data-add-set": line.uuid,
            "data-unit": line.unit,
            "data-distance": line.distance_unit,
        },
    )


def _advice(line: LineRow) -> rx.Component:
    """What to do, why, and what goes on each side of the bar."""
    lit = "bg-primary text-primary-content"
    quiet = "bg-base-300 text-base-content"
    return rx.cond(
        line.advice != "",
        rx.el.div(
            rx.el.span(
                rx.match(
                    line.advice,
                    ("up", icon("arrow-up", 16)),
                    ("down", icon("arrow-down", 16)),
                    ("start", icon("flag", 16)),
                    icon("equal", 16),
                ),
                class_name=[
                    "grid size-7 shrink-0 place-items-center self-start rounded-full",
                    rx.cond(line.advice == "up", lit, quiet),
                ],
            ),
            rx.el.div(
                rx.el.p(line.advice_title, class_name="text-sm font-medium tabular"),
                rx.el.p(line.advice_reason, class_name="text-xs text-pretty text-muted"),
                class_name="min-w-0 grow",
            ),
            rx.cond(line.plates != "", _plates(line)),
            class_name="mx-4 mb-3 flex items-center gap-3 rounded-field bg-base-200 px-3 py-2.5",
        ),
    )


def _plates(line: LineRow) -> rx.Component:
    """The plates of one side, from the collar outwards, as tall as they are heavy."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(class_name="h-[2.5px] w-1.5 bg-base-content/35"),
            rx.el.span(class_name="h-3 w-[3px] rounded-[1px] bg-strong"),
            rx.foreach(line.each_side, _plate),
            rx.el.span(class_name="h-[2.5px] w-3 bg-base-content/35"),
            class_name="flex h-[34px] items-center gap-px",
            aria_hidden=True,
        ),
        rx.el.span(
            rx.el.span("Each side: ", class_name="sr-only"),
            line.plates,
            rx.el.span(f" {line.unit}", class_name="sr-only"),
            class_name="whitespace-nowrap text-xs leading-none text-muted tabular",
        ),
        class_name="grid shrink-0 justify-items-center gap-1.5",
    )


def _plate(plate: Any) -> rx.Component:
    height = f"calc(30% + 70% * min(1, {plate} / {_TALLEST:g}))"
    return rx.el.span(
        class_name="rounded-[2px] bg-primary",
        style={"height": height, "width": f"calc(3px + 5px * min(1, {plate} / {_TALLEST:g}))"},
    )
