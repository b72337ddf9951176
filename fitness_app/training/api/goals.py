"""What members want to reach, for programs: goals, their adjustments, how they end."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training import goal_kinds, goals
from fitness_app.training.formulas import Standing
from fitness_app.training.goal_kinds import UNIT_CODES, GoalKind
from fitness_app.training.goal_views import AdjustmentView, GoalView
from fitness_app.training.metric_types import METRICS

router = APIRouter(prefix=routes.V1 + "/goals", tags=["v1: training"], route_class=Polled)

_AIM = {
    "target": entries.amount("In `unit`, to three decimals"),
    "unit": entries.choice(*UNIT_CODES, required=True),
    "due_on": entries.day("ISO date, after today"),
}
GOAL = Body(
    {"metric": "body_weight", "target": 62, "unit": "kg", "due_on": "2027-06-30"},
    takes_forms=False,
    kind=entries.choice(*GoalKind),
    metric=entries.choice(*METRICS, description="For the kind 'metric', which is the usual"),
    exercise=entries.text("Slug, for the kinds of an exercise", required=False, longest=80),
    at_load=entries.amount("For exercise_reps: with how much, in `load_unit`", required=False),
    load_unit=entries.choice("kg", "lb"),
    at_distance=entries.amount(
        "For duration: the time over this distance, in `distance_unit`; less is better",
        required=False,
    ),
    distance_unit=entries.choice("km", "mi"),
    **_AIM,
)
ADJUSTMENT = Body(
    {"target": 63, "unit": "kg", "due_on": "2027-06-30", "note": "A knee that hurts"},
    takes_forms=False,
    **_AIM,
    note=entries.text(required=False, may_be_blank=True, longest=goals.NOTE_LENGTH),
)
ENDING = Body({"status": "dropped"}, status=entries.choice("dropped", "reached", required=True))


class Goal(BaseModel):
    """A goal as it stands today; values in the unit that the field's name says."""

    model_config = ConfigDict(extra="allow")

    id: int
    kind: GoalKind
    metric: str
    """For the kind 'metric'; else ''."""
    exercise: str
    """Slug of the exercise; '' where it is of none."""
    at_load_kg: float | None
    at_distance_m: float | None
    """For a time to beat: over which distance."""
    status: Literal["active", "reached", "dropped"]
    start_kg: float | None = None
    now_kg: float | None = None
    target_kg: float | None = None
    starts_on: date
    due_on: date
    is_overdue: bool
    progress: float
    elapsed: float
    pace: float | None
    standing: Standing
    projected_on: date | None
    ended_at: datetime | None


class Goals(BaseModel):
    """Goals: active ones by the day they are due, then ended ones."""

    items: list[Goal]


class Adjustment(BaseModel):
    """What a goal was before a change, and what it became."""

    model_config = ConfigDict(extra="allow")

    at: datetime
    old_target_kg: float | None = None
    new_target_kg: float | None = None
    old_due_on: date
    new_due_on: date
    note: str


class Adjustments(BaseModel):
    """A goal's changes, newest first."""

    items: list[Adjustment]


_GOAL = {
    "id": 3,
    "kind": "metric",
    "metric": "body_weight",
    "exercise": "",
    "at_load_kg": None,
    "at_distance_m": None,
    "status": "active",
    "start_kg": 66.0,
    "now_kg": 64.2,
    "target_kg": 62.0,
    "starts_on": "2026-01-01",
    "due_on": "2026-06-30",
    "is_overdue": False,
    "progress": 0.45,
    "elapsed": 0.17,
    "pace": 2.7,
    "standing": "on_track",
    "projected_on": "2026-03-08",
    "ended_at": None,
}
_ADJUSTMENT = {
    "at": "2026-01-31T08:30:00Z",
    "old_target_kg": 62.0,
    "new_target_kg": 63.0,
    "old_due_on": "2026-06-30",
    "new_due_on": "2026-06-30",
    "note": "A knee that hurts",
}
_SHOWN = {"content": {"application/json": {"example": _GOAL}}}
_WRONG = {"due_on": "Choose a day after today."}
GoalId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get(
    "",
    response_model=Goals,
    responses=polled({"items": [_GOAL]}, "Every goal that matches.")
    | refused_with(400, fields={"status": "Input should be 'active', 'reached' or 'dropped'"}),
)
async def list_goals(
    viewer: SignedIn,
    status: Annotated[
        Literal["active", "reached", "dropped"] | None, Query(description="Only these")
    ] = None,
) -> Goals:
    """List one's goals, with progress and pace as of today."""
    views = await db.read(goals.list_goals, member_id=viewer.id, time_zone=viewer.time_zone)
    return Goals(items=[_shown(view) for view in views if status in (None, view.status)])


