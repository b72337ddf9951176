"""One plan: its weeks, what each session asks for, and the way onto it."""

from typing import Any, NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import ViewerState, place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, NotFound, by_field
from fitness_app.training.components.plans import bars_key, day_list, week_choice
from fitness_app.training.days import read_day
from fitness_app.training.plans import browse, enrolment, following, plan_rows
from fitness_app.training.plans.plan_rows import WEEKDAYS, BarRow, DayRow, PlanRow
from fitness_app.training.state.metrics import reader_of_viewer
from fitness_app.ui.buttons import button_row, classes, ghost, link_button, primary, secondary
from fitness_app.ui.cards import card, facts
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, text_field
from fitness_app.ui.links import outside_link, way_up
from fitness_app.ui.notices import notice, toast_success
from fitness_app.ui.page import Page, columns, page_head, stack

_SHOWN = ("starts_on", "weekdays", "username")


class StartForm(TypedDict):
    """How somebody starts a plan, as it is typed; a day that isn't ticked isn't sent."""

    starts_on: str
    order: NotRequired[str]
    monday: NotRequired[bool]
    tuesday: NotRequired[bool]
    wednesday: NotRequired[bool]
    thursday: NotRequired[bool]
    friday: NotRequired[bool]
    saturday: NotRequired[bool]
    sunday: NotRequired[bool]


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
                weekdays=_weekdays(form),
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
        needed = plan.card.sessions_per_week
        self.needs = "1 day" if needed == 1 else f"{needed} days"
        self.suggested, self.today = list(plan.weekdays), reader.today.isoformat()
        self.is_sequence = plan.card.schedule_mode == "sequence"
        self.number = plan.card.plan_id
        self.version = f"Version {plan.card.number}"


@open_to(Access.TRAINER)
class AssignState(rx.State):
    """Putting a member on the plan that is looked at."""

    is_open: bool = False
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    def open(self):
        self.errors, self.is_open = {}, True

    @rx.event
    def close(self):
        self.is_open = False

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
                weekdays=_weekdays(form),
                today=reader.today,
            )
        except DomainError as problem:
            self.errors = by_field(problem, *_SHOWN)
            return None
        self.is_open = False
        return toast_success(f"{form['username'].strip()} is on the plan.")


def _weekdays(chosen: StartForm) -> list[int]:
    """The ticked days, 0 for Monday; none for a sequence."""
    if chosen.get("order") == "sequence":
        return []
    ticked = [n for n, name in enumerate(WEEKDAYS) if chosen.get(name.lower())]
    return ticked or [-1]  # none is not a sequence here


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
            class_name="group/start grid gap-4",
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
        rx.el.fieldset(
            rx.el.legend("How sessions follow each other", class_name="mb-1.5 text-sm font-medium"),
            _order("weekday", "On set weekdays", ~PlanState.is_sequence),
            _order("sequence", "One after another, whenever I train", PlanState.is_sequence),
            class_name="grid gap-2",
        ),
        rx.el.fieldset(
            rx.el.legend(
                "On which weekdays",
                class_name="mb-1.5 text-sm font-medium",
            ),
            rx.el.div(
                *(_weekday(n, name) for n, name in enumerate(WEEKDAYS)),
                class_name="grid grid-cols-7 gap-1",
            ),
            rx.cond(
                errors["weekdays"],
                rx.el.p(errors["weekdays"], role="alert", class_name="mt-1.5 text-sm text-error"),
                rx.el.p(f"Choose {PlanState.needs}.", class_name="mt-1.5 text-sm text-muted"),
            ),
            class_name="group-has-[[value=sequence]:checked]/start:hidden",
        ),
    ]


def _order(value: str, words: str, is_chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="order",
            value=value,
            default_checked=is_chosen,
            class_name="size-4 accent-primary",
        ),
        words,
        class_name="flex items-center gap-2.5 text-sm",
    )


def _weekday(n: int, name: str) -> rx.Component:
    suggested: Any = PlanState.suggested
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=name.lower(),
            value="on",
            default_checked=suggested.contains(n),
            class_name="peer sr-only",
        ),
        rx.el.span(name[0], aria_hidden=True),
        rx.el.span(name, class_name="sr-only"),
        class_name="grid h-10 cursor-pointer place-items-center rounded-field border border-strong "
        "text-sm has-checked:border-primary has-checked:bg-primary "
        "has-checked:text-primary-content has-focus-visible:outline-2 "
        "has-focus-visible:outline-offset-2 has-focus-visible:outline-primary",
    )


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
            class_name="group/start mt-4 grid gap-4",
        ),
        open=AssignState.is_open,
        on_close=AssignState.close,
    )


PAGE = Page(
    route=routes.ONE_PLAN,
    title="Plan",
    build=plan,
    open_to="member",
    on_load=(PlanState.load,),
)
