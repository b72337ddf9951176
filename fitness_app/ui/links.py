"""Links: within the app without a page load, elsewhere with one."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child, Text

TEXT_LINK = "font-medium text-primary underline-offset-4 hover:underline"


def link(*children: Child, href: Text, **props: Any) -> rx.Component:
    """A bare link to a place in the app, whose code is fetched when the pointer nears."""
    attrs = {"prefetch": "intent", **props.pop("custom_attrs", {})}
    return rx.el.a(*children, href=href, custom_attrs=attrs, **props)


def text_link(label: Text, href: Text, *, underlined: bool = False) -> rx.Component:
    """A link in running text; underlined where colour alone would set it apart."""
    extra = " underline" if underlined else ""
    return link(label, href=href, class_name=TEXT_LINK + extra)


def way_up(label: Text, href: Text) -> rx.Component:
    """Above a page of one of many: the way back to them all."""
    return link(
        icon("chevron-left", 16),
        label,
        href=href,
        class_name="mb-3 inline-flex items-center gap-1 text-sm text-muted "
        "hover:text-base-content pointer-coarse:min-h-11 print:hidden",
    )


def outside_link(*children: Child, href: Text, **props: Any) -> rx.Component:
    """A link that the browser itself follows: a download, another site, a place on this page."""
    # `rx.el.a` would stay within the app.
    return A.create(*children, href=href, **props)
