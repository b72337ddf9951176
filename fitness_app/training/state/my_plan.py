"""The plans somebody is on, and what can be done with their sessions."""

from collections.abc import Callable

import reflex as rx
from typing_extensions import TypedDict

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training.days import read_day
from fitness_app.training.plans import enrolment, following, moving, schedule, schedule_rows
from fitness_app.training.plans.moving import Outcome
from fitness_app.training.plans.schedule_rows import EndedRow, MyPlan, MyPlanRow, SessionRow
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.training.state.rhythm import RhythmForm, read_weekdays
from fitness_app.ui.notices import toast_success


class MoveForm(TypedDict):
    """The day a session goes to, as it is typed."""

    to: str


@open_to(Access.MEMBER)
class MyPlanState(rx.State):
    """The plans one is on, with their sessions; the one that is being changed or left."""

    plans: list[MyPlan] = []
    ended: list[EndedRow] = []
    changed: SessionRow = SessionRow()
    left: MyPlanRow = MyPlanRow()
    renewed: MyPlanRow = MyPlanRow()
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        await self._show()

    @rx.event
    def open(self, scheduled_id: int):
        rows = [
            row
            for mine in self.plans
            for row in (*mine.this_week, *mine.missed, *mine.ahead)
            if row.id == scheduled_id
        ]
        self.errors, self.changed = {}, rows[0] if rows else SessionRow()

    @rx.event
    def close(self):
        self.changed, self.left, self.renewed = SessionRow(), MyPlanRow(), MyPlanRow()

    @rx.event
    async def move(self, form: MoveForm):
        self.errors = {}
        viewer, reader = signed_in(), await reader_of_viewer()
        try:
            pushed = await db.run(
                moving.move_session,
                member_id=viewer.id,
                scheduled_id=self.changed.id,
                to=read_day(form["to"], field="to"),
                today=reader.today,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "to")
            return None
        await self._show()
        others = {0: "", 1: " The one after it moved too."}.get(
            pushed, f" {pushed} after it moved too."
        )
        return toast_success(f"Session moved.{others}")

    @rx.event
    async def let_go(self, outcome: Outcome):
        await self._set(self.changed.id, outcome)
        return toast_success("Session skipped." if outcome == "skipped" else "Session excused.")

    @rx.event
    async def ask_again(self, scheduled_id: int):
        await self._set(scheduled_id, "planned")
        return toast_success("Session asked for again.")

    @rx.event
    async def pause(self, assignment_id: int):
        await self._do(enrolment.pause, assignment_id)
        return toast_success("Plan paused. Nothing is due until you resume it.")

    @rx.event
    async def resume(self, assignment_id: int):
        await self._do(enrolment.resume, assignment_id)
        return toast_success("Plan resumed. What was due has moved on by the pause.")

    @rx.event
    async def finish(self, assignment_id: int):
        await self._do(enrolment.finish, assignment_id)
        return toast_success("Plan closed.")

    @rx.event
    def ask_to_renew(self, assignment_id: int):
        self.errors, self.renewed = {}, self._find(assignment_id)

    @rx.event
    async def renew(self, form: RhythmForm):
        self.errors = {}
        try:
            await self._do(enrolment.renew, self.renewed.id, weekdays=read_weekdays(form))
        except DomainError as problem:
            self.errors = by_field(problem, "weekdays")
            return None
        return toast_success("You follow the new edition now.")

    @rx.event
    def ask_to_leave(self, assignment_id: int):
        self.left = self._find(assignment_id)

    @rx.event
    async def leave(self):
        await self._do(enrolment.leave, self.left.id)
        return toast_success("You left the plan. What you did stays.")

    def _find(self, assignment_id: int) -> MyPlanRow:
        rows = (mine.plan for mine in self.plans if mine.plan.id == assignment_id)
        return next(rows, MyPlanRow())

    async def _set(self, scheduled_id: int, outcome: Outcome) -> None:
        await db.run(
            moving.set_outcome,
            member_id=signed_in().id,
            scheduled_id=scheduled_id,
            outcome=outcome,
        )
        await self._show()

    async def _do(
        self, service: Callable[..., None], assignment_id: int, **said: list[int]
    ) -> None:
        reader = await reader_of_viewer()
        await db.run(
            service,
            member_id=signed_in().id,
            assignment_id=assignment_id,
            today=reader.today,
            **said,
        )
        await self._show()

    async def _show(self) -> None:
        viewer, reader = signed_in(), await reader_of_viewer()
        views = await db.read(following.list_assignments, member_id=viewer.id)
        self.close()
        self.plans = [
            schedule_rows.show_plan(
                view,
                await db.read(schedule.list_whole, member_id=viewer.id, assignment_id=view.id),
                reader,
            )
            for view in views
            if view.status in ("active", "paused")
        ]
        self.ended = [
            schedule_rows.show_ended(view)
            for view in views
            if view.status not in ("active", "paused")
        ]
