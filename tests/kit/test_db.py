"""The corridor: one transaction for each call, on both engines."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError, StatementError
from sqlmodel import Session, col, func, select, text, update

from fitness_app.accounts.models import User
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Unavailable

PATIENCE_SECONDS = 15
"""How long somebody waits for an event that comes at once if the code is right."""
NO_ZONE = datetime(2026, 3, 29, 1, 30)  # noqa: DTZ001  # what must be refused

pytestmark = pytest.mark.usefixtures("database")


async def test_what_a_service_writes_is_kept_when_it_returns():
    assert await db.run(join, username="ann") == "ann"
    assert await db.read(count_people) == 1


async def test_nothing_is_kept_when_a_service_refuses():
    with pytest.raises(Conflict):
        await db.run(join_then_refuse, username="ann")
    assert await db.read(count_people) == 0


async def test_a_question_cannot_write_and_who_tries_has_made_a_mistake():
    with pytest.raises((OperationalError, InternalError), match=r"(?i)read.?only"):
        await db.read(join, username="ann")
    assert await db.read(count_people) == 0


async def test_writing_works_again_after_a_question_on_the_same_connection():
    for number in range(2 * db.THREADS):
        await db.read(count_people)
        await db.run(join, username=f"ann{number}")
    assert await db.read(count_people) == 2 * db.THREADS


async def test_work_for_after_the_commit_sees_what_was_kept():
    seen: list[int] = []
    await db.run(join_and_then, username="ann", work=lambda: seen.append(other_thread(count)))
    assert seen == [1]


async def test_work_for_after_the_commit_is_dropped_with_the_transaction():
    seen: list[int] = []
    with pytest.raises(IntegrityError):
        await db.run(join_twice_and_then, username="ann", work=lambda: seen.append(1))
    assert seen == []


async def test_a_broken_rule_says_which():
    await db.run(join, username="ann")
    with pytest.raises(IntegrityError) as problem:
        await db.run(join, username="ann")
    assert db.broken_rule(problem.value) in {"uq_users_username_key", "users.username_key"}


async def test_a_row_that_refers_to_nobody_is_refused():
    with pytest.raises(IntegrityError):
        await db.run(refer_to_nobody)


@pytest.mark.parametrize("minutes", [0, 240, -330])
async def test_an_instant_comes_back_in_utc(minutes: int):
    zone = timezone(timedelta(minutes=minutes))
    instant = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=zone)
    await db.run(join, username="ann", created_at=instant)
    found = await db.read(joined_at)
    assert found == instant
    assert found.tzinfo is UTC


async def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(StatementError, match="time zone"):
        await db.run(join, username="ann", created_at=NO_ZONE)


async def test_forty_at_once_each_count():
    await db.run(join, username="ann")
    await asyncio.gather(*(db.run(change_password) for _ in range(40)))
    assert await db.read(password_version) == 41


async def test_questions_are_answered_while_somebody_writes():
    await db.run(join, username="ann")
    is_written, may_end = threading.Event(), threading.Event()
    writing = asyncio.create_task(db.run(write_slowly, is_written=is_written, may_end=may_end))
    try:
        await asyncio.to_thread(is_written.wait, PATIENCE_SECONDS)
        assert await db.read(password_version) == 1
    finally:
        may_end.set()
        was_told_to_end = await writing
    assert was_told_to_end
    assert await db.read(password_version) == 2


async def test_questions_are_answered_while_a_crowd_waits_to_write():
    await db.run(join, username="ann")
    is_written, may_end = threading.Event(), threading.Event()
    crowd = [
        asyncio.create_task(db.run(write_slowly, is_written=is_written, may_end=may_end))
        for _ in range(2 * db.THREADS)
    ]
    try:
        await asyncio.to_thread(is_written.wait, PATIENCE_SECONDS)
        assert await db.read(password_version) == 1
    finally:
        may_end.set()
        were_told_to_end = await asyncio.gather(*crowd)
    assert all(were_told_to_end)
    assert await db.read(password_version) == 1 + len(crowd)


async def test_the_loop_goes_on_while_the_database_is_at_work():
    is_begun, may_end = threading.Event(), threading.Event()
    working = asyncio.create_task(db.run(work_slowly, is_begun=is_begun, may_end=may_end))
    await asyncio.to_thread(is_begun.wait, PATIENCE_SECONDS)
    may_end.set()
    was_told_to_end = await working
    assert was_told_to_end


async def test_a_database_that_is_away_is_unavailable_and_nothing_else():
    db.connect("postgresql+psycopg://club@127.0.0.1:1/club")
    with pytest.raises(Unavailable):
        await db.read(count_people)


def test_without_a_connection_the_error_says_so():
    db.disconnect()
    with pytest.raises(RuntimeError, match="not connected"):
        db.read_sync(count_people)


def test_the_clocks_zone_reaches_the_database(moved: timedelta):
    db.run_sync(join, username="ann")
    age = datetime.now(UTC) + moved - db.read_sync(joined_at)
    assert abs(age) < timedelta(seconds=5)


@pytest.fixture
def moved() -> Iterator[timedelta]:
    span = timedelta(days=31)
    clock.move(span)
    yield span
    clock.reset()


def join(session: Session, *, username: str, created_at: datetime | None = None) -> str:
    user = User(username=username, username_key=username)
    if created_at is not None:
        user.created_at = created_at
    session.add(user)
    session.flush()
    return user.username


def join_then_refuse(session: Session, *, username: str) -> None:
    join(session, username=username)
    raise Conflict("No.")


def join_and_then(session: Session, *, username: str, work) -> None:
    db.after_commit(session, work)
    join(session, username=username)


def join_twice_and_then(session: Session, *, username: str, work) -> None:
    join_and_then(session, username=username, work=work)
    join(session, username=username)


def refer_to_nobody(session: Session) -> None:
    session.execute(text("INSERT INTO goal_adjustments SELECT 1, 99, NULL, 1, 2, NULL, NULL, ''"))


def count_people(session: Session) -> int:
    return session.exec(select(func.count()).select_from(User)).one()


def joined_at(session: Session) -> datetime:
    return session.exec(select(User.created_at)).one()


def password_version(session: Session) -> int:
    return session.exec(select(User.password_version)).one()


def change_password(session: Session) -> None:
    session.exec(update(User).values(password_version=col(User.password_version) + 1))


def write_slowly(
    session: Session, *, is_written: threading.Event, may_end: threading.Event
) -> bool:
    """Whether it was told to end, or gave up waiting for that."""
    change_password(session)
    is_written.set()
    return may_end.wait(PATIENCE_SECONDS)


def work_slowly(_session: Session, *, is_begun: threading.Event, may_end: threading.Event) -> bool:
    is_begun.set()
    return may_end.wait(PATIENCE_SECONDS)


def count() -> int:
    return db.read_sync(count_people)


def other_thread(work) -> int:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]
