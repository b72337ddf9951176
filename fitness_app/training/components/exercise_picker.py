"""A dialog to choose an exercise in: search as you type, by keyboard or thumb."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.training.exercises.exercise_rows import MUSCLES, ExerciseRow
from fitness_app.training.state.exercise_picker import ExercisePickerState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import icon_button
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.icons import icon
from fitness_app.ui.links import text_link

Pick = Callable[[Any, Any], Any]


def exercise_picker(pick: Pick, *, title: str = "Choose an exercise") -> rx.Component:
    """The picker; put it on a page once, and open it with `ExercisePickerState.open`.

    `pick(exercise_id, name)` makes the event for what is chosen; the picker closes by itself.
    Arrow keys go through the list, and Enter leads from the search into it.
    """
    state = ExercisePickerState
    return dialog(
        title,
        rx.el.div(
            icon_button("x", "Close", size="sm", on_click=state.close),
            class_name="absolute right-4 top-4",
        ),
        # Drawn anew each time it opens, so that the words of the last time are gone.
        rx.cond(
            state.is_open,
            rx.el.div(_asked(), _found(pick), custom_attrs={"data-arrows": True}),
        ),
        open=state.is_open,
        on_close=state.close,
    )


def _asked() -> rx.Component:
    state = ExercisePickerState
    return rx.el.div(
        rx.el.label(
            icon("search", 18, "text-muted"),
            rx.el.input(
                type="search",
                placeholder="Name, muscle or equipment",
                on_change=state.look_for.debounce(250),
                auto_focus=True,
                custom_attrs={
                    "aria-label": "Search exercises",
                    "id": "picker-words",
                    "maxLength": 80,
                    "autoComplete": "off",
                    "enterKeyHint": "search",
                },
            ),
            class_name="input w-full",
        ),
        rx.el.select(
            rx.el.option("Any muscle", value=""),
            *(rx.el.option(words, value=code) for code, words in MUSCLES.items()),
            value=state.muscle,
            on_change=state.choose_muscle,
            class_name="select",
            custom_attrs={"aria-label": "Muscle"},
        ),
        class_name="mt-4 grid gap-3 sm:grid-cols-[minmax(0,1fr)_140px]",
    )


def _found(pick: Pick) -> rx.Component:
    state = ExercisePickerState
    is_asked = (state.words != "") | (state.muscle != "")
    lately = rx.Var.create(state.recent).bool() & ~is_asked

    def line(row: ExerciseRow) -> rx.Component:
        return _line(row, pick)

    return rx.el.div(
        rx.cond(
            lately,
            rx.el.div(
                rx.el.h3("Lately", class_name="pb-1 pt-3 text-xs text-muted"),
                rx.el.ul(rx.foreach(state.recent, line)),
                rx.el.h3("All", class_name="pb-1 pt-3 text-xs text-muted"),
            ),
        ),
        rx.cond(
            state.rows,
            rx.el.ul(rx.foreach(state.rows, line)),
            rx.el.p(
                "Nothing is called so. ",
                text_link("Add it as your own", routes.own_exercise(), underlined=True),
                class_name="py-6 text-center text-sm text-muted",
            ),
        ),
        rx.el.p(state.found, role="status", class_name="pb-1 pt-3 text-xs text-muted"),
        class_name="-mx-3 mt-3 h-[min(52dvh,26rem)] overflow-y-auto border-t border-base-300 px-3",
    )


def _line(row: ExerciseRow, pick: Pick) -> rx.Component:
    chosen = pick(row.id, row.name)
    picked = chosen if isinstance(chosen, list) else [chosen]
    choose = rx.el.button(
        rx.el.span(
            rx.el.span(
                row.name,
                rx.cond(row.is_own, badge("Yours", "neutral", icon="lock"), rx.fragment()),
                class_name="flex flex-wrap items-center gap-x-2.5 text-sm font-medium",
            ),
            rx.el.span(row.muscles, class_name="block text-xs text-muted"),
            class_name="min-w-0 grow text-left",
        ),
        rx.el.span(row.equipment, class_name="shrink-0 text-xs text-muted"),
        type="button",
        on_click=[*picked, ExercisePickerState.close],
        class_name="flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-field px-3 py-2 "
        "hover:bg-base-200 focus-visible:bg-base-200",
    )
    return rx.el.li(closing(choose))
