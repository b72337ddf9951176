"""Exercises as an export has them: all of the member's own, and those of the club it speaks of."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, col, or_, select

from fitness_app.training.imports.document import Movement
from fitness_app.training.models import Exercise, ExerciseMuscle, ExerciseSubstitute

_FIELDS = tuple(
    name
    for name in Movement.model_fields
    if name not in ("is_own", "primary", "secondary", "substitutes")
)


def movement_parts(session: Session, *, member_id: int, used: set[str]) -> list[dict[str, Any]]:
    """Every exercise that a document needs to be understood elsewhere."""
    rows = session.exec(
        select(Exercise)
        .where(or_(Exercise.owner_id == member_id, col(Exercise.slug).in_(used)))
        .order_by(Exercise.slug)
    ).all()
    slugs = {row.id: row.slug for row in rows}
    muscles: dict[int, list[ExerciseMuscle]] = defaultdict(list)
    for muscle in session.exec(
        select(ExerciseMuscle)
        .where(col(ExerciseMuscle.exercise_id).in_(slugs))
        .order_by(ExerciseMuscle.muscle)
    ):
        muscles[muscle.exercise_id].append(muscle)
    substitutes: dict[int, list[str]] = defaultdict(list)
    for pair in session.exec(
        select(ExerciseSubstitute).where(col(ExerciseSubstitute.exercise_id).in_(slugs))
    ):
        if pair.substitute_id in slugs:
            substitutes[pair.exercise_id].append(slugs[pair.substitute_id])
    return [
        {
            **{name: getattr(row, name) for name in _FIELDS},
            "is_own": row.owner_id == member_id,
            "primary": [it.muscle for it in muscles[row.id] if it.is_primary],
            "secondary": [it.muscle for it in muscles[row.id] if not it.is_primary],
            "substitutes": sorted(substitutes[row.id]),
        }
        for row in rows
    ]
