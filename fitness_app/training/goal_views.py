"""Goals as they are shown: where somebody stands, and where they should."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from fitness_app.training import formulas
from fitness_app.training.formulas import Standing
from fitness_app.training.models import Goal, GoalAdjustment


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """What a goal was before a change, and what it became; values in the stored unit."""

    at: datetime
    old_target_value: float
    new_target_value: float
    old_due_on: date
    new_due_on: date
    note: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as it stands today; values in the stored unit of its kind."""

    id: int
    metric: str
    """'' where it is of no metric."""
    name: str
    kind: str
    exercise: str
    """Slug of the exercise; '' where it is of none."""
    at_load_kg: float | None
    at_distance_m: float | None
    """For a time to beat: over which distance."""
    status: Literal["active", "reached", "dropped"]
    start_value: float
    now_value: float | None
    """Where somebody stands; None while there is nothing to go by."""
    target_value: float
    starts_on: date
    due_on: date
    is_overdue: bool
    progress: float
    """0 at the start, 1 at the target; may leave that range."""
    elapsed: float
    """The share of the time that is over, 0 to 1: where an even schedule would be."""
    pace: float | None
    """Progress ÷ elapsed; None on the first day."""
    standing: Standing
    projected_on: date | None
    """When the target comes at the mean rate so far, if that can be said."""
    ended_at: datetime | None
    adjustments: tuple[AdjustmentView, ...]
    """Newest first."""

    @property
    def is_active(self) -> bool:
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a goal is of: its name, and the slug of its exercise if it has one."""

    name: str
    exercise: str = ""


def view_goal(
    goal: Goal,
    subject: Subject,
    now: float | None,
    today: date,
    adjustments: tuple[AdjustmentView, ...],
) -> GoalView:
    """A goal with its progress and pace on a day, given where somebody stands."""
    progress = (
        0.0
        if now is None
        else formulas.goal_progress(start=goal.start_value, target=goal.target_value, now=now)
    )
    elapsed = formulas.share_elapsed(starts_on=goal.starts_on, due_on=goal.due_on, today=today)
    pace = formulas.goal_pace(progress=progress, elapsed=elapsed)
    return GoalView(
        id=goal.id,
        metric=goal.metric,
        name=subject.name,
        kind=goal.kind,
        exercise=subject.exercise,
        at_load_kg=goal.at_load_kg,
        at_distance_m=goal.at_distance_m,
        status=goal.status,  # pyright: ignore[reportArgumentType]  # a CHECK holds these three
        start_value=goal.start_value,
        now_value=now,
        target_value=goal.target_value,
        starts_on=goal.starts_on,
        due_on=goal.due_on,
        is_overdue=goal.status == "active" and today > goal.due_on,
        progress=progress,
        elapsed=elapsed,
        pace=pace,
        standing=formulas.goal_standing(progress=progress, pace=pace),
        projected_on=formulas.projected_day(
            progress=progress, starts_on=goal.starts_on, today=today
        ),
        ended_at=goal.ended_at,
        adjustments=adjustments,
    )


def view_adjustment(row: GoalAdjustment) -> AdjustmentView:
    """One change of a goal."""
    return AdjustmentView(
        row.at,
        row.old_target_value,
        row.new_target_value,
        row.old_due_on,
        row.new_due_on,
        row.note,
    )
