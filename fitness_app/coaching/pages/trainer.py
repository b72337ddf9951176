"""The trainer's overview: how the club is doing, in figures that say how they are made."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.coaching import overview_rows
from fitness_app.coaching import service as coaching
from fitness_app.coaching.overview_rows import FigureRow, JobRow, NewestRow, Screen, WeekRow
from fitness_app.kit import clock, db
from fitness_app.ui.badges import badge, initials
from fitness_app.ui.cards import card, stat, stat_strip
from fitness_app.ui.charts import bar_chart, chart_frame
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, columns, page_head, stack
from fitness_app.ui.tables import Column, cell, head_cell, row, table


@open_to(Access.TRAINER)
class TrainerState(rx.State):
    """The club's figures as of opening the page."""

    screen: Screen = Screen()
    weeks: list[WeekRow] = []
    newest: list[NewestRow] = []
    jobs: list[JobRow] = []

    @rx.event
    async def load(self):
        viewer, now = signed_in(), clock.now()
        overview = await db.read(coaching.get_overview, time_zone=viewer.time_zone)
        self.screen = overview_rows.show(overview, viewer, now)
        self.weeks = overview_rows.show_weeks(overview, viewer.locale)
        self.newest = overview_rows.show_newest(overview, viewer.locale, now)
        self.jobs = overview_rows.show_jobs(overview, viewer.locale)


def trainer() -> rx.Component:
    """The club in figures, week by week, and what came in last."""
    return rx.fragment(
        page_head(TrainerState.screen.greeting, TrainerState.screen.span),
        stack(_figures(), _weeks(), columns([_newest()], [_housekeeping()])),
    )


def _figures() -> rx.Component:
    screen = TrainerState.screen
    return stat_strip(
        stat(
            "Members",
            screen.members,
            note=_computed(
                f"{screen.on_leave} on leave",
                "Everybody with the role of member who may sign in, those on leave included.",
            ),
        ),
        stat(
            "Active members",
            screen.active.count,
            unit=f"of {screen.members}",
            note=_compared(
                screen.active,
                "Members with an entry in the 28 days. Once workouts can be logged, it will be "
                "a completed workout.",
            ),
        ),
        stat(
            "New members",
            screen.joined.count,
            note=_compared(screen.joined, "Members who joined in the 28 days. n is all members."),
        ),
        stat(
            "Entries",
            screen.entered.count,
            note=_compared(
                screen.entered,
                "What members entered in the 28 days, by the day it is of. n is who entered.",
            ),
        ),
    )


def _compared(figure: FigureRow, definition: str) -> Child:
    change = rx.match(
        figure.direction,
        ("up", _change("arrow-up", figure.change, "font-medium text-success")),
        ("down", _change("arrow-down", figure.change, "font-medium text-base-content")),
        ("equal", _change("equal", "no change", "")),
        rx.el.span("fewer than 5 to compare"),
    )
    return _computed(rx.fragment(change, rx.el.span(figure.n)), definition)


def _change(picture: str, text: str, look: str) -> rx.Component:
    return rx.el.span(
        icon(picture, 14), text, class_name=f"inline-flex items-center gap-1 {look}".rstrip()
    )


def _computed(shown: Child, definition: str) -> rx.Component:
    """What a figure is compared with, and how it is made, for those who ask."""
    return rx.el.span(
        rx.el.span(shown, class_name="flex flex-wrap gap-x-2.5 tabular"),
        rx.el.details(
            rx.el.summary(
                "How this is computed",
                class_name="cursor-pointer underline underline-offset-4 hover:text-base-content",
            ),
            rx.el.span(definition, class_name="mt-1 block text-pretty"),
            class_name="mt-1.5",
        ),
        class_name="block",
    )


def _weeks() -> rx.Component:
    return chart_frame(
        "Entries by week",
        name="weeks",
        sub="Whole weeks from Monday to Sunday, by the day an entry is of",
        chart=bar_chart(TrainerState.weeks, name=TrainerState.screen.weeks, counted="Entries"),
        table=table(
            "Entries by week",
            ["Week from", Column("Entries", figures=True)],
            rx.foreach(TrainerState.weeks, _week),
        ),
        legend=[
            rx.el.span("Everything that members entered; this week is left out until it is over.")
        ],
    )


def _week(week: WeekRow) -> rx.Component:
    return row(head_cell(week.label), cell(f"{week.count}", figures=True))


def _newest() -> rx.Component:
    return card(
        "Newest entries",
        rx.cond(
            TrainerState.newest,
            rx.fragment(
                table(
                    "Newest entries",
                    ["Member and what", Column("When", figures=True)],
                    rx.foreach(TrainerState.newest, _entry),
                ),
                rx.el.p(
                    "What somebody weighs is theirs, so this list says who and when, and no value.",
                    class_name="border-t border-base-300 px-5 py-4 text-xs text-muted sm:px-6",
                ),
            ),
            rx.el.div(
                empty("Nothing entered yet", "Members’ entries appear here as they come in."),
                class_name="px-5 pb-5 sm:px-6 sm:pb-6",
            ),
        ),
        flush=True,
    )


def _entry(entry: NewestRow) -> rx.Component:
    return row(
        head_cell(
            rx.el.span(
                initials(entry.initials),
                rx.el.span(
                    entry.name,
                    rx.el.span(entry.kind, class_name="block text-xs font-normal text-muted"),
                ),
                class_name="flex items-center gap-3",
            )
        ),
        cell(entry.ago, figures=True, muted=True),
    )


def _housekeeping() -> rx.Component:
    return card(
        "Housekeeping",
        rx.cond(
            TrainerState.jobs,
            rx.el.ul(
                rx.foreach(TrainerState.jobs, _job), class_name="-my-3 divide-y divide-base-300"
            ),
            rx.el.p("It runs at start and every hour.", class_name="text-sm text-muted"),
        ),
        sub=TrainerState.screen.last_run,
    )


def _job(job: JobRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(job.name, class_name="min-w-0 grow text-sm"),
        rx.cond(
            job.has_failed,
            badge("Failed", "error", icon="circle-alert"),
            rx.el.span(job.removed, class_name="text-sm font-medium tabular"),
        ),
        class_name="flex items-center gap-3 py-3",
    )


PAGE = Page(
    route=routes.TRAINER,
    title="Trainer",
    build=trainer,
    open_to="trainer",
    on_load=(TrainerState.load,),
)
