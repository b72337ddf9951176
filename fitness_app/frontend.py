"""The built front end: where it is, whether it is up to date, how it is made."""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fitness_app import npm, settings
from fitness_app.kit import disk
from fitness_app.npm import NpmError
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


_REASON = ROOT / "build" / "npm-failed"


class BuildError(Exception):
    """The front end could not be built; the text says what to do."""


def is_current() -> bool:
    """Whether the front end was built from these sources and npm packages."""
    return STAMP.exists() and STAMP.read_text() == _made_from()


def build() -> bool:
    """Build the front end unless it is up to date; returns whether it was built.

    It is made of the npm packages that reflex.lock says, and the same whatever the settings are.
    Raises BuildError, and the last build stays for whoever serves it. One process builds at a
    time; others wait and find it done.
    """
    with _alone() as hold:
        if is_current():
            return False
        made_from = _made_from()
        with _put_back_if_it_fails(), _locks_left_alone():
            _export(hold)
        STAMP.write_text(made_from)
        return True


def update_lock() -> None:
    """Have reflex.lock name what the front end needs now; raises BuildError.

    Packages that stay needed stay as they are pinned.
    """
    with _alone() as hold:
        _export(hold, npm_as_locked=False)
        STAMP.write_text(_made_from())


def environment(*, npm_as_locked: bool = True) -> dict[str, str]:
    """What Reflex's tools need to run: Node and npm of this Python, nothing outside this folder.

    Raises BuildError if they can't be had.
    """
    path = [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
    variables = {
        **os.environ,
        "PATH": os.pathsep.join([*([str(npm.LOCKED)] if npm_as_locked else []), *path]),
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
    try:
        return npm.call("config", "get", "registry", path=variables["PATH"])
    except NpmError as problem:
        raise BuildError(str(problem)) from None


def _made_from() -> str:
    return f"{_digest((*SOURCES, *LOCKS))}\n"


def _digest(patterns: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for file in sorted(file for pattern in patterns for file in ROOT.glob(pattern)):
        if file.is_file():
            digest.update(f"{file.relative_to(ROOT)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _export(hold: int, *, npm_as_locked: bool = True) -> None:
    sys.stderr.write("Building the front end\n")
    variables = environment(npm_as_locked=npm_as_locked)
    _REASON.unlink(missing_ok=True)
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    command += ["--loglevel", "warning"]
    # The club's own settings aren't needed, or not there yet; and none may end up in the build.
    ours = {**settings.defaults(), "FITNESS_DATA_DIR": str(ROOT / "build" / "data")}
    ours[npm.REASON_FILE] = str(_REASON)
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        command,
        cwd=ROOT,
        env={**variables, **ours},
        start_new_session=True,
        pass_fds=(hold,),  # it goes on if we are killed, and holds up the next build until then
    ) as process:
        try:
            code = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if code or not (BUILT / "index.html").exists():
        raise BuildError(_why_it_failed())


def _why_it_failed() -> str:
    if _REASON.exists():
        return f"The front end could not be built. {_REASON.read_text()}"
    if disk.is_full(ROOT):
        return "The front end could not be built: the disk is full. Make room, then `make build`."
    return "The front end could not be built; the reason stands above. `make build` tries again."


@contextmanager
def _locks_left_alone() -> Iterator[None]:
    """Put reflex.lock back as it was; raises BuildError if the build went well and changed it."""
    locks = {file: file.read_bytes() for pattern in LOCKS for file in ROOT.glob(pattern)}
    try:
        yield
    finally:
        # Reflex may write the same packages with other spaces between them.
        changed = [file for file, text in locks.items() if _packages(file) != json.loads(text)]
        for file, text in locks.items():
            file.write_bytes(text)
    if changed:
        raise BuildError("The front end needs other npm packages than reflex.lock. `make lock`.")


def _packages(file: Path) -> Any:
    return json.loads(file.read_bytes()) if file.exists() else None


@contextmanager
def _put_back_if_it_fails() -> Iterator[None]:
    # Reflex begins by clearing the folder.
    last, kept = BUILT.parent, ROOT / "build" / "last-frontend"
    if kept.exists():  # by a build that was killed, whose own is half made
        shutil.rmtree(last, ignore_errors=True)
        kept.rename(last)
    if last.exists():
        copied = kept.with_name("copying")
        shutil.rmtree(copied, ignore_errors=True)
        shutil.copytree(last, copied)
        copied.rename(kept)
    try:
        yield
    except BaseException:
        if kept.exists():
            shutil.rmtree(last, ignore_errors=True)
            kept.rename(last)
        raise
    shutil.rmtree(kept, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[int]:
    lock = ROOT / "build" / "frontend.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write("Waiting for another build\n")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()
