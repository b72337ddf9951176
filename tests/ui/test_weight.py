"""What pages bring along: each heavy library only where it is needed."""

import pytest

from fitness_app import frame, routes
from fitness_app.fitness_app import PAGES
from fitness_app.ui.page import Page
from tests.ui.tree import packages

WITH_CHARTS = {
    *(routes.CABINET, routes.CABINET_BODY, routes.TRAINER, routes.STYLEGUIDE),
    *(routes.PROGRESS, routes.PROGRESS_EXERCISE, routes.EXERCISE),
}
EVERYWHERE = {"react-router", "react", "sonner"}

_pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)


def _npm(page: Page) -> set[str]:
    """A page's packages; `$…` are Reflex's own files."""
    drawn = frame.wrap(page).build()
    return {name for name in packages(drawn) if name and not name.startswith("$")}


@_pages
def test_a_page_brings_charts_only_if_it_draws_one(page: Page):
    assert ("recharts" in _npm(page)) == (page.route in WITH_CHARTS)


@_pages
def test_a_page_brings_nothing_else(page: Page):
    assert _npm(page) - EVERYWHERE - {"recharts"} == set()


def test_no_page_without_charts_shares_a_module_with_one_that_has_them():
    # What a module's pages need is one file in the browser.
    heavy = {page.build.__module__ for page in PAGES if page.route in WITH_CHARTS}
    light = {page.build.__module__ for page in PAGES if page.route not in WITH_CHARTS}
    assert heavy & light == set()


@_pages
def test_the_shell_keeps_a_pages_code_beside_its_module(page: Page):
    assert frame.wrap(page).build.__module__ == page.build.__module__
