"""The weekly streak as a card, without the chart library."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.progress.overview_rows import DayCell, WeekRow
from fitness_app.training.state.progress import ProgressState
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import card, figure_of

_SQUARE = "block size-5 rounded-[.35rem] sm:size-[22px]"
_FOOT = "mt-5 border-t border-base-300 pt-4 text-xs text-muted"


def streak_card() -> rx.Component:
    """Weeks in a row with the sessions aimed at, and the last twelve weeks day by day."""
    streak = ProgressState.streak
    return card(
        "Streak",
        rx.el.div(
            rx.el.p(figure_of(streak.weeks, streak.unit, size="text-4xl")),
            rx.el.div(
                _plates(),
                rx.el.p(streak.this_week, class_name="mt-1.5 text-right text-xs text-muted"),
            ),
            class_name="flex items-end justify-between gap-4 pb-4",
        ),
        _weeks(),
        rx.el.p(
            rx.cond(streak.longest != "", f"{streak.longest}. ", ""),
            "A week counts with as many sessions as you aim at; this week breaks nothing. "
            "A week with leave is bridged.",
            class_name=_FOOT,
        ),
        sub=streak.aim,
        actions=[link_button("Calendar", routes.PROGRESS_CALENDAR, kind="ghost", size="sm")],
    )


def _plates() -> rx.Component:
    """This week as plates on a sleeve; the words beside say the same."""
    return rx.el.div(
        rx.el.span(
            class_name="absolute inset-x-0 top-1/2 h-[3px] -translate-y-1/2 rounded-full "
            "bg-base-content/30"
        ),
        rx.foreach(
            ProgressState.streak.plates,
            lambda is_done: rx.el.span(
                class_name=[
                    "relative h-10 w-[9px] rounded-[3px] border-[1.5px]",
                    rx.cond(is_done, "border-primary bg-primary", "border-strong bg-base-100"),
                ]
            ),
        ),
        class_name="relative flex justify-end gap-1 px-2.5",
        aria_hidden=True,
    )


def _weeks() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption("The last twelve weeks, day by day, newest first", class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(
                    _week_head("Week of", "text-left"),
                    rx.foreach(
                        ProgressState.weekdays,
                        lambda name: rx.el.th(
                            rx.el.span(name[0], aria_hidden=True),
                            rx.el.span(name, class_name="sr-only"),
                            scope="col",
                            class_name="w-8 pb-1.5 font-normal",
                        ),
                    ),
                    _week_head("Sessions", "text-right"),
                ),
                class_name="text-xs text-muted",
            ),
            rx.el.tbody(rx.foreach(ProgressState.weeks, _week)),
            class_name="w-full border-separate border-spacing-0 text-xs tabular",
        ),
    )


def _week_head(words: str, side: str) -> rx.Component:
    return rx.el.th(words, scope="col", class_name=f"pb-1.5 font-normal {side}")


def _week(week: WeekRow) -> rx.Component:
    bridge = rx.el.td(
        rx.el.span(
            "On leave: doesn’t break it",
            class_name="block rounded-[.35rem] border border-dashed border-strong py-0.5 "
            "text-center text-muted",
        ),
        col_span=7,
    )
    return rx.el.tr(
        rx.el.th(
            week.label,
            scope="row",
            class_name="py-[3px] pr-2 text-left font-normal whitespace-nowrap text-muted",
        ),
        rx.cond(week.is_bridge, bridge, rx.foreach(week.days, _day)),
        rx.el.td(
            rx.cond(week.is_bridge, "–", week.count),
            class_name="pl-2 text-right whitespace-nowrap",
        ),
    )


def _day(day: DayCell) -> rx.Component:
    look = rx.match(
        day.look,
        ("done", "bg-primary"),
        ("today-done", "bg-primary ring-2 ring-primary ring-offset-2 ring-offset-base-100"),
        ("today", "border border-primary"),
        ("leave", "border border-dashed border-strong"),
        ("ahead", "border border-base-300"),
        "bg-base-300/60",
    )
    return rx.el.td(
        rx.el.span(class_name=[_SQUARE, "mx-auto", look], aria_hidden=True),
        rx.el.span(day.says, class_name="sr-only"),
        class_name="py-[3px]",
    )
