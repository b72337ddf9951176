"""One's own orders, newest first."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import clock, db
from fitness_app.shop import order_rows, orders
from fitness_app.shop.components.orders import status_badge
from fitness_app.shop.order_rows import MyOrderRow
from fitness_app.ui.buttons import link_button
from fitness_app.ui.cards import bare_card
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head
from fitness_app.ui.paging import Paged, turning


@open_to(Access.MEMBER)
class MyOrdersState(Paged, rx.State):
    """A page of somebody's orders."""

    orders: list[MyOrderRow] = []

    @rx.event
    async def load(self):
        self._page = 1
        await self.show_page()

    async def show_page(self) -> None:
        viewer = signed_in()
        found = await db.read(orders.list_orders, buyer_id=viewer.id, page=self._page)
        self.orders = order_rows.list_mine(found.orders, viewer, clock.now())
        self._stand_at(found.page, orders.PER_PAGE, found.total, viewer.locale)


def my_orders() -> rx.Component:
    """What one has bought, and where it stands."""
    return rx.fragment(
        page_head(
            "Orders",
            "What you bought at the shop, and where it stands.",
            link_button("Go to the shop", routes.SHOP, icon="shopping-bag"),
        ),
        rx.cond(
            MyOrdersState.orders,
            bare_card(
                rx.el.ul(
                    rx.foreach(MyOrdersState.orders, _order),
                    class_name="divide-y divide-base-300 border-b border-base-300",
                ),
                turning(MyOrdersState),
            ),
            empty("No orders yet", "What you buy at the shop is kept here, with its receipt."),
        ),
    )


def _order(order: MyOrderRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(order.number, class_name="text-sm font-medium tabular"),
                rx.el.span(order.placed, class_name="ml-2.5 text-xs text-muted tabular"),
                rx.el.span(order.what, class_name="mt-0.5 block truncate text-sm text-muted"),
                class_name="min-w-0 grow basis-full sm:basis-0",
            ),
            rx.el.span(status_badge(order.status), class_name="sm:w-32"),
            rx.el.span(
                order.total,
                class_name="ml-auto w-24 text-right text-sm font-medium tabular",
            ),
            href=order.href,
            class_name="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4 "
            "hover:bg-base-200/60 sm:px-6",
        )
    )


PAGE = Page(
    route=routes.ORDERS,
    title="Orders",
    build=my_orders,
    open_to="member",
    on_load=(MyOrdersState.load,),
)
