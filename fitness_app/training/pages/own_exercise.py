"""Writing an exercise of one's own: new, or one that is there already."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, NotFound
from fitness_app.training.components.exercises import exercise_form
from fitness_app.training.exercises import exercise_rows, find, own
from fitness_app.training.exercises.exercise_rows import ExerciseFields
from fitness_app.training.state.exercises import ExerciseForm, content_of, errors_of
from fitness_app.training.words import ExerciseState as Stage
from fitness_app.ui.buttons import danger_ghost, link_button, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, page_head


@open_to(Access.MEMBER)
class OwnExerciseState(rx.State):
    """The form for an exercise of one's own."""

    shown: ExerciseFields = ExerciseFields()
    is_archived: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        slug = place_of(self)
        if slug == routes.NEW:
            self.shown = ExerciseFields(slug=routes.NEW)
            return
        try:
            view = await db.read(find.get_exercise, viewer_id=signed_in().id, slug=slug)
            if not view.is_own:
                raise NotFound
        except NotFound:
            await say_not_found(self)
            return
        self.is_archived = view.state == Stage.ARCHIVED
        self.shown = exercise_rows.show_fields(view)

    @rx.event
    async def submit(self, form: ExerciseForm):
        owner_id = signed_in().id
        self.errors = {}
        try:
            if self.shown.id:
                view = await db.run(
                    own.edit_exercise,
                    owner_id=owner_id,
                    exercise_id=self.shown.id,
                    content=content_of(form),
                )
            else:
                view = await db.run(own.add_exercise, owner_id=owner_id, content=content_of(form))
        except DomainError as problem:
            self.errors = errors_of(problem)
            return None
        said = "Saved." if self.shown.id else f"{view.name} is yours to log now."
        return [toast_success(said), rx.redirect(routes.exercise(view.slug))]

    @rx.event
    async def archive(self):
        await db.run(own.archive_exercise, owner_id=signed_in().id, exercise_id=self.shown.id)
        return [toast_success("Archived. Its history stays."), rx.redirect(routes.EXERCISES)]

    @rx.event
    async def restore(self):
        try:
            await db.run(own.restore_exercise, owner_id=signed_in().id, exercise_id=self.shown.id)
        except DomainError as problem:
            self.errors = errors_of(problem)
            return None
        self.is_archived = False
        return toast_success("It is back in your list.")

    @rx.event
    async def delete(self):
        await db.run(own.delete_exercise, owner_id=signed_in().id, exercise_id=self.shown.id)
        return [toast_success("Deleted."), rx.redirect(routes.EXERCISES)]


def own_exercise() -> rx.Component:
    """The form, and what else can be done with the exercise."""
    state = OwnExerciseState
    is_new = state.shown.id == 0
    back = rx.cond(is_new, routes.EXERCISES, f"{routes.EXERCISES}/{state.shown.slug}")
    return rx.el.div(
        way_up("Exercises", routes.EXERCISES),
        page_head(
            rx.cond(is_new, "Add your own exercise", state.shown.name),
            "You alone see it. You log it like any other.",
            rx.cond(is_new, rx.fragment(), _acts()),
        ),
        card(
            "What it is",
            exercise_form(
                state.shown,
                state.errors,
                link_button("Cancel", back, kind="ghost"),
                primary(rx.cond(is_new, "Add exercise", "Save exercise"), type="submit"),
                on_submit=state.submit,
                draft=f"exercise-{state.shown.slug}",
            ),
        ),
        class_name="mx-auto max-w-[760px]",
    )


def _acts() -> rx.Component:
    state = OwnExerciseState
    return rx.fragment(
        rx.cond(
            state.is_archived,
            secondary("Put back", icon="rotate-cw", on_click=state.restore),
            secondary("Archive", icon="archive", on_click=state.archive),
        ),
        confirm(
            "Delete this exercise?",
            "That works only while no workout has it. Archive it otherwise: your history stays.",
            act="Delete exercise",
            keep="Keep it",
            on_confirm=state.delete,
            trigger=danger_ghost("Delete…"),
        ),
    )


PAGE = Page(
    route=routes.OWN_EXERCISE,
    title="Your exercise",
    name=OwnExerciseState.shown.name,
    build=own_exercise,
    open_to="member",
    on_load=(OwnExerciseState.load,),
)
