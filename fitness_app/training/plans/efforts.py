"""How much each week of a plan asks for, so that a plan can be seen at a glance."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from fitness_app.training.models import PlanBlock, PlanDay, Prescription
from fitness_app.training.plans.views import DayView, WeekEffort
from fitness_app.training.words import BlockKind, LoadKind, SetType

SECONDS_A_REP, SECONDS_A_METRE = 4, 0.36
CHANGEOVER_S = 60
"""From one exercise to the next."""


@dataclass(frozen=True, slots=True)
class _Ask:
    week: int
    is_deload: bool
    day_id: int
    sets: int
    reps: float
    minutes: float
    load_kind: str
    load: float
    exercise_id: int


def weigh_weeks(
    session: Session, *, versions: Iterable[tuple[int, int]]
) -> dict[int, tuple[WeekEffort, ...]]:
    """The weeks of versions, each given by its id and how many weeks it has.

    A set of a loaded exercise counts by its share of the load (percent of the e1RM, RPE ÷ 10, kg
    ÷ the plan's heaviest); one without load by its reps ÷ 10; time by the minute.
    """
    weeks_of = dict(versions)
    asks = _read(session, list(weeks_of))
    return {version_id: _weigh(asks[version_id], weeks) for version_id, weeks in weeks_of.items()}


def minutes_of(day: DayView) -> int:
    """About how long a session takes, in minutes: sets at four seconds a rep, and the rests."""
    seconds = 0.0
    for block in day.blocks:
        if block.kind in (BlockKind.AMRAP, BlockKind.EMOM):
            seconds += (block.duration_s or 0) * (block.rounds or 1)
        else:
            for ask in block.prescriptions:
                work = (
                    ask.duration_s
                    or (ask.distance_m or 0) * SECONDS_A_METRE
                    or (ask.reps_max or 10) * SECONDS_A_REP
                )
                sides = 2 if ask.per_side else 1
                seconds += block.sets_of(ask) * (work * sides + (ask.rest_s or 0))
        seconds += CHANGEOVER_S
    return max(5, round(seconds / 300) * 5)


def _read(session: Session, version_ids: Sequence[int]) -> dict[int, list[_Ask]]:
    rows = session.execute(
        select(
            col(PlanDay.version_id),
            col(PlanDay.week),
            col(PlanDay.is_deload),
            col(PlanDay.id).label("day_id"),
            col(PlanBlock.rounds),
            col(Prescription.exercise_id),
            col(Prescription.sets),
            col(Prescription.set_type),
            col(Prescription.reps_min),
            col(Prescription.reps_max),
            col(Prescription.duration_s),
            col(Prescription.distance_m),
            col(Prescription.load_kind),
            col(Prescription.load_value),
        )
        .join(PlanBlock, col(PlanBlock.day_id) == col(PlanDay.id), isouter=True)
        .join(Prescription, col(Prescription.block_id) == col(PlanBlock.id), isouter=True)
        .where(col(PlanDay.version_id).in_(version_ids))
    ).all()
    found: dict[int, list[_Ask]] = defaultdict(list)
    for row in rows:
        found[row.version_id].append(_ask(row))
    return found


def _ask(row: Any) -> _Ask:
    counted = 0 if row.set_type == SetType.WARMUP else (row.sets or 0) * (row.rounds or 1)
    metres = row.distance_m or 0
    return _Ask(
        week=row.week,
        is_deload=row.is_deload,
        day_id=row.day_id,
        sets=counted,
        reps=((row.reps_min or 0) + (row.reps_max or 0)) / 2,
        minutes=(row.duration_s or 0) / 60 or metres * SECONDS_A_METRE / 60,
        load_kind=row.load_kind or "",
        load=row.load_value or 0,
        exercise_id=row.exercise_id or 0,
    )


def _weigh(asks: Sequence[_Ask], weeks: int) -> tuple[WeekEffort, ...]:
    heaviest: dict[int, float] = defaultdict(float)
    for ask in asks:
        heaviest[ask.exercise_id] = max(heaviest[ask.exercise_id], ask.load)
    efforts: dict[int, float] = defaultdict(float)
    days: dict[int, set[int]] = defaultdict(set)
    deloads: dict[int, bool] = {}
    for ask in asks:
        efforts[ask.week] += ask.sets * _size(ask, heaviest[ask.exercise_id])
        days[ask.week].add(ask.day_id)
        deloads[ask.week] = deloads.get(ask.week, True) and ask.is_deload
    most = max(efforts.values(), default=0) or 1
    return tuple(
        WeekEffort(week, len(days[week]), efforts[week] / most, deloads.get(week, False))
        for week in range(1, weeks + 1)
    )


def _size(ask: _Ask, heaviest: float) -> float:
    if ask.minutes:
        return ask.minutes
    match ask.load_kind:
        case LoadKind.PERCENT_E1RM:
            return ask.load / 100
        case LoadKind.RPE:
            return ask.load / 10
        case LoadKind.KG:
            return ask.load / heaviest if heaviest else 1
        case _:
            return (ask.reps or 10) / 10
