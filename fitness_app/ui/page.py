"""What a room says of each of its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx


@dataclass(frozen=True, slots=True)
class Page:
    """One screen: its address, its title, who may open it, and how it is built and filled."""

    route: str
    title: str
    build: Callable[[], rx.Component]
    open_to: Literal["anyone", "guest", "member", "trainer", "admin"]
    on_load: Sequence[Any] = field(default=())
    """Handlers that fill the page; they run only for somebody who may open it."""
    shell: Literal["app", "site", "plain"] = "app"
    """'app': side bar and dock; 'site': the public head and foot; 'plain': the page draws it all."""
    description: str = ""
    """For search engines and previews, on pages open to anyone."""
