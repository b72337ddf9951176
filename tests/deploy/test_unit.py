"""The systemd unit: what a club that was taken over could still do on its machine."""

import re
import subprocess
import sys

import pytest

from fitness_app.settings import ROOT
from tests import programs

UNIT = ROOT / "deploy" / "fitness.service"
HIGHEST_SCORE = 3.0
LOCKED = {
    "CapabilityBoundingSet": [""],
    "MemoryDenyWriteExecute": ["yes"],
    "NoNewPrivileges": ["yes"],
    "PrivateDevices": ["yes"],
    "PrivateTmp": ["yes"],
    "PrivateUsers": ["yes"],
    "ProtectHome": ["yes"],
    "ProtectKernelModules": ["yes"],
    "ProtectKernelTunables": ["yes"],
    "ProtectProc": ["invisible"],
    "ProtectSystem": ["strict"],
    "RestrictAddressFamilies": ["AF_INET AF_INET6 AF_UNIX"],
    "RestrictNamespaces": ["yes"],
    "SystemCallFilter": ["@system-service", "~@privileged @resources"],
    "UMask": ["0077"],
    "User": ["fitness"],
}
"""What counts most, and is checked on machines without systemd too."""


def said() -> dict[str, list[str]]:
    """What the unit says, by key."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text(), re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


def test_the_service_is_locked_in():
    unit = said()
    assert {key: unit.get(key) for key in LOCKED} == LOCKED


def test_it_can_write_its_state_and_nothing_else():
    unit = said()
    assert unit["StateDirectory"] == ["fitness"]
    assert "ReadWritePaths" not in unit


def test_systemd_finds_little_exposed():
    if sys.platform != "linux":
        pytest.skip("there is no systemd for this system; the lines that count are checked above")
    judged = subprocess.run(
        [
            programs.require(programs.find_judge),
            "security",
            "--offline=true",
            "--no-pager",
            str(UNIT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    score = re.search(r"exposure level for fitness\.service: ([\d.]+)", judged.stdout)
    assert score, judged.stdout + judged.stderr
    assert float(score[1]) < HIGHEST_SCORE
