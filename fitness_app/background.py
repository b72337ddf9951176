"""What lives as long as the app: the database's connections, the postman, the hourly jobs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fitness_app import housekeeping, settings
from fitness_app.kit import db, postman
from fitness_app.kit.jobs import Schedule


@asynccontextmanager
async def background() -> AsyncIterator[None]:
    """Connect the database, deliver mail and keep house from the app's start to its end."""
    db.connect(settings.get().database)
    try:
        async with postman.on_duty(), Schedule(housekeeping.JOBS).at_work():
            yield
    finally:
        await asyncio.to_thread(db.disconnect)
