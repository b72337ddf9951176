"""The club and the empty app as processes of their own, on free ports of this machine."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, perf_counter, sleep

from fitness_app.settings import ROOT
from tests.servers import free_port

START_SECONDS = 60
STOP_SECONDS = 20
EMPTY_APP = Path(__file__).parent / "empty_app"
_CLUB = ("-m", "fitness_app", "serve")
_EMPTY = ("-m", "granian", "--interface", "asgi", "--factory", "--log-level", "warning")
_AS_THE_CLUB = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "false",
}


class Server:
    """A process that listens on a port; its words go to a file that an error can quote."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        port: int,
        folder: Path,
        env: Mapping[str, str],
        python: str = sys.executable,
    ) -> None:
        self.port = port
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._started_at = perf_counter()
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, and arguments of ours
            [python, *command],
            cwd=folder,
            env={**os.environ, **env},
            stdout=self._log,
            stderr=self._log,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, path: str, status: int = 200) -> float:
        """Ask for a path until it is there; how many seconds that took since the process began."""
        deadline = monotonic() + START_SECONDS
        while not self._has(path, status):
            if self._process.poll() is not None or monotonic() > deadline:
                self._log.seek(0)
                raise RuntimeError(f"It didn't start:\n{self._log.read().decode()}")
            sleep(0.01)
        return perf_counter() - self._started_at

    def stop(self) -> None:
        """End it as its supervisor would; by force only if it doesn't go."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _has(self, path: str, status: int) -> bool:
        try:
            return get(self.port, path)[0] == status
        except (OSError, HTTPException):
            return False


def get(port: int, path: str) -> tuple[int, bytes]:
    """The status and the body of a path, on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def started_club(*options: str, **settings: str) -> Iterator[Server]:
    """The club's process, which may not listen yet; settings by name, such as `data_dir`."""
    port = free_port()
    chosen = {
        "port": str(port),
        "site_url": f"http://localhost:{port}",
        "events_per_minute": "1000000",
        # Each tab says where it comes from, so that two hundred don't look like one.
        "trusted_proxy_hops": "1",
        **settings,
    }
    env = {f"FITNESS_{name.upper()}": text for name, text in chosen.items()}
    env["PYTHONDONTWRITEBYTECODE"] = ""  # as `make run` has it
    server = Server([*_CLUB, *options], port=port, folder=ROOT, env=env)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def club() -> Iterator[Server]:
    """The club as `python -m fitness_app serve` opens it, with the database of the benchmarks."""
    with started_club() as server:
        server.wait_for("/ping")
        yield server


@contextmanager
def empty_app() -> Iterator[Server]:
    """The empty app, served by the same server in the same way."""
    port = free_port()
    command = [*_EMPTY, "--port", str(port), "empty_app.empty_app:app"]
    server = Server(command, port=port, folder=EMPTY_APP, env=_AS_THE_CLUB)
    try:
        server.wait_for("/ping")
        yield server
    finally:
        server.stop()
