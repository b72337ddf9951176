"""The style guide shows every part, and the code beside each is the code that made it."""

import inspect
from types import ModuleType

import pytest
import reflex as rx

from fitness_app.development.components import EXAMPLES
from fitness_app.development.pages.styleguide import _call
from fitness_app.ui import badges, buttons, cards, dialogs, fields, notices, progress, tables, tabs

MODULES = (badges, buttons, cards, dialogs, fields, notices, progress, tables, tabs)
SHOWN = "\n".join(_call(make) for make in EXAMPLES)
INSIDE = {"field"}
"""Made for controls of one's own; the others show it."""


def _parts(module: ModuleType) -> list[str]:
    return [
        name
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(made).return_annotation in (rx.Component, rx.event.EventSpec)
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_every_part_is_shown(module: ModuleType):
    assert [name for name in _parts(module) if f"{name}(" not in SHOWN and name not in INSIDE] == []


def test_the_call_is_what_the_example_returns():
    def example():
        """A part."""
        return buttons.primary("Save")

    assert _call(example) == 'buttons.primary("Save")'
