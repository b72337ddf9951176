"""What a draft still lacks before members can follow it."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from fitness_app.training.models import Exercise, Plan, PlanVersion
from fitness_app.training.plans import content
from fitness_app.training.plans.views import BlockView, DayView
from fitness_app.training.words import BlockKind, ExerciseState, ScheduleMode

MOST_DAYS = 7
"""So many sessions a week can have: one a day."""
TAKING_TURNS = {BlockKind.SUPERSET, BlockKind.CIRCUIT}


def list_missing(session: Session, *, plan: Plan, version: PlanVersion) -> list[str]:
    """All that stands in the way of publishing, each as a sentence; nothing if it is ready."""
    days = content.list_days(session, version_id=version.id)
    return [
        *([] if plan.summary else ["Say in a sentence what the plan is for."]),
        *_weeks(days, version),
        *_contents(days),
        *_exercises(session, days),
    ]


def _weeks(days: Sequence[DayView], version: PlanVersion) -> Iterator[str]:
    for week in range(1, version.weeks + 1):
        in_week = [day for day in days if day.week == week]
        if not in_week:
            yield f"Week {week} has no session."
        if len(in_week) > MOST_DAYS:
            yield f"Week {week} has more than {MOST_DAYS} sessions."
        if version.schedule_mode == ScheduleMode.WEEKDAY:
            yield from _weekdays(week, [day.weekday for day in in_week])


def _weekdays(week: int, weekdays: Sequence[int | None]) -> Iterator[str]:
    known = [weekday for weekday in weekdays if weekday is not None]
    if len(known) < len(weekdays):
        yield f"A session of week {week} has no weekday."
    elif len(set(known)) < len(known):
        yield f"Two sessions of week {week} are on the same weekday."
    elif known != sorted(known):
        yield f"The sessions of week {week} aren't in the order of their weekdays."


def _contents(days: Sequence[DayView]) -> Iterator[str]:
    for day in days:
        where = f"“{day.name}” in week {day.week}"
        if not day.blocks:
            yield f"{where} has no exercise."
        for block in day.blocks:
            yield from _block(block, where)


def _block(block: BlockView, where: str) -> Iterator[str]:
    if block.kind in TAKING_TURNS and len(block.prescriptions) < 2:
        yield f"A {block.kind} of {where} has only one exercise."
    if block.kind in (BlockKind.CIRCUIT, BlockKind.EMOM) and not block.rounds:
        yield f"A block of {where} doesn't say how many rounds."
    if block.kind in (BlockKind.EMOM, BlockKind.AMRAP) and not block.duration_s:
        yield f"A block of {where} doesn't say how long."


def _exercises(session: Session, days: Sequence[DayView]) -> Iterator[str]:
    asked = {ask.exercise_id for day in days for block in day.blocks for ask in block.prescriptions}
    gone = session.exec(
        select(Exercise.name)
        .where(
            col(Exercise.id).in_(asked),
            (col(Exercise.state) != ExerciseState.PUBLISHED) | col(Exercise.owner_id).is_not(None),
        )
        .order_by(Exercise.name)
    ).all()
    for name in gone:
        yield f"“{name}” isn't in the club's catalogue. Choose another exercise."
