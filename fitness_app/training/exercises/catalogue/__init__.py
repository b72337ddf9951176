"""The club's exercises as they come with the app: read from the files here, put into a database."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from fitness_app.training.exercises.content import (
    ExerciseContent,
    checked,
    contents_of,
    in_order,
    set_substitutes,
    write_all,
)
from fitness_app.training.exercises.imported import PutIn, take_turns
from fitness_app.training.models import Exercise
from fitness_app.training.words import ExerciseState

SOURCE = "club:"
_FOLDER = Path(__file__).parent
_LISTS = ("other_names", "instructions", "primary", "secondary")


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise of the catalogue, and the slugs of what can take its place."""

    slug: str
    content: ExerciseContent
    substitutes: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """The whole catalogue, file by file."""
    return tuple(
        _read(slug, said)
        for file in sorted(_FOLDER.glob("*.toml"))
        for slug, said in tomllib.loads(file.read_text("utf-8")).items()
    )


def put_in(session: Session) -> PutIn:
    """Bring the catalogue in a database up to date with this version of the app.

    What is new is added, what we reworded is reworded; what somebody of the club has edited is
    left as they wrote it, and counted. Archived ones stay archived. Doing it again changes nothing.
    """
    take_turns(session)
    rows = session.exec(select(Exercise).where(col(Exercise.slug).in_(_slugs()))).all()
    present = {row.slug: row for row in rows}
    said = contents_of(session, rows)
    done, written = PutIn(), []
    for entry in entries():
        row = present.get(entry.slug)
        if row is None:
            row = present[entry.slug] = _new(entry)
            done.added.append(entry.slug)
        elif row.source_key != SOURCE + entry.slug:
            done.known.append(entry.slug)
            continue
        elif row.is_changed_here:
            done.kept.append(entry.slug)
            continue
        elif said[row.id] == in_order(entry.content):
            continue
        else:
            done.updated.append(entry.slug)
        written.append((row, entry.content))
    write_all(session, written)
    ours = [entry for entry in entries() if entry.slug not in {*done.kept, *done.known}]
    set_substitutes(
        session,
        {present[it.slug].id: [present[slug].id for slug in it.substitutes] for it in ours},
    )
    return done


def _slugs() -> list[str]:
    return [entry.slug for entry in entries()]


def _new(entry: Entry) -> Exercise:
    return Exercise(
        slug=entry.slug,
        name="",
        name_key="",
        mode=entry.content.mode,
        source_key=SOURCE + entry.slug,
        state=ExerciseState.PUBLISHED,
    )


def _read(slug: str, said: dict[str, Any]) -> Entry:
    substitutes = tuple(said.pop("substitutes", ()))
    lists: dict[str, Any] = {name: tuple(said.pop(name, ())) for name in _LISTS}
    return Entry(slug, checked(ExerciseContent(**said, **lists)), substitutes)
