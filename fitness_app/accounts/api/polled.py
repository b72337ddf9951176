"""Reads that are asked for again and again: an ETag for each, and 304 while nothing has changed."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from fitness_app.accounts.api.answers import Told, shows

_ASK_FIRST = "private, no-cache"
_HEADERS = {"ETag": {"schema": {"type": "string"}, "required": True}}


class Polled(APIRoute):
    """A route whose reads carry an ETag; a router's `route_class`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What FastAPI would answer, or only that it is what the caller has already."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            response = await handler(request)
            if request.method != "GET" or response.status_code != 200:
                return response
            tag = f'W/"{hashlib.sha256(response.body).hexdigest()[:32]}"'
            headers = {"etag": tag, "cache-control": _ASK_FIRST, "vary": "Authorization, Cookie"}
            if _names(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers=headers)
            response.headers.update(headers)
            return response

        return answer


def polled(example: Any, description: str) -> Told:
    """What a read of /api/v1 answers."""
    told = shows(200, example, description)
    told[200]["headers"] = _HEADERS
    unchanged = {"description": "What the caller has already, by `If-None-Match`."}
    return told | {304: {**unchanged, "headers": _HEADERS}}


def _names(header: str, tag: str) -> bool:
    asked = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in asked or tag.removeprefix("W/") in asked
