"""The screens of this room."""

from fitness_app.development.pages import styleguide
from fitness_app.ui.page import Page

PAGES: list[Page] = [styleguide.PAGE]
