"""Goals: set one, see how it goes, adjust it, let it go."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training import goal_rows, goals
from fitness_app.training.components.metrics import goal_list, no_goal
from fitness_app.training.components.new_goal import new_goal_dialog
from fitness_app.training.goal_rows import ChangeRow, EndedRow, GoalRow
from fitness_app.training.state.metrics import GoalsState, reader_of_viewer
from fitness_app.training.state.new_goal import NewGoalState
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, danger_ghost, ghost, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import closing, confirm, dialog
from fitness_app.ui.fields import form, form_errors, text_area, text_field
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, page_head, stack

FORMULA = (
    "Progress is (now − start) ÷ (target − start): by your last entry, the best of your last 90 "
    "days, or your sessions a week over four. Pace is progress ÷ the "
    "share of the time that is gone: from 80% on track, from 50% at risk, below that behind."
)


class AdjustmentForm(TypedDict):
    """A change of a goal as it is typed."""

    new_target: str
    new_due_on: str
    note: str
    unit: str


@open_to(Access.MEMBER)
class AdjustmentState(rx.State):
    """The goal that is being adjusted, what was changed before, and the one to be dropped."""

    adjusted: GoalRow = GoalRow()
    doomed: GoalRow = GoalRow()
    history: list[ChangeRow] = []
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    async def open(self, goal_id: int):
        viewer = signed_in()
        reader = await reader_of_viewer()
        goal = await db.read(
            goals.get_goal, member_id=viewer.id, goal_id=goal_id, time_zone=reader.time_zone
        )
        self.errors = {}
        self.adjusted = goal_rows.show_goal(goal, reader)
        self.history = [goal_rows.show_change(change, goal, reader) for change in goal.adjustments]

    @rx.event
    async def ask(self, goal_id: int):
        rows = (await self.get_state(GoalsState)).goals
        self.doomed = next((row for row in rows if row.id == goal_id), GoalRow())

    @rx.event
    def close(self):
        self.reset()

    @rx.event
    async def adjust(self, form: AdjustmentForm):
        viewer = signed_in()
        self.errors = {}
        try:
            await db.run(
                goals.adjust_goal,
                member_id=viewer.id,
                goal_id=self.adjusted.id,
                target=form["new_target"],
                due_on=form["new_due_on"],
                note=form["note"],
                unit=form["unit"],
                time_zone=viewer.time_zone,
            )
        except DomainError as problem:
            self.errors = by_field(problem, "target", "due_on", "note")
            return None
        self.reset()
        return [GoalsState.load, toast_success("Goal adjusted.")]

    @rx.event
    async def drop(self):
        goal_id = self.doomed.id
        self.reset()
        await db.run(goals.drop_goal, member_id=signed_in().id, goal_id=goal_id)
        return [GoalsState.load, toast_success("Goal dropped.")]

    @rx.event
    async def finish(self, goal_id: int):
        viewer = signed_in()
        await db.run(
            goals.reach_goal, member_id=viewer.id, goal_id=goal_id, time_zone=viewer.time_zone
        )
        return [GoalsState.load, toast_success("Goal reached.")]


def goals_page() -> rx.Component:
    """The goals that run, and those that ended."""
    has_goals = GoalsState.goals
    return rx.fragment(
        page_head(
            "Goals",
            "What you want to reach, by when, and whether you’re on pace.",
            rx.cond(has_goals, primary("Set a goal", icon="plus", on_click=NewGoalState.open)),
        ),
        stack(
            rx.cond(
                has_goals,
                card("Now", goal_list(_what_can_be_done, rx.el.p(FORMULA))),
                _first_steps(),
            ),
            rx.cond(GoalsState.ended, _earlier()),
        ),
        new_goal_dialog(),
        _adjustment(),
        _dropping(),
    )


def _first_steps() -> rx.Component:
    return no_goal(primary("Set a goal", icon="target", on_click=NewGoalState.open), heading="h2")


def _what_can_be_done(goal: GoalRow) -> rx.Component:
    reached = secondary(
        "Close as reached", size="sm", icon="flag", on_click=AdjustmentState.finish(goal.id)
    )
    return rx.fragment(
        rx.cond(goal.forecast != "", rx.el.p(goal.forecast, class_name="mt-2 text-sm text-muted")),
        button_row(
            rx.cond(goal.standing == "reached", reached),
            secondary(
                "Adjust",
                size="sm",
                icon="pencil",
                on_click=AdjustmentState.open(goal.id),
                aria_label=f"Adjust the goal of {goal.aim}",
            ),
            danger_ghost(
                "Drop…",
                size="sm",
                on_click=AdjustmentState.ask(goal.id),
                aria_label=f"Drop the goal of {goal.aim}…",
            ),
            class_name="mt-4",
        ),
    )


def _earlier() -> rx.Component:
    return card(
        "Earlier goals",
        rx.el.ul(rx.foreach(GoalsState.ended, _ended), class_name="-my-3 divide-y divide-base-300"),
    )


def _ended(goal: EndedRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(goal.name, class_name="text-sm font-medium"),
            rx.el.p(goal.way, class_name="text-xs text-muted tabular"),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            goal.status == "reached",
            badge("Reached", "success", icon="flag"),
            badge("Dropped", "neutral", icon="circle-slash"),
        ),
        rx.el.span(goal.ended_on, class_name="text-xs text-muted tabular"),
        class_name="flex items-center gap-3 py-3",
    )


def _adjustment() -> rx.Component:
    goal, errors = AdjustmentState.adjusted, AdjustmentState.errors
    return dialog(
        "Adjust this goal",
        form(
            text_field(
                "Target",
                "new_target",
                suffix=goal.unit,
                default_value=goal.target,
                required=True,
                error=errors["target"],
                custom_attrs={"inputMode": "decimal"},
            ),
            text_field(
                "By",
                "new_due_on",
                type="date",
                default_value=goal.due_on,
                required=True,
                error=errors["due_on"],
            ),
            text_area("Why", "note", optional=True, rows=2, error=errors["note"]),
            rx.el.input(type="hidden", name="unit", value=goal.unit),
            form_errors(errors["form"], id="adjustment-error"),
            button_row(
                closing(ghost("Leave it", on_click=AdjustmentState.close)),
                primary("Save goal", type="submit"),
                class_name="justify-end",
            ),
            key=f"{goal.id}",
            class_name="mt-4 grid gap-4",
            on_submit=AdjustmentState.adjust,
        ),
        rx.cond(AdjustmentState.history, _history()),
        text="Its start stays. What it was is kept below.",
        open=goal.id != 0,
        on_close=AdjustmentState.close,
    )


def _history() -> rx.Component:
    return rx.el.div(
        rx.el.h3("Changes so far", class_name="text-sm font-medium"),
        rx.el.ol(
            rx.foreach(AdjustmentState.history, _change), class_name="mt-2 grid gap-2 text-sm"
        ),
        class_name="mt-6 border-t border-base-300 pt-4",
    )


def _change(change: ChangeRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(change.day, class_name="w-20 shrink-0 text-muted tabular"),
        rx.el.span(
            change.change,
            rx.cond(change.note != "", rx.el.span(change.note, class_name="block text-muted")),
        ),
        class_name="flex gap-3",
    )


def _dropping() -> rx.Component:
    goal = AdjustmentState.doomed
    return confirm(
        f"Drop the goal of {goal.aim}?",
        "It moves to your earlier goals, with its history. Your entries stay.",
        act="Drop goal",
        keep="Keep it",
        on_confirm=AdjustmentState.drop,
        open=goal.id != 0,
        on_close=AdjustmentState.close,
    )


PAGE = Page(
    route=routes.CABINET_GOALS,
    title="Goals",
    build=goals_page,
    open_to="member",
    on_load=(NewGoalState.load, AdjustmentState.load, GoalsState.load),
)
