"""One order, for those who get it ready: what is in it, its past, and its next step."""

from typing import Literal

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import number_of_place, say_not_found
from fitness_app.kit import clock, db
from fitness_app.kit.errors import DomainError, NotFound, by_field
from fitness_app.shop import orders, payments, staff_order_rows
from fitness_app.shop.components.orders import goods, past, status_badge
from fitness_app.shop.order_views import STATUS_NAMES, OrderView, Status
from fitness_app.shop.staff_order_rows import LineRow, OrderScreen, Question, StepRow
from fitness_app.ui.buttons import button_row, danger, danger_ghost, ghost, primary
from fitness_app.ui.cards import card, facts
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, text_area
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, columns, page_head

StepCode = Literal["paid", "ready", "handed_over", "cancelled", "refunded"]


class StepForm(TypedDict):
    """What is said of a step."""

    note: str


@open_to(Access.TRAINER)
class StaffOrderState(rx.State):
    """One order, and the step that is about to be taken."""

    order: OrderScreen = OrderScreen()
    lines: list[LineRow] = []
    steps: list[StepRow] = []
    question: Question = Question()
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        try:
            order = await db.read(orders.get_any_order, order_id=number_of_place(self))
        except NotFound:
            await say_not_found(self)
        else:
            await self._show(order)

    @rx.event
    async def ask(self, step: StepCode):
        order = await db.read(orders.get_any_order, order_id=self.order.id)
        self.errors = {}
        self.question = staff_order_rows.ask(order, Status(step), signed_in())

    @rx.event
    def close(self):
        self.question = Question()

    @rx.event
    async def take(self, step: StepCode):
        return await self._take(Status(step), "")

    @rx.event
    async def confirm(self, form: StepForm):
        if self.question.step not in list(Status):
            return None
        try:
            return await self._take(Status(self.question.step), form["note"])
        except DomainError as problem:
            self.errors = by_field(problem, "note")
            return None

    async def _take(self, step: Status, note: str) -> rx.event.EventSpec:
        order = await payments.move_order(
            actor_id=signed_in().id, order_id=self.order.id, to=step, note=note
        )
        self.question = Question()
        await self._show(order)
        return toast_success(f"{order.number}: {STATUS_NAMES[step].lower()}.")

    async def _show(self, order: OrderView) -> None:
        viewer, now = signed_in(), clock.now()
        self.order = staff_order_rows.show(order, viewer, now)
        self.lines = staff_order_rows.show_lines(order, viewer)
        self.steps = staff_order_rows.show_steps(order, viewer, now)


def staff_order() -> rx.Component:
    """What is in it and its past at the left, whose it is and what to do at the right."""
    order = StaffOrderState.order
    return rx.fragment(
        way_up("Orders", routes.STAFF_ORDERS),
        page_head(
            order.number,
            rx.el.span(
                status_badge(order.status),
                f"{order.buyer}, {order.placed}",
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            *_acts(),
        ),
        columns(
            [
                goods(StaffOrderState.lines, order.total),
                past(StaffOrderState.steps, names_who=True),
            ],
            [_buyer()],
        ),
        _asking(),
    )


def _acts() -> list[Child]:
    order = StaffOrderState.order
    forward = rx.Var.create(order.forward).to(StepCode)
    back = rx.Var.create(order.back).to(StepCode)
    is_asked = order.forward == str(Status.PAID)
    return [
        rx.cond(
            order.back != "",
            danger_ghost(order.back_label, on_click=StaffOrderState.ask(back)),
        ),
        rx.cond(
            order.forward != "",
            primary(
                order.forward_label,
                on_click=rx.cond(
                    is_asked,
                    StaffOrderState.ask(forward),
                    StaffOrderState.take(forward),
                ),
            ),
        ),
    ]


def _buyer() -> rx.Component:
    order = StaffOrderState.order
    return card(
        "Buyer",
        facts(
            ("Name", order.buyer),
            ("E-mail", rx.cond(order.email != "", _wrapped(order.email), "None")),
            ("Delivery", order.delivery),
            ("Payment", order.payment),
        ),
        _more("Address", order.address),
        _more("Note from the buyer", order.note),
        _more("Stripe’s number", order.reference),
    )


def _more(name: str, text: Text) -> Child:
    return rx.cond(
        rx.Var.create(text) != "",
        rx.el.div(
            rx.el.p(name, class_name="text-sm text-muted"),
            rx.el.p(text, class_name="mt-1 whitespace-pre-line text-sm wrap-anywhere"),
            class_name="mt-3 border-t border-base-300 pt-3",
        ),
    )


def _wrapped(text: Text) -> rx.Component:
    return rx.el.span(text, class_name="wrap-anywhere")


def _asking() -> rx.Component:
    question, errors = StaffOrderState.question, StaffOrderState.errors
    keep = closing(ghost(question.keep, on_click=StaffOrderState.close))
    return dialog(
        question.title,
        form(
            text_area(
                "Note",
                "note",
                hint="Stays in the history, which the buyer sees too.",
                error=errors["note"],
                rows=2,
                optional=True,
            ),
            form_errors(errors["form"], id="step-error"),
            button_row(
                keep,
                rx.cond(
                    question.is_grave,
                    danger(question.act, type="submit"),
                    primary(question.act, type="submit"),
                ),
                class_name="justify-end",
            ),
            key=question.step,
            class_name="mt-4 grid gap-4",
            on_submit=StaffOrderState.confirm,
        ),
        text=question.text,
        open=question.step != "",
        on_close=StaffOrderState.close,
    )


PAGE = Page(
    route=routes.ONE_STAFF_ORDER,
    title="Order",
    name=StaffOrderState.order.number,
    build=staff_order,
    open_to="trainer",
    on_load=(StaffOrderState.load,),
)
