"""The club's exercises for programs of its trainers: written, reviewed, published, archived."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from fitness_app import routes
from fitness_app.accounts.access import Role, Viewer
from fitness_app.accounts.api import Trainer, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training.api import exercise_bodies as bodies
from fitness_app.training.api.exercise_bodies import ClubExercise, Exercises, in_their_words
from fitness_app.training.api.exercises import ExerciseId, Words
from fitness_app.training.exercises import club
from fitness_app.training.exercises.club import Editor
from fitness_app.training.exercises.views import ExerciseView
from fitness_app.training.words import ExerciseState

router = APIRouter(
    prefix=routes.V1 + "/trainer/exercises", tags=["v1: training"], route_class=Polled
)

STATE = Body(
    {"state": "in_review"},
    state=entries.choice(*map(str, ExerciseState), required=True),
    note=entries.text(
        "To the author, when it is sent back to a draft",
        required=False,
        may_be_blank=True,
        longest=club.NOTE_LENGTH,
    ),
)
_SHOWN = {"content": {"application/json": {"example": bodies.CLUB_EXERCISE}}}
_STATES = "Input should be 'draft', 'in_review', 'published' or 'archived'"


@router.get(
    "",
    response_model=Exercises,
    responses=polled(
        {"count": 1, "next": None, "previous": None, "items": [bodies.SUMMARY]}, "One page."
    )
    | refused_with(400, 404, fields={"state": _STATES}),
)
async def list_club_exercises(
    _viewer: Trainer,
    request: Request,
    paged: Paged,
    *,
    state: Annotated[ExerciseState, Query(description="Only these")] = ExerciseState.PUBLISHED,
    words: Words = "",
) -> Exercises:
    """List the club's exercises in a state; for trainers."""
    page = await db.read(
        club.list_exercises,
        state=state,
        words=words,
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
    response_model=ClubExercise,
    openapi_extra=bodies.NEW_OF_CLUB.documented,
    responses={201: _SHOWN, **takes_body(bodies.WRONG, 409, 422)},
)
async def write_club_exercise(
    viewer: Trainer, sent: Annotated[Sent, Depends(bodies.NEW_OF_CLUB)], create: Creating
) -> Response:
    """Write an exercise for the club, as a draft; for trainers."""
    sent.checked()
    with in_their_words():
        return await create.run(
            club.write_exercise,
            viewer=viewer,
            sent=sent,
            shown=bodies.shown_to_staff,
            author_id=viewer.id,
            content=bodies.content_of(sent),
            substitutes=sent["substitutes"] or (),
        )


@router.get(
    "/{exercise_id}",
    response_model=ClubExercise,
    responses=polled(bodies.CLUB_EXERCISE, "The exercise.") | refused_with(404),
)
async def get_club_exercise(exercise_id: ExerciseId, _viewer: Trainer) -> ClubExercise:
    """Read an exercise of the club in any state; for trainers."""
    return bodies.shown_to_staff(await _get(exercise_id))


@router.patch(
    "/{exercise_id}",
    response_model=ClubExercise,
    openapi_extra=bodies.CHANGE_OF_CLUB.documented,
    responses={200: _SHOWN, **takes_body(bodies.WRONG, 404, 409)},
)
async def edit_club_exercise(
    exercise_id: ExerciseId,
    viewer: Trainer,
    sent: Annotated[Sent, Depends(bodies.CHANGE_OF_CLUB)],
) -> ClubExercise:
    """Change one's own draft, or any published exercise; what is left out stays."""
    sent.checked()
    present = await _get(exercise_id)
    kept = [line.slug for line in present.substitutes]
    with in_their_words():
        view = await db.run(
            club.edit_exercise,
            editor=_editor(viewer),
            exercise_id=exercise_id,
            content=bodies.content_of(sent, present),
            substitutes=sent.values.get("substitutes", kept),
        )
    return bodies.shown_to_staff(view)


@router.put(
    "/{exercise_id}/state",
    response_model=ClubExercise,
    openapi_extra=STATE.documented,
    responses={200: _SHOWN, **takes_body({"note": "Say what it lacks."}, 404, 409)},
)
async def move_club_exercise(
    exercise_id: ExerciseId, viewer: Trainer, sent: Annotated[Sent, Depends(STATE)]
) -> ClubExercise:
    """Submit a draft, take it or send it back, publish what another wrote, archive, put back."""
    state = ExerciseState(sent.checked()["state"])
    view = await db.run(
        club.move_exercise,
        editor=_editor(viewer),
        exercise_id=exercise_id,
        state=state,
        note=sent["note"],
    )
    return bodies.shown_to_staff(view)


@router.delete(
    "/{exercise_id}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404, 409),
)
async def delete_club_exercise(exercise_id: ExerciseId, viewer: Trainer) -> None:
    """Throw a draft of one's own away."""
    await db.run(club.delete_exercise, editor=_editor(viewer), exercise_id=exercise_id)


async def _get(exercise_id: int) -> ExerciseView:
    return await db.read(club.get_exercise, exercise_id=exercise_id)


def _editor(viewer: Viewer) -> Editor:
    return Editor(viewer.id, is_admin=viewer.role is Role.ADMIN)
