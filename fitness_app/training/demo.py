"""The demo club's past: a year of plausible body weights, and the goals that came of them."""

import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session

from fitness_app.training.metric_types import METRICS
from fitness_app.training.models import Goal, GoalAdjustment, MetricEntry

WEIGHT = METRICS["body_weight"]
HOLIDAYS = ((12, 20), (1, 4))
"""From this day of December to this one of January people weigh themselves less, and more."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody's weight goes, and how often they look."""

    member_id: int
    unit_system: str
    time_zone: str
    first_day: date
    last_day: date
    start_kg: float
    kg_per_week: float
    often: float
    """The chance of an entry on a day."""
    phase: float
    """Where in its slow wave the weight starts."""
    gaps_a_year: int = 3
    """Journeys and busy weeks without an entry."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal set some days ago, and the pace it goes at."""

    member_id: int
    started_days_ago: int
    due_in_days: int
    pace: float
    ending: str = "active"
    is_adjusted: bool = False


def weigh_in(
    session: Session, *, habits: list[Habit], now: datetime, random: Random
) -> dict[int, float]:
    """Write down what everybody entered up to now; the last value of each."""
    rows = [row for habit in habits for row in _entries(habit, now, random)]
    session.execute(insert(MetricEntry), rows)
    return {row["member_id"]: row["value"] for row in rows}


def set_goals(
    session: Session,
    *,
    habits: list[Habit],
    aims: list[Aim],
    latest: Mapping[int, float],
    now: datetime,
) -> None:
    """Set goals whose pace today is about what each aim says, given everybody's last value."""
    of = {habit.member_id: habit for habit in habits}
    for aim in aims:
        goal = _goal(aim, of[aim.member_id], latest[aim.member_id], now)
        session.add(goal)
        if aim.is_adjusted:
            session.flush()
            session.add(_adjustment(goal, now))


def _entries(habit: Habit, now: datetime, random: Random) -> Iterator[dict[str, Any]]:
    unit = WEIGHT.unit_for(habit.unit_system)
    zone = ZoneInfo(habit.time_zone)
    away = _days_away(habit, random)
    for day in _days(habit):
        chance = habit.often * (0.35 if _is_holiday(day) else 1)
        is_kept = day == habit.first_day or (day not in away and random.random() < chance)
        if not is_kept:
            continue
        morning = datetime.combine(day, time(6, 10), zone) + timedelta(
            seconds=random.randint(0, 3 * 3600)
        )
        if morning > now:
            continue
        kg = _weight_on(habit, day) + random.gauss(0, 0.45)
        entered = round(unit.from_stored(kg), 1)
        yield {
            "client_uuid": str(uuid.UUID(int=random.getrandbits(128), version=4)),
            "member_id": habit.member_id,
            "metric": WEIGHT.code,
            "value": unit.to_stored(entered),
            "entered_value": entered,
            "entered_unit": unit.code,
            "measured_at": morning,
            "time_zone": habit.time_zone,
            "local_date": day,
            "source": "demo",
            "created_at": morning,
        }


def _days(habit: Habit) -> Iterator[date]:
    for count in range((habit.last_day - habit.first_day).days + 1):
        yield habit.first_day + timedelta(days=count)


def _days_away(habit: Habit, random: Random) -> set[date]:
    days = list(_days(habit))
    away: set[date] = set()
    for _ in range(round(len(days) / 365 * habit.gaps_a_year)):
        start = random.randrange(len(days))
        away.update(days[start : start + random.randint(6, 24)])
    return away


def _weight_on(habit: Habit, day: date) -> float:
    """The true weight: a course that flattens, a slow wave, and something after the holidays."""
    weeks = (day - habit.first_day).days / 7
    course = habit.kg_per_week * 80 * (1 - math.exp(-weeks / 80))
    wave = 0.5 * math.sin(day.toordinal() / 17 + habit.phase)
    return habit.start_kg + course + wave + (0.9 if _is_holiday(day) else 0)


def _is_holiday(day: date) -> bool:
    (first_month, first), (last_month, last) = HOLIDAYS
    return (day.month == first_month and day.day >= first) or (
        day.month == last_month and day.day <= last
    )


def _goal(aim: Aim, habit: Habit, here: float, now: datetime) -> Goal:
    today = habit.last_day
    starts_on = max(today - timedelta(days=aim.started_days_ago), habit.first_day)
    due_on = today + timedelta(days=aim.due_in_days)
    start = _weight_on(habit, starts_on)
    elapsed = (today - starts_on) / (due_on - starts_on)
    way = (here - start) / (aim.pace * min(elapsed, 1))
    way = math.copysign(max(abs(way), 1), way)
    ended_at = None if aim.ending == "active" else now - timedelta(days=5)
    unit = WEIGHT.unit_for(habit.unit_system)
    return Goal(
        member_id=aim.member_id,
        kind="metric",
        metric=WEIGHT.code,
        start_value=unit.to_stored(round(unit.from_stored(start), 1)),
        target_value=unit.to_stored(round(unit.from_stored(start + way) * 2) / 2),
        starts_on=starts_on,
        due_on=due_on,
        status=aim.ending,
        ended_at=ended_at,
        created_at=datetime.combine(starts_on, time(8), ZoneInfo(habit.time_zone)),
    )


def _adjustment(goal: Goal, now: datetime) -> GoalAdjustment:
    return GoalAdjustment(
        goal_id=goal.id,
        at=now - timedelta(days=20),
        old_target_value=goal.target_value - 1,
        new_target_value=goal.target_value,
        old_due_on=goal.due_on - timedelta(days=21),
        new_due_on=goal.due_on,
        note="Three weeks more, after a cold.",
    )
