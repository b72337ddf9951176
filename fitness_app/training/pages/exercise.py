"""An exercise: how it is done, what it works, what can take its place, and how it went."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import ViewerState, place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.components.exercises import exercise_line, muscle_chips
from fitness_app.training.components.lifts import exercise_cards
from fitness_app.training.exercises import exercise_rows, find
from fitness_app.training.exercises.exercise_rows import Chip, ExerciseRow, ExerciseScreen
from fitness_app.training.state.progress import ExerciseProgressState, show_exercise
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import card, facts
from fitness_app.ui.kinds import Text
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import empty, notice
from fitness_app.ui.page import Page, columns, page_head


@open_to(Access.MEMBER)
class ExerciseState(rx.State):
    """The exercise that the address names."""

    screen: ExerciseScreen = ExerciseScreen()
    steps: list[str] = []
    primary: list[Chip] = []
    secondary: list[Chip] = []
    substitutes: list[ExerciseRow] = []

    @rx.event
    async def load(self):
        self.reset()
        try:
            view = await db.read(
                find.get_exercise, viewer_id=signed_in().id, slug=place_of(self) or "?"
            )
        except NotFound:
            await say_not_found(self)
            return
        self.screen = exercise_rows.show_exercise(view)
        self.steps = list(view.instructions)
        self.primary = exercise_rows.show_chips(view.primary)
        self.secondary = exercise_rows.show_chips(view.secondary)
        self.substitutes = [exercise_rows.show_line(line) for line in view.substitutes]
        await show_exercise(await self.get_state(ExerciseProgressState), view.slug)


def exercise() -> rx.Component:
    """All that is known of one exercise."""
    screen = ExerciseState.screen
    return rx.fragment(
        way_up("Exercises", routes.EXERCISES),
        page_head(
            screen.name,
            rx.cond(screen.also != "", rx.fragment("Also called ", screen.also), ""),
            _change(),
        ),
        rx.cond(
            screen.is_archived,
            notice(
                "This exercise is archived.",
                "It stays in your history, and can’t be found to start new sets with.",
                icon="archive",
                tone="info",
                class_name="mb-6",
            ),
        ),
        columns(
            [_instructions(), exercise_cards()],
            [_muscles(), _facts(), _substitutes()],
        ),
    )


def _change() -> rx.Component:
    screen = ExerciseState.screen
    edit_club = link_button("Edit", f"{routes.TRAINER_EXERCISES}/{screen.slug}", icon="pencil")
    return rx.cond(
        screen.is_own,
        rx.fragment(
            badge("Yours alone", "neutral", icon="lock"),
            link_button("Edit", screen.edit_href, icon="pencil"),
        ),
        rx.cond(ViewerState.is_trainer, edit_club, rx.fragment()),
    )


def _instructions() -> rx.Component:
    return card(
        "How to do it",
        rx.cond(
            ExerciseState.steps,
            rx.el.ol(rx.foreach(ExerciseState.steps, _step), class_name="grid max-w-[60ch] gap-4"),
            empty("No steps written down", "Ask a trainer to show you before you load it."),
        ),
    )


def _step(step: Text, index: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            (index + 1).to(str),
            class_name="grid size-7 shrink-0 place-items-center rounded-full bg-secondary text-sm "
            "font-medium text-secondary-content tabular",
            aria_hidden=True,
        ),
        rx.el.span(step, class_name="pt-0.5"),
        class_name="flex gap-3.5",
    )


def _muscles() -> rx.Component:
    return card(
        "Muscles",
        rx.el.div(
            rx.el.div(
                rx.el.h3("Mainly", class_name="mb-2 text-sm text-muted"),
                muscle_chips(ExerciseState.primary),
            ),
            rx.cond(
                ExerciseState.secondary,
                rx.el.div(
                    rx.el.h3("Beside", class_name="mb-2 text-sm text-muted"),
                    muscle_chips(ExerciseState.secondary),
                ),
            ),
            class_name="grid gap-4",
        ),
    )


def _facts() -> rx.Component:
    screen = ExerciseState.screen
    pairs = (
        ("Counted in", screen.counted),
        ("Sides", screen.sides),
        ("Body’s weight moved", screen.body_share),
        ("Equipment", screen.equipment),
        ("Level", screen.level),
        ("Joints that move", screen.mechanic),
        ("Direction", screen.force),
    )
    said = facts(*pairs)
    said.children = [
        rx.cond(value != "", row, rx.fragment())
        for row, (_, value) in zip(said.children, pairs, strict=True)
    ]
    return card("About it", said)


def _substitutes() -> rx.Component:
    return rx.cond(
        ExerciseState.substitutes,
        card(
            "In its place",
            rx.el.ul(
                rx.foreach(ExerciseState.substitutes, exercise_line),
                class_name="divide-y divide-base-300 border-t border-base-300",
            ),
            sub="When the rack is taken, or something hurts.",
            flush=True,
        ),
    )


PAGE = Page(
    route=routes.EXERCISE,
    title="Exercise",
    name=ExerciseState.screen.name,
    build=exercise,
    open_to="member",
    on_load=(ExerciseState.load,),
)
