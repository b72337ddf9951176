"""How a member's training goes: streak, sessions, effort, hard sets, adherence."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func

from fitness_app.training import formulas
from fitness_app.training.formulas import Adherence, Split, Streak, WeekLoad
from fitness_app.training.models import (
    ExerciseDay,
    ExerciseMuscle,
    Workout,
)
from fitness_app.training.progress import begun, due, leave
from fitness_app.training.progress.leave import LeaveDays

WEEKS = 12
MEAN_WEEKS = 4
SPANS = (7, 30, 90)
LOAD_DAYS = 365


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week of training, by its first day."""

    first_day: date
    sessions: tuple[int, ...]
    """On each of its seven days."""
    leave: tuple[bool, ...]
    """Which of them are on leave."""
    load: float
    """Session load of the sessions that have an RPE."""

    @property
    def count(self) -> int:
        return sum(self.sessions)


@dataclass(frozen=True, slots=True)
class LoadView:
    """Effort of late, by session RPE."""

    week: WeekLoad
    """Of the last seven days."""
    ratio: float | None
    """Short average ÷ long one; None in the first 28 days."""
    is_sharp_rise: bool
    without_rpe: int
    """Sessions of the last twelve weeks that say no RPE, and so are not in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Adherence over a span of days, how it splits, and sessions that no plan asked for."""

    days: int
    adherence: Adherence
    extra: int
    split: Split


@dataclass(frozen=True, slots=True)
class MuscleSets:
    """Hard sets of a muscle: the mean week, and each of the weeks shown, the oldest first."""

    muscle: str
    mean: float
    weeks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A member's training up to a day."""

    today: date
    target: int
    sessions: int
    """Ever."""
    streak: Streak
    weeks: tuple[WeekView, ...]
    """The last twelve, the oldest first."""
    load: LoadView | None
    """None while no session has an RPE."""
    hard_sets: tuple[MuscleSets, ...]
    """Most first."""
    mean_weeks: int
    """Over how many whole weeks the means are; 0 where they are of this week so far."""
    kept: tuple[Kept, ...]


def look_back(
    session: Session, *, member_id: int, today: date, week_start: int, target: int
) -> Overview:
    """Sum up a member's training; it reads what was derived, never sets."""
    this_week = formulas.week_of(today, week_start=week_start)
    first_week = this_week - timedelta(weeks=WEEKS - 1)
    by_day = _sessions_by_day(session, member_id, today)
    by_week: Counter[date] = Counter()
    for day, count in by_day.items():
        by_week[formulas.week_of(day, week_start=week_start)] += count
    off = leave.leave_days(session, member_id=member_id)
    loads, without_rpe = _loads(session, member_id, today, first_week)
    hard_sets, mean_weeks = _hard_sets(session, member_id, first_week, this_week)
    return Overview(
        today=today,
        target=target,
        sessions=sum(by_day.values()),
        streak=formulas.weekly_streak(
            by_week,
            target=target,
            today=today,
            week_start=week_start,
            is_leave=off.__contains__,
        ),
        weeks=tuple(
            _week(first_week + timedelta(weeks=number), by_day, loads, off)
            for number in range(WEEKS)
        ),
        load=_load(loads, today, without_rpe),
        hard_sets=hard_sets,
        mean_weeks=mean_weeks,
        kept=_kept(session, member_id, today, by_day, off),
    )


def _sessions_by_day(session: Session, member_id: int, today: date) -> dict[date, int]:
    rows = session.execute(
        select_columns(col(Workout.local_date), func.count())
        .where(
            col(Workout.member_id) == member_id,
            col(Workout.ended_at).is_not(None),
            col(Workout.local_date) <= today + timedelta(days=1),
        )
        .group_by(col(Workout.local_date))
    )
    return {row[0]: row[1] for row in rows}


