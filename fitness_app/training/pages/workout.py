"""The workout that runs: one screen for a phone that is held in one hand."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.starting import due_list
from fitness_app.training.components.workout_dialogs import dialogs
from fitness_app.training.components.workout_end import finish_dialog, unfinished, unsaved
from fitness_app.training.components.workout_frame import head, listener, rest_bar
from fitness_app.training.components.workout_lines import groups
from fitness_app.training.state.workout import StartState, WorkoutState
from fitness_app.training.state.workout_menus import PickState
from fitness_app.ui.arrival import arrived
from fitness_app.ui.buttons import ghost, secondary
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty, skeleton_line
from fitness_app.ui.page import Page

_NARROW = "mx-auto w-full max-w-[640px]"


def workout() -> rx.Component:
    """Head, exercises, rest timer; or the ways to begin where nothing runs."""
    return rx.cond(
        arrived(),
        rx.cond(WorkoutState.head.id != 0, _running(), _nothing_runs()),
        _skeleton(),
    )


def _running() -> rx.Component:
    return rx.el.div(
        head(),
        rx.el.div(
            unfinished(),
            unsaved(),
            groups(),
            rx.cond(
                WorkoutState.groups,
                rx.el.div(
                    secondary("Add exercise", icon="plus", on_click=PickState.open),
                    rx.el.p(
                        "Adding, swapping and moving exercises needs a connection. "
                        "Sets and the end of the workout don’t.",
                        hidden=True,
                        class_name="mt-2 text-pretty text-xs text-muted",
                        custom_attrs={"data-cut-notice": True},
                    ),
                    class_name="px-4 pt-4",
                ),
                empty(
                    "An empty workout",
                    "Add the first exercise. Last time’s loads come along.",
                    secondary("Add exercise", icon="plus", on_click=PickState.open),
                    class_name="mx-4",
                ),
            ),
            class_name=_NARROW,
        ),
        rest_bar(),
        dialogs(),
        finish_dialog(),
        listener(),
        class_name="min-h-screen pb-48",
        custom_attrs={
            "data-workout": WorkoutState.head.id,
            "data-seen": WorkoutState.seen,
        },
    )


def _nothing_runs() -> rx.Component:
    return rx.el.div(
        rx.el.header(
            link(
                icon("chevron-down", 20),
                href=routes.TODAY,
                class_name="btn btn-ghost btn-square",
                aria_label="Back to today",
            ),
            rx.el.h1("Start a workout", class_name="text-base font-semibold"),
            class_name="flex h-14 items-center gap-2 px-2",
        ),
        rx.el.div(
            due_list(),
            rx.cond(
                StartState.has_due,
                ghost("Start freestyle instead", on_click=StartState.start_freestyle),
            ),
            class_name="grid justify-items-stretch gap-4 px-4 pt-2",
        ),
        class_name=f"{_NARROW} min-h-screen pb-16",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        skeleton_line("mx-4 mt-3 h-8 w-52"),
        skeleton_line("mx-4 mt-5 h-1.5"),
        skeleton_line("mt-6 h-80 rounded-none sm:rounded-box"),
        skeleton_line("mt-3 h-80 rounded-none sm:rounded-box"),
        role="status",
        aria_busy=True,
        aria_label="Loading",
        class_name=f"late min-h-screen {_NARROW}",
    )


PAGE = Page(
    route=routes.WORKOUT,
    title="Workout",
    build=workout,
    open_to="member",
    shell="plain",
    on_load=(StartState.load, WorkoutState.load),
    scripts=("workout.js",),
)
