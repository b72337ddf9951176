"""The parts of the plan builder: a session with its exercises, and the forms that open in place."""

from typing import Any

import reflex as rx

from fitness_app.training.components.plan_builder_forms import (
    WEEKDAYS,
    ask_form,
    block_form,
    day_form,
)
from fitness_app.training.plans.builder_rows import BuildAsk, BuildBlock, BuildDay
from fitness_app.training.state.plan_builder import AddExerciseState, BuilderState
from fitness_app.ui.buttons import button_row, ghost, icon_button
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import search_field
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Text


def session_card(day: BuildDay) -> rx.Component:
    """A session: its name, what can be done with it, its exercises, and the way to add one."""
    return rx.el.li(
        rx.cond(BuilderState.named == day.id, day_form(day), _day_head(day)),
        rx.cond(
            day.blocks,
            rx.el.ul(rx.foreach(day.blocks, _block), class_name="mt-3 grid gap-2"),
            rx.el.p("No exercise yet.", class_name="mt-3 text-sm text-muted"),
        ),
        ghost(
            "Add exercise",
            icon="plus",
            size="sm",
            on_click=AddExerciseState.open(day.id),
            class_name="mt-3 -ml-2",
            custom_attrs={"data-act": "add"},
        ),
        key=f"day-{day.id}",
        custom_attrs={"data-moves": f"day-{day.id}"},
        class_name="rounded-box border border-base-300 bg-base-100 px-4 py-4 sm:px-5",
    )


def picker() -> rx.Component:
    """The dialog in which exercises are found and added, several in a row."""
    return dialog(
        f"Add to {AddExerciseState.day_name}",
        rx.el.div(
            rx.el.div(
                search_field(
                    "Name, muscle or equipment", find=AddExerciseState.look_for, id="find-exercise"
                ),
                class_name="mt-4",
            ),
            rx.el.p(
                AddExerciseState.added,
                role="status",
                class_name="mt-2 min-h-5 text-sm text-success",
            ),
            rx.cond(
                AddExerciseState.found,
                rx.el.ul(
                    rx.foreach(AddExerciseState.found, _found),
                    class_name="mt-1 grid max-h-[46vh] gap-0.5 overflow-y-auto -mx-2",
                ),
                rx.el.p("Nothing by that name.", class_name="mt-2 text-sm text-muted"),
            ),
            custom_attrs={"data-arrows": True},
        ),
        button_row(
            closing(ghost("Close", on_click=AddExerciseState.close)), class_name="mt-4 justify-end"
        ),
        open=AddExerciseState.day_id != 0,
        on_close=AddExerciseState.close,
    )


def _found(exercise: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(exercise[1], class_name="block text-sm font-medium"),
            rx.el.span(exercise[2], class_name="block text-xs text-muted"),
            type="button",
            on_click=AddExerciseState.add(exercise[0]),
            class_name="w-full cursor-pointer rounded-field px-2 py-2 text-left hover:bg-base-200",
        ),
        key=f"{exercise[0]}",
    )


def _day_head(day: BuildDay) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(day.name, class_name="font-semibold tracking-tight"),
            rx.el.p(
                rx.cond(
                    BuilderState.head.schedule_mode == "weekday",
                    rx.match(
                        day.weekday, *((value, words) for value, words in WEEKDAYS), "No weekday"
                    ),
                    "In its turn",
                ),
                rx.cond(day.minutes != "", f", {day.minutes}", ""),
                class_name="text-sm text-muted",
            ),
            class_name="min-w-0 grow max-sm:basis-full",
        ),
        rx.el.div(
            _act("pencil", f"Name {day.name}", "edit", BuilderState.edit_day(day.id)),
            _move("up", f"Move {day.name} up", day.is_first, BuilderState.move_day(day.id, "up")),
            _move(
                "down", f"Move {day.name} down", day.is_last, BuilderState.move_day(day.id, "down")
            ),
            _copy_to(day),
            _act("trash-2", f"Remove {day.name}", "remove", BuilderState.remove_day(day.id)),
            class_name="flex shrink-0 flex-wrap items-center justify-end max-sm:-ml-2",
        ),
        class_name="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 sm:flex-nowrap",
    )


