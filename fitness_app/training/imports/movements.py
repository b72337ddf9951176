"""The exercises that an import's sets are of: found, or made as the member's own."""

from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.training.exercises.search_words import fold, search_text, slug_of
from fitness_app.training.imports.bundle import Bundle
from fitness_app.training.imports.document import Document, Movement
from fitness_app.training.imports.matching import equipment_of, match_names, name_key
from fitness_app.training.models import (
    Exercise,
    ExerciseAlias,
    ExerciseMuscle,
    ExerciseSubstitute,
    ImportJob,
)
from fitness_app.training.words import ExerciseState, Mode

SKIP = "skip"
Receipt = dict[str, list[Any]]


def resolve(
    session: Session, *, job: ImportJob, bundle: Bundle, receipt: Receipt
) -> dict[str, int | None]:
    """The exercise of each name or slug in a file; None for those whose sets are left out.

    What isn't known is made the member's own, and what a name was taken for is remembered.
    """
    if bundle.document is not None:
        return _resolve_document(session, job.member_id, bundle.document, receipt)
    names = list(bundle.sets_by_key)
    matches = match_names(session, member_id=job.member_id, names=names)
    found: dict[str, int | None] = {}
    for match in matches:
        choice = job.choices.get(match.name, match.exercise.id if match.exercise else None)
        if choice == SKIP:
            found[match.name] = None
            continue
        if not isinstance(choice, int) or session.get(Exercise, choice) is None:
            told = job.summary["names"].get(match.name, {})
            choice = _own_id(
                session,
                job.member_id,
                Movement.model_construct(
                    name=match.name,
                    mode=told.get("mode", Mode.WEIGHT_REPS),
                    equipment=equipment_of(match.name),
                ),
                receipt,
            )
        found[match.name] = choice
        _remember(session, job.member_id, name_key(match.name), choice, receipt)
    return found


def _resolve_document(
    session: Session, member_id: int, document: Document, receipt: Receipt
) -> dict[str, int | None]:
    club = {
        row.slug: row.id
        for row in session.exec(select(Exercise).where(col(Exercise.owner_id).is_(None)))
        if row.state in (ExerciseState.PUBLISHED, ExerciseState.ARCHIVED)
    }
    found: dict[str, int | None] = {}
    made: list[Movement] = []
    before = len(receipt.get("exercises", []))
    for movement in document.exercises:
        here = None if movement.is_own else club.get(movement.slug)
        found[movement.slug] = here or _own_id(session, member_id, movement, receipt)
        if len(receipt.get("exercises", [])) > before:
            before += 1
            made.append(movement)
    for movement in made:
        _add_substitutes(session, movement, found)
    for key, slug in document.names.items():
        exercise_id = found[slug]
        if exercise_id is not None:
            _remember(session, member_id, key, exercise_id, receipt)
    return found


def _own_id(session: Session, member_id: int, movement: Movement, receipt: Receipt) -> int:
    """The member's own exercise of that name; made if there is none."""
    name = movement.name[:100]
    own = session.exec(
        select(Exercise.id)
        .where(Exercise.owner_id == member_id, Exercise.name_key == fold(name))
        .order_by(col(Exercise.id))
        .limit(1)
    ).first()
    return own or _make(session, member_id, movement, receipt)


def _make(session: Session, member_id: int, movement: Movement, receipt: Receipt) -> int:
    name, now = movement.name[:100], clock.now()
    words = [name, *movement.other_names, *movement.primary, *movement.secondary]
    row = Exercise(
        slug=f"{slug_of(name)}-{uuid4().hex[:8]}",
        name=name,
        name_key=fold(name)[:200],
        search_text=search_text([*words, movement.equipment or ""]),
        other_names=list(movement.other_names),
        mode=movement.mode,
        force=movement.force,
        level=movement.level,
        mechanic=movement.mechanic,
        equipment=movement.equipment,
        per_side=movement.per_side,
        bodyweight_fraction=movement.bodyweight_fraction,
        instructions=list(movement.instructions),
        owner_id=member_id,
        author_id=member_id,
        state=movement.state
        if movement.state == ExerciseState.ARCHIVED
        else ExerciseState.PUBLISHED,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    for muscles, is_primary in ((movement.primary, True), (movement.secondary, False)):
        for muscle in muscles:
            if is_primary or muscle not in movement.primary:
                session.add(
                    ExerciseMuscle(exercise_id=row.id, muscle=muscle, is_primary=is_primary)
                )
    receipt.setdefault("exercises", []).append(row.id)
    return row.id


def _add_substitutes(session: Session, movement: Movement, found: dict[str, int | None]) -> None:
    mine = found[movement.slug]
    for slug in dict.fromkeys(movement.substitutes):
        other = found.get(slug)
        if mine is not None and other is not None and other != mine:
            session.add(ExerciseSubstitute(exercise_id=mine, substitute_id=other))


def _remember(
    session: Session, member_id: int, key: str, exercise_id: int, receipt: Receipt
) -> None:
    known = session.get(ExerciseAlias, (member_id, key))
    if known is None:
        session.add(ExerciseAlias(member_id=member_id, name_key=key, exercise_id=exercise_id))
        receipt.setdefault("names", []).append([key, None])
    elif known.exercise_id != exercise_id:
        receipt.setdefault("names", []).append([key, known.exercise_id])
        known.exercise_id = exercise_id
    session.flush()
