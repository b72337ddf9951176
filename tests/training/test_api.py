"""Measurements and goals for programs."""

from datetime import timedelta

import pytest

from fitness_app.kit import clock
from tests import make
from tests.accounts.api.conftest import SITE, Program, database, pair_of, program
from tests.make import Person

__all__ = ["database", "program"]
ENTRIES = "/api/v1/metric-entries"
GOALS = "/api/v1/goals"
ENTRY = {"metric": "body_weight", "value": 135, "unit": "lb"}


@pytest.fixture
def due_on() -> str:
    return (clock.now().date() + timedelta(days=100)).isoformat()


async def test_a_measurement_keeps_what_was_entered_beside_kilograms(program: Program, ann: Person):
    token = pair_of(ann).access
    entered = (await program.ask("POST", ENTRIES, token=token, json=ENTRY)).json()
    assert (entered["entered_value"], entered["entered_unit"]) == (135.0, "lb")
    assert entered["value_kg"] == pytest.approx(61.23497)
    assert entered["measured_at"].endswith("Z")
    place = f"{ENTRIES}/{entered['id']}"
    assert (await program.ask("GET", place, token=token)).json() == entered
    changed = await program.ask("PATCH", place, token=token, json={"value": 136.5})
    assert changed.json()["entered_value"] == 136.5
    assert (await program.ask("DELETE", place, token=token)).status_code == 204
    assert (await program.ask("GET", place, token=token)).status_code == 404


async def test_a_stranger_cannot_reach_anns_measurements(program: Program, ann: Person, bo: Person):
    place, token = f"{ENTRIES}/{make.weight(ann)}", pair_of(bo).access
    for method in ("GET", "PATCH", "DELETE"):
        assert (await program.ask(method, place, token=token, json={})).status_code == 404
    assert (await program.ask("GET", ENTRIES, token=token)).json()["count"] == 0


async def test_measurements_are_paged_and_filtered(program: Program, ann: Person):
    today = clock.now().date()
    for days in range(5):
        make.weight(ann, 80 + days, local_date=today - timedelta(days=days))
    token = pair_of(ann).access
    first = (await program.ask("GET", f"{ENTRIES}?page_size=2", token=token)).json()
    assert ([it["value_kg"] for it in first["items"]], first["count"]) == ([80.0, 81.0], 5)
    second = await program.ask("GET", first["next"].removeprefix(SITE), token=token)
    assert [it["value_kg"] for it in second.json()["items"]] == [82.0, 83.0]
    since = f"{ENTRIES}?since={today - timedelta(days=1)}&metric=body_weight"
    assert (await program.ask("GET", since, token=token)).json()["count"] == 2
    for wrong in ("since=0", "since=yesterday", "metric=luck", "page=0", "page_size=1000"):
        answer = await program.ask("GET", f"{ENTRIES}?{wrong}", token=token)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


async def test_a_measurement_that_is_sent_again_is_kept_once(program: Program, ann: Person):
    token, key = pair_of(ann).access, {"idempotency-key": "morning"}
    answers = [
        await program.ask("POST", ENTRIES, token=token, json=ENTRY, headers=key) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert (await program.ask("GET", ENTRIES, token=token)).json()["count"] == 1


async def test_a_goal_is_set_adjusted_with_its_history_and_dropped(
    program: Program, ann: Person, due_on: str
):
    make.weight(ann, 80)
    token = pair_of(ann).access
    aim = {"target": 75, "unit": "kg", "due_on": due_on}
    goal = (
        await program.ask("POST", GOALS, token=token, json={"metric": "body_weight", **aim})
    ).json()
    assert (goal["start_kg"], goal["target_kg"], goal["status"]) == (80.0, 75.0, "active")
    second = await program.ask("POST", GOALS, token=token, json={"metric": "body_weight", **aim})
    assert (second.status_code, second.json()["code"]) == (409, "conflict")
    place = f"{GOALS}/{goal['id']}"
    change = {**aim, "target": 76, "note": "A knee"}
    adjusted = await program.ask("POST", f"{place}/adjustments", token=token, json=change)
    assert (adjusted.status_code, adjusted.json()["target_kg"]) == (201, 76.0)
    history = (await program.ask("GET", f"{place}/adjustments", token=token)).json()["items"]
    assert [(it["old_target_kg"], it["new_target_kg"], it["note"]) for it in history] == [
        (75.0, 76.0, "A knee")
    ]
    early = await program.ask("PUT", f"{place}/status", token=token, json={"status": "reached"})
    assert early.status_code == 409
    dropped = await program.ask("PUT", f"{place}/status", token=token, json={"status": "dropped"})
    assert dropped.json()["status"] == "dropped"
    listed = await program.ask("GET", f"{GOALS}?status=active", token=token)
    assert listed.json() == {"items": []}


async def test_a_stranger_cannot_reach_anns_goals(
    program: Program, ann: Person, bo: Person, due_on: str
):
    make.weight(ann, 80)
    aim = {"metric": "body_weight", "target": 75, "unit": "kg", "due_on": due_on}
    goal = (await program.ask("POST", GOALS, token=pair_of(ann).access, json=aim)).json()
    token, place = pair_of(bo).access, f"{GOALS}/{goal['id']}"
    assert (await program.ask("GET", place, token=token)).status_code == 404
    assert (await program.ask("GET", f"{place}/adjustments", token=token)).status_code == 404
    body = {"status": "dropped"}
    ended = await program.ask("PUT", f"{place}/status", token=token, json=body)
    assert ended.status_code == 404


async def test_the_clubs_figures_are_for_trainers(program: Program, ann: Person, tess: Person):
    place = "/api/v1/trainer/overview"
    assert (await program.ask("GET", place, token=pair_of(ann).access)).status_code == 403
    shown = await program.ask("GET", place, token=pair_of(tess).access)
    assert (shown.status_code, shown.json()["members"]) == (200, 1)


async def test_the_profile_tells_the_latest_weight_and_takes_a_new_one(
    program: Program, ann: Person
):
    token = pair_of(ann).access
    assert (await program.ask("GET", "/profile", token=token)).json()["weight_kg"] is None
    told = await program.ask("PATCH", "/profile", token=token, json={"weight_kg": 64.5})
    assert told.json()["weight_kg"] == 64.5
    wrong = await program.ask("PATCH", "/profile", token=token, json={"weight_kg": 2})
    assert (wrong.status_code, list(wrong.json())) == (400, ["weight_kg"])
    assert (await program.ask("GET", ENTRIES, token=token)).json()["count"] == 1
