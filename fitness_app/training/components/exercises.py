"""What pages about exercises have in common: a line of a list, the form that writes one."""

from typing import Any

import reflex as rx

from fitness_app.training.exercises.exercise_rows import (
    COUNTED,
    EQUIPMENT,
    FORCES,
    LEVELS,
    MECHANICS,
    MUSCLES,
    Chip,
    ExerciseFields,
    ExerciseRow,
)
from fitness_app.ui.badges import badge
from fitness_app.ui.fields import checkbox, form, form_errors, select_field, text_area, text_field
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import link

_CHIP = (
    "inline-flex h-9 cursor-pointer items-center gap-2 rounded-full border border-base-300 px-3 "
    "text-sm pointer-coarse:h-11 hover:border-strong has-[:checked]:border-primary "
    "has-[:checked]:bg-secondary has-[:checked]:font-medium"
)


def exercise_line(row: ExerciseRow) -> rx.Component:
    """A line of a list that leads to the exercise's page."""
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(
                    row.name,
                    rx.cond(row.is_own, badge("Yours", "neutral", icon="lock"), rx.fragment()),
                    class_name="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium",
                ),
                rx.el.span(row.muscles, class_name="mt-0.5 block text-sm text-muted"),
                class_name="min-w-0 grow",
            ),
            rx.el.span(
                rx.el.span(row.equipment, class_name="block"),
                rx.el.span(row.level, class_name="block text-xs"),
                class_name="hidden shrink-0 text-right text-sm text-muted sm:block",
            ),
            icon("chevron-right", 16, "text-muted"),
            href=row.href,
            class_name="flex items-center gap-4 px-5 py-3.5 hover:bg-base-200/60 sm:px-6",
        )
    )


def muscle_chips(chips: Any) -> rx.Component:
    """Muscles that lead to what else works them."""
    return rx.el.ul(rx.foreach(chips, _muscle_chip), class_name="flex flex-wrap gap-2")


def exercise_form(
    shown: ExerciseFields | Any,
    errors: Any,
    *actions: Child,
    on_submit: Any,
    draft: Any,
    for_club: bool = False,
) -> rx.Component:
    """The form that writes an exercise, filled with what it is now."""
    return form(
        _what(shown, errors),
        _how(shown, errors, for_club=for_club),
        form_errors(errors["form"], id="exercise-error"),
        rx.el.div(*actions, class_name="flex flex-wrap justify-end gap-2"),
        key=shown.slug,
        class_name="grid gap-8",
        on_submit=on_submit,
        draft=draft,
    )


def _what(shown: Any, errors: Any) -> rx.Component:
    return rx.el.div(
        text_field("Name", "name", default_value=shown.name, required=True, error=errors["name"]),
        rx.el.div(
            select_field(
                "What a set is counted in",
                "mode",
                [*COUNTED.items()],
                default_value=shown.mode,
                error=errors["mode"],
            ),
            select_field(
                "Equipment",
                "equipment",
                [("", "Not said"), *EQUIPMENT.items()],
                default_value=shown.equipment,
                error=errors["equipment"],
            ),
            class_name="grid gap-5 sm:grid-cols-2",
        ),
        _muscles("Muscles it works mainly", "primary", shown.primary, errors["primary"]),
        _muscles("Muscles it works too", "secondary", shown.secondary, errors["secondary"]),
        rx.el.div(
            checkbox(
                "Weight and reps are of one side, and count for both",
                "per_side",
                default_checked=shown.per_side,
            ),
            rx.cond(errors["per_side"].bool(), _said(errors["per_side"]), rx.fragment()),
            class_name="grid gap-1.5",
        ),
        class_name="grid gap-5",
    )


def _how(shown: Any, errors: Any, *, for_club: bool) -> rx.Component:
    substitutes = text_area(
        "Exercises that can take its place",
        "substitutes",
        default_value=shown.substitutes,
        error=errors["substitutes"],
        hint="One name on each line, as in the catalogue.",
        optional=True,
    )
    return rx.el.div(
        text_area(
            "How to do it",
            "instructions",
            default_value=shown.instructions,
            error=errors["instructions"],
            hint="One step on each line.",
            rows=5,
            optional=not for_club,
        ),
        rx.el.div(
            *_facts(shown, errors),
            text_field(
                "Share of the body’s weight moved",
                "body_percent",
                suffix="%",
                default_value=shown.body_percent,
                error=errors["body_percent"],
                hint="100% in a pull-up, about 64% in a push-up. Leave it out with weights.",
                optional=True,
                input_mode="decimal",
            ),
            class_name="grid gap-5 sm:grid-cols-2",
        ),
        text_area(
            "Other names",
            "other_names",
            default_value=shown.other_names,
            error=errors["other_names"],
            hint="One on each line; the search finds them too.",
            rows=2,
            optional=True,
        ),
        *([substitutes] if for_club else []),
        class_name="grid gap-5",
    )


def _facts(shown: Any, errors: Any) -> list[rx.Component]:
    unsaid = ("", "Not said")
    choices = (
        ("Level", "level", [*LEVELS.items()], shown.level),
        ("Joints that move", "mechanic", [unsaid, *MECHANICS.items()], shown.mechanic),
        ("Direction", "force", [unsaid, *FORCES.items()], shown.force),
    )
    return [
        select_field(label, name, options, default_value=value, error=errors[name])
        for label, name, options, value in choices
    ]


def _muscles(label: str, name: str, chosen: Any, error: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(label, class_name="text-sm font-medium"),
        rx.el.div(
            *(
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        name=name,
                        value=code,
                        default_checked=chosen.contains(code),
                        class_name="checkbox checkbox-primary checkbox-xs",
                    ),
                    words,
                    class_name=_CHIP,
                )
                for code, words in MUSCLES.items()
            ),
            class_name="mt-2 flex flex-wrap gap-2",
        ),
        rx.cond(error.bool(), _said(error), rx.fragment()),
    )


def _said(error: Any) -> rx.Component:
    return rx.el.p(
        icon("circle-alert", 16, "mt-0.5"),
        rx.el.span(error),
        role="alert",
        class_name="mt-2 flex items-start gap-1.5 text-sm text-error",
    )


def _muscle_chip(chip: Chip) -> rx.Component:
    return rx.el.li(
        link(
            chip.name,
            href=chip.href,
            class_name="inline-flex h-8 items-center rounded-full border border-base-300 px-3 "
            "text-sm hover:border-strong hover:bg-base-200 pointer-coarse:h-11",
        )
    )
