"""Exports for programs and people: spreadsheets, and the whole to take to another club."""

from typing import Any

from fastapi import APIRouter, Response

from fitness_app import routes
from fitness_app.accounts.account_data import gather
from fitness_app.accounts.api import SignedIn
from fitness_app.accounts.api.answers import Told
from fitness_app.accounts.api.problems import refused_with
from fitness_app.training.exports import spreadsheets, whole
from fitness_app.training.imports.document import Document

router = APIRouter(prefix=routes.API_EXPORTS, tags=["v1: training"])

CSV, ZIP = "text/csv", "application/zip"
_SETS = ",".join(spreadsheets.SET_COLUMNS)
_MEASURED = ",".join(spreadsheets.MEASUREMENT_COLUMNS)
_DOCUMENT = {
    "format": "fitness-app-training",
    "version": 1,
    "exported_at": "2026-01-31T08:30:00Z",
    "exercises": [],
    "workouts": [],
    "measurements": [],
    "goals": [],
    "leave": [],
    "plans": [],
    "enrolments": [],
    "names": {"bench press (barbell)": "barbell-bench-press"},
}


class File(Response):
    """A file to be kept, not shown."""

    def __init__(self, content: str | bytes, name: str, media_type: str) -> None:
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        super().__init__(content, headers=headers, media_type=media_type)


def _sends(media: str, example: Any, schema: dict[str, Any]) -> Told:
    told = {"description": "The file.", "content": {media: {"schema": schema, "example": example}}}
    return {200: told, **refused_with(429)}


_TEXT = {"type": "string"}
_BYTES = {"type": "string", "format": "binary"}


@router.get("/sets.csv", response_class=Response, responses=_sends(CSV, f"{_SETS}\r\n", _TEXT))
async def export_sets(viewer: SignedIn) -> Response:
    """Every set of one's own as a spreadsheet, a row for each."""
    return File(await gather(spreadsheets.write_sets, member_id=viewer.id), "sets.csv", CSV)


@router.get(
    "/measurements.csv", response_class=Response, responses=_sends(CSV, f"{_MEASURED}\r\n", _TEXT)
)
async def export_measurements(viewer: SignedIn) -> Response:
    """Every measurement of one's own as a spreadsheet."""
    content = await gather(spreadsheets.write_measurements, member_id=viewer.id)
    return File(content, "measurements.csv", CSV)


@router.get(
    "/training.json",
    response_model=Document,
    responses={
        200: {
            "description": "The file.",
            "content": {"application/json": {"example": _DOCUMENT}},
        },
        **refused_with(429),
    },
)
async def export_training(viewer: SignedIn) -> Response:
    """All of one's training, which another club takes in with nothing lost."""
    content = await gather(whole.write_whole, member_id=viewer.id)
    return File(content, "training.json", "application/json")


@router.get(
    "/training.zip",
    response_class=Response,
    responses=_sends(ZIP, "PK…", _BYTES),
)
async def export_training_zipped(viewer: SignedIn) -> Response:
    """The same in a zip file, about a tenth of its size."""
    content = await gather(whole.write_zipped, member_id=viewer.id)
    return File(content, "training.zip", ZIP)
