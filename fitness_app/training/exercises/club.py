"""The club's exercises in trainers' hands: written, reviewed by another, published, archived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from fitness_app.accounts import audit, members
from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Forbidden, Invalid, NotFound
from fitness_app.training.exercises.content import (
    MOST_SUBSTITUTES,
    ExerciseContent,
    checked,
    name_key,
    set_substitutes,
    tidy,
    write,
)
from fitness_app.training.exercises.find import PAGE_SIZE, best_first, match
from fitness_app.training.exercises.rules import (
    club_slug,
    refuse_if_used,
    refuse_other_mode,
    refuse_same_name,
)
from fitness_app.training.exercises.views import (
    ExerciseLine,
    ExercisePage,
    ExerciseView,
    view_exercise,
    view_lines,
)
from fitness_app.training.models import Exercise, ExerciseSubstitute
from fitness_app.training.words import ExerciseState

NOTE_LENGTH = 500
FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody of the club's staff who works on its exercises."""

    id: int
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class StaffedLine:
    """An exercise in trainers' list, with its author's name, '' for none."""

    exercise: ExerciseLine
    author: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class StaffedPage:
    """One page of trainers' list."""

    items: tuple[StaffedLine, ...]
    page: ExercisePage


def list_staffed(session: Session, *, state: str, words: str = "", page: int = 1) -> StaffedPage:
    """The same as `list_exercises`, with who wrote each and when it was changed."""
    found = list_exercises(session, state=state, words=words, page=page)
    rows = session.exec(
        select(Exercise).where(col(Exercise.id).in_([line.id for line in found.items]))
    ).all()
    by_id = {row.id: row for row in rows}
    authors = members.find_people(
        session, user_ids={row.author_id for row in rows if row.author_id}
    )
    lines = tuple(
        StaffedLine(
            line,
            authors[author].name if (author := by_id[line.id].author_id) in authors else "",
            by_id[line.id].updated_at,
        )
        for line in found.items
    )
    return StaffedPage(lines, found)


