"""Where links in our mails lead: a page with one button that does what the link is for.

The link to a new address has a page of its own (new_address.py), which may ask for the password.
A button, because mail scanners open links. The token stands behind a `#`, which no server's log
sees; assets/app.js takes it out of the address before anything else looks at it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from fitness_app import routes
from fitness_app.accounts import activation, browser, email_change
from fitness_app.accounts.access import Access, open_to
from fitness_app.accounts.components import NO_GOOD
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, Forbidden, Invalid
from fitness_app.ui.arrival import arrived
from fitness_app.ui.buttons import link_button, primary
from fitness_app.ui.fields import form_errors
from fitness_app.ui.page import Page
from fitness_app.ui.split import split


@dataclass(frozen=True, slots=True)
class Errand:
    """What a kind of link is for, in words before, on the button and after."""

    do: Callable[..., None]
    title: str
    text: str
    act: str
    done_title: str
    done_text: str


ERRANDS = {
    routes.ACTIVATE: Errand(
        activation.activate,
        "Confirm your e-mail",
        "One press, and this address is yours to recover your account with.",
        "Confirm my e-mail",
        "Your e-mail is confirmed",
        "If you ever lose your password, we can help you back in.",
    ),
    routes.UNDO_EMAIL: Errand(
        email_change.undo,
        "Take the change back",
        "Your old address is restored and everybody is signed out.",
        "Take it back",
        "Your old address is back",
        "Everybody is signed out. Set a new password now, by 'Forgot it?' on the sign-in page.",
    ),
}


@open_to(Access.ANYONE)
class MailLinkState(rx.State):
    """Whether the link's errand is done, or why it can't be."""

    done: str = ""
    error: str = ""

    @rx.event
    def load(self):
        self.reset()

    @rx.event
    async def run_errand(self, route: str, fragment: str):
        if route not in ERRANDS:
            return
        uid, token = browser.link_in(fragment)
        try:
            await db.run(ERRANDS[route].do, uid=uid, token=token)
        except Invalid:
            self.error = NO_GOOD
        except Forbidden:
            self.done = route  # confirmed already: what they came for is so
        except DomainError as problem:
            self.error = problem.message
        else:
            self.done = route


def mail_link_page(route: str) -> Page:
    """The page a kind of link leads to."""

    def build() -> rx.Component:
        return _page(route, ERRANDS[route])

    return Page(
        route=route,
        title=ERRANDS[route].title,
        build=build,
        open_to="anyone",
        on_load=(MailLinkState.load,),
        shell="plain",
    )


def _page(route: str, errand: Errand) -> rx.Component:
    return rx.cond(
        MailLinkState.done == route,
        split(
            errand.done_title,
            errand.done_text,
            link_button("Go on", routes.CABINET, kind="primary", class_name="h-11 w-full"),
            sentence="Know what to lift next.",
        ),
        split(
            errand.title,
            errand.text,
            rx.el.div(
                form_errors(MailLinkState.error),
                primary(
                    errand.act,
                    on_click=MailLinkState.run_errand(route, browser.fragment()),
                    # What is pressed before the page is loaded would be undone by its loading.
                    disabled=~arrived(),
                    class_name="h-11",
                ),
                class_name="grid gap-5",
            ),
            sentence="Know what to lift next.",
        ),
    )


PAGES = [mail_link_page(route) for route in ERRANDS]
