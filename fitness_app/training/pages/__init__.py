"""The screens of this room."""

from fitness_app.training.pages import (
    body,
    calendar,
    exercise,
    exercise_progress,
    exercises,
    goals,
    leave,
    own_exercise,
    progress,
    records,
    trainer_exercise,
    trainer_exercises,
)
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    body.PAGE,
    goals.PAGE,
    progress.PAGE,
    exercise_progress.PAGE,
    records.PAGE,
    calendar.PAGE,
    leave.PAGE,
    exercises.PAGE,
    exercise.PAGE,
    own_exercise.PAGE,
    trainer_exercises.PAGE,
    trainer_exercise.PAGE,
]
