"""A measure beside the weight over a span: its chart, its table, and the figures above them."""

from dataclasses import replace
from datetime import timedelta

import reflex as rx

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training import metrics, weight_rows
from fitness_app.training.metric_types import METRICS
from fitness_app.training.state.metrics import (
    FEW_ROWS,
    MORE_ROWS,
    SPAN_DAYS,
    WEIGHT,
    Span,
    goal_line,
    reader_of_viewer,
)
from fitness_app.training.weight_rows import EntryRow, Figures, Point, Reader


@open_to(Access.MEMBER)
class MeasureHistoryState(rx.State):
    """The measure that is looked at, among those a member has entered."""

    metric: str = ""
    """'' before the first entry of any."""
    name: str = ""
    span: Span = "12w"
    figures: Figures = Figures()
    points: list[Point] = []
    ticks: list[float] = []
    rows: list[EntryRow] = []
    goal: float | None = None
    has_more_rows: bool = False
    _row_limit: int = FEW_ROWS

    @rx.event
    async def load(self):
        latest = await db.read(metrics.list_latest, member_id=signed_in().id)
        measured = [entry.metric for entry in latest if entry.metric != WEIGHT.code]
        if self.metric not in measured:
            self.metric = measured[0] if measured else ""
        if not self.metric:
            self.reset()
            return
        entry = next(entry for entry in latest if entry.metric == self.metric)
        reader = reader_of_measure(await reader_of_viewer(), self.metric)
        since = reader.today - timedelta(days=SPAN_DAYS[self.span] - 1)
        entries = await db.read(
            metrics.list_metric, member_id=signed_in().id, metric=self.metric, since=since
        )
        self.name = METRICS[self.metric].name
        self.figures = weight_rows.sum_up(entries, entry, reader, name=self.name)
        self.points = weight_rows.draw(entries, reader, since=since)
        self.rows = weight_rows.tabulate(entries, reader, limit=self._row_limit)
        self.has_more_rows = len(entries) > len(self.rows)
        self.goal = await goal_line(signed_in().id, reader, self.metric)
        self.ticks = weight_rows.mark_axis(self.points, self.goal)

    @rx.event
    async def look_at(self, metric: str):
        await look_at(self, metric)

    @rx.event
    async def choose_span(self, span: Span):
        self.span, self._row_limit = span, FEW_ROWS
        await self.load()

    @rx.event
    async def show_more(self):
        self._row_limit += MORE_ROWS
        await self.load()


async def look_at(state: MeasureHistoryState, metric: str) -> None:
    """Show another measure; one that was never entered is passed over."""
    state.metric, state._row_limit = metric[:32], FEW_ROWS
    await state.load()


def reader_of_measure(reader: Reader, metric: str) -> Reader:
    """The reader in the unit of a measure."""
    system = "imperial" if reader.unit.code == "lb" else "metric"
    return replace(reader, unit=METRICS[metric].unit_for(system))
