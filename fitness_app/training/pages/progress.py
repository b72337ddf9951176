"""Progress: strength, hard sets, streak, session load, adherence and records on one screen."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training.components.lifts import RANGES, lifts_card
from fitness_app.training.components.progress import (
    adherence_card,
    hard_sets_card,
    load_card,
    newest_records_card,
)
from fitness_app.training.components.streak import streak_card
from fitness_app.training.progress import band
from fitness_app.training.state.progress import LiftsState, ProgressState
from fitness_app.ui.buttons import button_row, ghost, icon_button, link_button, primary
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.notices import empty, notice, toast_success
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.state import Opened
from fitness_app.ui.tabs import segment


class BandForm(TypedDict):
    """The band of hard sets as it is typed."""

    low: str
    high: str


@open_to(Access.MEMBER)
class BandState(Opened, rx.State):
    """The band of hard sets that is being changed."""

    @rx.event
    async def submit(self, form: BandForm):
        self.errors = {}
        try:
            low, high = await db.run(band.choose_band, member_id=signed_in().id, **form)
        except DomainError as problem:
            self.errors = by_field(problem, "low", "high")
            return None
        self.is_open = False
        return [ProgressState.load_page, toast_success(f"Your band is {low} to {high} sets.")]


def progress() -> rx.Component:
    """The overview, or the way to the first session."""
    return rx.fragment(
        page_head(
            "Progress",
            rx.cond(
                LiftsState.sentence != "",
                LiftsState.sentence,
                "Where your training goes, and how each figure came about.",
            ),
            rx.cond(
                ProgressState.sessions > 0,
                segment("Range", RANGES, LiftsState.range, LiftsState.choose_range, on_floor=True),
            ),
        ),
        rx.cond(
            ProgressState.sessions > 0,
            stack(
                _asked(),
                lifts_card(),
                rx.el.div(
                    stack(
                        hard_sets_card(
                            icon_button(
                                "pencil", "Change the band", size="sm", on_click=BandState.open
                            )
                        ),
                        load_card(),
                    ),
                    stack(streak_card(), adherence_card()),
                    class_name="grid min-w-0 items-start gap-6 lg:grid-cols-2",
                ),
                newest_records_card(),
            ),
            empty(
                "No finished session yet",
                "Finish your first workout, and its sets, effort and streak appear here.",
                button_row(
                    link_button("Start with today", routes.TODAY, kind="primary"),
                    link_button(
                        "Bring sets from another app", routes.CABINET_IMPORT, kind="secondary"
                    ),
                    class_name="justify-center",
                ),
            ),
        ),
        _band(),
    )


def _asked() -> rx.Component:
    return rx.cond(
        ProgressState.asked != "",
        notice(
            f"{ProgressState.asked} to look at again.",
            "Far above all before: a record, or a slip of the finger?",
            link_button("Look", routes.PROGRESS_RECORDS, size="sm"),
        ),
    )


def _band() -> rx.Component:
    errors = BandState.errors
    return dialog(
        "Hard sets you aim at",
        form(
            text_field(
                "At least",
                "low",
                suffix="sets a week",
                default_value=ProgressState.band.low,
                required=True,
                error=errors["low"],
                input_mode="numeric",
            ),
            text_field(
                "At most",
                "high",
                suffix="sets a week",
                default_value=ProgressState.band.high,
                required=True,
                error=errors["high"],
                input_mode="numeric",
            ),
            form_errors(errors["form"], id="band-error"),
            button_row(
                closing(ghost("Leave it", on_click=BandState.close)),
                primary("Save band", type="submit"),
                class_name="justify-end",
            ),
            class_name="mt-4 grid gap-4",
            key=rx.cond(BandState.is_open, "open", "closed"),
            on_submit=BandState.submit,
        ),
        text="For each muscle. Ten to twenty is usual for growth; less keeps what you have.",
        open=BandState.is_open,
        on_close=BandState.close,
    )


PAGE = Page(
    route=routes.PROGRESS,
    title="Progress",
    build=progress,
    open_to="member",
    on_load=(BandState.load, ProgressState.load_page, LiftsState.load),
)
