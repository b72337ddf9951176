"""The checkout: how one gets it and pays, everything once more, and one order."""

from typing import NotRequired

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.components import email_notice
from fitness_app.accounts.idempotency import KeyReused
from fitness_app.accounts.state import ConfirmEmailState, ViewerState
from fitness_app.kit import crypto, db
from fitness_app.kit.errors import DomainError, Unavailable, by_field
from fitness_app.shop import checkout as checkouts
from fitness_app.shop import payments
from fitness_app.shop.checkout import CartChanged, CheckoutForm
from fitness_app.shop.components import cart
from fitness_app.shop.state.cart import TELL_TABS, CartState
from fitness_app.ui import club
from fitness_app.ui.buttons import link_button, primary
from fitness_app.ui.cards import card
from fitness_app.ui.fields import form, form_errors, text_area
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.links import way_up
from fitness_app.ui.notices import empty, toast_error
from fitness_app.ui.page import Page, page_head

ORDERED = "You placed this order a moment ago, as it was then. Look it over; you can cancel it."
_WAYS = (
    (
        "pick_up",
        f"Pick it up at {club.NAME}",
        "Free, at the desk, once it is ready.",
    ),
    ("address", "Send it to an address", "Free, within a few days."),
)


class CheckoutPageForm(TypedDict):
    """What the buyer says, as typed."""

    delivery: NotRequired[str]
    address: NotRequired[str]
    note: NotRequired[str]
    payment: NotRequired[str]


@open_to(Access.MEMBER)
class CheckoutState(rx.State):
    """The checkout's errors, and the key that makes all its tries one order."""

    errors: dict[str, str] = {}
    is_busy: bool = False
    _key: str = ""
    _is_used: bool = False

    @rx.event
    def load(self):
        self.errors, self.is_busy = {}, False
        self._new_key()

    @rx.event
    async def submit(self, form: CheckoutPageForm):
        viewer = signed_in()
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        if not self._key:
            self._new_key()
        try:
            placed = await db.run(
                checkouts.place_order,
                buyer_id=viewer.id,
                form=CheckoutForm(**form),
                idempotency_key=self._key,
            )
        except KeyReused:
            yield [CartState.load, toast_error(ORDERED), rx.redirect(routes.ORDERS)]
            return
        except DomainError as problem:
            self.errors = by_field(problem, "address", "note")
            if isinstance(problem, CartChanged):
                yield CartState.load
            return
        self._is_used = True
        try:
            onward = await payments.begin(placed.order)
        except Unavailable as problem:
            onward = routes.order(placed.order.id)
            yield toast_error(problem.message)
        yield [CartState.load, rx.call_script(TELL_TABS), rx.redirect(onward)]

    def _new_key(self) -> None:
        # One that has made an order is kept until the page is opened anew: a second click that
        # was on its way leads to the same order.
        if self._is_used or not self._key:
            self._key, self._is_used = crypto.random_token(128), False


def checkout() -> rx.Component:
    """The choices at the left, what is ordered at the right."""
    nothing = empty(
        "Nothing to check out",
        "Your cart is empty.",
        link_button("Go to the shop", routes.SHOP, kind="primary", icon="shopping-bag"),
    )
    return rx.fragment(
        way_up("Your cart", routes.CART),
        page_head("Check out", "Look it over, choose how you get it, and confirm."),
        rx.cond(
            CartState.count > 0,
            rx.fragment(
                email_notice("you can’t order: word of your order goes there."),
                cart.changes_notice(),
                _form(),
            ),
            nothing,
        ),
    )


def _form() -> rx.Component:
    errors = CheckoutState.errors
    return form(
        rx.el.div(_delivery(), _payment(), class_name="grid min-w-0 content-start gap-6"),
        card(
            "Your order",
            rx.el.div(cart.lines(is_editable=False), class_name="-mt-4"),
            cart.sums(),
            rx.el.div(form_errors(errors["form"]), class_name="mt-4 empty:hidden"),
            primary(
                "Place order",
                type="submit",
                class_name="mt-5 h-12 w-full",
                busy=CheckoutState.is_busy,
                disabled=~ViewerState.email_verified,
            ),
            rx.el.p(
                "You can cancel it as long as it isn’t paid.",
                class_name="mt-3 text-center text-xs text-muted",
            ),
            sub=rx.fragment("Not right? ", _to_cart()),
        ),
        class_name="group grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_336px]",
        draft="checkout",
        on_submit=CheckoutState.submit,
    )


def _to_cart() -> rx.Component:
    return rx.el.a("Change your cart", href=routes.CART, class_name="underline")


def _delivery() -> rx.Component:
    errors = CheckoutState.errors
    return card(
        "How you get it",
        _choice(
            "delivery",
            "How you get it",
            [_option("delivery", *way, is_first=not n) for n, way in enumerate(_WAYS)],
        ),
        rx.el.div(
            text_area(
                "Address",
                "address",
                hint="Street and number, postal code, town.",
                error=errors["address"],
                auto_complete="street-address",
            ),
            class_name="mt-4 hidden group-has-[input[value=address]:checked]:block",
        ),
        rx.el.div(
            text_area("Note", "note", optional=True, rows=2, error=errors["note"]),
            class_name="mt-4",
        ),
    )


def _payment() -> rx.Component:
    return card(
        "How you pay",
        _choice(
            "payment",
            "How you pay",
            [
                _option("payment", way.code, way.name, way.hint, is_first=not n)
                for n, way in enumerate(payments.methods())
            ],
        ),
    )


def _choice(name: str, legend: str, options: list[Child]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="sr-only"),
        *options,
        class_name="grid gap-3",
        custom_attrs={"id": name},
    )


def _option(name: str, value: str, label: Text, hint: Text, *, is_first: bool) -> Child:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=value,
            default_checked=is_first,
            class_name="radio radio-primary radio-sm mt-0.5",
        ),
        rx.el.span(
            rx.el.span(label, class_name="block text-sm font-medium"),
            rx.el.span(hint, class_name="block text-sm text-muted"),
        ),
        class_name="flex cursor-pointer items-start gap-3 rounded-field border border-base-300 p-4 "
        "has-[:checked]:border-primary has-[:checked]:bg-secondary/40",
    )


PAGE = Page(
    route=routes.CHECKOUT,
    title="Check out",
    build=checkout,
    open_to="member",
    on_load=(CheckoutState.load, ConfirmEmailState.load),
)
