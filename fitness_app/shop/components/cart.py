"""The cart as pages show it: its lines, what has changed, its total."""

from typing import Any

import reflex as rx

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.shop.components.pictures import thumbnail
from fitness_app.shop.goods_rows import CartRow
from fitness_app.shop.state.cart import CartState
from fitness_app.ui.buttons import classes, link_button, secondary
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Count, Text
from fitness_app.ui.links import link
from fitness_app.ui.notices import notice

_STEP = (
    "grid size-10 cursor-pointer place-items-center pointer-coarse:size-11 "
    "disabled:cursor-default disabled:text-base-content/30"
)


def changes_notice() -> Child:
    """That something changed since it was added, until its owner says yes to it."""
    return rx.cond(
        CartState.is_changed,
        notice(
            "Something has changed since you added it.",
            "It is marked below. Look it over before you order.",
            secondary("Accept the changes", size="sm", on_click=CartState.confirm),
            icon="tag",
            class_name="mb-4",
        ),
    )


def lines(*, is_editable: bool = True) -> rx.Component:
    """What is in the cart; with steppers unless it is only looked over."""
    return rx.el.ul(
        rx.foreach(CartState.lines, lambda line: _line(line, is_editable)),
        class_name="divide-y divide-base-300",
        aria_label="In your cart",
    )


def sums() -> rx.Component:
    """How much there is and what it costs."""
    return rx.el.dl(
        _sum(CartState.items, CartState.total),
        _sum("Pick-up or delivery", "Free"),
        rx.el.div(
            rx.el.dt("Total", class_name="text-base font-medium"),
            rx.el.dd(CartState.total, class_name="text-2xl font-semibold tracking-tight tabular"),
            class_name="mt-1 flex items-baseline justify-between",
        ),
        class_name="grid gap-2 border-t border-base-300 pt-4 text-sm",
    )


def way_to_pay(label: str = "Check out") -> rx.Component:
    """The button that leads to the checkout."""
    return rx.fragment(
        link_button(label, routes.CHECKOUT, kind="primary", class_name="mt-5 h-12 w-full"),
        rx.el.p(
            "Nothing is charged before you confirm.",
            class_name="mt-3 text-center text-xs text-muted",
        ),
    )


def phone_bar() -> rx.Component:
    """The cart at the foot of a phone, once there is something in it."""
    bar = link(
        icon("shopping-bag", 20, "text-glow"),
        rx.el.span(f"Cart, {CartState.items}", class_name="grow"),
        rx.el.span(CartState.total, class_name="font-medium tabular"),
        icon("chevron-right", 18),
        href=routes.CART,
        class_name=[
            "fixed inset-x-3 z-20 flex h-13 items-center gap-3 rounded-box bg-neutral px-5 text-sm "
            "text-neutral-content shadow-(--lift-lg) lg:hidden",
            rx.cond(
                ViewerState.is_signed_in,
                "bottom-[calc(4.5rem+env(safe-area-inset-bottom))]",  # above the dock
                "bottom-3",
            ),
        ],
    )
    return rx.fragment(rx.cond(CartState.count > 0, bar))


def stepper(name: Text, count: Count, *, fewer: rx.Component, more: rx.Component) -> rx.Component:
    """How many, with a button at each side."""
    return rx.el.div(
        fewer,
        rx.el.span(count, class_name="w-6 text-center text-sm font-medium tabular"),
        more,
        class_name="inline-flex h-10 items-center rounded-field border border-base-300 bg-base-100 "
        "pointer-coarse:h-11",
        role="group",
        aria_label=name,
    )


def step_button(picture: Child, name: Text, **props: Any) -> rx.Component:
    """A side of a stepper."""
    return rx.el.button(picture, type="button", class_name=_STEP, aria_label=name, **props)


