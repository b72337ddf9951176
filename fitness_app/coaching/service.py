"""The trainer's overview: the club in figures, each beside the same span before."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from fitness_app.accounts import members
from fitness_app.accounts.members import Person
from fitness_app.kit import jobs
from fitness_app.kit.jobs import JobView
from fitness_app.training import club, formulas
from fitness_app.training.days import today_in

SPAN = timedelta(days=28)
WEEKS = 12
NEWEST = 12
ENOUGH = 5
"""A comparison with fewer people than this says more of them than of the club."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count over the span, the same over the span before, and of how many it is.

    `before` is None where fewer than 5 members could have been counted.
    """

    count: int
    before: int | None
    n: int


@dataclass(frozen=True, slots=True)
class Week:
    """A whole week of the trainer's calendar and how many entries it had."""

    starts_on: date
    entries: int


@dataclass(frozen=True, slots=True)
class NewestEntry:
    """Who entered what kind of thing, and when; never the value."""

    person: Person
    kind: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """The club as a trainer sees it; local days of the trainer."""

    today: date
    since: date
    """The first of the 28 days that end today."""
    members: int
    on_leave: int
    active: Figure
    joined: Figure
    entries: Figure
    weeks: tuple[Week, ...]
    newest: tuple[NewestEntry, ...]
    jobs: tuple[JobView, ...]


def get_overview(session: Session, *, time_zone: str) -> Overview:
    """The club in 28 days to today, in an IANA time zone. Raises Invalid for an unknown one."""
    today = today_in(time_zone)
    since = today - SPAN + timedelta(days=1)
    total = members.count_members(session)
    total_before = members.count_members(session, joined_before=_midnight(since, time_zone))
    now, before = _activity(session, since)
    joined = members.count_members(session, joined_from=_midnight(since, time_zone))
    joined_before = members.count_members(
        session,
        joined_from=_midnight(since - SPAN, time_zone),
        joined_before=_midnight(since, time_zone),
    )
    can_compare = total_before >= ENOUGH
    return Overview(
        today=today,
        since=since,
        members=total,
        on_leave=members.count_on_leave(session),
        active=Figure(now.people, before.people if can_compare else None, total),
        joined=Figure(joined, joined_before if can_compare else None, total),
        entries=Figure(now.entries, before.entries if can_compare else None, now.people),
        weeks=_weeks(session, today),
        newest=_newest(session),
        jobs=tuple(jobs.list_runs(session)),
    )


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone))


def _activity(session: Session, since: date) -> tuple[club.Activity, club.Activity]:
    among = members.member_ids()
    now = club.count_activity(session, among=among, since=since)
    before = club.count_activity(session, among=among, since=since - SPAN, before=since)
    return now, before


def _weeks(session: Session, today: date) -> tuple[Week, ...]:
    """Whole weeks only: one that goes on would always look like a fall."""
    first = formulas.week_of(today) - timedelta(weeks=WEEKS)
    counts = club.count_entries_by_week(
        session, among=members.member_ids(), first_week=first, weeks=WEEKS
    )
    return tuple(Week(first + timedelta(weeks=n), count) for n, count in enumerate(counts))


def _newest(session: Session) -> tuple[NewestEntry, ...]:
    newest = club.list_newest(session, among=members.member_ids(), limit=NEWEST)
    who = members.find_people(session, user_ids={entry.member_id for entry in newest})
    return tuple(
        NewestEntry(who[entry.member_id], entry.kind, entry.entered_at) for entry in newest
    )
