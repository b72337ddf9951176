"""Jobs that one process at a time does, at start and hourly, and what came of them."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, delete, or_, select, update

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Unavailable
from fitness_app.kit.models import JobRun
from fitness_app.kit.worker import Worker

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a job belongs to a process that says nothing more; while it lives it renews this."""
INTERVAL = timedelta(hours=1)
JUST_NOW = timedelta(minutes=1)
"""Processes that start together do a job once."""
LOOK_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done from time to time; it returns how many things it dealt with."""

    name: str
    work: Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class JobView:
    """A job's last run."""

    name: str
    finished_at: datetime
    count: int
    error: str
    """Why it stopped halfway, or ''."""


class Schedule:
    """Does jobs at start and every hour, whichever process comes first."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._pause = JUST_NOW

    def at_work(self) -> AbstractAsyncContextManager[None]:
        """Keep to the schedule while the block runs."""
        return Worker("jobs", self._do_due, seconds=LOOK_EVERY_SECONDS).at_work()

    async def _do_due(self, goes_on: Callable[[], bool]) -> None:
        for job in self._jobs:
            if goes_on():
                await do(job, pause=self._pause)
        self._pause = INTERVAL


async def do(job: Job, *, pause: timedelta = timedelta()) -> JobView | None:
    """Do a job unless a process is at it, or ended it less than `pause` ago: then None."""
    started_at = await db.run(claim, name=job.name, pause=pause)
    if started_at is None:
        return None
    count, error = 0, ""
    async with _kept(job.name, started_at):
        try:
            count = await job.work()
        except Exception as problem:
            log.exception("The job %r failed", job.name)
            error = f"{type(problem).__name__}: {problem}"[:1000]
    return await db.run(finish, name=job.name, started_at=started_at, count=count, error=error)


@asynccontextmanager
async def _kept(name: str, started_at: datetime) -> AsyncIterator[None]:
    keeper = asyncio.create_task(_keep(name, started_at))
    try:
        yield
    finally:
        keeper.cancel()


async def _keep(name: str, started_at: datetime) -> None:
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 4)
        try:
            await db.run(renew, name=name, started_at=started_at)
        except Unavailable:
            log.warning("The lease of the job %r couldn't be renewed", name)


def claim(session: Session, *, name: str, pause: timedelta = timedelta()) -> datetime | None:
    """Take a job for the time of a lease; returns the instant that proves it, or None."""
    now = clock.now()
    is_due = or_(col(JobRun.finished_at).is_(None), col(JobRun.finished_at) <= now - pause)
    taken = session.exec(
        update(JobRun)
        .where(col(JobRun.name) == name, col(JobRun.claimed_until) <= now, is_due)
        .values(claimed_until=now + LEASE, started_at=now)
    )
    return now if taken.rowcount or _is_first(session, name, now) else None


def _is_first(session: Session, name: str, now: datetime) -> bool:
    if session.get(JobRun, name) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(JobRun(name=name, claimed_until=now + LEASE, started_at=now))
    except IntegrityError:
        return False
    return True


def renew(session: Session, *, name: str, started_at: datetime) -> None:
    """Hold on to a job that takes longer than a lease."""
    _change(session, name, started_at, claimed_until=clock.now() + LEASE)


def finish(session: Session, *, name: str, started_at: datetime, count: int, error: str) -> JobView:
    """Let go of a job and note what came of it, unless somebody else has taken it since."""
    now = clock.now()
    outcome = json.dumps({"count": count, "error": error})
    _change(session, name, started_at, claimed_until=now, finished_at=now, outcome=outcome)
    return JobView(name=name, finished_at=now, count=count, error=error)


def _change(session: Session, name: str, started_at: datetime, **values: object) -> None:
    mine = (col(JobRun.name) == name, col(JobRun.started_at) == started_at)
    session.exec(update(JobRun).where(*mine).values(**values))


def list_runs(session: Session) -> list[JobView]:
    """The last finished run of every job, by name."""
    finished = select(JobRun).where(col(JobRun.finished_at).is_not(None)).order_by(JobRun.name)
    return [
        JobView(name=run.name, finished_at=run.finished_at, **json.loads(run.outcome))
        for run in session.exec(finished)
        if run.finished_at is not None
    ]


def remove_some(
    session: Session, table: type[SQLModel], is_old: ColumnElement[bool], *, limit: int
) -> int:
    """Delete up to `limit` rows of a table; returns how many."""
    (key,) = inspect(table).primary_key
    doomed = select(key).where(is_old).limit(limit)
    removal = delete(table).where(key.in_(doomed))
    return session.exec(removal, execution_options={"synchronize_session": False}).rowcount
