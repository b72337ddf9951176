"""Lists that are read a page at a time: what they remember, and the line below them."""

import reflex as rx

from fitness_app.kit.locales import write_range
from fitness_app.ui.tables import pager


class Paged(rx.State, mixin=True):
    """Where somebody is in a list; a State with a list adds it, and reads in `show_page`."""

    shown: str = ""
    """Such as '21 to 40 of 212'."""
    has_previous: bool = False
    has_next: bool = False
    _page: int = 1

    @rx.event
    async def previous(self):
        self._page = max(1, self._page - 1)
        await self.show_page()

    @rx.event
    async def next(self):
        self._page += 1
        await self.show_page()

    async def show_page(self) -> None:
        """Read the page that somebody is at, and note with `_stand_at` where that is."""
        raise NotImplementedError

    def _stand_at(self, page: int, per_page: int, total: int, locale: str) -> None:
        self._page = page
        self.shown = write_range(page, per_page, total, locale)
        self.has_previous, self.has_next = page > 1, page * per_page < total


def turning(state: type[Paged]) -> rx.Component:
    """Below a list: where in it one is, and the way to the page before and after."""
    return pager(
        state.shown,
        previous=state.previous,
        next=state.next,
        has_previous=state.has_previous,
        has_next=state.has_next,
    )
