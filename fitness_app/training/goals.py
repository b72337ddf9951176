"""What members want to reach: goals, their adjustments, progress and pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.training import formulas, goal_kinds
from fitness_app.training.days import read_day, today_in
from fitness_app.training.formulas import Standing
from fitness_app.training.goal_kinds import GoalKind
from fitness_app.training.goal_views import (
    AdjustmentView,
    GoalView,
    Subject,
    view_adjustment,
    view_goal,
)
from fitness_app.training.metric_types import metric_type
from fitness_app.training.models import Exercise, Goal, GoalAdjustment
from fitness_app.training.units import UNITS, read_number

LONGEST = timedelta(days=5 * 366)
NOTE_LENGTH = 200
ALREADY_ONE = "You already have this goal. Adjust it, or drop it first."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a goal should be of, as it was typed."""

    kind: str = GoalKind.METRIC
    metric: str = ""
    exercise: str = ""
    """Slug of the exercise."""
    at_load: str = ""
    """For reps of an exercise: with how much weight, in `load_unit`."""
    load_unit: str = "kg"
    at_distance: str = ""
    """For a time to beat: over which distance, in `distance_unit`."""
    distance_unit: str = "km"


def set_goal(
    session: Session,
    *,
    member_id: int,
    target: str,
    unit: str,
    due_on: str,
    time_zone: str,
    kind: str = GoalKind.METRIC,
    metric: str = "",
    exercise: str = "",
    at_load: str = "",
    load_unit: str = "kg",
    at_distance: str = "",
    distance_unit: str = "km",
) -> GoalView:
    """Set a goal, from where the member stands to a target by a day.

    Raises Invalid by field (kind, metric, exercise, at_load, at_distance, target, unit, due_on);
    Conflict if one of the same is active already.
    """
    today = today_in(time_zone)
    wish = Wish(kind, metric, exercise, at_load, load_unit, at_distance, distance_unit)
    goal, subject = _begin(session, member_id, wish, today)
    now = goal_kinds.find_now(session, goal, today)
    if now is None and (kind in (GoalKind.METRIC, GoalKind.E1RM) or goal.at_distance_m):
        raise Invalid(**_nothing_to_start_from(goal, subject))
    goal.start_value = now or 0.0
    goal.target_value, goal.due_on = _read_aim(goal, target, unit, due_on, today)
    if _has_active(session, goal):
        raise Conflict(ALREADY_ONE)
    try:
        with session.begin_nested():
            session.add(goal)
    except IntegrityError:
        if not _has_active(session, goal):
            raise
        raise Conflict(ALREADY_ONE) from None
    return view_goal(goal, subject, now, today, ())


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
        target_value, day = _read_aim(goal, target, unit, due_on, today)
    if len(note := note.strip()) > NOTE_LENGTH:
        problems["note"] = f"Keep it to {NOTE_LENGTH} characters."
    if problems:
        raise Invalid(**problems)
    if abs(target_value - goal.target_value) < goal_kinds.resolution(goal.kind, goal.metric):
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
        raise Conflict("This goal isn't reached yet. It closes once the target is met.")
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
    subjects = _subjects(session, goals)
    adjustments = _adjustments(session, [goal.id for goal in goals])
    views = [
        view_goal(
            goal,
            subjects[goal.id],
            goal_kinds.find_now(session, goal, today),
            today,
            adjustments.get(goal.id, ()),
        )
        for goal in goals
    ]
    return sorted(views, key=lambda view: view.status != "active")


def get_goal(session: Session, *, member_id: int, goal_id: int, time_zone: str) -> GoalView:
    """One of a member's own goals. Raises NotFound."""
    return _fresh_view(session, _get_own(session, member_id, goal_id), today_in(time_zone))


