"""The sets of an exercise: rows whose numbers are typed and which are ticked with a thumb.

assets/workout.js says which row is done, next or not saved yet; the class names follow its
attributes, so that a tick shows at once, with and without a connection.
"""

from typing import Any

import reflex as rx

from fitness_app.training.state.workout_menus import SetMenuState
from fitness_app.training.workouts.set_rows import SetRow
from fitness_app.training.workouts.workout_rows import LineRow
from fitness_app.ui.icons import icon

_TYPED = (
    "h-11 w-full rounded-field border border-base-300 bg-base-100 text-center text-base text-muted "
    "tabular aria-invalid:!border-error "
    "group-data-[state=next]/set:border-strong group-data-[state=next]/set:font-medium "
    "group-data-[state=next]/set:text-base-content "
    "group-data-[state=done]/set:border-transparent group-data-[state=done]/set:bg-transparent "
    "group-data-[state=done]/set:font-medium group-data-[state=done]/set:text-base-content"
)
_TICK = (
    "relative grid size-11 cursor-pointer place-items-center rounded-field border border-strong "
    "text-muted group-data-[state=next]/set:border-2 group-data-[state=next]/set:border-primary "
    "group-data-[state=next]/set:text-primary group-data-[state=done]/set:border-0 "
    "group-data-[state=done]/set:bg-success group-data-[state=done]/set:text-success-content"
)
_DOT = (
    "late absolute -right-1.5 -top-1.5 hidden size-5 place-items-center rounded-full bg-warning "
    "text-warning-content ring-2 ring-base-100 group-data-[unsaved=true]/set:grid"
)
_MARKS = {
    "warmup": "border border-strong text-muted",
    "working": "bg-base-300 text-base-content",
    "failure": "bg-error/12 text-error",
}
_OTHER_MARK = "bg-info/15 text-info"
_ASIDE = "px-0.5 text-xs tabular"


def set_table(line: LineRow) -> rx.Component:
    """An exercise's sets, with what was done last time and what to aim at."""
    return rx.el.table(
        rx.el.caption(f"{line.name}: sets", class_name="sr-only"),
        rx.el.thead(
            rx.el.tr(
                _head("Set", "w-[49px] pl-4 text-left max-[374px]:w-[44px] max-[374px]:pl-3"),
                _head("Last time", "px-0.5 text-left max-[374px]:hidden"),
                _head("Target", "px-0.5 text-left"),
                rx.cond(
                    line.first_field != "",
                    _head(line.first_head, "w-[60px] max-[374px]:w-[52px]"),
                ),
                _head(line.second_head, _second_width(line)),
                _head(line.effort_head, "w-[42px] max-[374px]:w-[36px]"),
                rx.el.th(
                    rx.el.span("Done", class_name="sr-only"),
                    scope="col",
                    class_name="w-[66px] pb-1 pr-4 max-[374px]:w-[60px]",
                ),
                class_name="text-xs text-muted",
            )
        ),
        rx.el.tbody(rx.foreach(line.sets, lambda one: _set(line, one))),
        # Sets that were added and that the club doesn't have yet: the script's own rows.
        rx.el.tbody(custom_attrs={"data-added": line.uuid}),
        class_name="w-full table-fixed border-separate border-spacing-0",
    )


def _second_width(line: Any) -> Any:
    return rx.cond(
        line.second_field == "reps",
        "w-[44px] max-[374px]:w-[38px]",
        "w-[70px] max-[374px]:w-[60px]",
    )


def _head(words: Any, look: Any) -> rx.Component:
    return rx.el.th(words, scope="col", class_name=["pb-1 font-normal", look])


def _set(line: LineRow, one: SetRow) -> rx.Component:
    return rx.fragment(_row(line, one), _problem(line), _record(line, one), key=one.uuid)


