"""The lock check, run on locks that would break one day; packages are made up, pips are real."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.shelf import Shelf

CHECK = Path(__file__).resolve().parents[2] / "tools" / "check_lock.py"


@pytest.fixture(scope="module")
def pips() -> None:
    """The two pips, fetched before the index is taken away."""
    subprocess.run([sys.executable, CHECK], check=True)


@pytest.fixture
def shelf(pips: None, tmp_path: Path) -> Shelf:
    """A club that wants a server with an extra, and a tool that wants the server alone."""
    shelf = Shelf(tmp_path / "shelf")
    shelf.add("club", "Requires-Dist: server[reload]>=1")
    shelf.add("server", "Provides-Extra: reload", 'Requires-Dist: watcher; extra == "reload"')
    shelf.add("watcher")
    shelf.add("tool", "Requires-Dist: server>=1")
    return shelf


def check(shelf: Shelf, *pins: str) -> tuple[int, list[str]]:
    """The check's exit code and the lines that it prints, without the lock's name."""
    lock = shelf.folder / "lock.txt"
    lock.write_text("# made by hand\n" + "".join(pins))
    done = subprocess.run(
        [sys.executable, CHECK, lock, "--wheels", shelf.folder / "wheels"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **shelf.settings(), "COLUMNS": "60"},  # where uv breaks its lines
    )
    lines = (done.stdout + done.stderr).replace(f"{lock}: ", "").splitlines()
    return done.returncode, lines


def test_a_whole_lock_holds(shelf: Shelf):
    pins = [shelf.pin(name) for name in ("club", "server", "watcher", "tool")]
    held = check(shelf, *pins, shelf.pin("server", extra="[reload]"))
    assert held == (0, ["Locks that hold, whatever is released after them: 1"])


def test_a_pin_without_the_extra_that_is_wanted_breaks_an_older_pip(shelf: Shelf):
    code, lines = check(shelf, *(shelf.pin(name) for name in ("club", "server", "watcher")))
    assert code == 1
    (line,) = lines
    assert line.endswith("finds no pin for server[reload]>=1, which club==1 needs")
    assert line.startswith("pip 23.")


def test_a_pin_with_an_extra_alone_breaks_an_older_pip(shelf: Shelf):
    server = shelf.pin("server", extra="[reload]")
    code, lines = check(shelf, shelf.pin("tool"), shelf.pin("watcher"), server)
    assert code == 1
    (line,) = lines
    assert line.endswith("finds no pin for server>=1, which tool==1 needs")


def test_what_only_an_extra_wants_is_missed(shelf: Shelf):
    server = shelf.pin("server"), shelf.pin("server", extra="[reload]")
    code, lines = check(shelf, shelf.pin("club"), *server)
    assert code == 1
    assert lines == ["no pin for watcher, which something in the lock needs (Python 3.11, linux)"]


def test_what_only_a_later_python_wants_is_missed(shelf: Shelf):
    shelf.add("club", 'Requires-Dist: watcher; python_version >= "3.14"')
    code, lines = check(shelf, shelf.pin("club"))
    assert code == 1
    assert lines == ["no pin for watcher, which something in the lock needs (Python 3.14, linux)"]


def test_a_pin_without_a_hash_is_named(shelf: Shelf):
    assert check(shelf, shelf.pin("tool"), "watcher==1\n") == (1, ["watcher==1 has no hash"])


def test_what_is_not_one_version_is_named(shelf: Shelf):
    pins = [shelf.pin("tool").replace("==1", ">=1"), "-r other.txt\n"]
    says = ["tool>=1 is not pinned to one version", "-r is not pinned to one version"]
    assert check(shelf, *pins) == (1, says)
