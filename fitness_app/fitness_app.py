"""The composition root: every room's pages, in their shells, as one app."""

import reflex as rx

from fitness_app import frame, settings
from fitness_app.accounts.pages import PAGES as ACCOUNTS_PAGES
from fitness_app.cabinet.pages import PAGES as CABINET_PAGES
from fitness_app.coaching.pages import PAGES as COACHING_PAGES
from fitness_app.development.pages import PAGES as DEVELOPMENT_PAGES
from fitness_app.training.pages import PAGES as TRAINING_PAGES
from fitness_app.ui.page import Page
from fitness_app.welcome.pages import PAGES as WELCOME_PAGES

PAGES: tuple[Page, ...] = (
    *WELCOME_PAGES,
    *ACCOUNTS_PAGES,
    *CABINET_PAGES,
    *TRAINING_PAGES,
    *COACHING_PAGES,
    *(DEVELOPMENT_PAGES if settings.get().is_development else ()),
)

app = rx.App(
    stylesheets=["/theme.css"],
    head_components=frame.head(),
    html_lang="en",
    toaster=frame.toaster(),
)

for page in PAGES:
    shown = frame.wrap(page)
    app.add_page(
        shown.build,
        route=shown.route,
        title=frame.title(shown),
        description=shown.description or None,
        on_load=list(shown.on_load) or None,
    )
app.add_page(frame.not_found_page, route="404", title="Page not found")
