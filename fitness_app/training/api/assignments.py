"""Following plans, for programs: assignments and the sessions they ask for."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.accounts.fields import FieldError
from fitness_app.kit import db
from fitness_app.training.api.metrics import Day
from fitness_app.training.api.plans import BLOCK_EXAMPLE
from fitness_app.training.days import read_day, today_in
from fitness_app.training.plans import enrolment, following, moving, schedule
from fitness_app.training.plans.views import AssignmentView, BlockView, DueSession
from fitness_app.training.words import AssignmentStatus, SessionStatus

router = APIRouter(prefix=routes.V1, tags=["v1: training"], route_class=Polled)


def _weekdays() -> Entry:
    def read(raw: Any) -> list[int]:
        is_list = isinstance(raw, list) and len(raw) <= 7
        if not is_list or any(isinstance(day, bool) or day not in range(7) for day in raw):
            raise FieldError("A list of days from 0 for Monday to 6.")
        return [int(day) for day in raw]

    items = {"type": "integer", "minimum": 0, "maximum": 6}
    about = "0 for Monday; as many as the plan's fullest week has sessions, or none"
    return Entry({"type": "array", "items": items, "maxItems": 7, "description": about}, read)


ENROLMENT = Body(
    {"plan": "foundation", "starts_on": "2026-12-07", "weekdays": [0, 2, 4]},
    plan=entries.text("Its slug", longest=80),
    starts_on=entries.day("ISO date, today or later"),
    weekdays=_weekdays(),
)
CHANGE = Body(
    {"status": "paused"},
    status=entries.choice("active", "paused", "completed", "ended", required=True),
)
RHYTHM = Body({"weekdays": [0, 2, 4, 5]}, weekdays=_weekdays())
MOVE = Body({"due_on": "2026-12-08"}, due_on=entries.day("ISO date, today or later"))
OUTCOME = Body(
    {"status": "skipped"},
    status=entries.choice("planned", "skipped", "excused", required=True),
)


class Assignment(BaseModel):
    """A plan that one is on, and how far."""

    id: int
    plan_slug: str
    plan_name: str
    version: int
    latest_version: int
    latest_sessions_per_week: int
    weeks: int
    sessions_per_week: int
    starts_on: date
    weekdays: tuple[int, ...]
    status: AssignmentStatus
    paused_on: date | None
    ends_on: date | None
    week: int
    done: int
    partial: int
    skipped: int
    excused: int
    total: int
    assigned_by: str


class Assignments(BaseModel):
    """Plans that one is on, then those that ended."""

    items: list[Assignment]


class ScheduledSession(BaseModel):
    """A session that one's plan asks for."""

    scheduled_id: int
    assignment_id: int
    plan_name: str
    plan_slug: str
    weeks: int
    sequence: int
    day_id: int
    day_name: str
    week: int
    is_deload: bool
    due_on: date | None
    moved_from: date | None
    status: SessionStatus
    is_sequence: bool
    workout_id: int | None
    blocks: tuple[BlockView, ...]


class ScheduledSessions(BaseModel):
    """Sessions by the day they are due; their contents come with each alone."""

    items: list[ScheduledSession]


_ASSIGNMENT = {
    "id": 4,
    "plan_slug": "foundation",
    "plan_name": "Foundation",
    "version": 1,
    "latest_version": 1,
    "latest_sessions_per_week": 3,
    "weeks": 8,
    "sessions_per_week": 3,
    "starts_on": "2026-12-07",
    "weekdays": [0, 2, 4],
    "status": "active",
    "paused_on": None,
    "ends_on": "2027-01-29",
    "week": 1,
    "done": 0,
    "partial": 0,
    "skipped": 0,
    "excused": 0,
    "total": 24,
    "assigned_by": "",
}
_SESSION = {
    "scheduled_id": 41,
    "assignment_id": 4,
    "plan_name": "Foundation",
    "plan_slug": "foundation",
    "weeks": 8,
    "sequence": 0,
    "day_id": 5,
    "day_name": "Squat and press",
    "week": 1,
    "is_deload": False,
    "due_on": "2026-12-07",
    "moved_from": None,
    "status": "planned",
    "is_sequence": False,
    "workout_id": None,
    "blocks": [],
}
_WHOLE_SESSION = {**_SESSION, "blocks": [BLOCK_EXAMPLE]}
_SHOWN = {"content": {"application/json": {"example": _ASSIGNMENT}}}
_SHOWN_SESSION = {"content": {"application/json": {"example": _WHOLE_SESSION}}}
Id = Annotated[int, Path(ge=1, le=MOST_ID)]
_ACTS: dict[str, Any] = {
    "active": enrolment.resume,
    "paused": enrolment.pause,
    "completed": enrolment.finish,
    "ended": enrolment.leave,
}


