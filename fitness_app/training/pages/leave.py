"""Leave: announce days off, come back early, take it back."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training.progress import calendar_rows, leave
from fitness_app.training.progress.calendar_rows import LeaveRow
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import danger_ghost, link_button, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.notices import empty, toast_success
from fitness_app.ui.page import Page, columns, page_head


class LeaveForm(TypedDict):
    """Days off as they are typed."""

    starts_on: str
    ends_on: str
    reason: str


@open_to(Access.MEMBER)
class LeaveState(rx.State):
    """A member's leave, and the form that announces more."""

    periods: list[LeaveRow] = []
    today: str = ""
    errors: dict[str, str] = {}
    doomed: LeaveRow = LeaveRow()
    saved: int = 0
    """How often the form was sent, so that it is empty after."""

    @rx.event
    async def load(self):
        reader = await reader_of_viewer()
        found = await db.read(leave.list_leave, member_id=signed_in().id)
        self.periods = [calendar_rows.show_leave(one, reader) for one in found]
        self.today = reader.today.isoformat()

    @rx.event
    async def open(self):
        self.reset()
        await self.load()

    @rx.event
    async def submit(self, form: LeaveForm):
        viewer = signed_in()
        self.errors = {}
        try:
            await db.run(leave.take_leave, member_id=viewer.id, time_zone=viewer.time_zone, **form)
        except DomainError as problem:
            self.errors = by_field(problem, "starts_on", "ends_on", "reason")
            return None
        self.saved += 1
        await self.load()
        return toast_success("Leave saved. Your streak is safe.")

    @rx.event
    async def end(self, leave_id: int):
        viewer = signed_in()
        await db.run(
            leave.end_leave, member_id=viewer.id, leave_id=leave_id, time_zone=viewer.time_zone
        )
        await self.load()
        return toast_success("Welcome back. Leave ends as of today.")

    @rx.event
    def ask(self, leave_id: int):
        self.doomed = next((row for row in self.periods if row.id == leave_id), LeaveRow())

    @rx.event
    def close(self):
        self.doomed = LeaveRow()

    @rx.event
    async def delete(self):
        leave_id = self.doomed.id
        self.doomed = LeaveRow()
        await db.run(leave.delete_leave, member_id=signed_in().id, leave_id=leave_id)
        await self.load()
        return toast_success("Leave deleted.")


def leave_page() -> rx.Component:
    """The leave there is, and the form beside it."""
    return rx.fragment(
        page_head(
            "Leave",
            "Days off break no streak and count in no adherence.",
            link_button("Calendar", routes.PROGRESS_CALENDAR, kind="ghost"),
        ),
        columns(
            [
                rx.cond(
                    LeaveState.periods,
                    card(
                        "Your leave",
                        rx.el.ul(
                            rx.foreach(LeaveState.periods, _period),
                            class_name="-my-3 divide-y divide-base-300",
                        ),
                    ),
                    empty(
                        "No leave yet",
                        "On holiday, ill or busy: say from when until when, and the weeks are "
                        "bridged.",
                    ),
                )
            ],
            [_form()],
        ),
        confirm(
            f"Delete the leave of {LeaveState.doomed.span}?",
            "Those days count again, in your streak and in what was due.",
            act="Delete leave",
            keep="Keep it",
            on_confirm=LeaveState.delete,
            open=LeaveState.doomed.id != 0,
            on_close=LeaveState.close,
        ),
    )


def _form() -> rx.Component:
    errors = LeaveState.errors
    return card(
        "Take leave",
        form(
            text_field(
                "First day",
                "starts_on",
                type="date",
                required=True,
                default_value=LeaveState.today,
                error=errors["starts_on"],
            ),
            text_field("Last day", "ends_on", type="date", required=True, error=errors["ends_on"]),
            text_field("Why", "reason", optional=True, error=errors["reason"]),
            form_errors(errors["form"]),
            primary("Save leave", type="submit"),
            key=f"leave-{LeaveState.saved}-{LeaveState.today}",
            on_submit=LeaveState.submit,
            draft="leave",
        ),
    )


def _period(period: LeaveRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                period.span,
                rx.cond(period.is_on, badge("Now", "neutral")),
                class_name="flex flex-wrap items-center gap-2 text-sm font-medium tabular",
            ),
            rx.el.p(
                period.days,
                rx.cond(period.reason != "", f" · {period.reason}", ""),
                class_name="text-xs text-muted",
            ),
            class_name="min-w-0 grow",
        ),
        rx.el.div(
            rx.cond(
                period.is_on,
                secondary("I’m back", size="sm", on_click=LeaveState.end(period.id)),
            ),
            danger_ghost("Delete…", size="sm", on_click=LeaveState.ask(period.id)),
            class_name="flex shrink-0 flex-wrap justify-end gap-1",
        ),
        class_name="flex items-center gap-3 py-3",
    )


PAGE = Page(
    route=routes.PROGRESS_LEAVE,
    title="Leave",
    build=leave_page,
    open_to="member",
    on_load=(LeaveState.open,),
)
