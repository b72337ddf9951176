"""The dialog that sets a goal of any kind."""

import reflex as rx

from fitness_app.training.state.new_goal import SUBJECTS, TIME, NewGoalState
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import field, form, form_errors, text_field


def new_goal_dialog() -> rx.Component:
    """What the goal is of, its target and its day."""
    errors = NewGoalState.errors
    return dialog(
        "Set a goal",
        form(
            _subject(),
            rx.cond(NewGoalState.is_of_exercise, _exercise()),
            rx.cond(NewGoalState.subject == "exercise_reps", _load()),
            rx.cond(NewGoalState.subject == TIME, _distance()),
            text_field(
                "Target",
                "target",
                suffix=NewGoalState.unit,
                required=True,
                error=errors["target"],
                hint=NewGoalState.hint,
            ),
            text_field("By", "due_on", type="date", required=True, error=errors["due_on"]),
            rx.el.input(type="hidden", name="unit", value=NewGoalState.unit),
            rx.el.input(type="hidden", name="load_unit", value=NewGoalState.load_unit),
            rx.el.input(type="hidden", name="distance_unit", value=NewGoalState.distance_unit),
            form_errors(errors["form"], id="new-goal-error"),
            button_row(
                closing(ghost("Cancel", on_click=NewGoalState.close)),
                primary("Set goal", type="submit"),
                class_name="justify-end",
            ),
            class_name="mt-4 grid gap-4",
            key=rx.cond(NewGoalState.is_open, "open", "closed"),
            on_submit=NewGoalState.submit,
        ),
        text="It starts where you are: your last entry, the best of your last 90 days, or your "
        "last four weeks.",
        open=NewGoalState.is_open,
        on_close=NewGoalState.close,
    )


def _subject() -> rx.Component:
    control = rx.el.select(
        *(rx.el.option(words, value=value) for value, words in SUBJECTS),
        name="subject",
        id="subject",
        value=NewGoalState.subject,
        on_change=NewGoalState.choose,
        class_name="select",
    )
    return field("Of what", control, "subject")


def _exercise() -> rx.Component:
    error = NewGoalState.errors["exercise"]
    control = rx.el.select(
        rx.cond(NewGoalState.subject == "distance", rx.el.option("Any exercise", value="")),
        rx.foreach(NewGoalState.exercises, lambda one: rx.el.option(one.name, value=one.slug)),
        name="exercise",
        id="exercise",
        class_name="select",
        custom_attrs={"aria-invalid": rx.cond(error, True, False)},
    )
    return field(
        "Exercise",
        control,
        "exercise",
        error=error,
        hint=rx.cond(
            NewGoalState.exercises, "Among those you have done.", "Log such an exercise first."
        ),
    )


def _distance() -> rx.Component:
    return text_field(
        "Over",
        "at_distance",
        suffix=NewGoalState.distance_unit,
        required=True,
        error=NewGoalState.errors["at_distance"],
        input_mode="decimal",
    )


def _load() -> rx.Component:
    return text_field(
        "With at least",
        "at_load",
        suffix=NewGoalState.load_unit,
        optional=True,
        error=NewGoalState.errors["at_load"],
        input_mode="decimal",
    )
