"""The workout that runs, as its screen has it, and the ways to begin one."""

from dataclasses import dataclass
from uuid import uuid4

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, Viewer, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.kit.locales import write_day
from fitness_app.training.days import today_in
from fitness_app.training.plans import schedule
from fitness_app.training.workouts import reading, screen, starting
from fitness_app.training.workouts.screen import WorkoutScreen
from fitness_app.training.workouts.set_rows import SetRow
from fitness_app.training.workouts.today_rows import DueRow, PastRow, write_due, write_past
from fitness_app.training.workouts.workout_rows import GroupRow, LineRow, write_groups
from fitness_app.training.workouts.writing import Pen

LONGEST_TURN = 40
RECENT = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a workout."""

    id: int = 0
    """0 while none runs."""
    name: str = ""
    plan: str = ""
    started_at: str = ""
    effort_scale: str = "rpe"
    done: int = 0
    sets: int = 0


@open_to(Access.MEMBER)
class WorkoutState(rx.State):
    """The running workout: its exercises in groups, and how far the page is up to date."""

    head: Head = Head()
    groups: list[GroupRow] = []
    marks: list[int] = []
    """One for each set, for the bar that fills."""
    seen: str = ""
    """The page's own word of when it last asked: what it had saved before that is in here."""
    _past_id: int = 0
    """The finished workout that is being put right; 0 for the one that runs."""

    @rx.event
    async def load(self):
        self._past_id = 0
        await show(self)

    @rx.event
    async def refresh(self, turn: str):
        await show(self)
        self.seen = turn[:LONGEST_TURN]


@open_to(Access.MEMBER)
class StartState(rx.State):
    """What a member can begin: what is due, something of their own, a past workout again."""

    running: Head = Head()
    due: list[DueRow] = []
    has_due: bool = False
    past: list[PastRow] = []
    today: str = ""
    client_uuid: str = ""
    """The next workout's key: the same tap sent twice starts one."""

    @rx.event
    async def load(self):
        viewer = signed_in()
        pen, today = pen_of(viewer), today_in(viewer.time_zone)
        due = await db.read(schedule.list_due, member_id=viewer.id, today=today)
        _, past = await db.read(reading.list_workouts, member_id=viewer.id, page_size=RECENT)
        found = await db.read(screen.open_running, member_id=viewer.id, pen=pen)
        self.running, self.today = head_of(found), write_day(today, viewer.locale, style="long")
        self.due, self.has_due = [write_due(one, pen) for one in due], bool(due)
        self.past = [write_past(one, pen) for one in past]
        self.client_uuid = self.client_uuid or str(uuid4())

    @rx.event
    async def start_due(self, scheduled_id: int):
        return await _start(self, scheduled_id=scheduled_id)

    @rx.event
    async def start_freestyle(self):
        return await _start(self)

    @rx.event
    async def repeat(self, workout_id: int):
        return await _start(self, repeat_of=workout_id)


async def show_past(state: WorkoutState, workout_id: int) -> None:
    """Open a finished workout's sets for correction. Raises NotFound."""
    state._past_id = workout_id
    await show(state)


async def show(state: WorkoutState) -> None:
    """Let the screen show what is the case now."""
    viewer = signed_in()
    which = {"member_id": viewer.id, "pen": pen_of(viewer)}
    if past_id := state.get_value("_past_id"):
        found = await db.read(screen.open_past, workout_id=past_id, **which)
    else:
        found = await db.read(screen.open_running, **which)
    state.head = head_of(found)
    state.groups = write_groups(found) if found else []
    state.marks = list(range(state.head.sets))


async def whose(state: WorkoutState) -> dict[str, int]:
    """Of whom and which workout, for services; also for a page whose state was lost."""
    member_id = signed_in().id
    workout_id = state.head.id
    if not workout_id:
        found = await db.read(reading.find_running_id, member_id=member_id)
        if found is None:
            raise NotFound("No workout is running.")
        workout_id = found
    return {"member_id": member_id, "workout_id": workout_id}


def find_line(groups: list[GroupRow], uuid: str) -> LineRow:
    """An exercise on the screen, or an empty one."""
    found = (line for group in groups for line in group.lines if line.uuid == uuid)
    return next(found, LineRow())


def find_set(groups: list[GroupRow], uuid: str) -> SetRow:
    """A set on the screen, or an empty one."""
    every = (one for group in groups for line in group.lines for one in line.sets)
    return next((one for one in every if one.uuid == uuid), SetRow())


def pen_of(viewer: Viewer) -> Pen:
    """How somebody reads and types quantities."""
    unit = "lb" if viewer.unit_system == "imperial" else "kg"
    return Pen(unit, viewer.locale, today_in(viewer.time_zone))


def head_of(found: WorkoutScreen | None) -> Head:
    """What stands above a workout."""
    if found is None:
        return Head()
    view = found.workout
    every = [one for line in view.lines for one in line.sets]
    return Head(
        view.id,
        view.name,
        view.plan_name,
        view.started_at.isoformat(),
        view.effort_scale,
        sum(one.is_done for one in every),
        len(every),
    )


async def _start(
    state: StartState, *, scheduled_id: int | None = None, repeat_of: int | None = None
) -> rx.event.EventSpec:
    viewer = signed_in()
    await db.run(
        starting.start_workout,
        member_id=viewer.id,
        client_uuid=state.client_uuid or str(uuid4()),
        time_zone=viewer.time_zone,
        scheduled_id=scheduled_id,
        repeat_of=repeat_of,
    )
    state.client_uuid = str(uuid4())
    return rx.redirect(routes.WORKOUT)
