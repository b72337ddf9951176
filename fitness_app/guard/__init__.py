"""What stands before each event: whose it is, whether they may, and what it carries."""

from collections.abc import Iterable

import reflex as rx

from fitness_app.accounts.access import Access
from fitness_app.guard.declarations import Rules
from fitness_app.guard.door import Door
from fitness_app.guard.failures import note_a_pages_failure as note_a_pages_failure
from fitness_app.guard.failures import say_what_failed as say_what_failed
from fitness_app.guard.middleware import Guard
from fitness_app.kit import logs
from fitness_app.ui.page import Page


def stand_before(app: rx.App, pages: Iterable[Page], hidden: Iterable[str]) -> None:
    """Guard every event of the app; raises UndeclaredError for a State that says too little.

    The pages with one of the hidden routes are found by nobody.
    """
    logs.withhold_payloads()
    rules = Rules()
    rules.check_declarations()
    open_to = {page.route: Access(page.open_to) for page in pages}
    app.add_middleware(Guard(rules, open_to, hidden))
    Door(app, rules).close()
