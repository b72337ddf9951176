"""Plans for programs: those members find, their versions, and writing them as a trainer."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts.access import Access, Viewer, allows
from fitness_app.accounts.api import SignedIn, Trainer, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training.api import plan_documents
from fitness_app.training.plans import browse, documents, drafts
from fitness_app.training.plans.views import DayView, PlanCard, PlanView, WeekEffort
from fitness_app.training.words import Level, PlanState, ScheduleMode

router = APIRouter(prefix=routes.V1 + "/plans", tags=["v1: training"], route_class=Polled)

_REVISION = entries.integer(
    "Of the draft as it was read: another's change since is a conflict", least=0, most=MOST_ID
)
PLAN = Body(
    {"name": "Three fives", "level": "beginner", "schedule_mode": "weekday"},
    name=entries.text(longest=drafts.NAME_LENGTH),
    level=entries.choice(*Level, required=True),
    schedule_mode=entries.choice(*ScheduleMode, required=True),
)
CONTENT = Body(
    {"revision": 3, "weeks": [plan_documents.WEEK_EXAMPLE]},
    revision=_REVISION,
    weeks=plan_documents.weeks(),
)
WORDS = Body(
    {
        "revision": 3,
        "name": "Three fives",
        "summary": "Three lifts, three times a week.",
        "level": "beginner",
        "schedule_mode": "weekday",
        "notes": "",
    },
    revision=_REVISION,
    name=entries.text(longest=drafts.NAME_LENGTH),
    summary=entries.text(may_be_blank=True, longest=drafts.SUMMARY_LENGTH),
    level=entries.choice(*Level, required=True),
    schedule_mode=entries.choice(*ScheduleMode, required=True),
    notes=entries.text(may_be_blank=True, longest=drafts.NOTES_LENGTH),
)
STATUS = Body(
    {"status": "published", "revision": 3},
    status=entries.choice("published", required=True),
    revision=_REVISION,
)
NOTHING = Body({})


class Plan(BaseModel):
    """A plan in one of its versions, at a glance."""

    plan_id: int
    slug: str
    name: str
    summary: str
    level: Level
    state: PlanState
    author: str
    number: int
    weeks: int
    sessions_per_week: int
    schedule_mode: ScheduleMode
    notes: str
    revision: int
    published_at: datetime | None
    efforts: tuple[WeekEffort, ...]


class Plans(BaseModel):
    """Plans, the easiest first."""

    items: list[Plan]


class Versions(BaseModel):
    """A plan's versions, newest first."""

    items: list[Plan]


class Version(BaseModel):
    """One version of a plan with all that it asks for."""

    plan: Plan
    days: tuple[DayView, ...]


_PLAN: dict[str, Any] = {
    "plan_id": 3,
    "slug": "three-fives",
    "name": "Three fives",
    "summary": "Three lifts, three times a week.",
    "level": "beginner",
    "state": "published",
    "author": "Tess Okafor",
    "number": 1,
    "weeks": 1,
    "sessions_per_week": 1,
    "schedule_mode": "weekday",
    "notes": "",
    "revision": 4,
    "published_at": "2026-01-31T08:30:00Z",
    "efforts": [{"week": 1, "sessions": 1, "effort": 1.0, "is_deload": False}],
}
_ASK = {
    "id": 12,
    "exercise_id": 7,
    "exercise_slug": "back-squat",
    "exercise_name": "Back squat",
    "mode": "weight_reps",
    "per_side": False,
    "equipment": "barbell",
    "sets": 5,
    "reps_min": 5,
    "reps_max": 5,
    "duration_s": None,
    "distance_m": None,
    "load_kind": "percent_e1rm",
    "load_value": 75.0,
    "rest_s": 180,
    "tempo": "",
    "set_type": "working",
    "note": "",
    "progression": "linear",
    "increment_kg": 2.5,
    "increment_percent": None,
    "reps_goal": None,
    "fails_allowed": 3,
    "rounding_kg": 2.5,
}
BLOCK_EXAMPLE = {
    "id": 9,
    "kind": "straight",
    "rounds": None,
    "duration_s": None,
    "prescriptions": [_ASK],
}
_VERSION = {
    "plan": _PLAN,
    "days": [
        {
            "id": 5,
            "week": 1,
            "position": 0,
            "name": "Squat and press",
            "weekday": 0,
            "is_deload": False,
            "blocks": [BLOCK_EXAMPLE],
        }
    ],
}
_SHOWN = {"content": {"application/json": {"example": _VERSION}}}
_WRONG = {"weeks.0.0.blocks.0.asks.0.reps": "Say how many, such as 5 or 8-12."}
PlanId = Annotated[int, Path(ge=1, le=MOST_ID)]
Number = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get(
    "",
    response_model=Plans,
    responses=polled({"items": [_PLAN]}, "Every plan that matches.")
    | refused_with(400, fields={"level": "Input should be 'beginner'"}),
)
async def list_plans(
    viewer: SignedIn,
    level: Annotated[Level | None, Query(description="Only these")] = None,
    sessions_per_week: Annotated[int, Query(ge=0, le=7, description="0 for any")] = 0,
) -> Plans:
    """List the plans that members can follow, each in its latest version."""
    found = await db.read(browse.list_plans, level=level or "", sessions=sessions_per_week)
    return Plans(items=[_shown(card) for card in found])


