"""The trainers' plans: those that are out, those being written, and the way to a new one."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, by_field
from fitness_app.training.plans import browse, builder_rows, drafts, plan_rows
from fitness_app.training.plans.builder_rows import TrainerPlanRow
from fitness_app.ui.badges import badge
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.cards import bare_card
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, select_field, text_field
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import text_link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.state import Opened
from fitness_app.ui.tables import Column, cell, head_cell, row, table

LEVELS = tuple(plan_rows.LEVELS.items())
ORDERS = (("weekday", "On set weekdays"), ("sequence", "One after another"))


class NewPlanForm(TypedDict):
    """A plan as it begins."""

    name: str
    level: str
    schedule_mode: str


@open_to(Access.TRAINER)
class TrainerPlansState(Opened, rx.State):
    """Every plan of the club, and the form that begins one."""

    plans: list[TrainerPlanRow] = []

    @rx.event
    async def load(self):
        self.reset()
        found = await db.read(browse.list_for_trainers)
        self.plans = [builder_rows.show_line(plan) for plan in found]

    @rx.event
    async def create(self, form: NewPlanForm):
        self.errors = {}
        try:
            version = await db.run(drafts.create_plan, trainer_id=signed_in().id, **form)
        except Invalid as problem:
            self.errors = by_field(problem, *form)
            return None
        return rx.redirect(routes.trainer_plan(version.plan_id))


def trainer_plans() -> rx.Component:
    """The plans as a table."""
    return rx.fragment(
        page_head(
            "Plans",
            "What is out, what is being written, and how many follow it.",
            primary("New plan", icon="plus", on_click=TrainerPlansState.open),
        ),
        rx.cond(
            TrainerPlansState.plans,
            bare_card(
                table(
                    "Plans",
                    [
                        "Plan",
                        "Level",
                        Column("Weeks × sessions", figures=True),
                        "Written by",
                        "State",
                        Column("Following", figures=True),
                    ],
                    rx.foreach(TrainerPlansState.plans, _line),
                )
            ),
            empty(
                "No plans yet",
                "Write the first: a week of sessions, then copy it.",
                primary("New plan", icon="plus", on_click=TrainerPlansState.open),
            ),
        ),
        _new_plan(),
    )


def _line(plan: TrainerPlanRow) -> rx.Component:
    return row(
        head_cell(text_link(plan.name, f"{routes.TRAINER_PLANS}/{plan.id}")),
        cell(plan.level),
        cell(plan.size, figures=True),
        cell(plan.author, muted=True),
        cell(_state(plan)),
        cell(plan.followers, figures=True),
    )


def _state(plan: TrainerPlanRow) -> Child:
    return rx.el.span(
        rx.cond(plan.is_out, badge(plan.edition, "success")),
        rx.cond(plan.is_archived, badge("Withdrawn", "neutral", icon="circle-slash")),
        rx.cond(plan.is_draft, badge("Draft", "info")),
        class_name="flex gap-1.5",
    )


def _new_plan() -> rx.Component:
    errors = TrainerPlansState.errors
    return dialog(
        "A new plan",
        form(
            text_field("Name", "name", required=True, error=errors["name"], id="new-plan-name"),
            select_field("Level", "level", LEVELS, error=errors["level"], id="new-plan-level"),
            select_field(
                "How its sessions follow each other",
                "schedule_mode",
                ORDERS,
                error=errors["schedule_mode"],
                id="new-plan-order",
            ),
            form_errors(errors["form"], id="new-plan-error"),
            button_row(
                closing(ghost("Cancel", on_click=TrainerPlansState.close)),
                primary("Begin", type="submit"),
                class_name="justify-end",
            ),
            key=rx.cond(TrainerPlansState.is_open, "open", "closed"),
            on_submit=TrainerPlansState.create,
            class_name="mt-4 grid gap-4",
        ),
        text="It is a draft until you publish it; members don’t see it before.",
        open=TrainerPlansState.is_open,
        on_close=TrainerPlansState.close,
    )


PAGE = Page(
    route=routes.TRAINER_PLANS,
    title="Plans",
    build=trainer_plans,
    open_to="trainer",
    on_load=(TrainerPlansState.load,),
)
