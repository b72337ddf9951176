"""Install a lock into an environment, unless its very text is installed there already.

`python -ES tools/install.py LOCK STAMP WHAT`: STAMP, a file in the environment, says what is.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pip_output
import progress

PYTHON = "python{}.{}".format(*sys.version_info)
SEEDS = {"pip", "setuptools", "wheel"}
"""What came with the environment, and stays."""


class Environment:
    """A virtual environment, and what pip is told to do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = str(folder / "bin" / "python")
        self.packages = folder / "lib" / PYTHON / "site-packages"

    @contextmanager
    def to_ourselves(self) -> Iterator[int]:
        """Wait until no other command installs into it; pip inherits the hold, if we are killed."""
        with (self.folder / "installing").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress.say(f"Waiting for another command that installs into {self.folder}")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file.fileno()

    def installed(self) -> dict[str, float]:
        """When each package came, by its plain name."""
        return {
            pip_output.plain(found.name.split("-")[0]): found.stat().st_mtime
            for found in self.packages.glob("*.dist-info")
        }

    def ensure_pip(self) -> None:
        """An environment cut off while it was made, or whose Python has changed, has none."""
        if (self.packages / "pip").exists():
            return
        command = [self.python, "-Im", "ensurepip", "--upgrade", "--default-pip"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(pip_output.why_it_failed(done.stdout + done.stderr))


class Pip:
    """pip at work in an environment, and what it has said so far.

    Read here rather than written to its log by itself: a full disk would swallow its last words.
    """

    def __init__(self, environment: Environment, *arguments: str, log: Path, hold: int) -> None:
        self.said = ""
        command = [environment.python, "-m", "pip", "--no-input", "--disable-pip-version-check"]
        self._process = subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PIP_PROGRESS_BAR": "off"},
            text=True,
            errors="replace",
            pass_fds=(hold,),
        )
        self._reader = Thread(target=self._read, args=(log,), daemon=True)
        self._reader.start()

    def _read(self, log: Path) -> None:
        for line in self._process.stdout or ():
            self.said += line
            with suppress(OSError), log.open("a") as file:
                file.write(line)

    def __enter__(self) -> "Pip":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing goes on behind the back of who stops the command."""
        self._process.terminate()
        self._process.wait()

    def is_at_work(self) -> bool:
        return self._process.poll() is None

    def finish(self, log: Path) -> None:
        """Wait for its end; a failure ends the command, with what matters and what to do."""
        failed = self._process.wait()
        self._reader.join()
        if failed:
            sys.exit(f"{pip_output.why_it_failed(self.said)}\nAll that pip said is in {log}.")


def main(lock: Path, stamp: Path, what: str) -> None:
    """Make the environment hold what the lock names, and nothing that no lock names."""
    wanted = f"{sha256(lock.read_bytes()).hexdigest()} {PYTHON}\n"
    if _read(stamp) == wanted:
        return
    environment = Environment(stamp.parent)
    with environment.to_ourselves() as hold:
        if _read(stamp) == wanted:
            return
        stamp.unlink(missing_ok=True)
        environment.ensure_pip()
        _install(environment, lock, what, hold)
        _remove_leftovers(environment, lock, hold)
        stamp.write_text(wanted)


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _install(environment: Environment, lock: Path, what: str, hold: int) -> None:
    log = _log(environment, lock)
    log.write_bytes(b"")
    pins = pip_output.names_in(lock.read_text())
    began = time.time()
    with Pip(
        environment, "install", "--require-hashes", "-r", str(lock), log=log, hold=hold
    ) as pip:
        with progress.line(f"Installing {what}, into {environment.folder}") as show:
            while pip.is_at_work():
                new = [name for name, at in environment.installed().items() if at >= began - 1]
                show(pip_output.how_far(pip.said, pins, new))
                time.sleep(0.2)
        pip.finish(log)
    progress.say(f"Installed {what} in {time.time() - began:.0f} s")


def _remove_leftovers(environment: Environment, lock: Path, hold: int) -> None:
    """Take away what no lock names: left there, it would hide that a lock lacks it."""
    locked = SEEDS.union(
        *(pip_output.names_in(each.read_text()) for each in lock.parent.glob("requirements*.txt"))
    )
    if leftovers := sorted(environment.installed().keys() - locked):
        progress.say(f"Removing what no lock names: {', '.join(leftovers)}")
        log = _log(environment, lock)
        with Pip(environment, "uninstall", "--yes", *leftovers, log=log, hold=hold) as pip:
            pip.finish(log)


def _log(environment: Environment, lock: Path) -> Path:
    return environment.folder / f"{lock.stem}.log"


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on from here.")
    except OSError as problem:
        sys.exit(pip_output.why_it_failed(f"ERROR: {problem}"))
