"""The corridor to the database: one transaction per call, on a thread of its own pool."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, SQLModel, create_engine

from fitness_app import private_files
from fitness_app.kit.errors import Unavailable

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
SQLITE_BUSY_SECONDS = 10

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: stored in UTC, read back with its zone, on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """An engine and the threads that use it; as many threads as connections.

    Those who write have threads of their own, so that a rush of them holds up no question.
    """

    def __init__(self, url: str, threads: int = THREADS) -> None:
        # SQLite takes one write at a time: in a queue here they wait in turn, in its own by luck.
        writers = 1 if _is_sqlite(url) else max(1, threads // 2)
        self.engine = make_engine(url, pool_size=threads + writers)
        self._askers = ThreadPoolExecutor(threads, thread_name_prefix="db-read")
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="db-write")

    async def call(self, work: Callable[[], T], *, writes: bool) -> T:
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        threads = self._writers if writes else self._askers
        return await loop.run_in_executor(threads, context.run, work)

    def close(self) -> None:
        self._writers.shutdown(wait=True)
        self._askers.shutdown(wait=True)
        self.engine.dispose()


Gate = Callable[[Callable[..., Any]], Awaitable[None]]
"""What looks at a service that may write before `run` calls it, and raises to refuse it."""


class _Open:
    """The database this process has open, and what stands before its writers."""

    database: Database | None = None
    gate: Gate | None = None


def guard_writes(gate: Gate) -> None:
    """Have each `run` pass a gate first, before it waits for its turn."""
    _Open.gate = gate


def connect(url: str, threads: int = THREADS) -> Database:
    """Open the database that `run` and `read` use; after forking, never at import."""
    disconnect()
    _Open.database = Database(url, threads)
    return _Open.database


def disconnect() -> None:
    """Finish what runs and close every connection."""
    if _Open.database is not None:
        _Open.database.close()
        _Open.database = None


def current() -> Database:
    """The open database; an error of ours if none is."""
    if _Open.database is None:
        raise RuntimeError("The database is not connected.")
    return _Open.database


async def run(
    service: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a service that may write: one transaction, committed if it returns, else undone."""
    if _Open.gate is not None:
        await _Open.gate(service)
    return await current().call(lambda: run_sync(service, *args, **kwargs), writes=True)


async def read(
    service: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a service that only asks; many run beside a writer, and a write is refused."""
    return await current().call(lambda: read_sync(service, *args, **kwargs), writes=False)


def run_sync(
    service: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do what `run` does on this thread, for the command line and jobs."""
    with _transaction(writes=True) as session:
        return service(session, *args, **kwargs)


def read_sync(
    service: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do what `read` does on this thread."""
    with _transaction(writes=False) as session:
        return service(session, *args, **kwargs)


def after_commit(session: Session, work: Callable[[], None]) -> None:
    """Do something once what this session wrote is kept; not at all if it is undone."""
    session.info.setdefault("after_commit", []).append(work)


def broken_rule(error: IntegrityError) -> str:
    """Name the constraint, or on SQLite the 'table.column' list, that a write broke."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    return str(error.orig).partition(": ")[2]


@contextmanager
def _transaction(*, writes: bool) -> Iterator[Session]:
    engine = current().engine.execution_options(writes=writes, postgresql_readonly=not writes)
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()
    except OperationalError as problem:
        if not writes and _is_refused_write(problem):
            raise  # a service that asks must not write: whoever wrote it has to know
        raise Unavailable from problem
    for work in session.info.pop("after_commit", ()):
        work()


def _is_refused_write(problem: OperationalError) -> bool:
    # PostgreSQL says so by another error, which nobody takes for a database that is away.
    return getattr(problem.orig, "sqlite_errorname", "").startswith("SQLITE_READONLY")


def make_engine(url: str, pool_size: int = THREADS) -> Engine:
    """An engine with our rules for its dialect: SQLite or PostgreSQL."""
    # What is stored may be secret: an error names the statement, not its values.
    options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    if _is_sqlite(url):
        options["connect_args"] = {"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, pool_size=pool_size, max_overflow=2, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _keep_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _keep_private(_dialect: Any, _record: Any, arguments: list[Any], _options: Any) -> None:
    file = Path(arguments[0])
    if not file.is_absolute():
        return  # in memory
    # What can't be done is no reason to stay closed; SQLite says itself if it can't open the file.
    with suppress(OSError):
        with suppress(FileExistsError):
            private_files.create(file).close()
        for one in ("", "-wal", "-shm"):  # new ones get the mode of the first
            private_files.tighten(file.with_name(file.name + one))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", True)
    # A write takes its lock at once: one that is upgraded later can fail halfway.
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
