"""What can be done with a running workout, its exercises and its sets, beside ticking them."""

from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, by_field
from fitness_app.training.exercises import find
from fitness_app.training.exercises.views import ExerciseLine
from fitness_app.training.state.workout import (
    WorkoutState,
    find_line,
    find_set,
    show,
    whose,
)
from fitness_app.training.words import Equipment, Muscle
from fitness_app.training.workouts import finishing, lines, sets
from fitness_app.training.workouts.measures import read_duration
from fitness_app.training.workouts.set_rows import SetRow
from fitness_app.training.workouts.workout_rows import LineRow
from fitness_app.training.workouts.writing import where

FOUND = 12
SetKind = Literal[
    "warmup",
    "working",
    "drop",
    "failure",
    "amrap",
    "myo",
    "partial",
    "forced",
    "isometric",
]


@open_to(Access.MEMBER)
class SetMenuState(rx.State):
    """The set whose type is being changed, or that is to go."""

    chosen: SetRow = SetRow()

    @rx.event
    async def open(self, uuid: str):
        self.chosen = find_set((await self.get_state(WorkoutState)).groups, uuid)

    @rx.event
    def close(self):
        self.chosen = SetRow()

    @rx.event
    async def choose_type(self, kind: SetKind):
        workout = await self.get_state(WorkoutState)
        uuid, self.chosen = self.chosen.uuid, SetRow()
        await db.run(sets.change_set_type, **await whose(workout), client_uuid=uuid, set_type=kind)
        await show(workout)

    @rx.event
    async def delete(self):
        workout = await self.get_state(WorkoutState)
        uuid, self.chosen = self.chosen.uuid, SetRow()
        await db.run(sets.delete_set, **await whose(workout), client_uuid=uuid)
        await show(workout)


class LineForm(TypedDict):
    """A note to an exercise, and how long to rest."""

    note: str
    rest: str


@open_to(Access.MEMBER)
class LineMenuState(rx.State):
    """The exercise that is being changed."""

    chosen: LineRow = LineRow()
    errors: dict[str, str] = {}

    @rx.event
    async def open(self, uuid: str):
        self.chosen = find_line((await self.get_state(WorkoutState)).groups, uuid)
        self.errors = {}

    @rx.event
    def close(self):
        self.chosen, self.errors = LineRow(), {}

    @rx.event
    async def move(self, step: Literal[-1, 1]):
        await self._do(lines.move_exercise, step=step)

    @rx.event
    async def group(self):
        await self._do(lines.group_with_next)

    @rx.event
    async def ungroup(self):
        await self._do(lines.ungroup)

    @rx.event
    async def choose_unit(self, unit: Literal["kg", "lb"]):
        await self._do(sets.choose_unit, unit=unit)

    @rx.event
    async def remove(self):
        await self._do(lines.remove_exercise)

    @rx.event
    async def save(self, form: LineForm):
        self.errors = {}
        workout = await self.get_state(WorkoutState)
        which = {**await whose(workout), "line_uuid": self.chosen.uuid}
        try:
            seconds = round(read_duration(form["rest"], field="rest") or 0)
            await db.run(lines.choose_rest, **which, seconds=seconds)
            await db.run(lines.write_note, **which, note=form["note"])
        except Invalid as problem:
            self.errors = by_field(problem, "note", "rest")
            return
        self.chosen = LineRow()
        await show(workout)

    async def _do(self, service, **said) -> None:
        workout = await self.get_state(WorkoutState)
        uuid, self.chosen = self.chosen.uuid, LineRow()
        await db.run(service, **await whose(workout), line_uuid=uuid, **said)
        await show(workout)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """An exercise that can be chosen."""

    slug: str
    name: str
    place: str


@open_to(Access.MEMBER)
class PickState(rx.State):
    """Looking for an exercise to add, or to do instead of another."""

    is_open: bool = False
    instead_of: LineRow = LineRow()
    words: str = ""
    found: list[FoundRow] = []
    heading: str = ""
    client_uuid: str = ""
    """The next exercise's key: the same tap sent twice adds one."""

    @rx.event
    async def open(self):
        self.is_open, self.instead_of = True, LineRow()
        await self._look("")

    @rx.event
    async def open_instead(self):
        menu = await self.get_state(LineMenuState)
        self.is_open, self.instead_of = True, menu.chosen
        menu.chosen = LineRow()
        await self._look("")

    @rx.event
    def close(self):
        self.is_open = False

    @rx.event(supersedes=True)
    async def search(self, words: str):
        await self._look(words)

    @rx.event
    async def pick(self, slug: str):
        workout = await self.get_state(WorkoutState)
        self.is_open = False
        if self.instead_of.uuid:
            which = {**await whose(workout), "line_uuid": self.instead_of.uuid}
            await db.run(lines.swap_exercise, **which, slug=slug)
        else:
            key = self.client_uuid or str(uuid4())
            await db.run(lines.add_exercise, **await whose(workout), client_uuid=key, slug=slug)
        self.client_uuid = str(uuid4())
        await show(workout)

    async def _look(self, words: str) -> None:
        viewer_id = signed_in().id
        self.words, self.client_uuid = words[:200], self.client_uuid or str(uuid4())
        rows: tuple[ExerciseLine, ...] = ()
        if words.strip():
            page = await db.read(find.search, viewer_id=viewer_id, words=words, page_size=FOUND)
            rows, self.heading = page.items, "Found" if page.items else "Nothing by that name"
        elif self.instead_of.slug:
            view = await db.read(find.get_exercise, viewer_id=viewer_id, slug=self.instead_of.slug)
            rows, self.heading = view.substitutes, "In its place"
        if not rows and not words.strip():
            rows = await db.read(find.list_recent, viewer_id=viewer_id)
            self.heading = "Lately"
        if not rows and not words.strip():
            page = await db.read(find.search, viewer_id=viewer_id, page_size=FOUND)
            rows, self.heading = page.items, "All exercises"
        self.found = [_found(row) for row in rows[:FOUND]]


@open_to(Access.MEMBER)
class WorkoutMenuState(rx.State):
    """What concerns the workout as a whole."""

    is_open: bool = False

    @rx.event
    def open(self):
        self.is_open = True

    @rx.event
    def close(self):
        self.is_open = False

    @rx.event
    async def choose_scale(self, scale: Literal["rpe", "rir"]):
        workout = await self.get_state(WorkoutState)
        await db.run(finishing.choose_scale, **await whose(workout), scale=scale)
        await show(workout)

    @rx.event
    async def discard(self):
        workout = await self.get_state(WorkoutState)
        self.is_open = False
        await db.run(finishing.discard_workout, **await whose(workout))
        return rx.redirect(routes.TODAY)


def _found(row: ExerciseLine) -> FoundRow:
    gear = Equipment(row.equipment) if row.equipment else None
    muscles = [Muscle(muscle) for muscle in row.primary]
    return FoundRow(row.slug, row.name, where(gear, muscles, per_side=row.per_side))
