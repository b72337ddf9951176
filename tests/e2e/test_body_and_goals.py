"""A member's weight and goals, and what a trainer sees of them."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from fitness_app.kit import clock
from tests import make
from tests.e2e.browsing import expect_error, fill, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person


def enter(page: Page, value: str) -> None:
    """Enter a weight on the page that is open."""
    fill(page, value=value)
    press(page, "Save weight")


def show_table(page: Page) -> None:
    """Look at the numbers behind the chart."""
    page.locator("label").filter(has=page.locator('input[value="table"]')).click()


def last_weeks(person: Person) -> None:
    """Have somebody weigh in each day for three weeks."""
    today = clock.now().date()
    for day in range(1, 21):
        make.weight(person, 80 - day / 10, local_date=today - timedelta(days=21 - day))


def test_a_weight_in_kilograms_appears_in_the_chart_and_in_its_table(anns: Page):
    open_page(anns, "/cabinet/body")
    enter(anns, "74,5")
    expect(anns.get_by_text("Saved: 74.5 kg.")).to_be_visible()
    expect(anns.get_by_role("img", name="Body weight")).to_be_visible()
    expect(anns.locator('[name="value"]')).to_have_value("")
    show_table(anns)
    row = anns.get_by_role("table", name="Body weight").get_by_role("row").nth(1)
    expect(row).to_contain_text("74.5")


def test_a_weight_in_pounds_stays_in_pounds(anns: Page):
    open_page(anns, "/cabinet/body")
    anns.get_by_role("group", name="Unit").get_by_role("button", name="lb").click()
    expect(anns.locator('[name="unit"]')).to_have_value("lb")
    enter(anns, "165.5")
    expect(anns.get_by_text("Saved: 165.5 lb.")).to_be_visible()
    show_table(anns)
    expect(anns.get_by_role("cell", name="165.5 lb").first).to_be_visible()
    open_page(anns, "/cabinet")
    expect(anns.get_by_text("165.5").first).to_be_visible()


def test_a_wrong_weight_says_so_and_stays(anns: Page):
    open_page(anns, "/cabinet/body")
    enter(anns, "heavy")
    expect(anns.locator('[name="value"]')).to_have_attribute("aria-invalid", "true")
    expect(anns.locator('[name="value"]')).to_have_value("heavy")


def test_a_slip_is_corrected_and_deleted(visit: Visit, ann: Person):
    make.weight(ann, 745.0 / 10)
    page = visit(ann)
    open_page(page, "/cabinet/body")
    show_table(page)
    page.get_by_role("button", name="Correct the entry of").click()
    fill(page, corrected_value="75.4")
    press(page, "Save correction")
    expect(page.get_by_role("cell", name="75.4 kg").first).to_be_visible()
    page.get_by_role("button", name="Delete the entry of").click()
    press(page, "Delete entry")
    expect(page.get_by_role("heading", name="No weight yet")).to_be_visible()


def test_a_goal_is_set_and_adjusted(visit: Visit, ann: Person):
    last_weeks(ann)
    page = visit(ann)
    open_page(page, "/cabinet/goals")
    press(page, "Set a goal")
    due_on = (clock.now() + timedelta(days=60)).date().isoformat()
    fill(page, target="9", due_on=due_on)
    press(page, "Set goal")
    expect_error(page, "target", "Enter between 20 and 650 kg.")
    fill(page, target="74")
    press(page, "Set goal")
    expect(page.get_by_text("Goal set.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()

    page.get_by_role("button", name="Adjust the goal of").click()
    fill(page, new_target="75", note="One at a time.")
    press(page, "Save goal")
    expect(page.get_by_text("Goal adjusted.")).to_be_visible()
    expect(page.get_by_text("75 kg").first).to_be_visible()
    page.get_by_role("button", name="Adjust the goal of").click()
    expect(page.get_by_text("One at a time.")).to_be_visible()


def test_a_trainer_sees_the_clubs_figures(visit: Visit, tess: Person, ann: Person, bo: Person):
    last_weeks(ann)
    page = visit(tess)
    open_page(page, "/trainer")
    members = page.get_by_text("Members", exact=True).locator("xpath=..")
    expect(members).to_contain_text("2")
    newest = page.get_by_role("table", name="Newest entries")
    expect(newest.get_by_role("row").nth(1)).to_contain_text("ann")
    expect(newest).not_to_contain_text("kg")


def test_a_member_finds_no_trainers_page(anns: Page):
    open_page(anns, "/trainer")
    expect(anns.get_by_role("heading", level=1)).to_have_text("We couldn’t find that page")
    expect(anns.get_by_role("link", name="Trainer")).to_have_count(0)


def test_a_trainer_has_a_way_to_the_page(visit: Visit, tess: Person):
    page = visit(tess)
    open_page(page, "/cabinet")
    page.get_by_role("link", name="Trainer").click()
    expect(page).to_have_url("http://localhost:3000/trainer")
