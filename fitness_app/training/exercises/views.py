"""Exercises as other parts of the app see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session, col, select

from fitness_app.training.models import Exercise, ExerciseMuscle

Muscles: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Those an exercise works mainly, and those beside."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """An exercise as it stands in a list."""

    id: int
    slug: str
    name: str
    mode: str
    equipment: str | None
    level: str
    per_side: bool
    bodyweight_fraction: float
    is_own: bool
    """Whether it is a member's private one."""
    state: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """An exercise with all that is known of it."""

    id: int
    slug: str
    name: str
    other_names: tuple[str, ...]
    mode: str
    force: str | None
    level: str
    mechanic: str | None
    equipment: str | None
    per_side: bool
    bodyweight_fraction: float
    instructions: tuple[str, ...]
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    substitutes: tuple[ExerciseLine, ...]
    is_own: bool
    state: str
    author_id: int | None
    review_note: str
    is_imported: bool
    """Whether it came with the app or from a file, not from somebody of the club."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """One page of what a search found; the first is 1."""

    items: tuple[ExerciseLine, ...]
    count: int
    page: int
    page_size: int

    @property
    def has_next(self) -> bool:
        """Whether more was found than is on the pages up to this one."""
        return self.page * self.page_size < self.count


def view_lines(session: Session, rows: Sequence[Exercise]) -> tuple[ExerciseLine, ...]:
    """Rows as lines of a list, in their order."""
    muscles = muscles_of(session, [row.id for row in rows])
    return tuple(_line(row, *muscles[row.id]) for row in rows)


def view_exercise(session: Session, row: Exercise, substitutes: Sequence[Exercise]) -> ExerciseView:
    """A row with its muscles and what can take its place."""
    primary, secondary = muscles_of(session, [row.id])[row.id]
    return ExerciseView(
        id=row.id,
        slug=row.slug,
        name=row.name,
        other_names=tuple(row.other_names),
        mode=row.mode,
        force=row.force,
        level=row.level,
        mechanic=row.mechanic,
        equipment=row.equipment,
        per_side=row.per_side,
        bodyweight_fraction=row.bodyweight_fraction,
        instructions=tuple(row.instructions),
        primary=primary,
        secondary=secondary,
        substitutes=view_lines(session, substitutes),
        is_own=row.owner_id is not None,
        state=row.state,
        author_id=row.author_id,
        review_note=row.review_note,
        is_imported=row.source_key is not None,
        updated_at=row.updated_at,
    )


def muscles_of(session: Session, exercise_ids: Sequence[int]) -> dict[int, Muscles]:
    """The main muscles and the others of each exercise, by name."""
    found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = dict.fromkeys(
        exercise_ids, ((), ())
    )
    rows = session.exec(
        select(ExerciseMuscle)
        .where(col(ExerciseMuscle.exercise_id).in_(exercise_ids))
        .order_by(col(ExerciseMuscle.muscle))
    )
    for row in rows:
        primary, secondary = found[row.exercise_id]
        if row.is_primary:
            found[row.exercise_id] = ((*primary, row.muscle), secondary)
        else:
            found[row.exercise_id] = (primary, (*secondary, row.muscle))
    return found


def _line(row: Exercise, primary: tuple[str, ...], secondary: tuple[str, ...]) -> ExerciseLine:
    return ExerciseLine(
        id=row.id,
        slug=row.slug,
        name=row.name,
        mode=row.mode,
        equipment=row.equipment,
        level=row.level,
        per_side=row.per_side,
        bodyweight_fraction=row.bodyweight_fraction,
        is_own=row.owner_id is not None,
        state=row.state,
        primary=primary,
        secondary=secondary,
    )
