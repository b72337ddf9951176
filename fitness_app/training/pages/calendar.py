"""Calendar: a month of sessions, what is due, and leave."""

from datetime import date
from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.progress import calendar, calendar_rows, overview_rows
from fitness_app.training.progress.calendar_rows import CalendarCell, CalendarWeek, SessionLink
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.ui.buttons import ghost, icon_button, link_button
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.page import Page, page_head


@open_to(Access.MEMBER)
class CalendarState(rx.State):
    """The month that is shown."""

    weeks: list[CalendarWeek] = []
    weekdays: list[str] = []
    title: str = ""
    count: str = ""
    is_this_month: bool = True
    _month: str = ""
    """Its first day, as ISO date; '' for this month's."""

    @rx.event
    async def load(self):
        viewer = signed_in()
        reader = await reader_of_viewer()
        profile = await db.read(profiles.get_profile, user_id=viewer.id)
        this_month = reader.today.replace(day=1)
        month = date.fromisoformat(self._month) if self._month else this_month
        weeks = await db.read(
            calendar.get_month, member_id=viewer.id, month=month, week_start=profile.week_start
        )
        self.weeks = calendar_rows.show_month(weeks, reader)
        self.weekdays = overview_rows.name_weekdays(profile.week_start)
        self.title = calendar_rows.name_month(month, reader)
        self.count = calendar_rows.count_sessions(weeks)
        self.is_this_month = month == this_month

    @rx.event
    async def open(self):
        self._month = ""
        await self.load()

    @rx.event
    async def turn(self, by: int):
        """Go some months on or back."""
        reader = await reader_of_viewer()
        month = date.fromisoformat(self._month) if self._month else reader.today
        step = max(-12, min(12, by))
        self._month = calendar_rows.step_month(month, step).isoformat()
        await self.load()


def calendar_page() -> rx.Component:
    """The month as a table whose sessions are links."""
    return rx.fragment(
        page_head(
            "Calendar",
            "What you did and what is due, day by day.",
            link_button("Leave", routes.PROGRESS_LEAVE, kind="secondary", icon="plane"),
            link_button("Progress", routes.PROGRESS, kind="ghost"),
        ),
        _month(),
        rx.el.p(
            _key("bg-primary", "A session"),
            _key("border border-primary", "Due"),
            _key("border border-dashed border-strong", "Leave"),
            class_name="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted",
        ),
    )


def _month() -> rx.Component:
    return rx.el.section(
        _head(),
        rx.el.table(
            rx.el.caption("The month, week by week", class_name="sr-only"),
            rx.el.thead(
                rx.el.tr(rx.foreach(CalendarState.weekdays, _weekday)),
                class_name="text-xs text-muted",
            ),
            rx.el.tbody(rx.foreach(CalendarState.weeks, _week)),
            class_name="w-full table-fixed border-collapse text-sm",
        ),
        class_name="card min-w-0 overflow-hidden border border-base-300 bg-base-100",
        aria_label="Month",
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.div(
            rx.el.h2(
                CalendarState.title,
                class_name="text-lg font-semibold tracking-tight first-letter:uppercase",
            ),
            rx.el.p(CalendarState.count, class_name="text-sm text-muted", role="status"),
        ),
        rx.el.div(
            rx.cond(
                CalendarState.is_this_month,
                rx.fragment(),
                ghost("This month", size="sm", on_click=CalendarState.open),
            ),
            icon_button(
                "arrow-left", "The month before", size="sm", on_click=CalendarState.turn(-1)
            ),
            icon_button(
                "arrow-right", "The month after", size="sm", on_click=CalendarState.turn(1)
            ),
            class_name="flex items-center gap-1",
        ),
        class_name="flex flex-wrap items-center justify-between gap-3 px-4 py-4 sm:px-6",
    )


def _weekday(name: Any) -> rx.Component:
    return rx.el.th(
        rx.el.span(name[:3], aria_hidden=True),
        rx.el.span(name, class_name="sr-only"),
        scope="col",
        class_name="border-t border-base-300 py-2 text-center font-normal sm:pl-3 sm:text-left",
    )


def _week(week: CalendarWeek) -> rx.Component:
    return rx.el.tr(rx.foreach(week.days, _day))


def _day(day: CalendarCell) -> rx.Component:
    number = rx.el.span(
        day.number,
        class_name=[
            "grid size-7 place-items-center rounded-full text-xs tabular",
            rx.cond(day.is_today, "bg-neutral font-medium text-neutral-content", ""),
            rx.cond(day.is_of_month, "", "text-muted"),
        ],
        aria_hidden=True,
    )
    return rx.el.td(
        rx.el.div(
            rx.el.span(day.says, class_name="sr-only"),
            rx.el.div(
                number,
                rx.cond(
                    day.is_leave,
                    rx.el.span(icon("plane", 14), class_name="text-muted", aria_hidden=True),
                ),
                class_name="flex items-center justify-between max-sm:justify-center max-sm:gap-0.5",
            ),
            rx.foreach(day.sessions, _session),
            rx.cond(day.is_due, _due()),
            class_name="grid min-h-16 content-start gap-1 sm:min-h-24",
        ),
        class_name=[
            "border-t border-base-300 p-1 align-top not-first:border-l sm:p-1.5",
            rx.cond(day.is_leave, "bg-base-200", ""),
        ],
        custom_attrs={"aria-current": rx.cond(day.is_today, "date", None)},
    )


def _session(session: SessionLink) -> rx.Component:
    return link(
        rx.el.span(session.name, class_name="max-sm:sr-only"),
        href=session.href,
        title=session.name,
        class_name="block truncate rounded-selector bg-primary px-1.5 text-xs leading-6 "
        "text-primary-content max-sm:mx-auto max-sm:h-6 max-sm:w-6 hover:brightness-110",
    )


def _due() -> rx.Component:
    return rx.el.span(
        rx.el.span("Due", class_name="max-sm:sr-only"),
        class_name="block rounded-selector border border-primary px-1.5 text-xs leading-[22px] "
        "text-primary max-sm:mx-auto max-sm:h-6 max-sm:w-6",
    )


def _key(look: str, words: str) -> rx.Component:
    return rx.el.span(
        rx.el.span(class_name=f"size-3 rounded-[.25rem] {look}"),
        words,
        class_name="inline-flex items-center gap-2",
    )


PAGE = Page(
    route=routes.PROGRESS_CALENDAR,
    title="Calendar",
    build=calendar_page,
    open_to="member",
    on_load=(CalendarState.open,),
)
