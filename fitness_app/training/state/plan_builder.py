"""The plan that a trainer writes: each change goes to the draft at once, on what was last seen."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import number_of_place, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, DomainError, Invalid, NotFound, by_field
from fitness_app.training.exercises import find
from fitness_app.training.plans import (
    arranging,
    browse,
    builder_rows,
    building,
    drafts,
    following,
    plan_rows,
)
from fitness_app.training.plans.builder_rows import AheadWeek, BuildAsk, BuildDay, BuildHead
from fitness_app.training.plans.building import Way
from fitness_app.training.plans.plan_rows import BarRow
from fitness_app.training.plans.views import PlanView
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.ui.notices import toast_success

FOUND = 12
"""So many exercises a search shows."""
Kind = Literal["superset", "circuit", "emom", "amrap"]


class AboutForm(TypedDict):
    """What is said of a plan, as it is typed."""

    name: str
    summary: str
    level: str
    schedule_mode: str
    notes: str


class DayForm(TypedDict):
    """A session's name and weekday, as they are typed."""

    name: str
    weekday: str


class BlockForm(TypedDict):
    """How a block's exercises take turns, as it is typed."""

    kind: str
    rounds: str
    duration: str


class AskForm(TypedDict, total=False):
    """What is asked of an exercise, as it is typed; its mode says which fields there are."""

    sets: str
    reps: str
    duration: str
    distance: str
    load_kind: str
    load: str
    rest: str
    tempo: str
    set_type: str
    note: str
    progression: str
    increment: str
    increment_percent: str
    reps_goal: str
    fails_allowed: str
    rounding: str


@open_to(Access.TRAINER)
class BuilderState(rx.State):
    """A plan's draft, a week of it at a time, and what stands in the way of publishing it."""

    head: BuildHead = BuildHead()
    bars: list[BarRow] = []
    week: int = 1
    is_deload: bool = False
    days: list[BuildDay] = []
    missing: list[str] = []
    ahead: list[AheadWeek] = []
    is_preview: bool = False
    edited: int = 0
    """The exercise whose form is open."""
    named: int = 0
    """The session whose form is open."""
    arranged: int = 0
    """The block whose form is open."""
    errors: dict[str, str] = {}
    clash: str = ""
    """Why the last change wasn't made."""
    said: str = ""
    """The last change, for those who can't see it."""
    unit: str = "kg"
    _plan_id: int = 0
    _version_id: int = 0
    _revision: int = 0

    @rx.event
    async def load(self):
        self.reset()
        self._plan_id = number_of_place(self)
        try:
            await self._show()
        except NotFound:
            await say_not_found(self)

    @rx.event
    async def choose_week(self, week: int):
        self.week = week
        self._shut()
        await self._show()

    @rx.event
    def show_preview(self, is_preview: bool):
        self.is_preview = is_preview
        self._shut()

    @rx.event
    def edit_ask(self, ask_id: int):
        self._shut()
        self.edited = ask_id

    @rx.event
    def edit_day(self, day_id: int):
        self._shut()
        self.named = day_id

    @rx.event
    def edit_block(self, block_id: int):
        self._shut()
        self.arranged = block_id

    @rx.event
    def shut(self):
        self._shut()

    @rx.event
    async def describe(self, form: AboutForm):
        self.errors = {}
        if await self._change(drafts.describe, fields=tuple(form), **form):
            return toast_success("Saved.")
        return None

    @rx.event
    async def add_week(self, like: int):
        here = self.week
        if await self._change(building.add_week, like=like):
            self.week = here + 1 if like else self.head.weeks
            await self._show()
            self.said = f"Week {self.week} added."

    @rx.event
    async def remove_week(self):
        if await self._change(building.remove_week, week=self.week):
            self.said = "Week removed."

    @rx.event
    async def mark_deload(self, is_deload: bool):
        await self._change(building.mark_deload, week=self.week, is_deload=is_deload)

    @rx.event
    async def add_day(self):
        if await self._change(building.add_day, week=self.week):
            self.said = f"{self.days[-1].name} added." if self.days else ""

    @rx.event
    async def name_day(self, form: DayForm):
        fields = ("name", "weekday")
        if await self._change(building.name_day, fields=fields, day_id=self.named, **form):
            self.named = 0

    @rx.event
    async def move_day(self, day_id: int, way: Way):
        if await self._change(building.move_day, day_id=day_id, way=way):
            places = [day.id for day in self.days]
            name = self.days[places.index(day_id)].name
            self.said = f"{name} is now {places.index(day_id) + 1} of {len(places)}."

    @rx.event
    async def copy_day(self, day_id: int, to_week: str):
        week = int(to_week) if to_week.isascii() and to_week.isdigit() and len(to_week) < 4 else 0
        if week and await self._change(building.copy_day, day_id=day_id, to_week=week):
            self.said = f"Copied to week {week}."
            return toast_success(self.said)
        return None

    @rx.event
    async def remove_day(self, day_id: int):
        if await self._change(building.remove_day, day_id=day_id):
            self.said = "Session removed."

    @rx.event
    async def move_ask(self, ask_id: int, way: Way):
        if await self._change(arranging.move_exercise, prescription_id=ask_id, way=way):
            self.said = self._place_of(ask_id)

    @rx.event
    async def copy_ask(self, ask_id: int):
        if await self._change(arranging.copy_exercise, prescription_id=ask_id):
            self.said = "Copied."

    @rx.event
    async def remove_ask(self, ask_id: int):
        if await self._change(arranging.remove_exercise, prescription_id=ask_id):
            self.said = "Removed."

    @rx.event
    async def join_above(self, ask_id: int):
        if await self._change(arranging.join_above, prescription_id=ask_id):
            self.said = "They take turns now."

    @rx.event
    async def part(self, ask_id: int):
        if await self._change(arranging.part, prescription_id=ask_id):
            self.said = "It stands alone now."

    @rx.event
    async def set_block(self, form: BlockForm):
        fields = ("kind", "rounds", "duration")
        if await self._change(arranging.set_block, fields=fields, block_id=self.arranged, **form):
            self.arranged = 0

    @rx.event
    async def prescribe(self, form: AskForm):
        asked = {**form, "unit": self.unit}
        fields = tuple(form)
        if await self._change(
            arranging.prescribe, fields=fields, prescription_id=self.edited, asked=asked
        ):
            self.edited = 0
            self.said = "Saved."

    @rx.event
    async def publish(self):
        try:
            await db.run(drafts.publish, version_id=self._version_id, revision=self._revision)
        except Invalid as problem:
            await self._show()
            self.clash = problem.fields.get("plan", problem.message)
            return None
        except Conflict as problem:
            await self._show()
            self.clash = problem.message
            return None
        await self._show()
        return toast_success("Published. Members find it among the plans.")

    @rx.event
    async def begin_edition(self):
        await db.run(drafts.open_draft, plan_id=self._plan_id)
        self._shut()
        await self._show()
        return toast_success("A draft of the next edition. The one that is out stays as it is.")

    @rx.event
    async def withdraw(self, is_archived: bool):
        await db.run(drafts.archive, plan_id=self._plan_id, is_archived=is_archived)
        await self._show()
        return toast_success(
            "Withdrawn. Who follows it goes on." if is_archived else "Back among the plans."
        )

    @rx.event
    async def discard(self):
        try:
            await db.run(drafts.discard, version_id=self._version_id, revision=self._revision)
        except Conflict as problem:
            await self._show()
            self.clash = problem.message
            return None
        return [rx.redirect(routes.TRAINER_PLANS), toast_success("Draft thrown away.")]

    async def _change(
        self, service: Callable[..., int], *, fields: tuple[str, ...] = (), **said: Any
    ) -> bool:
        """Make a change on the revision last seen; what was typed stays if it can't be made."""
        self.errors, self.clash, self.said = {}, "", ""
        try:
            await db.run(service, version_id=self._version_id, revision=self._revision, **said)
        except Invalid as problem:
            self.errors = by_field(problem, *fields)
            return False
        except DomainError as problem:
            await self._show()
            self.clash = problem.message
            return False
        await self._show()
        return True

    async def _show(self) -> None:
        reader = await reader_of_viewer()
        plan = await db.read(browse.get_latest, plan_id=self._plan_id)
        card = plan.card
        self._version_id, self._revision = card.version_id, card.revision
        self.week = min(max(self.week, 1), card.weeks)
        self.head = builder_rows.show_head(card)
        self.bars = plan_rows.show_bars(card.efforts, here=self.week)
        in_week = [day for day in plan.days if day.week == self.week]
        self.days = builder_rows.show_days(in_week, reader)
        self.is_deload = bool(in_week) and all(day.is_deload for day in in_week)
        self.unit = plan_rows.unit_of(reader).code
        self.ahead = builder_rows.show_ahead(_preview(plan, reader.today), reader)
        self.missing = []
        if self.head.is_draft:
            self.missing = await db.read(drafts.list_missing, version_id=card.version_id)

    def _shut(self) -> None:
        self.edited = self.named = self.arranged = 0
        self.errors, self.clash = {}, ""

    def _place_of(self, ask_id: int) -> str:
        for day in self.days:
            asks: list[BuildAsk] = [ask for block in day.blocks for ask in block.asks]
            for n, ask in enumerate(asks, start=1):
                if ask.id == ask_id:
                    return f"{ask.name} is now {n} of {len(asks)}."
        return ""


