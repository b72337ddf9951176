"""The parts of a product's page for its staff: variants, their stock, and the dialogs for both."""

import reflex as rx

from fitness_app.shop.staff_product_rows import MovementRow, VariantRow
from fitness_app.shop.state.staff_product import StaffProductState, StockState, VariantState
from fitness_app.shop.stock import REASONS, STAFF_REASONS
from fitness_app.ui import club
from fitness_app.ui.buttons import button_row, ghost, primary, secondary
from fitness_app.ui.cards import card, rows
from fitness_app.ui.dialogs import closing, dialog
from fitness_app.ui.fields import form, form_errors, select_field, text_field
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import text_link
from fitness_app.ui.tables import Column, cell, head_cell, row, table


def variants_card() -> rx.Component:
    """What can be chosen of the product, at what price, and how many are there."""
    return card(
        "Variants",
        rows(rx.foreach(StaffProductState.variants, _variant)),
        actions=[secondary("Add a variant", size="sm", icon="plus", on_click=VariantState.add)],
    )


def movements_card() -> rx.Component:
    """Why there are as many as there are."""
    shown = rx.fragment(
        table(
            "Stock movements",
            [
                "When",
                "Variant",
                Column("Change", figures=True),
                Column("Left", figures=True),
                "Why",
                "By",
            ],
            rx.foreach(StaffProductState.movements, _movement),
        ),
    )
    nothing = rx.el.p(
        "Nothing has come or gone yet.", class_name="px-5 pb-5 text-sm text-muted sm:px-6 sm:pb-6"
    )
    return card(
        "Stock movements",
        rx.cond(StaffProductState.movements, shown, nothing),
        sub="The last 50, newest first",
        flush=True,
    )


def dialogs() -> rx.Component:
    """A variant's form, and the one that changes its stock."""
    return rx.fragment(_variant_form(), _stock_form())


def _variant(variant: VariantRow) -> rx.Component:
    look = rx.cond(variant.is_low, "text-warning", "text-muted")
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                variant.shown_name,
                rx.cond(
                    variant.is_offered,
                    rx.fragment(),
                    rx.el.span("not offered", class_name="ml-2 font-normal text-muted"),
                ),
                class_name="text-sm font-medium",
            ),
            rx.el.p(
                rx.el.span(variant.shown_price),
                rx.el.span(variant.stock, class_name=look),
                rx.el.span(f"{variant.limit} per order"),
                class_name="mt-0.5 flex flex-wrap gap-x-4 text-xs text-muted tabular",
            ),
            class_name="min-w-0 grow basis-44",
        ),
        button_row(*_acts(variant), class_name="-ml-3 sm:-mr-2 sm:ml-0"),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-2 py-3",
    )


def _acts(variant: VariantRow) -> list[Child]:
    name = variant.shown_name
    counted = ghost(
        "Stock",
        size="sm",
        on_click=StockState.open(variant.id),
        aria_label=f"Change the stock of {name}",
    )
    return [
        rx.cond(variant.is_counted, counted),
        ghost(
            "Change",
            size="sm",
            on_click=VariantState.change(variant.id),
            aria_label=f"Change {name}",
        ),
        rx.cond(
            variant.is_offered,
            ghost(
                "Stop offering",
                size="sm",
                on_click=VariantState.offer(variant.id, False),
                aria_label=f"Stop offering {name}",
            ),
            ghost(
                "Offer",
                size="sm",
                on_click=VariantState.offer(variant.id, True),
                aria_label=f"Offer {name}",
            ),
        ),
    ]


def _movement(moved: MovementRow) -> rx.Component:
    why = rx.el.span(
        rx.cond(
            moved.href != "",
            text_link(moved.why, moved.href, underlined=True),
            rx.el.span(moved.why),
        ),
        rx.cond(moved.note != "", rx.el.span(moved.note, class_name="block text-xs text-muted")),
    )
    return row(
        head_cell(moved.when),
        cell(moved.variant),
        cell(moved.change, figures=True),
        cell(moved.left, figures=True, muted=True),
        cell(why),
        cell(moved.by, muted=True),
    )


def _variant_form() -> rx.Component:
    variant, errors = VariantState.variant, VariantState.errors
    is_new = variant.id == 0
    return dialog(
        rx.cond(is_new, "Add a variant", f"Change {variant.shown_name}"),
        form(
            text_field(
                "What sets it apart",
                "variant",
                default_value=variant.name,
                hint="A size, a colour, a length; nothing if it is the only one.",
                error=errors["variant"],
            ),
            text_field(
                "Price",
                "price",
                required=True,
                default_value=variant.price,
                suffix=club.CURRENCY,
                error=errors["price"],
                input_mode="decimal",
            ),
            rx.cond(is_new, _first_stock(), rx.el.input(type="hidden", name="stock", value="")),
            text_field(
                "At most per order",
                "limit",
                default_value=variant.limit,
                error=errors["limit"],
                input_mode="numeric",
            ),
            form_errors(errors["form"], id="variant-error"),
            button_row(
                closing(ghost("Cancel", on_click=VariantState.close)),
                primary("Save", type="submit"),
                class_name="justify-end",
            ),
            key=rx.cond(VariantState.is_open, f"{variant.id}", "closed"),
            class_name="mt-4 grid gap-4",
            on_submit=VariantState.submit,
        ),
        text=rx.cond(is_new, "", "Carts that hold it ask their owners about a new price."),
        open=VariantState.is_open,
        on_close=VariantState.close,
    )


def _first_stock() -> rx.Component:
    return text_field(
        "In stock",
        "stock",
        hint="Leave it empty if there is no end to it.",
        error=VariantState.errors["stock"],
        input_mode="numeric",
        optional=True,
    )


def _stock_form() -> rx.Component:
    variant, errors = StockState.variant, StockState.errors
    reasons = [(code, REASONS[code]) for code in STAFF_REASONS]
    return dialog(
        f"Stock of {variant.shown_name}",
        form(
            select_field("What happened", "direction", (("in", "Came in"), ("out", "Went out"))),
            text_field(
                "How many", "count", required=True, error=errors["count"], input_mode="numeric"
            ),
            select_field("Why", "reason", reasons, error=errors["reason"]),
            text_field("Note", "note", error=errors["note"], optional=True),
            form_errors(errors["form"], id="stock-error"),
            button_row(
                closing(ghost("Cancel", on_click=StockState.close)),
                primary("Change stock", type="submit"),
                class_name="justify-end",
            ),
            key=f"{variant.id}",
            class_name="mt-4 grid gap-4",
            on_submit=StockState.submit,
        ),
        text=f"{variant.stock} now. The change stays on record, with your name.",
        open=variant.id != 0,
        on_close=StockState.close,
    )
