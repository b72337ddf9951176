"""The profile screen."""

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.accounts.pages.profile import ProfileState, UsernameState, height_text
from fitness_app.kit import db
from tests import make
from tests.accounts.conftest import profile, viewer
from tests.make import PASSWORD, Person
from tests.screens import RefusedError, Screen

pytestmark = pytest.mark.usefixtures("database")

TYPED = {
    "first_name": "Ann",
    "last_name": "Lee",
    "date_of_birth": "1990-05-31",
    "sex": "female",
    "height": "172 cm",
    "fitness_goal": "Run a half marathon",
    "bio": "Early riser.",
    "unit_system": "metric",
    "time_zone": "Europe/Berlin",
    "locale": "de-DE",
    "week_start": "6",
    "weekly_session_target": "4",
    "visibility": "club",
}


@pytest.fixture
async def screen(ann: Person) -> Screen:
    """Ann on the page, filled."""
    screen = Screen(await viewer(make.session(ann).session_id), routes.CABINET_PROFILE)
    await screen.send(ProfileState.load)
    return screen


async def test_the_form_shows_what_is_kept(ann: Person, screen: Screen):
    await db.run(profiles.update_profile, user_id=ann.id, changes=TYPED)
    await screen.send(ProfileState.load)
    assert (await screen.state(ProfileState)).profile == TYPED


async def test_a_saved_profile_is_kept_and_said_so(ann: Person, screen: Screen):
    asked = await screen.send(ProfileState.submit, form={**TYPED, "leaderboard_opt_in": "on"})
    assert "Profile saved." in asked
    kept = await profile(ann.id)
    assert (kept.display_name, kept.height_cm, kept.week_start) == ("Ann Lee", 172.0, 6)
    assert kept.leaderboard_opt_in


async def test_an_unticked_box_takes_the_consent_back(ann: Person, screen: Screen):
    await screen.send(ProfileState.submit, form={**TYPED, "leaderboard_opt_in": "on"})
    await screen.send(ProfileState.submit, form=TYPED)
    assert not (await profile(ann.id)).leaderboard_opt_in
    assert not (await screen.state(ProfileState)).opted_in


async def test_each_wrong_field_gets_its_own_error_and_nothing_is_kept(ann: Person, screen: Screen):
    wrong = {"date_of_birth": "yesterday", "height": "3", "time_zone": "Mars/Olympus"}
    asked = await screen.send(ProfileState.submit, form={**TYPED, **wrong})
    assert set((await screen.state(ProfileState)).errors) == set(wrong)
    assert "saved" not in asked
    assert (await profile(ann.id)).first_name == ""


async def test_a_height_is_shown_in_the_units_chosen(ann: Person, screen: Screen):
    await screen.send(ProfileState.submit, form={**TYPED, "unit_system": "imperial"})
    assert (await screen.state(ProfileState)).profile["height"] == "5'7.7\""


@pytest.mark.parametrize(
    ("height_cm", "unit_system", "text"),
    [
        (None, "metric", ""),
        (180.0, "metric", "180 cm"),
        (172.5, "metric", "172.5 cm"),
        (182.88, "imperial", "6'0\""),
        (182.8, "imperial", "6'0\""),
        (180.34, "imperial", "5'11\""),
    ],
)
def test_heights_are_written_as_their_owner_would(
    height_cm: float | None, unit_system: str, text: str
):
    assert height_text(height_cm, unit_system) == text


async def rename(screen: Screen, username: str, password: str = PASSWORD) -> str:
    form = {"username": username, "current_password": password}
    return await screen.send(UsernameState.rename, form=form)


async def test_another_username_counts_at_once(ann: Person, screen: Screen):
    asked = await rename(screen, "annette")
    assert "You are annette now." in asked
    assert (await profile(ann.id)).username == "annette"


@pytest.mark.parametrize("username", ["bo", "two words", ""])
async def test_a_username_that_cannot_be_had_says_why(
    ann: Person, bo: Person, screen: Screen, username: str
):
    await rename(screen, username)
    assert set((await screen.state(UsernameState)).errors) == {"username"}
    assert (await profile(ann.id)).username == "ann"
    await screen.send(UsernameState.load)
    assert (await screen.state(UsernameState)).errors == {}


@pytest.mark.parametrize("password", ["", "not this one"])
async def test_a_username_stays_without_the_password(ann: Person, screen: Screen, password: str):
    await rename(screen, "annette", password)
    state = await screen.state(UsernameState)
    assert state.errors == {"current_password": "Invalid password."}
    assert (await profile(ann.id)).username == "ann"


async def test_the_page_hears_how_sending_a_picture_went(screen: Screen):
    assert "Your picture is set." in await screen.send(ProfileState.picture_sent, problem="")
    assert await screen.send(ProfileState.picture_sent, problem="That is too large.") == ""
    assert (await screen.state(ProfileState)).picture_error == "That is too large."


async def test_a_picture_can_be_removed(ann: Person, screen: Screen):
    await db.run(profiles.set_picture, user_id=ann.id, picture=b"a picture")
    await screen.send(ProfileState.remove_picture)
    assert (await profile(ann.id)).picture == ""


async def test_a_guest_is_refused():
    with pytest.raises(RefusedError):
        await Screen().send(ProfileState.submit, form=TYPED)