@open_to(Access.TRAINER)
class AddExerciseState(rx.State):
    """The exercises to choose from, for the session that one is added to."""

    day_id: int = 0
    day_name: str = ""
    words: str = ""
    found: list[tuple[int, str, str]] = []
    """Each one's id, name and what it works."""
    added: str = ""

    @rx.event
    async def open(self, day_id: int):
        days = (await self.get_state(BuilderState)).days
        self.day_name = next((day.name for day in days if day.id == day_id), "")
        self.day_id, self.added = day_id, ""
        await self._find("")

    @rx.event
    def close(self):
        self.day_id = 0

    @rx.event
    async def look_for(self, words: str):
        await self._find(words)

    @rx.event
    async def add(self, exercise_id: int):
        builder = await self.get_state(BuilderState)
        if await builder._change(
            arranging.add_exercise, day_id=self.day_id, exercise_id=exercise_id
        ):
            name = next((name for id_, name, _ in self.found if id_ == exercise_id), "Exercise")
            self.added = f"{name} added. Add another, or close."
        else:
            self.day_id = 0

    async def _find(self, words: str) -> None:
        self.words = words[: find.LONGEST_WORDS]
        page = await db.read(
            find.search, viewer_id=signed_in().id, words=self.words, page_size=FOUND
        )
        self.found = [
            (line.id, line.name, ", ".join((*line.primary, line.equipment or "")).strip(", "))
            for line in page.items
            if not line.is_own
        ]


def _preview(plan: PlanView, today: date) -> list[following.Ahead]:
    """Four weeks from the coming Monday on."""
    monday = today + timedelta(days=-today.weekday() % 7)
    is_sequence = plan.card.schedule_mode == "sequence"
    weekdays = () if is_sequence else plan.weekdays
    return following.look_ahead(plan, starts_on=monday, weekdays=weekdays)
