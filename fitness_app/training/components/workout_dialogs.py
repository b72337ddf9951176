"""The dialogs of a running workout: a set's type, an exercise's menu, the picker."""

from typing import Any

import reflex as rx

from fitness_app.training.state.workout import WorkoutState
from fitness_app.training.state.workout_menus import (
    FoundRow,
    LineMenuState,
    PickState,
    SetMenuState,
    WorkoutMenuState,
)
from fitness_app.training.words import SetType
from fitness_app.training.workouts.writing import LETTERS, NAMES
from fitness_app.ui.buttons import button_row, danger_ghost, ghost, primary
from fitness_app.ui.dialogs import confirm, dialog
from fitness_app.ui.fields import form, text_area, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child
from fitness_app.ui.tabs import segment

_ROW = (
    "flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-field px-3 text-left text-sm "
    "hover:bg-base-200"
)
_LIST = "-mx-3 mt-3 grid"


def dialogs() -> rx.Component:
    """Those of a running workout; each is shown while its State says so."""
    return rx.fragment(editing_dialogs(), _workout_menu())


def editing_dialogs() -> rx.Component:
    """Those that change exercises and sets, of a running or a finished workout."""
    return rx.fragment(_set_menu(), _line_menu(), _picker())


def _set_menu() -> rx.Component:
    chosen = SetMenuState.chosen
    return dialog(
        f"{chosen.name}: what is it?",
        rx.el.div(
            *(_type_row(kind, chosen.kind) for kind in SetType),
            class_name=_LIST,
        ),
        actions=[
            danger_ghost("Remove set", on_click=SetMenuState.delete),
            ghost("Leave it", on_click=SetMenuState.close),
        ],
        open=chosen.uuid != "",
        on_close=SetMenuState.close,
    )


def _type_row(kind: SetType, chosen: Any) -> rx.Component:
    words = NAMES[kind]
    return rx.el.button(
        rx.el.span(
            LETTERS.get(kind, "1"),
            class_name="grid size-7 place-items-center rounded-selector border border-strong "
            "text-xs font-medium text-muted",
            aria_hidden=True,
        ),
        rx.el.span(words[0].upper() + words[1:], class_name="grow"),
        rx.cond(chosen == kind.value, icon("check", 18, "text-primary")),
        type="button",
        class_name=_ROW,
        custom_attrs={"aria-pressed": chosen == kind.value},
        on_click=SetMenuState.choose_type(kind.value),
    )


def _line_menu() -> rx.Component:
    line = LineMenuState.chosen
    return dialog(
        line.name,
        rx.el.div(
            _act("Swap for another exercise", "arrow-right", PickState.open_instead),
            rx.cond(
                line.in_superset,
                _act("Take the superset apart", "link", LineMenuState.ungroup),
            ),
            rx.cond(
                ~line.is_last,
                _act("Take turns with the exercise below", "link", LineMenuState.group),
            ),
            rx.cond(~line.is_first, _act("Move up", "arrow-up", LineMenuState.move(-1))),
            rx.cond(~line.is_last, _act("Move down", "arrow-down", LineMenuState.move(1))),
            rx.cond(
                line.takes_load,
                _act(
                    f"Type loads in {line.other_unit}",
                    "pencil",
                    LineMenuState.choose_unit(line.other_unit),
                ),
            ),
            class_name=_LIST,
        ),
        _line_form(),
        open=line.uuid != "",
        on_close=LineMenuState.close,
    )


def _line_form() -> rx.Component:
    line, errors = LineMenuState.chosen, LineMenuState.errors
    return form(
        text_field(
            "Rest after each set",
            "rest",
            default_value=line.rest,
            error=errors["rest"],
            hint="Minutes and seconds",
            class_name="max-w-40",
        ),
        text_area(
            "Note",
            "note",
            default_value=line.notes,
            rows=2,
            error=errors["note"],
            optional=True,
        ),
        button_row(
            danger_ghost("Remove exercise", on_click=LineMenuState.remove, class_name="-ml-4"),
            rx.el.span(class_name="grow"),
            ghost("Close", on_click=LineMenuState.close),
            primary("Save", type="submit"),
        ),
        key=line.uuid,
        class_name="mt-4 grid gap-4 border-t border-base-300 pt-4",
        on_submit=LineMenuState.save,
    )


