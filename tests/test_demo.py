"""The demo club: plausible, the same every time, and never in production."""

import shutil
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from fitness_app import demo, settings
from fitness_app.accounts import passwords
from fitness_app.accounts.access import Role
from fitness_app.accounts.models import User
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Forbidden
from fitness_app.training import goals
from fitness_app.training.models import (
    Exercise,
    ExerciseDay,
    Goal,
    LeavePeriod,
    MetricEntry,
    PersonalRecord,
    SetEntry,
    Workout,
)

HASHES = {role: f"hash of the {role}" for role in Role}


def fill() -> None:
    db.run_sync(demo.fill, password_hashes=HASHES)


SPRING = datetime(2026, 5, 13, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def opened(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The club as of a spring day, so that what is random stays what it was; opened once."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("demo") / "club.db"))
    db.connect(f"sqlite:///{file}")
    clock.move(SPRING - clock.now())
    fill()
    db.disconnect()
    clock.reset()
    return file


@pytest.fixture
def club(opened: Path, tmp_path: Path) -> Iterator[None]:
    """A copy of it; what is in it doesn't depend on the engine."""
    db.connect(f"sqlite:///{shutil.copy(opened, tmp_path / 'demo.db')}")
    clock.move(SPRING - clock.now())
    yield
    db.disconnect()


def users(session: Session) -> list[User]:
    return list(session.exec(select(User).order_by(col(User.id))))


def entries(session: Session) -> list[MetricEntry]:
    return list(session.exec(select(MetricEntry).order_by(col(MetricEntry.id))))


def workouts(session: Session) -> list[Workout]:
    return list(session.exec(select(Workout).order_by(col(Workout.started_at), col(Workout.id))))


def sets_of(session: Session) -> list[SetEntry]:
    return list(session.exec(select(SetEntry).order_by(col(SetEntry.id))))


def squat_id() -> int:
    return db.read_sync(
        lambda session: session.exec(select(Exercise.id).where(Exercise.slug == "back-squat")).one()
    )


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database of the kind that a newcomer has."""
    yield db.connect(sqlite_url)
    db.disconnect()


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


@pytest.mark.usefixtures("club")
def test_each_member_has_a_past_of_plausible_sessions():
    by_member: dict[int, list[Workout]] = {}
    for workout in db.read_sync(workouts):
        by_member.setdefault(workout.member_id, []).append(workout)
    joined = {person.id: person.created_at for person in db.read_sync(users)}
    assert len(by_member) >= 39  # who joined yesterday may not have trained yet
    assert len(by_member[min(by_member)]) > 100
    for member_id, theirs in by_member.items():
        days = Counter(workout.local_date for workout in theirs)
        assert max(days.values()) == 1
        assert theirs[0].started_at > joined[member_id] - timedelta(days=1)
        for workout in theirs:
            assert workout.ended_at is not None
            assert workout.ended_at <= clock.now()
            minutes = (workout.ended_at - workout.started_at).total_seconds() / 60
            assert 12 < minutes < 150


@pytest.mark.usefixtures("club")
def test_loads_are_such_as_stand_in_a_gym_and_grow_over_the_year():
    sets = db.read_sync(sets_of)
    assert len(sets) > 20_000
    assert {one.entered_unit for one in sets} == {"", "kg", "lb"}
    in_pounds = [one for one in sets if one.entered_unit == "lb"]
    assert all(one.entered_load and one.entered_load % 5 == 0 for one in in_pounds)
    assert all(one.load_kg is None or 2 <= one.load_kg <= 400 for one in sets)
    assert all(one.rpe is None or 6 <= one.rpe <= 10 for one in sets)
    squats = [one for one in sets if one.member_id == 4 and one.exercise_id == squat_id()]
    heavy = [one.load_kg for one in squats if one.set_type == "working" and one.load_kg]
    assert statistics.mean(heavy[-10:]) > 1.1 * statistics.mean(heavy[:10])


@pytest.mark.usefixtures("club")
def test_some_hold_some_move_and_some_lift_themselves():
    sets = db.read_sync(sets_of)
    assert any(one.duration_s and not one.distance_m for one in sets)
    assert any(one.distance_m and one.duration_s for one in sets)
    assert any(one.reps and one.load_kg is None for one in sets)


@pytest.mark.usefixtures("club")
def test_weeks_are_missed_and_leave_is_kept():
    kept = db.read_sync(lambda session: list(session.exec(select(LeavePeriod))))
    assert len({leave.member_id for leave in kept}) >= 3
    days = {(it.member_id, it.local_date) for it in db.read_sync(workouts)}
    for leave in kept:
        span = (leave.ends_on - leave.starts_on).days + 1
        off = {leave.starts_on + timedelta(days=n) for n in range(span)}
        assert not days & {(leave.member_id, day) for day in off}


@pytest.mark.usefixtures("club")
def test_most_sessions_say_how_hard_and_how_good_they_were():
    kept = db.read_sync(workouts)
    assert sum(it.session_rpe is not None for it in kept) > 0.7 * len(kept)
    assert sum(it.rating is not None for it in kept) > 0.6 * len(kept)
    assert {it.rating for it in kept} >= {2, 3, 4, 5}


@pytest.mark.usefixtures("club")
def test_progress_is_derived():
    records = db.read_sync(lambda session: list(session.exec(select(PersonalRecord))))
    days = db.read_sync(lambda session: list(session.exec(select(ExerciseDay))))
    assert len({record.member_id for record in records}) > 30
    assert len(days) > 5000
    assert all(workout.working_sets > 0 for workout in db.read_sync(workouts))


def test_it_opens_on_either_database(database: db.Database):
    clock.move(SPRING - clock.now())
    fill()
    assert len(db.read_sync(workouts)) > 1500


@pytest.mark.parametrize("day", ["2027-01-01", "2028-02-29", "2026-07-01", "2026-12-24"])
def test_any_day_is_a_good_one_to_open_on(sqlite: db.Database, day: str):
    clock.move(datetime.fromisoformat(f"{day}T03:30:00+00:00") - clock.now())
    fill()
    assert len(db.read_sync(entries)) > 2500
    assert len(db.read_sync(workouts)) > 1500


@pytest.mark.usefixtures("club")
def test_the_same_day_makes_the_same_club(sqlite_url: str):
    first = db.read_sync(told)
    db.connect(sqlite_url)
    fill()
    assert db.read_sync(told) == first


def told(session: Session) -> list[object]:
    return [
        [(it.client_uuid, it.value, it.local_date) for it in entries(session)],
        [(it.client_uuid, it.started_at, it.rating) for it in workouts(session)],
        [(it.client_uuid, it.load_kg, it.reps, it.rpe) for it in sets_of(session)],
    ]


@pytest.mark.usefixtures("club")
def test_a_club_that_has_people_is_left_alone():
    before = len(db.read_sync(entries))
    fill()
    assert len(db.read_sync(entries)) == before


async def test_the_printed_sign_ins_open_the_club(
    sqlite: db.Database, monkeypatch: pytest.MonkeyPatch
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
