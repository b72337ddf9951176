"""What is thrown away: hourly and at start, in batches, by one process at a time."""

from collections.abc import Callable

from fitness_app.accounts import (
    account_data,
    challenges,
    idempotency,
    refresh_tokens,
    sessions,
    sweeping,
)
from fitness_app.kit import db, jobs, mail, throttle
from fitness_app.kit.jobs import Job, JobView
from fitness_app.shop import (
    arrivals,  # noqa: F401  # it closes accounts by being here
    carts,
)
from fitness_app.training import leaving  # noqa: F401  # it closes accounts by being here
from fitness_app.training.imports import jobs as imports
from fitness_app.training.plans import enrolment

BATCH = 500
"""So many rows at a time, so that nobody waits long for what is locked meanwhile."""


async def clean_up() -> list[JobView]:
    """Throw away all that is due, now, but for what another process is at.

    Run twice it changes nothing. What it did, or did at the last hour, is in `jobs.list_runs`.
    """
    return [run for job in JOBS if (run := await jobs.do(job))]


def _sweep(name: str, remove_some: Callable[..., int]) -> Job:
    async def in_batches() -> int:
        total = removed = await db.run(remove_some, limit=BATCH)
        while removed == BATCH:
            removed = await db.run(remove_some, limit=BATCH)
            total += removed
        return total

    return Job(name, in_batches)


JOBS = (
    _sweep("deleted accounts", account_data.carry_out_deletions),
    _sweep("codes and links", challenges.sweep),
    _sweep("sign-in tickets", sessions.sweep_tickets),
    _sweep("refresh tokens", refresh_tokens.sweep),
    _sweep("sessions", sessions.sweep),
    _sweep("kept answers", idempotency.sweep),
    _sweep("counted tries", throttle.sweep),
    _sweep("sent mail", mail.sweep),
    _sweep("guest carts", carts.sweep_guests),
    _sweep("pictures", sweeping.sweep_pictures),
    _sweep("imports left lying", imports.sweep),
    _sweep("plans that are over", enrolment.close_over),
)
