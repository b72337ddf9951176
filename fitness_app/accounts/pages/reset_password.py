"""Where the link of a reset mail leads: a new password, set by one press.

The token stands behind a `#`, which no server's log sees.
"""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, passwords, reset_links
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.components import new_password_fields
from fitness_app.accounts.state import SignInNewsState
from fitness_app.kit.errors import DomainError, by_field
from fitness_app.ui.buttons import primary
from fitness_app.ui.fields import form, form_errors
from fitness_app.ui.page import Page
from fitness_app.ui.split import split

NO_GOOD = "This link doesn't work any more. Ask for another one, or recover by a code."


class PasswordForm(TypedDict):
    """A new password, twice."""

    password: str
    password2: str


@open_to(Access.ANYONE)
class ResetPasswordState(rx.State):
    """The form's field errors."""

    errors: dict[str, str] = {}
    strength: int = 0
    is_busy: bool = False

    @rx.event
    def load(self):
        self.reset()

    @rx.event(supersedes=True)
    def measure(self, password: str):
        self.strength = passwords.strength(password)

    @rx.event
    async def submit(self, fragment: str, form: PasswordForm):
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        uid, token = browser.link_in(fragment)
        try:
            await reset_links.confirm(
                uid=uid, token=token, new_password=form["password"], again=form["password2"]
            )
        except DomainError as problem:
            self.errors = _shown(by_field(problem))
            return
        sign_in = await self.get_state(SignInNewsState)
        sign_in.news = "Your new password is set. Sign in with it."
        yield rx.redirect(routes.LOGIN)


def reset_password() -> rx.Component:
    """The new password, twice."""
    return split(
        "Choose a new password",
        "It signs out every other device.",
        form(
            *new_password_fields(
                ResetPasswordState.errors,
                ResetPasswordState.strength,
                ResetPasswordState.measure,
                label="New password",
                auto_focus=True,
            ),
            form_errors(ResetPasswordState.errors["form"]),
            primary(
                "Set new password",
                type="submit",
                busy=ResetPasswordState.is_busy,
                class_name="h-11",
            ),
            on_submit=ResetPasswordState.submit(browser.fragment()),
        ),
        sentence="Two minutes and you’re back.",
    )


def _shown(errors: dict[str, str]) -> dict[str, str]:
    if errors.keys() & {"uid", "token"}:
        return {"form": NO_GOOD}
    names = {"new_password": "password", "new_password2": "password2"}
    return {names.get(field, field): text for field, text in errors.items()}


PAGE = Page(
    route=routes.RESET_PASSWORD,
    title="Choose a new password",
    build=reset_password,
    open_to="anyone",
    on_load=(ResetPasswordState.load,),
    shell="plain",
)
