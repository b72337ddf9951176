"""PostgreSQL and Redis, started for the tests on free ports and thrown away after them."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from tests import programs

START_SECONDS = 30
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL of our own; gives its address, to which a database's name is added."""
    bin_dir = Path(programs.require(programs.find_postgres))
    port = free_port()
    settings = [*_FAST, f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
    with _folder() as folder:
        place = ["-D", str(folder / "cluster")]
        make = [bin_dir / "initdb", *place, "-U", "club", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            [*make, "--locale=C"], cwd=folder, check=True, capture_output=True, user=_somebody()
        )
        options = [part for setting in settings for part in ("-c", setting)]
        address = f"postgresql://club@127.0.0.1:{port}/"
        with _running(
            [bin_dir / "postgres", *place, *options],
            folder,
            lambda: psycopg.connect(address + "postgres").close(),
        ):
            yield address.replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis of our own, which keeps nothing; gives its address."""
    port = free_port()
    command = [programs.require(programs.find_redis), "--port", str(port), "--bind", "127.0.0.1"]
    address = f"redis://127.0.0.1:{port}/0"
    with (
        _folder() as folder,
        _running(
            [*command, "--save", "", "--appendonly", "no"],
            folder,
            lambda: redis.Redis.from_url(address).ping(),
        ),
    ):
        yield address


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fitness-server-"))
    if user := _somebody():
        os.chown(folder, user, -1)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody() -> int | None:
    """Who runs servers: whoever runs the tests, but PostgreSQL refuses root, so then nobody."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


@contextmanager
def _running(
    command: list[str | Path], folder: Path, try_it: Callable[[], object]
) -> Iterator[None]:
    log = folder / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, user=_somebody()
        ) as process,
    ):
        try:
            _wait(process, try_it, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], try_it: Callable[[], object], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            try_it()
        except (psycopg.OperationalError, redis.ConnectionError) as problem:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server didn't start:\n{log.read_text()}") from problem
            time.sleep(0.02)
        else:
            return
