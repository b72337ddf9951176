"""A finished workout: what it came to, and the way to put it right."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import number_of_place, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, NotFound, by_field
from fitness_app.training.components.doubts import doubts
from fitness_app.training.components.records import record_item
from fitness_app.training.components.workout_dialogs import choices, editing_dialogs
from fitness_app.training.components.workout_end import unsaved
from fitness_app.training.components.workout_frame import listener
from fitness_app.training.components.workout_lines import groups
from fitness_app.training.progress import records
from fitness_app.training.progress.overview_rows import RecordRow, show_record
from fitness_app.training.state.doubts import DoubtsState, show_doubts
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.training.state.workout import WorkoutState, pen_of, show_past
from fitness_app.training.state.workout_menus import PickState
from fitness_app.training.workouts import finishing, screen
from fitness_app.training.workouts.past_rows import (
    DoneRow,
    PastHead,
    PastLine,
    write_head,
    write_lines,
)
from fitness_app.ui.buttons import button_row, danger_ghost, ghost, primary, secondary
from fitness_app.ui.cards import card, stat, stat_strip
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import form, form_errors, text_area, text_field
from fitness_app.ui.links import text_link, way_up
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, columns, page_head


class DetailsForm(TypedDict, total=False):
    """What is said of a workout; a scale on which nothing was chosen sends nothing."""

    name: str
    done_on: str
    minutes: str
    session_rpe: str
    rating: str
    notes: str


@open_to(Access.MEMBER)
class PastWorkoutState(rx.State):
    """One workout of the past, as it is read; its sets may be open for correction."""

    head: PastHead = PastHead()
    lines: list[PastLine] = []
    records: list[RecordRow] = []
    is_editing: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        try:
            await self._look(number_of_place(self))
        except NotFound:
            await say_not_found(self)

    @rx.event
    async def edit_sets(self):
        self.is_editing = True
        await show_past(await self.get_state(WorkoutState), self.head.id)

    @rx.event
    async def leave_sets(self):
        self.is_editing = False
        await self._look(self.head.id)

    @rx.event
    async def save(self, form: DetailsForm):
        self.errors = {}
        try:
            await db.run(
                finishing.edit_workout,
                member_id=signed_in().id,
                workout_id=self.head.id,
                **form,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "name", "done_on", "minutes", "notes")
            return None
        await self._look(self.head.id)
        return [toast_success("Workout changed."), rx.call_script(_CLOSE)]

    @rx.event
    async def delete(self):
        which = {"member_id": signed_in().id, "workout_id": self.head.id}
        await db.run(finishing.delete_workout, **which)
        return [rx.redirect(routes.WORKOUTS), toast_success("Workout deleted.")]

    async def _look(self, workout_id: int) -> None:
        viewer = signed_in()
        which = {"member_id": viewer.id, "workout_id": workout_id}
        found = await db.read(screen.open_past, **which, pen=pen_of(viewer))
        best = await db.read(records.list_of_workout, **which)
        reader = await reader_of_viewer()
        self.head = write_head(found.workout, found.pen)
        self.lines = write_lines(found)
        self.records = [show_record(one, reader) for one in best]
        await show_doubts(await self.get_state(DoubtsState), workout_id)


_CLOSE = "document.querySelectorAll('dialog[open]').forEach((it) => it.close())"
_MARKS = "border border-strong text-muted", "bg-base-300 text-base-content"


def past_workout() -> rx.Component:
    """Figures and records, then every set; or the sets as fields while they are put right."""
    head = PastWorkoutState.head
    return rx.fragment(
        way_up("Workouts", routes.WORKOUTS),
        page_head(
            head.name,
            rx.fragment(head.day, rx.cond(head.plan != "", f" · {head.plan}", "")),
            _details(),
            rx.cond(
                PastWorkoutState.is_editing,
                primary("Done", on_click=PastWorkoutState.leave_sets),
                secondary("Edit sets", icon="pencil", on_click=PastWorkoutState.edit_sets),
            ),
            lead=None,
        ),
        rx.cond(head.is_running, _still_runs()),
        rx.cond(PastWorkoutState.is_editing, _editing(), _reading()),
    )


def _still_runs() -> rx.Component:
    return notice(
        "This workout still runs.",
        text_link("Go on with it", routes.WORKOUT, underlined=True),
        icon="play",
        tone="info",
        class_name="mb-6",
    )


def _reading() -> rx.Component:
    head = PastWorkoutState.head
    return rx.fragment(
        doubts(
            lambda _: ghost("Correct it", size="sm", on_click=PastWorkoutState.edit_sets),
            then=PastWorkoutState.leave_sets,
        ),
        stat_strip(
            stat("Time", head.minutes, unit="min"),
            stat("Working sets", head.sets),
            rx.cond(
                head.volume != "",
                stat("Volume", head.volume, unit=head.volume_unit, note="load × reps"),
                stat("Volume", "–", note="Enter a body weight to know it"),
            ),
            rx.cond(
                head.effort != "",
                stat(
                    "Session load",
                    head.load,
                    note=f"effort {head.effort} × {head.minutes} min",
                ),
                stat("Session load", "–", note="Say how hard it was to know it"),
            ),
        ),
        rx.el.div(
            columns(
                [_sets_card()],
                [
                    rx.cond(PastWorkoutState.records, _records_card()),
                    rx.cond((head.notes != "") | (head.rating != ""), _said_card()),
                    _deletion(),
                ],
            ),
            class_name="mt-6",
        ),
    )


def _records_card() -> rx.Component:
    return card(
        "Records",
        rx.el.ul(
            rx.foreach(PastWorkoutState.records, record_item),
            class_name="-my-3 divide-y divide-base-300",
        ),
    )


def _said_card() -> rx.Component:
    head = PastWorkoutState.head
    return card(
        "How it was",
        rx.cond(head.rating != "", rx.el.p(f"{head.rating} of 5", class_name="font-medium")),
        rx.el.p(head.notes, class_name="whitespace-pre-line text-sm text-muted"),
    )


def _sets_card() -> rx.Component:
    return card(
        "Sets",
        rx.cond(
            PastWorkoutState.lines,
            rx.el.div(
                rx.foreach(PastWorkoutState.lines, _line),
                class_name="-my-5 divide-y divide-base-300",
            ),
            rx.el.p(
                "Nothing in it yet. Edit its sets to add exercises.",
                class_name="text-sm text-muted",
            ),
        ),
    )


def _line(line: PastLine) -> rx.Component:
    return rx.el.section(
        rx.el.h3(
            text_link(line.name, f"{routes.PROGRESS_EXERCISE}?of={line.slug}"),
            class_name="font-medium",
        ),
        rx.el.p(line.place, class_name="text-xs text-muted"),
        rx.cond(
            line.notes != "",
            rx.el.p(line.notes, class_name="mt-1 whitespace-pre-line text-sm text-muted"),
        ),
        rx.el.ul(rx.foreach(line.sets, _set), class_name="mt-2 grid gap-1"),
        class_name="py-5",
    )


def _set(one: DoneRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            one.mark,
            class_name=[
                "grid size-7 place-items-center rounded-selector text-xs font-medium tabular",
                rx.cond(one.kind == "warmup", *_MARKS),
            ],
        ),
        rx.el.span(one.what, class_name="min-w-24 font-medium tabular"),
        rx.el.span(one.effort, class_name="text-sm text-muted tabular"),
        rx.el.span(one.last, class_name="ml-auto text-right text-xs text-muted tabular"),
        class_name="flex items-center gap-3",
    )


def _editing() -> rx.Component:
    return rx.el.div(
        unsaved("mb-4"),
        rx.el.div(groups(), class_name="-mx-4 sm:mx-0"),
        button_row(
            secondary("Add exercise", icon="plus", on_click=PickState.open), class_name="mt-4"
        ),
        editing_dialogs(),
        listener(),
        class_name="max-w-[640px]",
        custom_attrs={
            "data-workout": WorkoutState.head.id,
            "data-seen": WorkoutState.seen,
        },
    )


def _details() -> rx.Component:
    head, errors = PastWorkoutState.head, PastWorkoutState.errors
    return dialog(
        "Change this workout",
        form(
            text_field("Name", "name", default_value=head.name, error=errors["name"]),
            rx.el.div(
                text_field(
                    "Day",
                    "done_on",
                    type="date",
                    default_value=head.done_on,
                    error=errors["done_on"],
                ),
                text_field(
                    "Minutes",
                    "minutes",
                    default_value=head.minutes,
                    error=errors["minutes"],
                    input_mode="numeric",
                ),
                class_name="grid grid-cols-[minmax(0,1fr)_7rem] gap-4",
            ),
            choices(
                "How hard was it?",
                "session_rpe",
                range(11),
                ("Rest", "All there was"),
                head.effort,
            ),
            choices("How was it?", "rating", range(1, 6), ("Poor", "Great"), head.rating),
            text_area("Notes", "notes", default_value=head.notes, rows=2, error=errors["notes"]),
            form_errors(errors["form"], id="details-error"),
            button_row(
                closing(ghost("Leave it")),
                primary("Save changes", type="submit"),
                class_name="justify-end",
            ),
            key=f"{head.id}-{head.done_on}-{head.minutes}",
            class_name="mt-4 grid gap-4",
            on_submit=PastWorkoutState.save,
        ),
        trigger=ghost("Change details"),
    )


def _deletion() -> rx.Component:
    head = PastWorkoutState.head
    return rx.el.div(
        confirm(
            f"Delete {head.name} of {head.day}?",
            "Its sets go, and the records and sums that came from them are worked out again. "
            "This can’t be undone.",
            act="Delete workout",
            keep="Keep it",
            on_confirm=PastWorkoutState.delete,
            trigger=danger_ghost("Delete workout…", icon="trash-2"),
        ),
    )


PAGE = Page(
    route=routes.ONE_WORKOUT,
    title="Workout",
    name=PastWorkoutState.head.name,
    build=past_workout,
    open_to="member",
    on_load=(PastWorkoutState.load,),
    scripts=("workout.js",),
)
