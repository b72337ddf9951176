"""What the demo club's members measure beside their weight, and what they want of their lifts."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from fitness_app.training import goal_kinds
from fitness_app.training.demo import Habit
from fitness_app.training.goal_kinds import GoalKind
from fitness_app.training.metric_types import METRICS
from fitness_app.training.models import ExerciseDay, Goal, MetricEntry


@dataclass(frozen=True, slots=True)
class Course:
    """How a measure goes over a year, and how often it is taken."""

    metric: str
    start: float
    a_year: float
    every_days: int
    jitter: float


COURSES = (
    Course("waist", 86.0, -5.5, 9, 0.5),
    Course("hips", 101.0, -2.5, 21, 0.4),
    Course("resting_heart_rate", 67.0, -7.0, 6, 1.6),
)
LIFT_DAYS = 150
"""A goal of a lift was set so long ago, and is due in half that time."""


def take_measures(
    session: Session, *, habits: Iterable[Habit], now: datetime, seed: int | str
) -> None:
    """Write down what some of them measured with a tape, and their pulse."""
    rows = [
        row
        for habit in habits
        for course in COURSES
        for row in _entries(habit, course, now, Random(f"{seed}:{habit.member_id}:{course.metric}"))  # noqa: S311  # plausible, secret from nobody
    ]
    if rows:
        session.execute(insert(MetricEntry), rows)


def aim_at_lifts(session: Session, *, paces: Mapping[int, float], now: datetime) -> None:
    """Set goals of the lift that each trains most, at about the pace that is said, and of weeks."""
    today = now.date()
    for member_id, pace in paces.items():
        if goal := _lift_goal(session, member_id, pace, today):
            session.add(goal)
        weekly = Goal(
            member_id=member_id,
            kind=GoalKind.SESSIONS,
            start_value=2.0,
            target_value=4.0,
            starts_on=today - timedelta(days=60),
            due_on=today + timedelta(days=60),
        )
        at = goal_kinds.find_now(session, weekly, today)
        if at is not None and at < weekly.target_value:
            session.add(weekly)
    session.flush()


def _entries(
    habit: Habit, course: Course, now: datetime, random: Random
) -> Iterator[dict[str, Any]]:
    metric = METRICS[course.metric]
    unit = metric.unit_for(habit.unit_system)
    decimals = 0 if metric.resolution >= 1 else 1
    days = (habit.last_day - habit.first_day).days
    for count in range(2, days + 1, course.every_days):
        day = habit.first_day + timedelta(days=count + random.randint(-2, 0))
        at = datetime.combine(day, time(7, 5), ZoneInfo(habit.time_zone))
        if at > now or random.random() < 0.15:
            continue
        value = course.start + course.a_year * count / 365 + random.gauss(0, course.jitter)
        entered = round(unit.from_stored(value), decimals)
        yield {
            "client_uuid": str(uuid.UUID(int=random.getrandbits(128), version=4)),
            "member_id": habit.member_id,
            "metric": metric.code,
            "value": unit.to_stored(entered),
            "entered_value": entered,
            "entered_unit": unit.code,
            "measured_at": at,
            "time_zone": habit.time_zone,
            "local_date": day,
            "source": "demo",
            "created_at": at,
        }


def _lift_goal(session: Session, member_id: int, pace: float, today: date) -> Goal | None:
    since = today - timedelta(days=LIFT_DAYS)
    best = func.max(col(ExerciseDay.best_e1rm_kg))
    of_lift = select(ExerciseDay.exercise_id, best).where(
        ExerciseDay.member_id == member_id, col(ExerciseDay.best_e1rm_kg).is_not(None)
    )
    first = of_lift.where(col(ExerciseDay.local_date) <= since).group_by(
        col(ExerciseDay.exercise_id)
    )
    late = of_lift.where(col(ExerciseDay.local_date) > today - timedelta(days=60)).group_by(
        col(ExerciseDay.exercise_id)
    )
    before = {exercise: kg for exercise, kg in session.exec(first) if kg is not None}
    gains = {
        exercise: (before[exercise], kg)
        for exercise, kg in session.exec(late)
        if kg is not None and exercise in before
    }
    if not gains:
        return None
    exercise_id, (start, now) = max(gains.items(), key=lambda it: (it[1][1] - it[1][0], -it[0]))
    way = max(now - start, 2.0) / (pace * 2 / 3)
    return Goal(
        member_id=member_id,
        kind=GoalKind.E1RM,
        exercise_id=exercise_id,
        start_value=round(start, 1),
        target_value=max(round((start + way) / 2.5) * 2.5, round(start, 1) + 2.5),
        starts_on=since,
        due_on=today + timedelta(days=LIFT_DAYS // 2),
    )