@router.get(
    "/assignments",
    response_model=Assignments,
    responses=polled({"items": [_ASSIGNMENT]}, "Every plan one was on.") | refused_with(),
)
async def list_assignments(viewer: SignedIn) -> Assignments:
    """List the plans one is on or was on."""
    found = await db.read(following.list_assignments, member_id=viewer.id)
    return Assignments(items=[_shown(view) for view in found])


@router.post(
    "/assignments",
    status_code=201,
    response_model=Assignment,
    openapi_extra=ENROLMENT.documented,
    responses={
        201: _SHOWN,
        **takes_body({"weekdays": "Choose 3 days of the week."}, 404, 409, 422),
    },
)
async def start_plan(
    viewer: SignedIn, sent: Annotated[Sent, Depends(ENROLMENT)], create: Creating
) -> Response:
    """Start a plan: its latest version, on chosen weekdays or as a sequence."""
    sent.checked()
    return await create.run(
        _enrol,
        viewer=viewer,
        sent=sent,
        shown=_shown,
        member_id=viewer.id,
        slug=sent["plan"],
        starts_on=read_day(sent["starts_on"], field="starts_on"),
        weekdays=sent["weekdays"],
        today=today_in(viewer.time_zone),
    )


@router.get(
    "/assignments/{assignment_id}",
    response_model=Assignment,
    responses=polled(_ASSIGNMENT, "The plan.") | refused_with(404),
)
async def get_assignment(assignment_id: Id, viewer: SignedIn) -> Assignment:
    """Read how far one is with a plan."""
    return _shown(await _assignment(viewer.id, assignment_id))


@router.put(
    "/assignments/{assignment_id}/status",
    response_model=Assignment,
    openapi_extra=CHANGE.documented,
    responses={200: _SHOWN, **takes_body({"status": '"x" is not a valid choice.'}, 404, 409)},
)
async def change_assignment(
    assignment_id: Id, viewer: SignedIn, sent: Annotated[Sent, Depends(CHANGE)]
) -> Assignment:
    """Pause a plan, resume it, close it once its days are over, or leave it."""
    await db.run(
        _ACTS[sent.checked()["status"]],
        member_id=viewer.id,
        assignment_id=assignment_id,
        today=today_in(viewer.time_zone),
    )
    return _shown(await _assignment(viewer.id, assignment_id))


@router.put(
    "/assignments/{assignment_id}/version",
    response_model=Assignment,
    openapi_extra=RHYTHM.documented,
    responses={200: _SHOWN, **takes_body({"weekdays": "Choose 4 days of the week."}, 404, 409)},
)
async def renew_assignment(
    assignment_id: Id, viewer: SignedIn, sent: Annotated[Sent, Depends(RHYTHM)]
) -> Assignment:
    """Go over to the latest version of a plan, from where one is in it."""
    await db.run(
        enrolment.renew,
        member_id=viewer.id,
        assignment_id=assignment_id,
        weekdays=sent.checked()["weekdays"],
        today=today_in(viewer.time_zone),
    )
    return _shown(await _assignment(viewer.id, assignment_id))