def list_exercises(
    session: Session,
    *,
    state: str,
    words: str = "",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> ExercisePage:
    """The club's exercises in a state: by name, or by how well they fit the words."""
    conditions = [
        col(Exercise.owner_id).is_(None),
        col(Exercise.state) == state,
        *match(words),
    ]
    count = session.exec(select(func.count()).select_from(Exercise).where(*conditions)).one()
    rows = session.exec(
        select(Exercise)
        .where(*conditions)
        .order_by(*best_first(words), col(Exercise.name_key), col(Exercise.id))
        .offset((page - 1) * page_size)
        .limit(page_size)
    ).all()
    return ExercisePage(view_lines(session, rows), count, page, page_size)


def count_by_state(session: Session) -> dict[str, int]:
    """How many exercises the club has in each state."""
    counts = session.exec(
        select(Exercise.state, func.count())
        .where(col(Exercise.owner_id).is_(None))
        .group_by(Exercise.state)
    )
    return dict.fromkeys(ExerciseState, 0) | dict(counts.all())


def get_exercise(session: Session, *, slug: str = "", exercise_id: int = 0) -> ExerciseView:
    """An exercise of the club in any state, by its slug or its id. Raises NotFound."""
    named = Exercise.slug == slug if slug else Exercise.id == exercise_id
    row = session.exec(select(Exercise).where(named, col(Exercise.owner_id).is_(None))).first()
    if row is None:
        raise NotFound
    return _view(session, row)


def write_exercise(
    session: Session,
    *,
    author_id: int,
    content: ExerciseContent,
    substitutes: Iterable[str] = (),
) -> ExerciseView:
    """Write a new exercise for the club, as a draft; `substitutes` are names or slugs.

    Raises Invalid by field.
    """
    content, substitute_ids = _checked(session, content, substitutes)
    refuse_same_name(session, content, owner_id=None)
    row = Exercise(
        slug=club_slug(session, content.name),
        name="",
        name_key="",
        mode=content.mode,
        author_id=author_id,
        state=ExerciseState.DRAFT,
    )
    try:
        with session.begin_nested():
            write(session, row, content)
    except IntegrityError:
        raise Conflict("Somebody has just written one of this name. Try again.") from None
    set_substitutes(session, {row.id: substitute_ids})
    return _view(session, row)


def edit_exercise(
    session: Session,
    *,
    editor: Editor,
    exercise_id: int,
    content: ExerciseContent,
    substitutes: Iterable[str] = (),
) -> ExerciseView:
    """Change a draft of one's own, or any published exercise: that shows at once, and is noted.

    Raises NotFound, Forbidden for another's draft, Conflict in review, Invalid by field.
    """
    row = _take(session, exercise_id)
    if row.state == ExerciseState.DRAFT:
        _refuse_others(row, editor)
    elif row.state == ExerciseState.IN_REVIEW:
        raise Conflict("It is being reviewed. Take it back to a draft first.")
    content, substitute_ids = _checked(session, content, substitutes, besides=row.id)
    refuse_same_name(session, content, owner_id=None, besides=row.id)
    refuse_other_mode(session, row, content)
    if row.state != ExerciseState.DRAFT:
        _refuse_too_few_steps(content)
        row.is_changed_here = True
        _note(session, editor, row, "edited")
    write(session, row, content)
    set_substitutes(session, {row.id: substitute_ids})
    return _view(session, row)


def submit_exercise(session: Session, *, editor: Editor, exercise_id: int) -> ExerciseView:
    """Ask another trainer to look at one's draft.

    Raises NotFound, Forbidden, Conflict, Invalid while there are fewer than two steps.
    """
    row = _take(session, exercise_id, ExerciseState.DRAFT)
    _refuse_others(row, editor)
    if len(row.instructions) < FEWEST_STEPS:
        raise Invalid(instructions="Write at least two steps before it is reviewed.")
    row.review_note = ""
    return _move(session, row, editor, ExerciseState.IN_REVIEW, "submitted")


def take_back_exercise(session: Session, *, editor: Editor, exercise_id: int) -> ExerciseView:
    """Take one's exercise out of review, to work on it. Raises NotFound, Forbidden, Conflict."""
    row = _take(session, exercise_id, ExerciseState.IN_REVIEW)
    _refuse_others(row, editor)
    return _move(session, row, editor, ExerciseState.DRAFT, "taken_back")


def send_back_exercise(
    session: Session, *, editor: Editor, exercise_id: int, note: str
) -> ExerciseView:
    """Give another's exercise back to its author, with a word on what it lacks.

    Raises NotFound, Forbidden for one's own, Conflict, Invalid for an empty or a long note.
    """
    row = _take(session, exercise_id, ExerciseState.IN_REVIEW)
    _refuse_own(row, editor)
    if not (note := tidy(note)):
        raise Invalid(note="Say what it lacks, so that its author knows.")
    if len(note) > NOTE_LENGTH:
        raise Invalid(note=f"Keep it to {NOTE_LENGTH} characters.")
    row.review_note = note
    return _move(session, row, editor, ExerciseState.DRAFT, "sent_back")


def publish_exercise(session: Session, *, editor: Editor, exercise_id: int) -> ExerciseView:
    """Let every member see a reviewed exercise: another trainer's, or an admin any.

    Raises NotFound, Forbidden for one's own, Conflict.
    """
    row = _take(session, exercise_id, ExerciseState.IN_REVIEW)
    _refuse_own(row, editor)
    return _move(session, row, editor, ExerciseState.PUBLISHED, "published")


def archive_exercise(session: Session, *, editor: Editor, exercise_id: int) -> ExerciseView:
    """Take a published exercise out of the lists; histories keep it. Raises NotFound, Conflict."""
    row = _take(session, exercise_id, ExerciseState.PUBLISHED)
    return _move(session, row, editor, ExerciseState.ARCHIVED, "archived")


def restore_exercise(session: Session, *, editor: Editor, exercise_id: int) -> ExerciseView:
    """Put an archived exercise back. Raises NotFound, Conflict, Invalid if its name is taken."""
    row = _take(session, exercise_id, ExerciseState.ARCHIVED)
    refuse_same_name(session, ExerciseContent(row.name, row.mode), owner_id=None, besides=row.id)
    return _move(session, row, editor, ExerciseState.PUBLISHED, "restored")


def move_exercise(
    session: Session, *, editor: Editor, exercise_id: int, state: ExerciseState, note: str = ""
) -> ExerciseView:
    """Take the one step that leads to a state from where the exercise stands.

    Back to a draft it is taken by its author, and sent by others. Raises as the steps do.
    """
    row = _take(session, exercise_id)
    move: Any
    match state:
        case ExerciseState.IN_REVIEW:
            move = submit_exercise
        case ExerciseState.ARCHIVED:
            move = archive_exercise
        case ExerciseState.DRAFT if row.author_id in (editor.id, None) and not note.strip():
            move = take_back_exercise
        case ExerciseState.DRAFT:
            move = partial(send_back_exercise, note=note)
        case _ if row.state == ExerciseState.ARCHIVED:
            move = restore_exercise
        case _:
            move = publish_exercise
    return move(session, editor=editor, exercise_id=exercise_id)


def delete_exercise(session: Session, *, editor: Editor, exercise_id: int) -> None:
    """Throw a draft of one's own away. Raises NotFound, Forbidden, Conflict."""
    row = _take(session, exercise_id, ExerciseState.DRAFT)
    _refuse_others(row, editor)
    refuse_if_used(session, row.id)
    session.delete(row)


def _checked(
    session: Session, content: ExerciseContent, substitutes: Iterable[str], besides: int = 0
) -> tuple[ExerciseContent, list[int]]:
    problems: dict[str, str] = {}
    ids: list[int] = []
    try:
        content = checked(content)
    except Invalid as problem:
        problems |= problem.fields
    try:
        ids = _substitute_ids(session, [said for each in substitutes if (said := tidy(each))])
    except Invalid as problem:
        problems |= problem.fields
    if besides in ids:
        problems["substitutes"] = "An exercise can’t take its own place."
    if problems:
        raise Invalid(**problems)
    return content, ids


def _substitute_ids(session: Session, said: list[str]) -> list[int]:
    if len(said) > MOST_SUBSTITUTES:
        raise Invalid(substitutes=f"Keep it to {MOST_SUBSTITUTES} substitutes.")
    keys = {name_key(text) for text in said}
    rows = session.exec(
        select(Exercise).where(
            col(Exercise.owner_id).is_(None),
            col(Exercise.state) == ExerciseState.PUBLISHED,
            col(Exercise.name_key).in_(keys) | col(Exercise.slug).in_(keys),
        )
    ).all()
    found = {key: row.id for row in rows for key in (row.slug, row.name_key)}
    for text in said:
        if name_key(text) not in found:
            raise Invalid(substitutes=f"The club has no published exercise called “{text[:100]}”.")
    return [found[name_key(text)] for text in said]


def _refuse_too_few_steps(content: ExerciseContent) -> None:
    if len(content.instructions) < FEWEST_STEPS:
        raise Invalid(instructions="Write at least two steps: members see this at once.")


def _refuse_others(row: Exercise, editor: Editor) -> None:
    if not editor.is_admin and row.author_id not in (editor.id, None):
        raise Forbidden("Only its author or an admin can do this before it is published.")


def _refuse_own(row: Exercise, editor: Editor) -> None:
    if not editor.is_admin and row.author_id == editor.id:
        raise Forbidden("Somebody else has to look at it: another trainer, or an admin.")


def _take(session: Session, exercise_id: int, state: ExerciseState | None = None) -> Exercise:
    """Lock it too, so that of two decisions at once only the first counts."""
    row = session.exec(
        select(Exercise)
        .where(Exercise.id == exercise_id, col(Exercise.owner_id).is_(None))
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound
    if state is not None and row.state != state:
        raise Conflict("Somebody has moved it on since you opened it. Look again.")
    return row


def _move(
    session: Session, row: Exercise, editor: Editor, state: ExerciseState, done: str
) -> ExerciseView:
    row.state, row.updated_at = state, clock.now()
    _note(session, editor, row, done)
    session.flush()
    return _view(session, row)


def _note(session: Session, editor: Editor, row: Exercise, done: str) -> None:
    audit.record(
        session,
        actor_id=editor.id,
        subject_id=None,
        action=f"exercise.{done}",
        exercise_id=str(row.id),
    )


def _view(session: Session, row: Exercise) -> ExerciseView:
    substitutes = session.exec(
        select(Exercise)
        .join(ExerciseSubstitute, col(ExerciseSubstitute.substitute_id) == Exercise.id)
        .where(
            ExerciseSubstitute.exercise_id == row.id,
            col(Exercise.owner_id).is_(None),
            col(Exercise.state) == ExerciseState.PUBLISHED,
        )
        .order_by(col(Exercise.name_key))
    ).all()
    return view_exercise(session, row, substitutes)
