"""One exercise over time: its line with records, its volume, its table; or all to choose from."""

from dataclasses import dataclass

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.components.lifts import exercise_cards
from fitness_app.training.progress import lifts
from fitness_app.training.progress.overview_rows import write_day_said
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.training.state.progress import ExerciseProgressState, show_exercise
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import card
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head


@dataclass(frozen=True, slots=True)
class TrainedRow:
    """An exercise that was trained, as a line of the list."""

    name: str
    href: str
    days: str
    last: str


@open_to(Access.MEMBER)
class ChosenExerciseState(rx.State):
    """Which exercise the address names, and those there are to choose from."""

    is_chosen: bool = False
    trained: list[TrainedRow] = []

    @rx.event
    async def load(self):
        slug = self.router.url.query_parameters.get("of", "")
        self.is_chosen, self.trained = False, []
        if slug:
            shown = await self.get_state(ExerciseProgressState)
            try:
                await show_exercise(shown, slug)
                self.is_chosen = True
                return
            except NotFound:
                pass
        reader = await reader_of_viewer()
        found = await db.read(lifts.list_trained, member_id=signed_in().id)
        self.trained = [
            TrainedRow(
                one.name,
                f"{routes.PROGRESS_EXERCISE}?of={one.slug}",
                "1 day" if one.days == 1 else f"{one.days} days",
                write_day_said(one.last_on, reader),
            )
            for one in found
        ]


def exercise_progress() -> rx.Component:
    """The exercise that the address names, or the list of all that were trained."""
    back = link_button("All exercises", routes.PROGRESS_EXERCISE, kind="ghost", size="sm")
    return rx.cond(
        ChosenExerciseState.is_chosen,
        rx.fragment(
            page_head(
                ExerciseProgressState.figures.name, "How it went, by day.", back, _to_progress()
            ),
            exercise_cards(),
        ),
        rx.fragment(
            page_head("Exercises you’ve done", "The latest first.", _to_progress()),
            rx.cond(
                ChosenExerciseState.trained,
                card(
                    "Choose one",
                    rx.el.ul(
                        rx.foreach(ChosenExerciseState.trained, _trained),
                        class_name="-my-3 divide-y divide-base-300",
                    ),
                ),
                empty(
                    "No finished session yet",
                    "Each exercise you log appears here, with its line and records.",
                    link_button("Start with today", routes.TODAY),
                ),
            ),
        ),
    )


def _to_progress() -> rx.Component:
    return link_button("Progress", routes.PROGRESS, kind="ghost", size="sm")


def _trained(exercise: TrainedRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(exercise.name, class_name="min-w-0 grow truncate text-sm font-medium"),
            rx.el.span(
                rx.el.span(exercise.last, class_name="block"),
                rx.el.span(exercise.days, class_name="block"),
                class_name="shrink-0 text-right text-xs text-muted tabular",
            ),
            icon("arrow-right", 16, "text-muted"),
            href=exercise.href,
            class_name="-mx-2 flex items-center gap-3 rounded-field px-2 py-3 hover:bg-base-200/60",
        )
    )


PAGE = Page(
    route=routes.PROGRESS_EXERCISE,
    title="An exercise’s progress",
    build=exercise_progress,
    open_to="member",
    on_load=(ChosenExerciseState.load,),
)
