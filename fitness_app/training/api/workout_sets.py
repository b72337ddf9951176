"""What a workout holds, for programs: its exercises, their order, their sets."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Response

from fitness_app import routes
from fitness_app.accounts import write_throttle
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training.api.workout_shapes import (
    SET,
    SET_EXAMPLE,
    WORKOUT_EXAMPLE,
    Key,
    Set,
    Workout,
    WorkoutId,
    set_sent,
    several,
    shown,
    shown_set,
    whole_number,
)
from fitness_app.training.workouts import lines, reading, sets
from fitness_app.training.workouts.measures import KILOGRAMS, LONGEST_REST

router = APIRouter(
    prefix=routes.V1 + "/workouts/{workout_id}", tags=["v1: training"], route_class=Polled
)

EXERCISE = Body(
    {"exercise": "barbell-bench-press"}, exercise=entries.text("The slug of the exercise")
)
LINE = Body(
    {"notes": "Elbows in", "rest_s": 90},
    exercise=entries.text("The slug of the exercise to do instead", required=False),
    notes=entries.text(required=False, may_be_blank=True),
    rest_s=whole_number("Seconds to rest after each set", least=0, most=LONGEST_REST),
    load_unit=entries.choice(*KILOGRAMS, description="What loads are typed in from now on"),
    takes_turns_with_next=entries.yes_or_no("As a superset with the exercise below"),
)
ORDER = Body(
    {"exercises": [SET_EXAMPLE["exercise_id"]]},
    exercises=several("The ids of all exercises within the workout, in their new order"),
)
# A phone that was in a basement sends all its sets until each has arrived.
write_throttle.exempt(sets.save_set)
_WORKOUT = {"content": {"application/json": {"example": WORKOUT_EXAMPLE}}}
_SET = {"content": {"application/json": {"example": SET_EXAMPLE}}}


@router.post(
    "/exercises",
    status_code=201,
    response_model=Workout,
    openapi_extra=EXERCISE.documented,
    responses={201: _WORKOUT, **takes_body({"exercise": "This field is required."}, 404, 409, 422)},
)
async def add_workout_exercise(
    workout_id: WorkoutId,
    viewer: SignedIn,
    sent: Annotated[Sent, Depends(EXERCISE)],
    create: Creating,
) -> Response:
    """Add an exercise to a workout, with as many sets as last time."""
    return await create.run(
        _added,
        viewer=viewer,
        sent=sent.checked(),
        shown=shown,
        member_id=viewer.id,
        workout_id=workout_id,
        slug=sent["exercise"],
    )


@router.patch(
    "/exercises/{key}",
    response_model=Workout,
    openapi_extra=LINE.documented,
    responses={200: _WORKOUT, **takes_body({"notes": "Keep it to 1,000 characters."}, 404, 409)},
)
async def change_workout_exercise(
    workout_id: WorkoutId, key: Key, viewer: SignedIn, sent: Annotated[Sent, Depends(LINE)]
) -> Workout:
    """Change an exercise of a workout: swap it, note something, rest longer, take turns."""
    view = await db.run(
        _changed,
        member_id=viewer.id,
        workout_id=workout_id,
        line_uuid=key,
        changes=dict(sent.checked().values),
    )
    return shown(view)


@router.delete(
    "/exercises/{key}",
    status_code=204,
    responses=done("It is gone, and its sets with it.") | refused_with(404),
)
async def remove_workout_exercise(workout_id: WorkoutId, key: Key, viewer: SignedIn) -> None:
    """Take an exercise out of a workout."""
    await db.run(lines.remove_exercise, member_id=viewer.id, workout_id=workout_id, line_uuid=key)


@router.put(
    "/order",
    response_model=Workout,
    openapi_extra=ORDER.documented,
    responses={
        200: _WORKOUT,
        **takes_body({"lines": "Name each exercise of the workout once."}, 404),
    },
)
async def order_workout_exercises(
    workout_id: WorkoutId, viewer: SignedIn, sent: Annotated[Sent, Depends(ORDER)]
) -> Workout:
    """Put the exercises of a workout in order."""
    await db.run(
        lines.order_exercises,
        member_id=viewer.id,
        workout_id=workout_id,
        line_uuids=sent.checked()["exercises"],
    )
    return await _whole(viewer, workout_id)


@router.get(
    "/sets/{key}",
    response_model=Set,
    responses=polled(SET_EXAMPLE, "The set.") | refused_with(404),
)
async def get_set(workout_id: WorkoutId, key: Key, viewer: SignedIn) -> Set:
    """Read one set."""
    view = await db.read(sets.get_set, member_id=viewer.id, workout_id=workout_id, client_uuid=key)
    return shown_set(view)


@router.put(
    "/sets/{key}",
    response_model=Set,
    openapi_extra=SET.documented,
    responses={
        200: _SET,
        **takes_body({"reps": "At most 1,000 reps in a set. Check the number."}, 404, 409),
    },
)
async def save_set(
    workout_id: WorkoutId, key: Key, viewer: SignedIn, sent: Annotated[Sent, Depends(SET)]
) -> Set:
    """Keep a set under an id that the caller made: however often it is sent, it is there once."""
    view = await db.run(
        sets.save_set,
        member_id=viewer.id,
        workout_id=workout_id,
        client_uuid=key,
        sent=set_sent(sent.checked()),
    )
    return shown_set(view)


@router.delete(
    "/sets/{key}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404),
)
async def delete_set(workout_id: WorkoutId, key: Key, viewer: SignedIn) -> None:
    """Take a set out of a workout."""
    await db.run(sets.delete_set, member_id=viewer.id, workout_id=workout_id, client_uuid=key)


async def _whole(viewer: Viewer, workout_id: int) -> Workout:
    return shown(await db.read(reading.get_workout, member_id=viewer.id, workout_id=workout_id))


def _added(session: Any, *, member_id: int, workout_id: int, slug: str):
    lines.add_exercise(
        session, member_id=member_id, workout_id=workout_id, client_uuid=str(uuid4()), slug=slug
    )
    return reading.get_workout(session, member_id=member_id, workout_id=workout_id)


def _changed(
    session: Any, *, member_id: int, workout_id: int, line_uuid: str, changes: dict[str, Any]
):
    where = {"member_id": member_id, "workout_id": workout_id}
    if "exercise" in changes:
        line_uuid = lines.swap_exercise(
            session, **where, line_uuid=line_uuid, slug=changes["exercise"]
        )
    if "notes" in changes:
        lines.write_note(session, **where, line_uuid=line_uuid, note=changes["notes"])
    if "rest_s" in changes:
        lines.choose_rest(session, **where, line_uuid=line_uuid, seconds=changes["rest_s"])
    if "load_unit" in changes:
        sets.choose_unit(session, **where, line_uuid=line_uuid, unit=changes["load_unit"])
    if "takes_turns_with_next" in changes:
        group = changes["takes_turns_with_next"] == "true"
        act = lines.group_with_next if group else lines.ungroup
        act(session, **where, line_uuid=line_uuid)
    return reading.get_workout(session, **where)
