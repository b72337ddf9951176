"""The demo club: plausible, the same every time, and never in production."""

import statistics
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session, col, select

from fitness_app import demo, settings
from fitness_app.accounts import passwords
from fitness_app.accounts.access import Role
from fitness_app.accounts.models import Profile, User
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Forbidden
from fitness_app.shop.models import Order, Product
from fitness_app.training import goals
from fitness_app.training.models import Goal, MetricEntry

HASHES = {role: f"hash of the {role}" for role in Role}


def fill() -> None:
    db.run_sync(demo.fill, password_hashes=HASHES)


@pytest.fixture
def club(database: db.Database) -> None:
    """The club as of a spring day, so that what is random stays what it was."""
    clock.move(datetime(2026, 5, 13, 12, tzinfo=UTC) - clock.now())
    fill()


def users(session: Session) -> list[User]:
    return list(session.exec(select(User).order_by(col(User.id))))


def entries(session: Session) -> list[MetricEntry]:
    return list(session.exec(select(MetricEntry).order_by(col(MetricEntry.id))))


@pytest.mark.usefixtures("club")
def test_it_has_an_admin_two_trainers_and_forty_members():
    people = db.read_sync(users)
    assert Counter(person.role for person in people) == {"admin": 1, "trainer": 2, "member": 40}
    assert [person.username for person in people if person.role == "member"][:2] == ["ann", "bo"]
    assert len({person.email_key for person in people}) == 43


@pytest.mark.usefixtures("club")
def test_some_are_on_leave_and_some_have_not_confirmed_their_address():
    people = db.read_sync(users)
    assert sum(person.status == "on_leave" for person in people) == 3
    assert sum(not person.has_verified_email for person in people) == 5


@pytest.mark.usefixtures("club")
def test_members_have_a_year_of_plausible_weights():
    by_member: dict[int, list[MetricEntry]] = {}
    for entry in db.read_sync(entries):
        by_member.setdefault(entry.member_id, []).append(entry)
    assert len(by_member) == 40
    span = by_member[min(by_member)]
    assert (span[-1].local_date - span[0].local_date).days > 330
    for theirs in by_member.values():
        values = [entry.value for entry in theirs]
        assert all(40 < value < 140 for value in values)
        jumps = [abs(later - earlier) for earlier, later in pairwise(values)]
        assert len(jumps) < 5 or statistics.median(jumps) < 1.5


@pytest.mark.usefixtures("club")
def test_pounds_are_kept_as_pounds():
    in_pounds = [entry for entry in db.read_sync(entries) if entry.entered_unit == "lb"]
    assert len(in_pounds) > 100
    for entry in in_pounds:
        assert entry.value == pytest.approx(entry.entered_value * 0.45359237)
        assert entry.entered_value == round(entry.entered_value, 1)


@pytest.mark.usefixtures("club")
def test_nothing_lies_in_the_future_or_before_its_member_joined():
    joined = {person.id: person.created_at for person in db.read_sync(users)}
    for entry in db.read_sync(entries):
        assert entry.measured_at <= clock.now()
        assert entry.measured_at > joined[entry.member_id] - timedelta(days=1)


@pytest.mark.usefixtures("club")
def test_goals_are_there_in_every_standing():
    owners = db.read_sync(lambda session: list(session.exec(select(Goal.member_id))))
    views = [
        goal
        for owner in owners
        for goal in db.read_sync(goals.list_goals, member_id=owner, time_zone="UTC")
    ]
    assert {"active", "reached", "dropped"} == {goal.status for goal in views}
    standings = {goal.standing for goal in views if goal.status == "active"}
    assert {"on_track", "at_risk", "behind"} <= standings
    assert any(goal.adjustments for goal in views)


@pytest.mark.parametrize("day", ["2027-01-01", "2028-02-29", "2026-07-01", "2026-12-24"])
def test_any_day_is_a_good_one_to_open_on(database: db.Database, day: str):
    clock.move(datetime.fromisoformat(f"{day}T03:30:00+00:00") - clock.now())
    fill()
    assert len(db.read_sync(entries)) > 2500


@pytest.mark.usefixtures("club")
def test_the_same_day_makes_the_same_club():
    first = [(e.client_uuid, e.value, e.local_date) for e in db.read_sync(entries)]
    db.run_sync(empty)
    fill()
    again = [(e.client_uuid, e.value, e.local_date) for e in db.read_sync(entries)]
    assert again == first


def empty(session: Session) -> None:
    for table in (MetricEntry, Goal, Product, Order, Profile, User):
        for row in session.exec(select(table)):
            session.delete(row)
        session.flush()


@pytest.mark.usefixtures("club")
def test_a_club_that_has_people_is_left_alone():
    before = len(db.read_sync(entries))
    fill()
    assert len(db.read_sync(entries)) == before


async def test_the_printed_sign_ins_open_the_club(
    database: db.Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(passwords, "COST", 4)
    printed = demo.open_club()
    kept = {user.username: user for user in db.read_sync(users)}
    assert [sign_in.username for sign_in in printed] == ["ann", "bo", "tess", "ada"]
    for sign_in in printed:
        user = kept[sign_in.username]
        assert user.role == sign_in.role
        assert await passwords.matches(sign_in.password, user.password_hash)
    assert demo.open_club() == printed


@pytest.mark.parametrize(("role", "password"), demo.PASSWORDS.items())
def test_the_printed_passwords_keep_our_own_rules(role: Role, password: str):
    for name in ("ann", "bo", "tess", "ada"):
        assert passwords.problem_with(password, username=name, email=f"{name}@x.example") == ""


def test_somebody_elses_club_prints_nothing(database: db.Database):
    db.run_sync(lambda session: session.add(User(username="eva", username_key="eva")))
    assert demo.open_club() == ()
    assert len(db.read_sync(users)) == 1


def test_it_never_opens_in_production(database: db.Database, monkeypatch: pytest.MonkeyPatch):
    in_production = settings.get().model_copy(update={"env": "production"})
    monkeypatch.setattr(settings, "get", lambda: in_production)
    with pytest.raises(Forbidden):
        demo.open_club()
    assert db.read_sync(users) == []
