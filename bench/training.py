"""A member's whole history: 100,000 sets imported, and progress opened over them."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import people
from bench.report import Row
from fitness_app.accounts.access import Role, Viewer
from fitness_app.kit import db
from fitness_app.training.exports import spreadsheets, whole
from fitness_app.training.imports import desk, importer, jobs, undoing

PART = "A history of 100,000 sets"
WHO = people.name_in_crowd(0)
SESSIONS, EXERCISES, SETS = 5_000, 5, 4
AT_MOST_SECONDS = 60
NAMES = (
    "Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)", "Overhead Press (Barbell)",
    "Bent Over Row (Barbell)", "Pull Up", "Lat Pulldown (Cable)", "Bicep Curl (Dumbbell)",
    "Leg Press", "Plank", "Romanian Deadlift (Barbell)", "Face Pull (Cable)", "Zercher Squat",
    "Chest Dip", "Leg Extension (Machine)", "Lying Leg Curl (Machine)", "Hammer Curl (Dumbbell)",
    "Lateral Raise (Dumbbell)", "Triceps Pushdown (Cable)", "Calf Raise (Machine)",
)  # fmt: skip


def run() -> list[Row]:
    """Bring a file of Strong's as large as they come; the database is the one of the settings."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "strong.csv"
        file.write_text("".join(lines()))
        return asyncio.run(_measure(file))


def lines(sessions: int = SESSIONS) -> Iterator[str]:
    """A file of so many sessions of 20 sets, that grow as they go."""
    yield (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
        "Workout Notes,RPE\n"
    )
    first = date(2012, 1, 2)
    for number in range(sessions):
        day = first + timedelta(days=number)
        for place in range(EXERCISES):
            name = NAMES[(number + place * 3) % len(NAMES)]
            for one in range(SETS):
                order = "W" if one == 0 else str(one)
                load = 40 + number / sessions * 60 + place * 5 - (20 if one == 0 else 0)
                figures = f"{load:.1f},{8 - one},0,0,,,8"
                yield f"{day} 18:00:00,Session,1h 5m,{name},{order},{figures}\n"


async def _measure(file: Path) -> list[Row]:
    viewer = _viewer(people.id_of(WHO))
    began = perf_counter()
    view = await desk.receive(viewer, _chunks(file), file_name=file.name)
    previewed = perf_counter()
    await db.run(jobs.start, member_id=viewer.id, job_id=view.id)
    said, watching = await _follow(viewer.id, view.id)
    written = perf_counter()
    rows = [
        Row(PART, "preview", previewed - began, "s"),
        Row(
            PART, f"import of {view.sets:,} sets", written - previewed, "s", AT_MOST_SECONDS,
            {"times that progress was seen": said, "longest wait for it s": watching},
        ),
    ]  # fmt: skip
    for what, service in (("all as a zip", whole.write_zipped), ("sets", spreadsheets.write_sets)):
        began = perf_counter()
        await db.read(service, member_id=viewer.id)
        rows.append(Row(PART, f"export, {what}", perf_counter() - began, "s"))
    began = perf_counter()
    await db.run(undoing.undo, member_id=viewer.id, job_id=view.id)
    return [*rows, Row(PART, "undo", perf_counter() - began, "s")]


async def _follow(member_id: int, job_id: int) -> tuple[int, float]:
    """Write it, and look meanwhile as a page does; how many percentages were seen, and how late."""
    work = asyncio.create_task(importer.write_due())
    seen: set[int] = set()
    longest = 0.0
    while not work.done():
        asked = perf_counter()
        view = await db.read(jobs.get_job, member_id=member_id, job_id=job_id)
        seen.add(view.percent)
        longest = max(longest, perf_counter() - asked)
        await asyncio.sleep(0.2)
    await work
    view = await db.read(jobs.get_job, member_id=member_id, job_id=job_id)
    if view.state != "done":
        raise RuntimeError(view.problem)
    return len(seen), longest


async def _chunks(file: Path):
    with file.open("rb") as content:
        while chunk := content.read(1 << 16):
            yield chunk


def _viewer(member_id: int) -> Viewer:
    return Viewer(
        member_id, "", WHO, "", Role.MEMBER, "", True, "", "Europe/London", "en-GB", "metric"
    )
