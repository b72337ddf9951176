"""What members measure of themselves: the entries of each metric, and the trend."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid, NotFound, noting
from fitness_app.training import formulas
from fitness_app.training.days import read_day, today_in
from fitness_app.training.metric_types import METRICS, MetricType, metric_type, read_value
from fitness_app.training.models import MetricEntry
from fitness_app.training.progress import derived

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class EntryView:
    """A measurement: its value in the stored unit, beside what was typed."""

    id: int
    metric: str
    value: float
    entered_value: float
    entered_unit: str
    measured_at: datetime
    local_date: date


@dataclass(frozen=True, slots=True)
class TrendedEntry:
    """A measurement and the trend up to it, in the stored unit."""

    entry: EntryView
    trend: float


def enter_metric(
    session: Session,
    *,
    member_id: int,
    metric: str,
    value: str,
    unit: str,
    client_uuid: str,
    time_zone: str,
    measured_on: str = "",
    source: Literal["member", "trainer", "import"] = "member",
) -> EntryView:
    """Keep a measurement of a member; the same `client_uuid` again changes nothing.

    `value` is as typed; `measured_on` an ISO date, '' for today in `time_zone`.
    Raises Invalid by field: value, unit, measured_on, client_uuid, time_zone.
    """
    reading = _read(metric_type(metric), value, unit, time_zone, measured_on)
    key = _read_key(client_uuid)
    if saved := _find_saved(session, member_id, key):
        return _view(saved)
    entry = MetricEntry(
        client_uuid=key, member_id=member_id, metric=metric, source=source, **reading
    )
    try:
        with session.begin_nested():
            session.add(entry)
    except IntegrityError:
        if saved := _find_saved(session, member_id, key):
            return _view(saved)  # the same click, a moment ago on another connection
        raise
    _tell_volumes(session, entry, entry.local_date)
    return _view(entry)


def edit_metric(
    session: Session,
    *,
    member_id: int,
    entry_id: int,
    value: str,
    unit: str,
    measured_on: str,
    time_zone: str,
) -> EntryView:
    """Correct a member's own entry. Raises NotFound, and Invalid as `enter_metric` does."""
    entry = _get_own(session, member_id, entry_id)
    if measured_on == entry.local_date.isoformat():
        time_zone = entry.time_zone
    reading = _read(METRICS[entry.metric], value, unit, time_zone, measured_on)
    if reading["local_date"] == entry.local_date:
        del reading["measured_at"]
    earlier = min(entry.local_date, reading["local_date"])
    entry.sqlmodel_update(reading)
    session.flush()
    _tell_volumes(session, entry, earlier)
    return _view(entry)


def delete_metric(session: Session, *, member_id: int, entry_id: int) -> None:
    """Remove a member's own entry. Raises NotFound."""
    entry = _get_own(session, member_id, entry_id)
    session.delete(entry)
    session.flush()
    _tell_volumes(session, entry, entry.local_date)


def list_metric(
    session: Session, *, member_id: int, metric: str, since: date | None = None
) -> list[TrendedEntry]:
    """A member's entries from a day on, oldest first; the trend counts the earlier ones too."""
    entries = session.exec(
        select(MetricEntry)
        .where(MetricEntry.member_id == member_id, MetricEntry.metric == metric)
        .order_by(col(MetricEntry.local_date), col(MetricEntry.measured_at), col(MetricEntry.id))
    ).all()
    trend = formulas.weight_trend([entry.value for entry in entries])
    return [
        TrendedEntry(_view(entry), smoothed)
        for entry, smoothed in zip(entries, trend, strict=True)
        if since is None or entry.local_date >= since
    ]


def list_entries(
    session: Session,
    *,
    member_id: int,
    metric: str = "",
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
    page_size: int = 20,
) -> tuple[int, list[EntryView]]:
    """How many entries of a member match, and one page of them, newest first; days inclusive."""
    found = select(MetricEntry).where(MetricEntry.member_id == member_id)
    if metric:
        found = found.where(MetricEntry.metric == metric)
    if since is not None:
        found = found.where(MetricEntry.local_date >= since)
    if until is not None:
        found = found.where(MetricEntry.local_date <= until)
    count = session.exec(select(func.count()).select_from(found.subquery())).one()
    newest = (
        col(MetricEntry.local_date).desc(),
        col(MetricEntry.measured_at).desc(),
        col(MetricEntry.id).desc(),
    )
    rows = session.exec(found.order_by(*newest).offset((page - 1) * page_size).limit(page_size))
    return count, [_view(entry) for entry in rows]


