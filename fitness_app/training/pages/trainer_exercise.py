"""An exercise of the club on a trainer's desk: written, reviewed, published, archived."""

from functools import partial
from typing import Any

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, Role, open_to, signed_in
from fitness_app.accounts.state import place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, NotFound
from fitness_app.training.components.exercises import exercise_form
from fitness_app.training.exercises import club, exercise_rows
from fitness_app.training.exercises.club import Editor
from fitness_app.training.exercises.exercise_rows import ExerciseFields
from fitness_app.training.exercises.views import ExerciseView
from fitness_app.training.state.exercises import (
    ClubExerciseForm,
    content_of,
    errors_of,
)
from fitness_app.training.words import ExerciseState as Stage
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, danger_ghost, ghost, link_button, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import form, text_area
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, page_head, stack


class NoteForm(TypedDict):
    """What a reviewer says to the author."""

    note: str


@open_to(Access.TRAINER)
class TrainerExerciseState(rx.State):
    """The exercise that the address names, and what its viewer may do with it."""

    shown: ExerciseFields = ExerciseFields()
    stage: str = ""
    is_mine: bool = False
    """Whether its viewer may do what its author may."""
    may_publish: bool = False
    note: str = ""
    is_sending_back: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        slug = place_of(self)
        if slug == routes.NEW:
            self.shown, self.is_mine = ExerciseFields(slug=routes.NEW), True
            return
        try:
            self._show(await db.read(club.get_exercise, slug=slug))
        except NotFound:
            await say_not_found(self)

    @rx.event
    async def submit(self, form: ClubExerciseForm):
        """Save what was written; a new one becomes a draft."""
        self.errors = {}
        is_new = self.shown.id == 0
        save: Any = partial(club.write_exercise, author_id=signed_in().id)
        if not is_new:
            save = partial(club.edit_exercise, editor=_editor(), exercise_id=self.shown.id)
        try:
            view = await db.run(
                save,
                content=content_of(form),
                substitutes=form["substitutes"].splitlines(),
            )
        except DomainError as problem:
            self.errors = errors_of(problem)
            return None
        if is_new:
            said = toast_success("Saved as a draft. Submit it when it is ready.")
            return [said, rx.redirect(routes.trainer_exercise(view.slug))]
        self._show(view)
        return toast_success("Saved.")

    @rx.event
    async def send_for_review(self):
        return await self._move(club.submit_exercise, "Submitted. Another trainer looks at it now.")

    @rx.event
    async def take_back(self):
        return await self._move(club.take_back_exercise, "It is a draft again.")

    @rx.event
    async def publish(self):
        return await self._move(club.publish_exercise, "Published. Members find it now.")

    @rx.event
    async def archive(self):
        return await self._move(club.archive_exercise, "Archived. Histories keep it.")

    @rx.event
    async def restore(self):
        return await self._move(club.restore_exercise, "It is back in the catalogue.")

    @rx.event
    def ask_for_note(self):
        self.errors, self.is_sending_back = {}, True

    @rx.event
    def keep(self):
        self.is_sending_back = False

    @rx.event
    async def send_back(self, form: NoteForm):
        moved = await self._move(
            club.send_back_exercise, "Sent back to its author.", note=form["note"]
        )
        self.is_sending_back = bool(self.errors)
        return moved

    @rx.event
    async def delete(self):
        await db.run(club.delete_exercise, editor=_editor(), exercise_id=self.shown.id)
        return [toast_success("Draft deleted."), rx.redirect(routes.TRAINER_EXERCISES)]

    async def _move(self, verb: Any, said: str, **more: str) -> rx.event.EventSpec | None:
        self.errors = {}
        try:
            view = await db.run(verb, editor=_editor(), exercise_id=self.shown.id, **more)
        except DomainError as problem:
            self.errors = errors_of(problem) | _note_error(problem)
            return None
        self._show(view)
        return toast_success(said)

    def _show(self, view: ExerciseView) -> None:
        editor = _editor()
        is_author = view.author_id in (editor.id, None)
        self.shown, self.stage = exercise_rows.show_fields(view), view.state
        self.note = view.review_note
        self.is_mine = is_author or editor.is_admin
        self.may_publish = editor.is_admin or view.author_id != editor.id


def _editor() -> Editor:
    viewer = signed_in()
    return Editor(viewer.id, is_admin=viewer.role is Role.ADMIN)


def _note_error(problem: DomainError) -> dict[str, str]:
    fields = getattr(problem, "fields", {})
    return {"note": fields["note"], "form": ""} if "note" in fields else {}


