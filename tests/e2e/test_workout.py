"""A whole session on a phone: with and without a connection, in two tabs, by the keyboard."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, Route, expect
from sqlmodel import select

from fitness_app.kit import clock, db
from fitness_app.training.models import SetEntry, Workout
from fitness_app.training.workouts import lines, starting
from tests import make
from tests.e2e.browsing import Complaints, at, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REMEMBER_SOCKETS = """
    window.sockets = [];
    window.WebSocket = class extends WebSocket {
        constructor(...all) { super(...all); window.sockets.push(this); }
    };
"""
LOSE_FIRST_ANSWERS = """
    () => {
        const send = window.fetch;
        window.lost = new Set();
        window.fetch = async (address, how = {}) => {
            const answer = await send(address, how);
            if (how.method !== "PUT" || window.lost.has(address)) return answer;
            window.lost.add(address);
            throw new TypeError("Failed to fetch");
        };
    }
"""
OFF = ("ERR_INTERNET_DISCONNECTED", "WebSocket ", "Failed to fetch")
Done = tuple[int, float | None, int | None]


@pytest.fixture
def exercises(ann: Person) -> None:
    """Two of the club's."""
    make.exercise("Bench press", primary=["chest"], equipment="barbell")
    make.exercise("Seated row", primary=["middle back"], equipment="cable")


@pytest.fixture
def running(ann: Person, exercises: None) -> int:
    """Ann's workout with three sets of each still to do."""
    which = {"member_id": ann.id, "time_zone": "Europe/Berlin"}
    view = db.run_sync(starting.start_workout, client_uuid=str(uuid4()), **which)
    for slug in ("bench-press", "seated-row"):
        db.run_sync(
            lines.add_exercise,
            member_id=ann.id,
            workout_id=view.id,
            client_uuid=str(uuid4()),
            slug=slug,
        )
    return view.id


