"""What our own pages ask for by HTTP: the session's cookie, pictures, one's data as a file."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from httpx import Response
from PIL import Image

from fitness_app.accounts import profiles, sessions
from fitness_app.kit import clock, db
from tests import make
from tests.accounts.api.conftest import SITE, Program
from tests.make import Person

OWN = {"origin": SITE}


def ticket_for(person: Person, *, remembered: bool = False) -> str:
    return db.run_sync(sessions.issue_ticket, user_id=person.id, remembered=remembered)


async def redeem(program: Program, ticket: Any, **headers: str) -> Response:
    headers = {**OWN, **headers}
    return await program.ask("POST", "/session", json={"ticket": ticket}, headers=headers)


def as_person(person: Person) -> dict[str, str]:
    return {**OWN, "cookie": f"session={make.session(person).cookie}"}


def a_picture(size: tuple[int, int] = (60, 40)) -> dict[str, Any]:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return {"picture": ("me.png", file.getvalue(), "image/png")}


async def test_a_ticket_becomes_a_cookie_that_scripts_cannot_read(program: Program, ann: Person):
    answer = await redeem(program, ticket_for(ann))
    assert answer.status_code == 204
    name, _, rest = answer.headers.get_list("set-cookie")[0].partition("=")
    value, *attributes = rest.split("; ")
    assert (name, attributes) == ("session", ["Path=/", "HttpOnly", "SameSite=Lax"])
    assert answer.headers["cache-control"] == "no-store"
    headers = {"cookie": f"session={value}"}
    assert (await program.ask("GET", "/me/data.json", headers=headers)).status_code == 200


async def test_of_two_session_cookies_none_counts(program: Program, ann: Person, bo: Person):
    anns, bos = (f"session={make.session(person).cookie}" for person in (ann, bo))

    async def status(*lines: str, method: str = "GET", path: str = "/me/data.json") -> int:
        headers = [("origin", SITE), *(("cookie", line) for line in lines)]
        return (await program.http.request(method, path, headers=headers)).status_code

    assert await status(anns) == 200
    assert await status(anns, "theme=dark") == 200  # as a proxy may split them
    assert await status("theme=dark", anns) == 200
    for lines in ([f"{anns}; {bos}"], [f"{bos}; {anns}"], [anns, bos], [anns, "session="]):
        assert await status(*lines) == 401
        assert await status(*lines, path="/auth/users/me") == 401
        assert await status(*lines, path="/api/auth/me") == 401
        assert await status(*lines, method="DELETE", path="/session") == 204
    assert (await status(anns), await status(bos)) == (200, 200)  # neither was signed out for it


async def test_signing_in_again_ends_the_session_that_the_browser_had(
    program: Program, ann: Person, bo: Person
):
    before, elsewhere = as_person(ann), as_person(ann)
    answer = await redeem(program, ticket_for(bo), cookie=before["cookie"])
    assert answer.status_code == 204
    assert (await program.ask("GET", "/me/data.json", headers=before)).status_code == 401
    assert (await program.ask("GET", "/me/data.json", headers=elsewhere)).status_code == 200


async def test_a_ticket_that_is_refused_ends_nothing(program: Program, ann: Person):
    before = as_person(ann)
    answer = await redeem(program, "invented", cookie=before["cookie"])
    assert answer.status_code == 401
    assert (await program.ask("GET", "/me/data.json", headers=before)).status_code == 200


async def test_a_remembered_cookie_lasts_as_long_as_its_session(program: Program, ann: Person):
    answer = await redeem(program, ticket_for(ann, remembered=True))
    age = int(answer.headers.get_list("set-cookie")[0].rpartition("Max-Age=")[2])
    assert age == pytest.approx(90 * 86_400, abs=5)


async def test_a_ticket_is_good_once_and_for_half_a_minute(program: Program, ann: Person):
    used, late = ticket_for(ann), ticket_for(ann)
    assert (await redeem(program, used)).status_code == 204
    assert (await redeem(program, used)).status_code == 401
    clock.move(timedelta(seconds=31))
    answer = await redeem(program, late)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("ticket", ["", "invented", "x" * 201, None, 7, ["x"], "\0"])
async def test_an_invented_ticket_opens_nothing(program: Program, ann: Person, ticket: object):
    answer = await redeem(program, ticket)
    assert answer.status_code in (400, 401)
    assert "set-cookie" not in answer.headers


async def test_another_site_cannot_sign_its_visitors_in(program: Program, ann: Person):
    answer = await redeem(program, ticket_for(ann), origin="https://evil.example")
    assert answer.status_code == 403


async def test_leaving_ends_the_session_and_takes_the_cookie_back(program: Program, ann: Person):
    headers = as_person(ann)
    answer = await program.ask("DELETE", "/session/", headers=headers)
    assert answer.status_code == 204
    assert "session=; " in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await program.ask("GET", "/me/data.json", headers=headers)).status_code == 401


async def test_leaving_twice_is_no_error(program: Program, ann: Person):
    headers = as_person(ann)
    for _ in range(2):
        assert (await program.ask("DELETE", "/session", headers=headers)).status_code == 204


async def test_a_picture_is_seen_by_people_of_the_club_only(
    program: Program, ann: Person, bo: Person
):
    answer = await program.ask("POST", "/me/picture", headers=as_person(ann), files=a_picture())
    address = answer.json()["picture"]
    seen = await program.ask("GET", address, headers=as_person(bo))
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["cache-control"].startswith("private")
    assert seen.headers["vary"] == "Cookie"
    assert (await program.ask("GET", address)).status_code == 401


@pytest.mark.parametrize("name", ["nothing.webp", "../club.db", "..%2fsecret_key", "%00", "a/b"])
async def test_a_picture_is_found_by_its_name_alone(program: Program, ann: Person, name: str):
    answer = await program.ask("GET", f"/pictures/{name}", headers=as_person(ann))
    assert answer.status_code in (404, 200)
    assert b"SQLite" not in answer.content
    assert answer.headers["content-type"].split(";")[0] in ("application/json", "text/html")


async def test_what_is_no_picture_is_refused_by_its_field(program: Program, ann: Person):
    files = {"picture": ("me.png", b"<script>alert(1)</script>", "image/png")}
    answer = await program.ask("POST", "/me/picture", headers=as_person(ann), files=files)
    assert answer.status_code == 400
    assert "JPEG, PNG or WebP" in answer.json()["fields"]["picture"]


async def test_a_picture_can_be_taken_away(program: Program, ann: Person):
    await program.ask("POST", "/me/picture", headers=as_person(ann), files=a_picture())
    answer = await program.ask("DELETE", "/me/picture", headers=as_person(ann))
    assert answer.status_code == 204
    assert db.read_sync(profiles.get_profile, user_id=ann.id).picture == ""


async def test_a_guest_has_no_picture_and_no_data(program: Program, ann: Person):
    assert (await program.ask("POST", "/me/picture", files=a_picture())).status_code == 401
    assert (await program.ask("DELETE", "/me/picture")).status_code == 401
    assert (await program.ask("GET", "/me/data.json")).status_code == 401


async def test_ones_own_data_comes_as_a_file_that_nobody_keeps(
    program: Program, ann: Person, bo: Person
):
    answer = await program.ask("GET", "/me/data.json", headers=as_person(ann))
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert ann.email in answer.text
    assert bo.email not in answer.text


async def test_a_cookie_does_not_help_credentials_that_are_wrong(program: Program, ann: Person):
    headers = {**as_person(ann), "authorization": "Bearer nonsense"}
    answer = await program.ask("GET", "/me/data.json", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="api"'
