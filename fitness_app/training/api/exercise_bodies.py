"""Exercises as programs write and read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import renamed
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.fields import FieldError
from fitness_app.kit.errors import Invalid
from fitness_app.training.exercises.content import (
    LOADED_BODY,
    MOST_NAMES,
    MOST_STEPS,
    NAME_LENGTH,
    STEP_LENGTH,
    ExerciseContent,
)
from fitness_app.training.exercises.views import ExerciseLine, ExerciseView
from fitness_app.training.words import Equipment, Force, Level, Mechanic, Mode, Muscle


def texts(description: str, *, longest: int, most: int) -> Entry:
    """A list of texts, which may be empty."""

    def read(raw: Any) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
            raise FieldError("Send a list of texts.")
        if len(raw) > most or any(len(each) > longest for each in raw):
            raise FieldError(f"Send at most {most} texts of at most {longest} characters.")
        checked = entries.text(may_be_blank=True)
        return tuple(checked.read(each) for each in raw)

    items = {"type": "string", "maxLength": longest, "pattern": "^[^\\x00]*$"}
    schema = {"type": "array", "items": items, "maxItems": most, "description": description}
    return Entry(schema, read, is_required=False)


def muscles(description: str, *, required: bool = False, fewest: int = 0) -> Entry:
    """Muscles by their codes."""
    codes = list(Muscle)

    def read(raw: Any) -> tuple[str, ...]:
        if not isinstance(raw, list) or any(each not in codes for each in raw):
            raise FieldError(f"Choose some of: {', '.join(codes)}.")
        if len(raw) < fewest:
            raise FieldError("Choose at least one.")
        return tuple(dict.fromkeys(raw))

    items = {"type": "string", "enum": [str(code) for code in codes]}
    schema: dict[str, Any] = {"type": "array", "items": items, "description": description}
    return Entry(schema | ({"minItems": fewest} if fewest else {}), read, required)


def yes_or_no(description: str) -> Entry:
    """True or false, and nothing else."""

    def read(raw: Any) -> bool:
        if not isinstance(raw, bool):
            raise FieldError("Must be a valid boolean.")
        return raw

    return Entry({"type": "boolean", "description": description}, read, is_required=False)


def _share() -> Entry:
    entry = entries.amount(
        "The share of the body's weight that is moved; with added weight or help, 0 or nothing "
        "is taken as 1",
        required=False,
    )
    return replace(entry, schema=entry.schema | {"minimum": 0, "maximum": 1})


def _fields(*, is_new: bool) -> dict[str, Any]:
    return {
        "name": entries.text(required=is_new, longest=NAME_LENGTH),
        "mode": entries.choice(
            *map(str, Mode), description="What a set is counted in", required=is_new
        ),
        "other_names": texts("It is found by these too", longest=NAME_LENGTH, most=MOST_NAMES),
        "force": entries.code_or_nothing(*map(str, Force)),
        "level": entries.choice(*map(str, Level)),
        "mechanic": entries.code_or_nothing(*map(str, Mechanic)),
        "equipment": entries.code_or_nothing(*map(str, Equipment)),
        "per_side": yes_or_no("Whether weight and reps are of one side, and count for both"),
        "bodyweight_fraction": _share(),
        "primary_muscles": muscles("Worked mainly", required=is_new, fewest=1),
        "secondary_muscles": muscles("Worked too"),
        "instructions": texts("Step by step", longest=STEP_LENGTH, most=MOST_STEPS),
    }


_EXAMPLE = {
    "name": "Sandbag get-up",
    "mode": "weight_reps",
    "equipment": "other",
    "level": "intermediate",
    "primary_muscles": ["glutes"],
    "secondary_muscles": ["abdominals", "shoulders"],
    "instructions": ["Lie down with the bag on one shoulder.", "Stand up under it."],
}
_SUBSTITUTES = texts("Names or slugs of the club's exercises", longest=NAME_LENGTH, most=12)
NEW = Body(_EXAMPLE, **_fields(is_new=True))
CHANGE = Body({"name": "Bag get-up", "level": "beginner"}, **_fields(is_new=False))
NEW_OF_CLUB = Body(
    _EXAMPLE | {"substitutes": ["turkish-get-up"]},
    **_fields(is_new=True),
    substitutes=_SUBSTITUTES,
)
CHANGE_OF_CLUB = Body(
    {"substitutes": ["Turkish get-up"]}, **_fields(is_new=False), substitutes=_SUBSTITUTES
)
WRONG = {"primary_muscles": "Choose at least one."}


class ExerciseSummary(BaseModel):
    """An exercise in a list."""

    id: int
    slug: str
    name: str
    mode: Mode
    equipment: Equipment | None
    level: Level
    per_side: bool
    bodyweight_fraction: float
    primary_muscles: list[Muscle]
    secondary_muscles: list[Muscle]
    is_own: bool
    state: str


class Exercise(ExerciseSummary):
    """An exercise with all that is known of it."""

    other_names: list[str]
    force: Force | None
    mechanic: Mechanic | None
    instructions: list[str]
    substitutes: list[ExerciseSummary]


class ClubExercise(Exercise):
    """An exercise of the club, for those who look after them."""

    author_id: int | None
    review_note: str


class Exercises(BaseModel):
    """One page of exercises."""

    count: int
    next: str | None
    previous: str | None
    items: list[ExerciseSummary]


SUMMARY: dict[str, Any] = {
    "id": 7,
    "slug": "back-squat",
    "name": "Back squat",
    "mode": "weight_reps",
    "equipment": "barbell",
    "level": "intermediate",
    "per_side": False,
    "bodyweight_fraction": 0.0,
    "primary_muscles": ["quadriceps"],
    "secondary_muscles": ["adductors", "glutes", "lower back"],
    "is_own": False,
    "state": "published",
}
EXERCISE = SUMMARY | {
    "other_names": ["Barbell squat"],
    "force": "push",
    "mechanic": "compound",
    "instructions": ["Rest the bar on your upper back.", "Sit down.", "Stand up."],
    "substitutes": [],
}
CLUB_EXERCISE = EXERCISE | {"author_id": None, "review_note": ""}


@contextmanager
def in_their_words() -> Iterator[None]:
    """Say what is wrong under the names that bodies have."""
    try:
        yield
    except Invalid as problem:
        names = {"primary": "primary_muscles", "secondary": "secondary_muscles"}
        raise renamed(problem, names) from None


def content_of(sent: Sent, present: ExerciseView | None = None) -> ExerciseContent:
    """What was sent, over what is there already."""
    content = (
        ExerciseContent("", "")
        if present is None
        else ExerciseContent(
            name=present.name,
            mode=present.mode,
            other_names=present.other_names,
            force=present.force or "",
            level=present.level,
            mechanic=present.mechanic or "",
            equipment=present.equipment or "",
            per_side=present.per_side,
            bodyweight_fraction=present.bodyweight_fraction,
            instructions=present.instructions,
            primary=present.primary,
            secondary=present.secondary,
        )
    )
    same = ("name", "mode", "other_names", "force", "level", "mechanic", "equipment", "per_side")
    said: dict[str, Any] = {name: sent[name] for name in (*same, "instructions") if name in sent}
    if "bodyweight_fraction" in sent:
        said["bodyweight_fraction"] = float(sent["bodyweight_fraction"])
    for role in ("primary", "secondary"):
        if f"{role}_muscles" in sent:
            said[role] = sent[f"{role}_muscles"]
    content = replace(content, **said)
    if content.mode in LOADED_BODY and content.bodyweight_fraction == 0:
        return replace(content, bodyweight_fraction=1.0)
    return content


def summary_of(line: ExerciseLine) -> ExerciseSummary:
    """A line as programs read it."""
    return ExerciseSummary(**_told(line))


def shown(view: ExerciseView) -> Exercise:
    """An exercise as programs read it."""
    return Exercise(**_whole(view))


def shown_to_staff(view: ExerciseView) -> ClubExercise:
    """The same with what the club's own people know."""
    return ClubExercise(**_whole(view), author_id=view.author_id, review_note=view.review_note)


def _whole(view: ExerciseView) -> dict[str, Any]:
    return _told(view) | {
        "other_names": list(view.other_names),
        "force": view.force,
        "mechanic": view.mechanic,
        "instructions": list(view.instructions),
        "substitutes": [summary_of(line) for line in view.substitutes],
    }


def _told(it: ExerciseLine | ExerciseView) -> dict[str, Any]:
    same = ("id", "slug", "name", "mode", "equipment", "level", "per_side", "bodyweight_fraction")
    return {name: getattr(it, name) for name in (*same, "is_own", "state")} | {
        "primary_muscles": list(it.primary),
        "secondary_muscles": list(it.secondary),
    }