def get_entry(session: Session, *, member_id: int, entry_id: int) -> EntryView:
    """One of a member's own entries. Raises NotFound."""
    return _view(_get_own(session, member_id, entry_id))


def find_latest(session: Session, *, member_id: int, metric: str) -> EntryView | None:
    """A member's last measurement by its day; None if there is none."""
    entry = session.exec(
        select(MetricEntry)
        .where(MetricEntry.member_id == member_id, MetricEntry.metric == metric)
        .order_by(
            col(MetricEntry.local_date).desc(),
            col(MetricEntry.measured_at).desc(),
            col(MetricEntry.id).desc(),
        )
        .limit(1)
    ).first()
    return _view(entry) if entry else None


def list_latest(session: Session, *, member_id: int) -> list[EntryView]:
    """A member's last measurement of each metric they ever entered, as METRICS lists them."""
    newest = (
        col(MetricEntry.local_date).desc(),
        col(MetricEntry.measured_at).desc(),
        col(MetricEntry.id).desc(),
    )
    place = func.row_number().over(partition_by=col(MetricEntry.metric), order_by=newest)
    placed = (
        select(MetricEntry.id, place.label("place"))
        .where(MetricEntry.member_id == member_id)
        .subquery()
    )
    rows = session.exec(
        select(MetricEntry)
        .join(placed, placed.c.id == col(MetricEntry.id))
        .where(placed.c.place == 1)
    )
    latest = {entry.metric: _view(entry) for entry in rows}
    return [latest[code] for code in METRICS if code in latest]


def _tell_volumes(session: Session, entry: MetricEntry, since: date) -> None:
    """What moves the body counts the body weight of its day."""
    if entry.metric == "body_weight":
        derived.refresh_after_weighing(session, member_id=entry.member_id, since=since)


def _read(
    metric: MetricType, value: str, unit: str, time_zone: str, measured_on: str
) -> dict[str, Any]:
    problems: dict[str, str] = {}
    today = today_in(time_zone)
    day, entered, stored = today, 0.0, 0.0
    with noting(problems):
        entered, stored = read_value(metric, value, unit, field="value")
    with noting(problems):
        day = _read_measured_on(measured_on, today)
    if problems:
        raise Invalid(**problems)
    return {
        "value": stored,
        "entered_value": entered,
        "entered_unit": unit,
        "measured_at": _instant(day, today, time_zone),
        "time_zone": time_zone,
        "local_date": day,
    }


def _read_measured_on(text: str, today: date) -> date:
    if not text.strip():
        return today
    day = read_day(text, field="measured_on")
    if day < EARLIEST:
        raise Invalid(measured_on="Choose a day in 2000 or later.")
    if day > today + timedelta(days=1):  # a day ahead is where it is tomorrow already
        raise Invalid(measured_on="That day hasn't come yet.")
    return day


def _instant(day: date, today: date, time_zone: str) -> datetime:
    """Now for today, noon there for any other day."""
    if day == today:
        return clock.now()
    return datetime.combine(day, time(12), ZoneInfo(time_zone))


def _read_key(client_uuid: str) -> str:
    try:
        return str(uuid.UUID(client_uuid))
    except ValueError:
        raise Invalid(client_uuid="Load the page again, then save.") from None


def _find_saved(session: Session, member_id: int, key: str) -> MetricEntry | None:
    return session.exec(
        select(MetricEntry).where(
            MetricEntry.member_id == member_id, MetricEntry.client_uuid == key
        )
    ).first()


def _get_own(session: Session, member_id: int, entry_id: int) -> MetricEntry:
    entry = session.exec(
        select(MetricEntry).where(MetricEntry.id == entry_id, MetricEntry.member_id == member_id)
    ).first()
    if entry is None:
        raise NotFound
    return entry


def _view(entry: MetricEntry) -> EntryView:
    return EntryView(
        entry.id,
        entry.metric,
        entry.value,
        entry.entered_value,
        entry.entered_unit,
        entry.measured_at,
        entry.local_date,
    )
