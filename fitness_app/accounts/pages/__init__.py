"""The screens of this room."""

from fitness_app.accounts.pages import (
    api_tokens,
    login,
    mail_links,
    my_data,
    new_address,
    profile,
    recover,
    register,
    reset_password,
    security,
)
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    login.PAGE,
    register.PAGE,
    recover.PAGE,
    *mail_links.PAGES,
    new_address.PAGE,
    reset_password.PAGE,
    profile.PAGE,
    security.PAGE,
    api_tokens.PAGE,
    my_data.PAGE,
]
