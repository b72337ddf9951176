"""What can be begun today, and what was done lately, in words."""

from dataclasses import dataclass

from fitness_app.training.plans.views import BlockView, DueSession
from fitness_app.training.words import BlockKind
from fitness_app.training.workouts.views import WorkoutCard
from fitness_app.training.workouts.writing import Pen

_WHEN = {"today": "Due today", "later": "Next"}
_MINUTES_A_SET = 3


@dataclass(frozen=True, slots=True)
class DueRow:
    """A session that a plan asks for."""

    id: int
    name: str
    plan: str
    when: str
    is_today: bool
    is_missed: bool
    is_deload: bool
    week: int
    weeks: int
    exercises: list[str]
    """'3 × 8 Bench press', each."""
    span: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """A workout that was done."""

    id: int
    name: str
    day: str
    movements: str
    figures: str
    """'52 min · 17 sets · 6,240 kg'."""
    records: int


def write_due(due: DueSession, pen: Pen) -> DueRow:
    """A session as it is offered."""
    when = due.when(pen.today)
    if when == "missed" and due.due_on:
        said = f"Missed on {pen.day(due.due_on)}"
    elif when == "later" and due.due_on:
        said = f"Due on {pen.day(due.due_on)}"
    else:
        said = _WHEN.get(when, "")
    return DueRow(
        id=due.scheduled_id,
        name=due.day_name,
        plan=due.plan_name,
        when=said,
        is_today=when == "today",
        is_missed=when == "missed",
        is_deload=due.is_deload,
        week=due.week,
        weeks=due.weeks,
        exercises=[text for block in due.blocks for text in _asked(block)],
        span=f"{due.sets_prescribed} sets, about {_about(due.sets_prescribed)} min",
    )


def write_past(card: WorkoutCard, pen: Pen) -> PastRow:
    """A workout as a line of a list."""
    figures = [
        f"{card.minutes} min",
        _counted(card.working_sets, "set"),
        pen.volume(card.volume_kg),
    ]
    return PastRow(
        id=card.id,
        name=card.name,
        day=pen.day(card.local_date),
        movements=", ".join(card.movements) or "Nothing in it yet",
        figures=" · ".join(part for part in figures if part),
        records=card.records,
    )


def _asked(block: BlockView) -> list[str]:
    lines = []
    for asked in block.prescriptions:
        sets = block.sets_of(asked)
        reps = asked.reps_max or asked.reps_min
        if asked.reps_min and asked.reps_max and asked.reps_min != asked.reps_max:
            reps = f"{asked.reps_min}–{asked.reps_max}"
        amount = f"{sets} × {reps}" if reps else _counted(sets, "set")
        turns = "" if block.kind is BlockKind.STRAIGHT else f", {block.kind}"
        lines.append(f"{asked.exercise_name} · {amount}{turns}")
    return lines


def _about(sets: int) -> int:
    return max(5, round(sets * _MINUTES_A_SET / 5) * 5)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
