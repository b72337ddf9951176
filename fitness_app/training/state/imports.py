"""What the screen of imports shows: the file at hand, how far it is, and those before it."""

import asyncio
from typing import Literal

import reflex as rx

from fitness_app.accounts.access import Access, Viewer, open_to, signed_in
from fitness_app.kit import db
from fitness_app.training.exercises import find
from fitness_app.training.imports import desk, import_rows, jobs, undoing
from fitness_app.training.imports.import_rows import (
    SEARCH,
    JobRow,
    NameRow,
    Option,
    ProblemRow,
    SessionRow,
    Writer,
)
from fitness_app.training.imports.jobs import OWN, SKIP
from fitness_app.training.imports.views import ImportView
from fitness_app.ui.notices import toast_success

LOOK_SECONDS = 0.4
FEW_NAMES = 30
PAST = 20
FOUND = 8


@open_to(Access.MEMBER)
class ImportState(rx.State):
    """An import from the chosen file to its receipt."""

    stage: Literal["choose", "preview", "running", "done", "failed"] = "choose"
    job: JobRow = JobRow()
    unknown: list[NameRow] = []
    known: list[NameRow] = []
    sessions: list[SessionRow] = []
    problems: list[ProblemRow] = []
    past: list[JobRow] = []
    percent: int = 0
    is_busy: bool = False
    has_more_names: bool = False
    error: str = ""
    doomed: JobRow = JobRow()
    sought_name: str = ""
    """The name of the file that an exercise is looked for; '' while none is."""
    found: list[Option] = []
    _job_id: int = 0
    _shows_all: bool = False

    @rx.event
    async def load(self):
        viewer = signed_in()
        self.reset()
        view = await db.read(jobs.find_open, member_id=viewer.id)
        if view is not None:
            self._show(view, viewer)
        await self._list_past(viewer)
        return ImportState.watch if self.stage == "running" else None

    @rx.event
    def sending(self):
        """A file is on its way."""
        self.is_busy, self.error = True, ""

    @rx.event
    async def sent(self, problem: str):
        """Hear from the browser how sending the file went; '' is well."""
        self.is_busy, self.error = False, problem
        if not problem:
            await self.load()

    @rx.event
    async def choose_unit(self, unit: Literal["kg", "lb"]):
        await self._answer(unit=unit)

    @rx.event
    async def choose_distance_unit(self, unit: Literal["m", "km", "mi"]):
        await self._answer(distance_unit=unit)

    @rx.event
    async def choose_zone(self, time_zone: str):
        await self._answer(time_zone=time_zone)

    @rx.event
    async def choose(self, name: str, choice: str):
        if choice == SEARCH:
            self.sought_name = name
            await self._look("")
            return
        meant = choice if choice in (OWN, SKIP) else int(choice) if choice.isdecimal() else ""
        await self._choose(name, meant)

    @rx.event(supersedes=True)
    async def look(self, words: str):
        await self._look(words)

    @rx.event
    async def pick(self, choice: str):
        name, self.sought_name = self.sought_name, ""
        if name and choice.isdecimal():
            await self._choose(name, int(choice))

    @rx.event
    def stop_looking(self):
        self.sought_name = ""

    @rx.event
    async def show_all_names(self):
        self._shows_all = True
        await self._refresh()

    @rx.event
    async def start(self):
        viewer = signed_in()
        view = await db.run(jobs.start, member_id=viewer.id, job_id=self._job_id)
        self._show(view, viewer)
        return ImportState.watch

    @rx.event(background=True)
    async def watch(self):
        """Follow an import until it is written."""
        viewer = signed_in()
        async with self:
            job_id = self._job_id if self.stage == "running" else 0
        while job_id:
            await asyncio.sleep(LOOK_SECONDS)
            view = await db.read(jobs.get_job, member_id=viewer.id, job_id=job_id)
            async with self:
                if self._job_id != job_id:
                    return
                self._show(view, viewer)
                if self.stage != "running":
                    await self._list_past(viewer)
                    return

    @rx.event
    async def discard(self):
        viewer = signed_in()
        await db.run(jobs.discard, member_id=viewer.id, job_id=self._job_id)
        await self.load()

    @rx.event
    def close(self):
        """Put the receipt away, for another file."""
        self.stage, self.job, self._job_id = "choose", JobRow(), 0

    @rx.event
    def ask(self, job_id: int):
        self.doomed = next((it for it in [self.job, *self.past] if it.id == job_id), JobRow())

    @rx.event
    def keep(self):
        self.doomed = JobRow()

    @rx.event
    async def undo(self):
        viewer = signed_in()
        job_id, self.doomed = self.doomed.id, JobRow()
        await db.run(undoing.undo, member_id=viewer.id, job_id=job_id)
        await self.load()
        return toast_success("Undone. Your history is as it was before that import.")

    async def _answer(self, **said: str) -> None:
        viewer = signed_in()
        known = {name: getattr(self.job, name) for name in ("unit", "distance_unit", "time_zone")}
        view = await desk.answer(viewer, self._job_id, **{**known, **said})
        self._show(view, viewer)

    async def _choose(self, name: str, meant: int | str) -> None:
        viewer = signed_in()
        view = await db.run(
            jobs.choose, member_id=viewer.id, job_id=self._job_id, choices={name: meant}
        )
        self._show(view, viewer)

    async def _look(self, words: str) -> None:
        page = await db.read(find.search, viewer_id=signed_in().id, words=words, page_size=FOUND)
        self.found = [Option(str(it.id), it.name) for it in page.items]

    async def _refresh(self) -> None:
        viewer = signed_in()
        view = await db.read(jobs.get_job, member_id=viewer.id, job_id=self._job_id)
        self._show(view, viewer)

    async def _list_past(self, viewer: Viewer) -> None:
        _, views = await db.read(jobs.list_jobs, member_id=viewer.id, page_size=PAST)
        writer = Writer(viewer.locale)
        self.past = [
            import_rows.show_job(view, writer) for view in views if view.finished_at is not None
        ]

    def _show(self, view: ImportView, viewer: Viewer) -> None:
        writer = Writer(viewer.locale)
        self._job_id, self.percent = view.id, view.percent
        self.stage = {"previewed": "preview", "running": "running", "done": "done"}.get(
            view.state, "failed"
        )  # pyright: ignore[reportAttributeAccessIssue]  # one of the five
        self.job = import_rows.show_job(view, writer)
        unknown = import_rows.show_names(view, writer, known=False)
        known = import_rows.show_names(view, writer, known=True)
        most = len(view.names) if self._shows_all else FEW_NAMES
        self.unknown, self.known = unknown[:most], known[:most]
        self.has_more_names = len(unknown) > most or len(known) > most
        self.sessions = import_rows.show_sessions(view, writer)
        self.problems = import_rows.show_problems(view, writer)
