"""Signing in."""

from typing import NotRequired
from urllib.parse import quote

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, sessions
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.signing_in import check_credentials
from fitness_app.accounts.state import SignInNewsState, client_of
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, Unauthenticated, by_field
from fitness_app.ui.buttons import primary
from fitness_app.ui.fields import checkbox, form, form_errors, password_field, text_field
from fitness_app.ui.links import text_link
from fitness_app.ui.notices import notice
from fitness_app.ui.page import Page
from fitness_app.ui.split import split


class LoginForm(TypedDict):
    """What somebody types to sign in."""

    identifier: str
    password: str
    remember: NotRequired[str]


@open_to(Access.GUEST)
class LoginState(rx.State):
    """The sign-in form's errors."""

    errors: dict[str, str] = {}
    is_busy: bool = False
    join_href: str = routes.REGISTER

    @rx.event
    def load(self):
        self.errors, self.is_busy = {}, False
        self.join_href = routes.join_then(quote(browser.next_path(self)))

    @rx.event
    async def submit(self, form: LoginForm):
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        try:
            user_id = await check_credentials(
                form["identifier"], form["password"], client=client_of(self)
            )
        except Unauthenticated as problem:
            self.errors = {"password": problem.message}
        except DomainError as problem:
            self.errors = by_field(problem)
        else:
            ticket = await db.run(
                sessions.issue_ticket, user_id=user_id, remembered="remember" in form
            )
            yield browser.redeem(ticket, browser.next_path(self))


def login() -> rx.Component:
    """The sign-in form beside the picture."""
    return split(
        "Sign in",
        rx.fragment(
            "New here? ", text_link("Create an account", LoginState.join_href, underlined=True)
        ),
        rx.cond(
            SignInNewsState.news,
            notice(SignInNewsState.news, tone="success", icon="check", class_name="mb-6"),
        ),
        form(
            text_field(
                "Username or e-mail",
                "identifier",
                autocomplete="username",
                required=True,
                error=LoginState.errors["identifier"],
                custom_attrs={"autoCapitalize": "none", "spellCheck": False},
            ),
            password_field(
                "Password",
                "password",
                error=LoginState.errors["password"],
                aside=text_link("Forgot it?", routes.RECOVER),
            ),
            checkbox("Stay signed in on this device for 30 days", "remember"),
            form_errors(LoginState.errors["form"]),
            primary("Sign in", type="submit", busy=LoginState.is_busy, class_name="h-11"),
            on_submit=LoginState.submit,
            draft="login",
        ),
        sentence="Pick up where you left off.",
    )


PAGE = Page(
    route=routes.LOGIN,
    title="Sign in",
    build=login,
    open_to="guest",
    on_load=(LoginState.load,),
    shell="plain",
    description="Sign in to your training log.",
)
