"""The screens of this room."""

from fitness_app.accounts.pages import (
    login,
    mail_links,
    my_data,
    profile,
    recover,
    register,
    security,
)
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    login.PAGE,
    register.PAGE,
    recover.PAGE,
    *mail_links.PAGES,
    profile.PAGE,
    security.PAGE,
    my_data.PAGE,
]
