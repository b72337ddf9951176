"""Bringing a file: it is stored as it arrives, read on a thread, and shown before it is written."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from sqlmodel import Session

from fitness_app.accounts.access import Viewer
from fitness_app.kit import db, throttle
from fitness_app.kit.turns import Turns, on_thread
from fitness_app.training.imports import files, jobs, reading
from fitness_app.training.imports.settling import Said, read_said
from fitness_app.training.imports.views import ImportView

MOST_AN_HOUR = 60
READING = Turns(1)
"""A file takes many times its size while it is looked at: one after the other, in each process."""


async def receive(viewer: Viewer, chunks: AsyncIterator[bytes], *, file_name: str) -> ImportView:
    """Take a file in and say what it would bring; nothing of it is kept but the file itself.

    Raises TooLarge, Throttled, Busy while another of theirs is read or many wait, and Invalid
    under 'file' for one that can't be used at all.
    """
    with files.one_at_a_time(viewer.id):
        await db.run(_count, member_id=viewer.id)
        stored = await files.store(chunks)
        try:
            return await _preview(viewer, stored, file_name)
        except BaseException:
            files.remove(stored)
            raise


async def answer(
    viewer: Viewer, job_id: int, *, unit: str, distance_unit: str, time_zone: str
) -> ImportView:
    """Say in what the file's loads, distances and times are, and look at it anew.

    Raises NotFound, Conflict once it was started, Busy, Invalid by field.
    """
    said = read_said(unit, distance_unit, time_zone)
    stored = await db.read(jobs.get_previewed_file, member_id=viewer.id, job_id=job_id)
    with files.one_at_a_time(viewer.id):
        async with READING.one():
            bundle = await on_thread(partial(reading.read, files.get(stored), said))
            return await db.run(
                jobs.preview_again, member_id=viewer.id, job_id=job_id, bundle=bundle, said=said
            )


async def _preview(viewer: Viewer, stored: str, file_name: str) -> ImportView:
    said = _usual(viewer)
    async with READING.one():
        bundle = await on_thread(partial(reading.read, files.get(stored), said))
        return await db.run(
            jobs.preview,
            member_id=viewer.id,
            stored_name=stored,
            file_name=file_name,
            bundle=bundle,
            said=said,
        )


def _count(session: Session, *, member_id: int) -> None:
    throttle.hit(session, key=f"import:{member_id}", limit=MOST_AN_HOUR, window=timedelta(hours=1))


def _usual(viewer: Viewer) -> Said:
    """What is taken for granted until it is said otherwise: the member's own units and zone."""
    is_imperial = viewer.unit_system == "imperial"
    return Said("lb" if is_imperial else "kg", "mi" if is_imperial else "km", viewer.time_zone)
