"""The version of a database's tables, told without what it takes to change them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, make_url, text
from sqlalchemy.exc import DatabaseError

from fitness_app.kit import db, disk
from fitness_app.kit.errors import Unavailable
from fitness_app.settings import ROOT

_TABLE = "alembic_version"


@cache
def newest() -> str:
    """The revision that this version of the app works with: migrations are numbered in order."""
    return max(file.name.partition("_")[0] for file in (ROOT / "alembic" / "versions").glob("*.py"))


def is_missing(url: str) -> bool:
    """Whether a database is a file that isn't there; who only asks must not make one."""
    parts = make_url(url)
    return parts.get_backend_name() == "sqlite" and not Path(parts.database or "").exists()


def is_current(url: str) -> bool:
    """Whether a database has every migration of this version of the app, and no later one."""
    if is_missing(url):
        return False
    with connected(url) as connection:
        connection.execution_options(writes=False)  # it waits for no writer
        if not inspect(connection).has_table(_TABLE):
            return False
        found = connection.execute(text(f"SELECT version_num FROM {_TABLE}"))  # noqa: S608  # ours
        return found.scalars().all() == [newest()]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection on which tables may be changed; raises Unavailable if there is none."""
    engine = db.make_engine(url, pool_size=1)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _ignore_references)
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as problem:
        why = "its disk is full" if _has_no_room(engine, problem) else problem.orig
        raise Unavailable(f"The database {engine.url} can't be used: {why}") from problem
    finally:
        engine.dispose()


def _has_no_room(engine: Engine, problem: DatabaseError) -> bool:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return False
    code = getattr(problem.orig, "sqlite_errorcode", 0) & 0xFF  # without what it says beyond
    folder = Path(engine.url.database).parent
    may_lack_room = code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
    return code == sqlite3.SQLITE_FULL or (may_lack_room and disk.is_full(folder))


def _ignore_references(connection: Any, _record: Any) -> None:
    # SQLite changes a table by making it anew: dropping the old one would cascade into others.
    connection.execute("PRAGMA foreign_keys=OFF")