@router.get(
    "/due-sessions",
    response_model=ScheduledSessions,
    responses=polled({"items": [_WHOLE_SESSION]}, "What is due now.") | refused_with(),
)
async def list_due_sessions(viewer: SignedIn) -> ScheduledSessions:
    """List what one's plans ask for now: today's sessions, then missed ones, then the next."""
    today = today_in(viewer.time_zone)
    found = await db.read(schedule.list_due, member_id=viewer.id, today=today)
    return ScheduledSessions(items=[_session(each) for each in found])


@router.get(
    "/scheduled-sessions",
    response_model=ScheduledSessions,
    responses=polled({"items": [_SESSION]}, "What is due in the span.") | refused_with(400),
)
async def list_scheduled_sessions(
    viewer: SignedIn,
    since: Annotated[Day | None, Query(description="The first day; today if not said")] = None,
    until: Annotated[Day | None, Query(description="The last day; four weeks on")] = None,
) -> ScheduledSessions:
    """List what one's plans ask for, by the day."""
    first = since or today_in(viewer.time_zone)
    last = until or min(first, date.max - timedelta(days=28)) + timedelta(days=27)
    found = await db.read(schedule.list_sessions, member_id=viewer.id, since=first, until=last)
    return ScheduledSessions(items=[_session(each) for each in found])


@router.get(
    "/scheduled-sessions/{scheduled_id}",
    response_model=ScheduledSession,
    responses=polled(_WHOLE_SESSION, "The session, with what it asks for.") | refused_with(404),
)
async def get_scheduled_session(scheduled_id: Id, viewer: SignedIn) -> ScheduledSession:
    """Read a session with all that it asks for."""
    return await _whole(viewer.id, scheduled_id)


@router.put(
    "/scheduled-sessions/{scheduled_id}/due-on",
    response_model=ScheduledSession,
    openapi_extra=MOVE.documented,
    responses={
        200: _SHOWN_SESSION,
        **takes_body({"to": "Choose today or a day within a year."}, 404, 409),
    },
)
async def move_scheduled_session(
    scheduled_id: Id, viewer: SignedIn, sent: Annotated[Sent, Depends(MOVE)]
) -> ScheduledSession:
    """Move a session to another day; those it runs into move on too."""
    await db.run(
        moving.move_session,
        member_id=viewer.id,
        scheduled_id=scheduled_id,
        to=read_day(sent.checked()["due_on"], field="due_on"),
        today=today_in(viewer.time_zone),
    )
    return await _whole(viewer.id, scheduled_id)


@router.put(
    "/scheduled-sessions/{scheduled_id}/status",
    response_model=ScheduledSession,
    openapi_extra=OUTCOME.documented,
    responses={
        200: _SHOWN_SESSION,
        **takes_body({"status": '"x" is not a valid choice.'}, 404, 409),
    },
)
async def settle_scheduled_session(
    scheduled_id: Id, viewer: SignedIn, sent: Annotated[Sent, Depends(OUTCOME)]
) -> ScheduledSession:
    """Skip a session, excuse it, or have it asked for again."""
    await db.run(
        moving.set_outcome,
        member_id=viewer.id,
        scheduled_id=scheduled_id,
        outcome=sent.checked()["status"],
    )
    return await _whole(viewer.id, scheduled_id)


def _enrol(session: Any, *, member_id: int, **said: Any) -> AssignmentView:
    made = enrolment.enrol(session, member_id=member_id, **said)
    return following.get_assignment(session, member_id=member_id, assignment_id=made)


async def _assignment(member_id: int, assignment_id: int) -> AssignmentView:
    return await db.read(following.get_assignment, member_id=member_id, assignment_id=assignment_id)


async def _whole(member_id: int, scheduled_id: int) -> ScheduledSession:
    found = await db.read(schedule.get_session, member_id=member_id, scheduled_id=scheduled_id)
    return _session(found)


def _shown(view: AssignmentView) -> Assignment:
    return Assignment.model_validate(asdict(view))


def _session(due: DueSession) -> ScheduledSession:
    return ScheduledSession.model_validate(asdict(due))
