"""Plans over HTTP: found and followed by members, written by trainers."""

from typing import Any

import pytest

from tests import make, make_plans
from tests.accounts.api.conftest import Program, database, pair_of, program
from tests.make import Person
from tests.training.plans.conftest import enrol, sessions_of

__all__ = ["database", "program"]
PLANS, ASSIGNMENTS, SESSIONS = (
    "/api/v1/plans",
    "/api/v1/assignments",
    "/api/v1/scheduled-sessions",
)
PLAN = {"name": "By program", "level": "beginner", "schedule_mode": "weekday"}


def weeks(**ask: Any) -> list[Any]:
    asked = {"exercise": "barbell-squat", "sets": 3, "reps": "5", **ask}
    return [[{"name": "A", "weekday": 0, "blocks": [{"asks": [asked]}]}]]


async def test_a_member_finds_a_plan_starts_it_and_follows_it(program: Program, ann: Person):
    make_plans.plan()
    token = pair_of(ann).access
    [card] = (await program.ask("GET", PLANS, token=token)).json()["items"]
    assert (card["slug"], card["sessions_per_week"]) == ("three-days", 3)
    place = f"{PLANS}/{card['plan_id']}/versions/1"
    version = (await program.ask("GET", place, token=token)).json()
    assert version["days"][0]["blocks"][0]["prescriptions"][0]["sets"] == 3
    start = {"plan": "three-days", "starts_on": "2026-11-23", "weekdays": [0, 2, 4]}
    made = await program.ask("POST", ASSIGNMENTS, token=token, json=start)
    assert (made.status_code, made.json()["total"]) == (201, 6)
    found = (await program.ask("GET", SESSIONS, token=token)).json()["items"]
    assert [each["due_on"] for each in found[:3]] == ["2026-11-23", "2026-11-25", "2026-11-27"]
    first = f"{SESSIONS}/{found[0]['scheduled_id']}"
    moved = await program.ask("PUT", f"{first}/due-on", token=token, json={"due_on": "2026-11-24"})
    assert moved.json()["moved_from"] == "2026-11-23"
    skipped = await program.ask("PUT", f"{first}/status", token=token, json={"status": "skipped"})
    assert skipped.json()["status"] == "skipped"
    assert (await program.ask("GET", first, token=token)).json()["blocks"]
    mine = f"{ASSIGNMENTS}/{made.json()['id']}"
    for status in ("paused", "active", "ended"):
        answer = await program.ask("PUT", f"{mine}/status", token=token, json={"status": status})
        assert answer.json()["status"] == status
    late = await program.ask("PUT", f"{mine}/status", token=token, json={"status": "paused"})
    assert (late.status_code, late.json()["code"]) == (409, "conflict")


async def test_what_is_due_now_comes_whole(program: Program, ann: Person, bo: Person):
    make_plans.plan()
    enrol(ann)
    answer = await program.ask("GET", "/api/v1/due-sessions", token=pair_of(ann).access)
    [session] = answer.json()["items"]
    assert (session["due_on"], session["status"]) == ("2026-11-23", "planned")
    assert session["blocks"][0]["prescriptions"]
    bos = await program.ask("GET", "/api/v1/due-sessions", token=pair_of(bo).access)
    assert bos.json() == {"items": []}


async def test_a_program_goes_over_to_a_newer_version(program: Program, ann: Person, bo: Person):
    make_plans.plan()
    place, token = f"{ASSIGNMENTS}/{enrol(ann)}/version", pair_of(ann).access
    make_plans.plan(number=2, weekdays=(0, 1, 3, 4))
    few = await program.ask("PUT", place, token=token, json={"weekdays": [0, 2, 4]})
    assert (few.status_code, list(few.json()["errors"])) == (400, ["weekdays"])
    days = {"weekdays": [0, 1, 3, 4]}
    bos = await program.ask("PUT", place, token=pair_of(bo).access, json=days)
    assert bos.status_code == 404
    taken = (await program.ask("PUT", place, token=token, json=days)).json()
    assert (taken["version"], taken["latest_version"], taken["weekdays"]) == (2, 2, [0, 1, 3, 4])
    again = await program.ask("PUT", place, token=token, json=days)
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("asked", "each_side", "missing"),
    [
        ("load=62.5", [20, 1.25], 0),
        ("load=225&unit=lb", [45, 45], 0),
        ("load=61&bar=10", [25], 1),
        ("load=15", [], -5),
    ],
)
async def test_a_bar_is_loaded(
    program: Program, ann: Person, asked: str, each_side: list[float], missing: float
):
    answer = await program.ask("GET", f"/api/v1/plates?{asked}", token=pair_of(ann).access)
    assert (answer.json()["each_side"], answer.json()["missing"]) == (each_side, missing)
    wrong = await program.ask("GET", "/api/v1/plates?load=nan", token=pair_of(ann).access)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["load"])


async def test_starting_again_by_the_same_key_starts_once(program: Program, ann: Person):
    make_plans.plan()
    token, key = pair_of(ann).access, {"idempotency-key": "monday"}
    start = {"plan": "three-days", "starts_on": "2026-11-23", "weekdays": []}
    answers = [
        await program.ask("POST", ASSIGNMENTS, token=token, json=start, headers=key)
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekdays": [0, 2]}, "weekdays"),
        ({"weekdays": ["Monday"]}, "weekdays"),
        ({"weekdays": [True, 2, 4]}, "weekdays"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
    ],
)
async def test_what_is_wrong_with_a_start_is_said(
    program: Program, ann: Person, change: dict[str, Any], field: str
):
    make_plans.plan()
    start = {"plan": "three-days", "starts_on": "2026-11-23", "weekdays": [0, 2, 4], **change}
    answer = await program.ask("POST", ASSIGNMENTS, token=pair_of(ann).access, json=start)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


