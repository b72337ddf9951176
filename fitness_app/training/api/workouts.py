"""Workouts for programs: what is due, started, finished, looked at, put right, deleted."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.kit.errors import NotFound
from fitness_app.training.api.workout_shapes import (
    LINE_EXAMPLE,
    WORKOUT_EXAMPLE,
    Workout,
    WorkoutId,
    Workouts,
    shown,
    shown_card,
    whole_number,
)
from fitness_app.training.workouts import finishing, reading, starting

router = APIRouter(prefix=routes.V1, tags=["v1: training"], route_class=Polled)

_NAME = entries.text("At most 100 characters", required=False, may_be_blank=True)
_DONE_ON = entries.day("ISO date, in 2000 or later and not ahead", required=False)
_MINUTES = whole_number("How long it took", least=1, most=1440)
_SAID: dict[str, Any] = {
    "session_rpe": entries.number(
        "How hard it was as a whole, 0 to 10; null for none", nullable=True
    ),
    "rating": entries.number("How it felt, 1 to 5; null for none", nullable=True),
    "notes": entries.text(required=False, may_be_blank=True),
}
START = Body(
    {"name": "Leg day"},
    name=_NAME,
    scheduled_session_id=whole_number("A plan's session to do", least=1, most=MOST_ID),
    repeat_of=whole_number("A past workout to do again", least=1, most=MOST_ID),
)
PAST = Body(
    {"name": "Hotel gym", "done_on": "2026-01-30", "minutes": 45},
    name=_NAME,
    done_on=entries.day("ISO date, in 2000 or later and not ahead"),
    minutes=whole_number("How long it took", least=1, most=1440, required=True),
)
CHANGES = Body(
    {"rating": 5, "notes": "Felt light"},
    name=entries.text("At most 100 characters", required=False),
    done_on=_DONE_ON,
    minutes=_MINUTES,
    **_SAID,
)
FINISH = Body(
    {"status": "finished", "session_rpe": 7, "rating": 4},
    status=entries.choice("finished", required=True),
    ended_at=entries.text("When it ended, ISO 8601; now if it is left out", required=False),
    **_SAID,
)
_SHOWN = {"content": {"application/json": {"example": WORKOUT_EXAMPLE}}}
_WRONG = {"rating": "Choose from 1 to 5."}


@router.get(
    "/workouts",
    response_model=Workouts,
    responses=polled(
        {"count": 1, "next": None, "previous": None, "items": [LINE_EXAMPLE]}, "One page."
    )
    | refused_with(400, 404, fields={"page": "Input should be greater than or equal to 1"}),
)
async def list_workouts(viewer: SignedIn, request: Request, paged: Paged) -> Workouts:
    """List one's finished workouts, newest first."""
    count, cards = await db.read(
        reading.list_workouts, member_id=viewer.id, page=paged.page, page_size=paged.page_size
    )
    return Workouts(
        count=count,
        next=address_of(request, paged.page + 1) if paged.has_next(count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[shown_card(card) for card in cards],
    )


@router.post(
    "/workouts",
    status_code=201,
    response_model=Workout,
    openapi_extra=START.documented,
    responses={
        201: _SHOWN,
        **takes_body({"name": "Keep it to 100 characters."}, 404, 409, 422),
    },
)
async def start_workout(
    viewer: SignedIn, sent: Annotated[Sent, Depends(START)], create: Creating
) -> Response:
    """Start a workout now: a plan's session, a past one again, or freestyle."""
    sent.checked()
    return await create.run(
        starting.start_workout,
        viewer=viewer,
        sent=sent,
        shown=shown,
        member_id=viewer.id,
        client_uuid=str(uuid4()),
        time_zone=viewer.time_zone,
        scheduled_id=sent["scheduled_session_id"] or None,
        repeat_of=sent["repeat_of"] or None,
        name=sent["name"],
    )


@router.post(
    "/past-workouts",
    status_code=201,
    response_model=Workout,
    openapi_extra=PAST.documented,
    responses={201: _SHOWN, **takes_body({"done_on": "That day hasn't come yet."}, 422)},
)
async def log_past_workout(
    viewer: SignedIn, sent: Annotated[Sent, Depends(PAST)], create: Creating
) -> Response:
    """Keep a finished workout of another day; its exercises and sets are added afterwards."""
    return await create.run(
        starting.log_past,
        viewer=viewer,
        sent=sent.checked(),
        shown=shown,
        member_id=viewer.id,
        client_uuid=str(uuid4()),
        time_zone=viewer.time_zone,
        done_on=sent["done_on"],
        minutes=str(sent["minutes"]),
        name=sent["name"],
    )


@router.get(
    "/running-workout",
    response_model=Workout,
    responses=polled(WORKOUT_EXAMPLE | {"ended_at": None}, "The workout.") | refused_with(404),
)
async def get_running_workout(viewer: SignedIn) -> Workout:
    """Read the workout that runs."""
    view = await db.read(reading.find_running, member_id=viewer.id)
    if view is None:
        raise NotFound("No workout is running.")
    return shown(view)


@router.get(
    "/workouts/{workout_id}",
    response_model=Workout,
    responses=polled(WORKOUT_EXAMPLE, "The workout.") | refused_with(404),
)
async def get_workout(workout_id: WorkoutId, viewer: SignedIn) -> Workout:
    """Read one of one's workouts."""
    return shown(await db.read(reading.get_workout, member_id=viewer.id, workout_id=workout_id))


@router.patch(
    "/workouts/{workout_id}",
    response_model=Workout,
    openapi_extra=CHANGES.documented,
    responses={200: _SHOWN, **takes_body(_WRONG, 404, 409)},
)
async def edit_workout(
    workout_id: WorkoutId, viewer: SignedIn, sent: Annotated[Sent, Depends(CHANGES)]
) -> Workout:
    """Change what is said of a workout; what is left out stays."""
    said = {name: str(value) for name, value in sent.checked().values.items()}
    view = await db.run(finishing.edit_workout, member_id=viewer.id, workout_id=workout_id, **said)
    return shown(view)


@router.put(
    "/workouts/{workout_id}/status",
    response_model=Workout,
    openapi_extra=FINISH.documented,
    responses={200: _SHOWN, **takes_body(_WRONG, 404, 409)},
)
async def finish_workout(
    workout_id: WorkoutId, viewer: SignedIn, sent: Annotated[Sent, Depends(FINISH)]
) -> Workout:
    """Finish the running workout; sets that are not done go."""
    said = {name: str(value) for name, value in sent.checked().values.items() if name != "status"}
    view = await db.run(
        finishing.finish_workout, member_id=viewer.id, workout_id=workout_id, **said
    )
    return shown(view)


@router.delete(
    "/workouts/{workout_id}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404),
)
async def delete_workout(workout_id: WorkoutId, viewer: SignedIn) -> None:
    """Discard the running workout, or delete a finished one."""
    await db.run(finishing.delete_workout, member_id=viewer.id, workout_id=workout_id)