def badge_count() -> Child:
    """How many things are in the cart, on the navigation's entry; nothing for none."""
    return rx.fragment(
        rx.cond(
            CartState.count > 0,
            rx.el.span(
                CartState.count,
                rx.el.span(" in your cart", class_name="sr-only"),
                class_name="tabular text-xs",
                custom_attrs={"data-cart-count": True},
            ),
        )
    )


def cart_button() -> rx.Component:
    """The cart in a bar: an icon with how many things are in it."""
    mark = rx.el.span(
        CartState.count,
        class_name="absolute right-0 top-0.5 grid h-4 min-w-4 place-items-center rounded-full "
        "bg-primary px-1 text-[10px] font-medium text-primary-content tabular",
        aria_hidden=True,
    )
    return link(
        icon("shopping-bag", 20),
        rx.cond(CartState.count > 0, mark),
        href=routes.CART,
        class_name=classes("ghost", "md", "btn-square relative"),
        custom_attrs={
            "aria-label": rx.cond(CartState.count > 0, f"Cart, {CartState.items}", "Cart")
        },
    )


def rereader() -> rx.Component:
    """What assets/app.js presses when another tab or device may have changed the cart."""
    return rx.el.button(
        type="button",
        hidden=True,
        on_click=CartState.load,
        custom_attrs={"data-rereads": True, "tabIndex": -1, "aria-hidden": True},
    )


def _line(line: CartRow, is_editable: bool) -> rx.Component:
    detail = rx.cond(
        line.variant != "",
        f"{line.variant} · {line.quantity} × {line.each}",
        f"{line.quantity} × {line.each}",
    )
    was = rx.el.s(
        rx.el.span("was ", class_name="sr-only"),
        line.was,
        class_name="mr-1.5 font-normal text-muted",
    )
    return rx.el.li(
        link(thumbnail(line.picture, "size-[72px]"), href=line.href, aria_label=line.name),
        rx.el.div(
            rx.el.div(
                rx.el.p(line.name, class_name="truncate text-sm font-medium"),
                rx.el.p(
                    rx.cond(line.was != "", was),
                    line.total,
                    class_name="whitespace-nowrap text-sm font-semibold tabular",
                ),
                class_name="flex items-baseline justify-between gap-3",
            ),
            rx.el.p(detail, class_name="text-xs text-muted tabular"),
            rx.foreach(line.changes, _change),
            *([_quantity(line)] if is_editable else []),
            class_name="min-w-0 grow",
        ),
        class_name="flex gap-4 py-4",
    )


def _change(text: Text) -> rx.Component:
    return rx.el.p(
        icon("triangle-alert", 14, "mt-px"),
        text,
        class_name="mt-1 flex items-start gap-1.5 text-xs font-medium text-warning",
    )


def _quantity(line: CartRow) -> rx.Component:
    is_last = line.quantity == 1
    fewer = step_button(
        rx.cond(is_last, icon("trash-2", 16), icon("minus", 16)),
        rx.cond(is_last, f"Take out {line.name}", f"One {line.name} fewer"),
        on_click=CartState.set_quantity(line.id, line.quantity - 1),
    )
    more = step_button(
        icon("plus", 16),
        f"One {line.name} more",
        on_click=CartState.set_quantity(line.id, line.quantity + 1),
        disabled=line.quantity >= line.most,
    )
    take_out = rx.el.button(
        "Take out",
        rx.el.span(f" {line.name}", class_name="sr-only"),
        type="button",
        class_name=classes("ghost", "sm", "text-muted"),
        on_click=CartState.remove(line.id),
    )
    return rx.el.div(
        stepper(f"How many of {line.name}", line.quantity, fewer=fewer, more=more),
        rx.cond(is_last, rx.fragment(), take_out),
        class_name="mt-2 flex items-center gap-2",
    )


def _sum(name: Text, value: Text) -> rx.Component:
    return rx.el.div(
        rx.el.dt(name, class_name="text-muted"),
        rx.el.dd(value, class_name="tabular"),
        class_name="flex justify-between",
    )