def _row(line: LineRow, one: SetRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(_mark(one), scope="row", class_name="py-1 pl-4 pr-1 text-left max-[374px]:pl-3"),
        rx.el.td(one.last, class_name=f"{_ASIDE} text-muted max-[374px]:hidden"),
        rx.el.td(
            one.target,
            rx.cond(
                one.last != "",
                rx.el.span(
                    f"last {one.last}",
                    class_name="hidden font-normal text-muted max-[374px]:block",
                ),
            ),
            class_name=f"{_ASIDE} text-muted group-data-[state=next]/set:font-medium "
            "group-data-[state=next]/set:text-base-content",
        ),
        rx.cond(
            line.first_field != "",
            _number(f"{one.name}, {line.first_name}", line.first_field, one.first, is_asked=True),
        ),
        _number(f"{one.name}, {line.second_name}", line.second_field, one.second, is_asked=True),
        _number(f"{one.name}, {line.effort_head}", line.effort_field, one.effort),
        rx.el.td(_tick(one), class_name="py-1 pl-1 pr-4 max-[374px]:pr-3"),
        class_name="group/set data-[state=done]:bg-success/8",
        custom_attrs={
            "data-set": one.uuid,
            "data-line": one.line,
            "data-kind": one.kind,
            "data-unit": one.unit,
            "data-distance": line.distance_unit,
            "data-done": rx.cond(one.is_done, "true", "false"),
            "data-rest": one.rest_s,
            "data-order": one.order,
            "data-name": one.name,
            "data-coming": one.coming,
        },
    )


def _mark(one: SetRow) -> rx.Component:
    look = rx.match(one.kind, *_MARKS.items(), _OTHER_MARK)
    return rx.el.button(
        one.mark,
        type="button",
        class_name=[
            "relative grid size-7 cursor-pointer place-items-center rounded-selector text-xs "
            "font-medium tabular after:absolute after:-inset-2",
            look,
        ],
        aria_label=f"{one.name}, {one.kind_name}: change it",
        on_click=SetMenuState.open(one.uuid),
        custom_attrs={"data-set-mark": True},
    )


def _number(name: Any, field: Any, value: Any, *, is_asked: bool = False) -> rx.Component:
    return rx.el.td(
        rx.el.input(
            default_value=value,
            class_name=_TYPED,
            aria_label=name,
            auto_complete="off",
            custom_attrs={
                "data-field": field,
                "inputMode": "decimal",
                "enterKeyHint": "done",
                **({"data-required": True} if is_asked else {}),
            },
        ),
        class_name="px-0.5 py-1",
    )


def _tick(one: SetRow) -> rx.Component:
    return rx.el.button(
        icon("check", 20),
        rx.el.span(
            icon("cloud-off", 14, "!size-3"),
            class_name=_DOT,
        ),
        type="button",
        class_name=_TICK,
        aria_label=f"{one.name}: mark done",
        custom_attrs={
            "data-tick": True,
            "aria-pressed": rx.cond(one.is_done, "true", "false"),
        },
    )


def _problem(line: LineRow) -> rx.Component:
    """Where the script says why a set can't be kept."""
    said = rx.el.p(
        icon("circle-alert", 16, "mt-0.5"),
        rx.el.span(custom_attrs={"data-problem-text": True}),
        role="alert",
        class_name="flex items-start gap-1.5 text-sm text-error",
    )
    return rx.el.tr(
        *_across(line, said),
        hidden=True,
        custom_attrs={"data-problem": True},
    )


def _record(line: LineRow, one: SetRow) -> rx.Component:
    said = rx.el.span(
        icon("medal", 14),
        one.record,
        class_name="inline-flex items-center gap-2 rounded-selector bg-accent px-2 py-1 text-xs "
        "font-medium text-accent-content",
    )
    return rx.cond(one.record != "", rx.el.tr(*_across(line, said), class_name="bg-success/8"))


def _across(line: LineRow, said: rx.Component) -> tuple[rx.Component, rx.Component]:
    """A cell over all columns, of which the narrowest phones show one less."""
    return (
        rx.el.td(
            said,
            col_span=rx.cond(line.first_field != "", 6, 5),
            class_name="px-4 pb-2.5 max-[374px]:px-3",
        ),
        rx.el.td(class_name="max-[374px]:hidden"),
    )
