"""Bringing a file: it is stored as it arrives, read on a thread, and shown before it is written."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

from sqlmodel import Session

from fitness_app.accounts.access import Viewer
from fitness_app.kit import db, throttle
from fitness_app.training.imports import files, jobs, reading
from fitness_app.training.imports.settling import Said, read_said
from fitness_app.training.imports.views import ImportView

MOST_AN_HOUR = 60


async def receive(viewer: Viewer, chunks: AsyncIterator[bytes], *, file_name: str) -> ImportView:
    """Take a file in and say what it would bring; nothing of it is kept but the file itself.

    Raises TooLarge, Throttled, and Invalid under 'file' for one that can't be used at all.
    """
    await db.run(_count, member_id=viewer.id)
    stored = await files.store(chunks)
    try:
        said = _usual(viewer)
        bundle = await asyncio.to_thread(reading.read, files.get(stored), said)
        return await db.run(
            jobs.preview,
            member_id=viewer.id,
            stored_name=stored,
            file_name=file_name,
            bundle=bundle,
            said=said,
        )
    except BaseException:
        files.remove(stored)
        raise


async def answer(
    viewer: Viewer, job_id: int, *, unit: str, distance_unit: str, time_zone: str
) -> ImportView:
    """Say in what the file's loads, distances and times are, and look at it anew.

    Raises NotFound, Conflict once it was started, Invalid by field.
    """
    said = read_said(unit, distance_unit, time_zone)
    stored = await db.read(jobs.get_previewed_file, member_id=viewer.id, job_id=job_id)
    bundle = await asyncio.to_thread(reading.read, files.get(stored), said)
    return await db.run(
        jobs.preview_again, member_id=viewer.id, job_id=job_id, bundle=bundle, said=said
    )


def _count(session: Session, *, member_id: int) -> None:
    throttle.hit(session, key=f"import:{member_id}", limit=MOST_AN_HOUR, window=timedelta(hours=1))


def _usual(viewer: Viewer) -> Said:
    """What is taken for granted until it is said otherwise: the member's own units and zone."""
    is_imperial = viewer.unit_system == "imperial"
    return Said("lb" if is_imperial else "kg", "mi" if is_imperial else "km", viewer.time_zone)
