"""Links: within the app without a page load, elsewhere with one."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import ReactRouterLink

from fitness_app.ui.kinds import Child, Text

TEXT_LINK = "font-medium text-primary underline-offset-4 hover:underline"


def link(*children: Child, href: Text, **props: Any) -> rx.Component:
    """A bare link to a place in the app, whose code is fetched when the pointer nears."""
    attrs = {"prefetch": "intent", **props.pop("custom_attrs", {})}
    return ReactRouterLink.create(*children, to=href, custom_attrs=attrs, **props)


def text_link(label: Text, href: Text, *, underlined: bool = False) -> rx.Component:
    """A link in running text; underlined where colour alone would set it apart."""
    extra = " underline" if underlined else ""
    return link(label, href=href, class_name=TEXT_LINK + extra)


def outside_link(*children: Child, href: Text, **props: Any) -> rx.Component:
    """A link that loads a new document: a download, another site, signing in or out."""
    return rx.el.a(*children, href=href, **props)
