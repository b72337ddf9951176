"""The screens of this room."""

from fitness_app.shop.pages import (
    cart,
    checkout,
    my_order,
    my_orders,
    product,
    shelves,
    staff_order,
    staff_orders,
    staff_product,
    staff_products,
)
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    shelves.PAGE,
    product.PAGE,
    cart.PAGE,
    checkout.PAGE,
    my_orders.PAGE,
    my_order.PAGE,
    staff_orders.PAGE,
    staff_order.PAGE,
    staff_products.PAGE,
    staff_product.PAGE,
]
