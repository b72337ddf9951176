"""Goals as somebody's screen shows them: a bar, a notch, a badge and a forecast."""

import math
from dataclasses import dataclass
from datetime import date

from fitness_app.kit.locales import write_day, write_month, write_number
from fitness_app.training import formulas, goal_kinds
from fitness_app.training.formulas import Standing
from fitness_app.training.goal_kinds import GoalKind
from fitness_app.training.goal_views import AdjustmentView, GoalView
from fitness_app.training.progress.writing import write_distance, write_duration
from fitness_app.training.weight_rows import Reader

GAPS = {Standing.AT_RISK: "warning", Standing.BEHIND: "error"}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """An active goal as its bar and the words around it."""

    id: int = 0
    name: str = ""
    standing: str = ""
    pace: str = ""
    """'pace 71%', or '' on the first day."""
    percent: int = 0
    due_percent: int = 0
    gap: str = ""
    """'warning' or 'error' while behind an even schedule."""
    start: str = ""
    now: str = ""
    aim: str = ""
    forecast: str = ""
    target: str = ""
    """As a form that adjusts the goal begins."""
    unit: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A goal that was reached or dropped."""

    id: int
    name: str
    way: str
    status: str
    ended_on: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One adjustment of a goal."""

    day: str
    change: str
    note: str


def show_goal(goal: GoalView, reader: Reader) -> GoalRow:
    """An active goal in its reader's unit and words."""
    name, reader = _name(goal, reader), _reader_of(goal, reader)
    now = "no entry yet" if goal.now_value is None else f"now {reader.amount(goal.now_value)}"
    return GoalRow(
        id=goal.id,
        name=name,
        standing=goal.standing,
        pace="" if goal.pace is None else f"pace {_percent(max(goal.pace, 0))}%",
        percent=min(_percent(max(goal.progress, 0)), 100),
        due_percent=_percent(goal.elapsed),
        gap=GAPS.get(goal.standing, ""),
        start=reader.amount(goal.start_value),
        now=now,
        aim=f"{reader.amount(goal.target_value)} by {reader.day(goal.due_on)}",
        forecast=_forecast(goal, reader),
        target=_typed(goal, reader),
        unit=reader.unit.code,
        due_on=goal.due_on.isoformat(),
    )


def show_ended(goal: GoalView, reader: Reader) -> EndedRow:
    """A goal that is over, in its reader's unit and words."""
    name, reader = _name(goal, reader), _reader_of(goal, reader)
    ended_on = (
        formulas.local_day(goal.ended_at, reader.time_zone) if goal.ended_at else reader.today
    )
    return EndedRow(
        goal.id,
        name,
        f"{reader.amount(goal.start_value)} to {reader.amount(goal.target_value)}",
        goal.status,
        reader.day(ended_on),
    )


def show_change(change: AdjustmentView, goal: GoalView, reader: Reader) -> ChangeRow:
    """An adjustment: what became what."""
    reader = _reader_of(goal, reader)
    targets = [reader.amount(kg) for kg in (change.old_target_value, change.new_target_value)]
    due = [reader.day(day) for day in (change.old_due_on, change.new_due_on)]
    became = [f"{old} became {new}" for old, new in (targets, due) if old != new]
    day = reader.day(formulas.local_day(change.at, reader.time_zone))
    return ChangeRow(day, ", ".join(became), change.note)


def write_about(day: date, *, locale: str, today: date) -> str:
    """A day to the third of its month: 'early May', 'mid-December 2027'."""
    third = "early " if day.day <= 10 else "mid-" if day.day <= 20 else "late "
    return third + write_month(day, locale, with_year=day.year != today.year)


def _forecast(goal: GoalView, reader: Reader) -> str:
    target = reader.amount(goal.target_value)
    if goal.standing is Standing.REACHED:
        return f"You’re there: {target} is reached."
    if goal.is_overdue:
        due = write_day(goal.due_on, reader.locale, style="long")
        return f"{due} has passed. Give it more time, or let it go."
    if goal.standing not in GAPS or goal.projected_on is None:
        return ""
    about = write_about(goal.projected_on, locale=reader.locale, today=reader.today)
    return f"At this rate {target} comes in {about}."


class _OfDuration(Reader):
    """Writes seconds as minutes and seconds."""

    def amount(self, stored: float) -> str:
        return f"{write_duration(stored)} min"


def _reader_of(goal: GoalView, reader: Reader) -> Reader:
    """The reader of a goal of this kind, whose unit is its own."""
    system = "imperial" if reader.unit.code == "lb" else "metric"
    unit = goal_kinds.unit_for(goal.kind, goal.metric, system)
    made = _OfDuration if goal.kind == GoalKind.DURATION else Reader
    return made(unit, reader.locale, reader.time_zone, reader.today)


def _name(goal: GoalView, reader: Reader) -> str:
    if goal.at_distance_m is not None:
        return f"{goal.name} over {write_distance(goal.at_distance_m, reader)}"
    if goal.at_load_kg is None:
        return goal.name
    return f"{goal.name} with {write_number(goal.at_load_kg, reader.locale)} kg"


def _typed(goal: GoalView, reader: Reader) -> str:
    if goal.kind == GoalKind.DURATION:
        return write_duration(goal.target_value)
    decimals = 2 if goal.kind == GoalKind.DISTANCE else 1
    return f"{round(reader.unit.from_stored(goal.target_value), decimals):g}"


def _percent(share: float) -> int:
    # Down, so that '80%' is never said of what doesn't count as 80 %.
    return math.floor(round(share * 100, 6))
