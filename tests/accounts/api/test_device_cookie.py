"""The cookie of a device that somebody signed in on: set, kept, and what it is good for."""

from collections.abc import Callable

import pytest
from httpx import AsyncClient

from fitness_app.accounts import device_cookie, signing_in
from fitness_app.accounts.access import Client
from fitness_app.accounts.pages.login import LoginState
from fitness_app.accounts.pages.recover import RecoverState
from fitness_app.kit.errors import Throttled, Unauthenticated
from tests.accounts.api.conftest import SITE, Program
from tests.accounts.api.test_browser import as_person, redeem, ticket_for
from tests.accounts.conftest import Post
from tests.make import PASSWORD, Person
from tests.sockets import running

WRONG = {"identifier": "ann", "password": "wrong"}
RIGHT = {"identifier": "ann", "password": PASSWORD}


async def device_of(program: Program, person: Person, *, before: str = "") -> str:
    """The cookie that a browser has once somebody signed in, as it sends it back."""
    answer = await redeem(program, ticket_for(person), cookie=before)
    program.http.cookies.clear()
    session, device = answer.headers.get_list("set-cookie")
    assert session.startswith("session=")
    assert device.endswith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000")
    return device.partition(";")[0]


async def pause(name: str) -> None:
    """Have strangers from everywhere try somebody's password until nobody may."""
    for number in range(40):
        try:
            client = Client(ip=f"198.51.100.{number}", user_agent="")
            await signing_in.check_credentials(name, "wrong", client=client)
        except Unauthenticated:
            continue
        except Throttled:
            return
    pytest.fail("Nobody was ever paused.")


async def test_a_device_is_known_after_a_sign_in_and_another_sign_out(
    program: Program, ann: Person
):
    device = await device_of(program, ann)
    name, _, value = device.partition("=")
    assert name == "device"
    assert device_cookie.known_as(value, user_id=ann.id)
    leaving = await program.ask("DELETE", "/session", headers=as_person(ann))
    assert "device=" not in leaving.headers["set-cookie"]


async def test_two_people_of_one_device_are_both_known_on_it(
    program: Program, ann: Person, bo: Person
):
    device = await device_of(program, ann)
    device = (await device_of(program, bo, before=device)).partition("=")[2]
    assert device_cookie.known_as(device, user_id=ann.id)
    assert device_cookie.known_as(device, user_id=bo.id)


async def test_a_program_that_keeps_cookies_is_let_in_past_strangers(program: Program, ann: Person):
    device = await device_of(program, ann)
    await pause("ann")
    sent = {"username": "ann", "password": PASSWORD}
    assert (await program.ask("POST", "/login/", json=sent)).status_code == 429
    headers = {"cookie": device, "origin": SITE}
    assert (await program.ask("POST", "/login/", json=sent, headers=headers)).status_code == 200
    headers["cookie"] = f"{device}; {device}"
    assert (await program.ask("POST", "/login/", json=sent, headers=headers)).status_code == 429


async def test_the_owners_page_signs_in_while_strangers_are_refused(program: Program, ann: Person):
    device = await device_of(program, ann)
    await pause("ann")
    async with running() as club, club.tab() as strange, club.tab(cookie=device) as own:
        await strange.send(LoginState.submit, form=RIGHT)
        assert "Too many tries" in strange.var(LoginState, "errors")["form"]
        await own.send(LoginState.submit, form=RIGHT)
        assert "redeem(" in own.said()
        assert device.partition("=")[2] not in own.said()


async def test_a_recovery_finished_over_http_lifts_the_pause(
    program: Program, ann: Person, mailbox: Callable[..., list[Post]]
):
    await pause("ann")
    new = "three grey herons waiting"
    started = await program.ask("POST", "/api/auth/recovery/start/", json={"email": ann.email})
    sent = {**started.json(), "code": mailbox("recovery_code")[-1].code}
    verified = await program.ask("POST", "/api/auth/recovery/verify/", json=sent)
    sent = {**verified.json(), "new_password": new, "new_password2": new}
    assert (await program.ask("POST", "/api/auth/recovery/finish/", json=sent)).status_code == 204
    sent = {"username": "ann", "password": new}
    assert (await program.ask("POST", "/login/", json=sent)).status_code == 200


async def test_the_owners_page_gets_its_code_while_strangers_ask_for_theirs(
    program: Program, ann: Person, mailbox: Callable[..., list[Post]]
):
    device = await device_of(program, ann)
    async with running() as club, club.tab(cookie=device) as own:
        async with AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as http:
            for status in (200, 200, 200, 429):
                answer = await http.post("/password-reset/", json={"email": ann.email})
                assert answer.status_code == status
        await own.send(RecoverState.send_code, form={"email": ann.email})
        assert own.var(RecoverState, "step") == 2
        await own.send(RecoverState.check_code, form={"code": mailbox("recovery_code")[-1].code})
        assert own.var(RecoverState, "step") == 3
