"""What stands there when something is broken: no such page, no connection, a crash."""

import reflex as rx
from reflex.vars import Var
from reflex.vars.function import ArgsFunctionOperation
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_too_many_connection_errors

from fitness_app import routes
from fitness_app.ui.buttons import classes, link_button
from fitness_app.ui.icons import icon
from fitness_app.ui.links import outside_link
from fitness_app.ui.notices import empty

_MIDDLE = "mx-auto max-w-[520px] px-4 py-16"


def not_found() -> rx.Component:
    """What stands where there is no page, or none for this person."""
    return rx.el.div(
        empty(
            "We couldn’t find that page",
            "It may have moved, or the address has a slip in it.",
            link_button("Go to the start page", routes.HOME, kind="primary"),
            heading="h1",
        ),
        class_name=_MIDDLE,
    )


def no_connection() -> rx.Component:
    """A word while the server can't be reached; the page keeps trying by itself."""
    return rx.cond(
        has_too_many_connection_errors,
        rx.el.p(
            icon("cloud-off", 16, "text-glow"),
            "We can’t reach the club. What you type stays here, and we keep trying.",
            role="status",
            class_name="no-connection fixed inset-x-4 bottom-20 z-40 mx-auto flex w-fit max-w-full "
            "items-center gap-3 rounded-field bg-neutral px-4 py-3 text-sm text-neutral-content "
            "shadow-(--lift-lg) lg:bottom-6",
        ),
        rx.fragment(),
    )


def catch_crashes(*children: rx.Component) -> rx.Component:
    """A boundary: when what is inside fails to draw, say so and offer to load the page again."""
    crashed = rx.el.div(
        empty(
            "This page tripped over itself",
            "What you saved is safe. Load the page again; if it keeps happening, tell the club.",
            outside_link("Load again", href="", class_name=classes("primary")),
            heading="h1",
        ),
        class_name=_MIDDLE,
    )
    return ErrorBoundary.create(
        *children,
        fallback_render=ArgsFunctionOperation.create(
            ("_error",), Var.create(crashed), _var_type=rx.Component
        ),
    )
