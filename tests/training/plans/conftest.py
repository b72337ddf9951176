"""Members who follow plans, on a day that tests know."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from fitness_app.kit import clock, db
from fitness_app.training.plans import enrolment, schedule
from fitness_app.training.plans.views import DueSession
from tests.make import Person

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_monday() -> None:
    clock.move(datetime(2026, 11, 23, 12, tzinfo=UTC) - clock.now())


def enrol(member: Person, slug: str = "three-days", **choice: Any) -> int:
    """Put a member on a plan from that Monday on, on Mondays, Wednesdays and Fridays."""
    asked = {"starts_on": MONDAY, "weekdays": [0, 2, 4], "today": MONDAY, **choice}
    return db.run_sync(enrolment.enrol, member_id=member.id, slug=slug, **asked)  # pyright: ignore[reportArgumentType]


def sessions_of(member: Person) -> list[DueSession]:
    """All that has a day, in the order of the days."""
    return db.read_sync(
        schedule.list_sessions,
        member_id=member.id,
        since=date(2020, 1, 1),
        until=date(2040, 1, 1),
    )


def due(member: Person, today: date = MONDAY) -> list[DueSession]:
    """What is asked of a member on a day."""
    return db.read_sync(schedule.list_due, member_id=member.id, today=today)
