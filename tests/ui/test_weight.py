"""What pages bring along: each heavy library only where it is needed."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fitness_app import frame, routes
from fitness_app.fitness_app import PAGES
from fitness_app.frontend import BUILT
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


def test_scripts_of_a_single_page_come_with_that_page_alone():
    assert {page.route for page in PAGES if page.scripts} == {routes.WORKOUT, routes.ONE_WORKOUT}


@_pages
def test_a_page_weighs_what_it_may(page: Page):
    assert _first_load_kb(page) < (291 if page.route in WITH_CHARTS else 194)


def _first_load_kb(page: Page) -> float:
    """Its HTML, styles and scripts as they are sent, gzipped; `make bench` has a browser do it."""
    manifest = _manifest()
    path = re.sub(r"\[(\w+)\]", r":\1", page.route).strip("/")
    (route,) = [each for each in manifest["routes"].values() if _path(each) == path]
    parts = (manifest["entry"], manifest["routes"]["root"], route)
    scripts = {name for part in parts for name in (part["module"], *part["imports"])}
    html = f"{path or 'index'}.html"
    files = [
        *(BUILT / name.lstrip("/") for name in (*scripts, "app.js", "parts.js", *page.scripts)),
        *(_one(name) for name in ("assets/manifest-*.js", "assets/*.css")),
        BUILT / html if (BUILT / html).exists() else BUILT / "__spa-fallback.html",
    ]
    return sum(_sent_bytes(file) for file in files) / 1000


@cache
def _manifest() -> dict[str, Any]:
    """Each page's scripts, as the build tells the browser."""
    _, _, value = _one("assets/manifest-*.js").read_text().partition("=")
    return json.loads(value.rstrip(";\n"))


def _path(route: dict[str, Any]) -> str:
    return (route.get("path") or "") if route.get("index") else "-"


def _one(name: str) -> Path:
    (file,) = BUILT.glob(name)
    return file


def _sent_bytes(file: Path) -> int:
    gzipped = file.with_name(f"{file.name}.gz")
    return (gzipped if gzipped.exists() else file).stat().st_size
