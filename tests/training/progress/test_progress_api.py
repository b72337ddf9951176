"""Progress, records, leave and goals of every kind for programs."""

from datetime import date, timedelta

import pytest

from fitness_app.kit import clock, db
from fitness_app.training.progress import derived
from fitness_app.training.words import Mode
from tests import make
from tests.accounts.api.conftest import Program, database, pair_of, program
from tests.make import Person

__all__ = ["database", "program"]
V1 = "/api/v1"


@pytest.fixture
def today() -> date:
    return clock.now().date()


@pytest.fixture
def squat(ann: Person, today: date) -> int:
    """Ann's squats of three weeks."""
    squat = make.exercise()
    for weeks, load in ((3, 100), (2, 105), (1, 110)):
        day = today - timedelta(weeks=weeks)
        make.workout(ann, {squat: [(load, 5)] * 3}, day=day, session_rpe=7)
    db.run_sync(derived.rebuild, member_id=ann.id)
    return squat


async def test_progress_is_summed_up(program: Program, ann: Person, squat: int):
    seen = (await program.ask("GET", f"{V1}/progress", token=pair_of(ann).access)).json()
    assert (seen["sessions"], len(seen["weeks"])) == (3, 12)
    assert seen["hard_sets"][0]["muscle"] == "quadriceps"
    assert seen["band"] == {"low": 10, "high": 20}
    assert [kept["extra_sessions"] for kept in seen["adherence"]] == [0, 3, 3]


async def test_the_band_is_chosen(program: Program, ann: Person):
    token = pair_of(ann).access
    chosen = await program.ask(
        "PUT", f"{V1}/progress/band", token=token, json={"low": 8, "high": 16}
    )
    assert chosen.json() == {"low": 8, "high": 16}
    refused = await program.ask(
        "PUT", f"{V1}/progress/band", token=token, json={"low": 8, "high": 8}
    )
    assert (refused.status_code, set(refused.json()["errors"])) == (400, {"high"})


async def test_an_exercise_and_its_records_are_anns_alone(
    program: Program, ann: Person, bo: Person, squat: int
):
    anns, bos = pair_of(ann).access, pair_of(bo).access
    place = f"{V1}/progress/exercises/barbell-squat"
    found = (await program.ask("GET", place, token=anns)).json()
    assert [day["e1rm_kg"] for day in found["days"]] == [112.5, 118.125, 123.75]
    assert [day["is_record"] for day in found["days"]] == [False, True, True]
    assert (await program.ask("GET", place, token=bos)).json()["days"] == []
    records = (await program.ask("GET", f"{V1}/records?kind=best_e1rm", token=anns)).json()
    assert [(it["value"], it["previous_value"], it["unit"]) for it in records["items"]] == [
        (123.75, 118.125, "kg"),
        (118.125, 112.5, "kg"),
    ]
    assert (await program.ask("GET", f"{V1}/records", token=bos)).json()["count"] == 0
    nowhere = await program.ask("GET", f"{V1}/progress/exercises/nothing", token=anns)
    assert nowhere.status_code == 404


async def test_a_month_has_its_sessions(program: Program, ann: Person, squat: int, today: date):
    day = today - timedelta(weeks=1)
    place = f"{V1}/progress/calendar?month={day:%Y-%m}"
    month = (await program.ask("GET", place, token=pair_of(ann).access)).json()
    (found,) = (it for it in month["days"] if it["day"] == day.isoformat())
    assert found["sessions"][0]["working_sets"] == 3
    wrong = f"{V1}/progress/calendar?month=2026-13"
    assert (await program.ask("GET", wrong, token=pair_of(ann).access)).status_code == 400


async def test_leave_is_taken_ended_and_anns_alone(
    program: Program, ann: Person, bo: Person, today: date
):
    anns, bos = pair_of(ann).access, pair_of(bo).access
    body = {"starts_on": f"{today - timedelta(days=3)}", "ends_on": f"{today}"}
    taken = await program.ask("POST", f"{V1}/leave-periods", token=anns, json=body)
    assert taken.status_code == 201
    again = await program.ask("POST", f"{V1}/leave-periods", token=anns, json=body)
    assert again.status_code == 409
    place = f"{V1}/leave-periods/{taken.json()['id']}"
    for method, where in (("GET", place), ("DELETE", place), ("PUT", f"{place}/end")):
        assert (await program.ask(method, where, token=bos)).status_code == 404
    assert (await program.ask("PUT", f"{place}/end", token=anns)).status_code == 204
    ended = (await program.ask("GET", place, token=anns)).json()
    assert ended["ends_on"] == f"{today - timedelta(days=1)}"
    assert (await program.ask("DELETE", place, token=anns)).status_code == 204
    assert (await program.ask("GET", place, token=anns)).status_code == 404


async def test_a_goal_of_an_exercise_starts_from_its_best(
    program: Program, ann: Person, squat: int, today: date
):
    body = {
        "kind": "exercise_e1rm",
        "exercise": "barbell-squat",
        "target": 140,
        "unit": "kg",
        "due_on": f"{today + timedelta(days=90)}",
    }
    goal = (await program.ask("POST", f"{V1}/goals", token=pair_of(ann).access, json=body)).json()
    assert (goal["kind"], goal["exercise"]) == ("exercise_e1rm", "barbell-squat")
    assert (goal["start_kg"], goal["target_kg"]) == (123.75, 140)


async def test_a_goal_can_be_a_time_over_a_distance(program: Program, ann: Person, today: date):
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    make.workout(ann, {run: [{"distance_m": 5000, "duration_s": 1680}]}, day=today)
    body = {
        "kind": "duration",
        "exercise": "run",
        "at_distance": 5,
        "target": 25,
        "unit": "min",
        "due_on": f"{today + timedelta(days=90)}",
    }
    token = pair_of(ann).access
    goal = (await program.ask("POST", f"{V1}/goals", token=token, json=body)).json()
    assert (goal["at_distance_m"], goal["start_s"], goal["target_s"]) == (5000, 1680, 1500)
    refused = await program.ask(
        "POST", f"{V1}/goals", token=token, json={**body, "at_distance": 10}
    )
    assert (refused.status_code, set(refused.json()["errors"])) == (400, {"exercise"})


async def test_a_set_far_above_all_before_is_asked_about_and_confirmed(
    program: Program, ann: Person, bo: Person, squat: int, today: date
):
    workout = make.workout(ann, {squat: [(1000, 5)]}, day=today)
    db.run_sync(derived.rebuild, member_id=ann.id)
    token = pair_of(ann).access
    (held,) = (await program.ask("GET", f"{V1}/records/held", token=token)).json()["items"]
    assert (held["workout_id"], held["exercise"], held["load_kg"]) == (
        workout,
        "barbell-squat",
        1000,
    )
    confirm = f"{V1}/records/held/{held['set_id']}/confirmation"
    assert (await program.ask("PUT", confirm, token=pair_of(bo).access)).status_code == 404
    assert (await program.ask("PUT", confirm, token=token)).status_code == 204
    left = await program.ask("GET", f"{V1}/records/held", token=token)
    assert left.json() == {"items": []}
    best = await program.ask("GET", f"{V1}/records?kind=best_e1rm", token=token)
    assert best.json()["items"][0]["value"] == 1125