@router.post(
    "",
    status_code=201,
    response_model=Version,
    openapi_extra=PLAN.documented,
    responses={201: _SHOWN, **takes_body({"name": "Give the plan a name."}, 422)},
)
async def create_plan(
    viewer: Trainer, sent: Annotated[Sent, Depends(PLAN)], create: Creating
) -> Response:
    """Begin a plan with an empty draft; for trainers."""
    return await create.run(
        _create,
        viewer=viewer,
        sent=sent.checked(),
        shown=_whole,
        trainer_id=viewer.id,
        name=sent["name"],
        level=sent["level"],
        schedule_mode=sent["schedule_mode"],
    )


@router.get(
    "/{plan_id}/versions",
    response_model=Versions,
    responses=polled({"items": [_PLAN]}, "Its versions.") | refused_with(404),
)
async def list_plan_versions(plan_id: PlanId, viewer: SignedIn) -> Versions:
    """List a plan's versions, newest first; a draft is shown to trainers only."""
    found = await db.read(browse.list_versions, plan_id=plan_id, with_drafts=_writes(viewer))
    return Versions(items=[_shown(card) for card in found])


@router.post(
    "/{plan_id}/versions",
    status_code=201,
    response_model=Version,
    openapi_extra=NOTHING.documented,
    responses={201: _SHOWN, **takes_body({}, 404, 409, 422)},
)
async def open_plan_draft(
    plan_id: PlanId, viewer: Trainer, sent: Annotated[Sent, Depends(NOTHING)], create: Creating
) -> Response:
    """Open a draft of the next version, a copy of the latest, or find the one there is; for
    trainers."""
    return await create.run(
        _open_draft, viewer=viewer, sent=sent.checked(), shown=_whole, plan_id=plan_id
    )


@router.get(
    "/{plan_id}/versions/{number}",
    response_model=Version,
    responses=polled(_VERSION, "The version.") | refused_with(404),
)
async def get_plan_version(plan_id: PlanId, number: Number, viewer: SignedIn) -> Version:
    """Read one version with all that it asks for; a draft is shown to trainers only."""
    return _whole(await _get(plan_id, number, with_drafts=_writes(viewer)))


@router.put(
    "/{plan_id}/versions/{number}/weeks",
    response_model=Version,
    openapi_extra=CONTENT.documented,
    responses={200: _SHOWN, **takes_body(_WRONG, 404, 409)},
)
async def write_plan_weeks(
    plan_id: PlanId, number: Number, viewer: Trainer, sent: Annotated[Sent, Depends(CONTENT)]
) -> Version:
    """Fill a draft with weeks in place of what it holds; for trainers."""
    sent.checked()
    draft = await _get(plan_id, number, with_drafts=True)
    await db.run(
        documents.write_weeks,
        version_id=draft.card.version_id,
        revision=int(sent["revision"]),
        weeks=sent["weeks"],
    )
    return _whole(await _get(plan_id, number, with_drafts=True))


@router.put(
    "/{plan_id}/versions/{number}/words",
    response_model=Version,
    openapi_extra=WORDS.documented,
    responses={200: _SHOWN, **takes_body({"name": "Give the plan a name."}, 404, 409)},
)
async def describe_plan(
    plan_id: PlanId, number: Number, viewer: Trainer, sent: Annotated[Sent, Depends(WORDS)]
) -> Version:
    """Say what a plan is, in its draft; for trainers."""
    sent.checked()
    draft = await _get(plan_id, number, with_drafts=True)
    words = ("name", "summary", "level", "schedule_mode", "notes")
    await db.run(
        drafts.describe,
        version_id=draft.card.version_id,
        revision=int(sent["revision"]),
        **{word: sent[word] for word in words},
    )
    return _whole(await _get(plan_id, number, with_drafts=True))


@router.put(
    "/{plan_id}/versions/{number}/status",
    response_model=Version,
    openapi_extra=STATUS.documented,
    responses={200: _SHOWN, **takes_body({"plan": "Week 1 has no session."}, 404, 409)},
)
async def publish_plan(
    plan_id: PlanId, number: Number, viewer: Trainer, sent: Annotated[Sent, Depends(STATUS)]
) -> Version:
    """Publish a draft, which never changes after; for trainers."""
    sent.checked()
    draft = await _get(plan_id, number, with_drafts=True)
    await db.run(drafts.publish, version_id=draft.card.version_id, revision=int(sent["revision"]))
    return _whole(await _get(plan_id, number, with_drafts=True))


def _create(session: Any, **said: Any) -> PlanView:
    version = drafts.create_plan(session, **said)
    return browse.get_version(session, plan_id=version.plan_id, number=1, with_drafts=True)


def _open_draft(session: Any, *, plan_id: int) -> PlanView:
    drafts.open_draft(session, plan_id=plan_id)
    return browse.get_latest(session, plan_id=plan_id)


async def _get(plan_id: int, number: int, *, with_drafts: bool) -> PlanView:
    return await db.read(
        browse.get_version, plan_id=plan_id, number=number, with_drafts=with_drafts
    )


def _writes(viewer: Viewer) -> bool:
    return allows(Access.TRAINER, viewer)


def _whole(view: PlanView) -> Version:
    return Version(plan=_shown(view.card), days=view.days)


def _shown(card: PlanCard) -> Plan:
    return Plan.model_validate(asdict(card))
