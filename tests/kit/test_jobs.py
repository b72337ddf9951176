"""Jobs: one process at a time, at start and hourly."""

import asyncio
import threading
from datetime import datetime, timedelta

import pytest

from fitness_app.kit import clock, db, jobs
from fitness_app.kit.jobs import Job, Schedule
from fitness_app.kit.models import JobRun
from tests.eventually import eventually

pytestmark = pytest.mark.usefixtures("database")


class Work:
    """A job's work that counts how often it is done."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> int:
        self.count += 1
        await asyncio.sleep(0.05)
        return 7


async def test_what_a_job_did_is_kept():
    done = await jobs.do(Job("tidy", Work()))
    assert done is not None
    (run,) = db.read_sync(jobs.list_runs)
    assert run == done
    assert (run.name, run.count, run.error) == ("tidy", 7, "")


async def test_of_many_at_once_one_does_the_job():
    work = Work()
    done = await asyncio.gather(
        *(jobs.do(Job("tidy", work), pause=jobs.JUST_NOW) for _ in range(8))
    )
    assert len([run for run in done if run]) == 1
    assert work.count == 1


async def test_two_jobs_do_not_wait_for_each_other():
    both = asyncio.Barrier(2)

    async def meet() -> int:
        async with asyncio.timeout(15):
            await both.wait()
        return 1

    done = await asyncio.gather(jobs.do(Job("tidy", meet)), jobs.do(Job("count", meet)))
    assert [run.error for run in done if run] == ["", ""]


def test_of_many_threads_one_gets_the_lease():
    start, taken = threading.Barrier(6), []

    def claim() -> None:
        start.wait()
        taken.append(db.run_sync(jobs.claim, name="tidy"))

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([instant for instant in taken if instant]) == 1


def test_the_lease_of_a_process_that_died_ends():
    assert db.run_sync(jobs.claim, name="tidy")
    assert db.run_sync(jobs.claim, name="tidy") is None
    clock.move(jobs.LEASE)
    assert db.run_sync(jobs.claim, name="tidy")


def test_a_renewed_lease_holds():
    started_at = db.run_sync(jobs.claim, name="tidy")
    assert started_at is not None
    clock.move(jobs.LEASE / 2)
    db.run_sync(jobs.renew, name="tidy", started_at=started_at)
    clock.move(jobs.LEASE / 2)
    assert db.run_sync(jobs.claim, name="tidy") is None


async def test_a_job_renews_its_lease_while_it_lasts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jobs, "LEASE", timedelta(milliseconds=80))

    def lease_ends_at() -> datetime:
        return db.read_sync(lambda session: session.get_one(JobRun, "tidy").claimed_until)

    async def long_work() -> int:
        first_end = lease_ends_at()
        await eventually(lambda: lease_ends_at() > first_end + jobs.LEASE)
        return 1

    done = await jobs.do(Job("tidy", long_work))
    assert done is not None
    assert done.error == ""


def test_whoever_lost_the_lease_does_not_overwrite_the_next_ones_outcome():
    slow = db.run_sync(jobs.claim, name="tidy")
    clock.move(jobs.LEASE)
    quick = db.run_sync(jobs.claim, name="tidy")
    assert slow is not None
    assert quick is not None
    db.run_sync(jobs.finish, name="tidy", started_at=quick, count=3, error="")
    db.run_sync(jobs.finish, name="tidy", started_at=slow, count=9, error="late")
    assert [run.count for run in db.read_sync(jobs.list_runs)] == [3]


async def test_a_job_that_fails_says_so_and_is_free_again():
    async def fail() -> int:
        raise ValueError("no such thing")

    await jobs.do(Job("tidy", fail))
    (run,) = db.read_sync(jobs.list_runs)
    assert run.error == "ValueError: no such thing"
    assert await jobs.do(Job("tidy", Work()))


async def test_a_schedule_starts_at_once_and_comes_back_after_an_hour(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(jobs, "LOOK_EVERY_SECONDS", 0.01)
    work = Work()
    async with Schedule([Job("tidy", work)]).at_work():
        await eventually(lambda: db.read_sync(jobs.list_runs))
        clock.move(timedelta(minutes=58))
        await asyncio.sleep(0.1)
        assert work.count == 1
        clock.move(timedelta(minutes=2))
        await eventually(lambda: work.count == 2)


async def test_a_process_that_restarts_soon_does_its_jobs_at_start():
    work = Work()
    for times in (1, 2):
        async with Schedule([Job("tidy", work)]).at_work():
            await eventually(lambda times=times: work.count == times)
        clock.move(timedelta(minutes=10))


async def test_processes_that_start_together_do_a_job_once():
    work = Work()
    schedules = [Schedule([Job("tidy", work)]) for _ in range(3)]
    async with schedules[0].at_work(), schedules[1].at_work(), schedules[2].at_work():
        await eventually(lambda: db.read_sync(jobs.list_runs))
        await asyncio.sleep(0.1)
    assert work.count == 1
