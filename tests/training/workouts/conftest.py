"""Members in the middle of a workout, and what they do there."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest

from fitness_app.kit import db
from fitness_app.training.workouts import finishing, lines, reading, sets, starting
from fitness_app.training.workouts.measures import SetSent
from fitness_app.training.workouts.views import LineView, SetView, WorkoutView
from tests import make
from tests.make import Person

ZONE = "Europe/Berlin"


class Session:
    """Somebody's workout, and how they go on with it."""

    def __init__(self, person: Person, workout_id: int) -> None:
        self.person = person
        self.id = workout_id

    @property
    def whose(self) -> Mapping[str, int]:
        return {"member_id": self.person.id, "workout_id": self.id}

    def view(self) -> WorkoutView:
        return db.read_sync(reading.get_workout, **self.whose)

    def line(self, place: int = 0) -> LineView:
        return self.view().lines[place]

    def add(self, slug: str) -> str:
        return db.run_sync(lines.add_exercise, **self.whose, client_uuid=str(uuid4()), slug=slug)

    def tick(self, *, key: str = "", place: int = 0, **said: Any) -> SetView:
        """Save a set of the exercise in a place, under a new id if none is given."""
        sent = SetSent(**{"line_uuid": self.line(place).client_uuid, **said})
        return db.run_sync(sets.save_set, **self.whose, client_uuid=key or str(uuid4()), sent=sent)

    def finish(self, **said: Any) -> WorkoutView:
        return db.run_sync(finishing.finish_workout, **self.whose, **said)


Begin = Callable[..., Session]


def begin(person: Person, *slugs: str, **how: Any) -> Session:
    """Start a workout with exercises that exist."""
    view = db.run_sync(
        starting.start_workout,
        **{"member_id": person.id, "client_uuid": str(uuid4()), "time_zone": ZONE, **how},
    )
    session = Session(person, view.id)
    for slug in slugs:
        session.add(slug)
    return session


@pytest.fixture
def squat(ann: Person) -> int:
    """An exercise counted in kilograms and reps."""
    return make.exercise("Barbell squat")


@pytest.fixture
def bench(ann: Person) -> int:
    """Another one."""
    return make.exercise("Bench press", primary=["chest"])


@pytest.fixture
def anns(ann: Person, squat: int, bench: int) -> Session:
    """Ann's workout, with a squat and a bench press in it."""
    return begin(ann, "barbell-squat", "bench-press")