def _act(words: Child, picture: str, event: Any) -> rx.Component:
    return rx.el.button(
        icon(picture, 18, "text-muted"), words, type="button", class_name=_ROW, on_click=event
    )


def _picker() -> rx.Component:
    return dialog(
        rx.cond(
            PickState.instead_of.uuid != "",
            f"Instead of {PickState.instead_of.name}",
            "Add an exercise",
        ),
        rx.el.div(
            rx.el.input(
                type="search",
                placeholder="Name, muscle or equipment",
                default_value="",
                aria_label="Search exercises",
                class_name="input mt-4",
                key=rx.cond(PickState.is_open, "open", "shut"),
                on_change=PickState.search.debounce(250),
            ),
            rx.el.p(PickState.heading, class_name="mt-4 text-xs text-muted", role="status"),
            rx.el.ul(
                rx.foreach(PickState.found, _found),
                class_name="-mx-3 mt-1 grid max-h-[45dvh] min-h-40 content-start overflow-y-auto",
            ),
            custom_attrs={"data-arrows": True},
        ),
        actions=[ghost("Close", on_click=PickState.close)],
        open=PickState.is_open,
        on_close=PickState.close,
    )


def _found(row: FoundRow) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(row.name, class_name="block font-medium"),
                rx.el.span(row.place, class_name="block text-xs text-muted"),
                class_name="min-w-0 grow",
            ),
            icon("plus", 18, "text-muted"),
            type="button",
            class_name=f"{_ROW} py-2",
            on_click=PickState.pick(row.slug),
        ),
        key=row.slug,
    )


def _workout_menu() -> rx.Component:
    return dialog(
        "This workout",
        rx.el.div(
            rx.el.span("Effort is typed as", class_name="text-sm"),
            segment(
                "Effort",
                (("rpe", "RPE"), ("rir", "Reps left")),
                WorkoutState.head.effort_scale,
                WorkoutMenuState.choose_scale,
            ),
            class_name="mt-4 flex flex-wrap items-center justify-between gap-3",
        ),
        rx.el.p(
            "RPE 8 is two reps left in reserve. Either way it is kept the same.",
            class_name="mt-2 text-sm text-muted",
        ),
        rx.el.div(
            confirm(
                "Discard this workout?",
                "All its sets go, the ones that are done too. This can’t be undone.",
                act="Discard workout",
                keep="Keep it",
                on_confirm=WorkoutMenuState.discard,
                trigger=danger_ghost("Discard workout…", class_name="-ml-4"),
            ),
            ghost("Close", on_click=WorkoutMenuState.close),
            class_name="mt-6 flex flex-wrap justify-between gap-2 border-t border-base-300 pt-4",
        ),
        open=WorkoutMenuState.is_open,
        on_close=WorkoutMenuState.close,
    )


def choices(
    question: str, name: str, numbers: range, ends: tuple[str, str], chosen: Any = None
) -> rx.Component:
    """A scale of numbers to choose one from, or none; what its ends mean stands below."""
    return rx.el.fieldset(
        rx.el.legend(question, class_name="mb-1.5 text-sm font-medium"),
        rx.el.div(
            *(_choice(name, number, chosen) for number in numbers),
            class_name="flex gap-1",
        ),
        rx.el.p(
            *(rx.el.span(end) for end in ends),
            class_name="mt-1.5 flex justify-between text-xs text-muted",
        ),
    )


def _choice(name: str, number: int, chosen: Any) -> rx.Component:
    kept = {} if chosen is None else {"default_checked": chosen == str(number)}
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=str(number), class_name="sr-only", **kept),
        str(number),
        class_name="grid h-11 min-w-0 flex-1 cursor-pointer place-items-center rounded-field "
        "border border-base-300 text-sm tabular has-checked:border-primary has-checked:bg-primary "
        "has-checked:font-medium has-checked:text-primary-content has-focus-visible:outline-2 "
        "has-focus-visible:outline-offset-2 has-focus-visible:outline-primary",
    )
