"""The screens of this room."""

from fitness_app.shop.pages import staff_order, staff_orders, staff_product, staff_products
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    staff_orders.PAGE,
    staff_order.PAGE,
    staff_products.PAGE,
    staff_product.PAGE,
]
