"""How tests write exercises, and use them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from fitness_app.kit import clock, db
from fitness_app.training.exercises.content import ExerciseContent
from fitness_app.training.models import SetEntry, Workout, WorkoutExercise
from tests.make import Person

Log = Callable[[Person, int], None]


def content(name: str = "Sandbag get-up", **said: Any) -> ExerciseContent:
    """What is said of a complete exercise; override what matters."""
    whole: dict[str, Any] = {
        "name": name,
        "mode": "weight_reps",
        "primary": ("glutes",),
        "secondary": ("abdominals",),
        "instructions": ("Lie down with the bag on one shoulder.", "Stand up."),
    }
    return ExerciseContent(**{**whole, **said})


@pytest.fixture
def log_set() -> Log:
    """Log a set of an exercise in a finished workout of somebody."""

    def log(person: Person, exercise_id: int) -> None:
        db.run_sync(_log, member_id=person.id, exercise_id=exercise_id)

    return log


def _log(session: Session, *, member_id: int, exercise_id: int) -> None:
    now = clock.now()
    workout = Workout(
        client_uuid=f"w{exercise_id}",
        member_id=member_id,
        name="Legs",
        started_at=now,
        ended_at=now,
        time_zone="UTC",
        local_date=now.date(),
    )
    session.add(workout)
    session.flush()
    done = WorkoutExercise(
        client_uuid="e", workout_id=workout.id, exercise_id=exercise_id, position=0
    )
    session.add(done)
    session.flush()
    session.add(
        SetEntry(
            client_uuid=f"s{exercise_id}",
            workout_exercise_id=done.id,
            workout_id=workout.id,
            member_id=member_id,
            exercise_id=exercise_id,
            local_date=workout.local_date,
            position=0,
            reps=5,
            is_done=True,
        )
    )
