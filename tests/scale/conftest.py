"""The club as people run it: processes of its own, started from the command line."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from fitness_app import frontend
from fitness_app.kit import db
from fitness_app.settings import ROOT
from tests import programs
from tests.servers import free_port

START_SECONDS = 90
"""Enough on a machine that is busy with much else; a club that can't open ends before."""
STOP_SECONDS = 20
_LISTENS, _ESTABLISHED = "0A", "01"
"""As Linux writes a socket's state."""
_SPAWNED = "spawn_main"
"""What is written in the command line of a worker, and not in that of what tracks them."""


class Club:
    """A club that is open: its process, its address, and what it wrote."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, site: str, log: Path) -> None:
        self.process = process
        self.port = port
        self.site = site
        self.log = log

    def workers(self) -> list[int]:
        """The processes that serve, by their ids, where there are several."""
        ps = programs.require(programs.find_ps)
        listed = subprocess.run(
            [ps, "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(line.split()[0]) for line in listed.stdout.splitlines() if _SPAWNED in line]

    def is_listening(self) -> bool:
        """Whether it takes connections."""
        return bool(self._sockets(_LISTENS))

    def has_connections(self, pid: int) -> bool:
        """Whether a process has taken connections to this club."""
        folder = Path(f"/proc/{pid}/fd")
        held = {os.readlink(file) for file in folder.iterdir() if file.is_symlink()}
        return any(f"socket:[{inode}]" in held for inode in self._sockets(_ESTABLISHED))

    def _sockets(self, state: str) -> list[str]:
        """The inodes of the sockets at this end of its port."""
        lines = map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        here = f":{self.port:04X}"
        return [line[9] for line in lines if line[1].endswith(here) and line[3] == state]

    def get(self, path: str) -> int:
        """The status that a path answers with."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def wait_until_open(self) -> None:
        """Wait for the first answer; fails with the log if the process ends before it."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                assert self.get("/ping") == 200
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"The club didn't open:\n{self.log.read_text()}")
                time.sleep(0.02)
            else:
                return

    def stop(self) -> int:
        """Stop it as a supervisor does; its exit code."""
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)


Opener = Callable[..., Club]


@pytest.fixture
def open_club(tmp_path: Path) -> Iterator[Opener]:
    """Open clubs with options of `serve` and settings by name; `site` has {} for the port."""
    frontend.build()
    with ExitStack() as stack:

        def open_one(*options: str, is_awaited: bool = True, **chosen: str) -> Club:
            club = stack.enter_context(_opened(tmp_path, options, chosen))
            if is_awaited:
                club.wait_until_open()
            return club

        yield open_one


@contextmanager
def _opened(folder: Path, options: tuple[str, ...], chosen: dict[str, str]) -> Iterator[Club]:
    port = free_port()
    site = chosen.pop("site", "http://localhost:{}").format(port)
    settings = {"port": str(port), "site_url": site, **chosen}
    log = folder / f"club-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "fitness_app", "serve", *options],
            cwd=ROOT,
            env={**os.environ, **{f"FITNESS_{name.upper()}": v for name, v in settings.items()}},
            stdout=output,
            stderr=output,
        )
    club = Club(process, port, site, log)
    try:
        yield club
    finally:
        if process.poll() is None:
            club.stop()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[str]:
    """A fresh SQLite database, open here too."""
    db.connect(sqlite_url)
    yield sqlite_url
    db.disconnect()


@pytest.fixture
def shared_database(postgresql_url: str) -> Iterator[str]:
    """A fresh PostgreSQL database, open here too."""
    db.connect(postgresql_url)
    yield postgresql_url
    db.disconnect()
