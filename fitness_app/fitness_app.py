"""The composition root: every room's pages, in their shells, as one app."""

import reflex as rx

from fitness_app import api, edge, frame, guard, settings
from fitness_app.accounts.pages import PAGES as ACCOUNTS_PAGES
from fitness_app.accounts.state import ViewerState
from fitness_app.background import background
from fitness_app.cabinet.pages import PAGES as CABINET_PAGES
from fitness_app.coaching.pages import PAGES as COACHING_PAGES
from fitness_app.development.pages import PAGES as DEVELOPMENT_PAGES
from fitness_app.shop import arrivals  # noqa: F401  # it joins in by being here
from fitness_app.shop import export as shop_export  # noqa: F401
from fitness_app.shop.pages import PAGES as SHOP_PAGES
from fitness_app.training import export, joining  # noqa: F401  # they join in by being here
from fitness_app.training.pages import PAGES as TRAINING_PAGES
from fitness_app.ui import trouble
from fitness_app.ui.page import Page
from fitness_app.welcome.pages import PAGES as WELCOME_PAGES

PAGES: tuple[Page, ...] = (
    *WELCOME_PAGES,
    *ACCOUNTS_PAGES,
    *CABINET_PAGES,
    *TRAINING_PAGES,
    *COACHING_PAGES,
    *SHOP_PAGES,
    *DEVELOPMENT_PAGES,
)
HIDDEN = [page.route for page in DEVELOPMENT_PAGES if not settings.get().is_development]
"""Pages that every build has and this club doesn't show."""

around = edge.Edge(HIDDEN)

app = rx.App(
    stylesheets=["/theme.css"],
    reset_style=False,  # Tailwind brings its own
    app_wraps={
        (55, "ErrorBoundary"): lambda _: trouble.catch_crashes(),
        (5, "Overlay"): lambda _: trouble.no_connection(),
    },
    head_components=frame.head(),
    html_lang="en",
    toaster=frame.toaster(),
    api_transformer=[around.pages, api.beside(page.route for page in PAGES), around.gate],
    backend_exception_handler=guard.say_what_failed,
    frontend_exception_handler=guard.note_a_pages_failure,
)

for page in PAGES:
    shown = frame.wrap(page)
    app.add_page(
        shown.build,
        route=shown.route,
        title=frame.title(shown),
        description=shown.description or None,
        image="/apple-touch-icon.png",
        # Without a handler of its own a page would be filled before the guard has seen who came.
        on_load=list(shown.on_load) or [ViewerState.arrive],
    )
app.add_page(frame.not_found_page, route="404", title="Page not found", on_load=ViewerState.arrive)

guard.stand_before(app, PAGES, HIDDEN)
app.register_lifespan_task(background)
