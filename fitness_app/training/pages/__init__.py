"""The screens of this room."""

from fitness_app.training.pages import (
    body,
    calendar,
    exercise_progress,
    goals,
    leave,
    progress,
    records,
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
]
