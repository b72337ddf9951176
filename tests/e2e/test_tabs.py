"""Several tabs and devices of one person: what ends in one is said in the others."""

from playwright.sync_api import Page, expect

from fitness_app.accounts import profiles, sessions
from fitness_app.kit import db
from tests.e2e.browsing import at, open_page, press, sign_in, sign_out
from tests.e2e.conftest import Visit
from tests.make import Person

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def test_signing_out_in_one_tab_ends_the_other_and_says_so(anns: Page):
    other = anns.context.new_page()
    open_page(anns, "/cabinet")
    open_page(other, "/cabinet/goals")
    sign_out(anns)
    at(other, "/login?next=/cabinet/goals")
    expect(other.get_by_text("You have been signed out, in another tab.")).to_be_visible()


def test_signing_in_in_one_tab_signs_the_other_in(page: Page, ann: Person):
    other = page.context.new_page()
    open_page(other, "/login?next=/cabinet/goals")
    open_page(page, "/login")
    sign_in(page, ann)
    at(page, "/cabinet")
    at(other, "/cabinet/goals")


def test_a_device_ended_from_another_one_says_so_at_the_next_press(visit: Visit, ann: Person):
    phone, laptop = visit(user_agent=PHONE), visit(ann)
    open_page(phone, "/login?next=/cabinet/profile")
    sign_in(phone, ann)
    at(phone, "/cabinet/profile")

    open_page(laptop, "/cabinet/security")
    laptop.get_by_role("button", name="Sign out Safari on iPhone").click()
    expect(laptop.get_by_text("That device is signed out.")).to_be_visible()
    expect(laptop.get_by_role("button", name="Sign out Safari on iPhone")).to_have_count(0)

    press(phone, "Save profile")
    over = phone.get_by_role("dialog", name="You have been signed out")
    expect(over).to_contain_text("This session was ended from another of your devices.")


def test_a_changed_password_ends_the_other_devices_but_not_this_one(visit: Visit, ann: Person):
    phone, laptop = visit(ann), visit(ann)
    open_page(phone, "/cabinet/profile")
    open_page(laptop, "/cabinet/security")
    laptop.locator('[name="current_password"]').fill(ann.password)
    for field in ("new_password", "new_password2"):
        laptop.locator(f'[name="{field}"]').fill("another long walk inland")
    press(laptop, "Change password")
    at(laptop, "/cabinet/security?changed=password")

    press(phone, "Save profile")
    over = phone.get_by_role("dialog", name="You have been signed out")
    expect(over).to_contain_text("Your password was changed")
    open_page(laptop, "/cabinet/goals")


def test_a_page_opened_after_the_end_is_told_nothing_of_whose_session_it_was(
    visit: Visit, ann: Person
):
    db.run_sync(profiles.update_profile, user_id=ann.id, changes={"bio": "Early riser."})
    phone = visit(ann)
    open_page(phone, "/cabinet/profile")
    expect(phone.locator('[name="bio"]')).to_have_value("Early riser.")
    (session,) = db.read_sync(sessions.list_sessions, user_id=ann.id, current_id="")
    db.run_sync(sessions.end, user_id=ann.id, session_id=session.id, why="ended_elsewhere")
    told: list[str] = []
    phone.on("websocket", lambda ws: ws.on("framereceived", lambda it: told.append(str(it))))
    phone.goto("/cabinet/profile")
    at(phone, "/login?next=/cabinet/profile")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    assert told
    assert "Early riser." not in "".join(told)


def test_a_stolen_tab_token_shows_a_stranger_nothing(visit: Visit, ann: Person, bo: Person):
    anns, bos = visit(ann), visit(bo)
    open_page(anns, "/cabinet/profile")
    token = anns.evaluate("sessionStorage.getItem('token')")
    anns.close()
    open_page(bos, "/cabinet")
    bos.evaluate("token => sessionStorage.setItem('token', token)", token)
    open_page(bos, "/cabinet/security")
    expect(bos.get_by_text(bo.email)).to_be_visible()
    expect(bos.get_by_text(ann.email)).to_have_count(0)
