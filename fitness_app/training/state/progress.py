"""What the pages of progress share: the training looked back on, and one exercise over time."""

from typing import Literal

import reflex as rx

from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.progress import (
    band,
    doubts,
    lift_rows,
    lifts,
    overview,
    overview_rows,
    records,
)
from fitness_app.training.progress.lift_rows import (
    LiftDayRow,
    LiftFigures,
    LiftPoint,
    LiftRow,
)
from fitness_app.training.progress.overview_rows import (
    BandFigures,
    KeptRow,
    LoadFigures,
    LoadPoint,
    MuscleRow,
    RecordRow,
    StreakFigures,
    WeekRow,
)
from fitness_app.training.state.metrics import reader_of_viewer

Range = Literal["3m", "6m", "1y", "all"]
RANGE_DAYS: dict[Range, int | None] = {"3m": 91, "6m": 182, "1y": 365, "all": None}
FEW_ROWS, MORE_ROWS = 10, 50
_OVER: dict[Range, str] = {
    "3m": "over three months",
    "6m": "over six months",
    "1y": "over a year",
    "all": "than when you began",
}
NEWEST = 3


@open_to(Access.MEMBER)
class ProgressState(rx.State):
    """How a member's training goes, all exercises together."""

    sessions: int = 0
    """Ever; 0 shows the way to the first."""
    streak: StreakFigures = StreakFigures()
    weeks: list[WeekRow] = []
    weekdays: list[str] = []
    """Their names, from the day a week starts with."""
    muscles: list[MuscleRow] = []
    band: BandFigures = BandFigures()
    load: LoadFigures = LoadFigures()
    load_points: list[LoadPoint] = []
    kept: list[KeptRow] = []
    """Empty while nothing was due."""
    newest: list[RecordRow] = []
    record_count: int = 0
    asked: str = ""
    """How many sets to look at again: '2 sets', or ''."""
    band_errors: dict[str, str] = {}

    @rx.event
    async def load_page(self):
        viewer = signed_in()
        reader = await reader_of_viewer()
        profile = await db.read(profiles.get_profile, user_id=viewer.id)
        seen = await db.read(
            overview.look_back,
            member_id=viewer.id,
            today=reader.today,
            week_start=profile.week_start,
            target=profile.weekly_session_target,
        )
        chosen = await db.read(band.get_band, member_id=viewer.id)
        newest = await db.read(records.list_highlights, member_id=viewer.id, limit=NEWEST)
        self.record_count, _ = await db.read(records.list_records, member_id=viewer.id, page_size=0)
        asked = await db.read(doubts.count_doubts, member_id=viewer.id)
        self.asked = "" if not asked else "1 entry" if asked == 1 else f"{asked} entries"
        self.sessions = seen.sessions
        self.streak = overview_rows.show_streak(seen)
        self.weeks = overview_rows.show_weeks(seen, reader)
        self.weekdays = overview_rows.name_weekdays(profile.week_start)
        self.muscles = overview_rows.show_muscles(seen, chosen, reader)
        self.band = overview_rows.show_band(seen, chosen, reader)
        self.load = overview_rows.show_load(seen, reader)
        self.load_points = overview_rows.draw_load(seen, reader)
        self.kept = overview_rows.show_kept(seen, reader)
        self.newest = [overview_rows.show_record(one, reader) for one in newest]


@open_to(Access.MEMBER)
class LiftsState(rx.State):
    """The exercises trained most, and the one whose line is drawn."""

    range: Range = "6m"
    lifts: list[LiftRow] = []
    sentence: str = ""
    """'Stronger in 4 of your 5 main lifts over six months.', or ''."""
    chosen: str = ""
    """The slug of the one that is drawn."""
    figures: LiftFigures = LiftFigures()
    points: list[LiftPoint] = []
    ticks: list[float] = []
    rows: list[LiftDayRow] = []

    @rx.event
    async def load(self):
        reader = await reader_of_viewer()
        since = lift_rows.span_since(RANGE_DAYS[self.range], reader.today)
        found = await db.read(lifts.list_main_lifts, member_id=signed_in().id, since=since)
        self.lifts = [lift_rows.show_lift(lift, reader) for lift in found]
        trend = lift_rows.say_trend(found)
        self.sentence = f"{trend} {_OVER[self.range]}." if trend else ""
        drawn = next((lift for lift in found if lift.slug == self.chosen), None)
        if drawn is None and found:
            drawn = found[0]
        self.chosen = drawn.slug if drawn else ""
        if drawn is None:
            self.figures, self.points, self.ticks, self.rows = LiftFigures(), [], [], []
            return
        self.figures = lift_rows.sum_up_lift(drawn, reader)
        self.points = lift_rows.draw_lift(drawn, reader)
        self.ticks = lift_rows.mark_points(self.points)
        self.rows = lift_rows.tabulate_lift(drawn, reader, limit=FEW_ROWS)

    @rx.event
    async def choose_range(self, range: Range):  # noqa: A002  # what it is called on the screen
        self.range = range
        await self.load()

    @rx.event
    async def choose(self, slug: str):
        self.chosen = slug[:80]
        await self.load()


@open_to(Access.MEMBER)
class ExerciseProgressState(rx.State):
    """One exercise over time; the page says which."""

    slug: str = ""
    range: Range = "1y"
    figures: LiftFigures = LiftFigures()
    points: list[LiftPoint] = []
    ticks: list[float] = []
    rows: list[LiftDayRow] = []
    standing: list[RecordRow] = []
    record_count: int = 0
    has_volume: bool = False
    has_more_rows: bool = False
    _row_limit: int = FEW_ROWS

    @rx.event
    async def show(self, slug: str):
        """Show an exercise; its page sends this when it opens. Raises NotFound."""
        await show_exercise(self, slug)

    async def _fill(self):
        reader = await reader_of_viewer()
        since = lift_rows.span_since(RANGE_DAYS[self.range], reader.today)
        found = await db.read(
            lifts.get_progress, member_id=signed_in().id, slug=self.slug, since=since
        )
        self.figures = lift_rows.sum_up_lift(found.lift, reader)
        self.points = lift_rows.draw_lift(found.lift, reader)
        self.ticks = lift_rows.mark_points(self.points)
        self.rows = lift_rows.tabulate_lift(found.lift, reader, limit=self._row_limit)
        self.has_more_rows = len(found.lift.days) > len(self.rows)
        self.has_volume = any(point.volume for point in self.points)
        self.standing = [overview_rows.show_record(one, reader) for one in found.standing]
        self.record_count = found.records

    @rx.event
    async def choose_range(self, range: Range):  # noqa: A002  # what it is called on the screen
        self.range = range
        if self.slug:
            await self._fill()

    @rx.event
    async def show_more(self):
        self._row_limit += MORE_ROWS
        if self.slug:
            await self._fill()


async def show_exercise(state: ExerciseProgressState, slug: str) -> None:
    """Fill that state with an exercise, for another page's State. Raises NotFound."""
    state.slug, state._row_limit = slug[:80], FEW_ROWS
    await state._fill()
