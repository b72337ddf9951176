"""Creates of /api/v1: done once for each Idempotency-Key, however often they are sent."""

import json
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from fitness_app.accounts import idempotency
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.api.bodies import Sent
from fitness_app.kit import db

T = TypeVar("T")
LONGEST_KEY = 200


class Create:
    """A request that makes something new, and may be sent again."""

    def __init__(self, request: Request, key: str) -> None:
        self._request = request
        self.key = key
        """'' if the caller chose none."""

    async def run(
        self,
        service: Callable[..., T],
        *,
        viewer: Viewer,
        sent: Sent,
        shown: Callable[[T], BaseModel],
        **known: Any,
    ) -> Response:
        """Call a service once for this key, and answer 201 with what it made."""
        asked = [self._request.method, self._request.scope["path"], dict(sent.values)]
        answer = await db.run(
            idempotency.once,
            user_id=viewer.id,
            key=self.key,
            request=json.dumps(asked, sort_keys=True),
            work=partial(_made, service=service, shown=shown, known=known),
        )
        return Response(answer, 201, media_type="application/json")


async def _create(
    request: Request,
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=LONGEST_KEY,
            description="Chosen by the caller: the same key and body again make nothing new",
        ),
    ] = "",
) -> Create:
    return Create(request, key)


Creating = Annotated[Create, Depends(_create)]


def _made(
    session: Any,
    *,
    service: Callable[..., T],
    shown: Callable[[T], BaseModel],
    known: dict[str, Any],
) -> str:
    return shown(service(session, **known)).model_dump_json()
