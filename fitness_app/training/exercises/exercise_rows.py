"""Exercises as screens show them: codes as words, lists as a line."""

from dataclasses import dataclass
from datetime import date

from fitness_app import routes
from fitness_app.kit.locales import write_day_near, write_range
from fitness_app.training.exercises.club import StaffedLine
from fitness_app.training.exercises.content import ExerciseContent
from fitness_app.training.exercises.views import ExerciseLine, ExercisePage, ExerciseView
from fitness_app.training.words import (
    Equipment,
    ExerciseState,
    Force,
    Level,
    Mechanic,
    Mode,
    Muscle,
)

COUNTED: dict[str, str] = {
    Mode.WEIGHT_REPS: "Weight and reps",
    Mode.BODYWEIGHT_REPS: "Reps with the body’s weight",
    Mode.WEIGHTED_BODYWEIGHT: "Reps with added weight",
    Mode.ASSISTED_BODYWEIGHT: "Reps with help",
    Mode.DURATION: "Time",
    Mode.DURATION_WEIGHT: "Time with a weight",
    Mode.DISTANCE_DURATION: "Distance and time",
    Mode.WEIGHT_DISTANCE: "Weight and distance",
}
MUSCLES: dict[str, str] = {muscle: muscle.capitalize() for muscle in Muscle}
EQUIPMENT: dict[str, str] = {str(it): it.capitalize() for it in Equipment} | {
    Equipment.BODYWEIGHT: "No equipment",
    Equipment.EZ_BAR: "EZ bar",
    Equipment.OTHER: "Something else",
}
LEVELS: dict[str, str] = {level: level.capitalize() for level in Level}
FORCES: dict[str, str] = {
    Force.PUSH: "Push",
    Force.PULL: "Pull",
    Force.STATIC: "Hold",
}
MECHANICS: dict[str, str] = {
    Mechanic.COMPOUND: "Several joints",
    Mechanic.ISOLATION: "One joint",
}
STATES: dict[str, str] = {
    ExerciseState.PUBLISHED: "Published",
    ExerciseState.IN_REVIEW: "In review",
    ExerciseState.DRAFT: "Drafts",
    ExerciseState.ARCHIVED: "Archived",
}


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise in a list."""

    id: int
    slug: str
    href: str
    name: str
    muscles: str
    equipment: str
    level: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """An exercise of the club in trainers' list."""

    href: str
    name: str
    muscles: str
    equipment: str
    author: str
    changed_on: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A muscle that leads to what else works it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ExerciseScreen:
    """An exercise on its own page."""

    id: int = 0
    slug: str = ""
    name: str = ""
    also: str = ""
    counted: str = ""
    sides: str = ""
    body_share: str = ""
    """'64% of your weight counts', or ''."""
    equipment: str = ""
    level: str = ""
    mechanic: str = ""
    force: str = ""
    is_own: bool = False
    is_archived: bool = False
    edit_href: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseFields:
    """An exercise as the form that changes it begins."""

    id: int = 0
    slug: str = ""
    name: str = ""
    other_names: str = ""
    mode: str = Mode.WEIGHT_REPS
    force: str = ""
    level: str = Level.BEGINNER
    mechanic: str = ""
    equipment: str = ""
    per_side: bool = False
    body_percent: str = ""
    instructions: str = ""
    substitutes: str = ""
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


def show_line(line: ExerciseLine) -> ExerciseRow:
    """One line of a list."""
    return ExerciseRow(
        id=line.id,
        slug=line.slug,
        href=routes.exercise(line.slug),
        name=line.name,
        muscles=_list([*line.primary, *line.secondary[:2]]),
        equipment=EQUIPMENT[line.equipment] if line.equipment else "",
        level=LEVELS[line.level],
        is_own=line.is_own,
    )


def show_staffed(line: StaffedLine, *, locale: str, today: date) -> StaffRow:
    """A line of trainers' list: who wrote it, and when it was changed."""
    it = line.exercise
    return StaffRow(
        href=routes.trainer_exercise(it.slug),
        name=it.name,
        muscles=_list([*it.primary]),
        equipment=EQUIPMENT[it.equipment] if it.equipment else "",
        author=line.author or "The catalogue",
        changed_on=write_day_near(line.updated_at.date(), today, locale),
    )


def show_range(page: ExercisePage, locale: str) -> str:
    """Which part of the list is shown: '1 to 24 of 210'."""
    return write_range(page.page, page.page_size, page.count, locale)


def count_found(page: ExercisePage) -> str:
    """How many there are, for a list that shows only the first of them."""
    if page.count > len(page.items):
        return f"The first {len(page.items)} of {page.count}: say more to narrow them down."
    return "1 exercise" if page.count == 1 else f"{page.count} exercises"


def show_exercise(view: ExerciseView) -> ExerciseScreen:
    """An exercise with its facts in words."""
    share = round(view.bodyweight_fraction * 100)
    return ExerciseScreen(
        id=view.id,
        slug=view.slug,
        name=view.name,
        also=", ".join(view.other_names),
        counted=COUNTED[view.mode],
        sides="Each side on its own" if view.per_side else "Both sides together",
        body_share=f"{share}%" if share else "",
        equipment=EQUIPMENT[view.equipment] if view.equipment else "",
        level=LEVELS[view.level],
        mechanic=MECHANICS[view.mechanic] if view.mechanic else "",
        force=FORCES[view.force] if view.force else "",
        is_own=view.is_own,
        is_archived=view.state == ExerciseState.ARCHIVED,
        edit_href=routes.own_exercise(view.slug),
    )


def show_chips(muscles: tuple[str, ...]) -> list[Chip]:
    """Muscles, each leading to the search for it."""
    return [Chip(MUSCLES[it], routes.exercises_for(it)) for it in muscles]


def show_fields(view: ExerciseView) -> ExerciseFields:
    """What the form that changes an exercise begins with."""
    share = round(view.bodyweight_fraction * 100)
    return ExerciseFields(
        id=view.id,
        slug=view.slug,
        name=view.name,
        other_names="\n".join(view.other_names),
        mode=view.mode,
        force=view.force or "",
        level=view.level,
        mechanic=view.mechanic or "",
        equipment=view.equipment or "",
        per_side=view.per_side,
        body_percent=str(share) if share else "",
        instructions="\n".join(view.instructions),
        substitutes="\n".join(line.name for line in view.substitutes),
        primary=view.primary,
        secondary=view.secondary,
    )


def read_content(
    *,
    name: str,
    mode: str,
    other_names: str,
    force: str,
    level: str,
    mechanic: str,
    equipment: str,
    per_side: bool,
    body_percent: str,
    instructions: str,
    primary: list[str],
    secondary: list[str],
) -> ExerciseContent:
    """What a form's fields say, unchecked; lists are typed with one entry on each line."""
    return ExerciseContent(
        name=name,
        mode=mode,
        other_names=tuple(other_names.splitlines()),
        force=force,
        level=level,
        mechanic=mechanic,
        equipment=equipment,
        per_side=per_side,
        bodyweight_fraction=_share(body_percent),
        instructions=tuple(instructions.splitlines()),
        primary=tuple(primary),
        secondary=tuple(secondary),
    )


def _share(percent: str) -> float:
    text = percent.strip().removesuffix("%").strip().replace(",", ".")
    if not text:
        return 0.0
    try:
        return float(text) / 100
    except ValueError:
        return -1.0  # which the check refuses by its field


def _list(muscles: list[str]) -> str:
    return ", ".join(muscles).capitalize()
