"""Measurements: kept as typed, once, by their owner, on the day where they are."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Invalid, NotFound
from fitness_app.training import formulas, metrics
from fitness_app.training.metrics import EntryView, TrendedEntry
from tests.make import Person


def weigh(member: Person, value: str = "80", unit: str = "kg", **more: Any) -> EntryView:
    entry = {
        "member_id": member.id,
        "metric": "body_weight",
        "value": value,
        "unit": unit,
        "client_uuid": str(uuid.uuid4()),
        "time_zone": "UTC",
    }
    return db.run_sync(metrics.enter_metric, **(entry | more))


def weights_of(member: Person, since: date | None = None) -> list[TrendedEntry]:
    return db.read_sync(metrics.list_metric, member_id=member.id, metric="body_weight", since=since)


def refused(member: Person, **entry: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        weigh(member, **entry)
    assert weights_of(member) == []
    return refusal.value.fields


def test_a_weight_in_pounds_keeps_what_was_typed_and_stores_kilograms(ann: Person):
    weigh(ann, "135", "lb")
    entry = weights_of(ann)[0].entry
    assert (entry.entered_value, entry.entered_unit) == (135, "lb")
    assert entry.value == pytest.approx(61.23496995, abs=1e-8)


def test_a_decimal_comma_is_a_point(ann: Person):
    assert weigh(ann, "72,5").value == 72.5


def test_saving_twice_is_once(ann: Person):
    first = weigh(ann, "80", client_uuid="9b2f6c1e-0000-4000-8000-000000000001")
    again = weigh(ann, "80", client_uuid="9B2F6C1E-0000-4000-8000-000000000001")
    assert again == first
    assert len(weights_of(ann)) == 1


def test_saving_at_the_same_moment_from_many_sides_is_once(ann: Person):
    key = str(uuid.uuid4())
    with ThreadPoolExecutor(6) as threads:
        saved = list(threads.map(lambda _: weigh(ann, client_uuid=key).id, range(12)))
    assert len(set(saved)) == 1
    assert len(weights_of(ann)) == 1


def test_bo_using_anns_key_gets_an_entry_of_his_own(ann: Person, bo: Person):
    key = str(uuid.uuid4())
    anns = weigh(ann, "60", client_uuid=key)
    bos = weigh(bo, "90", client_uuid=key)
    assert bos.id != anns.id
    assert [point.entry.value for point in weights_of(ann)] == [60]


@pytest.mark.parametrize("value", ["", "nan", "inf", "-inf", "1e9", "abc", "19.9", "650.1", "-80"])
def test_what_is_no_body_weight_is_refused(ann: Person, value: str):
    assert list(refused(ann, value=value)) == ["value"]


def test_the_bounds_are_said_in_the_unit_typed(ann: Person):
    assert refused(ann, value="20", unit="lb")["value"] == "Enter between 45 and 1,433 lb."


def test_a_unit_that_is_no_weight_is_refused(ann: Person):
    assert list(refused(ann, unit="cm")) == ["unit"]


def test_an_unknown_metric_is_refused(ann: Person):
    assert list(refused(ann, metric="mood")) == ["metric"]


@pytest.mark.parametrize("day", ["1999-12-31", "tomorrow", "2026-02-30", "01/02/2026"])
def test_a_day_out_of_reach_or_unreadable_is_refused(ann: Person, day: str):
    assert list(refused(ann, measured_on=day)) == ["measured_on"]


def test_more_than_a_day_ahead_is_refused(ann: Person):
    day_after_tomorrow = clock.now().date() + timedelta(days=2)
    assert list(refused(ann, measured_on=day_after_tomorrow.isoformat())) == ["measured_on"]


def test_all_that_is_wrong_is_said_at_once(ann: Person):
    assert set(refused(ann, value="x", measured_on="x")) == {"value", "measured_on"}


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "UTC\x00"])
def test_an_unknown_time_zone_is_refused(ann: Person, zone: str):
    assert list(refused(ann, time_zone=zone)) == ["time_zone"]


def test_a_key_that_is_none_is_refused(ann: Person):
    assert list(refused(ann, client_uuid="1")) == ["client_uuid"]


def test_the_day_is_fixed_where_the_member_was(ann: Person):
    clock.move(datetime(2026, 3, 1, 22, 30, tzinfo=UTC) - clock.now())
    entry = weigh(ann, time_zone="Asia/Tbilisi")
    assert entry.local_date == date(2026, 3, 2)
    assert weigh(ann, time_zone="America/New_York").local_date == date(2026, 3, 1)


def test_an_earlier_day_is_measured_at_its_noon_there(ann: Person):
    entry = weigh(ann, measured_on="2026-03-02", time_zone="Asia/Tbilisi")
    assert entry.local_date == date(2026, 3, 2)
    assert entry.measured_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_entries_come_by_day_with_the_trend_of_the_readings(ann: Person):
    weigh(ann, "82", measured_on="2026-03-03")
    weigh(ann, "80", measured_on="2026-03-01")
    weigh(ann, "81", measured_on="2026-03-02")
    points = weights_of(ann)
    assert [point.entry.value for point in points] == [80, 81, 82]
    assert [point.trend for point in points] == formulas.weight_trend([80, 81, 82])


def test_a_shorter_range_shows_the_same_trend(ann: Person):
    for day, value in enumerate(("80", "78", "76"), start=1):
        weigh(ann, value, measured_on=f"2026-03-0{day}")
    assert weights_of(ann, since=date(2026, 3, 3)) == weights_of(ann)[2:]


def test_the_latest_is_that_of_the_last_day_not_the_last_one_saved(ann: Person):
    weigh(ann, "80", measured_on="2026-03-02")
    weigh(ann, "70", measured_on="2026-03-01")
    latest = db.read_sync(metrics.find_latest, member_id=ann.id, metric="body_weight")
    assert latest is not None
    assert latest.value == 80


def test_nobody_without_entries_has_a_latest(ann: Person):
    assert db.read_sync(metrics.find_latest, member_id=ann.id, metric="body_weight") is None


def edit(member: Person, entry_id: int, **changes: str) -> EntryView:
    form = {"value": "80", "unit": "kg", "measured_on": "2026-03-02", "time_zone": "UTC"}
    return db.run_sync(
        metrics.edit_metric, member_id=member.id, entry_id=entry_id, **(form | changes)
    )


def test_an_entry_is_corrected_in_value_unit_and_day(ann: Person):
    entry = weigh(ann, "80", measured_on="2026-03-01")
    edit(ann, entry.id, value="150", unit="lb", measured_on="2026-03-05")
    corrected = weights_of(ann)[0].entry
    assert (corrected.entered_value, corrected.entered_unit) == (150, "lb")
    assert corrected.value == pytest.approx(68.0388555)
    assert corrected.local_date == date(2026, 3, 5)


def test_correcting_the_value_leaves_the_moment_and_day_alone(ann: Person):
    clock.move(datetime(2026, 3, 1, 22, 30, tzinfo=UTC) - clock.now())
    entry = weigh(ann, "80", time_zone="Asia/Tbilisi")
    clock.move(timedelta(days=3))
    edited = edit(ann, entry.id, value="81", measured_on="2026-03-02", time_zone="America/Lima")
    assert (edited.measured_at, edited.local_date) == (entry.measured_at, entry.local_date)


def test_a_correction_is_checked_like_an_entry(ann: Person):
    entry = weigh(ann, "80")
    with pytest.raises(Invalid) as refusal:
        edit(ann, entry.id, value="8000", measured_on="1999-01-01")
    assert set(refusal.value.fields) == {"value", "measured_on"}
    assert weights_of(ann)[0].entry == entry


def test_bo_cannot_correct_anns_entry(ann: Person, bo: Person):
    entry = weigh(ann, "60")
    with pytest.raises(NotFound):
        edit(bo, entry.id, value="90")
    assert weights_of(ann)[0].entry == entry


def test_an_entry_is_deleted(ann: Person):
    entry = weigh(ann)
    db.run_sync(metrics.delete_metric, member_id=ann.id, entry_id=entry.id)
    assert weights_of(ann) == []


def test_bo_cannot_delete_anns_entry(ann: Person, bo: Person):
    entry = weigh(ann)
    with pytest.raises(NotFound):
        db.run_sync(metrics.delete_metric, member_id=bo.id, entry_id=entry.id)
    assert len(weights_of(ann)) == 1


def test_bo_sees_none_of_anns_entries(ann: Person, bo: Person):
    weigh(ann)
    assert weights_of(bo) == []
