"""What members want to reach: goals, their adjustments, progress and pace."""

from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.training import metrics
from fitness_app.training.days import read_day, today_in
from fitness_app.training.formulas import Standing
from fitness_app.training.goal_views import (
    AdjustmentView,
    GoalView,
    view_adjustment,
    view_goal,
)
from fitness_app.training.metric_types import METRICS, metric_type, read_value
from fitness_app.training.models import Goal, GoalAdjustment

LONGEST = timedelta(days=5 * 366)
NOTE_LENGTH = 200
ALREADY_ONE = "You already have this goal. Adjust it, or drop it first."


def set_goal(
    session: Session,
    *,
    member_id: int,
    metric: str,
    target: str,
    unit: str,
    due_on: str,
    time_zone: str,
) -> GoalView:
    """Set a goal for a metric, from the member's latest entry to a target by a day.

    Raises Invalid by field (metric, target, unit, due_on); Conflict if one is active already.
    """
    kind = metric_type(metric)
    today = today_in(time_zone)
    latest = metrics.find_latest(session, member_id=member_id, metric=metric)
    if latest is None:
        raise Invalid(metric=f"Enter your {kind.name.lower()} once first: that is the start.")
    target_value, day = _read_aim(metric, target, unit, due_on, start=latest.value, today=today)
    goal = Goal(
        member_id=member_id,
        kind="metric",
        metric=metric,
        start_value=latest.value,
        target_value=target_value,
        starts_on=today,
        due_on=day,
    )
    try:
        with session.begin_nested():
            session.add(goal)
    except IntegrityError:
        if not _has_active(session, member_id, metric):
            raise
        raise Conflict(ALREADY_ONE) from None
    return view_goal(goal, latest.value, today, ())


def adjust_goal(
    session: Session,
    *,
    member_id: int,
    goal_id: int,
    target: str,
    unit: str,
    due_on: str,
    time_zone: str,
    note: str = "",
) -> GoalView:
    """Change an active goal's target or day; what it was is kept beside it.

    Raises NotFound, Conflict for an ended goal, Invalid by field (also note).
    """
    goal = _take_active(session, member_id, goal_id)
    today = today_in(time_zone)
    problems: dict[str, str] = {}
    target_value, day = goal.target_value, goal.due_on
    with noting(problems):
        target_value, day = _read_aim(
            goal.metric, target, unit, due_on, start=goal.start_value, today=today
        )
    if len(note := note.strip()) > NOTE_LENGTH:
        problems["note"] = f"Keep it to {NOTE_LENGTH} characters."
    if problems:
        raise Invalid(**problems)
    if abs(target_value - goal.target_value) < METRICS[goal.metric].resolution:
        target_value = goal.target_value  # 68.0 kg, retyped, is still the 150 lb it was
    if (target_value, day) == (goal.target_value, goal.due_on):
        raise Invalid(target="That is the goal already. Change the target or the day.")
    session.add(
        GoalAdjustment(
            goal_id=goal_id,
            old_target_value=goal.target_value,
            new_target_value=target_value,
            old_due_on=goal.due_on,
            new_due_on=day,
            note=note,
        )
    )
    goal.target_value, goal.due_on = target_value, day
    return _fresh_view(session, goal, today)


def reach_goal(session: Session, *, member_id: int, goal_id: int, time_zone: str) -> GoalView:
    """Close a goal whose target the latest entry has reached. Raises NotFound, Conflict."""
    goal = _take_active(session, member_id, goal_id)
    today = today_in(time_zone)
    if _fresh_view(session, goal, today).standing is not Standing.REACHED:
        raise Conflict("This goal isn't reached yet. It closes once an entry meets the target.")
    goal.status, goal.ended_at = "reached", clock.now()
    return _fresh_view(session, goal, today)


def drop_goal(session: Session, *, member_id: int, goal_id: int) -> None:
    """Give an active goal up; it stays in the list of ended ones. Raises NotFound, Conflict."""
    goal = _take_active(session, member_id, goal_id)
    goal.status, goal.ended_at = "dropped", clock.now()


def list_goals(session: Session, *, member_id: int, time_zone: str) -> list[GoalView]:
    """A member's goals with progress and pace as of today: active by day due, then ended ones."""
    today = today_in(time_zone)
    goals = session.exec(
        select(Goal)
        .where(Goal.member_id == member_id)
        .order_by(col(Goal.ended_at).desc(), col(Goal.due_on), col(Goal.id))
    ).all()
    now = {
        metric: latest.value
        for metric in {goal.metric for goal in goals}
        if (latest := metrics.find_latest(session, member_id=member_id, metric=metric))
    }
    adjustments = _adjustments(session, [goal.id for goal in goals])
    views = [view_goal(g, now.get(g.metric), today, adjustments.get(g.id, ())) for g in goals]
    return sorted(views, key=lambda view: view.status != "active")


def get_goal(session: Session, *, member_id: int, goal_id: int, time_zone: str) -> GoalView:
    """One of a member's own goals. Raises NotFound."""
    return _fresh_view(session, _get_own(session, member_id, goal_id), today_in(time_zone))


def _read_aim(
    metric: str, target: str, unit: str, due_on: str, *, start: float, today: date
) -> tuple[float, date]:
    problems: dict[str, str] = {}
    value, day = start, today
    with noting(problems):
        _, value = read_value(METRICS[metric], target, unit, field="target")
        if abs(value - start) < METRICS[metric].resolution:
            raise Invalid(target="That is where you start. Choose a target further off.")
    with noting(problems):
        day = read_day(due_on, field="due_on")
        if day <= today:
            raise Invalid(due_on="Choose a day after today.")
        if day > today + LONGEST:
            raise Invalid(due_on="Choose a day within five years.")
    if problems:
        raise Invalid(**problems)
    return value, day


def _fresh_view(session: Session, goal: Goal, today: date) -> GoalView:
    session.flush()
    latest = metrics.find_latest(session, member_id=goal.member_id, metric=goal.metric)
    adjustments = _adjustments(session, [goal.id]).get(goal.id, ())
    return view_goal(goal, latest.value if latest else None, today, adjustments)


def _adjustments(session: Session, goal_ids: list[int]) -> dict[int, tuple[AdjustmentView, ...]]:
    rows = session.exec(
        select(GoalAdjustment)
        .where(col(GoalAdjustment.goal_id).in_(goal_ids))
        .order_by(col(GoalAdjustment.at).desc(), col(GoalAdjustment.id).desc())
    ).all()
    found: dict[int, tuple[AdjustmentView, ...]] = {}
    for row in rows:
        found[row.goal_id] = (*found.get(row.goal_id, ()), view_adjustment(row))
    return found


def _has_active(session: Session, member_id: int, metric: str) -> bool:
    return (
        session.exec(
            select(Goal.id).where(
                Goal.member_id == member_id, Goal.metric == metric, Goal.status == "active"
            )
        ).first()
        is not None
    )


def _get_own(session: Session, member_id: int, goal_id: int) -> Goal:
    goal = session.exec(_own(member_id, goal_id)).first()
    if goal is None:
        raise NotFound
    return goal


def _take_active(session: Session, member_id: int, goal_id: int) -> Goal:
    """Lock it too, so that two changes at once keep both adjustments."""
    goal = session.exec(_own(member_id, goal_id).with_for_update()).first()
    if goal is None:
        raise NotFound
    if goal.status != "active":
        raise Conflict("This goal has ended.")
    return goal


def _own(member_id: int, goal_id: int) -> SelectOfScalar[Goal]:
    return select(Goal).where(Goal.id == goal_id, Goal.member_id == member_id)
