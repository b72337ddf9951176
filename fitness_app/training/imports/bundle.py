"""What an import would write: rows without ids, beside the names of the exercises they are of."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from fitness_app.training.imports.contents import Problems
from fitness_app.training.imports.document import Document


@dataclass(slots=True)
class NewExercise:
    """An exercise of a session: by its name in the file, or by its key in an export of ours."""

    key: str
    values: dict[str, Any]
    sets: list[dict[str, Any]]
    swapped_from: str = ""
    prescription: str = ""


@dataclass(slots=True)
class NewWorkout:
    """A session with all that belongs to it."""

    values: dict[str, Any]
    exercises: list[NewExercise]


@dataclass(slots=True)
class Bundle:
    """Everything a file brings, ready to be written once its exercises are known."""

    format: str
    rows: int
    workouts: list[NewWorkout] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    asks_for_unit: bool = False
    asks_for_distance_unit: bool = False
    document: Document | None = None
    """The whole of an export of ours; None for a file of another app."""

    @property
    def sets_by_key(self) -> Counter[str]:
        """How many sets there are of each exercise, in the order of the file."""
        counts: Counter[str] = Counter()
        for workout in self.workouts:
            for part in workout.exercises:
                counts[part.key] += len(part.sets)
        return counts
