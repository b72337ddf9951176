"""The importer: writes imports that were started, one after the other, beside the app."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fitness_app.kit import db, logs
from fitness_app.kit.errors import DomainError, Invalid, Unavailable
from fitness_app.kit.worker import Worker, always
from fitness_app.training.imports import files, jobs, reading, writing

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 30
FAILED = "Something went wrong on our side. Nothing of the file was kept; try it again."


@asynccontextmanager
async def on_duty() -> AsyncIterator[None]:
    """Write imports in the background while the block runs."""
    worker = Worker("importer", write_due, seconds=LOOK_EVERY_SECONDS)
    with jobs.rung_by_start(worker.ring):
        async with worker.at_work():
            yield


async def write_due(goes_on: Callable[[], bool] = always) -> int:
    """Write every import that waits; returns how many were dealt with.

    One that is cut off halfway leaves nothing behind, and is taken up again after its lease.
    """
    dealt_with = 0
    while goes_on() and (job_id := await db.run(jobs.claim_next)) is not None:
        await _write(job_id)
        dealt_with += 1
    return dealt_with


async def _write(job_id: int) -> None:
    stored, said = await db.read(jobs.get_task, job_id=job_id)
    tell = partial(files.note_progress, stored)
    try:
        tell(1)
        bundle = await asyncio.to_thread(reading.read, files.get(stored), said)
        tell(writing.READ)
        await db.run(writing.write, job_id=job_id, bundle=bundle, tell=tell)
    except Unavailable:
        await db.run(jobs.put_back, job_id=job_id)
        raise
    except DomainError as problem:
        text = (
            " ".join(problem.fields.values()) if isinstance(problem, Invalid) else problem.message
        )
        await db.run(jobs.fail, job_id=job_id, problem=text)
    except Exception as problem:
        # Its own words may quote what stands in somebody's file.
        log.error("The import %s failed\n%s", job_id, logs.where(problem))
        await db.run(jobs.fail, job_id=job_id, problem=FAILED)
    else:
        files.remove(stored)
