"""Reading what plans ask for: whole days with their blocks and prescriptions, in three queries."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from fitness_app.training.models import Exercise, PlanBlock, PlanDay, Prescription
from fitness_app.training.plans.views import BlockView, DayView, PrescriptionView
from fitness_app.training.words import BlockKind, LoadKind, Mode, Progression, SetType


def list_days(session: Session, *, version_id: int, week: int | None = None) -> list[DayView]:
    """The days of a version in their order, or those of one week of it."""
    asked = select(PlanDay).where(PlanDay.version_id == version_id)
    if week is not None:
        asked = asked.where(PlanDay.week == week)
    days = session.exec(asked.order_by(col(PlanDay.week), col(PlanDay.position))).all()
    return _with_blocks(session, days)


def find_days(session: Session, *, day_ids: Iterable[int]) -> dict[int, DayView]:
    """Days by their id."""
    days = session.exec(select(PlanDay).where(col(PlanDay.id).in_(set(day_ids)))).all()
    return {day.id: day for day in _with_blocks(session, days)}


def _with_blocks(session: Session, days: Iterable[PlanDay]) -> list[DayView]:
    days = list(days)
    blocks = _blocks_of(session, [day.id for day in days])
    return [
        DayView(
            id=day.id,
            week=day.week,
            position=day.position,
            name=day.name,
            weekday=day.weekday,
            is_deload=day.is_deload,
            blocks=tuple(blocks[day.id]),
        )
        for day in days
    ]


def _blocks_of(session: Session, day_ids: list[int]) -> dict[int, list[BlockView]]:
    rows = session.exec(
        select(PlanBlock)
        .where(col(PlanBlock.day_id).in_(day_ids))
        .order_by(col(PlanBlock.day_id), col(PlanBlock.position))
    ).all()
    asked = _prescriptions_of(session, day_ids)
    found: dict[int, list[BlockView]] = defaultdict(list)
    for row in rows:
        found[row.day_id].append(
            BlockView(
                id=row.id,
                kind=BlockKind(row.kind),
                rounds=row.rounds,
                duration_s=row.duration_s,
                prescriptions=tuple(asked[row.id]),
            )
        )
    return found


def _prescriptions_of(session: Session, day_ids: list[int]) -> dict[int, list[PrescriptionView]]:
    rows = session.exec(
        select(Prescription, Exercise)
        .join(Exercise, col(Exercise.id) == col(Prescription.exercise_id))
        .join(PlanBlock, col(PlanBlock.id) == col(Prescription.block_id))
        .where(col(PlanBlock.day_id).in_(day_ids))
        .order_by(col(Prescription.block_id), col(Prescription.position))
    ).all()
    found: dict[int, list[PrescriptionView]] = defaultdict(list)
    for row, exercise in rows:
        found[row.block_id].append(view_prescription(row, exercise))
    return found


def view_prescription(row: Prescription, exercise: Exercise) -> PrescriptionView:
    """What is asked of one exercise."""
    return PrescriptionView(
        id=row.id,
        exercise_id=exercise.id,
        exercise_slug=exercise.slug,
        exercise_name=exercise.name,
        mode=Mode(exercise.mode),
        per_side=exercise.per_side,
        equipment=exercise.equipment or "",
        sets=row.sets,
        reps_min=row.reps_min,
        reps_max=row.reps_max,
        duration_s=row.duration_s,
        distance_m=row.distance_m,
        load_kind=LoadKind(row.load_kind),
        load_value=row.load_value,
        rest_s=row.rest_s,
        tempo=row.tempo,
        set_type=SetType(row.set_type),
        note=row.note,
        progression=Progression(row.progression),
        increment_kg=row.increment_kg,
        increment_percent=row.increment_percent,
        reps_goal=row.reps_goal,
        fails_allowed=row.fails_allowed,
        rounding_kg=row.rounding_kg,
    )
