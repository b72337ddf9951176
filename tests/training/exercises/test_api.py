"""Exercises over HTTP: the club's, one's own, and the trainers' verbs."""

from typing import Any

import pytest

from fitness_app.accounts.access import Role
from fitness_app.kit import db
from fitness_app.training.exercises import catalogue
from tests import make
from tests.accounts.api.conftest import Program, database, pair_of, program
from tests.make import Person
from tests.training.exercises.conftest import Log

__all__ = ["database", "program"]
HERE, DESK = "/api/v1/exercises", "/api/v1/trainer/exercises"
NEW: dict[str, Any] = {
    "name": "Sandbag get-up",
    "mode": "weight_reps",
    "primary_muscles": ["glutes"],
    "instructions": ["Lie down.", "Stand up."],
}


async def add(program: Program, token: str, place: str = HERE, **said: Any) -> int:
    made = await program.ask("POST", place, token=token, json={**NEW, **said})
    assert made.status_code == 201, made.text
    return made.json()["id"]


async def test_the_catalogue_is_searched_page_by_page(program: Program, ann: Person):
    db.run_sync(catalogue.put_in)
    token = pair_of(ann).access
    asked = {"q": "squat", "equipment": "barbell", "muscle": "glutes", "page_size": 2}
    found = await program.ask("GET", HERE, token=token, params=asked)
    page = found.json()
    assert (len(page["items"]), page["previous"]) == (2, None)
    assert "q=squat" in page["next"]
    assert all(item["equipment"] == "barbell" for item in page["items"])
    again = await program.ask(
        "GET", HERE, token=token, params=asked, headers={"if-none-match": found.headers["etag"]}
    )
    assert again.status_code == 304
    for wrong in ({"muscle": "wings"}, {"page": 0}, {"q": "x" * 201}):
        assert (await program.ask("GET", HERE, token=token, params=wrong)).status_code == 400


async def test_an_own_exercise_lives_and_goes(program: Program, ann: Person):
    token = pair_of(ann).access
    new = await add(program, token)
    place = f"{HERE}/{new}"
    told = (await program.ask("GET", place, token=token)).json()
    assert (told["is_own"], told["primary_muscles"], told["level"]) == (
        True,
        ["glutes"],
        "beginner",
    )
    changed = await program.ask("PATCH", place, token=token, json={"equipment": "other"})
    assert (changed.json()["equipment"], changed.json()["name"]) == ("other", "Sandbag get-up")
    unsaid = await program.ask("PATCH", place, token=token, json={"equipment": None})
    assert unsaid.json()["equipment"] is None
    moved = await program.ask("PUT", f"{place}/state", token=token, json={"state": "archived"})
    assert moved.json()["state"] == "archived"
    assert (await program.ask("GET", HERE, token=token)).json()["count"] == 0
    await program.ask("PUT", f"{place}/state", token=token, json={"state": "published"})
    assert (await program.ask("GET", f"{HERE}?own=true", token=token)).json()["count"] == 1
    assert (await program.ask("DELETE", place, token=token)).status_code == 204
    assert (await program.ask("GET", place, token=token)).status_code == 404


async def test_sending_twice_adds_once(program: Program, ann: Person):
    token = pair_of(ann).access
    headers = {"idempotency-key": "one"}
    answers = [
        await program.ask("POST", HERE, token=token, json=NEW, headers=headers) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert (await program.ask("GET", HERE, token=token)).json()["count"] == 1


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"mode": "miles"}, {"mode"}),
        ({"primary_muscles": []}, {"primary_muscles"}),
        ({"primary_muscles": ["wings"]}, {"primary_muscles"}),
        ({"primary_muscles": [{}]}, {"primary_muscles"}),
        ({"secondary_muscles": "chest"}, {"secondary_muscles"}),
        ({"instructions": [1]}, {"instructions"}),
        ({"instructions": ["x"] * 21}, {"instructions"}),
        ({"bodyweight_fraction": 2}, {"bodyweight_fraction"}),
        ({"bodyweight_fraction": "half"}, {"bodyweight_fraction"}),
        ({"per_side": "yes"}, {"per_side"}),
        ({"force": "magic", "equipment": "yacht"}, {"force", "equipment"}),
    ],
)
async def test_what_cant_be_is_said_field_by_field(
    program: Program, ann: Person, wrong: dict[str, Any], fields: set[str]
):
    said = await program.ask("POST", HERE, token=pair_of(ann).access, json={**NEW, **wrong})
    assert (said.status_code, set(said.json()["errors"])) == (400, fields)


async def test_bo_comes_nowhere_near_anns_own(program: Program, ann: Person, bo: Person):
    place = f"{HERE}/{await add(program, pair_of(ann).access)}"
    token = pair_of(bo).access
    assert (await program.ask("GET", HERE, token=token)).json()["count"] == 0
    for method, path, body in (
        ("GET", place, None),
        ("PATCH", place, {"name": "Bo's"}),
        ("PUT", f"{place}/state", {"state": "archived"}),
        ("DELETE", place, None),
    ):
        answer = await program.ask(method, path, token=token, json=body)
        assert answer.status_code == 404, (method, path)


async def test_a_used_one_is_not_deleted(program: Program, ann: Person, log_set: Log):
    token = pair_of(ann).access
    new = await add(program, token)
    log_set(ann, new)
    refused = await program.ask("DELETE", f"{HERE}/{new}", token=token)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


async def test_the_clubs_go_from_desk_to_desk(program: Program, ann: Person, tess: Person):
    author = pair_of(tess).access
    other = pair_of(make.user("luka", role=Role.TRAINER)).access
    make.exercise("Turkish get-up")
    place = f"{DESK}/{await add(program, author, DESK, substitutes=['turkish GET-UP'])}"

    async def move(token: str, state: str, note: str = "") -> int:
        body = {"state": state, "note": note}
        return (await program.ask("PUT", f"{place}/state", token=token, json=body)).status_code

    assert await move(other, "in_review") == 403
    assert await move(author, "published") == 409
    assert await move(author, "in_review") == 200
    assert await move(author, "published") == 403
    assert await move(other, "draft") == 400
    assert await move(other, "draft", "How heavy?") == 200
    told = (await program.ask("GET", place, token=author)).json()
    assert (told["state"], told["review_note"]) == ("draft", "How heavy?")
    changed = await program.ask("PATCH", place, token=author, json={"level": "expert"})
    assert [it["slug"] for it in changed.json()["substitutes"]] == ["turkish-get-up"]
    assert await move(author, "in_review") == 200
    assert await move(author, "draft") == 200
    assert await move(author, "in_review") == 200
    assert await move(other, "published") == 200
    seen = await program.ask("GET", f"{HERE}?q=sandbag", token=pair_of(ann).access)
    assert seen.json()["count"] == 1
    assert await move(author, "archived") == 200
    listed = await program.ask("GET", f"{DESK}?state=archived", token=other)
    assert listed.json()["count"] == 1
    assert await move(other, "published") == 200


async def test_a_draft_is_thrown_away_by_its_author(program: Program, tess: Person):
    token = pair_of(tess).access
    place = f"{DESK}/{await add(program, token, DESK)}"
    assert (await program.ask("DELETE", place, token=token)).status_code == 204
    assert (await program.ask("GET", place, token=token)).status_code == 404


async def test_members_have_no_desk(program: Program, ann: Person):
    token = pair_of(ann).access
    assert (await program.ask("GET", DESK, token=token)).status_code == 403
    assert (await program.ask("POST", DESK, token=token, json=NEW)).status_code == 403