def _loads(
    session: Session, member_id: int, today: date, first_week: date
) -> tuple[dict[date, float], int]:
    rows = session.execute(
        select_columns(
            col(Workout.local_date),
            col(Workout.started_at),
            col(Workout.ended_at),
            col(Workout.session_rpe),
        ).where(
            col(Workout.member_id) == member_id,
            col(Workout.ended_at).is_not(None),
            col(Workout.local_date) > today - timedelta(days=LOAD_DAYS),
        )
    )
    loads: dict[date, float] = defaultdict(float)
    without_rpe = 0
    for day, started_at, ended_at, rpe in rows:
        if rpe is None:
            without_rpe += day >= first_week
            continue
        minutes = (ended_at - started_at).total_seconds() / 60
        loads[day] += formulas.session_load(rpe=rpe, minutes=minutes)
    return dict(loads), without_rpe


def _load(loads: Mapping[date, float], today: date, without_rpe: int) -> LoadView | None:
    if not loads:
        return None
    first = min(loads)
    daily = formulas.by_day(loads, since=first, until=max(today, first))
    ratio = formulas.load_ratios(daily)[-1]
    week = formulas.by_day(loads, since=today - timedelta(days=6), until=today)
    return LoadView(formulas.week_load(week), ratio, formulas.is_sharp_rise(ratio), without_rpe)


def _week(
    first_day: date, by_day: Mapping[date, int], loads: Mapping[date, float], off: LeaveDays
) -> WeekView:
    days = [first_day + timedelta(days=number) for number in range(7)]
    return WeekView(
        first_day,
        tuple(by_day.get(day, 0) for day in days),
        tuple(day in off for day in days),
        sum(loads.get(day, 0.0) for day in days),
    )


def _hard_sets(
    session: Session, member_id: int, first_week: date, this_week: date
) -> tuple[tuple[MuscleSets, ...], int]:
    """By muscle and week; the mean is of the last whole weeks since training began, up to four."""
    rows = session.execute(
        select_columns(
            col(ExerciseDay.local_date),
            col(ExerciseDay.exercise_id),
            col(ExerciseDay.working_sets),
        ).where(col(ExerciseDay.member_id) == member_id, col(ExerciseDay.local_date) >= first_week)
    ).all()
    if not rows:
        return (), 0
    muscles = _muscles(session, {exercise for _, exercise, _ in rows})
    of_week: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for day, exercise, sets in rows:
        of_week[min((day - first_week).days // 7, WEEKS - 1)].append((exercise, sets))
    weeks = [formulas.hard_sets(of_week.get(number, ()), muscles) for number in range(WEEKS)]
    whole = min(MEAN_WEEKS, WEEKS - 1 - min(of_week))
    counted = weeks[WEEKS - 1 - whole : WEEKS - 1] if whole else weeks[-1:]
    found = [
        MuscleSets(
            muscle,
            sum(week.get(muscle, 0.0) for week in counted) / len(counted),
            tuple(week.get(muscle, 0.0) for week in weeks),
        )
        for muscle in {muscle for week in weeks for muscle in week}
    ]
    return tuple(sorted(found, key=lambda sets: (-sets.mean, sets.muscle))), whole


def _muscles(session: Session, exercises: set[int]) -> dict[int, list[tuple[str, bool]]]:
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    rows = session.execute(
        select_columns(
            col(ExerciseMuscle.exercise_id),
            col(ExerciseMuscle.muscle),
            col(ExerciseMuscle.is_primary),
        ).where(col(ExerciseMuscle.exercise_id).in_(exercises))
    )
    for exercise, muscle, is_primary in rows:
        found[exercise].append((muscle, is_primary))
    return found


def _kept(
    session: Session, member_id: int, today: date, by_day: Mapping[date, int], off: LeaveDays
) -> tuple[Kept, ...]:
    since = today - timedelta(days=max(SPANS) - 1)
    sessions = due.list_sessions(session, member_id=member_id, since=since, today=today)
    work = begun.list_begun(session, member_id=member_id, since=since, today=today)
    planned = due.planned_workouts_by_day(session, member_id=member_id, since=since)
    kept = []
    for days in SPANS:
        first = today - timedelta(days=days - 1)
        rate = formulas.adherence(sessions, since=first, today=today, is_leave=off.__contains__)
        extra = sum(
            max(0, count - planned.get(day, 0))
            for day, count in by_day.items()
            if first <= day <= today
        )
        of_span = [
            exercise
            for one in work
            if one.on >= first and one.on not in off
            for exercise in one.work
        ]
        kept.append(Kept(days, rate, extra, formulas.split(of_span)))
    return tuple(kept)
