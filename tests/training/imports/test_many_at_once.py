"""Files that come at once, or are made to take memory: read in turn, and within bounds."""

import asyncio
import json
import zipfile
from io import BytesIO
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import pytest

from fitness_app import settings
from fitness_app.kit.errors import Invalid, TooLarge
from fitness_app.training.imports import contents, files, reading, tables
from tests import make
from tests.accounts.api.conftest import Program, pair_of
from tests.make import Person
from tests.training.imports.bringing import IN_KG, STRONG, STRONG_HEADER

HEAD = {"format": "fitness-app-training", "version": 1, "exported_at": "2026-01-01T00:00:00Z"}


class Readings:
    """How many files were read at once, at most."""

    def __init__(self) -> None:
        self.now = self.most = self.total = 0
        self._lock = Lock()

    def read(self, *args: Any) -> Any:
        with self._lock:
            self.now, self.total = self.now + 1, self.total + 1
            self.most = max(self.most, self.now)
        sleep(0.05)
        try:
            return READ(*args)
        finally:
            with self._lock:
                self.now -= 1


READ = reading.read


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Readings:
    """Files take a moment to be read, and it is seen how many are read at once."""
    seen = Readings()
    monkeypatch.setattr(reading, "read", seen.read)
    return seen


def zipped(text: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("training.json", text)
    return packed.getvalue()


async def bring(program: Program, person: Person, content: str | bytes = STRONG):
    token, headers = pair_of(person).access, {"content-type": "application/octet-stream"}
    path = "/api/v1/imports"
    return await program.ask("POST", path, token=token, content=content, headers=headers)


def kept() -> set[str]:
    folder = settings.get().data_dir / "imports"
    return {file.name for file in folder.iterdir() if file.suffix != ".lock"}


async def test_six_files_at_once_by_one_member_are_read_one_at_a_time_or_refused_with_a_time(
    program: Program, ann: Person, readings: Readings
):
    before = kept() if (settings.get().data_dir / "imports").is_dir() else set()
    answers = await asyncio.gather(*(bring(program, ann) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201] + [429] * 5
    assert (readings.most, readings.total, len(kept() - before)) == (1, 1, 1)
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.headers["retry-after"] == "10"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"] == (
        "Another file of yours is still being read. Try again in 10 seconds."
    )
    assert refused.json()["code"] == "busy"
    assert (await bring(program, ann)).status_code == 201


async def test_a_file_cannot_be_looked_at_anew_while_another_is_read(program: Program, ann: Person):
    job_id = (await bring(program, ann)).json()["id"]
    path, token = f"/api/v1/imports/{job_id}", pair_of(ann).access
    with files.one_at_a_time(ann.id):
        answer = await program.ask("PATCH", path, token=token, json={"unit": "lb"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    again = await program.ask("PATCH", path, token=token, json={"unit": "lb"})
    assert (again.status_code, again.json()["unit"]) == (200, "lb")


async def test_files_of_six_members_are_read_in_turn(program: Program, readings: Readings):
    people = [make.user(f"member{nth}") for nth in range(6)]
    answers = await asyncio.gather(*(bring(program, person) for person in people))
    assert [answer.status_code for answer in answers] == [201] * 6
    assert (readings.most, readings.total) == (1, 6)


async def test_a_file_that_is_refused_keeps_no_other_waiting(program: Program, ann: Person):
    for content, status in ((b"", 400), (b"x" * 33_000_000, 413), (STRONG, 201)):
        assert (await bring(program, ann, content)).status_code == status


@pytest.mark.parametrize(
    "filling",
    [b'"workouts":[' + b"{}," * 400_000 + b"{}]", b'"x":[' + b"[]," * 4_000_000 + b"1]",
     b'"x":[' + b"1," * 4_000_000 + b"1]"],
    ids=["sessions", "lists", "numbers"],
)  # fmt: skip
async def test_a_small_file_of_millions_of_parts_is_refused_before_it_is_taken_apart(
    program: Program, ann: Person, monkeypatch: pytest.MonkeyPatch, filling: bytes
):
    monkeypatch.setattr(reading.Document, "model_validate_json", lambda _text: 1 / 0)
    text = json.dumps(HEAD).encode()[:-1] + b"," + filling + b"}"
    answer = await bring(program, ann, zipped(text))
    assert (answer.status_code, answer.json()["detail"]) == (413, reading.TOO_MUCH)


@pytest.mark.parametrize(
    "part",
    [
        {"workouts": [{}] * 9000},
        {"exercises": [{"other_names": [1] * 9000, "slug": "a"}] * 9},
        {"names": {f"name {nth}": 7 for nth in range(20_000)}},
    ],
    ids=["sessions", "names of an exercise", "names"],
)
def test_of_thousands_of_mistakes_the_first_is_enough(tmp_path: Path, part: dict[str, Any]):
    file = tmp_path / "training.json"
    file.write_text(json.dumps(HEAD | part))
    with pytest.raises(Invalid) as refused:
        reading.read(file, IN_KG)
    told = refused.value.fields["file"]
    assert "000 more" not in told
    assert not any(f"{count} more" in told for count in range(20, 100))


def test_a_spreadsheet_has_so_many_rows_and_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "strong.csv"
    rows = [f"2026-03-{day:02} 18:05:00,Push,1h,Squat,1,80,5,0,0,,,\n" for day in range(1, 11)]
    file.write_text(STRONG_HEADER + "".join(rows))
    assert len(reading.read(file, IN_KG).workouts) == 10
    monkeypatch.setattr(contents, "MOST_WORKOUTS", 9)
    with pytest.raises(TooLarge, match="Export a shorter span"):
        reading.read(file, IN_KG)
    monkeypatch.setattr(contents, "MOST_WORKOUTS", 10)
    monkeypatch.setattr(tables, "MOST_SETS", 9)
    with pytest.raises(TooLarge, match="Export a shorter span"):
        reading.read(file, IN_KG)
