"""Finding exercises: the club's published ones, and the member's own."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlmodel import Session, col, select

from fitness_app.kit.errors import NotFound
from fitness_app.training.exercises.search_words import escaped, fold, patterns
from fitness_app.training.exercises.views import (
    ExerciseLine,
    ExercisePage,
    ExerciseView,
    view_exercise,
    view_lines,
)
from fitness_app.training.models import (
    Exercise,
    ExerciseDay,
    ExerciseMuscle,
    ExerciseSubstitute,
)
from fitness_app.training.words import ExerciseState

PAGE_SIZE = 24
LONGEST_WORDS = 200


def search(
    session: Session,
    *,
    viewer_id: int,
    words: str = "",
    muscle: str = "",
    equipment: str = "",
    level: str = "",
    only_own: bool = False,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> ExercisePage:
    """Find published exercises of the club and one's own, the best fit first, then by name.

    Each word must begin one of the exercise's names, muscles or equipment. A `muscle` finds those
    that work it mainly before those that work it too. A page behind the last is empty.
    """
    conditions = [
        _is_listed(viewer_id, only_own=only_own),
        *match(words, muscle=muscle, equipment=equipment, level=level),
    ]
    count = session.exec(select(func.count()).select_from(Exercise).where(*conditions)).one()
    rows = session.exec(
        select(Exercise)
        .where(*conditions)
        .order_by(*best_first(words, muscle), col(Exercise.name_key), col(Exercise.id))
        .offset((page - 1) * page_size)
        .limit(page_size)
    ).all()
    return ExercisePage(view_lines(session, rows), count, page, page_size)


def get_exercise(
    session: Session, *, viewer_id: int, slug: str = "", exercise_id: int = 0
) -> ExerciseView:
    """One exercise by its slug or its id: the club's, archived too, or one's own.

    Raises NotFound, also for somebody else's and for what the club hasn't published yet.
    """
    row = session.exec(
        select(Exercise).where(_is_seen(viewer_id), _named(slug, exercise_id))
    ).first()
    if row is None:
        raise NotFound
    substitutes = session.exec(
        select(Exercise)
        .join(ExerciseSubstitute, col(ExerciseSubstitute.substitute_id) == Exercise.id)
        .where(ExerciseSubstitute.exercise_id == row.id, _is_listed(viewer_id))
        .order_by(col(Exercise.name_key))
    ).all()
    return view_exercise(session, row, substitutes)


def list_by_ids(
    session: Session, *, viewer_id: int, exercise_ids: Iterable[int]
) -> dict[int, ExerciseLine]:
    """The exercises with these ids that one may see, archived ones too; others are left out."""
    rows = session.exec(
        select(Exercise).where(col(Exercise.id).in_(set(exercise_ids)), _is_seen(viewer_id))
    ).all()
    return {line.id: line for line in view_lines(session, rows)}


def list_by_slugs(session: Session, *, slugs: Iterable[str]) -> dict[str, ExerciseLine]:
    """The club's published exercises with these slugs."""
    rows = session.exec(
        select(Exercise).where(
            col(Exercise.slug).in_(set(slugs)),
            col(Exercise.owner_id).is_(None),
            Exercise.state == ExerciseState.PUBLISHED,
        )
    ).all()
    return {line.slug: line for line in view_lines(session, rows)}


def list_recent(session: Session, *, viewer_id: int, limit: int = 8) -> tuple[ExerciseLine, ...]:
    """What one has trained lately, the latest first."""
    last_on = func.max(col(ExerciseDay.local_date))
    latest = session.exec(
        select(ExerciseDay.exercise_id)
        .where(ExerciseDay.member_id == viewer_id)
        .group_by(col(ExerciseDay.exercise_id))
        .order_by(last_on.desc(), col(ExerciseDay.exercise_id))
        .limit(limit)
    ).all()
    rows = session.exec(
        select(Exercise).where(col(Exercise.id).in_(latest), _is_listed(viewer_id))
    ).all()
    in_order = sorted(rows, key=lambda row: latest.index(row.id))
    return view_lines(session, in_order)


def match(
    words: str, *, muscle: str = "", equipment: str = "", level: str = ""
) -> Sequence[ColumnElement[bool]]:
    """The conditions of a search, whoever looks."""
    conditions: list[Any] = [
        col(Exercise.search_text).like(pattern, escape="\\")
        for pattern in patterns(words[:LONGEST_WORDS])
    ]
    if muscle:
        conditions.append(exists(_working(muscle)))
    if equipment:
        conditions.append(col(Exercise.equipment) == equipment)
    if level:
        conditions.append(col(Exercise.level) == level)
    return conditions


def best_first(words: str, muscle: str = "") -> Sequence[ColumnElement[int]]:
    """The order of a search: what is called so, then what is only described so."""
    order: list[ColumnElement[int]] = []
    if said := escaped(fold(words[:LONGEST_WORDS]).strip()):
        name = func.replace(col(Exercise.name_key), "-", " ")
        said = said.replace("-", " ")
        begins = name.like(f"{said}%", escape="\\")
        holds = name.like(f"%{said}%", escape="\\")
        order.append(case((begins, 0), (holds, 1), else_=2))
    if muscle:
        mainly = exists(_working(muscle).where(col(ExerciseMuscle.is_primary)))
        order.append(case((mainly, 0), else_=1))
    return order


def _working(muscle: str) -> Any:
    return select(ExerciseMuscle.exercise_id).where(
        ExerciseMuscle.exercise_id == Exercise.id, ExerciseMuscle.muscle == muscle
    )


def _named(slug: str, exercise_id: int) -> ColumnElement[bool]:
    return col(Exercise.slug) == slug if slug else col(Exercise.id) == exercise_id


def _is_listed(viewer_id: int, *, only_own: bool = False) -> ColumnElement[bool]:
    is_published = col(Exercise.state) == ExerciseState.PUBLISHED
    own = and_(col(Exercise.owner_id) == viewer_id, is_published)
    return own if only_own else or_(and_(col(Exercise.owner_id).is_(None), is_published), own)


def _is_seen(viewer_id: int) -> ColumnElement[bool]:
    was_published = col(Exercise.state).in_([ExerciseState.PUBLISHED, ExerciseState.ARCHIVED])
    return or_(
        col(Exercise.owner_id) == viewer_id, and_(col(Exercise.owner_id).is_(None), was_published)
    )
