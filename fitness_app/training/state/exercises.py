"""What the forms that write an exercise send, for members' own and for the club's."""

from typing_extensions import TypedDict

from fitness_app.kit.errors import DomainError, by_field
from fitness_app.training.exercises import exercise_rows
from fitness_app.training.exercises.content import ExerciseContent

SHOWN = (
    "name", "mode", "other_names", "force", "level", "mechanic", "equipment", "per_side",
    "body_percent", "instructions", "primary", "secondary", "substitutes",
)  # fmt: skip
"""The fields that the form shows."""


class ExerciseForm(TypedDict):
    """An exercise as it is typed; lists have one entry on each line."""

    name: str
    mode: str
    other_names: str
    force: str
    level: str
    mechanic: str
    equipment: str
    per_side: bool
    body_percent: str
    instructions: str
    primary: list[str]
    secondary: list[str]


class ClubExerciseForm(ExerciseForm):
    """The same with what can take its place, by name."""

    substitutes: str


def content_of(form: ExerciseForm) -> ExerciseContent:
    """What a form says, unchecked."""
    return exercise_rows.read_content(
        **{field: form[field] for field in ExerciseForm.__annotations__}
    )


def errors_of(problem: DomainError) -> dict[str, str]:
    """Where the form shows a refusal."""
    fields = by_field(problem)
    if "bodyweight_fraction" in fields:
        fields["body_percent"] = fields.pop("bodyweight_fraction")
    unplaced = [text for field, text in fields.items() if field not in (*SHOWN, "form")]
    return fields | ({"form": unplaced[0]} if unplaced else {})
