"""The installer, run as make runs it, on an environment of its own; packages are made up."""

import os
import pty
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pip
import pytest

from tests.tools.shelf import Shelf
from tools import pip_output

INSTALL = Path(__file__).resolve().parents[2] / "tools" / "install.py"
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}


class Checkout:
    """A folder with a lock, an environment that borrows our pip, and a shelf of packages."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder / "shelf")
        for name in ("club", "server", "watcher"):
            self.shelf.add(name)
        self.lock = folder / "requirements.txt"
        self.environment = folder / "environment"
        self.stamp = self.environment / ".runtime"
        venv.create(self.environment, with_pip=False)
        (packages,) = self.environment.glob("lib/python*/site-packages")
        ours = Path(pip.__file__).parent
        for part in (ours, *ours.parent.glob("pip-*.dist-info")):
            (packages / part.name).symlink_to(part)

    def take_pip_away(self) -> None:
        for link in self.environment.glob("lib/python*/site-packages/pip*"):
            link.unlink()

    def pin(self, *names: str) -> None:
        self.lock.write_text("".join(self.shelf.pin(name) for name in names))

    def start(self, **settings: str) -> "subprocess.Popen[str]":
        python = self.environment / "bin" / "python"
        return subprocess.Popen(
            [python, "-ES", INSTALL, self.lock, self.stamp, "what the app needs"],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(settings or self.shelf.settings())},
        )

    def install(self, **settings: str) -> tuple[int, str]:
        """The installer's exit code and all that it says."""
        process = self.start(**settings)
        said = process.communicate()[1]
        return process.returncode, said

    def packages(self) -> set[str]:
        found = self.environment.glob("lib/python*/site-packages/*.dist-info")
        return {folder.name.split("-")[0] for folder in found} - {"pip", "setuptools"}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_changed_lock_and_nothing_else_changes_what_is_installed(checkout: Checkout):
    checkout.pin("club", "server")
    code, said = checkout.install()
    assert (code, checkout.packages()) == (0, {"club", "server"})
    assert said.startswith(f"Installing what the app needs, into {checkout.environment}\n")
    assert len(said.splitlines()) == 2

    os.utime(checkout.lock, (2**31, 2**31))
    assert checkout.install() == (0, "")

    checkout.pin("club", "watcher")
    code, said = checkout.install()
    assert (code, checkout.packages()) == (0, {"club", "watcher"})
    assert "Removing what no lock names: server\n" in said


def test_an_install_that_was_cut_off_is_done_again(checkout: Checkout):
    checkout.pin("club")
    assert checkout.install()[0] == 0
    checkout.pin("club", "server")
    code, said = checkout.install(**NOWHERE)
    assert code == 1
    assert "The package index can't be reached." in said
    assert f"All that pip said is in {checkout.environment}/requirements.log." in said
    assert len(said.splitlines()) < 7

    checkout.pin("club")
    assert "Installed what the app needs" in checkout.install()[1]


def test_who_stops_it_leaves_no_pip_behind(checkout: Checkout):
    checkout.pin("club")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        process = checkout.start(PIP_INDEX_URL=index, PIP_FIND_LINKS="")
        heard, _ = silent.accept()
        with heard:
            assert heard.recv(1000).startswith(b"GET /simple/club")
            process.terminate()
            assert "Stopped." in process.communicate(timeout=30)[1]
            assert process.returncode == 1
            while heard.recv(1000):  # the rest of what it asked
                pass


def test_a_package_that_is_not_the_locks_is_refused(checkout: Checkout):
    checkout.pin("club")
    checkout.shelf.add("club", "Summary: somebody else's")
    code, said = checkout.install()
    assert (code, checkout.packages()) == (1, set())
    assert "not the one the lock names" in said
    assert "Expected sha256" in said


def test_two_commands_at_once_install_once_into_an_environment_just_made(checkout: Checkout):
    checkout.take_pip_away()
    checkout.pin("club", "server")
    both = checkout.start(), checkout.start()
    said = "".join(process.communicate()[1] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said.count("Installed what the app needs") == 1
    assert said.count("Waiting for another command") == 1


def test_a_terminal_shows_one_line_that_changes(checkout: Checkout):
    checkout.pin("club", "server")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-ES", INSTALL, checkout.lock, checkout.stamp, "what the app needs"],
        stderr=theirs,
        env={**os.environ, **checkout.shelf.settings()},
    )
    assert process.wait() == 0
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert said.startswith("\rInstalling what the app needs")
    assert said.count("\n") == 1


def test_progress_counts_what_this_machine_needs():
    pins = pip_output.names_in("a==1 \\\n  --hash=x\nb[c]==1\nb==1\nwin.only==2 ; x\n")
    started = "Ignoring win-only: markers 'x' don't match your environment\nCollecting a==1\n"
    assert pip_output.how_far("", pins, []) == ""
    assert pip_output.how_far(started, pins, []) == "1 of 2 fetched"
    done = f"{started}Collecting b==1\nInstalling collected packages: a, B\n"
    assert pip_output.how_far(done, pins, ["b", "old"]) == "1 of 2 installed"


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (
            "ERROR: Could not install packages due to an OSError: "
            "[Errno 28] No space left on device",
            "The disk is full.",
        ),
        (
            "ERROR: Exception:\nTraceback (most recent call last):\n  File x\n"
            "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read timed out.",
            "The package index can't be reached.",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement club==1\n"
            "ERROR: No matching distribution found for club==1",
            "The package index doesn't have what the lock names",
        ),
        (
            "ERROR: Could not install packages due to an OSError: "
            "[Errno 13] Permission denied: 'x'",
            "A folder may not be written.",
        ),
    ],
)
def test_a_failure_says_pips_last_words_and_what_to_do(said: str, advice: str):
    reason = pip_output.why_it_failed(f"Collecting club==1\n{said}\n")
    assert said.splitlines()[-1] in reason
    assert "Collecting" not in reason
    assert "Traceback" not in reason
    assert reason.splitlines()[-1].startswith(advice)
