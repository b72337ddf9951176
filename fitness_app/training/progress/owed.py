"""Exercises whose sets count otherwise now: what is derived from them is made anew, by member."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import groupby
from operator import itemgetter

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col, exists

from fitness_app.kit import db
from fitness_app.kit.worker import Worker, always
from fitness_app.training.models import OwedDerivation, SetEntry
from fitness_app.training.progress import derived

BATCH = 20
"""Of so many a transaction, so that nobody waits long for what is locked meanwhile."""
LOOK_EVERY_SECONDS = 60
_bells: list[Callable[[], None]] = []


def owe(session: Session, *, exercise_ids: set[int]) -> None:
    """Have these exercises derived anew for everybody who has logged them, soon after the commit.

    It survives a restart. Call it where a mode, a share of the body or 'per side' has changed.
    """
    is_owed = exists().where(
        col(OwedDerivation.member_id) == col(SetEntry.member_id),
        col(OwedDerivation.exercise_id) == col(SetEntry.exercise_id),
    )
    whose = (
        select(col(SetEntry.member_id), col(SetEntry.exercise_id))
        .where(col(SetEntry.exercise_id).in_(exercise_ids), ~is_owed)
        .distinct()
    )
    session.execute(insert(OwedDerivation).from_select(["member_id", "exercise_id"], whose))
    db.after_commit(session, _ring)


def settle_some(session: Session, *, limit: int = BATCH) -> int:
    """Derive up to so many of them anew; returns how many."""
    rows = session.execute(
        select(col(OwedDerivation.member_id), col(OwedDerivation.exercise_id))
        .order_by(col(OwedDerivation.member_id), col(OwedDerivation.exercise_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for member_id, of_member in groupby(rows, key=itemgetter(0)):
        exercise_ids = {exercise_id for _, exercise_id in of_member}
        session.execute(
            delete(OwedDerivation).where(
                col(OwedDerivation.member_id) == member_id,
                col(OwedDerivation.exercise_id).in_(exercise_ids),
            )
        )
        derived.refresh(session, member_id=member_id, exercise_ids=exercise_ids, since=derived.EVER)
    return len(rows)


def settle_all() -> int:
    """Derive all of them anew, for the command line; returns how many."""
    total = settled = db.run_sync(settle_some)
    while settled == BATCH:
        settled = db.run_sync(settle_some)
        total += settled
    return total


async def settle_due(goes_on: Callable[[], bool] = always) -> None:
    """Derive all of them anew, a batch after the other, unless it is to stop."""
    while goes_on() and await db.run(settle_some) == BATCH:
        pass


@asynccontextmanager
async def on_duty() -> AsyncIterator[None]:
    """Derive what is owed in the background while the block runs."""
    worker = Worker("derivations", settle_due, seconds=LOOK_EVERY_SECONDS)
    with rung_by_change(worker.ring):
        async with worker.at_work():
            yield


@contextmanager
def rung_by_change(bell: Callable[[], None]) -> Iterator[None]:
    """Have `bell` called, on whichever thread, each time something is owed."""
    _bells.append(bell)
    try:
        yield
    finally:
        _bells.remove(bell)


def _ring() -> None:
    for bell in tuple(_bells):
        bell()
