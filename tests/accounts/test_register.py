"""The registration screen."""

import pytest

from fitness_app.accounts import people, sessions
from fitness_app.accounts.pages.register import RegisterState
from fitness_app.kit import db
from tests import make
from tests.accounts.conftest import HERE, profile, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen, ticket_in

pytestmark = pytest.mark.usefixtures("database")

LEFT = {"password": "", "unit_system": "metric"}


def typed(**more: str) -> dict[str, str]:
    needed = {"username": "ann", "email": "ann@club.example"}
    return {**needed, "password": PASSWORD, "password2": PASSWORD, **more}


async def errors(screen: Screen) -> dict[str, str]:
    return (await screen.state(RegisterState)).errors


async def test_who_joins_is_signed_in_and_led_to_the_cabinet():
    screen = Screen()
    asked = await screen.send(
        RegisterState.submit, form=typed(first_name="Ann", height="172", time_zone="Europe/Berlin")
    )
    assert await errors(screen) == {}
    assert "/cabinet" in asked
    new = await db.run(sessions.redeem_ticket, ticket=ticket_in(asked), client=HERE)
    seen = await viewer(new.session_id)
    assert (seen.username, seen.display_name, seen.email_verified) == ("ann", "Ann", False)
    kept = await profile(seen.id)
    assert (kept.height_cm, kept.time_zone) == (172.0, "Europe/Berlin")


async def test_each_wrong_field_gets_its_own_error_at_once():
    screen = Screen()
    form = typed(
        username="two words", email="nobody", password2="other", date_of_birth="2999-01-01"
    )
    asked = await screen.send(RegisterState.submit, form=form)
    assert set(await errors(screen)) == {"username", "email", "password2", "date_of_birth"}
    assert "redeem" not in asked
    assert not (await screen.state(RegisterState)).is_busy


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("username", "two words", "valid username"),
        ("email", "nobody", "valid email"),
        ("password", "short", "at least 10 characters"),
        ("password2", "another one", "didn't match"),
        ("date_of_birth", "2999-01-01", "in the future"),
        ("height", "3", "from 50 to 280 cm"),
        ("weight", "heavy", "Enter a number"),
    ],
)
async def test_leaving_a_wrong_field_says_what_is_wrong_with_it(field: str, value: str, said: str):
    screen = Screen()
    await screen.send(RegisterState.check, field=field, value=value, **LEFT)
    assert said in (await errors(screen))[field]


async def test_leaving_a_field_that_was_put_right_takes_its_error_away():
    screen = Screen()
    await screen.send(RegisterState.check, field="username", value="two words", **LEFT)
    await screen.send(RegisterState.check, field="username", value="ann", **LEFT)
    assert (await errors(screen))["username"] == ""


async def test_leaving_an_empty_field_blames_nobody():
    screen = Screen()
    await screen.send(RegisterState.check, field="username", value="", **LEFT)
    assert await errors(screen) == {}


async def test_leaving_a_field_that_is_not_there_does_nothing():
    screen = Screen()
    await screen.send(RegisterState.check, field="__class__", value="x", **LEFT)
    assert await errors(screen) == {}


async def test_a_taken_name_is_said_on_leaving_it(ann: Person):
    screen = Screen()
    await screen.send(RegisterState.check, field="username", value="Ann", **LEFT)
    assert await errors(screen) == {"username": people.USERNAME_TAKEN}


async def test_a_height_is_read_in_the_units_chosen():
    screen = Screen()
    pounds = {**LEFT, "unit_system": "imperial"}
    await screen.send(RegisterState.check, field="height", value="5'11\"", **pounds)
    assert (await errors(screen))["height"] == ""
    await screen.send(RegisterState.choose_units, unit_system="imperial")
    assert (await screen.state(RegisterState)).uses_pounds


async def test_the_meter_rises_with_the_password():
    screen = Screen()
    measured = []
    for password in ("", "password", PASSWORD):
        await screen.send(RegisterState.measure, password=password)
        measured.append((await screen.state(RegisterState)).strength)
    assert measured == [0, 0, 4]


async def test_somebody_signed_in_has_no_business_here(ann: Person):
    session = make.session(ann)
    with pytest.raises(RefusedError):
        await Screen(await viewer(session.session_id)).send(RegisterState.submit, form=typed())
