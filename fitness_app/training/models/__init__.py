"""The tables of training, by noun; other modules of the room take them from here."""

from fitness_app.training.models.exercises import (
    Exercise,
    ExerciseMuscle,
    ExerciseSubstitute,
)
from fitness_app.training.models.imports import ExerciseAlias, ImportJob
from fitness_app.training.models.metrics import Goal, GoalAdjustment, MetricEntry
from fitness_app.training.models.plans import (
    Assignment,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
    ScheduledSession,
)
from fitness_app.training.models.progress import (
    ExerciseDay,
    HeldSet,
    LeavePeriod,
    OwedDerivation,
    PersonalRecord,
    TrainingPreference,
)
from fitness_app.training.models.workouts import SetEntry, Workout, WorkoutExercise

__all__ = [
    "Assignment",
    "Exercise",
    "ExerciseAlias",
    "ExerciseDay",
    "ExerciseMuscle",
    "ExerciseSubstitute",
    "Goal",
    "GoalAdjustment",
    "HeldSet",
    "ImportJob",
    "LeavePeriod",
    "MetricEntry",
    "OwedDerivation",
    "PersonalRecord",
    "Plan",
    "PlanBlock",
    "PlanDay",
    "PlanVersion",
    "Prescription",
    "ScheduledSession",
    "SetEntry",
    "TrainingPreference",
    "Workout",
    "WorkoutExercise",
]
