"""The screens of this room."""

from fitness_app.ui.page import Page

PAGES: list[Page] = []
