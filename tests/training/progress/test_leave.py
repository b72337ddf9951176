"""Leave: announcing days off, ending them early, taking them back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.progress import leave
from tests.make import Person

TODAY = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fourth_of_march() -> None:
    clock.move(TODAY - clock.now())


def take(person: Person, starts_on: str = "2026-03-02", ends_on: str = "2026-03-08", **said: Any):
    return db.run_sync(
        leave.take_leave,
        member_id=person.id,
        starts_on=starts_on,
        ends_on=ends_on,
        time_zone="UTC",
        **said,
    )


def periods(person: Person) -> list[leave.LeaveView]:
    return db.read_sync(leave.list_leave, member_id=person.id)


def test_leave_is_kept_and_listed_newest_first(ann: Person):
    take(ann, reason=" Skiing ")
    take(ann, "2026-04-01", "2026-04-01")
    assert [(one.starts_on, one.days, one.reason) for one in periods(ann)] == [
        (date(2026, 4, 1), 1, ""),
        (date(2026, 3, 2), 7, "Skiing"),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        ("", "2026-03-08", "starts_on"),
        ("2026-03-08", "soon", "ends_on"),
        ("2026-03-08", "2026-03-07", "ends_on"),
        ("2026-03-08", "2027-03-10", "ends_on"),
        ("1999-12-31", "2000-01-02", "starts_on"),
        ("2028-12-31", "2029-01-01", "starts_on"),
    ],
)
def test_days_that_can_not_be_leave_are_refused(
    ann: Person, starts_on: str, ends_on: str, field: str
):
    with pytest.raises(Invalid) as refusal:
        take(ann, starts_on, ends_on)
    assert field in refusal.value.fields
    assert periods(ann) == []


def test_a_long_reason_is_refused(ann: Person):
    with pytest.raises(Invalid) as refusal:
        take(ann, reason="x" * 201)
    assert set(refusal.value.fields) == {"reason"}


def test_leave_does_not_overlap_other_leave_but_may_touch_it(ann: Person):
    take(ann)
    with pytest.raises(Conflict):
        take(ann, "2026-03-08", "2026-03-09")
    take(ann, "2026-03-09", "2026-03-10")
    assert len(periods(ann)) == 2


def test_coming_back_makes_yesterday_the_last_day(ann: Person):
    one = take(ann)
    db.run_sync(leave.end_leave, member_id=ann.id, leave_id=one.id, time_zone="UTC")
    assert periods(ann)[0].ends_on == date(2026, 3, 3)


def test_coming_back_on_the_first_day_takes_the_leave_back(ann: Person):
    one = take(ann, "2026-03-04")
    db.run_sync(leave.end_leave, member_id=ann.id, leave_id=one.id, time_zone="UTC")
    assert periods(ann) == []


def test_leave_that_is_not_running_can_not_be_ended(ann: Person):
    one = take(ann, "2026-03-05")
    with pytest.raises(Conflict):
        db.run_sync(leave.end_leave, member_id=ann.id, leave_id=one.id, time_zone="UTC")


def test_bo_can_not_see_end_or_delete_anns_leave(ann: Person, bo: Person):
    one = take(ann)
    assert periods(bo) == []
    for refused in (
        lambda: db.read_sync(leave.get_leave, member_id=bo.id, leave_id=one.id),
        lambda: db.run_sync(leave.delete_leave, member_id=bo.id, leave_id=one.id),
        lambda: db.run_sync(leave.end_leave, member_id=bo.id, leave_id=one.id, time_zone="UTC"),
    ):
        with pytest.raises(NotFound):
            refused()
    assert periods(ann) == [one]


def test_days_of_leave_are_known_by_both_ends(ann: Person):
    take(ann)
    take(ann, "2026-04-01", "2026-04-02")
    off = db.read_sync(leave.leave_days, member_id=ann.id)
    days = [date(2026, 3, 1) + timedelta(days=number) for number in range(40)]
    on_leave = [day.isoformat()[5:] for day in days if day in off]
    assert on_leave == [f"03-0{number}" for number in range(2, 9)] + ["04-01", "04-02"]
