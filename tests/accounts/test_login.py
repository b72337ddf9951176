"""The sign-in screen."""

from datetime import timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import sessions, signing_in
from fitness_app.accounts.pages.login import LoginState
from fitness_app.kit import clock, db
from tests import make
from tests.accounts.conftest import HERE, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen, ticket_in

pytestmark = pytest.mark.usefixtures("database")


def typed(identifier: str = "ann", password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"identifier": identifier, "password": password, **more}


@pytest.mark.parametrize("identifier", ["ann", "ANN", "ann@club.example"])
async def test_the_right_password_leads_to_the_cabinet(ann: Person, identifier: str):
    screen = Screen()
    asked = await screen.send(LoginState.submit, form=typed(identifier))
    new = await db.run(sessions.redeem_ticket, ticket=ticket_in(asked), client=HERE)
    assert (await viewer(new.session_id)).id == ann.id
    assert routes.CABINET in asked
    assert (await screen.state(LoginState)).errors == {}


@pytest.mark.parametrize(
    ("sent_to", "led_to"),
    [
        ("/cabinet/goals", "/cabinet/goals"),
        ("//evil.example", routes.CABINET),
        ("https://evil.example", routes.CABINET),
        ("/\\evil.example", routes.CABINET),
    ],
)
async def test_signing_in_leads_on_to_a_page_of_this_site_only(
    ann: Person, sent_to: str, led_to: str
):
    screen = Screen(path=f"/login?next={sent_to}")
    asked = await screen.send(LoginState.submit, form=typed())
    assert f', "{led_to}")' in asked


@pytest.mark.parametrize(("more", "is_remembered"), [({"remember": "on"}, True), ({}, False)])
async def test_a_session_is_remembered_if_asked_for(
    ann: Person, more: dict[str, str], is_remembered: bool
):
    asked = await Screen().send(LoginState.submit, form=typed(**more))
    new = await db.run(sessions.redeem_ticket, ticket=ticket_in(asked), client=HERE)
    assert new.remembered is is_remembered
    clock.move(timedelta(hours=13))
    assert isinstance(await sessions.desk.viewer_of(new.session_id), sessions.Ended) is (
        not is_remembered
    )


@pytest.mark.parametrize(
    ("identifier", "password"),
    [("ann", "not the password"), ("nobody", PASSWORD), ("", ""), ("ann", "")],
)
async def test_whatever_is_wrong_is_said_with_one_text(ann: Person, identifier: str, password: str):
    screen = Screen()
    asked = await screen.send(LoginState.submit, form=typed(identifier, password))
    state = await screen.state(LoginState)
    assert state.errors == {"password": signing_in.WRONG}
    assert not state.is_busy
    assert "redeem" not in asked


async def test_too_many_tries_say_when_to_try_again(ann: Person):
    screen = Screen()
    for _ in range(signing_in.TRIES_HERE + 1):
        await screen.send(LoginState.submit, form=typed(password="not the password"))
    errors = (await screen.state(LoginState)).errors
    assert errors["form"].startswith("Too many tries. Try again in ")


async def test_opening_the_page_again_forgets_the_errors(ann: Person):
    screen = Screen()
    await screen.send(LoginState.submit, form=typed(password="not the password"))
    await screen.send(LoginState.load)
    assert (await screen.state(LoginState)).errors == {}


async def test_somebody_signed_in_has_no_business_here(ann: Person):
    session = make.session(ann)
    with pytest.raises(RefusedError):
        await Screen(await viewer(session.session_id)).send(LoginState.submit, form=typed())
