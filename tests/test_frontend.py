"""The build of the front end: what it leaves when it fails."""

import shutil
from pathlib import Path

import pytest

from fitness_app import frontend
from fitness_app.frontend import BuildError


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


def test_a_failed_build_leaves_the_last_one_to_be_served(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> None:
        shutil.rmtree(built.parent.parent)
        raise BuildError("npm could not fetch something.")

    monkeypatch.setattr(frontend, "_export", fail)
    with pytest.raises(BuildError):
        frontend.build()
    assert built.read_text() == "the last build"
    assert not frontend.is_current()


def test_a_build_takes_the_place_of_the_last_one(built: Path, monkeypatch: pytest.MonkeyPatch):
    def export() -> None:
        shutil.rmtree(built.parent.parent)
        built.parent.mkdir(parents=True)
        built.write_text("the new build")

    monkeypatch.setattr(frontend, "_export", export)
    assert frontend.build()
    assert built.read_text() == "the new build"
    assert frontend.is_current()
    assert not frontend.build()
