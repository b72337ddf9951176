"""What members measure, for programs: the metrics there are, and their entries."""

import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict

from fitness_app import routes
from fitness_app.accounts.api import SignedIn, entries
from fitness_app.accounts.api.answers import done
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.creating import Creating
from fitness_app.accounts.api.paging import MOST_ID, Paged, address_of
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with, takes_body
from fitness_app.kit import db
from fitness_app.training import metrics
from fitness_app.training.metric_types import METRICS
from fitness_app.training.metrics import EntryView

router = APIRouter(prefix=routes.V1, tags=["v1: training"], route_class=Polled)

UNITS = tuple(
    dict.fromkeys(unit for it in METRICS.values() for unit in (it.metric_unit, it.imperial_unit))
)
ENTRY = Body(
    {"metric": "body_weight", "value": 64.2, "unit": "kg", "measured_on": "2026-01-31"},
    metric=entries.choice(*METRICS, required=True),
    value=entries.amount("As measured, in `unit`, to three decimals"),
    unit=entries.choice(*UNITS, required=True),
    measured_on=entries.day("ISO date; today if it is left out", required=False),
)
CORRECTION = Body(
    {"value": 64.5},
    value=entries.amount("As measured, in `unit`, to three decimals", required=False),
    unit=entries.choice(*UNITS),
    measured_on=entries.day(required=False),
)


class Metric(BaseModel):
    """A quantity that can be measured."""

    code: str
    name: str
    units: list[str]
    """What it may be entered in; the first is what it is kept in."""


class Metrics(BaseModel):
    """Every quantity that can be measured."""

    items: list[Metric]


class Entry(BaseModel):
    """One measurement: its value in the unit that the field's name says, and as it was entered."""

    model_config = ConfigDict(extra="allow")

    id: int
    metric: str
    value_kg: float | None = None
    entered_value: float
    entered_unit: str
    measured_at: datetime
    measured_on: date


class Entries(BaseModel):
    """One page of measurements, newest first."""

    count: int
    next: str | None
    previous: str | None
    items: list[Entry]


def _only_iso(text: Any) -> Any:
    """A day as it is written, and no number of seconds, which pydantic would take as well."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(text)):
        raise ValueError("enter a date such as 2026-01-31")
    return text


_METRIC = {"code": "body_weight", "name": "Body weight", "units": ["kg", "lb"]}
_ENTRY = {
    "id": 31,
    "metric": "body_weight",
    "value_kg": 64.2,
    "entered_value": 64.2,
    "entered_unit": "kg",
    "measured_at": "2026-01-31T07:00:00Z",
    "measured_on": "2026-01-31",
}
_CODES = f"^({'|'.join(METRICS)})?$"
_WRONG = {"value": "Enter between 20 and 650 kg."}
Day = Annotated[date, BeforeValidator(_only_iso)]
EntryId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get(
    "/metrics",
    response_model=Metrics,
    responses=polled({"items": [_METRIC]}, "Every metric.") | refused_with(),
)
async def list_metrics(_viewer: SignedIn) -> Metrics:
    """List what can be measured."""
    return Metrics(
        items=[
            Metric(code=it.code, name=it.name, units=[it.metric_unit, it.imperial_unit])
            for it in METRICS.values()
        ]
    )


@router.get(
    "/metric-entries",
    response_model=Entries,
    responses=polled({"count": 1, "next": None, "previous": None, "items": [_ENTRY]}, "One page.")
    | refused_with(400, 404, fields={"since": "Input should be a valid date"}),
)
async def list_metric_entries(
    viewer: SignedIn,
    request: Request,
    paged: Paged,
    *,
    metric: Annotated[str, Query(description="Only of this one", pattern=_CODES)] = "",
    since: Annotated[Day | None, Query(description="From this day on")] = None,
    until: Annotated[Day | None, Query(description="Up to and with this day")] = None,
) -> Entries:
    """List one's measurements, newest first."""
    count, views = await db.read(
        metrics.list_entries,
        member_id=viewer.id,
        metric=metric,
        since=since,
        until=until,
        page=paged.page,
        page_size=paged.page_size,
    )
    return Entries(
        count=count,
        next=address_of(request, paged.page + 1) if paged.has_next(count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        items=[_shown(view) for view in views],
    )


@router.post(
    "/metric-entries",
    status_code=201,
    response_model=Entry,
    openapi_extra=ENTRY.documented,
    responses={
        201: {"content": {"application/json": {"example": _ENTRY}}},
        **takes_body(_WRONG, 422),
    },
)
async def enter_metric(
    viewer: SignedIn, sent: Annotated[Sent, Depends(ENTRY)], create: Creating
) -> Response:
    """Keep a measurement."""
    return await create.run(
        metrics.enter_metric,
        viewer=viewer,
        sent=sent.checked(),
        shown=_shown,
        member_id=viewer.id,
        metric=sent["metric"],
        value=sent["value"],
        unit=sent["unit"],
        measured_on=sent["measured_on"],
        client_uuid=str(uuid4()),
        time_zone=viewer.time_zone,
    )


@router.get(
    "/metric-entries/{entry_id}",
    response_model=Entry,
    responses=polled(_ENTRY, "The measurement.") | refused_with(404),
)
async def get_metric_entry(entry_id: EntryId, viewer: SignedIn) -> Entry:
    """Read one of one's measurements."""
    return _shown(await db.read(metrics.get_entry, member_id=viewer.id, entry_id=entry_id))


@router.patch(
    "/metric-entries/{entry_id}",
    response_model=Entry,
    openapi_extra=CORRECTION.documented,
    responses={
        200: {"content": {"application/json": {"example": _ENTRY}}},
        **takes_body(_WRONG, 404),
    },
)
async def correct_metric_entry(
    entry_id: EntryId, viewer: SignedIn, sent: Annotated[Sent, Depends(CORRECTION)]
) -> Entry:
    """Correct one of one's measurements; what is left out stays."""
    sent.checked()
    present = await db.read(metrics.get_entry, member_id=viewer.id, entry_id=entry_id)
    view = await db.run(
        metrics.edit_metric,
        member_id=viewer.id,
        entry_id=entry_id,
        value=sent["value"] or format(present.entered_value, ".15g"),
        unit=sent["unit"] or present.entered_unit,
        measured_on=sent["measured_on"] or present.local_date.isoformat(),
        time_zone=viewer.time_zone,
    )
    return _shown(view)


@router.delete(
    "/metric-entries/{entry_id}",
    status_code=204,
    responses=done("It is gone.") | refused_with(404),
)
async def delete_metric_entry(entry_id: EntryId, viewer: SignedIn) -> None:
    """Remove one of one's measurements."""
    await db.run(metrics.delete_metric, member_id=viewer.id, entry_id=entry_id)


def _shown(view: EntryView) -> Entry:
    known: dict[str, Any] = {f"value_{METRICS[view.metric].metric_unit}": view.value}
    return Entry(
        id=view.id,
        metric=view.metric,
        entered_value=view.entered_value,
        entered_unit=view.entered_unit,
        measured_at=view.measured_at,
        measured_on=view.local_date,
        **known,
    )
