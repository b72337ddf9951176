"""Where the link to a new e-mail address leads: a button, and the password if it isn't proved yet.

The link alone shows only that somebody reads mail there; the password, that they own the account.
"""

import reflex as rx
from typing_extensions import TypedDict

from fitness_app import routes
from fitness_app.accounts import browser, email_change
from fitness_app.accounts.access import Access, find_viewer, open_to
from fitness_app.accounts.components import NO_GOOD, username_hint
from fitness_app.accounts.state import client_of
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, Invalid, by_field
from fitness_app.ui.buttons import link_button, primary
from fitness_app.ui.fields import form, form_errors, password_field
from fitness_app.ui.links import text_link
from fitness_app.ui.page import Page
from fitness_app.ui.split import split

SENTENCE = "Know what to lift next."


class ConfirmationForm(TypedDict):
    """What is typed to confirm; browsers send None for a field that isn't shown."""

    password: str | None


@open_to(Access.ANYONE)
class NewAddressState(rx.State):
    """What the link would change, what it asks for, and how it went."""

    step: str = ""
    """'' until the link was looked at, then 'open', 'done' or 'dead'."""
    username: str = ""
    email: str = ""
    asks_password: bool = False
    errors: dict[str, str] = {}
    is_busy: bool = False

    @rx.event
    def load(self):
        self.reset()
        return browser.send_fragment(NewAddressState.look)

    @rx.event
    async def look(self, fragment: str):
        """See what the link would do, which changes nothing."""
        uid, token = browser.link_in(fragment)
        try:
            pending = await db.read(
                email_change.get_pending, uid=uid, token=token, session_id=_session_id()
            )
        except Invalid:
            self.step = "dead"
            return
        self.step, self.username, self.email = "open", pending.username, pending.email
        self.asks_password = pending.asks_password

    @rx.event
    async def confirm(self, fragment: str, form: ConfirmationForm):
        self.errors, self.is_busy = {}, True
        yield
        self.is_busy = False
        uid, token = browser.link_in(fragment)
        try:
            await email_change.confirm(
                uid=uid,
                token=token,
                session_id=_session_id(),
                password=form["password"] or "",
                client=client_of(self),
            )
        except DomainError as problem:
            self._show(by_field(problem))
        else:
            self.step = "done"

    def _show(self, errors: dict[str, str]) -> None:
        if errors.keys() & {"uid", "token"}:
            self.step = "dead"
            return
        # The proof by this session may have been too long ago by the time the button is pressed.
        self.asks_password = self.asks_password or "password" in errors
        self.errors = errors


def new_address() -> rx.Component:
    """The button with what it needs, or how it went."""
    is_dead = NewAddressState.step == "dead"
    return rx.cond(NewAddressState.step == "done", _done(), rx.cond(is_dead, _dead(), _form()))


def _form() -> rx.Component:
    return split(
        "Use this address",
        rx.cond(
            NewAddressState.email,
            rx.fragment(
                "From then on our mails for ",
                _strong(NewAddressState.username),
                " come to ",
                _strong(NewAddressState.email),
                ", and you can sign in with it.",
            ),
            "From then on our mails come here, and you can sign in with it.",
        ),
        form(
            rx.cond(NewAddressState.asks_password, _password()),
            form_errors(NewAddressState.errors["form"]),
            primary(
                "Use this address",
                type="submit",
                # What is pressed before the link is looked at would be undone by the look.
                disabled=NewAddressState.step != "open",
                busy=NewAddressState.is_busy,
                class_name="h-11",
            ),
            on_submit=NewAddressState.confirm(browser.fragment()),
        ),
        sentence=SENTENCE,
    )


def _password() -> rx.Component:
    return rx.fragment(
        username_hint(NewAddressState.username),
        password_field(
            "Your password",
            "password",
            hint="So that nobody but you can move your account to another address.",
            error=NewAddressState.errors["password"],
            aside=text_link("Forgot it?", routes.RECOVER),
            auto_focus=True,
        ),
    )


def _done() -> rx.Component:
    return split(
        "Your address is changed",
        "We told the old one, in case it wasn't you.",
        link_button("Go on", routes.CABINET, kind="primary", class_name="h-11 w-full"),
        sentence=SENTENCE,
    )


def _dead() -> rx.Component:
    return split(
        "Use this address",
        "If your address isn’t changed yet, ask for another link.",
        rx.el.div(
            form_errors(NO_GOOD),
            link_button(
                "Sign-in and security",
                routes.CABINET_SECURITY,
                kind="primary",
                class_name="h-11 w-full",
            ),
            class_name="grid gap-5",
        ),
        sentence=SENTENCE,
    )


def _strong(text: str) -> rx.Component:
    return rx.el.span(text, class_name="break-words font-medium text-base-content")


def _session_id() -> str:
    viewer = find_viewer()
    return viewer.session_id if viewer else ""


PAGE = Page(
    route=routes.CONFIRM_EMAIL,
    title="Use this address",
    build=new_address,
    open_to="anyone",
    on_load=(NewAddressState.load,),
    shell="plain",
)
