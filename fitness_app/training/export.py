"""A member's part of training in the download of all their data."""

from typing import Any

from sqlmodel import Session, col, select

from fitness_app.accounts.account_data import on_export
from fitness_app.training.models import Goal, GoalAdjustment, MetricEntry


def export(session: Session, *, user_id: int) -> dict[str, Any]:
    """Every measurement and goal of somebody, as it is kept."""
    entries = (
        select(MetricEntry).where(MetricEntry.member_id == user_id).order_by(col(MetricEntry.id))
    )
    goals = select(Goal).where(Goal.member_id == user_id).order_by(col(Goal.id))
    return {
        "measurements": [
            entry.model_dump(exclude={"id", "member_id"}) for entry in session.exec(entries)
        ],
        "goals": [
            goal.model_dump(exclude={"id", "member_id"})
            | {"adjustments": _adjustments(session, goal.id)}
            for goal in session.exec(goals)
        ],
    }


def _adjustments(session: Session, goal_id: int) -> list[dict[str, Any]]:
    rows = (
        select(GoalAdjustment)
        .where(GoalAdjustment.goal_id == goal_id)
        .order_by(col(GoalAdjustment.id))
    )
    return [row.model_dump(exclude={"id", "goal_id"}) for row in session.exec(rows)]


on_export("training", export)
