"""The catalogue of exercises: search, filters, and what one has added oneself."""

from typing import Any, Literal

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.components.exercises import exercise_line
from fitness_app.training.exercises import exercise_rows, find, own
from fitness_app.training.exercises.exercise_rows import EQUIPMENT, LEVELS, MUSCLES, ExerciseRow
from fitness_app.ui.buttons import ghost, link_button
from fitness_app.ui.cards import bare_card, card
from fitness_app.ui.fields import field, search_field
from fitness_app.ui.kinds import Text
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.tables import pager
from fitness_app.ui.tabs import segment

Whose = Literal["all", "own"]


@open_to(Access.MEMBER)
class ExercisesState(rx.State):
    """What is looked for among the exercises, and one page of what was found."""

    words: str = ""
    muscle: str = ""
    equipment: str = ""
    level: str = ""
    whose: Whose = "all"
    rows: list[ExerciseRow] = []
    shown: str = ""
    has_next: bool = False
    page: int = 1
    archived: list[ExerciseRow] = []

    @rx.event
    async def load(self):
        self.reset()
        asked = self.router.url.query_parameters.get("muscle", "")
        self.muscle = asked if asked in MUSCLES else ""
        await self._look()

    @rx.event(supersedes=True)
    async def look_for(self, words: str):
        self.words, self.page = words, 1
        await self._look()

    @rx.event
    async def choose_muscle(self, code: str):
        self.muscle, self.page = code, 1
        await self._look()

    @rx.event
    async def choose_equipment(self, code: str):
        self.equipment, self.page = code, 1
        await self._look()

    @rx.event
    async def choose_level(self, code: str):
        self.level, self.page = code, 1
        await self._look()

    @rx.event
    async def choose_whose(self, whose: Whose):
        self.whose, self.page = whose, 1
        await self._look()

    @rx.event
    async def clear(self):
        whose = self.whose
        self.reset()
        self.whose = whose
        await self._look()
        # What is typed is the field's own.
        return rx.call_script("document.getElementById('search').value = ''")

    @rx.event
    async def turn(self, by: Literal[-1, 1]):
        self.page = max(1, self.page + by)
        await self._look()
        return rx.call_script("document.getElementById('found').scrollIntoView()")

    async def _look(self) -> None:
        viewer = signed_in()
        only_own = self.whose == "own"
        found = await db.read(
            find.search,
            viewer_id=viewer.id,
            words=self.words,
            muscle=self.muscle,
            equipment=self.equipment,
            level=self.level,
            only_own=only_own,
            page=self.page,
        )
        self.rows = [exercise_rows.show_line(line) for line in found.items]
        self.shown, self.has_next = exercise_rows.show_range(found, viewer.locale), found.has_next
        archived = await db.read(own.list_archived, owner_id=viewer.id) if only_own else ()
        self.archived = [exercise_rows.show_line(line) for line in archived]


def exercises() -> rx.Component:
    """Search, filters, what was found."""
    return rx.fragment(
        page_head(
            "Exercises",
            "How each is done, what it works, and how it went for you.",
            link_button("Add your own", routes.own_exercise(), icon="plus"),
        ),
        stack(_search(), _found(), rx.cond(ExercisesState.archived, _archived())),
    )


def _search() -> rx.Component:
    state = ExercisesState
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                search_field("Search by name, muscle or equipment", find=state.look_for),
                class_name="min-w-0 grow basis-64",
            ),
            segment(
                "Whose",
                [("all", "All"), ("own", "Yours")],
                state.whose,
                state.choose_whose,
                on_floor=True,
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        rx.el.div(
            _filter("Muscle", MUSCLES, state.muscle, state.choose_muscle),
            _filter("Equipment", EQUIPMENT, state.equipment, state.choose_equipment),
            _filter("Level", LEVELS, state.level, state.choose_level),
            class_name="mt-4 grid grid-cols-2 gap-3 max-sm:*:first:col-span-2 sm:grid-cols-3",
        ),
        role="search",
    )


def _filter(label: str, words: dict[str, str], chosen: Text, choose: Any) -> rx.Component:
    # What is chosen is the State's, so that 'clear' and a link with a muscle show in it.
    control = rx.el.select(
        rx.el.option("Any", value=""),
        *(rx.el.option(said, value=code) for code, said in words.items()),
        value=chosen,
        on_change=choose,
        class_name="select",
        custom_attrs={"id": f"filter-{label.lower()}"},
    )
    return field(label, control, f"filter-{label.lower()}")


def _found() -> rx.Component:
    return rx.el.div(
        rx.cond(
            ExercisesState.rows,
            bare_card(
                rx.el.ul(
                    rx.foreach(ExercisesState.rows, exercise_line),
                    class_name="divide-y divide-base-300 border-b border-base-300",
                ),
                pager(
                    ExercisesState.shown,
                    previous=ExercisesState.turn(-1),
                    next=ExercisesState.turn(1),
                    has_previous=ExercisesState.page > 1,
                    has_next=ExercisesState.has_next,
                ),
            ),
            _nothing(),
        ),
        custom_attrs={"id": "found"},
        class_name="scroll-mt-4",
    )


def _nothing() -> rx.Component:
    write = link_button("Add your own", routes.own_exercise(), icon="plus", kind="primary")
    is_filtered = (
        (ExercisesState.words != "")
        | (ExercisesState.muscle != "")
        | (ExercisesState.equipment != "")
        | (ExercisesState.level != "")
    )
    return rx.cond(
        is_filtered,
        empty(
            "No exercise fits all of that",
            "Try fewer words or another filter, or add the exercise for yourself.",
            ghost("Clear the search", on_click=ExercisesState.clear),
            write,
        ),
        rx.cond(
            ExercisesState.whose == "own",
            empty(
                "No exercises of your own yet",
                "Is one missing in the catalogue? Add it: you alone see it, and log it like any.",
                write,
            ),
            empty(
                "The catalogue is empty",
                "It fills when the club’s database is brought up to date.",
                write,
            ),
        ),
    )


def _archived() -> rx.Component:
    return card(
        "Archived",
        rx.el.ul(
            rx.foreach(ExercisesState.archived, exercise_line),
            class_name="divide-y divide-base-300 border-t border-base-300",
        ),
        sub="They are in your history still. Open one to put it back.",
        flush=True,
    )


PAGE = Page(
    route=routes.EXERCISES,
    title="Exercises",
    build=exercises,
    open_to="member",
    on_load=(ExercisesState.load,),
)