@pytest.fixture
def forgiving(complaints: Complaints, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser says of a connection that is cut on purpose is no complaint."""
    note = complaints.note_console

    def note_others(message: ConsoleMessage) -> None:
        if not any(word in message.text for word in OFF):
            note(message)

    monkeypatch.setattr(complaints, "note_console", note_others)


def row(page: Page, name: str) -> Locator:
    """The row of a set by its name."""
    return page.locator(f'tr[data-name="{name}"]')


def exercise(page: Page, name: str) -> Locator:
    """An exercise of the workout with its sets, by the name of the first of them."""
    return page.locator("section").filter(has=row(page, f"{name}, set 1"))


def type_in(page: Page, name: str, **values: str) -> None:
    """Type into the fields of a set."""
    for field, text in values.items():
        row(page, name).locator(f'[data-field="{field}"]').fill(text)


def tick(page: Page, name: str, **values: str) -> None:
    """Type a set and tick it."""
    type_in(page, name, **values)
    row(page, name).locator("[data-tick]").click()
    expect(row(page, name)).to_have_attribute("data-state", "done")


def expect_saved(page: Page, name: str) -> None:
    """Expect that a set is done and the club has it."""
    expect(row(page, name)).to_have_attribute("data-done", "true")
    expect(row(page, name)).not_to_have_attribute("data-unsaved", "true")


def cut(page: Page) -> None:
    """Take the network away, the open socket too."""
    page.context.set_offline(True)
    page.evaluate("window.sockets.forEach((socket) => socket.close())")


def kept() -> Counter[Done]:
    """The done sets that the club has: of which exercise, how heavy, how often."""
    rows = db.read_sync(
        lambda session: [
            (one.exercise_id, one.load_kg, one.reps)
            for one in session.exec(select(SetEntry).where(SetEntry.is_done))
        ]
    )
    return Counter(rows)


def open_phone(visit: Visit, person: Person) -> Page:
    """A phone at the running workout."""
    page = visit(person, **PHONE)
    page.add_init_script(REMEMBER_SOCKETS)
    open_page(page, "/workout")
    expect(page.locator("tr[data-set]").first).to_be_visible()
    return page


def test_a_session_survives_a_cut_connection_and_a_reload(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    tick(page, "Bench press, set 1", load="60", reps="8", rpe="8")
    expect_saved(page, "Bench press, set 1")
    cut(page)
    tick(page, "Bench press, set 2", load="62,5", reps="8")
    tick(page, "Bench press, set 3", load="62,5", reps="7")
    expect(page.get_by_text("2 sets not saved yet.").first).to_be_visible()
    expect(row(page, "Bench press, set 3")).to_have_attribute("data-unsaved", "true")
    assert sum(kept().values()) == 1

    page.context.set_offline(False)
    page.reload()
    expect(row(page, "Bench press, set 2")).to_have_attribute("data-state", "done")
    expect_saved(page, "Bench press, set 2")
    expect_saved(page, "Bench press, set 3")
    expect(page.get_by_text("not saved yet.").first).not_to_be_visible()

    cut(page)
    tick(page, "Seated row, set 1", load="40", reps="12")
    page.context.set_offline(False)
    expect_saved(page, "Seated row, set 1")
    tick(page, "Seated row, set 2", load="40", reps="10")
    expect_saved(page, "Seated row, set 2")
    assert kept() == Counter(
        [(1, 60.0, 8), (1, 62.5, 8), (1, 62.5, 7), (2, 40.0, 12), (2, 40.0, 10)]
    )

    press(page, "Finish")
    page.locator('label:has(input[name="session_rpe"][value="7"])').click()
    page.locator('label:has(input[name="rating"][value="4"])').click()
    press(page, "Finish workout")
    at(page, f"/workouts/{running}")
    expect(page.get_by_text("62.5 kg × 8")).to_be_visible()
    ended = db.read_sync(lambda session: session.get_one(Workout, running))
    assert (ended.session_rpe, ended.rating, ended.working_sets) == (7.0, 4, 5)


def test_a_set_is_unticked_and_corrected(visit: Visit, ann: Person, running: int):
    page = open_phone(visit, ann)
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect_saved(page, "Bench press, set 1")
    type_in(page, "Bench press, set 1", load="65")
    row(page, "Bench press, set 1").locator('[data-field="reps"]').focus()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => /unsaved/.test(key))")
    assert kept() == Counter([(1, 65.0, 8)])
    row(page, "Bench press, set 1").locator("[data-tick]").click()
    expect(row(page, "Bench press, set 1")).to_have_attribute("data-done", "false")
    assert kept() == Counter()


def test_what_cannot_be_is_said_below_its_set_and_can_be_put_right(
    visit: Visit, ann: Person, running: int, complaints: Complaints
):
    page = open_phone(visit, ann)
    tick(page, "Bench press, set 1", load="2000", reps="8")
    problem = page.get_by_text("At most 1,400 kg.")
    expect(problem).to_be_visible()
    page.reload()
    expect(problem).to_be_visible()
    assert kept() == Counter()
    type_in(page, "Bench press, set 1", load="200")
    row(page, "Bench press, set 1").locator('[data-field="reps"]').focus()
    expect(problem).not_to_be_visible()
    expect_saved(page, "Bench press, set 1")
    assert kept() == Counter([(1, 200.0, 8)])
    complaints[:] = [text for text in complaints if "400" not in text]


def test_an_empty_set_asks_for_what_is_missing(visit: Visit, ann: Person, running: int):
    page = open_phone(visit, ann)
    row(page, "Bench press, set 1").locator("[data-tick]").click()
    expect(row(page, "Bench press, set 1").locator('[data-field="load"]')).to_be_focused()
    expect(row(page, "Bench press, set 1")).to_have_attribute("data-state", "next")


def test_two_tabs_show_the_same_and_double_nothing(visit: Visit, ann: Person, running: int):
    page = open_phone(visit, ann)
    other = page.context.new_page()
    open_page(other, "/workout")
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect_saved(other, "Bench press, set 1")
    expect(row(other, "Bench press, set 1").locator('[data-field="load"]')).to_have_value("60")
    tick(other, "Bench press, set 2", load="60", reps="7")
    expect_saved(page, "Bench press, set 2")
    assert kept() == Counter([(1, 60.0, 8), (1, 60.0, 7)])


def test_the_next_page_that_opens_sends_what_was_left(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    cut(page)
    tick(page, "Bench press, set 1", load="60", reps="8")
    page.context.set_offline(False)
    open_page(page, "/cabinet")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => /unsaved/.test(key))")
    assert kept() == Counter([(1, 60.0, 8)])


def test_a_set_is_added_and_the_workout_finished_without_a_connection(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    tick(page, "Seated row, set 1", load="40", reps="12")
    expect_saved(page, "Seated row, set 1")
    cut(page)
    press(page, "Add a set of Seated row")
    press(page, "Add a set of Seated row")
    expect(page.get_by_text("2 sets not saved yet.").first).to_be_visible()
    tick(page, "Seated row, set 5", load="45", reps="6")
    row(page, "Seated row, set 4").get_by_role("button", name="remove it").click()
    expect(row(page, "Seated row, set 4")).to_have_count(1)  # the one below moved up
    tick(page, "Seated row, set 3", load="42,5", reps="9")

    press(page, "Finish")
    page.locator('label:has(input[name="session_rpe"][value="8"])').click()
    press(page, "Finish workout")
    expect(page.get_by_text("Finished, but not saved yet.")).to_be_visible()
    assert sum(kept().values()) == 1

    # The page that is left would be the one to send it, and to show the summary.
    page.route("**/api/v1/workouts/**", lambda it: it.abort("internetdisconnected"))
    page.context.set_offline(False)
    page.reload()
    page.unroute("**/api/v1/workouts/**")
    at(page, f"/workouts/{running}")
    assert kept() == Counter([(2, 40.0, 12), (2, 42.5, 9), (2, 45.0, 6)])
    ended = db.read_sync(lambda session: session.get_one(Workout, running))
    assert (ended.session_rpe, ended.working_sets) == (8.0, 3)
    assert ended.ended_at is not None


def test_a_workout_that_was_finished_without_a_connection_can_go_on(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    cut(page)
    tick(page, "Seated row, set 1", load="40", reps="12")
    press(page, "Finish")
    press(page, "Finish workout")
    expect(page.get_by_text("Finished, but not saved yet.")).to_be_visible()
    page.locator("[data-finish-notice]").get_by_role("button", name="Go on training").click()
    expect(page.get_by_text("Finished, but not saved yet.")).not_to_be_visible()
    page.context.set_offline(False)
    expect_saved(page, "Seated row, set 1")
    assert db.read_sync(lambda session: session.get_one(Workout, running)).ended_at is None


def test_an_answer_that_is_lost_doubles_neither_a_set_nor_the_end(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    page.evaluate(LOSE_FIRST_ANSWERS)
    press(page, "Add a set of Seated row")
    expect(row(page, "Seated row, set 4")).to_be_visible()
    tick(page, "Seated row, set 4", load="40", reps="12")
    press(page, "Finish")
    press(page, "Finish workout")
    at(page, f"/workouts/{running}")
    assert page.evaluate("window.lost.size") == 2
    assert kept() == Counter([(2, 40.0, 12)])


def test_a_reload_before_the_answer_that_it_is_finished_leads_to_the_summary(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = open_phone(visit, ann)
    tick(page, "Seated row, set 1", load="40", reps="12")
    expect_saved(page, "Seated row, set 1")
    page.evaluate(LOSE_FIRST_ANSWERS)
    asked: list[Route] = []

    def hold_all_but_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) == 1:
            route.continue_()

    page.route("**/status", hold_all_but_the_first)
    press(page, "Finish")
    press(page, "Finish workout")
    page.wait_for_function("window.lost.size")
    with page.expect_request("**/status"):
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start a workout")
    # A slow page may have given up waiting for that answer by now, and asks again.
    page.route("**/status", lambda route: route.continue_())
    asked[-1].continue_()
    at(page, f"/workouts/{running}")


def test_what_is_said_of_the_end_survives_a_reload(visit: Visit, ann: Person, running: int):
    page = open_phone(visit, ann)
    press(page, "Finish")
    page.locator('label:has(input[name="session_rpe"][value="8"])').click()
    page.locator('[name="notes"]').fill("Slept badly.")
    page.wait_for_function("Object.keys(sessionStorage).some((key) => key.includes('finish'))")
    page.reload()
    press(page, "Finish")
    expect(page.locator('[name="notes"]')).to_have_value("Slept badly.")
    expect(page.locator('input[name="session_rpe"][value="8"]')).to_be_checked()


def test_nothing_done_is_said_where_it_would_be_finished(
    visit: Visit, ann: Person, running: int, complaints: Complaints
):
    page = open_phone(visit, ann)
    press(page, "Finish")
    press(page, "Finish workout")
    expect(page.get_by_role("dialog").get_by_text("No set is done yet.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Go on training").click()
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect_saved(page, "Bench press, set 1")
    assert db.read_sync(lambda session: session.get_one(Workout, running)).ended_at is None
    complaints[:] = [text for text in complaints if "409" not in text]


def test_a_workout_opened_from_another_page_can_be_logged(visit: Visit, ann: Person, running: int):
    page = visit(ann, **PHONE)
    open_page(page, "/today")
    assert page.locator('script[src^="/workout.js"]').count() == 0
    page.get_by_role("navigation", name="Dock").locator('a[href="/workout"]').click()
    at(page, "/workout")
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect_saved(page, "Bench press, set 1")
    assert page.locator('script[src^="/workout.js"]').count() == 1


def test_signing_out_leaves_nothing_behind(
    visit: Visit, ann: Person, running: int, forgiving: None
):
    page = visit(ann)
    open_page(page, "/cabinet")
    refused = """localStorage.setItem('fitness.unsaved.1.99.x', '{"problem": "Check the load."}')"""
    page.evaluate(refused)
    page.get_by_role("complementary").get_by_role("button").last.click()
    page.locator("#viewer-menu").get_by_role("button", name="Sign out").click()
    at(page, "/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => /^fitness/.test(key))") == []


def test_the_rest_timer_survives_a_reload(visit: Visit, ann: Person, running: int):
    page, now = open_phone(visit, ann), clock.now()
    page.clock.set_fixed_time(now)
    tick(page, "Bench press, set 1", load="60", reps="8")
    timer = page.get_by_role("timer")
    expect(timer).to_have_text("2:00")
    press(page, "15 seconds more")
    expect(timer).to_have_text("2:15")
    expect_saved(page, "Bench press, set 1")
    page.clock.set_fixed_time(now + timedelta(seconds=100))
    page.reload()
    expect(timer).to_have_text("0:35")
    press(page, "Skip")
    expect(timer).not_to_be_visible()


def test_the_keyboard_alone_logs_a_set(visit: Visit, ann: Person, running: int):
    page = visit(ann)
    open_page(page, "/workout")
    row(page, "Bench press, set 1").locator('[data-field="load"]').focus()
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_saved(page, "Bench press, set 1")
    row(page, "Bench press, set 2").locator('[data-field="reps"]').focus()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect_saved(page, "Bench press, set 2")
    assert kept() == Counter([(1, 60.0, 8), (1, 60.0, 7)])


def test_a_freestyle_session_begins_with_a_tap_and_finds_its_exercises(
    visit: Visit, ann: Person, exercises: None
):
    page = visit(ann, **PHONE)
    open_page(page, "/today")
    press(page, "Start freestyle")
    expect(page.get_by_role("heading", name="An empty workout")).to_be_visible()
    page.get_by_role("button", name="Add exercise").first.click()
    page.get_by_role("searchbox").fill("row")
    page.get_by_role("dialog").get_by_role("button", name="Seated row").click()
    expect(row(page, "Seated row, set 3")).to_be_visible()
    press(page, "Add a set of Seated row")
    expect(row(page, "Seated row, set 4")).to_be_visible()
    press(page, "Seated row: swap, note, order")
    press(page, "Swap for another exercise")
    page.get_by_role("dialog").get_by_role("button", name="Bench press").click()
    expect(exercise(page, "Bench press").get_by_text("· instead of Seated row")).to_be_visible()
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect_saved(page, "Bench press, set 1")
    open_page(page, "/today")
    expect(page.get_by_text("1 of 4 sets done")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(row(page, "Bench press, set 1")).to_have_attribute("data-state", "done")


def test_a_superset_takes_turns(visit: Visit, ann: Person, running: int):
    page = open_phone(visit, ann)
    press(page, "Bench press: swap, note, order")
    press(page, "Take turns with the exercise below")
    expect(page.get_by_text("Superset A")).to_be_visible()
    tick(page, "Bench press, set 1", load="60", reps="8")
    expect(row(page, "Seated row, set 1")).to_have_attribute("data-state", "next")
    expect(page.get_by_role("timer")).not_to_be_visible()
    tick(page, "Seated row, set 1", load="40", reps="8")
    expect(row(page, "Bench press, set 2")).to_have_attribute("data-state", "next")
    expect(page.get_by_role("timer")).to_be_visible()


def test_the_past_is_put_right(visit: Visit, ann: Person, exercises: None):
    past = make.workout(
        ann, {1: [(60, 8), (60, 7)]}, day=clock.now().date() - timedelta(days=3), name="Push"
    )
    page = visit(ann)
    open_page(page, "/workouts")
    page.get_by_role("link", name="Push").click()
    at(page, f"/workouts/{past}")
    press(page, "Edit sets")
    type_in(page, "Bench press, set 2", load="65")
    row(page, "Bench press, set 2").locator('[data-field="reps"]').focus()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => /unsaved/.test(key))")
    press(page, "Done")
    expect(page.get_by_text("65 kg × 7")).to_be_visible()
    expect(page.get_by_text("935")).to_be_visible()
    press(page, "Delete workout…")
    page.get_by_role("dialog").get_by_role("button", name="Delete workout", exact=True).click()
    at(page, "/workouts")
    expect(page.get_by_role("heading", name="No workout yet")).to_be_visible()
