"""What stands around a running workout: its head and the rest timer."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.state.workout import WorkoutState
from fitness_app.training.state.workout_menus import WorkoutMenuState
from fitness_app.ui.buttons import icon_button, primary
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link

_ON_INK = (
    "h-11 cursor-pointer rounded-field bg-neutral-content/12 px-3.5 text-sm font-medium tabular"
)
_WIDE = "mx-auto w-full max-w-[640px]"


def head() -> rx.Component:
    """The way out, what this is, how long it takes, how far it is; and the way to finish."""
    shown = WorkoutState.head
    return rx.el.header(
        rx.el.div(
            link(
                icon("chevron-down", 20),
                href=routes.TODAY,
                class_name="btn btn-ghost btn-square",
                aria_label="Leave; the workout stays open",
            ),
            rx.el.div(
                rx.el.h1(shown.name, class_name="truncate text-base font-semibold leading-5"),
                rx.el.p(
                    rx.cond(shown.plan != "", f"{shown.plan} · ", ""),
                    rx.el.span(
                        class_name="tabular",
                        custom_attrs={"data-elapsed-since": shown.started_at},
                    ),
                    class_name="truncate text-xs text-muted",
                ),
                class_name="min-w-0 grow",
            ),
            icon_button("ellipsis", "About this workout", on_click=WorkoutMenuState.open),
            primary("Finish", class_name="mr-2 px-4", custom_attrs={"data-finishes": True}),
            class_name="flex h-14 items-center gap-1 px-2",
        ),
        rx.el.div(
            rx.foreach(WorkoutState.marks, _mark),
            class_name="flex gap-[3px] px-4 pb-3",
            role="progressbar",
            aria_label="Sets done",
            custom_attrs={
                "data-progress": True,
                "aria-valuemin": 0,
                "aria-valuemax": shown.sets,
                "aria-valuenow": shown.done,
            },
        ),
        class_name=f"sticky top-0 z-20 bg-base-200 {_WIDE}",
    )


def rest_bar() -> rx.Component:
    """The rest timer and what comes next; on ink, for it is what happens now."""
    return rx.el.section(
        rx.el.p(role="status", class_name="sr-only", custom_attrs={"data-rest-said": True}),
        rx.el.div(
            _timer(),
            _coming(),
            class_name=f"{_WIDE} rounded-t-[1.25rem] bg-neutral px-4 pt-4 text-neutral-content "
            "shadow-(--lift-lg) pb-[calc(1.25rem+env(safe-area-inset-bottom))]",
        ),
        aria_label="Rest timer",
        class_name="pointer-events-none fixed inset-x-0 bottom-0 z-20 *:pointer-events-auto",
        custom_attrs={"data-rest-bar": True},
    )


def _timer() -> rx.Component:
    left = rx.el.p(
        role="timer",
        class_name="grow text-4xl font-semibold leading-none tracking-tight tabular "
        "max-[374px]:text-3xl",
        custom_attrs={"data-rest-left": True},
    )
    skip = rx.el.button(
        "Skip",
        type="button",
        class_name="h-11 cursor-pointer rounded-field bg-glow px-4 text-sm font-medium "
        "text-[oklch(22%_.045_168)]",
        custom_attrs={"data-rest-by": "-86400"},
    )
    fill = rx.el.div(
        class_name="h-full rounded-full bg-glow", custom_attrs={"data-rest-fill": True}
    )
    return rx.el.div(
        rx.el.div(
            left,
            _by("−15", "-15", "15 seconds less"),
            _by("+15", "15", "15 seconds more"),
            skip,
            class_name="flex items-center gap-2",
        ),
        rx.el.div(fill, class_name="mb-3 mt-3.5 h-1 rounded-full bg-neutral-content/15"),
        class_name="hidden in-data-[resting=true]:block",
    )


def _coming() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span(custom_attrs={"data-next-word": True}),
            " ",
            rx.el.span(
                class_name="font-medium text-neutral-content",
                custom_attrs={"data-next-name": True},
            ),
            rx.el.span(class_name="tabular", custom_attrs={"data-next-amount": True}),
            class_name="min-w-0 grow text-sm text-neutral-content/80",
        ),
        rx.el.button(
            "Rest",
            type="button",
            hidden=True,
            class_name=f"{_ON_INK} shrink-0",
            custom_attrs={"data-rest-begin": True},
        ),
        class_name="flex min-h-6 items-center gap-3",
    )


def _by(words: str, seconds: str, name: str) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        class_name=_ON_INK,
        aria_label=name,
        custom_attrs={"data-rest-by": seconds},
    )


def _mark(_: int) -> rx.Component:
    return rx.el.span(
        class_name="h-1.5 min-w-px grow rounded-full bg-base-300 data-[on=true]:bg-primary",
        custom_attrs={"data-mark": True},
    )


def listener() -> rx.Component:
    """By this the script asks the page to look again, once something is saved."""
    return rx.el.input(
        default_value="",
        class_name="hidden",
        aria_hidden=True,
        tab_index=-1,
        custom_attrs={"data-refresh": True},
        on_change=WorkoutState.refresh,
    )
