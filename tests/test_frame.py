"""The shell: it leads only to what exists, and loads only what is there."""

import hashlib

from fitness_app import frame
from fitness_app.fitness_app import PAGES
from fitness_app.settings import ROOT
from tests.ui.tree import attribute

ROUTES = {page.route for page in PAGES}


def _page_of(address: str) -> str:
    return address.partition("#")[0]


def test_every_place_of_the_navigation_exists():
    places = [*frame.SIDE_BAR, *frame.DOCK, *frame.TRAINER_DOCK, frame.START]
    addresses = {place.href for place in places} | {more for it in places for more in it.also}
    tabs = (*frame.CABINET_TABS, *frame.TRAINER_TABS)
    addresses |= {href for _, href in (*tabs, *frame.SITE_HEAD, *frame.SITE_FOOT)}
    assert {_page_of(address) for address in addresses} <= ROUTES


def test_a_place_for_trainers_leads_to_a_page_for_trainers():
    open_to = {page.route: page.open_to for page in PAGES}
    wanted = {place.href: place.open_to for place in frame.SIDE_BAR}
    assert {href: open_to[href] for href in wanted} == wanted


def test_the_dock_has_five_places_and_what_is_live_in_the_middle():
    assert [place.is_live for place in frame.DOCK] == [False, False, True, False, False]


def test_what_the_head_names_is_among_the_assets():
    named = [attribute(one, "href") or attribute(one, "src") for one in frame.head()]
    paths = [str(name).strip('"').partition("?")[0] for name in named]
    files = [ROOT / "assets" / path.lstrip("/") for path in paths]
    assert [file.name for file in files if not file.is_file()] == []


def test_scripts_have_another_address_once_they_are_changed():
    scripts = [str(attribute(one, "src")).strip('"') for one in frame.head()]
    for name in ("app.js", "parts.js"):
        digest = hashlib.sha256((ROOT / "assets" / name).read_bytes()).hexdigest()
        assert f"/{name}?v={digest[:12]}" in scripts
