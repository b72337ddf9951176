"""What the club keeps is its owner's alone, also where it was anybody's before."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitness_app import private_files, settings
from fitness_app.accounts import pictures
from fitness_app.kit import db
from fitness_app.settings import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory that everybody may look into, not opened yet."""
    folder = tmp_path / "data"
    (folder / "pictures").mkdir(parents=True)
    folder.chmod(0o755)
    monkeypatch.setenv("FITNESS_DATA_DIR", str(folder))
    settings.get.cache_clear()
    before = os.umask(0o022)
    yield folder
    os.umask(before)
    settings.get.cache_clear()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes_below(folder: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in folder.rglob("*")}


def run(*command: str) -> None:
    subprocess.run([sys.executable, "-m", "fitness_app", *command], cwd=ROOT, check=True)


def test_commands_keep_the_database_to_its_owner(folder: Path):
    run("migrate")
    assert mode(folder) == 0o700
    assert modes_below(folder) == {"pictures": 0o700, "club.db": 0o600}

    folder.chmod(0o755)
    (folder / "club.db").chmod(0o644)
    (folder / "secret_key").write_text("s" * 64)
    run("housekeeping")
    assert mode(folder) == 0o700
    assert modes_below(folder) == {"pictures": 0o700, "club.db": 0o600, "secret_key": 0o600}


def test_an_open_database_is_private_with_all_its_files(folder: Path):
    file = folder / "club.db"
    file.touch(0o644)
    for _ in range(2):
        with db.make_engine(f"sqlite:///{file}").connect() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS a (b)")
            connection.commit()
            found = {path.name: mode(path) for path in folder.glob("club.db*")}
            assert found == dict.fromkeys(("club.db", "club.db-wal", "club.db-shm"), 0o600)
            for path in folder.glob("club.db*"):
                path.chmod(0o644)


def test_a_link_to_the_database_is_followed_to_no_foreign_file(folder: Path, tmp_path: Path):
    elsewhere = tmp_path / "club.db"
    elsewhere.touch(0o644)
    (folder / "club.db").symlink_to(elsewhere)
    db.make_engine(f"sqlite:///{folder / 'club.db'}").connect().close()
    assert mode(elsewhere) == 0o644


def test_a_picture_is_private(folder: Path):
    assert mode(folder / "pictures" / pictures.store(b"a picture")) == 0o600


@pytest.mark.parametrize("path", ["pictures", "secret_key"])
def test_a_link_in_the_folder_is_not_followed(folder: Path, tmp_path: Path, path: str):
    (folder / "pictures").rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(0o755)
    (folder / path).symlink_to(elsewhere)
    assert settings.get().data_dir == folder
    assert (mode(folder), mode(elsewhere)) == (0o700, 0o755)


def test_a_linked_folder_is_left_and_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.setenv("FITNESS_DATA_DIR", str(tmp_path / "link"))
    assert settings.get().data_dir == tmp_path / "link"
    assert mode(folder) == 0o755
    assert "chmod 700" in caplog.text


def test_a_folder_that_holds_more_than_the_club_is_left_and_said(
    folder: Path, caplog: pytest.LogCaptureFixture
):
    (folder / "somebodys").mkdir()
    assert settings.get().data_dir == folder
    assert mode(folder) == 0o755
    assert "chmod 700" in caplog.text


def test_a_folder_for_everybody_is_left(folder: Path):
    folder.chmod(0o1777)
    assert settings.get().data_dir == folder
    assert mode(folder) == 0o1777


def test_a_folder_of_somebody_else_is_left_and_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert settings.get().data_dir == folder
    assert mode(folder) == 0o755
    assert "chmod 700" in caplog.text


def test_a_folder_that_refuses_is_no_reason_to_stay_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refuse(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(private_files, "tighten", refuse)
    assert settings.get().data_dir == folder
    assert "chmod 700" in caplog.text
    db.make_engine(f"sqlite:///{folder / 'club.db'}").connect().close()


def test_a_private_folder_is_not_spoken_of(folder: Path, caplog: pytest.LogCaptureFixture):
    folder.chmod(0o700)
    assert settings.get().data_dir == folder
    assert caplog.text == ""
