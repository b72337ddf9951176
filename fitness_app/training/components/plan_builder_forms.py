"""The forms that open in place within the plan builder: of a session, a block, an exercise."""

from typing import Any

import reflex as rx

from fitness_app.training.plans import plan_rows
from fitness_app.training.plans.builder_rows import BuildAsk, BuildBlock, BuildDay
from fitness_app.training.state.plan_builder import BuilderState
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.fields import form, form_errors, select_field, text_field
from fitness_app.ui.kinds import Text

WEEKDAYS = tuple((str(n), name) for n, name in enumerate(plan_rows.WEEKDAYS))
LOADS = (("none", "No load said"), ("kg", "Weight"), ("rpe", "RPE"))
SHARE = ("percent_e1rm", "% of e1RM")
SET_TYPES = (
    ("working", "Working sets"),
    *((k, v.capitalize()) for k, v in plan_rows.SET_TYPES.items()),
)
GROWTH = (
    ("none", "Stays as it is"),
    ("linear", "Linear: more each time it is done"),
    ("double", "Double: reps first, then load"),
    ("reps_sum", "All reps together"),
    ("percent", "Percent each time"),
)
KINDS = tuple((kind, words) for kind, words in plan_rows.BLOCKS.items())


def day_form(day: BuildDay) -> rx.Component:
    """A session's name and weekday."""
    errors = BuilderState.errors
    return form(
        rx.el.div(
            text_field(
                "Name",
                "name",
                default_value=day.name,
                error=errors["name"],
                id=f"day-name-{day.id}",
                auto_focus=True,
            ),
            select_field(
                "Weekday",
                "weekday",
                (("", "None"), *WEEKDAYS),
                default_value=day.weekday,
                error=errors["weekday"],
                id=f"day-weekday-{day.id}",
            ),
            class_name="grid gap-4 sm:grid-cols-2",
        ),
        form_errors(errors["form"], id=f"day-error-{day.id}"),
        _form_acts(),
        on_submit=BuilderState.name_day,
        class_name="grid gap-4",
    )


def block_form(block: BuildBlock) -> rx.Component:
    """How a block's exercises take turns."""
    errors = BuilderState.errors
    return form(
        rx.el.div(
            select_field(
                "Taking turns",
                "kind",
                KINDS,
                default_value=block.kind,
                error=errors["kind"],
                id=f"kind-{block.id}",
            ),
            text_field(
                "Rounds",
                "rounds",
                default_value=block.rounds,
                error=errors["rounds"],
                hint="Circuit, every minute",
                id=f"rounds-{block.id}",
                input_mode="numeric",
            ),
            text_field(
                "Time",
                "duration",
                default_value=block.duration,
                error=errors["duration"],
                hint="1:00 an interval; 8:00 in all",
                id=f"time-{block.id}",
            ),
            class_name="grid gap-4 sm:grid-cols-3",
        ),
        form_errors(errors["form"], id=f"block-error-{block.id}"),
        _form_acts(),
        on_submit=BuilderState.set_block,
        class_name="mb-2 grid gap-4 rounded-field bg-base-200 p-3",
    )


def ask_form(ask: BuildAsk) -> rx.Component:
    """What is asked of an exercise, as its mode has it, and how that grows."""
    return form(
        rx.el.p(ask.name, class_name="font-medium"),
        rx.el.div(
            _entry(ask, "Sets", "sets", ask.sets, numeric=True),
            rx.cond(ask.in_reps, _entry(ask, "Reps", "reps", ask.reps, hint="5 or 8-12")),
            rx.cond(ask.is_timed, _entry(ask, "Time", "duration", ask.duration, hint="45 or 1:30")),
            rx.cond(ask.is_distance, _entry(ask, "Distance", "distance", ask.distance, unit="m")),
            rx.cond(
                ask.has_e1rm,
                _choice(ask, "Load", "load_kind", (*LOADS, SHARE), ask.load_kind),
                rx.cond(
                    ask.takes_load,
                    _choice(ask, "Load", "load_kind", LOADS, ask.load_kind),
                    _choice(ask, "Load", "load_kind", (LOADS[0], LOADS[2]), ask.load_kind),
                ),
            ),
            _entry(ask, "How much", "load", ask.load, hint=f"{BuilderState.unit}, % or RPE"),
            _entry(ask, "Rest", "rest", ask.rest, hint="90 or 1:30"),
            class_name="grid grid-cols-2 gap-3 sm:grid-cols-4",
        ),
        rx.cond(ask.can_grow, _growth(ask)),
        rx.el.details(
            rx.el.summary("More", class_name="cursor-pointer text-sm font-medium"),
            rx.el.div(
                _choice(ask, "Kind of set", "set_type", SET_TYPES, ask.set_type),
                _entry(ask, "Tempo", "tempo", ask.tempo, hint="3-1-1-0"),
                _entry(ask, "Note", "note", ask.note, wide=True),
                class_name="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4",
            ),
            open=BuilderState.errors.contains("tempo") | BuilderState.errors.contains("note"),  # pyright: ignore[reportAttributeAccessIssue]  # a var's
        ),
        form_errors(BuilderState.errors["form"], id=f"ask-error-{ask.id}"),
        _form_acts(),
        on_submit=BuilderState.prescribe,
        class_name="grid gap-4 rounded-field bg-base-200 p-4",
    )


def _growth(ask: BuildAsk) -> rx.Component:
    return rx.el.div(
        _choice(ask, "How it grows", "progression", GROWTH, ask.progression, wide=True),
        _entry(ask, "By", "increment", ask.increment, unit=BuilderState.unit),
        _entry(ask, "By percent", "increment_percent", ask.increment_percent, unit="%"),
        _entry(ask, "Reps together", "reps_goal", ask.reps_goal, numeric=True),
        _entry(ask, "Fails until −10%", "fails_allowed", ask.fails_allowed, numeric=True),
        _entry(ask, "Rounded to", "rounding", ask.rounding, unit=BuilderState.unit),
        class_name="grid grid-cols-2 gap-3 border-t border-base-300 pt-4 sm:grid-cols-4",
    )


def _entry(
    ask: BuildAsk,
    label: str,
    name: str,
    value: Text,
    *,
    hint: Text = "",
    unit: Text = "",
    numeric: bool = False,
    wide: bool = False,
) -> rx.Component:
    return text_field(
        label,
        name,
        default_value=value,
        error=BuilderState.errors[name],
        hint=hint,
        suffix=unit,
        id=f"{name}-{ask.id}",
        input_mode="numeric" if numeric else "",
        class_name="col-span-2" if wide else "",
    )


def _choice(
    ask: BuildAsk,
    label: str,
    name: str,
    options: Any,
    value: Text,
    *,
    wide: bool = False,
) -> rx.Component:
    return select_field(
        label,
        name,
        options,
        default_value=value,
        error=BuilderState.errors[name],
        id=f"{name}-{ask.id}",
        class_name="col-span-2" if wide else "",
    )


def _form_acts() -> rx.Component:
    return button_row(
        primary("Save", type="submit", size="sm"),
        ghost("Cancel", size="sm", on_click=BuilderState.shut),
    )
