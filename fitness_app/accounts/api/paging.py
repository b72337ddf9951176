"""Pages of a list: which one is asked for, and where the ones beside it are."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from fitness_app import settings
from fitness_app.kit.errors import NotFound

MOST = 100
MOST_ID = 2**31 - 1
"""The largest number that an id can be."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is asked for; the first is 1."""

    page: int
    page_size: int

    def has_next(self, count: int) -> bool:
        """Whether there is more behind it; raises NotFound for a page behind the last."""
        if self.page > 1 and (self.page - 1) * self.page_size >= count:
            raise NotFound("Invalid page.")
        return self.page * self.page_size < count


async def _asked(
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Which page; the first is 1")] = 1,
    page_size: Annotated[int, Query(ge=1, le=MOST, description="How many on a page")] = 20,
) -> Page:
    return Page(page, page_size)


Paged = Annotated[Page, Depends(_asked)]


def address_of(request: Request, page: int) -> str:
    """Where another page of the same list is."""
    url = request.url.include_query_params(page=page)
    return f"{settings.get().site_url}{url.path}?{url.query}"
