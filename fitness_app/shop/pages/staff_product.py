"""One product, for those who look after it: its words, its variants, its stock and its past."""

import reflex as rx

from fitness_app import routes
from fitness_app.shop import pictures
from fitness_app.shop.catalogue import CATEGORIES
from fitness_app.shop.components.pictures import thumbnail
from fitness_app.shop.components.staff_product import dialogs, movements_card, variants_card
from fitness_app.shop.components.standing import standing_badge
from fitness_app.shop.state.staff_product import StaffProductState, StockState, VariantState
from fitness_app.ui.buttons import ghost, primary, secondary
from fitness_app.ui.cards import card
from fitness_app.ui.dialogs import confirm
from fitness_app.ui.fields import form, form_errors, select_field, text_area, text_field
from fitness_app.ui.links import way_up
from fitness_app.ui.page import Page, columns, page_head

PICTURES = (("", "None"), *((it, pictures.name_of(it)) for it in pictures.list_pictures()))


def staff_product() -> rx.Component:
    """Variants and movements at the left, the words at the right."""
    product = StaffProductState.product
    return rx.fragment(
        way_up("Products", routes.STAFF_PRODUCTS),
        page_head(
            product.name,
            rx.el.span(
                standing_badge(product.standing),
                product.about,
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            rx.cond(product.is_published, _hiding(), _publishing()),
            lead=thumbnail(product.drawing, "size-16"),
        ),
        columns([variants_card(), movements_card()], [_words()]),
        dialogs(),
    )


def _publishing() -> rx.Component:
    return primary("Publish", on_click=StaffProductState.publish(True))


def _hiding() -> rx.Component:
    return confirm(
        f"Hide {StaffProductState.product.name}?",
        "Members no longer see it. Carts that hold it say so; orders keep it.",
        act="Hide it",
        keep="Keep it",
        on_confirm=StaffProductState.publish(False),
        trigger=ghost("Hide…"),
    )


def _words() -> rx.Component:
    product, errors = StaffProductState.product, StaffProductState.errors
    return card(
        "What members read",
        form(
            text_field(
                "Name", "name", default_value=product.name, required=True, error=errors["name"]
            ),
            select_field(
                "Category",
                "category",
                tuple(CATEGORIES.items()),
                default_value=product.category,
                error=errors["category"],
            ),
            text_area(
                "Description",
                "description",
                default_value=product.description,
                rows=5,
                error=errors["description"],
                optional=True,
            ),
            select_field(
                "Picture",
                "picture",
                PICTURES,
                default_value=product.picture,
                error=errors["picture"],
            ),
            form_errors(errors["form"], id="words-error"),
            secondary("Save", type="submit", class_name="justify-self-start"),
            key=product.slug,
            class_name="grid gap-4",
            on_submit=StaffProductState.describe,
        ),
    )


PAGE = Page(
    route=routes.ONE_STAFF_PRODUCT,
    title="Product",
    name=StaffProductState.product.name,
    build=staff_product,
    open_to="trainer",
    on_load=(VariantState.load, StockState.load, StaffProductState.load),
)
