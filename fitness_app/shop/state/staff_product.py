"""One product as its staff's page holds it: its words, its variants, its stock."""

from typing import Literal

import reflex as rx
from typing_extensions import TypedDict

from fitness_app.accounts.access import Access, open_to, signed_in
from fitness_app.accounts.state import place_of, say_not_found
from fitness_app.kit import clock, db
from fitness_app.kit.errors import DomainError, NotFound, by_field
from fitness_app.shop import assortment, catalogue, staff_product_rows, stock
from fitness_app.shop.staff_product_rows import MovementRow, ProductScreen, VariantRow
from fitness_app.ui.notices import toast_success


class DescriptionForm(TypedDict):
    """What is said of a product."""

    name: str
    category: str
    description: str
    picture: str


@open_to(Access.TRAINER)
class StaffProductState(rx.State):
    """The product, its variants, and what changed its stock."""

    product: ProductScreen = ProductScreen()
    variants: list[VariantRow] = []
    movements: list[MovementRow] = []
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        self.reset()
        self.product = ProductScreen(slug=place_of(self))
        try:
            await self.refresh()
        except NotFound:
            await say_not_found(self)

    @rx.event
    async def refresh(self):
        viewer, now, slug = signed_in(), clock.now(), self.product.slug
        product = await db.read(catalogue.get_product, slug=slug, with_unpublished=True)
        movements = await db.read(stock.list_movements, slug=slug)
        self.product = staff_product_rows.show(product, viewer)
        self.variants = staff_product_rows.show_variants(product, viewer)
        self.movements = staff_product_rows.show_movements(movements, viewer, now)

    @rx.event
    async def describe(self, form: DescriptionForm):
        self.errors = {}
        try:
            await db.run(assortment.edit_product, slug=self.product.slug, **form)
        except DomainError as problem:
            self.errors = by_field(problem, *form)
            return None
        await self.refresh()
        return toast_success("Saved.")

    @rx.event
    async def publish(self, is_published: bool):
        slug = self.product.slug
        await db.run(assortment.set_published, slug=slug, is_published=is_published)
        await self.refresh()
        return toast_success("Members see it now." if is_published else "Hidden from members.")


class VariantForm(TypedDict):
    """A size, colour or length as it is typed; `stock` is for a new one only."""

    variant: str
    price: str
    stock: str
    limit: str


VARIANT_FIELDS = {"name": "variant", "price": "price", "stock": "stock", "limit": "limit"}


@open_to(Access.TRAINER)
class VariantState(rx.State):
    """The variant that is being added or changed."""

    variant: VariantRow = VariantRow()
    is_open: bool = False
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    def add(self):
        self.reset()
        self.variant = VariantRow(limit=str(assortment.USUAL_LIMIT))
        self.is_open = True

    @rx.event
    async def change(self, variant_id: int):
        self.reset()
        self.variant = await _find(self, variant_id)
        self.is_open = True

    @rx.event
    def close(self):
        self.is_open = False

    @rx.event
    async def offer(self, variant_id: int, is_offered: bool):
        changes = {"is_offered": is_offered}
        await db.run(assortment.change_variant, variant_id=variant_id, changes=changes)
        said = "Members can choose it now." if is_offered else "Members can't choose it now."
        return [StaffProductState.refresh, toast_success(said)]

    @rx.event
    async def submit(self, form: VariantForm):
        self.errors = {}
        try:
            await self._save(form)
        except DomainError as problem:
            said = by_field(problem, *VARIANT_FIELDS)
            self.errors = {VARIANT_FIELDS.get(field, field): text for field, text in said.items()}
            return None
        self.is_open = False
        return [StaffProductState.refresh, toast_success("Saved.")]

    async def _save(self, form: VariantForm) -> None:
        said = {"name": form["variant"], "price": form["price"], "limit": form["limit"]}
        if self.variant.id:
            await db.run(assortment.change_variant, variant_id=self.variant.id, changes=said)
            return
        slug = (await self.get_state(StaffProductState)).product.slug
        await db.run(
            assortment.add_variant,
            actor_id=signed_in().id,
            slug=slug,
            stock=form["stock"],
            **said,
        )


class MovementForm(TypedDict):
    """A change of stock as it is typed."""

    direction: Literal["in", "out"]
    count: str
    reason: str
    note: str


@open_to(Access.TRAINER)
class StockState(rx.State):
    """The variant whose stock is about to change."""

    variant: VariantRow = VariantRow()
    errors: dict[str, str] = {}

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    async def open(self, variant_id: int):
        self.errors = {}
        self.variant = await _find(self, variant_id)

    @rx.event
    def close(self):
        self.variant = VariantRow()

    @rx.event
    async def submit(self, form: MovementForm):
        self.errors = {}
        count = form["count"].strip().lstrip("+-−")
        try:
            await db.run(
                stock.change_stock,
                actor_id=signed_in().id,
                variant_id=self.variant.id,
                change=count if form["direction"] == "in" else f"-{count}",
                reason=form["reason"],
                note=form["note"],
            )
        except DomainError as problem:
            said = by_field(problem, "change", "reason", "note")
            self.errors = {"count" if it == "change" else it: text for it, text in said.items()}
            return None
        self.variant = VariantRow()
        return [StaffProductState.refresh, toast_success("Stock changed.")]


async def _find(state: rx.State, variant_id: int) -> VariantRow:
    """One of the variants on the page; raises NotFound."""
    shown = (await state.get_state(StaffProductState)).variants
    for variant in shown:
        if variant.id == variant_id:
            return variant
    raise NotFound
