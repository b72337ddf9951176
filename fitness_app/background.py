"""What lives as long as the app: the database's connections, those who work beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fitness_app import housekeeping, settings
from fitness_app.kit import db, postman
from fitness_app.kit.jobs import Schedule
from fitness_app.shop import payments
from fitness_app.training.imports import importer
from fitness_app.training.progress import owed


@asynccontextmanager
async def background() -> AsyncIterator[None]:
    """Connect the database; deliver mail, import, derive and keep house while the app runs."""
    db.connect(settings.get().database)
    payments.methods()  # loads the library of the payment service, if the club has one
    try:
        jobs = Schedule(housekeeping.JOBS)
        async with postman.on_duty(), importer.on_duty(), owed.on_duty(), jobs.at_work():
            yield
    finally:
        await asyncio.to_thread(db.disconnect)
