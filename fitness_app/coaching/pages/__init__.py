"""The screens of this room."""

from fitness_app.coaching.pages import trainer
from fitness_app.ui.page import Page

PAGES: list[Page] = [trainer.PAGE]
