"""OpenAPI: the document at /api/openapi.json, and pages to read and try it at /api/docs."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from fitness_app import routes, settings
from fitness_app.accounts.api.problems import Problem

VERSION = "1.0"
_ABOUT = """\
Programs use the club as people do. Five families of addresses keep the JSON that existing clients
expect; `/api/v1` is ours, with problem details (RFC 9457) for every refusal, `ETag` on every read
and `Idempotency-Key` on creates. Each address works with and without a last slash.

Sign in at `/auth/jwt/create` for a pair of tokens, or make a personal token in the cabinet, and
send `Authorization: Bearer …`. A quick start with curl stands in `docs/api.md`.
"""
_ASSETS = Path(str(files("fastapi_offline"))) / "static"
_FILES = ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png")
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
PAGES_BESIDE = {
    routes.LOGIN: "The page to sign in, for people",
    routes.REGISTER: "The page to register, for people",
}
_PAGE = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The club's API</title>
<link rel="icon" href="{routes.API_DOCS}/favicon.png">
<link rel="stylesheet" href="{routes.API_DOCS}/swagger-ui.css">
</head>
<body>
<main id="docs"></main>
<script src="{routes.API_DOCS}/swagger-ui-bundle.js"></script>
<script src="{routes.API_DOCS}/start.js"></script>
</body>
</html>
"""
_START = f"""\
SwaggerUIBundle({{
  url: "{routes.OPENAPI}",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "list",
  presets: [SwaggerUIBundle.presets.apis],
}});
"""


def describe(api: FastAPI) -> None:
    """Add the document and its pages to an API whose other doors are all there."""

    @cache
    def described() -> dict[str, Any]:
        return _document(api)

    async def document() -> JSONResponse:
        """The OpenAPI document."""
        return JSONResponse(described(), headers={"cache-control": "no-cache"})

    api.add_api_route(routes.OPENAPI, document, include_in_schema=False)
    api.add_api_route(routes.API_DOCS, _page, include_in_schema=False)
    api.add_api_route(routes.API_DOCS + "/{name}", _asset, include_in_schema=False)
    api.openapi = described


def doors(among: Iterable[Any]) -> Iterator[APIRoute]:
    """Every route, those of included routers too."""
    for route in among:
        if router := getattr(route, "original_router", None):
            yield from doors(router.routes)
        elif isinstance(route, APIRoute):
            yield route


async def _page() -> HTMLResponse:
    return HTMLResponse(_PAGE, headers=_HEADERS)


async def _asset(name: str) -> Response:
    keeping = {"cache-control": "public, max-age=86400"}
    if name == "start.js":
        return Response(_START, media_type="text/javascript", headers=keeping)
    if name not in _FILES:
        raise HTTPException(404)
    return FileResponse(_ASSETS / name, headers=keeping)


def _document(api: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=f"{settings.get().club_name}: the API",
        version=VERSION,
        openapi_version="3.1.0",
        description=_ABOUT,
        routes=api.routes,
        servers=[{"url": settings.get().site_url}],
    )
    schemas = document["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for route in doors(api.routes):
        if route.include_in_schema:
            _complete_examples(document["paths"][route.path_format], route)
    for path, title in PAGES_BESIDE.items():
        document["paths"][path]["get"] = _page_described(path, title)
    for operations in document["paths"].values():
        for operation in operations.values():
            _tidy(operation)
    return document


def _complete_examples(operations: dict[str, Any], route: APIRoute) -> None:
    """Put back what FastAPI leaves out of examples: fields that are null."""
    for method in route.methods or ():
        answers = operations[method.lower()]["responses"]
        for status, told in route.responses.items():
            for kind, media in told.get("content", {}).items():
                answers[str(status)]["content"][kind].update(
                    {key: media[key] for key in ("example", "examples") if key in media}
                )


def _page_described(path: str, title: str) -> dict[str, Any]:
    page = {"schema": {"type": "string"}, "example": "<!doctype html>…"}
    return {
        "tags": ["Pages at an address of the API"],
        "summary": title,
        "operationId": f"open{path.replace('/', '_')}",
        "responses": {"200": {"description": "The page.", "content": {"text/html": page}}},
    }


def _tidy(operation: dict[str, Any]) -> None:
    """Take out what FastAPI says of a 422 that we never answer in its form."""
    unfit = operation["responses"].get("422", {})
    if "HTTPValidationError" in str(unfit):
        del operation["responses"]["422"]
