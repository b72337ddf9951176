"""The end of a running workout, and the words of what isn't saved yet.

None of it asks the server: assets/workout.js keeps what is said here until the club has it.
"""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.workout_dialogs import choices
from fitness_app.training.state.workout import WorkoutState
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import text_area
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.notices import notice


def finish_dialog() -> rx.Component:
    """How hard, how good, what to remember; then it is done."""
    problem = rx.el.p(
        icon("circle-alert", 16, "mt-0.5"),
        rx.el.span(),
        role="alert",
        hidden=True,
        class_name="flex items-start gap-1.5 text-sm text-error",
        custom_attrs={"data-finish-problem": True},
    )
    asked = rx.el.form(
        choices("How hard was it?", "session_rpe", range(11), ("Rest", "All there was")),
        choices("How was it?", "rating", range(1, 6), ("Poor", "Great")),
        text_area("Notes", "notes", rows=2, optional=True, max_length=2000),
        problem,
        button_row(
            closing(ghost("Go on training", custom_attrs={"data-go-on": True})),
            primary("Finish workout", type="submit"),
            class_name="justify-end",
        ),
        class_name="mt-4 grid gap-5",
        custom_attrs={"data-finish": True, "data-draft": f"finish-{WorkoutState.head.id}"},
    )
    summary = link(
        "",
        href=routes.workout(WorkoutState.head.id),
        class_name="hidden",
        custom_attrs={"data-summary": True},
    )
    return rx.fragment(
        dialog(
            "Finish this workout?",
            unsaved("mt-4"),
            asked,
            text="Sets that aren’t ticked are left out.",
        ),
        summary,
    )


def unsaved(class_name: str = "mx-4 mb-3") -> rx.Component:
    """What is only on this device so far; the script shows it, and says how much."""
    word = notice(
        "Not saved yet.",
        "They’re safe on this device.",
        ghost("Try now", size="sm", class_name="-mr-2", custom_attrs={"data-retry": True}),
        icon="cloud-off",
        class_name="!flex-nowrap !items-center !gap-x-3 !p-3",
    )
    return rx.el.div(
        word, hidden=True, class_name=class_name, custom_attrs={"data-unsaved-notice": True}
    )


def unfinished() -> rx.Component:
    """That the workout's end isn't saved yet, or why it can't be; the script shows it."""
    waits, how = (
        "Finished, but not saved yet.",
        "It’s safe on this device, and is sent by itself once there is a connection.",
    )
    word = notice(
        waits,
        how,
        ghost("Go on training", size="sm", class_name="-ml-3", custom_attrs={"data-go-on": True}),
        icon="cloud-off",
        class_name="!gap-x-3 !gap-y-2 !p-3",
    )
    return rx.el.div(
        word,
        hidden=True,
        class_name="mx-4 mb-3",
        custom_attrs={"data-finish-notice": True, "data-waits": waits, "data-how": how},
    )
