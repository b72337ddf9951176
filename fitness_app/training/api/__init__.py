"""The HTTP doors of training, a router for each noun."""

from fastapi import APIRouter

from fitness_app.training import profile_weight  # noqa: F401  # it joins in by being here
from fitness_app.training.api import (
    assignments,
    exercises,
    exports,
    goals,
    imports,
    leave_periods,
    metrics,
    plans,
    plates,
    progress,
    records,
    trainer_exercises,
    workout_sets,
    workouts,
)

router = APIRouter()
NOUNS = (
    metrics,
    goals,
    exercises,
    trainer_exercises,
    workouts,
    workout_sets,
    progress,
    records,
    leave_periods,
    imports,
    exports,
    plans,
    assignments,
    plates,
)
for noun in NOUNS:
    router.include_router(noun.router)