@router.post(
    "",
    status_code=201,
    response_model=Goal,
    openapi_extra=GOAL.documented,
    responses={201: _SHOWN, **takes_body(_WRONG, 409, 422)},
)
async def set_goal(
    viewer: SignedIn, sent: Annotated[Sent, Depends(GOAL)], create: Creating
) -> Response:
    """Set a goal, from where one stands: the latest measurement, or the best of 90 days."""
    return await create.run(
        goals.set_goal,
        viewer=viewer,
        sent=sent.checked(),
        shown=_shown,
        member_id=viewer.id,
        kind=sent["kind"] or GoalKind.METRIC,
        metric=sent["metric"] or "body_weight",
        exercise=sent["exercise"] or "",
        at_load=sent["at_load"] or "",
        load_unit=sent["load_unit"] or "kg",
        at_distance=sent["at_distance"] or "",
        distance_unit=sent["distance_unit"] or "km",
        target=sent["target"],
        unit=sent["unit"],
        due_on=sent["due_on"],
        time_zone=viewer.time_zone,
    )


@router.get(
    "/{goal_id}",
    response_model=Goal,
    responses=polled(_GOAL, "The goal.") | refused_with(404),
)
async def get_goal(goal_id: GoalId, viewer: SignedIn) -> Goal:
    """Read one of one's goals."""
    return _shown(await _get(viewer.id, goal_id, viewer.time_zone))


@router.get(
    "/{goal_id}/adjustments",
    response_model=Adjustments,
    responses=polled({"items": [_ADJUSTMENT]}, "Its history.") | refused_with(404),
)
async def list_adjustments(goal_id: GoalId, viewer: SignedIn) -> Adjustments:
    """List what a goal was before each change."""
    view = await _get(viewer.id, goal_id, viewer.time_zone)
    unit = goal_kinds.stored_unit(view.kind, view.metric)
    return Adjustments(items=[_adjustment(each, unit) for each in view.adjustments])


@router.post(
    "/{goal_id}/adjustments",
    status_code=201,
    response_model=Goal,
    openapi_extra=ADJUSTMENT.documented,
    responses={201: _SHOWN, **takes_body(_WRONG, 404, 409, 422)},
)
async def adjust_goal(
    goal_id: GoalId,
    viewer: SignedIn,
    sent: Annotated[Sent, Depends(ADJUSTMENT)],
    create: Creating,
) -> Response:
    """Change an active goal's target or day."""
    return await create.run(
        goals.adjust_goal,
        viewer=viewer,
        sent=sent.checked(),
        shown=_shown,
        member_id=viewer.id,
        goal_id=goal_id,
        target=sent["target"],
        unit=sent["unit"],
        due_on=sent["due_on"],
        note=sent["note"],
        time_zone=viewer.time_zone,
    )


@router.put(
    "/{goal_id}/status",
    response_model=Goal,
    openapi_extra=ENDING.documented,
    responses={
        200: _SHOWN,
        **takes_body({"status": '"x" is not a valid choice.'}, 404, 409),
    },
)
async def end_goal(
    goal_id: GoalId, viewer: SignedIn, sent: Annotated[Sent, Depends(ENDING)]
) -> Goal:
    """Drop an active goal, or close one that is reached."""
    if sent.checked()["status"] == "dropped":
        await db.run(goals.drop_goal, member_id=viewer.id, goal_id=goal_id)
        return _shown(await _get(viewer.id, goal_id, viewer.time_zone))
    view = await db.run(
        goals.reach_goal, member_id=viewer.id, goal_id=goal_id, time_zone=viewer.time_zone
    )
    return _shown(view)


async def _get(member_id: int, goal_id: int, time_zone: str) -> GoalView:
    return await db.read(goals.get_goal, member_id=member_id, goal_id=goal_id, time_zone=time_zone)


def _shown(view: GoalView) -> Goal:
    unit = goal_kinds.stored_unit(view.kind, view.metric)
    values: dict[str, Any] = {
        f"start_{unit}": view.start_value,
        f"now_{unit}": view.now_value,
        f"target_{unit}": view.target_value,
    }
    same = (
        "id",
        "kind",
        "metric",
        "exercise",
        "at_load_kg",
        "at_distance_m",
        "status",
        "starts_on",
        "due_on",
        "is_overdue",
        "progress",
        "elapsed",
    )
    same += ("pace", "standing", "projected_on", "ended_at")
    return Goal(**{name: getattr(view, name) for name in same}, **values)


def _adjustment(view: AdjustmentView, unit: str) -> Adjustment:
    values: dict[str, Any] = {
        f"old_target_{unit}": view.old_target_value,
        f"new_target_{unit}": view.new_target_value,
    }
    return Adjustment(
        at=view.at,
        old_due_on=view.old_due_on,
        new_due_on=view.new_due_on,
        note=view.note,
        **values,
    )
