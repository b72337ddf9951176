"""What the club sells: searched, by category, sorted, page by page."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.shop import catalogue, goods_rows
from fitness_app.shop.components import cart
from fitness_app.shop.components.pictures import drawing
from fitness_app.shop.goods_rows import ProductRow
from fitness_app.shop.state.cart import CartState
from fitness_app.ui.buttons import ghost
from fitness_app.ui.chips import chips
from fitness_app.ui.fields import search_field
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page
from fitness_app.ui.paging import Paged, turning


@open_to(Access.ANYONE)
class ShelvesState(Paged, rx.State):
    """A page of products, and how they were chosen."""

    products: list[ProductRow] = []
    category: str = ""
    sort: str = "newest"
    search: str = ""

    @rx.event
    async def load(self):
        self.search = ""
        await self.show_page()

    @rx.event
    async def choose(self, category: str):
        self.category, self._page = category, 1
        await self.show_page()

    @rx.event
    async def order_by(self, sort: str):
        self.sort, self._page = sort, 1
        await self.show_page()

    @rx.event(supersedes=True)
    async def find(self, text: str):
        self.search, self._page = text[: catalogue.LONGEST_SEARCH], 1
        await self.show_page()

    @rx.event
    async def show_all(self):
        self.reset()
        await self.show_page()

    async def show_page(self) -> None:
        locale = (await self.get_state(ViewerState)).locale
        found = await db.read(
            catalogue.list_products,
            search=self.search,
            category=self.category,
            sort=self.sort,
            page=self._page,
        )
        self.products = goods_rows.show_list(found.products, locale)
        self._stand_at(found.page, catalogue.PER_PAGE, found.total, locale)


def shelves() -> rx.Component:
    """The goods at the left, the cart at the right; on a phone the cart is a bar at the foot."""
    return rx.fragment(
        rx.el.div(
            rx.el.div(_head(), _choices(), rx.cond(ShelvesState.products, _goods(), _nothing())),
            _beside(),
            class_name="grid items-start gap-10 max-lg:pb-16 *:min-w-0 "
            "lg:grid-cols-[minmax(0,1fr)_336px]",
        ),
        cart.phone_bar(),
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.h1("Shop", class_name="text-2xl font-semibold tracking-tight"),
        rx.el.label(
            "Sort",
            rx.el.select(
                *(rx.el.option(name, value=sort) for sort, name in catalogue.SORT_NAMES.items()),
                value=ShelvesState.sort,
                on_change=ShelvesState.order_by,
                class_name="select h-9 w-auto text-sm pointer-coarse:h-11",
            ),
            class_name="flex items-center gap-2 text-sm text-muted",
        ),
        class_name="mb-4 flex flex-wrap items-center justify-between gap-4",
    )


def _choices() -> rx.Component:
    return rx.el.div(
        search_field("Search the shop", find=ShelvesState.find),
        chips(
            "Category",
            [("", "Everything"), *catalogue.CATEGORIES.items()],
            ShelvesState.category,
            ShelvesState.choose,
        ),
        class_name="mb-6 grid gap-3",
    )


def _goods() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(ShelvesState.products, _product),
            class_name="grid grid-cols-2 gap-x-4 gap-y-7 sm:gap-x-5 md:grid-cols-3",
            aria_label="Products",
        ),
        rx.el.div(
            turning(ShelvesState),
            class_name="mt-6 [&>nav]:px-0",
        ),
    )


def _product(product: ProductRow) -> rx.Component:
    quiet = rx.cond(product.is_sold_out, "text-muted", "text-warning")
    left = rx.el.span(product.left, class_name=["text-xs font-medium", quiet])
    return rx.el.li(
        link(
            drawing(
                product.picture,
                "mx-auto w-full max-w-[250px] py-3 transition-transform duration-200 "
                "group-hover:scale-[1.03]",
            ),
            href=product.href,
            class_name="block overflow-hidden rounded-box bg-(--well)",
            tab_index=-1,
            aria_hidden=True,
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h2(
                    link(product.name, href=product.href, class_name="hover:underline"),
                    class_name="truncate text-base font-medium",
                ),
                rx.el.p(product.kinds, class_name="truncate text-sm text-muted"),
                rx.el.p(
                    product.price,
                    rx.cond(product.left != "", left),
                    class_name="mt-1 flex flex-wrap items-baseline gap-x-2 text-base "
                    "font-semibold tabular",
                ),
                class_name="min-w-0",
            ),
            rx.cond(product.is_sold_out, rx.fragment(), _add(product)),
            class_name="mt-3 flex items-start justify-between gap-3",
        ),
        class_name="group min-w-0",
    )


def _add(product: ProductRow) -> rx.Component:
    is_there = rx.Var.create(CartState.in_cart).to(dict[str, int]).contains(product.slug)
    count = CartState.in_cart[product.slug]
    look = "btn-square size-10 pointer-coarse:size-11"
    face = rx.cond(is_there, "border-2 border-primary bg-base-100 text-primary", "btn-secondary")
    add = rx.el.button(
        rx.cond(is_there, rx.el.span(count, class_name="tabular"), icon("plus", 20)),
        type="button",
        class_name=[
            f"btn {look}",
            face,
        ],
        aria_label=rx.cond(
            is_there,
            f"{product.name}: {count} in the cart, add one more",
            f"Add {product.name} to the cart",
        ),
        on_click=CartState.add(product.variant_id, 1),
    )
    choose = link(
        rx.cond(is_there, rx.el.span(count, class_name="tabular"), icon("chevron-right", 18)),
        href=product.href,
        class_name=[f"btn {look}", face],
        aria_label=rx.cond(
            is_there,
            f"{product.name}: {count} in the cart, choose another",
            f"Choose a {product.name}",
        ),
    )
    return rx.cond(product.variant_id != 0, add, choose)


def _beside() -> rx.Component:
    filled = rx.fragment(cart.changes_notice(), cart.lines(), cart.sums(), cart.way_to_pay())
    hint = rx.el.p(
        "Nothing in it yet. Press + beside what you like.", class_name="text-sm text-muted"
    )
    return rx.el.aside(
        rx.el.h2("Your cart", class_name="mb-3 text-lg font-semibold tracking-tight"),
        rx.cond(CartState.count > 0, filled, hint),
        class_name="sticky top-9 hidden rounded-box border border-base-300 bg-base-100 p-6 "
        "lg:block",
        aria_label="Cart",
    )


def _nothing() -> rx.Component:
    is_narrowed = (ShelvesState.search != "") | (ShelvesState.category != "")
    return rx.cond(
        is_narrowed,
        empty(
            "Nothing like that",
            "Search for less, or look at everything we have.",
            ghost("Show everything", on_click=ShelvesState.show_all),
        ),
        empty("The shelves are empty", "What the club sells will appear here."),
    )


PAGE = Page(
    route=routes.SHOP,
    title="Shop",
    build=shelves,
    open_to="anyone",
    on_load=(ShelvesState.load,),
    description="Memberships, training, gear and supplements, picked up at the club’s desk.",
)
