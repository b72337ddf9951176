"""Members' own exercises: they see and log them like the club's, and nobody else does."""

from sqlmodel import Session, col, func, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.exercises.content import ExerciseContent, checked, write
from fitness_app.training.exercises.rules import (
    private_slug,
    refuse_if_used,
    refuse_other_mode,
    refuse_same_name,
)
from fitness_app.training.exercises.views import (
    ExerciseLine,
    ExerciseView,
    view_exercise,
    view_lines,
)
from fitness_app.training.models import Exercise
from fitness_app.training.words import ExerciseState

MOST_OWN = 500


def add_exercise(session: Session, *, owner_id: int, content: ExerciseContent) -> ExerciseView:
    """Add an exercise of a member's own. Raises Invalid by field; Conflict above 500 of them."""
    content = checked(content)
    refuse_same_name(session, content, owner_id=owner_id)
    count = session.exec(
        select(func.count()).select_from(Exercise).where(Exercise.owner_id == owner_id)
    ).one()
    if count >= MOST_OWN:
        raise Conflict(f"You have {MOST_OWN} exercises of your own. Delete one you don't use.")
    row = Exercise(
        slug=private_slug(content.name),
        name="",
        name_key="",
        mode=content.mode,
        owner_id=owner_id,
        author_id=owner_id,
        state=ExerciseState.PUBLISHED,
    )
    write(session, row, content)
    return view_exercise(session, row, ())


def get_exercise(session: Session, *, owner_id: int, exercise_id: int) -> ExerciseView:
    """An exercise of one's own, archived ones too. Raises NotFound."""
    row = session.exec(
        select(Exercise).where(Exercise.id == exercise_id, Exercise.owner_id == owner_id)
    ).first()
    if row is None:
        raise NotFound
    return view_exercise(session, row, ())


def edit_exercise(
    session: Session, *, owner_id: int, exercise_id: int, content: ExerciseContent
) -> ExerciseView:
    """Change an exercise of one's own; its mode stays once a set is logged.

    What was derived from its sets follows when they count otherwise.

    Raises NotFound, Invalid by field.
    """
    row = _take(session, owner_id, exercise_id)
    content = checked(content)
    refuse_same_name(session, content, owner_id=owner_id, besides=row.id)
    refuse_other_mode(session, row, content)
    write(session, row, content)
    return view_exercise(session, row, ())


def archive_exercise(session: Session, *, owner_id: int, exercise_id: int) -> ExerciseView:
    """Take an exercise of one's own out of the lists; its history stays. Raises NotFound."""
    return _move(session, _take(session, owner_id, exercise_id), ExerciseState.ARCHIVED)


def restore_exercise(session: Session, *, owner_id: int, exercise_id: int) -> ExerciseView:
    """Put an archived exercise of one's own back. Raises NotFound, Invalid if its name is taken."""
    row = _take(session, owner_id, exercise_id)
    view = view_exercise(session, row, ())
    refuse_same_name(
        session, ExerciseContent(view.name, view.mode), owner_id=owner_id, besides=row.id
    )
    return _move(session, row, ExerciseState.PUBLISHED)


def delete_exercise(session: Session, *, owner_id: int, exercise_id: int) -> None:
    """Remove an exercise of one's own that nothing refers to. Raises NotFound, Conflict."""
    row = _take(session, owner_id, exercise_id)
    refuse_if_used(session, row.id)
    session.delete(row)


def list_archived(session: Session, *, owner_id: int) -> tuple[ExerciseLine, ...]:
    """The exercises of one's own that were archived, by name."""
    rows = session.exec(
        select(Exercise)
        .where(Exercise.owner_id == owner_id, Exercise.state == ExerciseState.ARCHIVED)
        .order_by(col(Exercise.name_key))
    ).all()
    return view_lines(session, rows)


def _take(session: Session, owner_id: int, exercise_id: int) -> Exercise:
    row = session.exec(
        select(Exercise)
        .where(Exercise.id == exercise_id, Exercise.owner_id == owner_id)
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound
    return row


def _move(session: Session, row: Exercise, state: ExerciseState) -> ExerciseView:
    row.state, row.updated_at = state, clock.now()
    session.flush()
    return view_exercise(session, row, ())