def trainer_exercise() -> rx.Component:
    """Where it stands, and the form."""
    state = TrainerExerciseState
    is_new = state.shown.id == 0
    return rx.el.div(
        way_up("The club’s exercises", routes.TRAINER_EXERCISES),
        page_head(
            rx.cond(is_new, "Write an exercise", state.shown.name),
            rx.cond(is_new, "It starts as a draft that you alone can change.", _standing()),
            rx.cond(is_new, rx.fragment(), _acts()),
        ),
        stack(_news(), card("What it is", _form())),
        _sending_back(),
        class_name="mx-auto max-w-[760px]",
    )


def _standing() -> Child:
    return rx.match(
        TrainerExerciseState.stage,
        (Stage.DRAFT, badge("Draft", "info")),
        (Stage.IN_REVIEW, badge("In review", "warning", icon="eye")),
        (Stage.PUBLISHED, badge("Published", "success")),
        badge("Archived", "neutral", icon="archive"),
    )


def _acts() -> Child:
    state = TrainerExerciseState
    drop = confirm(
        "Delete this draft?",
        "Nobody else has it. What you wrote is gone.",
        act="Delete draft",
        keep="Keep it",
        on_confirm=state.delete,
        trigger=danger_ghost("Delete…"),
    )
    draft = rx.cond(
        state.is_mine,
        rx.fragment(
            drop, secondary("Submit for review", icon="send", on_click=state.send_for_review)
        ),
    )
    review = rx.fragment(
        rx.cond(state.is_mine, ghost("Take it back", on_click=state.take_back)),
        rx.cond(
            state.may_publish,
            rx.fragment(
                secondary("Send back…", on_click=state.ask_for_note),
                primary("Publish", icon="check", on_click=state.publish),
            ),
        ),
    )
    published = rx.fragment(
        link_button("See its page", f"{routes.EXERCISES}/{state.shown.slug}", kind="ghost"),
        secondary("Archive", icon="archive", on_click=state.archive),
    )
    return rx.match(
        state.stage,
        (Stage.DRAFT, draft),
        (Stage.IN_REVIEW, review),
        (Stage.PUBLISHED, published),
        secondary("Put back", icon="rotate-cw", on_click=state.restore),
    )


def _news() -> rx.Component:
    state = TrainerExerciseState
    return rx.fragment(
        rx.cond(
            state.note != "",
            notice("The reviewer sent it back:", state.note, icon="pencil", tone="info"),
        ),
        rx.cond(
            (state.stage == Stage.IN_REVIEW) & ~state.may_publish,
            notice(
                "Another trainer has to look at it.",
                "Ask one, or an admin. Take it back to change it.",
                icon="eye",
                tone="info",
            ),
        ),
        rx.cond(
            (state.stage == Stage.DRAFT) & ~state.is_mine,
            notice(
                "This draft is somebody else’s.",
                "They can change it and submit it; so can an admin.",
                icon="lock",
                tone="info",
            ),
        ),
    )


def _form() -> rx.Component:
    state = TrainerExerciseState
    is_new = state.shown.id == 0
    stage = rx.Var.create(state.stage)
    may_save = (
        is_new
        | (stage == Stage.PUBLISHED)
        | (stage == Stage.ARCHIVED)
        | ((stage == Stage.DRAFT) & state.is_mine)
    )
    return exercise_form(
        state.shown,
        state.errors,
        rx.cond(may_save, primary(rx.cond(is_new, "Save draft", "Save exercise"), type="submit")),
        on_submit=state.submit,
        draft=f"club-exercise-{state.shown.slug}",
        for_club=True,
    )


def _sending_back() -> rx.Component:
    state = TrainerExerciseState
    return dialog(
        "Send it back to its author?",
        form(
            text_area("What it lacks", "note", error=state.errors["note"]),
            button_row(
                closing(ghost("Cancel", on_click=state.keep)),
                primary("Send back", type="submit"),
                class_name="justify-end",
            ),
            class_name="mt-4 grid gap-4",
            on_submit=state.send_back,
        ),
        text="They see what you write, and can submit it again.",
        open=state.is_sending_back,
        on_close=state.keep,
    )


PAGE = Page(
    route=routes.TRAINER_EXERCISE,
    title="An exercise of the club",
    name=TrainerExerciseState.shown.name,
    build=trainer_exercise,
    open_to="trainer",
    on_load=(TrainerExerciseState.load,),
)
