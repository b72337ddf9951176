"""Whether an address is known: told so often to each address, whichever way somebody asks."""

from datetime import timedelta

import pytest
from httpx import AsyncClient

from fitness_app.accounts import registration
from fitness_app.accounts.pages.register import RegisterState
from fitness_app.accounts.pages.security import EmailState
from fitness_app.kit import clock
from tests import make
from tests.accounts.api.conftest import Program, pair_of
from tests.make import PASSWORD, Person
from tests.sockets import Club, running

TRIES = registration.TRIES
TOO_MANY = "Too many tries. Try again in "
LEFT = {"password": "", "unit_system": "metric"}

pytestmark = pytest.mark.usefixtures("database")


async def look_up(club: Club, email: str) -> str:
    """What the registration page says of an address, in a tab that keeps no cookies."""
    async with club.tab() as tab:
        await tab.send(RegisterState.check, field="email", value=email, **LEFT)
        return tab.var(RegisterState, "errors")["email"]


async def test_new_sockets_get_no_new_tries(ann: Person):
    async with running() as club:
        for number in range(TRIES):
            assert not await look_up(club, f"nobody{number}@club.example")
        for email in (ann.email, "nobody@club.example"):
            assert (await look_up(club, email)).startswith(TOO_MANY)
        clock.move(timedelta(minutes=1))
        assert await look_up(club, ann.email) == "A user with that email already exists."


async def test_page_and_program_have_one_count(ann: Person):
    sent = {"username": "cy", "email": ann.email, "password": PASSWORD}
    async with running() as club:
        for _ in range(TRIES // 2):
            await look_up(club, ann.email)
        async with AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as http:
            for _ in range(TRIES // 2):
                assert (await http.post("/register/", json=sent)).status_code == 400
            assert (await http.post("/register/", json=sent)).status_code == 429
        assert (await look_up(club, ann.email)).startswith(TOO_MANY)


async def test_fields_that_tell_of_nobody_are_not_counted():
    async with running() as club, club.tab() as tab:
        for _ in range(TRIES + 1):
            await tab.send(RegisterState.check, field="height", value="3", **LEFT)
        assert "50 to 280" in tab.var(RegisterState, "errors")["height"]
        await tab.send(RegisterState.check, field="email", value="cy@club.example", **LEFT)
        assert tab.var(RegisterState, "errors")["email"] == ""


async def test_a_member_who_wants_another_address_cannot_try_many(program: Program, ann: Person):
    token = pair_of(make.user("cy")).access
    path, taken = "/auth/users/me/", {"email": ann.email}
    statuses = [
        (await program.ask("PATCH", path, token=token, json=taken)).status_code for _ in range(21)
    ]
    assert statuses == [400] * 20 + [429]
    assert (await program.ask("GET", path, token=token)).status_code == 200


async def test_nor_can_they_on_the_page(ann: Person):
    cy = make.user("cy")
    async with running() as club, club.tab(cookie=f"session={make.session(cy).cookie}") as tab:
        form = {"email": ann.email, "email_password": PASSWORD}
        for _ in range(20):
            await tab.send(EmailState.submit, form=form)
            assert "email" in tab.var(EmailState, "errors")
        await tab.send(EmailState.submit, form=form)
        assert tab.var(EmailState, "errors")["form"].startswith(TOO_MANY)
