"""What `make test` says of programs that it can't install."""

from collections.abc import Callable

import pytest

from tests import programs
from tests.programs import Missing, Program


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """A machine that lacks every program and has these commands; it records what is run there."""

    def arrange(*commands: str, root: bool = False) -> list[list[str]]:
        lacking = [
            Program(program.name, lambda: None, program.packages) for program in programs.PROGRAMS
        ]
        ran: list[list[str]] = []
        monkeypatch.setattr(programs, "PROGRAMS", lacking)
        monkeypatch.setattr(programs, "find_driver", lambda: None)
        monkeypatch.setattr(programs, "find_chromium", lambda: None)
        monkeypatch.setattr(programs.shutil, "which", lambda name: name in commands or None)
        monkeypatch.setattr(programs.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(programs, "_runs", lambda *command: False)
        monkeypatch.setattr(programs.subprocess, "run", lambda line, **_: ran.append(line))
        return ran

    return arrange


EVERYTHING = "chromium-headless-shell postgresql redis-server libatomic1 curl procps systemd"


def test_an_ordinary_user_is_told_all_that_debian_needs(system: Callable[..., list[list[str]]]):
    ran = system("apt-get", "sudo")
    with pytest.raises(Missing) as told:
        programs.provide()
    assert str(told.value).splitlines()[1:] == [
        "  sudo apt-get update -q",
        f"  sudo apt-get install -y -q --no-install-recommends {EVERYTHING}",
    ]
    assert ran == []


def test_where_there_is_no_sudo_root_is_asked(system: Callable[..., list[list[str]]]):
    system("apt-get")
    with pytest.raises(Missing, match="Have root install it") as told:
        programs.provide()
    assert "\n  apt-get update -q\n  apt-get install" in str(told.value)
    assert "sudo" not in str(told.value)


def test_root_has_each_package_installed_for_itself(system: Callable[..., list[list[str]]]):
    ran = system("apt-get", root=True)
    with pytest.raises(Missing):
        programs.provide()
    assert ran[0] == ["apt-get", "update", "-q"]
    assert [command[-1] for command in ran[1:]] == EVERYTHING.split()


@pytest.mark.parametrize(
    ("installer", "library"), [("dnf", "libatomic"), ("pacman", "gcc-libs"), ("brew", "curl")]
)
def test_other_systems_name_their_own(
    system: Callable[..., list[list[str]]], installer: str, library: str
):
    system(installer, "sudo")
    with pytest.raises(Missing) as told:
        programs.provide()
    said = str(told.value)
    assert f" {library}" in said
    assert ("sudo " in said) == (installer != "brew")
    assert "None" not in said


def test_a_browsers_driver_that_does_not_start_is_not_found(monkeypatch: pytest.MonkeyPatch):
    assert programs.find_driver()
    monkeypatch.setattr(programs, "_runs", lambda *command: False)
    assert programs.find_driver() is None
