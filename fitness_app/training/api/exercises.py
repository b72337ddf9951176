"""Exercises for programs: the club's to read, one's own to keep."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training.api import exercise_bodies as bodies
from fitness_app.training.api.exercise_bodies import Exercise, Exercises, in_their_words
from fitness_app.training.exercises import find, own
from fitness_app.training.words import Equipment, Level, Muscle

router = APIRouter(prefix=routes.V1 + "/exercises", tags=["v1: training"], route_class=Polled)

STATE = Body({"state": "archived"}, state=entries.choice("published", "archived", required=True))
_SHOWN = {"content": {"application/json": {"example": bodies.EXERCISE | {"is_own": True}}}}
_WRONG_QUERY = {"muscle": "Input should be 'abdominals', 'abductors' or another muscle"}
ExerciseId = Annotated[int, Path(ge=1, le=MOST_ID)]
Words = Annotated[
    str, Query(alias="q", max_length=find.LONGEST_WORDS, description="What names begin with")
]


@router.get(
    "",
    response_model=Exercises,
    responses=polled(
        {"count": 1, "next": None, "previous": None, "items": [bodies.SUMMARY]}, "One page."
    )
    | refused_with(400, 404, fields=_WRONG_QUERY),
)
async def list_exercises(
    viewer: SignedIn,
    request: Request,
    paged: Paged,
    *,
    words: Words = "",
    muscle: Annotated[Muscle | None, Query(description="Works this one, mainly first")] = None,
    equipment: Annotated[Equipment | None, Query(description="Needs this")] = None,
    level: Annotated[Level | None, Query(description="Asks for this much experience")] = None,
    only_own: Annotated[bool, Query(alias="own", description="One's own alone")] = False,
) -> Exercises:
    """Find exercises of the club and one's own, the best fit first, then by name."""
    page = await db.read(
        find.search,
        viewer_id=viewer.id,
        words=words,
        muscle=muscle or "",
        equipment=equipment or "",
        level=level or "",
        only_own=only_own,
        page=paged.page,
        page_size=paged.page_size,
    )
    return Exercises(
        count=page.count,
        next=address_of(request, paged.page + 1) if paged.has_next(page.count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[bodies.summary_of(line) for line in page.items],
    )


@router.post(
    "",
    status_code=201,
    response_model=Exercise,
    openapi_extra=bodies.NEW.documented,
    responses={201: _SHOWN, **takes_body(bodies.WRONG, 409, 422)},
)
async def add_exercise(
    viewer: SignedIn, sent: Annotated[Sent, Depends(bodies.NEW)], create: Creating
) -> Response:
    """Add an exercise of one's own, which nobody else sees."""
    sent.checked()
    with in_their_words():
        return await create.run(
            own.add_exercise,
            viewer=viewer,
            sent=sent,
            shown=bodies.shown,
            owner_id=viewer.id,
            content=bodies.content_of(sent),
        )


@router.get(
    "/{exercise_id}",
    response_model=Exercise,
    responses=polled(bodies.EXERCISE, "The exercise.") | refused_with(404),
)
async def get_exercise(exercise_id: ExerciseId, viewer: SignedIn) -> Exercise:
    """Read an exercise of the club, archived ones too, or one of one's own."""
    return bodies.shown(
        await db.read(find.get_exercise, viewer_id=viewer.id, exercise_id=exercise_id)
    )


@router.patch(
    "/{exercise_id}",
    response_model=Exercise,
    openapi_extra=bodies.CHANGE.documented,
    responses={200: _SHOWN, **takes_body(bodies.WRONG, 404)},
)
async def edit_exercise(
    exercise_id: ExerciseId, viewer: SignedIn, sent: Annotated[Sent, Depends(bodies.CHANGE)]
) -> Exercise:
    """Change an exercise of one's own; what is left out stays."""
    sent.checked()
    present = await db.read(own.get_exercise, owner_id=viewer.id, exercise_id=exercise_id)
    with in_their_words():
        view = await db.run(
            own.edit_exercise,
            owner_id=viewer.id,
            exercise_id=exercise_id,
            content=bodies.content_of(sent, present),
        )
    return bodies.shown(view)


@router.put(
    "/{exercise_id}/state",
    response_model=Exercise,
    openapi_extra=STATE.documented,
    responses={200: _SHOWN, **takes_body({"state": '"x" is not a valid choice.'}, 404)},
)
async def move_exercise(
    exercise_id: ExerciseId, viewer: SignedIn, sent: Annotated[Sent, Depends(STATE)]
) -> Exercise:
    """Archive an exercise of one's own, or put it back."""
    is_archived = sent.checked()["state"] == "archived"
    verb = own.archive_exercise if is_archived else own.restore_exercise
    return bodies.shown(await db.run(verb, owner_id=viewer.id, exercise_id=exercise_id))


@router.delete(
    "/{exercise_id}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404, 409),
)
async def delete_exercise(exercise_id: ExerciseId, viewer: SignedIn) -> None:
    """Remove an exercise of one's own that nothing refers to."""
    await db.run(own.delete_exercise, owner_id=viewer.id, exercise_id=exercise_id)
