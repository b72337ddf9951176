"""Every finished workout, page by page."""

from uuid import uuid4

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training.state.workout import pen_of
from fitness_app.training.workouts import reading, starting
from fitness_app.training.workouts.today_rows import PastRow, write_past
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, ghost, link_button, primary, secondary
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.tables import pager

PAGE_SIZE = 20


class PastForm(TypedDict):
    """A workout of another day."""

    name: str
    done_on: str
    minutes: str


@open_to(Access.MEMBER)
class WorkoutsState(rx.State):
    """One page of a member's past."""

    rows: list[PastRow] = []
    shown: str = ""
    page: int = 1
    has_next: bool = False
    today: str = ""
    errors: dict[str, str] = {}
    client_uuid: str = ""
    """The key of the workout that is being entered: sent twice, it is one."""

    @rx.event
    async def load(self):
        self.page, self.errors = 1, {}
        self.client_uuid = self.client_uuid or str(uuid4())
        await self._look()

    @rx.event
    async def go_back(self):
        self.page = max(1, self.page - 1)
        await self._look()

    @rx.event
    async def go_on(self):
        self.page += self.has_next
        await self._look()

    @rx.event
    async def log_past(self, form: PastForm):
        viewer = signed_in()
        self.errors = {}
        try:
            view = await db.run(
                starting.log_past,
                member_id=viewer.id,
                client_uuid=self.client_uuid or str(uuid4()),
                time_zone=viewer.time_zone,
                **form,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "name", "done_on", "minutes")
            return None
        self.client_uuid = str(uuid4())
        return rx.redirect(routes.workout(view.id))

    async def _look(self) -> None:
        viewer = signed_in()
        pen = pen_of(viewer)
        count, cards = await db.read(
            reading.list_workouts, member_id=viewer.id, page=self.page, page_size=PAGE_SIZE
        )
        first = (self.page - 1) * PAGE_SIZE
        self.rows = [write_past(one, pen) for one in cards]
        self.has_next = first + len(cards) < count
        self.today = pen.today.isoformat()
        self.shown = f"{first + 1}–{first + len(cards)} of {count}" if cards else ""


def workouts() -> rx.Component:
    """The list, newest first; or the way to the first."""
    return rx.fragment(
        page_head("Workouts", "All you have done, newest first.", _enter_past()),
        rx.cond(
            WorkoutsState.rows,
            rx.el.div(
                rx.el.ul(
                    rx.foreach(WorkoutsState.rows, _row),
                    class_name="divide-y divide-base-300",
                ),
                rx.cond(
                    WorkoutsState.has_next | (WorkoutsState.page > 1),
                    rx.el.div(
                        pager(
                            WorkoutsState.shown,
                            previous=WorkoutsState.go_back,
                            next=WorkoutsState.go_on,
                            has_previous=WorkoutsState.page > 1,
                            has_next=WorkoutsState.has_next,
                        ),
                        class_name="border-t border-base-300",
                    ),
                ),
                class_name="card border border-base-300 bg-base-100",
            ),
            empty(
                "No workout yet",
                "Finish one, and it stands here with its sets, volume and records.",
                link_button("See what’s due", routes.TODAY, kind="primary"),
            ),
        ),
    )


def _row(row: PastRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(row.name, class_name="block truncate font-medium"),
                rx.el.span(row.movements, class_name="block truncate text-sm text-muted"),
                class_name="min-w-0 grow",
            ),
            rx.cond(
                row.records > 0,
                rx.cond(
                    row.records == 1,
                    badge("1 record", "record"),
                    badge(f"{row.records} records", "record"),
                ),
            ),
            rx.el.span(
                rx.el.span(row.day, class_name="block text-sm"),
                rx.el.span(row.figures, class_name="block text-xs text-muted"),
                class_name="shrink-0 tabular sm:text-right",
            ),
            href=f"{routes.WORKOUTS}/{row.id}",
            class_name="flex flex-col gap-x-4 gap-y-1.5 px-5 py-4 hover:bg-base-200/60 "
            "sm:flex-row sm:items-center sm:px-6 max-sm:[&>.badge]:self-start",
        ),
        key=row.id,
    )


def _enter_past() -> rx.Component:
    errors = WorkoutsState.errors
    return dialog(
        "Enter a past workout",
        form(
            text_field("Name", "name", error=errors["name"], optional=True),
            rx.el.div(
                text_field(
                    "Day",
                    "done_on",
                    type="date",
                    default_value=WorkoutsState.today,
                    required=True,
                    error=errors["done_on"],
                ),
                text_field(
                    "Minutes",
                    "minutes",
                    default_value="60",
                    required=True,
                    error=errors["minutes"],
                    input_mode="numeric",
                ),
                class_name="grid grid-cols-[minmax(0,1fr)_7rem] gap-4",
            ),
            form_errors(errors["form"], id="past-error"),
            button_row(
                closing(ghost("Leave it")),
                primary("Enter its sets", type="submit"),
                class_name="justify-end",
            ),
            class_name="mt-4 grid gap-4",
            on_submit=WorkoutsState.log_past,
        ),
        text="For one that you did without the app. Its sets come next.",
        trigger=secondary("Enter a past workout", icon="plus"),
    )


PAGE = Page(
    route=routes.WORKOUTS,
    title="Workouts",
    build=workouts,
    open_to="member",
    on_load=(WorkoutsState.load,),
)
