"""The public pages: they lead where they say, and say what is true."""

import pytest

from fitness_app import routes
from fitness_app.accounts import account_data, cookies
from fitness_app.fitness_app import PAGES
from fitness_app.kit import db
from fitness_app.ui import club
from fitness_app.welcome.pages import landing, privacy, terms
from tests.make import Person
from tests.ui.tree import attribute, find, find_all, words

SPOKEN_OF = {
    "account": "Your account",
    "sessions": "Where you",
    "log": "A log of what happened to the account",
    "training": "Your training",
    "shop": "What you buy",
}
"""The parts of everybody's export, and how the heading begins under which privacy tells of each."""


def _addresses(drawn: object) -> set[str]:
    links = [attribute(link, "to") for link in find_all(drawn, "Link")]  # pyright: ignore[reportArgumentType]
    return {str(address).strip('"').partition("#")[0] for address in links} - {""}


@pytest.mark.parametrize("page", [landing, privacy, terms], ids=lambda page: page.PAGE.route)
def test_every_link_leads_to_a_page(page):
    assert _addresses(page.PAGE.build()) <= {known.route for known in PAGES}


def test_the_landing_page_invites_to_join():
    assert routes.REGISTER in _addresses(landing.landing())


@pytest.mark.parametrize("page", [landing, privacy, terms], ids=lambda page: page.PAGE.route)
def test_a_page_has_one_title_and_a_description_for_search_engines(page):
    assert find(page.PAGE.build(), "h1")
    assert page.PAGE.description


def test_privacy_names_every_cookie():
    said = words(privacy.privacy())
    names = {cookies.session_name(), cookies.visitor_name()}
    assert {name.removeprefix("__Host-") in said for name in names} == {True}


def test_privacy_speaks_of_every_part_of_what_is_kept(ann: Person):
    kept = db.read_sync(account_data.export, user_id=ann.id)
    assert set(kept) == {*SPOKEN_OF, "exported_at"}
    said = words(privacy.privacy())
    assert {heading for heading in SPOKEN_OF.values() if heading not in said} == set()


def test_the_terms_name_the_clubs_own_least_age():
    assert 'at least "+' + str(club.MIN_AGE) in words(terms.terms())
