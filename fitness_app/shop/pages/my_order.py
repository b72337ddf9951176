"""One's own order: where it stands, what is in it, its receipt, and calling it off."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import number_of_place, say_not_found
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound
from fitness_app.shop import order_rows, orders, payments, staff_order_rows
from fitness_app.shop.components.orders import goods, past, status_badge
from fitness_app.shop.order_rows import WAY, MyOrder
from fitness_app.shop.order_views import STATUS_NAMES, OrderView, Status
from fitness_app.shop.staff_order_rows import LineRow, StepRow
from fitness_app.ui import club
from fitness_app.ui.buttons import danger_ghost, primary, secondary
from fitness_app.ui.cards import card, facts
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import toast_success
from fitness_app.ui.page import Page, columns, page_head
from fitness_app.ui.progress import steps

_STEP_NAMES = ["Placed", *(STATUS_NAMES[step] for step in WAY if step is not Status.PLACED)]


@open_to(Access.MEMBER)
class MyOrderState(rx.State):
    """One of somebody's own orders."""

    order: MyOrder = MyOrder()
    lines: list[LineRow] = []
    steps: list[StepRow] = []
    is_asked: bool = False

    @rx.event
    async def load(self):
        self.reset()
        try:
            order = await db.read(
                orders.get_order, buyer_id=signed_in().id, order_id=number_of_place(self)
            )
        except NotFound:
            await say_not_found(self)
        else:
            self._show(order)

    @rx.event
    def ask(self):
        self.is_asked = True

    @rx.event
    def close(self):
        self.is_asked = False

    @rx.event
    async def cancel(self):
        self.is_asked = False
        order = await payments.cancel_order(buyer_id=signed_in().id, order_id=self.order.id)
        self._show(order)
        return toast_success(f"{order.number} is cancelled.")

    @rx.event
    async def pay(self):
        order = await db.read(orders.get_order, buyer_id=signed_in().id, order_id=self.order.id)
        return rx.redirect(await payments.begin(order))

    def _show(self, order: OrderView) -> None:
        viewer, now = signed_in(), clock.now()
        self.order = order_rows.show_mine(order, viewer, now)
        self.lines = staff_order_rows.show_lines(order, viewer)
        self.steps = staff_order_rows.show_steps(order, viewer, now)


def my_order() -> rx.Component:
    """Where it stands first; then what is in it, and beside it how it is paid and got."""
    order = MyOrderState.order
    return rx.fragment(
        rx.el.p(f"{club.NAME} · receipt", class_name="mb-4 font-semibold not-print:hidden"),
        way_up("Orders", routes.ORDERS),
        page_head(
            f"Order {order.number}",
            rx.el.span(
                status_badge(order.status),
                f"Placed {order.placed}",
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            *_acts(),
        ),
        rx.el.div(
            rx.cond(order.stage > 0, steps(_STEP_NAMES, order.stage)),
            rx.el.p(order.next, class_name="-mt-2 mb-6 text-muted"),
            class_name="print:hidden",
        ),
        columns(
            [
                goods(
                    MyOrderState.lines,
                    order.total,
                    rx.el.span(order.how_many, class_name="ml-2 text-sm text-muted"),
                ),
                past(MyOrderState.steps, class_name="print:hidden"),
            ],
            [_facts()],
        ),
        confirm(
            f"Cancel order {order.number}?",
            "What is in it goes back on the shelf, and there is nothing to pay.",
            act="Cancel order",
            keep="Keep it",
            on_confirm=MyOrderState.cancel,
            open=MyOrderState.is_asked,
            on_close=MyOrderState.close,
        ),
    )


def _acts() -> list[Child]:
    order = MyOrderState.order
    return [
        rx.cond(
            order.may_cancel,
            danger_ghost("Cancel order…", class_name="print:hidden", on_click=MyOrderState.ask),
        ),
        secondary(
            "Print receipt",
            icon="printer",
            class_name="print:hidden",
            on_click=rx.call_script("window.print()"),
        ),
        rx.cond(
            order.may_pay,
            primary("Pay now", icon="credit-card", on_click=MyOrderState.pay),
        ),
    ]


def _facts() -> rx.Component:
    order = MyOrderState.order
    return card(
        "Yours",
        facts(
            ("For", order.buyer),
            ("E-mail", rx.el.span(order.email, class_name="wrap-anywhere")),
            ("Delivery", order.delivery),
            ("Payment", order.payment),
        ),
        _more("Address", order.address),
        _more("Your note", order.note),
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


PAGE = Page(
    route=routes.ONE_ORDER,
    title="Order",
    name=MyOrderState.order.number,
    build=my_order,
    open_to="member",
    on_load=(MyOrderState.load,),
)
