"""The club's exercises as trainers see them: what waits for review, drafts, the rest."""

from typing import Any, Literal

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.locales import write_number
from fitness_app.training.days import today_in
from fitness_app.training.exercises import club, exercise_rows
from fitness_app.training.exercises.exercise_rows import StaffRow
from fitness_app.training.words import ExerciseState
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import bare_card
from fitness_app.ui.chips import chips, counted
from fitness_app.ui.fields import search_field
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.tables import pager

Stage = Literal["published", "in_review", "draft", "archived"]


@open_to(Access.TRAINER)
class TrainerExercisesState(rx.State):
    """The club's exercises of one stage, and how many are in each."""

    stage: Stage = "published"
    words: str = ""
    rows: list[StaffRow] = []
    counts: dict[str, str] = dict.fromkeys(ExerciseState, "0")
    shown: str = ""
    page: int = 1
    has_next: bool = False

    @rx.event
    async def load(self):
        self.reset()
        await self._count()
        if self.counts[ExerciseState.IN_REVIEW] != "0":
            self.stage = "in_review"
        await self._look()

    @rx.event
    async def choose_stage(self, stage: Stage):
        self.stage, self.page = stage, 1
        await self._count()
        await self._look()

    @rx.event(supersedes=True)
    async def look_for(self, words: str):
        self.words, self.page = words, 1
        await self._look()

    @rx.event
    async def turn(self, by: Literal[-1, 1]):
        self.page = max(1, self.page + by)
        await self._look()

    async def _count(self) -> None:
        counts = await db.read(club.count_by_state)
        self.counts = {
            stage: write_number(count, signed_in().locale, decimals=0)
            for stage, count in counts.items()
        }

    async def _look(self) -> None:
        found = await db.read(club.list_staffed, state=self.stage, words=self.words, page=self.page)
        viewer = signed_in()
        today = today_in(viewer.time_zone)
        self.rows = [
            exercise_rows.show_staffed(it, locale=viewer.locale, today=today) for it in found.items
        ]
        self.shown, self.has_next = (
            exercise_rows.show_range(found.page, viewer.locale),
            found.page.has_next,
        )


def trainer_exercises() -> rx.Component:
    """The stages, and the exercises of one."""
    state = TrainerExercisesState
    return rx.fragment(
        page_head(
            "The club’s exercises",
            "What one of you writes, another looks at before members see it.",
            link_button(
                "Write an exercise", routes.trainer_exercise(), icon="plus", kind="primary"
            ),
        ),
        stack(
            chips(
                "Stage",
                [
                    (stage, counted(words, state.counts[stage]))
                    for stage, words in exercise_rows.STATES.items()
                ],
                state.stage,
                _choose,
            ),
            bare_card(
                rx.el.div(
                    search_field("Search by name, muscle or equipment", find=state.look_for),
                    class_name="max-w-sm px-5 py-4 sm:px-6",
                ),
                rx.cond(state.rows, _list(), _nothing()),
            ),
        ),
    )


def _choose(stage: Any) -> Any:
    return TrainerExercisesState.choose_stage(stage)


def _list() -> rx.Component:
    state = TrainerExercisesState
    return rx.fragment(
        rx.el.ul(
            rx.foreach(state.rows, _row),
            class_name="divide-y divide-base-300 border-y border-base-300",
        ),
        pager(
            state.shown,
            previous=state.turn(-1),
            next=state.turn(1),
            has_previous=state.page > 1,
            has_next=state.has_next,
        ),
    )


def _row(it: StaffRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(it.name, class_name="block text-sm font-medium"),
                rx.el.span(it.muscles, class_name="block text-xs text-muted"),
                class_name="min-w-0 grow basis-[60%] md:basis-0",
            ),
            rx.el.span(it.equipment, class_name="hidden w-32 text-sm text-muted md:block"),
            rx.el.span(it.author, class_name="text-xs text-muted md:w-36 md:text-sm"),
            rx.el.span(
                it.changed_on,
                class_name="ml-auto w-20 text-right text-xs text-muted tabular md:text-sm",
            ),
            href=it.href,
            class_name="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5 "
            "hover:bg-base-200/60 sm:px-6",
        )
    )


def _nothing() -> rx.Component:
    state = TrainerExercisesState
    words = {
        "in_review": ("Nothing waits for you", "What another trainer submits appears here."),
        "draft": ("No drafts", "What you write stays here until you submit it."),
        "archived": ("Nothing is archived", "What you take out of the lists is kept here."),
        "published": (
            "The catalogue is empty",
            "It fills when the database is brought up to date.",
        ),
    }
    return rx.el.div(
        rx.cond(
            state.words != "",
            empty("No exercise is called so", "Try fewer words, or look in another stage."),
            rx.match(
                state.stage,
                *((stage, empty(*said)) for stage, said in words.items()),
                rx.fragment(),
            ),
        ),
        class_name="px-5 pb-5 sm:px-6 sm:pb-6",
    )


PAGE = Page(
    route=routes.TRAINER_EXERCISES,
    title="The club’s exercises",
    build=trainer_exercises,
    open_to="trainer",
    on_load=(TrainerExercisesState.load,),
)
