"""Everybody's orders, for those who get them ready: found by status, number, name."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import clock, db
from fitness_app.kit.locales import write_number
from fitness_app.shop import orders, staff_order_rows
from fitness_app.shop.components.orders import status_badge
from fitness_app.shop.order_views import STATUS_NAMES
from fitness_app.shop.staff_order_rows import OrderRow
from fitness_app.ui.cards import bare_card
from fitness_app.ui.chips import chips, counted
from fitness_app.ui.fields import search_field
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.paging import Paged, turning


@open_to(Access.TRAINER)
class StaffOrdersState(Paged, rx.State):
    """A page of orders, and how they were chosen."""

    orders: list[OrderRow] = []
    counts: dict[str, str] = {}
    status: str = ""
    search: str = ""

    @rx.event
    async def load(self):
        self.reset()
        await self.show_page()

    @rx.event
    async def choose(self, status: str):
        self.status, self._page = status, 1
        await self.show_page()

    @rx.event(supersedes=True)
    async def find(self, text: str):
        self.search, self._page = text[:80], 1
        await self.show_page()

    async def show_page(self) -> None:
        viewer, now = signed_in(), clock.now()
        found = await db.read(
            orders.list_all_orders, status=self.status, search=self.search, page=self._page
        )
        counts = await db.read(orders.count_by_status)
        counts[""] = sum(counts.values())
        self.counts = {
            status: write_number(count, viewer.locale, decimals=0)
            for status, count in counts.items()
        }
        self.orders = staff_order_rows.list_rows(found.orders, viewer, now)
        self._stand_at(found.page, orders.PER_PAGE, found.total, viewer.locale)


def staff_orders() -> rx.Component:
    """The chips and the search above the list."""
    return rx.fragment(
        page_head("Orders", "What members bought, and what waits for you."),
        stack(
            chips(
                "Status",
                [
                    (status, counted(name, StaffOrdersState.counts[status]))
                    for status, name in [("", "All"), *STATUS_NAMES.items()]
                ],
                StaffOrdersState.status,
                StaffOrdersState.choose,
            ),
            bare_card(
                rx.el.div(
                    search_field("Number, name or e-mail", find=StaffOrdersState.find),
                    class_name="max-w-sm px-5 py-4 sm:px-6",
                ),
                rx.cond(StaffOrdersState.orders, _list(), _nothing()),
            ),
        ),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(StaffOrdersState.orders, _order),
            class_name="divide-y divide-base-300 border-y border-base-300",
        ),
        turning(StaffOrdersState),
    )


def _order(order: OrderRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(
                rx.el.span(
                    rx.el.span(order.number, class_name="font-medium tabular"),
                    rx.el.span(order.buyer, class_name="ml-2.5"),
                    class_name="block truncate text-sm",
                ),
                rx.el.span(order.what, class_name="block truncate text-xs text-muted"),
                class_name="min-w-0 grow basis-[60%] md:basis-0",
            ),
            rx.el.span(
                order.total,
                class_name="ml-auto w-24 text-right text-sm font-medium tabular md:order-2",
            ),
            rx.el.span(
                order.placed, class_name="w-32 text-xs text-muted tabular md:order-1 md:text-sm"
            ),
            rx.el.span(
                status_badge(order.status), class_name="ml-auto flex justify-end md:order-3 md:w-32"
            ),
            href=order.href,
            class_name="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-3.5 "
            "hover:bg-base-200/60 sm:px-6",
        )
    )


def _nothing() -> rx.Component:
    return rx.el.div(
        rx.cond(
            (StaffOrdersState.search != "") | (StaffOrdersState.status != ""),
            empty("No order is like that", "Look for less, or choose another status."),
            empty("No orders yet", "They appear here as members check out."),
        ),
        class_name="px-5 pb-5 sm:px-6 sm:pb-6",
    )


PAGE = Page(
    route=routes.STAFF_ORDERS,
    title="Orders",
    build=staff_orders,
    open_to="trainer",
    on_load=(StaffOrdersState.load,),
)
