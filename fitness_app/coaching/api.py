"""The HTTP door of coaching: the trainer's figures."""

from fastapi import APIRouter

from fitness_app import routes
from fitness_app.accounts.api import Trainer
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with
from fitness_app.coaching import service as coaching
from fitness_app.coaching.service import Overview
from fitness_app.kit import db

router = APIRouter(prefix=routes.V1 + "/trainer", tags=["v1: coaching"], route_class=Polled)

_OVERVIEW = {
    "today": "2026-01-31",
    "since": "2026-01-04",
    "members": 42,
    "on_leave": 2,
    "active": {"count": 30, "before": 28, "n": 42},
    "joined": {"count": 3, "before": 5, "n": 42},
    "entries": {"count": 210, "before": 190, "n": 30},
    "weeks": [{"starts_on": "2026-01-19", "entries": 51}],
    "newest": [
        {
            "person": {"id": 7, "name": "Ann Archer", "username": "ann", "picture": ""},
            "kind": "Body weight",
            "entered_at": "2026-01-31T08:30:00Z",
        }
    ],
    "jobs": [],
}


@router.get(
    "/overview",
    response_model=Overview,
    responses=polled(_OVERVIEW, "The club in figures.") | refused_with(),
)
async def get_overview(viewer: Trainer) -> Overview:
    """Read how the club does, in the 28 days to today, beside the 28 before; for trainers."""
    return await db.read(coaching.get_overview, time_zone=viewer.time_zone)
