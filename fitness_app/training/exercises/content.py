"""What is said of an exercise: checked, compared with what is kept, and kept."""

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import delete
from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid, noting
from fitness_app.training.exercises.search_words import search_text
from fitness_app.training.exercises.views import muscles_of
from fitness_app.training.models import Exercise, ExerciseMuscle, ExerciseSubstitute
from fitness_app.training.progress import derived, owed
from fitness_app.training.words import Equipment, Force, Level, Mechanic, Mode, Muscle

NAME_LENGTH = 100
STEP_LENGTH = 1000
MOST_NAMES, MOST_STEPS, MOST_SUBSTITUTES = 8, 20, 12
OF_THE_BODY = (Mode.BODYWEIGHT_REPS, Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT)
"""The modes in which the body's own weight is moved."""
LOADED_BODY = (Mode.WEIGHTED_BODYWEIGHT, Mode.ASSISTED_BODYWEIGHT)
"""Those whose load says nothing without the body's share."""
COUNTED = ("mode", "per_side", "bodyweight_fraction")
_UNSHOWN = ("Cc", "Cs", "Co")


@dataclass(frozen=True, slots=True)
class ExerciseContent:
    """All that is said of an exercise; codes as in training.words, '' where nothing is said."""

    name: str
    mode: str
    other_names: tuple[str, ...] = ()
    force: str = ""
    level: str = Level.BEGINNER
    mechanic: str = ""
    equipment: str = ""
    per_side: bool = False
    bodyweight_fraction: float = 0.0
    instructions: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


def checked(content: ExerciseContent) -> ExerciseContent:
    """The same with tidy texts and no muscle named twice; raises Invalid by field."""
    problems: dict[str, str] = {}
    name, other_names, steps = "", (), ()
    with noting(problems):
        name = _name(content.name)
    with noting(problems):
        other_names = _other_names(content.other_names, name)
    with noting(problems):
        steps = _steps(content.instructions)
    primary = tuple(dict.fromkeys(content.primary))
    for field, codes, said in (
        ("mode", Mode, (content.mode,)),
        ("level", Level, (content.level,)),
        ("force", Force, (content.force or Force.PUSH,)),
        ("mechanic", Mechanic, (content.mechanic or Mechanic.COMPOUND,)),
        ("equipment", Equipment, (content.equipment or Equipment.OTHER,)),
        ("primary", Muscle, primary),
        ("secondary", Muscle, content.secondary),
    ):
        with noting(problems):
            _check_codes(field, codes, said)
    if not primary:
        problems["primary"] = "Choose at least one muscle that it works."
    with noting(problems):
        _check_fraction(content)
    if problems:
        raise Invalid(**problems)
    return replace(
        content,
        name=name,
        other_names=other_names,
        instructions=steps,
        primary=primary,
        secondary=tuple(each for each in dict.fromkeys(content.secondary) if each not in primary),
        bodyweight_fraction=content.bodyweight_fraction if content.mode in OF_THE_BODY else 0.0,
    )


def tidy(text: str) -> str:
    """A line of text: its blanks single, nothing in it that can't be shown or kept."""
    normal = unicodedata.normalize("NFC", text.replace("\0", ""))
    shown = "".join(
        it if unicodedata.category(it) not in ("Cc", "Cs", "Co") else " " for it in normal
    )
    return " ".join(shown.split())


def name_key(name: str) -> str:
    """By which names are sorted, and told to be the same."""
    return name.casefold()[: 2 * NAME_LENGTH]


def write(session: Session, row: Exercise, content: ExerciseContent) -> None:
    """Put checked content into a row, which may be a new one."""
    write_all(session, [(row, content)])


def write_all(session: Session, written: Sequence[tuple[Exercise, ExerciseContent]]) -> None:
    """Put checked content into many rows.

    What was derived from sets logged with them follows: at once for somebody's own exercise, soon
    for the club's.
    """
    counted_anew = [row for row, content in written if _counts_otherwise(row, content)]
    for row, content in written:
        _put_columns(row, content)
        session.add(row)
    session.flush()
    ids = [row.id for row, _ in written]
    session.execute(delete(ExerciseMuscle).where(col(ExerciseMuscle.exercise_id).in_(ids)))
    session.add_all(
        ExerciseMuscle(exercise_id=row.id, muscle=muscle, is_primary=is_primary)
        for row, content in written
        for is_primary, muscles in ((True, content.primary), (False, content.secondary))
        for muscle in muscles
    )
    session.flush()
    _count_anew(session, counted_anew)


def changes_of_counting(row: Exercise, content: ExerciseContent) -> list[str]:
    """The fields that say what a set of it counts, as far as they are to change."""
    return [name for name in COUNTED if getattr(row, name) != getattr(content, name)]


