"""Imports and exports over HTTP: through the edge, as pages and programs send them."""

import csv
import json
from io import StringIO

import pytest

from fitness_app.kit import db
from fitness_app.training.exports.spreadsheets import neutral
from fitness_app.training.imports import importer
from fitness_app.training.models import Workout
from tests import make
from tests.accounts.api.conftest import Program, cookie_of, pair_of
from tests.make import Person
from tests.training.imports.bringing import STRONG, STRONG_HEADER, brought, path_of

CSV = {"content-type": "text/csv"}


async def send(program: Program, person: Person, content: bytes | str, **query: str):
    headers = {**cookie_of(person), **CSV}
    return await program.ask(
        "POST", "/api/v1/imports", params=query, content=content, headers=headers
    )


async def test_a_file_goes_in_is_looked_at_written_and_taken_back(program: Program, ann: Person):
    token = pair_of(ann).access
    sent = await send(program, ann, STRONG, file_name="strong.csv")
    assert sent.status_code == 201, sent.text
    job = sent.json()
    assert (job["state"], job["file_name"], job["sessions"]) == ("previewed", "strong.csv", 2)
    path = f"/api/v1/imports/{job['id']}"

    said = {"unit": "lb", "choices": {"Plank": "skip"}}
    answered = await program.ask("PATCH", path, token=token, json=said)
    assert (answered.json()["unit"], answered.status_code) == ("lb", 200)

    started = await program.ask("PUT", f"{path}/state", token=token, json={"state": "running"})
    assert started.json()["state"] == "running"
    again = await program.ask("PUT", f"{path}/state", token=token, json={"state": "running"})
    assert again.status_code == 409
    await importer.write_due()

    read = (await program.ask("GET", path, token=token)).json()
    assert (read["state"], read["percent"], read["sets_added"]) == ("done", 100, 4)
    listed = (await program.ask("GET", "/api/v1/imports", token=token)).json()
    assert [it["id"] for it in listed["items"]] == [job["id"]]

    undone = await program.ask("PUT", f"{path}/state", token=token, json={"state": "undone"})
    assert undone.json()["state"] == "undone"
    assert db.read_sync(lambda session: session.get(Workout, 1)) is None


async def test_bo_finds_nothing_of_anns(program: Program, ann: Person, bo: Person):
    job = (await send(program, ann, STRONG)).json()
    path, token = f"/api/v1/imports/{job['id']}", pair_of(bo).access
    for method, where, body in (
        ("GET", path, None),
        ("PATCH", path, {"choices": {"Plank": "skip"}}),
        ("PATCH", path, {"unit": "lb"}),
        ("PUT", f"{path}/state", {"state": "running"}),
        ("PUT", f"{path}/state", {"state": "undone"}),
        ("DELETE", path, None),
    ):
        answer = await program.ask(method, where, token=token, json=body)
        assert answer.status_code == 404, (method, where)
    assert (await program.ask("GET", "/api/v1/imports", token=token)).json()["items"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b,c,d\n1,2,3,4\n", "neither Strong’s nor Hevy’s"),
        (b"", "This file is empty"),
        (b"\x00\x01\x02", "isn't a spreadsheet"),
    ],
)
async def test_a_file_that_cant_be_used_is_told_and_nothing_of_it_stays(
    program: Program, ann: Person, content: bytes, said: str
):
    before = set(path_of("x").parent.glob("*"))
    answer = await send(program, ann, content)
    assert answer.status_code == 400
    assert said in answer.json()["errors"]["file"][0]
    assert set(path_of("x").parent.glob("*")) == before


async def test_fifty_megabytes_are_refused_with_the_limit(program: Program, ann: Person):
    answer = await send(program, ann, STRONG_HEADER.encode() + b"x" * 50_000_000)
    assert answer.status_code == 413
    assert "at most 32 MB" in answer.json()["detail"]


async def test_so_are_they_when_nobody_announced_them(program: Program, ann: Person):
    before = set(path_of("x").parent.glob("*"))

    async def pour():
        for _ in range(34):
            yield b"x" * 1_000_000

    headers = {**cookie_of(ann), **CSV}
    answer = await program.http.post("/api/v1/imports", content=pour(), headers=headers)
    assert answer.status_code in (411, 413)
    assert set(path_of("x").parent.glob("*")) == before


async def test_another_kind_of_body_is_refused(program: Program, ann: Person):
    headers = {**cookie_of(ann), "content-type": "image/png"}
    answer = await program.ask("POST", "/api/v1/imports", content=b"x", headers=headers)
    assert answer.status_code == 415


async def test_another_site_cant_bring_a_file(program: Program, ann: Person):
    headers = {**cookie_of(ann), **CSV, "origin": "http://elsewhere.example"}
    answer = await program.ask("POST", "/api/v1/imports", content=STRONG, headers=headers)
    assert answer.status_code == 403


async def test_too_many_files_in_an_hour_are_too_many(
    program: Program, ann: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("fitness_app.training.imports.desk.MOST_AN_HOUR", 1)
    assert (await send(program, ann, STRONG)).status_code == 201
    assert (await send(program, ann, STRONG)).status_code == 429


async def test_sets_come_out_as_a_spreadsheet_that_runs_nothing(program: Program, ann: Person):
    risky = STRONG.replace("Felt good", "=HYPERLINK(0)").replace(",Push,", ",-Push,")
    await brought(ann, risky)
    answer = await program.ask("GET", "/api/v1/exports/sets.csv", token=pair_of(ann).access)
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="sets.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert (
        rows[1]
        | {
            "workout": "'-Push",
            "workout_notes": "'=HYPERLINK(0)",
            "exercise": "Bench Press (Barbell)",
            "weight_kg": "80",
            "reps": "5",
            "rpe": "8",
            "started_at": "2026-03-02T18:05:00+01:00",
            "duration_minutes": "65.0",
        }
        == rows[1]
    )
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_looks_like_a_formula_is_made_plain(start: str):
    assert neutral(f"{start}1") == f"'{start}1"
    assert neutral(-1) == -1
    assert neutral("1-2") == "1-2"


async def test_measurements_come_out_too(program: Program, ann: Person, bo: Person):
    make.weight(ann, 61.23, entered_value=135, entered_unit="lb")
    make.weight(bo, 99)
    token = pair_of(ann).access
    answer = await program.ask("GET", "/api/v1/exports/measurements.csv", token=token)
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["value"], row["entered_value"], row["entered_unit"]) for row in rows] == [
        ("61.23", "135", "lb")
    ]


async def test_the_whole_goes_out_and_in_again(program: Program, ann: Person, bo: Person):
    await brought(ann, STRONG)
    packed = await program.ask("GET", "/api/v1/exports/training.zip", token=pair_of(ann).access)
    plain = await program.ask("GET", "/api/v1/exports/training.json", token=pair_of(ann).access)
    assert len(json.loads(plain.content)["workouts"]) == 2
    job = (await send(program, bo, packed.content)).json()
    assert (job["format"], job["sessions"], job["asks_for_zone"]) == ("fitness_app", 2, False)
