"""The ways to begin a workout: what is due, freestyle, a past one again."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.state.workout import StartState
from fitness_app.training.workouts.today_rows import DueRow, PastRow
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button, button_row, link_button, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty


def running_card() -> rx.Component:
    """The workout that is open, to go on with; on ink, for it is live."""
    running = StartState.running
    return rx.el.section(
        rx.el.div(
            rx.el.p("Running now", class_name="text-sm text-neutral-content/80"),
            rx.el.h2(running.name, class_name="mt-1 text-xl font-semibold tracking-tight"),
            rx.el.p(
                f"{running.done} of {running.sets} sets done",
                rx.cond(running.plan != "", f" · {running.plan}", ""),
                class_name="mt-1 text-sm text-neutral-content/80 tabular",
            ),
            class_name="min-w-0 grow",
        ),
        link(
            icon("play", 16),
            "Go on",
            href=routes.WORKOUT,
            class_name="btn border-0 bg-glow text-[oklch(22%_.045_168)]",
        ),
        aria_label="Running workout",
        class_name="flex flex-wrap items-center gap-4 rounded-box bg-neutral px-5 py-5 "
        "text-neutral-content sm:px-6",
    )


def due_list() -> rx.Component:
    """What plans ask for, today's first; or where to find a plan."""
    return rx.cond(
        StartState.due,
        rx.el.div(rx.foreach(StartState.due, _due), class_name="grid gap-6"),
        empty(
            "Nothing is due",
            "Train as you like, and each set is kept. A plan would tell you what comes next.",
            button_row(
                primary("Start freestyle", icon="play", on_click=StartState.start_freestyle),
                class_name="justify-center",
            ),
        ),
    )


def freestyle() -> rx.Component:
    """Begin without a plan."""
    return card(
        "Freestyle",
        rx.el.p(
            "Start empty, and add exercises as you go. Last time’s loads come along.",
            class_name="mb-4 text-sm text-muted",
        ),
        secondary("Start freestyle", on_click=StartState.start_freestyle),
    )


def past_card() -> rx.Component:
    """What was done lately, to look at or to do again."""
    return card(
        "Lately",
        rx.cond(
            StartState.past,
            rx.el.ul(
                rx.foreach(StartState.past, _past), class_name="-my-3 divide-y divide-base-300"
            ),
            rx.el.p("Your finished workouts will stand here.", class_name="text-sm text-muted"),
        ),
        actions=[link_button("All workouts", routes.WORKOUTS, kind="ghost", size="sm")],
    )


def _due(due: DueRow) -> rx.Component:
    start = StartState.start_due(due.id)
    return rx.el.section(
        rx.el.header(
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        due.is_missed,
                        badge(due.when, "warning", icon="calendar-x-2"),
                        rx.cond(
                            due.is_today,
                            badge(due.when, "success", icon="flag"),
                            badge(due.when, "neutral", icon="flag"),
                        ),
                    ),
                    rx.cond(due.is_deload, badge("Deload", "info", icon="arrow-down")),
                    class_name="mb-2 flex flex-wrap gap-2",
                ),
                rx.el.h2(due.name, class_name="text-xl font-semibold tracking-tight"),
                rx.el.p(
                    f"{due.plan} · week {due.week} of {due.weeks}",
                    class_name="mt-0.5 text-sm text-muted tabular",
                ),
                class_name="min-w-0",
            ),
            rx.cond(
                due.is_today,
                primary("Start workout", icon="play", on_click=start),
                button("Start it now", kind="secondary", on_click=start),
            ),
            class_name="flex flex-wrap items-start justify-between gap-4",
        ),
        rx.el.ul(
            rx.foreach(due.exercises, lambda text: rx.el.li(text, class_name="py-2.5")),
            class_name="mt-4 divide-y divide-base-300 border-t border-base-300 text-sm tabular",
        ),
        rx.el.p(due.span, class_name="text-xs text-muted tabular"),
        key=due.id,
        aria_label=due.name,
        class_name="card grid gap-1 border border-base-300 bg-base-100 px-5 py-5 sm:px-6",
    )


def _past(past: PastRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            link(
                past.name,
                href=f"{routes.WORKOUTS}/{past.id}",
                class_name="block truncate text-sm font-medium underline-offset-4 hover:underline",
            ),
            rx.el.p(f"{past.day} · {past.figures}", class_name="text-xs text-muted tabular"),
            class_name="min-w-0 grow",
        ),
        button(
            "Again",
            kind="ghost",
            size="sm",
            aria_label=f"Do {past.name} of {past.day} again",
            on_click=StartState.repeat(past.id),
        ),
        key=past.id,
        class_name="flex items-center gap-3 py-3",
    )
