"""Imports as the screen and programs see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from fitness_app.training.imports import files
from fitness_app.training.imports.contents import RowProblem
from fitness_app.training.imports.matching import Candidate, Match, match_names
from fitness_app.training.models import Exercise, ImportJob
from fitness_app.training.words import ImportState


@dataclass(frozen=True, slots=True)
class GlimpsedExercise:
    """An exercise of a session in a preview; its sets as they would be kept, the first of them."""

    name: str
    sets: tuple[dict[str, Any], ...]
    set_count: int


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One of the first sessions of a file."""

    name: str
    day: date
    exercises: tuple[GlimpsedExercise, ...]
    exercise_count: int


@dataclass(frozen=True, slots=True)
class NameView:
    """A name in the file, and what its sets are taken for."""

    name: str
    sets: int
    choice: str
    """'exercise', 'own' or 'skip'."""
    exercise: Candidate | None
    is_remembered: bool
    is_known: bool
    """Whether it was recognised; else it is asked for."""
    suggestions: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import: what its file holds, what was chosen, and what came of it."""

    id: int
    format: str
    file_name: str
    state: str
    unit: str
    distance_unit: str
    time_zone: str
    asks_for_unit: bool
    asks_for_distance_unit: bool
    sessions: int
    sets: int
    exercises: int
    first_on: date | None
    last_on: date | None
    duplicates: int
    measurements: int
    goals: int
    leave: int
    plans: int
    first: tuple[Glimpse, ...]
    names: tuple[NameView, ...]
    problems: tuple[RowProblem, ...]
    problem_count: int
    rows_total: int
    percent: int
    workouts_added: int
    sets_added: int
    duplicates_skipped: int
    problem: str
    created_at: datetime
    finished_at: datetime | None

    @property
    def asks_for_zone(self) -> bool:
        """Whether the times in it are without a zone."""
        return self.format != "fitness_app"


def view(session: Session, job: ImportJob) -> ImportView:
    """An import as it stands."""
    told = job.summary
    return ImportView(
        id=job.id,
        format=job.format,
        file_name=job.file_name,
        state=job.state,
        unit=job.unit,
        distance_unit=job.distance_unit,
        time_zone=job.time_zone,
        asks_for_unit=told["asks_for_unit"],
        asks_for_distance_unit=told["asks_for_distance_unit"],
        sessions=told["sessions"],
        sets=told["sets"],
        exercises=told["exercises"],
        first_on=_day(told["first_on"]),
        last_on=_day(told["last_on"]),
        duplicates=told["duplicates"],
        measurements=told["measurements"],
        goals=told["goals"],
        leave=told["leave"],
        plans=told["plans"],
        first=tuple(_glimpse(one) for one in told["first"]),
        names=_names(session, job) if job.state == ImportState.PREVIEWED else (),
        problems=tuple(RowProblem(it["row"], it["text"]) for it in job.row_errors),
        problem_count=told["problem_count"],
        rows_total=job.rows_total,
        percent=_percent(job),
        workouts_added=job.workouts_added,
        sets_added=job.sets_added,
        duplicates_skipped=job.duplicates_skipped,
        problem=job.problem,
        created_at=job.created_at,
        finished_at=job.finished_at,
    )


def _names(session: Session, job: ImportJob) -> tuple[NameView, ...]:
    told = job.summary["names"]
    matches = match_names(session, member_id=job.member_id, names=told)
    return tuple(
        _name(session, match, told[match.name]["sets"], job.choices.get(match.name))
        for match in matches
    )


def _name(session: Session, match: Match, sets: int, chosen: int | str | None) -> NameView:
    exercise, choice = match.exercise, "exercise" if match.exercise else "own"
    if isinstance(chosen, int):
        row = session.get(Exercise, chosen)
        exercise = Candidate(row.id, row.name) if row else exercise
        choice = "exercise" if exercise else "own"
    elif chosen:
        exercise, choice = None, chosen
    return NameView(
        name=match.name,
        sets=sets,
        choice=choice,
        exercise=exercise,
        is_remembered=match.is_remembered,
        is_known=match.exercise is not None,
        suggestions=match.suggestions or ((match.exercise,) if match.exercise else ()),
    )


def _glimpse(told: dict[str, Any]) -> Glimpse:
    return Glimpse(
        told["name"],
        date.fromisoformat(told["day"]),
        tuple(
            GlimpsedExercise(it["name"], tuple(it["sets"]), it["set_count"])
            for it in told["exercises"]
        ),
        told["exercise_count"],
    )


def _percent(job: ImportJob) -> int:
    if job.state == ImportState.RUNNING:
        return files.find_progress(job.stored_name)
    return 100 if job.finished_at else 0


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
