"""The screens of this room."""

from fitness_app.ui.page import Page
from fitness_app.welcome.pages import landing, privacy, terms

PAGES: list[Page] = [landing.PAGE, privacy.PAGE, terms.PAGE]
