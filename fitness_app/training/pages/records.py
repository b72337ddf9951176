"""Records: every best that beat all before, by kind, newest first."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.components.doubts import doubts
from fitness_app.training.components.records import medal
from fitness_app.training.progress import overview_rows, records
from fitness_app.training.progress.overview_rows import RecordRow
from fitness_app.training.progress.writing import KINDS
from fitness_app.training.state.doubts import DoubtsState
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.training.words import RecordKind
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import card
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.tables import pager

PAGE_SIZE = 30
MOST_PAGES = 10_000


@open_to(Access.MEMBER)
class RecordsState(rx.State):
    """A member's records of one kind or of all, a page at a time."""

    kind: str = ""
    """'' for all."""
    rows: list[RecordRow] = []
    shown: str = ""
    has_previous: bool = False
    has_next: bool = False
    has_any: bool = False
    _page: int = 1

    @rx.event
    async def load(self):
        reader = await reader_of_viewer()
        member_id = signed_in().id
        count, found = await db.read(
            records.list_records,
            member_id=member_id,
            kind=self.kind,
            page=self._page,
            page_size=PAGE_SIZE,
        )
        first = (self._page - 1) * PAGE_SIZE
        self.rows = [overview_rows.show_record(one, reader) for one in found]
        self.shown = f"{first + 1}–{first + len(found)} of {count}" if found else "None"
        self.has_previous, self.has_next = self._page > 1, first + len(found) < count
        self.has_any = self.has_any or count > 0

    @rx.event
    async def open(self):
        self.reset()
        await self.load()

    @rx.event
    async def choose(self, kind: str):
        self.kind = kind if kind in set(RecordKind) else ""
        self._page = 1
        await self.load()

    @rx.event
    async def turn(self, by: int):
        self._page = min(max(1, self._page + max(-1, min(1, by))), MOST_PAGES)
        await self.load()


def records_page() -> rx.Component:
    """The records, and the kind that is shown."""
    return rx.fragment(
        page_head(
            "Records",
            "Each day that beat all days before it. The first day of an exercise sets the mark.",
            link_button("Progress", routes.PROGRESS, kind="ghost", size="sm"),
        ),
        doubts(
            lambda one: link_button(
                "Correct it", routes.workout(one.workout_id), kind="ghost", size="sm"
            ),
            then=RecordsState.load,
        ),
        rx.cond(
            RecordsState.has_any,
            card(
                "Newest first",
                rx.cond(
                    RecordsState.rows,
                    rx.el.ul(
                        rx.foreach(RecordsState.rows, _record),
                        class_name="-mt-3 divide-y divide-base-300",
                    ),
                    rx.el.p("No record of this kind yet.", class_name="text-sm text-muted"),
                ),
                rx.el.div(
                    pager(
                        RecordsState.shown,
                        previous=RecordsState.turn(-1),
                        next=RecordsState.turn(1),
                        has_previous=RecordsState.has_previous,
                        has_next=RecordsState.has_next,
                    ),
                    class_name="-mx-5 -mb-3 mt-2 border-t border-base-300 sm:-mx-6",
                ),
                rx.el.p(
                    "Everything is compared in one unit, warm-ups left out. Rep maxima are for 1 "
                    "to 12 reps; a pace counts from 400 m on.",
                    class_name="border-t border-base-300 pt-4 text-xs text-muted",
                ),
                actions=[_kinds()],
            ),
            empty(
                "No record yet",
                "The first time you do an exercise sets the mark; beat it to see it here.",
                link_button("Start with today", routes.TODAY),
            ),
        ),
    )


def _kinds() -> rx.Component:
    return rx.el.label(
        rx.el.span("Kind of record", class_name="sr-only"),
        rx.el.select(
            rx.el.option("All kinds", value=""),
            *(rx.el.option(words, value=kind.value) for kind, words in KINDS.items()),
            value=RecordsState.kind,
            on_change=RecordsState.choose,
            name="kind",
            class_name="select select-sm w-auto",
        ),
    )


def _record(record: RecordRow) -> rx.Component:
    return rx.el.li(
        medal(),
        rx.el.div(
            link(
                record.exercise,
                href=f"{routes.PROGRESS_EXERCISE}?of={record.slug}",
                class_name="block truncate text-sm font-medium hover:underline",
            ),
            rx.el.p(
                rx.el.span(record.what),
                rx.el.span(f" · {record.kind}", class_name="max-sm:hidden"),
                class_name="text-xs text-muted tabular",
            ),
            class_name="min-w-0 grow",
        ),
        rx.el.div(
            link(record.day, href=routes.workout(record.workout_id), class_name="hover:underline"),
            rx.el.p(record.was),
            class_name="shrink-0 text-right text-xs text-muted tabular",
        ),
        class_name="flex items-center gap-3 py-3",
    )


PAGE = Page(
    route=routes.PROGRESS_RECORDS,
    title="Records",
    build=records_page,
    open_to="member",
    on_load=(RecordsState.open, DoubtsState.load),
)
