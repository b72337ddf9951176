"""The screens of this room."""

from fitness_app.cabinet.pages import overview
from fitness_app.ui.page import Page

PAGES: list[Page] = [overview.PAGE]
