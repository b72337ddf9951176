"""The cart: what is in it, how many, what has changed, and the way to the checkout."""

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.shop.components import cart as parts
from fitness_app.shop.state.cart import CartState
from fitness_app.ui.buttons import link_button
from fitness_app.ui.links import text_link, way_up
from fitness_app.ui.notices import empty
from fitness_app.ui.page import Page


def cart() -> rx.Component:
    """The lines, and below them the total."""
    return rx.el.div(
        way_up("Shop", routes.SHOP),
        rx.el.h1("Your cart", class_name="mb-5 text-2xl font-semibold tracking-tight"),
        rx.cond(
            CartState.count > 0,
            rx.fragment(
                parts.changes_notice(),
                parts.lines(),
                parts.sums(),
                parts.way_to_pay(),
                rx.cond(ViewerState.is_signed_in, rx.fragment(), _guest()),
            ),
            empty(
                "Nothing in your cart",
                "What you add in the shop waits for you here.",
                link_button("Go to the shop", routes.SHOP, kind="primary", icon="shopping-bag"),
            ),
        ),
        class_name="mx-auto max-w-[600px]",
    )


def _guest() -> rx.Component:
    return rx.el.p(
        "You’ll sign in first, and your cart comes with you. New here? ",
        text_link("Create an account", routes.join_then(routes.CHECKOUT), underlined=True),
        class_name="mt-2 text-pretty text-center text-sm text-muted",
    )


PAGE = Page(
    route=routes.CART,
    title="Your cart",
    build=cart,
    open_to="anyone",
    description="What you mean to buy at the club’s shop.",
)
