"""One's leave, for programs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training.progress import leave
from fitness_app.training.progress.leave import LeaveView

router = APIRouter(prefix=routes.V1 + "/leave-periods", tags=["v1: training"], route_class=Polled)

LEAVE = Body(
    {"starts_on": "2026-07-01", "ends_on": "2026-07-14", "reason": "At the sea"},
    takes_forms=False,
    starts_on=entries.day("The first day off"),
    ends_on=entries.day("The last day off"),
    reason=entries.text(required=False, may_be_blank=True, longest=leave.REASON_LENGTH),
)


class Leave(BaseModel):
    """Days off, both ends among them: they break no streak and count in no adherence."""

    id: int
    starts_on: date
    ends_on: date
    reason: str


class LeavePeriods(BaseModel):
    """All of one's leave, newest first."""

    items: list[Leave]


_LEAVE = {"id": 2, "starts_on": "2026-07-01", "ends_on": "2026-07-14", "reason": "At the sea"}
_WRONG = {"ends_on": "The last day can’t be before the first."}
LeaveId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get(
    "",
    response_model=LeavePeriods,
    responses=polled({"items": [_LEAVE]}, "All leave.") | refused_with(),
)
async def list_leave(viewer: SignedIn) -> LeavePeriods:
    """List one's leave."""
    found = await db.read(leave.list_leave, member_id=viewer.id)
    return LeavePeriods(items=[_shown(view) for view in found])


@router.post(
    "",
    status_code=201,
    response_model=Leave,
    openapi_extra=LEAVE.documented,
    responses={
        201: {"content": {"application/json": {"example": _LEAVE}}},
        **takes_body(_WRONG, 409, 422),
    },
)
async def take_leave(
    viewer: SignedIn, sent: Annotated[Sent, Depends(LEAVE)], create: Creating
) -> Response:
    """Announce days off."""
    return await create.run(
        leave.take_leave,
        viewer=viewer,
        sent=sent.checked(),
        shown=_shown,
        member_id=viewer.id,
        starts_on=sent["starts_on"],
        ends_on=sent["ends_on"],
        reason=sent["reason"] or "",
        time_zone=viewer.time_zone,
    )


@router.get(
    "/{leave_id}",
    response_model=Leave,
    responses=polled(_LEAVE, "The leave.") | refused_with(404),
)
async def get_leave(leave_id: LeaveId, viewer: SignedIn) -> Leave:
    """Read one period of leave."""
    return _shown(await db.read(leave.get_leave, member_id=viewer.id, leave_id=leave_id))


@router.put(
    "/{leave_id}/end",
    status_code=204,
    responses=done("Yesterday was its last day; begun today, it is gone.") | refused_with(404, 409),
)
async def end_leave(leave_id: LeaveId, viewer: SignedIn) -> None:
    """Be back today from leave that is running."""
    await db.run(
        leave.end_leave, member_id=viewer.id, leave_id=leave_id, time_zone=viewer.time_zone
    )


@router.delete(
    "/{leave_id}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404),
)
async def delete_leave(leave_id: LeaveId, viewer: SignedIn) -> None:
    """Take leave back; its days count again."""
    await db.run(leave.delete_leave, member_id=viewer.id, leave_id=leave_id)


def _shown(view: LeaveView) -> Leave:
    return Leave(id=view.id, starts_on=view.starts_on, ends_on=view.ends_on, reason=view.reason)