def _copy_to(day: BuildDay) -> rx.Component:
    return rx.el.select(
        rx.el.option("Copy to…", value=""),
        rx.foreach(
            BuilderState.bars,
            lambda bar: rx.el.option(f"Week {bar.week}", value=f"{bar.week}"),
        ),
        value="",
        on_change=lambda week: BuilderState.copy_day(day.id, week),
        aria_label=f"Copy {day.name} to a week",
        class_name="select select-sm w-[6.5rem] border-base-300 text-sm",
    )


def _block(block: BuildBlock) -> rx.Component:
    return rx.el.li(
        rx.cond(
            block.is_group,
            rx.cond(BuilderState.arranged == block.id, block_form(block), _block_head(block)),
        ),
        rx.el.ul(rx.foreach(block.asks, _ask), class_name="grid gap-0.5"),
        key=f"block-{block.id}",
        class_name=rx.cond(block.is_group, "border-l-4 border-primary pl-2", ""),
    )


def _block_head(block: BuildBlock) -> rx.Component:
    return rx.el.p(
        rx.el.span(block.title, class_name="text-xs font-medium text-primary"),
        ghost("Change", size="sm", on_click=BuilderState.edit_block(block.id)),
        class_name="flex items-center gap-1 pl-2",
        custom_attrs={"data-moves": f"block-{block.id}"},
    )


def _ask(ask: BuildAsk) -> rx.Component:
    return rx.el.li(
        rx.cond(BuilderState.edited == ask.id, ask_form(ask), _ask_line(ask)),
        key=f"ask-{ask.id}",
        custom_attrs={"data-moves": f"ask-{ask.id}"},
    )


def _ask_line(ask: BuildAsk) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            rx.el.span(
                rx.cond(ask.mark != "", rx.el.span(ask.mark, class_name="mr-1.5 text-primary")),
                rx.el.span(ask.name, class_name="font-medium"),
                class_name="block text-sm",
            ),
            rx.el.span(
                ask.work,
                rx.cond(ask.details != "", f" · {ask.details}", ""),
                class_name="block text-sm text-muted tabular",
            ),
            rx.cond(
                ask.growth != "", rx.el.span(ask.growth, class_name="block text-xs text-muted")
            ),
            type="button",
            on_click=BuilderState.edit_ask(ask.id),
            custom_attrs={"data-act": "edit", "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown"},
            class_name="min-w-0 grow cursor-pointer rounded-field px-2 py-1.5 text-left",
        ),
        rx.el.div(
            _move("up", f"Move {ask.name} up", ask.is_first, BuilderState.move_ask(ask.id, "up")),
            _move(
                "down", f"Move {ask.name} down", ask.is_last, BuilderState.move_ask(ask.id, "down")
            ),
            rx.cond(
                ask.is_joined,
                _act("unlink-2", f"{ask.name}: on its own", "part", BuilderState.part(ask.id)),
                rx.cond(
                    ask.is_first,
                    rx.fragment(),
                    _act(
                        "link-2",
                        f"{ask.name}: take turns with the one above",
                        "join",
                        BuilderState.join_above(ask.id),
                    ),
                ),
            ),
            _act("copy", f"Copy {ask.name}", "copy", BuilderState.copy_ask(ask.id)),
            _act("trash-2", f"Remove {ask.name}", "remove", BuilderState.remove_ask(ask.id)),
            class_name="flex shrink-0 flex-wrap justify-end",
        ),
        class_name="flex flex-wrap items-center justify-end gap-x-2 rounded-field "
        "hover:bg-base-200/70 focus-within:bg-base-200/70 sm:flex-nowrap",
    )


def _act(picture: str, name: Text, act: str, event: Any) -> rx.Component:
    return icon_button(picture, name, size="sm", on_click=event, custom_attrs={"data-act": act})


def _move(way: str, name: Text, is_end: Any, event: Any) -> rx.Component:
    """It stays focusable at the end of the list, so that the focus isn't lost on the way there."""
    return rx.el.button(
        icon(f"arrow-{way}", 18),
        type="button",
        aria_label=name,
        custom_attrs={"data-act": way, "aria-disabled": is_end},
        class_name="btn btn-sm btn-square btn-ghost aria-disabled:opacity-35",
        on_click=event,
    )
