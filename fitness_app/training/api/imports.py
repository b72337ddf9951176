"""Imports for programs: bring a file, look at what it holds, have it written, take it back."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done, shows
from fitness_app.accounts.api.bodies import Body, Sent, UnsupportedMedia
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.api.paging import MOST_ID, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.accounts.fields import FieldError
from fitness_app.kit import db
from fitness_app.training.imports import desk, jobs, undoing
from fitness_app.training.imports.jobs import OWN, SKIP
from fitness_app.training.imports.settling import DISTANCE_UNITS, LOAD_UNITS
from fitness_app.training.imports.views import ImportView, NameView

router = APIRouter(prefix=routes.API_IMPORTS, tags=["v1: training"], route_class=Polled)

MEDIA = ("application/octet-stream", "text/csv", "application/json", "application/zip")
MOST_CHOICES = 1000


def _choices() -> Entry:
    exercise = entries.integer("An exercise's id", least=1, most=MOST_ID)

    def read_choice(choice: Any) -> int | str:
        try:
            return choice if choice in (OWN, SKIP) else exercise.read(choice)
        except FieldError:
            message = "Give an exercise's id, `own` or `skip` for each name."
            raise FieldError(message) from None

    def read(raw: Any) -> dict[str, int | str]:
        if not isinstance(raw, dict) or len(raw) > MOST_CHOICES:
            raise FieldError("Give an object of names and what they mean.")
        return {name: read_choice(choice) for name, choice in raw.items()}

    schema = {
        "type": "object",
        "additionalProperties": {"oneOf": [exercise.schema, {"enum": [OWN, SKIP]}]},
        "maxProperties": MOST_CHOICES,
        "description": "By name in the file: an exercise's id, `own` or `skip`",
    }
    return Entry(schema, read, is_required=False)


ANSWERS = Body(
    {"unit": "lb", "time_zone": "Europe/Berlin", "choices": {"Bench Press (Barbell)": 12}},
    unit=entries.choice(*LOAD_UNITS, description="Of loads the file says no unit of"),
    distance_unit=entries.choice(*DISTANCE_UNITS, description="Of distances likewise"),
    time_zone=entries.text("IANA name of the zone its times are in", required=False),
    choices=_choices(),
)
STATE = Body(
    {"state": "running"},
    state=entries.choice(
        "running", "undone", description="`running` has it written, `undone` takes it back",
        required=True,
    ),
)  # fmt: skip


class RowProblem(BaseModel):
    """A row that can't be used; the header is row 1."""

    row: int
    text: str


class Suggestion(BaseModel):
    """An exercise that may be meant."""

    id: int
    name: str


class Name(BaseModel):
    """A name in the file, and what its sets are taken for."""

    name: str
    sets: int
    choice: str = Field(description="`exercise`, `own` or `skip`")
    exercise: Suggestion | None
    is_remembered: bool
    suggestions: list[Suggestion]


class Import(BaseModel):
    """A file that was brought: what it holds, and what came of it."""

    id: int
    format: str
    file_name: str
    state: str
    unit: str
    distance_unit: str
    time_zone: str
    asks_for_unit: bool
    asks_for_distance_unit: bool
    asks_for_zone: bool
    sessions: int
    sets: int
    exercises: int
    duplicates: int
    first_on: date | None
    last_on: date | None
    names: list[Name]
    problems: list[RowProblem]
    problem_count: int
    percent: int
    workouts_added: int
    sets_added: int
    duplicates_skipped: int
    problem: str
    created_at: datetime
    finished_at: datetime | None


class Imports(BaseModel):
    """One page of imports, newest first."""

    count: int
    next: str | None
    previous: str | None
    items: list[Import]


_IMPORT = {
    "id": 3,
    "format": "strong",
    "file_name": "strong.csv",
    "state": "previewed",
    "unit": "kg",
    "distance_unit": "km",
    "time_zone": "Europe/Berlin",
    "asks_for_unit": True,
    "asks_for_distance_unit": False,
    "asks_for_zone": True,
    "sessions": 212,
    "sets": 3104,
    "exercises": 31,
    "duplicates": 0,
    "first_on": "2024-02-01",
    "last_on": "2026-01-30",
    "names": [
        {
            "name": "Bench Press (Barbell)",
            "sets": 402,
            "choice": "exercise",
            "exercise": {"id": 12, "name": "Barbell bench press"},
            "is_remembered": False,
            "suggestions": [{"id": 12, "name": "Barbell bench press"}],
        }
    ],
    "problems": [{"row": 88, "text": "reps “many” isn't a number"}],
    "problem_count": 1,
    "percent": 0,
    "workouts_added": 0,
    "sets_added": 0,
    "duplicates_skipped": 0,
    "problem": "",
    "created_at": "2026-01-31T08:30:00Z",
    "finished_at": None,
}
_WRONG_FILE = {"file": "This file is empty. Export it again, then choose it here."}
_CONTENT = {media: {"schema": {"type": "string", "format": "binary"}} for media in MEDIA[:3]}
_SHOWN = shows(200, _IMPORT, "The import.")
ImportId = Annotated[int, Path(ge=1, le=MOST_ID)]
FileName = Annotated[str, Query(max_length=200, description="What the file is called")]


