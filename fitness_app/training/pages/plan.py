"""One plan: its weeks, what each session asks for, and the way onto it."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import ViewerState, place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, NotFound, by_field
from fitness_app.training.components.plans import bars_key, day_list, rhythm_fields, week_choice
from fitness_app.training.days import read_day
from fitness_app.training.plans import browse, enrolment, following, plan_rows
from fitness_app.training.plans.plan_rows import BarRow, DayRow, PlanRow, count_days
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.training.state.rhythm import RhythmForm, read_weekdays
from fitness_app.ui.buttons import button_row, classes, ghost, link_button, primary, secondary
from fitness_app.ui.cards import card, facts
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.links import outside_link, way_up
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, columns, page_head, stack
from fitness_app.ui.state import Opened

_SHOWN = ("starts_on", "weekdays", "username")


class StartForm(RhythmForm):
    """How somebody starts a plan, as it is typed."""

    starts_on: str


class AssignForm(StartForm):
    """The same for a member whom a trainer puts on a plan."""

    username: str


@open_to(Access.MEMBER)
class PlanState(rx.State):
    """A plan, the week of it that is looked at, and how one would start."""

    plan: PlanRow = PlanRow()
    bars: list[BarRow] = []
    week: int = 1
    week_title: str = ""
    days: list[DayRow] = []
    needs: str = ""
    """How many weekdays have to be chosen, in words."""
    suggested: list[int] = []
    is_sequence: bool = False
    today: str = ""
    version: str = ""
    number: int = 0
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        await self._show(1)

    @rx.event
    async def choose_week(self, week: int):
        await self._show(week)

    @rx.event
    async def start(self, form: StartForm):
        viewer = signed_in()
        self.errors = {}
        reader = await reader_of_viewer()
        try:
            await db.run(
                enrolment.enrol,
                member_id=viewer.id,
                slug=place_of(self)[:80],
                starts_on=read_day(form["starts_on"], field="starts_on"),
                weekdays=read_weekdays(form),
                today=reader.today,
            )
        except DomainError as problem:
            self.errors = by_field(problem, *_SHOWN)
            return None
        return [rx.redirect(routes.CABINET_PLAN), toast_success("You’re on the plan.")]

    async def _show(self, week: int) -> None:
        viewer, reader = signed_in(), await reader_of_viewer()
        try:
            plan = await db.read(browse.get_plan, slug=place_of(self)[:80], viewer_id=viewer.id)
        except NotFound:
            await say_not_found(self)
            return
        mine = await db.read(following.list_assignments, member_id=viewer.id)
        followed = {view.plan_slug for view in mine if view.status in ("active", "paused")}
        self.week = min(max(week, 1), plan.card.weeks)
        self.plan = plan_rows.show_card(plan.card, mine=followed).plan
        self.bars = plan_rows.show_bars(plan.card.efforts, here=self.week)
        self.days = plan_rows.show_week(plan, self.week, reader)
        is_light = bool(self.days) and all(day.is_deload for day in self.days)
        self.week_title = f"Week {self.week}" + (", deload" if is_light else "")
        self.needs = count_days(plan.card.sessions_per_week)
        self.suggested, self.today = list(plan.weekdays), reader.today.isoformat()
        self.is_sequence = plan.card.schedule_mode == "sequence"
        self.number = plan.card.plan_id
        self.version = f"Version {plan.card.number}"


@open_to(Access.TRAINER)
class AssignState(Opened, rx.State):
    """Putting a member on the plan that is looked at."""

    @rx.event
    async def submit(self, form: AssignForm):
        viewer = signed_in()
        self.errors = {}
        reader = await reader_of_viewer()
        try:
            await db.run(
                following.assign,
                trainer_id=viewer.id,
                username=form["username"],
                slug=place_of(self)[:80],
                starts_on=read_day(form["starts_on"], field="starts_on"),
                weekdays=read_weekdays(form),
                today=reader.today,
            )
        except DomainError as problem:
            self.errors = by_field(problem, *_SHOWN)
            return None
        self.is_open = False
        return toast_success(f"{form['username'].strip()} is on the plan.")


def plan() -> rx.Component:
    """The plan from its bars to its last exercise."""
    shown = PlanState.plan
    return rx.fragment(
        way_up("Plans", routes.PLANS),
        page_head(shown.name, shown.summary, _acts()),
        columns(
            [_weeks(), rx.cond(shown.notes != "", _notes())],
            [rx.cond(shown.is_mine, _on_it(), _start()), _facts()],
        ),
        rx.cond(ViewerState.is_trainer, _assignment()),
    )


def _weeks() -> rx.Component:
    return stack(
        card(
            "Week by week",
            week_choice(PlanState.bars, PlanState.choose_week),
            rx.el.div(bars_key(), class_name="mt-4"),
            sub="Choose a week to see its sessions.",
        ),
        rx.el.section(
            rx.el.div(
                rx.el.h2(PlanState.week_title, class_name="text-lg font-semibold tracking-tight"),
                role="status",
                class_name="mb-3",
            ),
            day_list(PlanState.days),
        ),
    )


def _notes() -> rx.Component:
    return card(
        "How to go about it",
        rx.el.p(PlanState.plan.notes, class_name="whitespace-pre-line text-pretty text-sm"),
    )


def _facts() -> rx.Component:
    shown = PlanState.plan
    return card(
        "At a glance",
        facts(
            ("Level", shown.level),
            ("Length", shown.lasts),
            ("Sessions", shown.sessions),
            ("Order", shown.order),
            ("Written by", shown.author),
            ("Edition", PlanState.version),
        ),
    )


def _on_it() -> rx.Component:
    return notice(
        "You’re on this plan.",
        "What is due waits in your cabinet.",
        link_button("See my schedule", routes.CABINET_PLAN, size="sm"),
        icon="check",
        tone="success",
    )


def _start() -> rx.Component:
    errors = PlanState.errors
    return card(
        "Start this plan",
        form(
            *_start_fields("start", errors),
            form_errors(errors["form"], id="start-error"),
            primary("Start the plan", type="submit", class_name="w-full"),
            on_submit=PlanState.start,
            class_name="group/rhythm grid gap-4",
            key=PlanState.plan.slug,
        ),
        custom_attrs={"id": "start"},
        class_name="scroll-mt-6",
    )


def _start_fields(prefix: str, errors: Any) -> list[rx.Component]:
    return [
        text_field(
            "From",
            "starts_on",
            type="date",
            default_value=PlanState.today,
            error=errors["starts_on"],
            id=f"{prefix}-starts-on",
        ),
        rhythm_fields(
            suggested=PlanState.suggested,
            is_sequence=PlanState.is_sequence,
            needs=PlanState.needs,
            error=errors["weekdays"],
        ),
    ]


def _acts() -> rx.Component:
    to_the_form = outside_link(
        "Start this plan", href="#start", class_name=classes("primary", extra="lg:hidden")
    )
    return rx.fragment(
        rx.cond(PlanState.plan.is_mine, rx.fragment(), to_the_form),
        rx.cond(ViewerState.is_trainer, _trainer_acts()),
    )


def _trainer_acts() -> rx.Component:
    return button_row(
        link_button(
            "Edit", f"{routes.TRAINER_PLANS}/{PlanState.number}", kind="ghost", icon="pencil"
        ),
        secondary("Put a member on it", icon="plus", on_click=AssignState.open),
    )


def _assignment() -> rx.Component:
    errors = AssignState.errors
    return dialog(
        "Put a member on this plan",
        form(
            text_field(
                "Username",
                "username",
                required=True,
                error=errors["username"],
                hint="As they sign in with it.",
                id="assign-username",
                custom_attrs={"autoCapitalize": "none", "spellCheck": False},
            ),
            *_start_fields("assign", errors),
            form_errors(errors["form"], id="assign-error"),
            button_row(
                closing(ghost("Cancel", on_click=AssignState.close)),
                primary("Put them on it", type="submit"),
                class_name="justify-end",
            ),
            key=rx.cond(AssignState.is_open, "open", "closed"),
            on_submit=AssignState.submit,
            class_name="group/rhythm mt-4 grid gap-4",
        ),
        open=AssignState.is_open,
        on_close=AssignState.close,
    )


PAGE = Page(
    route=routes.ONE_PLAN,
    title="Plan",
    name=PlanState.plan.name,
    build=plan,
    open_to="member",
    on_load=(PlanState.load,),
)
