"""A member's whole history: 100,000 sets imported, and progress opened over them.

What is timed of progress: over the event socket, from the event that a link to /progress sends
until every handler of the page has answered and the page is told so; and in Chromium, from the
click on that link until the figures and the chart are drawn.
"""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Page

from bench import people, servers
from bench.pages import chromium
from bench.report import Row, p50, p95
from bench.wire import Tab
from fitness_app import routes
from fitness_app.accounts.access import Role, Viewer
from fitness_app.kit import clock, db
from fitness_app.training.exports import spreadsheets, whole
from fitness_app.training.imports import desk, importer, jobs, undoing

PART = "A history of 100,000 sets"
WHO = people.name_in_crowd(0)
SESSIONS, EXERCISES, SETS = 5_000, 5, 4
AT_MOST_SECONDS = 60
AT_MOST_MS = 300
OPENED = 20
"""How often progress is opened; once before, so that the server has met the page."""
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
    first = clock.now().date() - timedelta(days=sessions - 1)
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
    rows += await asyncio.to_thread(_open_progress, view.sets)
    for what, service in (("all as a zip", whole.write_zipped), ("sets", spreadsheets.write_sets)):
        began = perf_counter()
        await db.read(service, member_id=viewer.id)
        rows.append(Row(PART, f"export, {what}", perf_counter() - began, "s"))
    began = perf_counter()
    await db.run(undoing.undo, member_id=viewer.id, job_id=view.id)
    return [*rows, Row(PART, "undo", perf_counter() - began, "s")]


def _open_progress(sets: int) -> list[Row]:
    cookie = people.cookie_of(WHO)
    with servers.club() as server:
        with Tab(server.port, path=routes.TODAY, cookie=cookie, address="10.0.0.2") as tab:
            told = [_told(tab) for _ in range(1 + OPENED)][1:]
        with chromium() as browser:
            site = f"http://localhost:{server.port}"
            with browser.new_context(base_url=site) as context:
                name, _, value = cookie.partition("=")
                context.add_cookies([{"name": name, "value": value, "url": site}])
                drawn = _drawn(context.new_page())
    what = f"progress over {sets:,} sets"
    return [
        Row(
            PART,
            f"{what}, told, p95",
            p95(told) * 1000,
            "ms",
            AT_MOST_MS,
            {"median ms": p50(told) * 1000},
        ),
        Row(
            PART,
            f"{what}, drawn in Chromium, median",
            p50(drawn),
            "ms",
            AT_MOST_MS,
            {"95th percentile ms": p95(drawn)},
        ),
    ]


def _told(tab: Tab) -> float:
    tab.go(routes.TODAY, until="is_hydrated")
    return tab.go(routes.PROGRESS, until="record_count")


def _drawn(page: Page) -> list[float]:
    """Milliseconds from the click on the link until the page shows what it is about."""
    page.goto(routes.TODAY)
    found: list[float] = []
    for _ in range(1 + OPENED):
        page.wait_for_selector(_READY)
        found.append(page.evaluate(_CLICK_AND_WAIT, routes.PROGRESS))
        page.evaluate(_LEAVE, routes.TODAY)
        page.wait_for_selector(_DRAWN, state="detached")
    return found[1:]


_READY = 'main[data-hydrated="true"]'
_DRAWN = ".recharts-surface path.recharts-area-curve"
_LEAVE = 'path => document.querySelector(`nav a[href^="${path}"]`).click()'
_CLICK_AND_WAIT = f"""path => new Promise((drawn) => {{
  const began = performance.now();
  const look = () => document.querySelector('{_DRAWN}')
    ? requestAnimationFrame(() => drawn(performance.now() - began))
    : requestAnimationFrame(look);
  document.querySelector(`nav a[href^="${{path}}"]`).click();
  look();
}})"""


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
