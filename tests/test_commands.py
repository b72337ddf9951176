"""The command line: each command, and what it says when something stands in its way."""

import errno
import json
import os
import socket
import sys
from pathlib import Path

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner, Result

from fitness_app import commands, demo, frontend, schema_version, serving, settings
from fitness_app.accounts.models import AuditEntry, User
from fitness_app.kit import db
from fitness_app.serving import NotReady
from fitness_app.settings import SettingsError
from fitness_app.training.exercises import catalogue, find
from tests import make


@pytest.fixture
def club(database: db.Database, monkeypatch: pytest.MonkeyPatch) -> db.Database:
    """A migrated database, which the settings name too."""
    url = database.engine.url.render_as_string(hide_password=False)
    _set(monkeypatch, database_url=url)
    return database


@pytest.fixture
def empty_club(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database without a table, which the settings name."""
    _set(monkeypatch, database_url=empty_url)
    return empty_url


def _set(monkeypatch: pytest.MonkeyPatch, **chosen: object) -> None:
    changed = settings.get().model_copy(update=chosen)
    monkeypatch.setattr(settings, "get", lambda: changed)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(commands.app, arguments, catch_exceptions=False)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run a command as a person does; its exit code."""
    monkeypatch.setattr(sys, "argv", ["fitness_app", *arguments])
    with pytest.raises(SystemExit) as end:
        commands.main()
    return int(end.value.code or 0)


def people() -> dict[str, str]:
    def roles(session: Session) -> dict[str, str]:
        return {user.username: user.role for user in session.exec(select(User))}

    return db.read_sync(roles)


def reconnect(database: db.Database) -> None:
    db.connect(database.engine.url.render_as_string(hide_password=False))


def test_migrate_makes_a_database_ready(empty_club: str):
    assert call("migrate").exit_code == 0
    assert schema_version.is_current(empty_club)


def test_migrate_puts_the_catalogue_of_exercises_in_once(empty_club: str):
    first = call("migrate").output.lower()
    assert "exercises" in first
    assert "ready plans" in first
    assert call("migrate").output == "The database is up to date.\n"
    db.connect(empty_club)
    assert db.read_sync(find.search, viewer_id=0).count == len(catalogue.entries())
    db.disconnect()


@pytest.mark.parametrize(
    "command",
    [
        ("set-role", "ann", "trainer"),
        ("housekeeping",),
        ("export", "ann"),
        ("create-admin", "--username", "ada", "--email", "a@b.example", "--password", "long words"),
    ],
)
@pytest.mark.usefixtures("empty_club")
def test_a_database_that_isnt_migrated_is_said(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert run(monkeypatch, *command) == 1
    assert "migrate" in capsys.readouterr().err


def test_create_admin_makes_somebody_who_can_do_all(club: db.Database):
    entered = ["--username", "ada", "--email", "ada@club.example", "--password", "tall dark trees"]
    assert call("create-admin", *entered).exit_code == 0
    reconnect(club)
    assert people() == {"ada": "admin"}


def test_create_admin_asks_for_the_password_without_showing_it(club: db.Database):
    secret = "tall dark trees"
    asked = CliRunner().invoke(
        commands.app, ["create-admin"], input=f"ada\nada@club.example\n{secret}\n{secret}\n"
    )
    assert asked.exit_code == 0
    assert secret not in asked.output
    reconnect(club)
    assert people() == {"ada": "admin"}


@pytest.mark.usefixtures("club")
def test_create_admin_says_everything_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    entered = ["--username", "ada", "--email", "nowhere", "--password", "short"]
    assert run(monkeypatch, "create-admin", *entered) == 1
    said = capsys.readouterr().err
    assert "email" in said
    assert "too short" in said
    assert "short\n" not in said.replace("too short.", "")


def test_set_role_makes_a_trainer_and_notes_it(club: db.Database):
    make.user("ann")
    assert call("set-role", "ann", "trainer").exit_code == 0
    reconnect(club)
    assert people() == {"ann": "trainer"}
    assert "role.changed" in db.read_sync(actions)


@pytest.mark.usefixtures("club")
def test_set_role_of_somebody_unknown_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert run(monkeypatch, "set-role", "zed", "trainer") == 1
    assert "nobody called zed" in capsys.readouterr().err


def test_an_unknown_role_is_refused():
    assert CliRunner().invoke(commands.app, ["set-role", "ann", "boss"]).exit_code == 2


@pytest.mark.usefixtures("club")
def test_export_prints_all_about_somebody_and_no_secret():
    ann = make.user("ann")
    session = make.session(ann)
    everything = call("export", "ann").output
    assert json.loads(everything)["account"]["username"] == "ann"
    assert session.cookie not in everything
    assert "bcrypt" not in everything


@pytest.mark.usefixtures("club")
def test_export_into_a_file_that_only_its_owner_can_read(tmp_path: Path):
    make.user("ann")
    file = tmp_path / "ann.json"
    call("export", "ann", "--output", str(file))
    assert json.loads(file.read_text())["account"]["username"] == "ann"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("club")
def test_housekeeping_says_what_it_removed():
    said = call("housekeeping")
    assert said.exit_code == 0
    assert "sessions: 0" in said.output


def test_the_demo_fills_an_empty_database_once(club: db.Database):
    first, second = call("demo"), call("demo")
    reconnect(club)
    assert second.output in first.output
    assert len(people()) == 43
    for sign_in in demo.SIGN_INS:
        assert sign_in.password in first.output


def test_no_demo_in_production(club: db.Database, monkeypatch: pytest.MonkeyPatch):
    _set(monkeypatch, env="production")
    call("demo")
    reconnect(club)
    assert people() == {}


def test_a_setting_that_cant_be_used_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def broken() -> settings.Settings:
        raise SettingsError("FITNESS_PORT: choose one")

    monkeypatch.setattr(settings, "get", broken)
    assert run(monkeypatch, "migrate") == 2
    assert capsys.readouterr().err == "FITNESS_PORT: choose one\n"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full: /club/build."),
        (errno.EROFS, "/club/build can't be written: its file system is read-only."),
        (errno.EACCES, "/club/build can't be written by whoever runs this."),
        (errno.EISDIR, "/club/build: Is a directory."),
    ],
)
def test_a_place_that_cant_be_written_is_said_in_a_sentence(
    number: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def fail() -> bool:
        raise OSError(number, os.strerror(number), "/club/build")

    monkeypatch.setattr(frontend, "build", fail)
    assert run(monkeypatch, "build") == 1
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert len(told.splitlines()) == 1


@pytest.fixture
def ready(club: db.Database, monkeypatch: pytest.MonkeyPatch) -> int:
    """A club that may open, at a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    database = club.engine.url.render_as_string(hide_password=False)
    _set(monkeypatch, port=port, database_url=database)
    monkeypatch.setattr(frontend, "is_current", lambda: True)
    return port


def test_a_club_that_has_all_it_needs_may_open(ready: int):
    assert ready
    serving.check(host="127.0.0.1", workers=1)


@pytest.mark.usefixtures("ready")
def test_it_doesnt_open_without_its_front_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frontend, "is_current", lambda: False)
    with pytest.raises(NotReady, match="make build"):
        serving.check(host="127.0.0.1", workers=1)


@pytest.mark.usefixtures("ready")
def test_it_doesnt_open_on_an_old_database(monkeypatch: pytest.MonkeyPatch, new_url):
    _set(monkeypatch, database_url=new_url())
    with pytest.raises(NotReady, match="migrate"):
        serving.check(host="127.0.0.1", workers=1)


def test_it_doesnt_share_a_port(ready: int):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", ready))
        taken.listen()
        with pytest.raises(NotReady, match=f"Port {ready}"):
            serving.check(host="127.0.0.1", workers=1)


@pytest.mark.usefixtures("ready")
def test_an_address_that_isnt_this_machines_is_said_to_be_none():
    with pytest.raises(NotReady, match=r"no address 192\.0\.2\.1"):
        serving.check(host="192.0.2.1", workers=1)


@pytest.mark.usefixtures("ready")
def test_several_workers_need_redis():
    with pytest.raises(SettingsError, match="FITNESS_REDIS_URL"):
        serving.check(host="127.0.0.1", workers=2)


def actions(session: Session) -> list[str]:
    return [entry.action for entry in session.exec(select(AuditEntry))]
