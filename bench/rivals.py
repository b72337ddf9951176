"""Django REST framework with djoser: a small app beside ours, in an environment of its own."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.servers import Server
from fitness_app.settings import ROOT
from tests.servers import free_port

FOLDER = Path(__file__).parent / "rival"
REQUIREMENTS = FOLDER / "requirements.txt"
ENVIRONMENT = ROOT / "build" / "rival"
PYTHON = ENVIRONMENT / "bin" / "python"
READ = "/auth/users/me/"
PASSWORD = "correct horse battery"  # noqa: S105  # of somebody who exists while this runs
THREADS = 4
"""As many as there are connections, so that nobody waits for a thread."""


@contextmanager
def rival() -> Iterator[tuple[Server, str]]:
    """The rival, served by the same server with one worker too, and a member's access token."""
    _install()
    port = free_port()
    with TemporaryDirectory() as folder:
        env = {"RIVAL_DATABASE": f"{folder}/rival.db", "DJANGO_SETTINGS_MODULE": "rival_settings"}
        migrate = [PYTHON, "-m", "django", "migrate", "--pythonpath", FOLDER, "--verbosity", "0"]
        subprocess.run(migrate, env={**os.environ, **env}, check=True)  # noqa: S603  # all ours
        command = ["-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
        command += ["--blocking-threads", str(THREADS), "--port", str(port)]
        command += ["rival_app:application"]
        server = Server(command, port=port, folder=FOLDER, env=env, python=str(PYTHON))
        try:
            server.wait_for(READ, status=401)
            yield server, _join(port)
        finally:
            server.stop()


def _join(port: int) -> str:
    member = {"username": "ann", "email": "ann@club.example", "password": PASSWORD}
    _post(port, "/auth/users/", member)
    return _post(port, "/auth/jwt/create/", member)["access"]


def _post(port: int, path: str, body: Mapping[str, str]) -> dict[str, str]:
    connection = HTTPConnection("localhost", port, timeout=10)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", path, json.dumps(body), headers)
        return json.load(connection.getresponse())
    finally:
        connection.close()


def _install() -> None:
    stamp = ENVIRONMENT / "made-from"
    if stamp.exists() and stamp.read_text() == REQUIREMENTS.read_text():
        return
    sys.stderr.write(f"Installing what ours is measured against, into {ENVIRONMENT}\n")
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "-r", REQUIREMENTS]
    subprocess.run(command, check=True)  # noqa: S603  # our own interpreter
    stamp.write_text(REQUIREMENTS.read_text())
