"""The example of all settings and README's table: each setting is there, and explained once."""

import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path

from dotenv import dotenv_values

from fitness_app.settings import ROOT, Settings

EXAMPLE = ROOT / "deploy" / ".env.example"
SETTINGS = {f"FITNESS_{name.upper()}" for name in Settings.model_fields}
FOR_THOSE_WHO_START_IT = {"WORKERS", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}
"""Read by the unit file and by compose.yaml, not by the app."""
NAMED = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)


def test_the_example_names_every_setting_once():
    named = NAMED.findall(EXAMPLE.read_text())
    assert sorted(named) == sorted(SETTINGS | FOR_THOSE_WHO_START_IT)


def test_the_example_explains_every_setting():
    lines = EXAMPLE.read_text().splitlines()
    silent = [
        line for above, line in pairwise(lines) if NAMED.match(line) and not above.startswith("# ")
    ]
    assert silent == []


def test_readme_lists_every_setting_once():
    table = (ROOT / "README.md").read_text()
    named = re.findall(r"^\| `(FITNESS_[A-Z_]+)` \|", table, re.MULTILINE)
    assert sorted(named) == sorted(SETTINGS)


def test_the_example_means_the_same_to_the_app_and_to_a_shell(tmp_path: Path):
    file = everything_chosen(tmp_path)
    shell = 'set -a; . "$1"; env -0'
    asked = subprocess.run(
        ["env", "-i", f"PATH={os.defpath}", "sh", "-euc", shell, "sh", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = dict(line.split("=", 1) for line in asked.stdout.split("\0") if line)
    read = dotenv_values(file)
    assert len(read) == len(SETTINGS | FOR_THOSE_WHO_START_IT)
    assert read == {name: told[name] for name in read}


def test_the_app_takes_the_example_once_its_key_is_there(tmp_path: Path):
    chosen = {
        name.removeprefix("FITNESS_").lower(): value
        for name, value in dotenv_values(everything_chosen(tmp_path)).items()
        if name in SETTINGS
    }
    chosen |= {"secret_key": "k" * 32, "old_secret_keys": []}
    club = Settings.model_validate(chosen)
    assert not club.is_development
    assert club.is_https


def everything_chosen(folder: Path) -> Path:
    """The example with no line left out."""
    file = folder / "settings.env"
    file.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", EXAMPLE.read_text(), flags=re.MULTILINE))
    return file
