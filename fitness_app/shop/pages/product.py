"""One product: its picture, its sorts, and how many of it."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.state import ViewerState, place_of, say_not_found
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.shop import catalogue, goods_rows
from fitness_app.shop.components import cart
from fitness_app.shop.components.pictures import drawing
from fitness_app.shop.goods_rows import ProductScreen, VariantRow
from fitness_app.shop.state.cart import CartState
from fitness_app.ui.buttons import link_button, primary
from fitness_app.ui.icons import icon
from fitness_app.ui.links import way_up
from fitness_app.ui.page import Page


@open_to(Access.ANYONE)
class ProductState(rx.State):
    """A product, the sort that is chosen, and how many."""

    product: ProductScreen = ProductScreen()
    variants: list[VariantRow] = []
    chosen: VariantRow = VariantRow()
    quantity: int = 1
    has_sorts: bool = False

    @rx.event
    async def load(self):
        self.reset()
        try:
            product = await db.read(catalogue.get_product, slug=place_of(self))
        except NotFound:
            await say_not_found(self)
            return
        locale = (await self.get_state(ViewerState)).locale
        self.product = goods_rows.show_product(product)
        self.variants = goods_rows.show_variants(product, locale)
        self.has_sorts = len(self.variants) > 1
        there = [variant for variant in self.variants if not variant.is_sold_out]
        self.chosen = next(iter([*there, *self.variants]), VariantRow())

    @rx.event
    def choose(self, variant_id: int):
        found = [variant for variant in self.variants if variant.id == variant_id]
        if found:
            self.chosen, self.quantity = found[0], 1

    @rx.event
    def fewer(self):
        self.quantity = max(1, self.quantity - 1)

    @rx.event
    def more(self):
        self.quantity = min(self.quantity + 1, max(1, self.chosen.most))

    @rx.event
    def add(self):
        return CartState.add(self.chosen.id, self.quantity)


def product() -> rx.Component:
    """The picture at the left, the choices at the right; stacked on a phone."""
    shown = ProductState.product
    return rx.fragment(
        way_up("Shop", routes.SHOP),
        rx.el.div(
            rx.el.div(
                drawing(shown.picture, "mx-auto w-full max-w-[520px] py-6"),
                class_name="overflow-hidden rounded-box bg-(--well)",
            ),
            rx.el.div(
                rx.el.p(shown.category, class_name="text-sm text-muted"),
                rx.el.h1(shown.name, class_name="mt-1 text-2xl font-semibold tracking-tight"),
                rx.el.p(
                    rx.el.span(
                        ProductState.chosen.price,
                        class_name="text-3xl font-semibold tracking-tight tabular",
                    ),
                    _left(),
                    class_name="mt-3 flex flex-wrap items-baseline gap-x-3",
                ),
                rx.el.p(shown.description, class_name="mt-4 max-w-prose text-pretty"),
                rx.cond(ProductState.has_sorts, _sorts()),
                rx.cond(ProductState.chosen.is_sold_out, _sold_out(), _adding()),
                class_name="min-w-0",
            ),
            class_name="grid items-start gap-6 max-lg:pb-16 md:grid-cols-2 md:gap-10",
        ),
        cart.phone_bar(),
    )


def _left() -> rx.Component:
    chosen = ProductState.chosen
    quiet = rx.cond(chosen.is_sold_out, "text-muted", "text-warning")
    return rx.fragment(
        rx.cond(
            chosen.left != "",
            rx.el.span(chosen.left, class_name=["text-sm font-medium", quiet]),
        )
    )


def _sorts() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend("Choose", class_name="mb-2 text-sm font-medium"),
        rx.el.div(rx.foreach(ProductState.variants, _sort), class_name="flex flex-wrap gap-2"),
        class_name="mt-6",
    )


def _sort(variant: VariantRow) -> rx.Component:
    is_chosen = ProductState.chosen.id == variant.id
    return rx.el.button(
        rx.el.span(variant.name, class_name=rx.cond(variant.is_sold_out, "line-through", "")),
        rx.cond(variant.is_sold_out, rx.el.span(", sold out", class_name="sr-only")),
        type="button",
        custom_attrs={"aria-pressed": is_chosen},
        class_name=[
            "h-11 min-w-12 cursor-pointer rounded-field border px-4 text-sm",
            rx.cond(
                is_chosen,
                "border-2 border-primary bg-base-100 font-medium",
                "border-strong bg-base-100 hover:border-base-content",
            ),
            rx.cond(variant.is_sold_out, "text-muted", ""),
        ],
        on_click=ProductState.choose(variant.id),
    )


def _adding() -> rx.Component:
    name, chosen = ProductState.product.name, ProductState.chosen
    fewer = cart.step_button(
        icon("minus", 16),
        "One fewer",
        on_click=ProductState.fewer,
        disabled=ProductState.quantity <= 1,
    )
    more = cart.step_button(
        icon("plus", 16),
        "One more",
        on_click=ProductState.more,
        disabled=ProductState.quantity >= chosen.most,
    )
    return rx.el.div(
        rx.el.div(
            cart.stepper(f"How many of {name}", ProductState.quantity, fewer=fewer, more=more),
            primary("Add to cart", class_name="h-11 grow", on_click=ProductState.add),
            class_name="flex items-center gap-3",
        ),
        rx.el.p(chosen.limit, class_name="mt-3 text-sm text-muted tabular"),
        rx.cond(
            CartState.count > 0,
            link_button(
                f"Your cart: {CartState.items}, {CartState.total}",
                routes.CART,
                kind="ghost",
                class_name="mt-2 w-full max-lg:hidden",
            ),
        ),
        class_name="mt-8 max-w-md",
    )


def _sold_out() -> rx.Component:
    return rx.el.p(
        "Sold out for now. Ask at the desk when it comes back, or look at the other sorts.",
        class_name="mt-8 max-w-md rounded-box border border-dashed border-strong p-4 text-sm "
        "text-muted",
    )


PAGE = Page(
    route=routes.ONE_PRODUCT,
    title="Product",
    name=ProductState.product.name,
    build=product,
    open_to="anyone",
    on_load=(ProductState.load,),
    description="From the club’s shop, picked up at the desk.",
)
