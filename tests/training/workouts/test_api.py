"""Workouts for programs: started, filled set by set, finished, looked at again."""

from uuid import uuid4

import pytest

from tests import make
from tests.accounts.api.conftest import SITE, Program, cookie_of, database, pair_of, program
from tests.make import Person

__all__ = ["database", "program"]
WORKOUTS = "/api/v1/workouts"
RUNNING = "/api/v1/running-workout"
PAST = "/api/v1/past-workouts"


@pytest.fixture
def squat(ann: Person) -> int:
    """An exercise of the club."""
    return make.exercise("Barbell squat")


async def started(program: Program, token: str) -> tuple[str, str]:
    """A workout with a squat: its address, and the squat's id in it."""
    begun = (await program.ask("POST", WORKOUTS, token=token, json={"name": "Legs"})).json()
    place = f"{WORKOUTS}/{begun['id']}"
    added = await program.ask(
        "POST", f"{place}/exercises", token=token, json={"exercise": "barbell-squat"}
    )
    return place, added.json()["exercises"][0]["id"]


async def test_no_program_can_say_that_a_set_is_a_record(program: Program, ann: Person, squat: int):
    token = pair_of(ann).access
    place, line = await started(program, token)
    claims = {"is_record": True, "record": "best_e1rm", "is_pr": 1, "records": ["best_e1rm"]}
    body = {"exercise_id": line, "load": 100, "reps": 5, **claims}
    kept = await program.ask("PUT", f"{place}/sets/{uuid4()}", token=token, json=body)
    assert not set(claims) & set(kept.json())
    said = {"status": "finished", **claims}
    assert (await program.ask("PUT", f"{place}/status", token=token, json=said)).status_code == 200
    records = (await program.ask("GET", "/api/v1/records", token=token)).json()
    assert (records["count"], records["items"]) == (0, [])


async def test_a_workout_from_start_to_finish(program: Program, ann: Person, squat: int):
    token = pair_of(ann).access
    place, line = await started(program, token)
    running = (await program.ask("GET", RUNNING, token=token)).json()
    assert (running["name"], running["ended_at"]) == ("Legs", None)
    key = str(uuid4())
    body = {"exercise_id": line, "load": 135, "load_unit": "lb", "reps": 5, "rir": 2}
    answers = [
        await program.ask("PUT", f"{place}/sets/{key}", token=token, json=body) for _ in range(3)
    ]
    assert {answer.status_code for answer in answers} == {200}
    kept = answers[-1].json()
    assert answers[0].json() == kept
    assert (kept["entered_load"], kept["entered_unit"], kept["rpe"]) == (135.0, "lb", 8.0)
    assert (await program.ask("GET", f"{place}/sets/{key}", token=token)).json() == kept
    said = {"status": "finished", "session_rpe": 7, "rating": 4}
    ended = (await program.ask("PUT", f"{place}/status", token=token, json=said)).json()
    assert (ended["working_sets"], ended["rating"]) == (1, 4)
    assert ended["volume_kg"] == pytest.approx(306.17485)
    assert (await program.ask("GET", RUNNING, token=token)).status_code == 404
    listed = (await program.ask("GET", WORKOUTS, token=token)).json()
    assert (listed["count"], listed["items"][0]["exercises"]) == (1, ["Barbell squat"])
    changed = await program.ask(
        "PATCH", place, token=token, json={"notes": "Heavy", "rating": None}
    )
    assert (changed.json()["notes"], changed.json()["rating"]) == ("Heavy", None)
    assert (await program.ask("DELETE", place, token=token)).status_code == 204
    assert (await program.ask("GET", place, token=token)).status_code == 404


async def test_a_page_of_ours_saves_a_set_by_its_cookie_and_another_site_does_not(
    program: Program, ann: Person, squat: int
):
    headers = cookie_of(ann)
    place, line = await started(program, pair_of(ann).access)
    body = {"exercise_id": line, "load": "62,5", "reps": "8"}
    path = f"{place}/sets/{uuid4()}"
    saved = await program.ask("PUT", path, json=body, headers=headers)
    assert (saved.status_code, saved.json()["load_kg"]) == (200, 62.5)
    foreign = {**headers, "origin": "https://elsewhere.example"}
    refused = await program.ask("PUT", path, json=body, headers=foreign)
    assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")


