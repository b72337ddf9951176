"""Housekeeping: what goes, what stays, and that doing it twice is doing it once."""

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, func, select

from fitness_app import housekeeping, settings
from fitness_app.accounts.models import (
    AuthSession,
    Challenge,
    Profile,
    RefreshToken,
    SignInTicket,
    User,
)
from fitness_app.background import background
from fitness_app.kit import clock, db, jobs, worker
from fitness_app.kit.models import OutboxMail, Tally
from fitness_app.shop.models import Cart
from tests.eventually import eventually

pytestmark = pytest.mark.usefixtures("database")

TABLES = (User, Challenge, SignInTicket, RefreshToken, AuthSession, Tally, OutboxMail)


@pytest.fixture
def pictures_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for pictures."""
    club = settings.get().model_copy(update={"data_dir": tmp_path})
    monkeypatch.setattr(settings, "get", lambda: club)
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


def add(*rows: SQLModel) -> None:
    db.run_sync(lambda session: session.add_all(rows))


def counts() -> dict[str, int]:
    def count(session: Session) -> dict[str, int]:
        return {
            table.__name__: session.exec(select(func.count()).select_from(table)).one()
            for table in TABLES
        }

    return db.read_sync(count)


def user(name: str, **account: Any) -> User:
    return User(username=name, username_key=name, **account)


def auth_session(name: str, *, ends_at: datetime, **more: Any) -> AuthSession:
    ends = {"idle_expires_at": ends_at, "expires_at": ends_at}
    return AuthSession(id=name, user_id=1, password_version=1, **ends, **more)


def refresh_token(session_id: str, generation: int, *, expires_at: datetime) -> RefreshToken:
    return RefreshToken(
        session_id=session_id,
        generation=generation,
        token_hash=f"{session_id}{generation}",
        expires_at=expires_at,
    )


def challenge(name: str, *, expires_at: datetime, used_at: datetime | None = None) -> Challenge:
    return Challenge(
        id=name, purpose="recovery", code_hash="x", expires_at=expires_at, used_at=used_at
    )


def a_club_with_things_to_throw_away() -> None:
    """One live thing of each kind, and beside it those that are due."""
    now, day = clock.now(), timedelta(days=1)
    add(user("ann"), user("bo", deletion_due_at=now - day), user("tess", deletion_due_at=now + day))
    add(Profile(user_id=1), Profile(user_id=2), Profile(user_id=3))
    add(
        challenge("live", expires_at=now + day),
        challenge("just-used", expires_at=now + day, used_at=now),
        challenge("used", expires_at=now + day, used_at=now - day),
        challenge("expired", expires_at=now - day),
        SignInTicket(token_hash="live", user_id=1, expires_at=now + day),
        SignInTicket(token_hash="expired", user_id=1, expires_at=now),
        auth_session("live", ends_at=now + day),
        auth_session("ended", ends_at=now + 60 * day, revoked_at=now - 29 * day),
        auth_session("long-ended", ends_at=now + 60 * day, revoked_at=now - 30 * day),
        auth_session("long-expired", ends_at=now - 30 * day),
    )
    add(
        refresh_token("live", 1, expires_at=now - day),
        refresh_token("live", 2, expires_at=now + day),
        refresh_token("ended", 1, expires_at=now + day),
        refresh_token("long-ended", 1, expires_at=now + day),
        Tally(key="live", window_ends_at=now + day),
        Tally(key="blocked", window_ends_at=now - day, blocked_until=now + day),
        Tally(key="over", window_ends_at=now - day),
        OutboxMail(recipient="a@b.example", kind="waiting", created_at=now - 90 * day),
        OutboxMail(recipient="a@b.example", kind="sent", sent_at=now - 29 * day),
        OutboxMail(recipient="a@b.example", kind="long-sent", sent_at=now - 30 * day),
        Cart(guest_key="live", updated_at=now - 29 * day),
        Cart(guest_key="left", updated_at=now - 30 * day),
        Cart(user_id=1, updated_at=now - 90 * day),
    )


def use_for_the_app(database: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    club = settings.get().model_copy(update={"database_url": url})
    monkeypatch.setattr(settings, "get", lambda: club)


async def test_what_is_due_goes_and_the_rest_stays():
    a_club_with_things_to_throw_away()
    runs = await housekeeping.clean_up()
    assert {run.name: run.count for run in runs} == {
        "deleted accounts": 1,
        "codes and links": 2,
        "sign-in tickets": 1,
        "refresh tokens": 2,
        "sessions": 2,
        "counted tries": 1,
        "kept answers": 0,
        "sent mail": 1,
        "guest carts": 1,
        "pictures": 0,
        "imports left lying": 0,
        "plans that are over": 0,
    }
    assert [run.error for run in runs] == [""] * len(runs)
    assert counts() == {
        "User": 2,
        "Challenge": 2,
        "SignInTicket": 1,
        "RefreshToken": 2,
        "AuthSession": 2,
        "Tally": 2,
        "OutboxMail": 2,
    }


async def test_done_twice_it_changes_nothing():
    a_club_with_things_to_throw_away()
    await housekeeping.clean_up()
    after_once = counts()
    runs = await housekeeping.clean_up()
    assert {run.count for run in runs} == {0}
    assert counts() == after_once


async def test_two_at_once_remove_each_thing_once():
    a_club_with_things_to_throw_away()
    first, second = await asyncio.gather(housekeeping.clean_up(), housekeeping.clean_up())
    runs = first + second
    assert sum(run.count for run in runs) == 11
    assert [run.error for run in runs if run.error] == []


async def test_many_rows_go_in_batches(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(housekeeping, "BATCH", 4)
    past = clock.now() - timedelta(days=2)
    add(*(Tally(key=str(number), window_ends_at=past) for number in range(13)))
    runs = await housekeeping.clean_up()
    assert {run.name: run.count for run in runs}["counted tries"] == 13
    assert counts()["Tally"] == 0


async def test_a_sweep_that_fails_does_not_keep_the_others_from_theirs(
    monkeypatch: pytest.MonkeyPatch,
):
    async def fail() -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(housekeeping, "JOBS", (jobs.Job("broken", fail), *housekeeping.JOBS))
    a_club_with_things_to_throw_away()
    first, *others = await housekeeping.clean_up()
    assert first.error == "OSError: the disk is full"
    assert sum(run.count for run in others) == 11


async def test_a_picture_goes_once_no_profile_shows_it(pictures_folder: Path):
    long_ago = (clock.now() - timedelta(days=2)).timestamp()
    for name in ("shown.webp", "orphan.webp", "new.webp"):
        (pictures_folder / name).touch()
    for name in ("shown.webp", "orphan.webp"):
        os.utime(pictures_folder / name, (long_ago, long_ago))
    add(user("ann"))
    add(Profile(user_id=1, picture="shown.webp"))
    await housekeeping.clean_up()
    assert sorted(os.listdir(pictures_folder)) == ["new.webp", "shown.webp"]


async def test_the_app_keeps_house_when_it_starts(
    database: db.Database, monkeypatch: pytest.MonkeyPatch
):
    a_club_with_things_to_throw_away()
    use_for_the_app(database, monkeypatch)
    async with background():
        await eventually(lambda: len(db.read_sync(jobs.list_runs)) == len(housekeeping.JOBS))
    with pytest.raises(RuntimeError, match="not connected"):
        db.current()


async def test_the_app_stops_soon_whatever_it_is_at(
    database: db.Database, monkeypatch: pytest.MonkeyPatch
):
    started = asyncio.Event()

    async def endless() -> int:
        started.set()
        await asyncio.sleep(600)
        return 0

    use_for_the_app(database, monkeypatch)
    monkeypatch.setattr(housekeeping, "JOBS", (jobs.Job("endless", endless),))
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.1)
    async with asyncio.timeout(5), background():
        await started.wait()
