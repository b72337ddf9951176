"""The quick start of docs/api.md, word for word in a shell, against a listening club."""

import asyncio
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitness_app.kit import db
from tests import programs
from tests.sockets import running

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "api.md").read_text()
STEPS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ADDRESS = "CLUB=http://localhost:3000\n"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database, of the kind that a newcomer has."""
    yield db.connect(sqlite_url)
    db.disconnect()


def typed(port: int) -> subprocess.CompletedProcess[str]:
    script = "".join(f"{step}echo\n" for step in STEPS)
    assert script.startswith(ADDRESS)
    programs.require(programs.find_curl)
    script = script.replace(ADDRESS, f"CLUB=http://127.0.0.1:{port}\n", 1)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_the_quick_start_works_as_it_is_written(database: db.Database):
    async with running() as club:
        done = await asyncio.to_thread(typed, club.port)
    assert done.returncode == 0, done.stdout + done.stderr
    said = re.sub(r"}\s*{", "}\n{", done.stdout)
    answers = [json.loads(line) for line in said.splitlines() if line.strip()]
    registered, me, entry, goal, entries, goals, left = answers
    assert registered["user"]["username"] == me["username"] == "robin"
    assert (entry["entered_unit"], goal["target_kg"]) == ("lb", 72.0)
    assert entries["items"] == [entry]
    assert goals["items"] == [goal]
    assert left == {"message": "Logged out successfully"}
