"""The cart, as every page knows it: its badge, its lines, and what can be done with them."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from fitness_app.accounts.access import Access, find_viewer, open_to
from fitness_app.accounts.state import ViewerState, visitor_of
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, Invalid
from fitness_app.shop import carts, goods_rows
from fitness_app.shop.carts import CartView, Shopper
from fitness_app.shop.goods_rows import CartRow
from fitness_app.ui.notices import toast_error, toast_success

TELL_TABS = "fitness.tellTabs('cart')"
"""Has this browser's other tabs read the cart anew."""


@open_to(Access.ANYONE)
class CartState(rx.State):
    """Somebody's cart, a guest's too; other tabs and devices may change it at any time."""

    lines: list[CartRow] = []
    count: int = 0
    items: str = ""
    """How many things there are, in words."""
    total: str = ""
    is_changed: bool = False
    """Whether something in it isn't what its owner last saw."""
    in_cart: dict[str, int] = {}
    """How many of each product are in it, by its slug."""

    @rx.event
    async def load(self):
        self._show(await db.read(carts.get_cart, shopper=_shopper(self)), await _locale(self))

    @rx.event
    async def add(self, variant_id: int, quantity: int = 1):
        return await self._change(
            carts.add, "In your cart.", variant_id=variant_id, quantity=quantity
        )

    @rx.event
    async def set_quantity(self, line_id: int, quantity: int):
        return await self._change(carts.set_quantity, "", line_id=line_id, quantity=quantity)

    @rx.event
    async def remove(self, line_id: int):
        return await self._change(carts.remove, "Taken out of your cart.", line_id=line_id)

    @rx.event
    async def confirm(self):
        return await self._change(carts.confirm_changes, "Your cart is up to date.")

    async def _change(
        self, step: Callable[..., CartView], said: str, **what: Any
    ) -> list[rx.event.EventSpec]:
        shopper, locale = _shopper(self), await _locale(self)
        try:
            cart = await db.run(step, shopper=shopper, **what)
        except DomainError as problem:
            # Another tab may have been faster: show what is so now, beside why it was refused.
            self._show(await db.read(carts.get_cart, shopper=shopper), locale)
            fields = problem.fields.values() if isinstance(problem, Invalid) else ()
            return [toast_error(" ".join(fields) or problem.message)]
        self._show(cart, locale)
        told = rx.call_script(TELL_TABS)
        return [told, toast_success(said)] if said else [told]

    def _show(self, cart: CartView, locale: str) -> None:
        self.lines = goods_rows.show_cart(cart, locale)
        self.count = cart.count
        self.items = goods_rows.count_words(cart.count, locale)
        self.total = goods_rows.price_of(cart.total_cents, locale)
        self.is_changed = cart.needs_confirming
        self.in_cart = {}
        for line in cart.lines:
            self.in_cart[line.slug] = self.in_cart.get(line.slug, 0) + line.quantity


def _shopper(state: rx.State) -> Shopper:
    if viewer := find_viewer():
        return Shopper(user_id=viewer.id)
    return Shopper(guest_key=visitor_of(state))


async def _locale(state: rx.State) -> str:
    return (await state.get_state(ViewerState)).locale
