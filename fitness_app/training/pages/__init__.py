"""The screens of this room."""

from fitness_app.training.pages import (
    body,
    calendar,
    exercise,
    exercise_progress,
    exercises,
    goals,
    imports,
    leave,
    my_plan,
    own_exercise,
    plan,
    plan_builder,
    plans,
    progress,
    records,
    trainer_exercise,
    trainer_exercises,
    trainer_plans,
)
from fitness_app.ui.page import Page

PAGES: list[Page] = [
    body.PAGE,
    goals.PAGE,
    imports.PAGE,
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
    my_plan.PAGE,
    plan.PAGE,
    plan_builder.PAGE,
    plans.PAGE,
    trainer_plans.PAGE,
]