@router.get(
    "",
    response_model=Imports,
    responses=polled({"count": 1, "next": None, "previous": None, "items": [_IMPORT]}, "One page.")
    | refused_with(400, 404, fields={"page": "Input should be a valid integer"}),
)
async def list_imports(viewer: SignedIn, request: Request, paged: Paged) -> Imports:
    """List one's imports, newest first."""
    count, views = await db.read(
        jobs.list_jobs, member_id=viewer.id, page=paged.page, page_size=paged.page_size
    )
    return Imports(
        count=count,
        next=address_of(request, paged.page + 1) if paged.has_next(count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[_shown(view) for view in views],
    )


@router.post(
    "",
    status_code=201,
    response_model=Import,
    openapi_extra={"requestBody": {"required": True, "content": _CONTENT}},
    responses={
        201: shows(201, _IMPORT, "What it would bring.")[201],
        **refused_with(400, 413, 415, 429, fields=_WRONG_FILE),
    },
)
async def bring_file(viewer: SignedIn, request: Request, file_name: FileName = "") -> Import:
    """Bring a CSV file of Strong or Hevy, or an export of a club, of at most 32 MB.

    The body is the file itself. Nothing of it is written before it is started. One at a time:
    while another of one's files is read, it is refused with 429 and when to come again.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in MEDIA:
        said = re.sub(r"[^\w/+.-]", "", media)[:60]
        raise UnsupportedMedia(f'Unsupported media type "{said}" in request.')
    return _shown(await desk.receive(viewer, request.stream(), file_name=file_name))


@router.get(
    "/{import_id}",
    response_model=Import,
    responses=polled(_IMPORT, "The import.") | refused_with(404),
)
async def get_import(import_id: ImportId, viewer: SignedIn) -> Import:
    """Read one of one's imports; while it is written, `percent` says how far it is."""
    return _shown(await db.read(jobs.get_job, member_id=viewer.id, job_id=import_id))


@router.patch(
    "/{import_id}",
    response_model=Import,
    openapi_extra=ANSWERS.documented,
    responses={
        **_SHOWN,
        **takes_body({"time_zone": "Choose a time zone from the list."}, 404, 409, 429),
    },
)
async def answer_import(
    import_id: ImportId, viewer: SignedIn, sent: Annotated[Sent, Depends(ANSWERS)]
) -> Import:
    """Say what the file leaves open: units, the zone, which exercises its names mean."""
    sent.checked()
    view = await db.read(jobs.get_job, member_id=viewer.id, job_id=import_id)
    if {"unit", "distance_unit", "time_zone"} & set(sent.values):
        view = await desk.answer(
            viewer,
            import_id,
            unit=sent["unit"] or view.unit,
            distance_unit=sent["distance_unit"] or view.distance_unit,
            time_zone=sent["time_zone"] or view.time_zone,
        )
    if "choices" in sent:
        view = await db.run(
            jobs.choose, member_id=viewer.id, job_id=import_id, choices=sent["choices"]
        )
    return _shown(view)


@router.put(
    "/{import_id}/state",
    response_model=Import,
    openapi_extra=STATE.documented,
    responses={**_SHOWN, **takes_body({"state": '"x" is not a valid choice.'}, 404, 409)},
)
async def set_import_state(
    import_id: ImportId, viewer: SignedIn, sent: Annotated[Sent, Depends(STATE)]
) -> Import:
    """Have an import written, or take a written one back."""
    act = jobs.start if sent.checked()["state"] == "running" else undoing.undo
    return _shown(await db.run(act, member_id=viewer.id, job_id=import_id))


@router.delete(
    "/{import_id}",
    status_code=204,
    responses=done("It is forgotten.") | refused_with(404, 409),
)
async def discard_import(import_id: ImportId, viewer: SignedIn) -> None:
    """Forget an import that wasn't started, and its file."""
    await db.run(jobs.discard, member_id=viewer.id, job_id=import_id)


def _shown(view: ImportView) -> Import:
    same = set(Import.model_fields) - {"names", "problems"}
    return Import(
        **{name: getattr(view, name) for name in same},
        names=[_name(name) for name in view.names],
        problems=[RowProblem(row=it.row, text=it.text) for it in view.problems],
    )


def _name(view: NameView) -> Name:
    return Name(
        name=view.name,
        sets=view.sets,
        choice=view.choice,
        exercise=Suggestion(id=view.exercise.id, name=view.exercise.name)
        if view.exercise
        else None,
        is_remembered=view.is_remembered,
        suggestions=[Suggestion(id=it.id, name=it.name) for it in view.suggestions],
    )
