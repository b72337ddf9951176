"""Importing a file in the form of free-exercise-db: all of it, or nothing and every fault."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from fitness_app.kit.errors import Invalid
from fitness_app.training.exercises.content import (
    ExerciseContent,
    checked,
    contents_of,
    in_order,
    name_key,
    tidy,
    write_all,
)
from fitness_app.training.exercises.imported import PutIn, take_turns
from fitness_app.training.exercises.modes import counted_in
from fitness_app.training.exercises.rules import free_slug
from fitness_app.training.models import Exercise
from fitness_app.training.words import Equipment, ExerciseState

SOURCE = "free-exercise-db:"
LARGEST_FILE = 20_000_000
MOST_FAULTS = 100
_ID_LENGTH = 120
_EQUIPMENT = {
    None: "",
    "body only": Equipment.BODYWEIGHT,
    "kettlebells": Equipment.KETTLEBELL,
    "bands": Equipment.BAND,
    "e-z curl bar": Equipment.EZ_BAR,
}
_THEIRS = {"primary": "primaryMuscles", "secondary": "secondaryMuscles"}


def import_file(session: Session, *, content: bytes) -> PutIn:
    """Put the exercises of a file into the club's catalogue, as published ones.

    Importing it again adds nothing and takes over what has changed in it, except in exercises
    that were edited here. One whose name the club has already from elsewhere is left out.
    Raises Invalid with the faults by their place in the file, `exercises[12]`, and does nothing.
    """
    read = _read(content)
    take_turns(session)
    rows = session.exec(select(Exercise).where(col(Exercise.owner_id).is_(None))).all()
    present = {row.source_key: row for row in rows if (row.source_key or "").startswith(SOURCE)}
    elsewhere = {row.name_key for row in rows} - {row.name_key for row in present.values()}
    slugs = set(session.exec(select(Exercise.slug)))
    said = contents_of(session, list(present.values()))
    done, written = PutIn(), []
    for key, exercise in read.items():
        row = present.get(key)
        if row is None and name_key(exercise.name) in elsewhere:
            done.known.append(exercise.name)
            continue
        if row is None:
            row = _new(key, exercise, slugs)
            done.added.append(exercise.name)
        elif row.is_changed_here:
            done.kept.append(exercise.name)
            continue
        elif said[row.id] == in_order(exercise):
            continue
        else:
            done.updated.append(exercise.name)
        written.append((row, exercise))
    write_all(session, written)
    return done


def _new(key: str, exercise: ExerciseContent, slugs: set[str]) -> Exercise:
    slug = free_slug(exercise.name, slugs)
    slugs.add(slug)
    return Exercise(
        slug=slug,
        name="",
        name_key="",
        mode=exercise.mode,
        source_key=key,
        state=ExerciseState.PUBLISHED,
    )


def _read(content: bytes) -> dict[str, ExerciseContent]:
    found: dict[str, ExerciseContent] = {}
    faults: dict[str, str] = {}
    for index, said in enumerate(_list_in(content)):
        place = f"exercises[{index}]"
        try:
            key = SOURCE + _id_of(said)
            if key in found:
                raise Invalid(id="Another exercise of this file has the same id.")
            found[key] = checked(_content_of(said))
        except Invalid as problem:
            what = "; ".join(
                f"{_THEIRS.get(field, field)}: {text}" for field, text in problem.fields.items()
            )
            name = said.get("name") if isinstance(said, dict) else None
            named = f" ({name[:60]})" if isinstance(name, str) else ""
            faults[place] = f"{place}{named}: {what}"
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        faults = dict(list(faults.items())[:MOST_FAULTS]) | {"more": f"… and {more} more faults."}
    if faults:
        raise Invalid(**faults)
    return found


def _list_in(content: bytes) -> list[Any]:
    if len(content) > LARGEST_FILE:
        raise Invalid(file=f"That file is too large: {LARGEST_FILE // 1_000_000} MB at most.")
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Invalid(file="That is no JSON. Choose the file exercises.json.") from None
    if not isinstance(said, list) or not said:
        raise Invalid(file="That is no list of exercises. Choose the file exercises.json.")
    return said


def _id_of(said: Any) -> str:
    if not isinstance(said, dict):
        raise Invalid(exercise="It is no object with a name, muscles and so on.")
    key = said.get("id") or said.get("name")
    if not isinstance(key, str) or not 0 < len(key) <= _ID_LENGTH or tidy(key) != key:
        raise Invalid(id=f"It needs an id of at most {_ID_LENGTH} characters.")
    return key


def _content_of(said: Mapping[str, Any]) -> ExerciseContent:
    problems: dict[str, str] = {}
    texts = {
        field: _text(said, field, problems)
        for field in ("name", "force", "level", "mechanic", "equipment", "category")
    }
    lists: dict[str, Any] = {
        field: _texts(said, _THEIRS.get(field, field), field, problems)
        for field in ("primary", "secondary", "instructions")
    }
    if problems:
        raise Invalid(**problems)
    equipment = _EQUIPMENT.get(texts["equipment"] or None, texts["equipment"])
    mode, share = counted_in(
        texts["name"],
        category=texts["category"],
        force=texts["force"],
        equipment=equipment,
    )
    return ExerciseContent(
        name=texts["name"],
        mode=mode,
        force=texts["force"],
        level=texts["level"],
        mechanic=texts["mechanic"],
        equipment=equipment,
        bodyweight_fraction=share,
        **lists,
    )


def _text(said: Mapping[str, Any], field: str, problems: dict[str, str]) -> str:
    text = said.get(field)
    if text is not None and not isinstance(text, str):
        problems[field] = "It has to be a text, or null."
        return ""
    return text or ""


def _texts(
    said: Mapping[str, Any], theirs: str, field: str, problems: dict[str, str]
) -> tuple[str, ...]:
    texts = said.get(theirs) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        problems[field] = "It has to be a list of texts."
        return ()
    return tuple(texts)
