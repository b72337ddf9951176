"""One's personal records, for programs."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts.api import SignedIn
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.paging import MOST_ID, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with
from fitness_app.kit import db
from fitness_app.training.api.metrics import Day
from fitness_app.training.progress import doubts, records
from fitness_app.training.progress.records import RecordView
from fitness_app.training.words import RecordKind

router = APIRouter(prefix=routes.V1 + "/records", tags=["v1: training"], route_class=Polled)

UNITS = {
    RecordKind.MOST_REPS: "reps",
    RecordKind.SET_VOLUME: "kg × reps",
    RecordKind.SESSION_VOLUME: "kg × reps",
    RecordKind.LONGEST_HOLD: "s",
    RecordKind.DISTANCE: "m",
    RecordKind.PACE: "s/km",
}


class Record(BaseModel):
    """A best that beat all days before; the first day of an exercise sets the mark."""

    id: int
    exercise: str
    """Slug."""
    name: str
    kind: RecordKind
    reps: int
    """For a rep maximum: of how many; else 0."""
    value: float
    previous_value: float
    unit: str
    achieved_on: date
    achieved_at: datetime
    workout_id: int


class Records(BaseModel):
    """One page of records, newest first."""

    count: int
    next: str | None
    previous: str | None
    items: list[Record]


class HeldSet(BaseModel):
    """A set far above all before: no record until one says that it is right, or corrects it."""

    set_id: int
    workout_id: int
    exercise: str
    """Slug."""
    name: str
    done_on: date
    load_kg: float | None
    reps: int
    e1rm_kg: float
    best_kg: float
    """The best estimate of the days before."""
    sets: int
    """Of this exercise and workout that are held with it."""


class HeldSets(BaseModel):
    """What one is asked about, newest first."""

    items: list[HeldSet]


_RECORD = {
    "id": 7,
    "exercise": "back-squat",
    "name": "Back squat",
    "kind": "best_e1rm",
    "reps": 0,
    "value": 112.5,
    "previous_value": 110.0,
    "unit": "kg",
    "achieved_on": "2026-05-14",
    "achieved_at": "2026-05-14T17:42:00Z",
    "workout_id": 31,
}

_HELD = {
    "set_id": 912,
    "workout_id": 31,
    "exercise": "back-squat",
    "name": "Back squat",
    "done_on": "2026-05-14",
    "load_kg": 1000.0,
    "reps": 5,
    "e1rm_kg": 1125.0,
    "best_kg": 112.5,
    "sets": 1,
}


@router.get(
    "",
    response_model=Records,
    responses=polled({"count": 1, "next": None, "previous": None, "items": [_RECORD]}, "One page.")
    | refused_with(400, 404, fields={"kind": "Input should be 'heaviest_load', …"}),
)
async def list_records(
    viewer: SignedIn,
    request: Request,
    paged: Paged,
    *,
    kind: Annotated[RecordKind | None, Query(description="Only of this kind")] = None,
    exercise_id: Annotated[
        int | None, Query(description="Only of this exercise", ge=1, le=MOST_ID)
    ] = None,
    since: Annotated[Day | None, Query(description="From this day on")] = None,
) -> Records:
    """List one's records, newest first."""
    count, views = await db.read(
        records.list_records,
        member_id=viewer.id,
        exercise_id=exercise_id,
        kind=kind or "",
        since=since,
        page=paged.page,
        page_size=paged.page_size,
    )
    return Records(
        count=count,
        next=address_of(request, paged.page + 1) if paged.has_next(count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[_shown(view) for view in views],
    )


@router.get(
    "/held",
    response_model=HeldSets,
    responses=polled({"items": [_HELD]}, "Every one.") | refused_with(),
)
async def list_held_sets(viewer: SignedIn) -> HeldSets:
    """List the sets whose estimated maximum jumps by more than a quarter."""
    found = await db.read(doubts.list_doubts, member_id=viewer.id)
    return HeldSets(
        items=[
            HeldSet(
                exercise=it.slug,
                name=it.exercise,
                **{name: getattr(it, name) for name in _SAME},
            )
            for it in found
        ]
    )


@router.put(
    "/held/{set_id}/confirmation",
    status_code=204,
    responses=done("It counts from now on.") | refused_with(404),
)
async def confirm_held_set(
    set_id: Annotated[int, Path(ge=1, le=MOST_ID)], viewer: SignedIn
) -> None:
    """Say that a held set is right: it counts, with those of its exercise and workout."""
    await db.run(doubts.confirm_set, member_id=viewer.id, set_id=set_id)


_SAME = ("set_id", "workout_id", "done_on", "load_kg", "reps", "e1rm_kg", "best_kg", "sets")


def _shown(view: RecordView) -> Record:
    return Record(
        id=view.id,
        exercise=view.slug,
        name=view.exercise,
        kind=view.kind,
        reps=view.reps,
        value=view.value,
        previous_value=view.previous_value,
        unit=UNITS.get(view.kind, "kg"),
        achieved_on=view.achieved_on,
        achieved_at=view.achieved_at,
        workout_id=view.workout_id,
    )
