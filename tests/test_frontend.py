"""The build of the front end: what it leaves when it fails."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fitness_app import frontend
from fitness_app.frontend import BuildError

AS_COMMITTED = '{"packages": {"react": "19.3.1"}}'


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The landing page of a build that was made from other sources."""
    folder = tmp_path / ".web" / "build" / "client"
    folder.mkdir(parents=True)
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    monkeypatch.setattr(frontend, "BUILT", folder)
    monkeypatch.setattr(frontend, "STAMP", folder.parent / "made-from")
    frontend.STAMP.write_text("other sources")
    page = folder / "index.html"
    page.write_text("the last build")
    return page


@pytest.fixture
def exported(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Reflex does when all goes well."""

    def export(_hold: int) -> None:
        shutil.rmtree(built.parent.parent)
        built.parent.mkdir(parents=True)
        built.write_text("the new build")

    monkeypatch.setattr(frontend, "_export", export)


def test_a_failed_build_leaves_the_last_one_to_be_served(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(_hold: int) -> None:
        shutil.rmtree(built.parent.parent)
        raise BuildError("npm could not fetch something.")

    monkeypatch.setattr(frontend, "_export", fail)
    with pytest.raises(BuildError):
        frontend.build()
    assert built.read_text() == "the last build"
    assert not frontend.is_current()


@pytest.fixture
def lock(built: Path) -> Path:
    """The lock of npm's packages, as it was committed."""
    file = built.parents[3] / "reflex.lock" / "package-lock.json"
    file.parent.mkdir()
    file.write_text(AS_COMMITTED)
    return file


@pytest.mark.usefixtures("exported")
def test_a_build_that_was_killed_leaves_the_last_one_to_come_back(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    kept = built.parents[3] / "build" / "last-frontend"
    shutil.copytree(built.parents[1], kept)
    built.write_text("half made")

    def fail(_hold: int) -> None:
        raise BuildError("npm could not fetch something.")

    monkeypatch.setattr(frontend, "_export", fail)
    with pytest.raises(BuildError):
        frontend.build()
    assert built.read_text() == "the last build"


def test_who_builds_meanwhile_holds_up_the_next_even_when_left_alone(tmp_path: Path, built: Path):
    with frontend._alone() as hold:
        left = subprocess.Popen([shutil.which("sleep") or "", "60"], pass_fds=(hold,))
    try:
        with (
            (tmp_path / "build" / "frontend.lock").open() as lock,
            pytest.raises(BlockingIOError),
        ):
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        left.kill()
        left.wait()


def test_a_failed_build_leaves_the_lock_as_it_was(
    built: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(_hold: int) -> None:
        lock.write_text("{}")
        raise BuildError("npm could not fetch something.")

    monkeypatch.setattr(frontend, "_export", fail)
    with pytest.raises(BuildError, match="fetch"):
        frontend.build()
    assert lock.read_text() == AS_COMMITTED


def test_a_build_that_needs_another_lock_is_refused(
    built: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(frontend, "_export", lambda _hold: lock.write_text("{}"))
    with pytest.raises(BuildError, match="make lock"):
        frontend.build()
    assert lock.read_text() == AS_COMMITTED
    assert built.read_text() == "the last build"


def test_the_same_lock_with_other_spaces_is_no_other_lock(
    built: Path, lock: Path, exported: None, monkeypatch: pytest.MonkeyPatch
):
    export = frontend._export

    def rewrite(hold: int) -> None:
        export(hold)
        lock.write_text(AS_COMMITTED.replace(" ", ""))

    monkeypatch.setattr(frontend, "_export", rewrite)
    assert frontend.build()
    assert lock.read_text() == AS_COMMITTED


def test_a_changed_lock_is_no_longer_what_was_built(built: Path, lock: Path, exported: None):
    frontend.build()
    assert frontend.is_current()
    lock.write_text("{}")
    assert not frontend.is_current()


def test_a_build_knows_nothing_of_the_clubs_settings(
    built: Path, exported: None, monkeypatch: pytest.MonkeyPatch
):
    frontend.build()
    for name, value in (("ENV", "production"), ("CLUB_NAME", "Iron"), ("CURRENCY", "none")):
        monkeypatch.setenv(f"FITNESS_{name}", value)
    assert frontend.is_current()


def test_a_full_disk_is_said_to_be_one(built: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=10**9, free=4096))
    monkeypatch.setattr(frontend, "environment", lambda **_: os.environ)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(BuildError, match="disk is full"):
        frontend.build()


@pytest.mark.usefixtures("exported")
def test_a_build_takes_the_place_of_the_last_one(built: Path):
    assert frontend.build()
    assert built.read_text() == "the new build"
    assert frontend.is_current()
    assert not frontend.build()
