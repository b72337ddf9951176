"""What a file holds once it is read: sessions in its own words, and rows that can't be used."""

from dataclasses import dataclass, field
from datetime import datetime

from fitness_app.kit.errors import TooLarge

MOST_PROBLEMS = 1000
"""So many are kept; the others are counted."""
SHOWN_OF_A_CELL = 40
MOST_SETS = 300_000
MOST_WORKOUTS = 30_000
"""Forty sets and four sessions a day for twenty years: read, each takes many times its bytes."""
TOO_MANY = (
    f"That file holds more than {MOST_WORKOUTS:,} sessions or {MOST_SETS:,} sets. Export a shorter "
    "span of time."
)


class RowRefusedError(Exception):
    """A row can't be used; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, by its number as a spreadsheet shows it; the header is row 1."""

    row: int
    text: str


@dataclass(slots=True)
class FileSet:
    """A set as it stands in a file; None is 'not recorded', '' a unit the file doesn't say."""

    row: int
    set_type: str
    load: float | None = None
    load_unit: str = ""
    reps: int | None = None
    duration_s: float | None = None
    distance: float | None = None
    distance_unit: str = ""
    rpe: float | None = None
    rest_s: int | None = None


@dataclass(slots=True)
class FileExercise:
    """An exercise of a session, and its sets in their order."""

    name: str
    superset: int | None = None
    notes: str = ""
    sets: list[FileSet] = field(default_factory=list)


@dataclass(slots=True)
class FileWorkout:
    """A session, at a time without a zone."""

    row: int
    name: str
    started: datetime
    ended: datetime
    notes: str = ""
    exercises: list[FileExercise] = field(default_factory=list)


@dataclass(slots=True)
class Problems:
    """The rows that can't be used: the first of them, and how many there are."""

    first: list[RowProblem] = field(default_factory=list)
    count: int = 0

    def note(self, row: int, text: str) -> None:
        self.count += 1
        if len(self.first) < MOST_PROBLEMS:
            self.first.append(RowProblem(row, text))


@dataclass(slots=True)
class Contents:
    """All that a spreadsheet of sets holds."""

    format: str
    rows: int = 0
    workouts: list[FileWorkout] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    def add(self, workout: FileWorkout) -> None:
        """Keep one more session; raises TooLarge for more than anyone logs."""
        if len(self.workouts) >= MOST_WORKOUTS:
            raise TooLarge(TOO_MANY)
        self.workouts.append(workout)

    @property
    def asks_for_unit(self) -> bool:
        """Whether it has loads without saying in what."""
        return any(one.load and not one.load_unit for one in self._sets())

    @property
    def asks_for_distance_unit(self) -> bool:
        """Whether it has distances without saying in what."""
        return any(one.distance and not one.distance_unit for one in self._sets())

    def _sets(self):
        return (one for workout in self.workouts for part in workout.exercises for one in part.sets)


def quoted(text: str) -> str:
    """What stands in a cell, cut to what fits a message."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text.strip())
    return f"“{seen[:SHOWN_OF_A_CELL]}{'…' if len(seen) > SHOWN_OF_A_CELL else ''}”"
