"""The screens of this room."""

from fitness_app.development.pages import mailbox, styleguide
from fitness_app.ui.page import Page

PAGES: list[Page] = [mailbox.PAGE, styleguide.PAGE]
