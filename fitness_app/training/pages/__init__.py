"""The screens of this room."""

from fitness_app.training.pages import body, goals
from fitness_app.ui.page import Page

PAGES: list[Page] = [body.PAGE, goals.PAGE]