def _counts_otherwise(row: Exercise, content: ExerciseContent) -> bool:
    return row.id is not None and bool(changes_of_counting(row, content))


def _count_anew(session: Session, rows: Sequence[Exercise]) -> None:
    for row in rows:
        if row.owner_id is not None:
            derived.refresh(
                session, member_id=row.owner_id, exercise_ids={row.id}, since=derived.EVER
            )
    if of_the_club := {row.id for row in rows if row.owner_id is None}:
        owed.owe(session, exercise_ids=of_the_club)


def _put_columns(row: Exercise, content: ExerciseContent) -> None:
    row.name, row.name_key = content.name, name_key(content.name)
    row.other_names, row.instructions = list(content.other_names), list(content.instructions)
    row.mode, row.level = content.mode, content.level
    row.force, row.mechanic = content.force or None, content.mechanic or None
    row.equipment = content.equipment or None
    row.per_side, row.bodyweight_fraction = content.per_side, content.bodyweight_fraction
    names = (content.name, *content.other_names)
    muscles = (*content.primary, *content.secondary)
    row.search_text = search_text([*names, *muscles, content.equipment])
    row.updated_at = clock.now()


def contents_of(session: Session, rows: Sequence[Exercise]) -> dict[int, ExerciseContent]:
    """What is said of each row now."""
    muscles = muscles_of(session, [row.id for row in rows])
    return {
        row.id: ExerciseContent(
            name=row.name,
            mode=row.mode,
            other_names=tuple(row.other_names),
            force=row.force or "",
            level=row.level,
            mechanic=row.mechanic or "",
            equipment=row.equipment or "",
            per_side=row.per_side,
            bodyweight_fraction=row.bodyweight_fraction,
            instructions=tuple(row.instructions),
            primary=muscles[row.id][0],
            secondary=muscles[row.id][1],
        )
        for row in rows
    }


def in_order(content: ExerciseContent) -> ExerciseContent:
    """The same with its muscles by name, as they are kept."""
    return replace(
        content,
        primary=tuple(sorted(content.primary)),
        secondary=tuple(sorted(content.secondary)),
    )


def set_substitutes(session: Session, wanted: Mapping[int, Iterable[int]]) -> None:
    """Say by their ids what can take each exercise's place, and nothing else."""
    edges = {
        (exercise_id, each)
        for exercise_id, substitutes in wanted.items()
        for each in substitutes
        if each != exercise_id
    }
    rows = session.exec(
        select(ExerciseSubstitute).where(col(ExerciseSubstitute.exercise_id).in_(wanted))
    ).all()
    present = {(row.exercise_id, row.substitute_id): row for row in rows}
    for edge in present.keys() - edges:
        session.delete(present[edge])
    session.add_all(
        ExerciseSubstitute(exercise_id=exercise_id, substitute_id=each)
        for exercise_id, each in sorted(edges - present.keys())
    )
    session.flush()


def _name(text: str) -> str:
    if not (name := tidy(text)):
        raise Invalid(name="Give it a name.")
    if len(name) > NAME_LENGTH:
        raise Invalid(name=f"Keep the name to {NAME_LENGTH} characters.")
    return name


def _other_names(texts: Iterable[str], name: str) -> tuple[str, ...]:
    names = {name_key(name): name}
    for text in texts:
        if said := tidy(text):
            names.setdefault(name_key(said), said)
    names.pop(name_key(name))
    if len(names) > MOST_NAMES:
        raise Invalid(other_names=f"Keep it to {MOST_NAMES} other names.")
    if any(len(said) > NAME_LENGTH for said in names.values()):
        raise Invalid(other_names=f"Keep each name to {NAME_LENGTH} characters.")
    return tuple(names.values())


def _steps(texts: Iterable[str]) -> tuple[str, ...]:
    steps = tuple(said for text in texts if (said := tidy(text)))
    if len(steps) > MOST_STEPS:
        raise Invalid(instructions=f"Keep it to {MOST_STEPS} steps.")
    if any(len(step) > STEP_LENGTH for step in steps):
        raise Invalid(instructions=f"Keep each step to {STEP_LENGTH:,} characters.")
    return steps


def _check_codes(field: str, codes: type[StrEnum], said: Iterable[str]) -> None:
    known = set(codes)
    if any(each not in known for each in said):
        raise Invalid(**{field: "Choose one of the list."})


def _check_fraction(content: ExerciseContent) -> None:
    share = content.bodyweight_fraction
    if not (math.isfinite(share) and 0 <= share <= 1):
        raise Invalid(bodyweight_fraction="Enter a share between 0 and 100%.")
    if content.mode in LOADED_BODY and share == 0:
        raise Invalid(
            bodyweight_fraction="Say how much of the body’s weight is moved: 100% for a pull-up."
        )