async def test_an_exercise_is_swapped_noted_ordered_and_removed(
    program: Program, ann: Person, squat: int
):
    make.exercise("Leg press")
    token = pair_of(ann).access
    place, line = await started(program, token)
    second = {"exercise": "leg-press"}
    both = await program.ask("POST", f"{place}/exercises", token=token, json=second)
    keys = [each["id"] for each in both.json()["exercises"]]
    change = {"notes": "Deep", "rest_s": 90, "load_unit": "lb", "takes_turns_with_next": True}
    changed = await program.ask("PATCH", f"{place}/exercises/{line}", token=token, json=change)
    first, other = changed.json()["exercises"]
    assert (first["notes"], first["rest_s"], first["superset"]) == ("Deep", 90, other["superset"])
    apart = {"takes_turns_with_next": False}
    changed = await program.ask("PATCH", f"{place}/exercises/{line}", token=token, json=apart)
    assert [each["superset"] for each in changed.json()["exercises"]] == [None, None]
    order = await program.ask("PUT", f"{place}/order", token=token, json={"exercises": keys[::-1]})
    assert [each["id"] for each in order.json()["exercises"]] == keys[::-1]
    gone = await program.ask("DELETE", f"{place}/exercises/{keys[1]}", token=token)
    assert gone.status_code == 204
    swapped = await program.ask("PATCH", f"{place}/exercises/{line}", token=token, json=second)
    assert [each["exercise"] for each in swapped.json()["exercises"]] == ["leg-press"]


async def test_a_past_workout_is_kept_once_for_each_key(program: Program, ann: Person):
    token = pair_of(ann).access
    body = {"done_on": "2026-01-05", "minutes": 45}
    key = {"idempotency-key": "january"}
    ids = [
        (await program.ask("POST", PAST, token=token, json=body, headers=key)).json()["id"]
        for _ in range(2)
    ]
    assert ids[0] == ids[1]
    for wrong in ({"done_on": "2999-01-01"}, {"minutes": 0}, {"minutes": 1e9}, {"minutes": "45"}):
        answer = await program.ask("POST", PAST, token=token, json=body | wrong)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, list(wrong))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reps": 1e9}, "reps"),
        ({"reps": "NaN"}, "reps"),
        ({"load": 1401}, "load"),
        ({"load": True}, "load"),
        ({"rpe": 3}, "rpe"),
        ({"set_type": "cheat"}, "set_type"),
        ({"done_at": "2999-01-01T00:00:00Z"}, "done_at"),
        ({"is_done": "perhaps"}, "is_done"),
        ({"exercise_id": ["x"]}, "exercise_id"),
    ],
)
async def test_what_cannot_be_is_refused_by_field(
    program: Program, ann: Person, squat: int, wrong: dict[str, object], field: str
):
    token = pair_of(ann).access
    place, line = await started(program, token)
    body = {"exercise_id": line, "load": 60, "reps": 8} | wrong
    answer = await program.ask("PUT", f"{place}/sets/{uuid4()}", token=token, json=body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


async def test_not_a_number_is_no_json(program: Program, ann: Person, squat: int):
    token = pair_of(ann).access
    place, line = await started(program, token)
    text = f'{{"exercise_id": "{line}", "load": NaN, "reps": 8}}'
    headers = {"content-type": "application/json"}
    path = f"{place}/sets/{uuid4()}"
    answer = await program.ask("PUT", path, token=token, content=text, headers=headers)
    assert answer.status_code == 400


async def test_a_stranger_finds_none_of_anns_workouts(
    program: Program, ann: Person, bo: Person, squat: int
):
    place, line = await started(program, pair_of(ann).access)
    key, bos = str(uuid4()), pair_of(bo).access
    body = {"exercise_id": line, "load": 1, "reps": 1}
    assert (
        await program.ask("PUT", f"{place}/sets/{key}", token=bos, json=body)
    ).status_code == 404
    attempts = [
        ("GET", place, None),
        ("PATCH", place, {"name": "Mine"}),
        ("PUT", f"{place}/status", {"status": "finished"}),
        ("DELETE", place, None),
        ("POST", f"{place}/exercises", {"exercise": "barbell-squat"}),
        ("PATCH", f"{place}/exercises/{line}", {"notes": "x"}),
        ("DELETE", f"{place}/exercises/{line}", None),
        ("PUT", f"{place}/order", {"exercises": [line]}),
        ("GET", f"{place}/sets/{key}", None),
        ("DELETE", f"{place}/sets/{key}", None),
    ]
    for method, path, sent in attempts:
        answer = await program.ask(method, path, token=bos, json=sent)
        assert answer.status_code == 404, (method, path)
    assert (await program.ask("GET", WORKOUTS, token=bos)).json()["count"] == 0
    begun = await program.ask("POST", WORKOUTS, token=bos, json={"repeat_of": int(place[-1])})
    assert begun.status_code == 404


async def test_the_past_comes_in_pages(program: Program, ann: Person, squat: int):
    for _ in range(3):
        make.workout(ann, {squat: [(60, 8)]})
    token = pair_of(ann).access
    first = (await program.ask("GET", f"{WORKOUTS}?page_size=2", token=token)).json()
    second = await program.ask("GET", first["next"].removeprefix(SITE), token=token)
    assert (len(first["items"]), len(second.json()["items"]), first["count"]) == (2, 1, 3)
