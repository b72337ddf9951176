"""The trainer's overview as their screen shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fitness_app.accounts.access import Viewer
from fitness_app.coaching.service import SPAN, Figure, NewestEntry, Overview
from fitness_app.kit.jobs import JobView
from fitness_app.kit.locales import write_ago, write_change, write_day, write_number


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A count, how it changed, and of how many it is."""

    count: str = ""
    change: str = ""
    """'+6', '−2', '0', or '' where too few people could be compared."""
    direction: str = ""
    """'up', 'down' or 'equal'."""
    n: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A whole week, by its first day."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class NewestRow:
    """Who entered what kind of thing, and how long ago."""

    name: str
    initials: str
    kind: str
    ago: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A housekeeping job's last run."""

    name: str
    removed: str
    has_failed: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything above the tables."""

    greeting: str = ""
    span: str = ""
    members: str = ""
    on_leave: str = ""
    active: FigureRow = FigureRow()
    joined: FigureRow = FigureRow()
    entered: FigureRow = FigureRow()
    weeks: str = ""
    """The chart in a sentence."""
    last_run: str = ""


def show(overview: Overview, viewer: Viewer, now: datetime) -> Screen:
    """The overview's figures for a trainer."""
    locale = viewer.locale
    counts = [week.entries for week in overview.weeks]
    return Screen(
        greeting=greet(viewer, now),
        span=f"{SPAN.days} days to {write_day(overview.today, locale, style='long')}, "
        f"beside the {SPAN.days} before",
        members=write_number(overview.members, locale, decimals=0),
        on_leave=write_number(overview.on_leave, locale, decimals=0),
        active=_figure(overview.active, locale),
        joined=_figure(overview.joined, locale),
        entered=_figure(overview.entries, locale),
        weeks=f"Entries in each of the last {len(counts)} whole weeks, oldest first: "
        + ", ".join(write_number(count, locale, decimals=0) for count in counts),
        last_run=_last_run(overview.jobs, locale, now),
    )


def show_weeks(overview: Overview, locale: str) -> list[WeekRow]:
    """The weeks of the chart and of the table behind it."""
    return [WeekRow(write_day(week.starts_on, locale), week.entries) for week in overview.weeks]


def show_newest(overview: Overview, locale: str, now: datetime) -> list[NewestRow]:
    """The newest entries."""
    return [_newest(entry, locale, now) for entry in overview.newest]


def show_jobs(overview: Overview, locale: str) -> list[JobRow]:
    """What each part of housekeeping removed at its last run."""
    return [
        JobRow(job.name.capitalize(), write_number(job.count, locale, decimals=0), bool(job.error))
        for job in overview.jobs
    ]


def greet(viewer: Viewer, now: datetime) -> str:
    """Good morning, afternoon or evening, by where the viewer is."""
    hour = now.astimezone(ZoneInfo(viewer.time_zone)).hour
    time = "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    return f"Good {time}, {viewer.display_name.split()[0]}"


def _figure(figure: Figure, locale: str) -> FigureRow:
    count = write_number(figure.count, locale, decimals=0)
    n = f"n = {write_number(figure.n, locale, decimals=0)}"
    if figure.before is None:
        return FigureRow(count=count, n=n)
    change = figure.count - figure.before
    direction = "up" if change > 0 else "down" if change < 0 else "equal"
    return FigureRow(count, write_change(change, locale, decimals=0), direction, n)


def _newest(entry: NewestEntry, locale: str, now: datetime) -> NewestRow:
    words = entry.person.name.split()
    letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return NewestRow(entry.person.name, letters, entry.kind, _ago(entry.entered_at, now, locale))


def _last_run(runs: Sequence[JobView], locale: str, now: datetime) -> str:
    if not runs:
        return "It hasn’t run yet"
    latest = max(run.finished_at for run in runs)
    return f"What went at the last run, {_ago(latest, now, locale)}"


def _ago(instant: datetime, now: datetime, locale: str) -> str:
    return write_ago(max(now - instant, timedelta(0)), locale)
