"""What the cabinet's first page and the pages of training show alike: the weight, the goals."""

from datetime import timedelta
from typing import Literal

import reflex as rx

from fitness_app.accounts import profiles
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training import goal_rows, goals, metrics, weight_rows
from fitness_app.training.days import today_in
from fitness_app.training.goal_rows import EndedRow, GoalRow
from fitness_app.training.metric_types import METRICS
from fitness_app.training.weight_rows import EntryRow, Figures, Point, Reader

WEIGHT = METRICS["body_weight"]
Span = Literal["4w", "12w", "1y"]
SPAN_DAYS: dict[Span, int] = {"4w": 28, "12w": 84, "1y": 365}
FEW_ROWS, MORE_ROWS = 7, 50


@open_to(Access.MEMBER)
class WeightState(rx.State):
    """A member's body weight over a span: chart, table, and the figures beside them."""

    span: Span = "12w"
    figures: Figures = Figures()
    points: list[Point] = []
    ticks: list[float] = []
    rows: list[EntryRow] = []
    goal: float | None = None
    """The active goal's target in the reader's unit, for the dashed line."""
    bmi: str = ""
    bmi_band: str = ""
    has_more_rows: bool = False
    _row_limit: int = FEW_ROWS

    @rx.event
    async def load(self):
        member_id = signed_in().id
        reader, profile = await _reader()
        since = reader.today - timedelta(days=SPAN_DAYS[self.span] - 1)
        entries = await db.read(
            metrics.list_metric, member_id=member_id, metric=WEIGHT.code, since=since
        )
        latest = await db.read(metrics.find_latest, member_id=member_id, metric=WEIGHT.code)
        self.figures = weight_rows.sum_up(entries, latest, reader)
        self.points = weight_rows.draw(entries, reader, since=since)
        self.rows = weight_rows.tabulate(entries, reader, limit=self._row_limit)
        self.has_more_rows = len(entries) > len(self.rows)
        self.bmi, self.bmi_band = weight_rows.write_bmi(
            weight_kg=latest.value if latest else None,
            height_cm=profile.height_cm,
            age=profile.age,
            locale=reader.locale,
        )
        self.goal = await goal_line(member_id, reader, WEIGHT.code)
        self.ticks = weight_rows.mark_axis(self.points, self.goal)

    @rx.event
    async def choose_span(self, span: Span):
        self.span, self._row_limit = span, FEW_ROWS
        await self.load()

    @rx.event
    async def show_more(self):
        self._row_limit += MORE_ROWS
        await self.load()


@open_to(Access.MEMBER)
class GoalsState(rx.State):
    """A member's goals: those that run, and those that ended."""

    goals: list[GoalRow] = []
    ended: list[EndedRow] = []
    latest: str = ""
    """The latest weight, from which a new goal would start; '' before the first."""

    @rx.event
    async def load(self):
        viewer = signed_in()
        reader, _ = await _reader()
        views = await db.read(goals.list_goals, member_id=viewer.id, time_zone=reader.time_zone)
        latest = await db.read(metrics.find_latest, member_id=viewer.id, metric=WEIGHT.code)
        self.goals = [goal_rows.show_goal(view, reader) for view in views if view.is_active]
        self.ended = [goal_rows.show_ended(view, reader) for view in views if not view.is_active]
        self.latest = (
            f"{weight_rows.write_entered(latest, reader)} {reader.unit.code}" if latest else ""
        )


async def reader_of_viewer() -> Reader:
    """Who reads this page, by their profile: a unit just chosen counts at once."""
    reader, _ = await _reader()
    return reader


async def _reader() -> tuple[Reader, profiles.ProfileView]:
    profile = await db.read(profiles.get_profile, user_id=signed_in().id)
    unit = WEIGHT.unit_for(profile.unit_system)
    today = today_in(profile.time_zone)
    return Reader(unit, profile.locale, profile.time_zone, today), profile


async def goal_line(member_id: int, reader: Reader, metric: str) -> float | None:
    """The target of the active goal of a metric, in the reader's unit; None without one."""
    views = await db.read(goals.list_goals, member_id=member_id, time_zone=reader.time_zone)
    targets = [view.target_value for view in views if view.is_active and view.metric == metric]
    return round(reader.unit.from_stored(targets[0]), 2) if targets else None