async def test_bo_cannot_reach_anns_plan(program: Program, ann: Person, bo: Person):
    make_plans.plan()
    assignment_id, token = enrol(ann), pair_of(bo).access
    before = sessions_of(ann)
    mine, first = f"{ASSIGNMENTS}/{assignment_id}", f"{SESSIONS}/{before[0].scheduled_id}"
    for method, place, said in (
        ("GET", mine, {}),
        ("PUT", f"{mine}/status", {"status": "ended"}),
        ("GET", first, {}),
        ("PUT", f"{first}/due-on", {"due_on": "2026-11-24"}),
        ("PUT", f"{first}/status", {"status": "skipped"}),
    ):
        assert (await program.ask(method, place, token=token, json=said)).status_code == 404
    assert (await program.ask("GET", SESSIONS, token=token)).json() == {"items": []}
    assert (await program.ask("GET", ASSIGNMENTS, token=token)).json() == {"items": []}
    assert sessions_of(ann) == before


async def test_a_trainer_writes_a_plan_and_publishes_it(
    program: Program, ann: Person, tess: Person
):
    make.exercise()
    token, members = pair_of(tess).access, pair_of(ann).access
    made = (await program.ask("POST", PLANS, token=token, json=PLAN)).json()["plan"]
    place = f"{PLANS}/{made['plan_id']}/versions/1"
    for hidden in (place, f"{PLANS}/{made['plan_id']}/versions"):
        assert (await program.ask("GET", hidden, token=members)).status_code == 404
    words = {**PLAN, "summary": "Made by a program.", "notes": "", "revision": 0}
    described = await program.ask("PUT", f"{place}/words", token=token, json=words)
    assert described.json()["plan"]["revision"] == 1
    stale = {"revision": 0, "weeks": weeks()}
    conflict = await program.ask("PUT", f"{place}/weeks", token=token, json=stale)
    assert (conflict.status_code, "Somebody else" in conflict.json()["detail"]) == (409, True)
    written = await program.ask(
        "PUT", f"{place}/weeks", token=token, json={"revision": 1, "weeks": weeks()}
    )
    assert written.json()["days"][0]["name"] == "A"
    out = {"status": "published", "revision": 2}
    assert (await program.ask("PUT", f"{place}/status", token=token, json=out)).status_code == 200
    assert (await program.ask("GET", place, token=members)).status_code == 200
    again = {"revision": 3, "weeks": weeks()}
    frozen = await program.ask("PUT", f"{place}/weeks", token=token, json=again)
    assert (frozen.status_code, "is published" in frozen.json()["detail"]) == (409, True)
    draft = await program.ask("POST", f"{PLANS}/{made['plan_id']}/versions", token=token, json={})
    assert draft.json()["plan"]["number"] == 2
    assert len((await program.ask("GET", place, token=members)).json()["days"]) == 1


async def test_each_fault_of_a_document_is_said_by_its_place(program: Program, tess: Person):
    make.exercise()
    token = pair_of(tess).access
    made = (await program.ask("POST", PLANS, token=token, json=PLAN)).json()["plan"]
    place = f"{PLANS}/{made['plan_id']}/versions/1/weeks"
    nested = "weeks.0.0.blocks.0.asks.0"
    for wrong, field in (
        (weeks(reps="many"), f"{nested}.reps"),
        (weeks(exercise="no-such-thing"), f"{nested}.exercise"),
        (weeks(sets=10**400), f"{nested}.sets"),
        (weeks(note="\0"), "weeks"),
        ([], "weeks"),
        ([7], "weeks.0"),
        ([[7]], "weeks.0.0.name"),
        ([[{"name": "A", "weekday": 9}]], "weeks.0.0.weekday"),
        ([[{"name": "A", "week_day": 1}]], "weeks.0.0"),
        (weeks(weight=60), nested),
        ([[{"name": "A", "blocks": [{"kind": "emom"}]}]], "weeks.0.0.blocks.0.rounds"),
        ("junk", "weeks"),
    ):
        answer = await program.ask("PUT", place, token=token, json={"revision": 0, "weeks": wrong})
        assert (answer.status_code, field in answer.json()["errors"]) == (400, True), wrong
    unchanged = f"{PLANS}/{made['plan_id']}/versions/1"
    assert (await program.ask("GET", unchanged, token=token)).json()["plan"]["revision"] == 0


async def test_members_write_no_plans(program: Program, ann: Person):
    make_plans.plan()
    token = pair_of(ann).access
    place = f"{PLANS}/1/versions"
    for method, path, said in (
        ("POST", PLANS, PLAN),
        ("POST", place, {}),
        ("PUT", f"{place}/1/weeks", {"revision": 0, "weeks": weeks()}),
        ("PUT", f"{place}/1/words", {**PLAN, "summary": "", "notes": "", "revision": 0}),
        ("PUT", f"{place}/1/status", {"status": "published", "revision": 0}),
    ):
        assert (await program.ask(method, path, token=token, json=said)).status_code == 403
