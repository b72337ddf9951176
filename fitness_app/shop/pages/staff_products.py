"""Everything the club sells, and what it hides, for those who look after it."""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.shop import assortment, catalogue, staff_product_rows
from fitness_app.shop.catalogue import CATEGORIES
from fitness_app.shop.components.pictures import thumbnail
from fitness_app.shop.components.standing import standing_badge
from fitness_app.shop.staff_product_rows import ProductRow
from fitness_app.ui import club
from fitness_app.ui.buttons import button_row, ghost, primary
from fitness_app.ui.cards import bare_card
from fitness_app.ui.chips import chips
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, search_field, select_field, text_field
from fitness_app.ui.links import link
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page, page_head, stack
from fitness_app.ui.paging import Paged, turning
from fitness_app.ui.state import Opened

PER_PAGE = 20
FIELDS = ("name", "category", "price", "stock", "limit")


class NewProductForm(TypedDict):
    """A product to be added, as it is typed."""

    name: str
    category: str
    price: str
    stock: str
    limit: str


@open_to(Access.TRAINER)
class StaffProductsState(Paged, rx.State):
    """A page of products, and how they were chosen."""

    products: list[ProductRow] = []
    category: str = ""
    search: str = ""

    @rx.event
    async def load(self):
        self.reset()
        await self.show_page()

    @rx.event
    async def choose(self, category: str):
        self.category, self._page = category, 1
        await self.show_page()

    @rx.event(supersedes=True)
    async def find(self, text: str):
        self.search, self._page = text[: catalogue.LONGEST_SEARCH], 1
        await self.show_page()

    async def show_page(self) -> None:
        viewer = signed_in()
        found = await db.read(
            catalogue.list_products,
            search=self.search,
            category=self.category,
            sort="name",
            page=self._page,
            per_page=PER_PAGE,
            with_unpublished=True,
        )
        self.products = staff_product_rows.list_rows(found.products, viewer)
        self._stand_at(found.page, PER_PAGE, found.total, viewer.locale)


@open_to(Access.TRAINER)
class NewProductState(Opened, rx.State):
    """The form that adds a product."""

    @rx.event
    async def submit(self, form: NewProductForm):
        viewer = signed_in()
        self.errors = {}
        try:
            product = await db.run(
                assortment.add_product, actor_id=viewer.id, description="", picture="", **form
            )
        except DomainError as problem:
            self.errors = by_field(problem, *FIELDS)
            return None
        self.is_open = False
        return rx.redirect(routes.staff_product(product.slug))


def staff_products() -> rx.Component:
    """The chips and the search above the list; adding in a dialog."""
    return rx.fragment(
        page_head(
            "Products",
            "What the club sells, and what it keeps back.",
            primary("Add a product", icon="plus", on_click=NewProductState.open),
        ),
        stack(
            chips(
                "Category",
                [("", "Everything"), *CATEGORIES.items()],
                StaffProductsState.category,
                StaffProductsState.choose,
            ),
            bare_card(
                rx.el.div(
                    search_field("Name or description", find=StaffProductsState.find),
                    class_name="max-w-sm px-5 py-4 sm:px-6",
                ),
                rx.cond(StaffProductsState.products, _list(), _nothing()),
            ),
        ),
        _adding(),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(StaffProductsState.products, _product),
            class_name="divide-y divide-base-300 border-y border-base-300",
        ),
        turning(StaffProductsState),
    )


def _product(product: ProductRow) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(thumbnail(product.picture), class_name="row-span-2"),
            rx.el.span(
                rx.el.span(product.name, class_name="block truncate text-sm font-medium"),
                rx.el.span(product.about, class_name="block truncate text-xs text-muted"),
                class_name="min-w-0 grow",
            ),
            rx.el.span(
                product.price,
                class_name="text-right text-sm font-medium tabular md:order-2 md:w-24",
            ),
            rx.el.span(
                product.stock,
                class_name="text-xs text-muted tabular md:order-1 md:w-28 md:text-right md:text-sm",
            ),
            rx.el.span(
                standing_badge(product.standing), class_name="flex justify-end md:order-3 md:w-28"
            ),
            href=product.href,
            class_name="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 "
            "px-5 py-3 hover:bg-base-200/60 sm:px-6 md:flex",
        )
    )


def _nothing() -> rx.Component:
    return rx.el.div(
        rx.cond(
            (StaffProductsState.search != "") | (StaffProductsState.category != ""),
            empty("No product is like that", "Look for less, or in another category."),
            empty("Nothing to sell yet", "Add the first product; members see it once you publish."),
        ),
        class_name="px-5 pb-5 sm:px-6 sm:pb-6",
    )


def _adding() -> rx.Component:
    errors = NewProductState.errors
    return dialog(
        "Add a product",
        form(
            text_field("Name", "name", required=True, error=errors["name"]),
            select_field(
                "Category",
                "category",
                tuple(CATEGORIES.items()),
                default_value="gear",
                error=errors["category"],
            ),
            text_field(
                "Price",
                "price",
                required=True,
                suffix=club.CURRENCY,
                error=errors["price"],
                input_mode="decimal",
            ),
            text_field(
                "In stock",
                "stock",
                hint="Leave it empty if there is no end to it.",
                error=errors["stock"],
                input_mode="numeric",
                optional=True,
            ),
            text_field(
                "At most per order",
                "limit",
                default_value=str(assortment.USUAL_LIMIT),
                error=errors["limit"],
                input_mode="numeric",
            ),
            form_errors(errors["form"], id="new-product-error"),
            button_row(
                closing(ghost("Cancel", on_click=NewProductState.close)),
                primary("Add product", type="submit"),
                class_name="justify-end",
            ),
            key=rx.cond(NewProductState.is_open, "open", "closed"),
            class_name="mt-4 grid gap-4",
            on_submit=NewProductState.submit,
        ),
        text="It stays hidden until you publish it. Sizes and a picture come on its page.",
        open=NewProductState.is_open,
        on_close=NewProductState.close,
    )


PAGE = Page(
    route=routes.STAFF_PRODUCTS,
    title="Products",
    build=staff_products,
    open_to="trainer",
    on_load=(NewProductState.load, StaffProductsState.load),
)
