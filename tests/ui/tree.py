"""Looking into what a part draws, without a browser."""

from collections.abc import Iterator
from typing import Any

import reflex as rx
from reflex.vars import LiteralVar


def walk(component: Any) -> Iterator[rx.Component]:
    """A component and everything inside it, both branches of each condition included."""
    yield component
    for child in component.children:
        yield from walk(child)


def find(component: rx.Component, tag: str) -> rx.Component:
    """The one element of a tag; fails if there are more or none."""
    (found,) = find_all(component, tag)
    return found


def find_all(component: rx.Component, tag: str) -> list[rx.Component]:
    """Every element of a tag, in the order they are drawn."""
    return [one for one in walk(component) if _tag(one) == tag]


def attribute(component: rx.Component, name: str) -> Any:
    """An attribute as it was given, whether Reflex knows it or not; None without one."""
    given = component.custom_attrs.get(name)
    if given is None:
        given = getattr(component, name.replace("-", "_"), None)
    return given._var_value if isinstance(given, LiteralVar) else given  # pyright: ignore[reportAttributeAccessIssue]


def words(component: rx.Component) -> str:
    """All that is said in it, as the JavaScript that says it."""
    return " ".join(str(getattr(one, "contents", "")) for one in walk(component))


def packages(component: rx.Component) -> set[str]:
    """The npm packages that drawing it brings into the page."""
    return {name.rpartition("@")[0] or name for name in component._get_all_imports()}


def _tag(component: rx.Component) -> str:
    return str(getattr(component, "tag", "") or "").strip('"')