def _begin(session: Session, member_id: int, wish: Wish, today: date) -> tuple[Goal, Subject]:
    """A goal of what is wished for, yet without a start, target or day."""
    if wish.kind not in set(GoalKind):
        raise Invalid(kind="Choose what the goal is of.")
    if wish.kind == GoalKind.METRIC:
        metric_type(wish.metric)
    at_distance_m = None
    if wish.kind == GoalKind.DURATION and wish.at_distance.strip():
        at_distance_m = goal_kinds.read_distance(wish.at_distance, wish.distance_unit)
    found = goal_kinds.find_exercise(
        session,
        member_id=member_id,
        kind=wish.kind,
        slug=wish.exercise,
        is_timed=at_distance_m is not None,
    )
    goal = Goal(
        member_id=member_id,
        kind=wish.kind,
        metric=wish.metric if wish.kind == GoalKind.METRIC else "",
        exercise_id=found.id if found else None,
        at_load_kg=_read_load(wish),
        at_distance_m=at_distance_m,
        start_value=0.0,
        target_value=0.0,
        starts_on=today,
        due_on=today,
    )
    return goal, _subject(goal, found)


def _read_load(wish: Wish) -> float | None:
    if wish.kind != GoalKind.REPS or not wish.at_load.strip():
        return None
    if wish.load_unit not in ("kg", "lb"):
        raise Invalid(load_unit="Choose kg or lb.")
    entered = read_number(wish.at_load, field="at_load", example="60")
    load = UNITS[wish.load_unit].to_stored(entered)
    if problem := formulas.implausible_set(load_kg=load):
        raise Invalid(at_load=problem)
    return load or None


def _nothing_to_start_from(goal: Goal, subject: Subject) -> dict[str, str]:
    if goal.kind == GoalKind.METRIC:
        return {"metric": f"Enter your {subject.name.lower()} once first: that is the start."}
    if goal.at_distance_m is not None:
        return {"exercise": "Log it over that distance once first: that is the start."}
    return {"exercise": "Log it once first: that is the start."}


def _read_aim(goal: Goal, target: str, unit: str, due_on: str, today: date) -> tuple[float, date]:
    problems: dict[str, str] = {}
    start = goal.start_value
    value, day = start, today
    with noting(problems):
        value = goal_kinds.read_target(goal.kind, goal.metric, target, unit)
        if abs(value - start) < goal_kinds.resolution(goal.kind, goal.metric):
            raise Invalid(target="That is where you start. Choose a target further off.")
        ahead = start - value if goal.at_distance_m else value - start
        if goal.kind != GoalKind.METRIC and ahead < 0:
            raise Invalid(target="You are past that already. Choose a target further off.")
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
    now = goal_kinds.find_now(session, goal, today)
    adjustments = _adjustments(session, [goal.id]).get(goal.id, ())
    return view_goal(goal, _subjects(session, [goal])[goal.id], now, today, adjustments)


def _subjects(session: Session, goals: Sequence[Goal]) -> dict[int, Subject]:
    ids = {goal.exercise_id for goal in goals if goal.exercise_id is not None}
    rows = session.exec(select(Exercise).where(col(Exercise.id).in_(ids))) if ids else ()
    exercises = {exercise.id: exercise for exercise in rows}
    return {goal.id: _subject(goal, exercises.get(goal.exercise_id or 0)) for goal in goals}


def _subject(goal: Goal, exercise: Exercise | None) -> Subject:
    name = goal_kinds.name_goal(goal, exercise.name if exercise else "")
    return Subject(name, exercise.slug if exercise else "")


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


def _has_active(session: Session, goal: Goal) -> bool:
    same = select(Goal.id).where(
        Goal.member_id == goal.member_id,
        Goal.kind == goal.kind,
        Goal.metric == goal.metric,
        col(Goal.exercise_id).is_not_distinct_from(goal.exercise_id),
        col(Goal.at_load_kg).is_not_distinct_from(goal.at_load_kg),
        col(Goal.at_distance_m).is_not_distinct_from(goal.at_distance_m),
        Goal.status == "active",
    )
    with session.no_autoflush:
        return session.exec(same).first() is not None


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
