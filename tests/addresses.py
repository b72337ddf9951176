"""Where each page of the app is found in the demo club, those of one of many included."""

from fitness_app.ui.page import Page

_OF_MANY = {
    "/shop/[this_product]": "/shop/club-shirt",
    "/cabinet/orders/[this_order]": "/cabinet/orders/1",
    "/trainer/orders/[this_order]": "/trainer/orders/1",
    "/trainer/products/[this_product]": "/trainer/products/club-shirt",
    "/workouts/[this_workout]": "/workouts/1",
    "/exercises/[this_exercise]": "/exercises/back-squat",
    "/exercises/own/[this_exercise]": "/exercises/own/new",
    "/trainer/exercises/[this_exercise]": "/trainer/exercises/back-squat",
    "/plans/[this_plan]": "/plans/foundation",
    "/trainer/plans/[this_plan]": "/trainer/plans/1",
}


def address_of(page: Page) -> str:
    """The page's own address, or that of one which the demo club has."""
    return _OF_MANY.get(page.route, page.route)
