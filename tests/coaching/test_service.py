"""The trainer's figures against a club small enough to count by hand."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from fitness_app.accounts.models import Profile
from fitness_app.coaching import service as coaching
from fitness_app.coaching.service import Figure, Overview, Week
from fitness_app.kit import clock, db, jobs
from fitness_app.training import metrics
from tests import make

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def a_wednesday(database: db.Database) -> None:
    clock.move(NOON - clock.now())


def join(name: str, *, days_ago: int = 200, **account: Any) -> int:
    joined_at = clock.now() - timedelta(days=days_ago)
    return make.user(name, created_at=joined_at, **account).id


def weigh(member_id: int, *, days_ago: int = 0, value: str = "70") -> None:
    clock.move(-timedelta(days=days_ago))
    db.run_sync(
        metrics.enter_metric,
        member_id=member_id,
        metric="body_weight",
        value=value,
        unit="kg",
        client_uuid=str(uuid.uuid4()),
        time_zone="UTC",
    )
    clock.move(timedelta(days=days_ago))


def overview(time_zone: str = "UTC") -> Overview:
    return db.read_sync(coaching.get_overview, time_zone=time_zone)


def a_club_of_six() -> list[int]:
    return [join(name) for name in ("ann", "bo", "cleo", "dan", "eva", "finn")]


def test_an_empty_club_has_noughts_and_no_comparison():
    view = overview()
    assert (view.members, view.on_leave) == (0, 0)
    assert view.active == view.joined == view.entries == Figure(0, None, 0)
    assert view.newest == ()
    assert [week.entries for week in view.weeks] == [0] * 12


def test_members_are_those_with_that_role_who_may_sign_in():
    a_club_of_six()
    join("gone", is_active=False)
    join("tess", role="trainer")
    join("ada", role="admin")
    join("away", status="on_leave")
    view = overview()
    assert (view.members, view.on_leave) == (7, 1)


def test_a_member_is_active_with_an_entry_in_28_days():
    ann, bo, cleo, dan, *_ = a_club_of_six()
    weigh(ann)
    weigh(ann, days_ago=3)
    weigh(bo, days_ago=27)
    weigh(cleo, days_ago=28)
    weigh(dan, days_ago=55)
    weigh(dan, days_ago=56)
    weigh(join("tess", role="trainer"))
    view = overview()
    assert view.active == Figure(2, before=2, n=6)  # ann and bo; before, cleo and dan
    assert view.entries == Figure(3, before=2, n=2)


def test_new_members_are_counted_by_the_trainers_days():
    a_club_of_six()
    for days_ago in (0, 27, 28, 55, 56):
        join(f"new-{days_ago}", days_ago=days_ago)
    assert overview().joined == Figure(2, before=2, n=11)


def test_a_handful_of_people_is_not_compared():
    for name in ("ann", "bo", "cleo", "dan"):
        join(name)
    join("eva", days_ago=3)
    view = overview()
    assert view.joined == Figure(1, before=None, n=5)
    assert view.active.before is None


def test_weeks_are_whole_and_start_on_monday():
    ann, *_ = a_club_of_six()
    weigh(ann)  # this week, not over yet
    weigh(ann, days_ago=3)  # Sunday 10 May
    weigh(ann, days_ago=9)  # Monday 4 May
    weigh(ann, days_ago=10)  # Sunday 3 May
    weeks = overview().weeks
    assert len(weeks) == 12
    assert weeks[-2:] == (Week(date(2026, 4, 27), 1), Week(date(2026, 5, 4), 2))
    assert weeks[0].starts_on == date(2026, 2, 16)
    assert sum(week.entries for week in weeks) == 3


def test_the_span_ends_today_where_the_trainer_is():
    clock.move(timedelta(hours=11))  # 23:00 in Greenwich, tomorrow in Tbilisi
    assert overview().today == date(2026, 5, 13)
    view = overview("Asia/Tbilisi")
    assert (view.today, view.since) == (date(2026, 5, 14), date(2026, 4, 17))


def test_the_newest_entries_say_who_what_and_when_but_not_the_value():
    ann, bo, *_ = a_club_of_six()
    db.run_sync(give_a_name, user_id=ann, first_name="Ann", last_name="M")
    weigh(ann, days_ago=2, value="61.7")
    weigh(bo, value="93.1")
    newest = overview().newest
    assert [(entry.person.name, entry.kind) for entry in newest] == [
        ("bo", "Body weight"),
        ("Ann M", "Body weight"),
    ]
    assert newest[0].entered_at == pytest.approx(clock.now(), abs=timedelta(minutes=1))
    assert "93.1" not in repr(overview())
    assert "61.7" not in repr(overview())


def give_a_name(session: Session, *, user_id: int, **names: str) -> None:
    profile = session.get(Profile, user_id)
    assert profile is not None
    profile.sqlmodel_update(names)


def test_newest_entries_are_the_last_twelve():
    ann, *_ = a_club_of_six()
    for days_ago in range(15):
        weigh(ann, days_ago=days_ago)
    assert len(overview().newest) == 12


async def test_the_last_housekeeping_is_told():
    await jobs.do(jobs.Job("tidy", work=three_things))
    assert [(run.name, run.count) for run in overview().jobs] == [("tidy", 3)]


async def three_things() -> int:
    return 3
