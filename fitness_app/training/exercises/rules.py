"""What holds for every exercise somebody writes: names of their own, addresses, what stays."""

from collections.abc import Container
from itertools import count
from secrets import choice

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select

from fitness_app.kit.errors import Conflict, Invalid
from fitness_app.training.exercises.content import ExerciseContent, name_key
from fitness_app.training.exercises.search_words import escaped, slug_of
from fitness_app.training.models import (
    Exercise,
    Goal,
    Prescription,
    SetEntry,
    WorkoutExercise,
)
from fitness_app.training.words import ExerciseState

IN_USE = (
    "It is in workouts, plans or goals. Archive it instead: it leaves the lists and stays there."
)
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_RESERVED = ("new", "own")
"""Parts of addresses that mean something else."""


def refuse_same_name(
    session: Session, content: ExerciseContent, *, owner_id: int | None, besides: int = 0
) -> None:
    """Raise Invalid if another exercise of the same owner is called so; None is the club."""
    is_theirs = (
        col(Exercise.owner_id).is_(None) if owner_id is None else Exercise.owner_id == owner_id
    )
    same = session.exec(
        select(Exercise.id).where(
            is_theirs,
            Exercise.name_key == name_key(content.name),
            Exercise.state != ExerciseState.ARCHIVED,
            Exercise.id != besides,
        )
    ).first()
    if same is not None:
        whose = "The club has" if owner_id is None else "You have"
        raise Invalid(name=f"{whose} an exercise of this name already.")


def refuse_other_mode(session: Session, row: Exercise, content: ExerciseContent) -> None:
    """Raise Invalid where another mode would give logged sets another meaning."""
    if row.mode == content.mode:
        return
    if session.exec(select(exists().where(col(SetEntry.exercise_id) == row.id))).one():
        raise Invalid(
            mode="Sets have been logged with it, so this stays as it is. Write another exercise."
        )


def refuse_if_used(session: Session, exercise_id: int) -> None:
    """Raise Conflict if a workout, a plan or a goal refers to it."""
    used = or_(
        exists().where(col(WorkoutExercise.exercise_id) == exercise_id),
        exists().where(col(SetEntry.exercise_id) == exercise_id),
        exists().where(col(Prescription.exercise_id) == exercise_id),
        exists().where(col(Goal.exercise_id) == exercise_id),
    )
    if session.exec(select(used)).one():
        raise Conflict(IN_USE)


def private_slug(name: str) -> str:
    """An address for somebody's own exercise, which says nothing of whether others have it too."""
    return f"{slug_of(name)}-{''.join(choice(_LETTERS) for _ in range(8))}"


def club_slug(session: Session, name: str) -> str:
    """An address for an exercise of the club: its name, with a number if that is taken."""
    like = f"{escaped(slug_of(name))}%"
    taken = session.exec(select(Exercise.slug).where(col(Exercise.slug).like(like, escape="\\")))
    return free_slug(name, set(taken))


def free_slug(name: str, taken: Container[str]) -> str:
    """A name as an address that isn't taken."""
    base = slug_of(name)
    return next(
        slug
        for number in count(1)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
        and slug not in _RESERVED
    )
