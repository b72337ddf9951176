"""How the club trains, in figures without names or values, for its trainers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.training import formulas
from fitness_app.training.metric_types import METRICS
from fitness_app.training.models import MetricEntry


@dataclass(frozen=True, slots=True)
class Activity:
    """Entries within a span of days, and how many people made them."""

    entries: int
    people: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """That somebody entered something, without what."""

    member_id: int
    kind: str
    entered_at: datetime


def count_activity(
    session: Session, *, among: SelectOfScalar[int], since: date, before: date | None = None
) -> Activity:
    """Entries and who made them, by local days from `since` up to but without `before`.

    `among` selects the ids of the people that count.
    """
    days = [col(MetricEntry.local_date) >= since]
    if before is not None:
        days.append(col(MetricEntry.local_date) < before)
    each = (
        select(col(MetricEntry.member_id), func.count().label("entries"))
        .where(*days)
        .group_by(col(MetricEntry.member_id))
        .subquery()
    )
    entries, people = session.exec(
        select(func.coalesce(func.sum(each.c.entries), 0), func.count())
        .select_from(each)
        .where(each.c.member_id.in_(among))
    ).one()
    return Activity(int(entries), people)


def count_entries_by_week(
    session: Session, *, among: SelectOfScalar[int], first_week: date, weeks: int
) -> list[int]:
    """Entries in each of so many whole weeks of local days; `first_week` is a week's first day."""
    by_day = session.exec(
        select(col(MetricEntry.local_date), func.count())
        .where(
            col(MetricEntry.local_date) >= first_week,
            col(MetricEntry.local_date) < first_week + timedelta(weeks=weeks),
            _is_of(among),
        )
        .group_by(col(MetricEntry.local_date))
    ).all()
    counts = [0] * weeks
    for day, count in by_day:
        week = formulas.week_of(day, week_start=first_week.weekday())
        counts[(week - first_week).days // 7] += count
    return counts


def list_newest(session: Session, *, among: SelectOfScalar[int], limit: int) -> list[NewEntry]:
    """The entries saved last, newest first."""
    rows = session.exec(
        select(MetricEntry.member_id, MetricEntry.metric, MetricEntry.created_at)
        .where(_is_of(among))
        .order_by(col(MetricEntry.created_at).desc(), col(MetricEntry.id).desc())
        .limit(limit)
    ).all()
    return [NewEntry(member, METRICS[metric].name, at) for member, metric, at in rows]


def _is_of(among: SelectOfScalar[int]) -> ColumnElement[bool]:
    # Plus nothing: else SQLite goes person by person through all they ever entered, and a club
    # of 10,000 waits for a second instead of a tenth.
    return (col(MetricEntry.member_id) + 0).in_(among)
