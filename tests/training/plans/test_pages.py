"""The members' screens: choosing a plan, looking into it, following it."""

import pytest

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.pages import my_plan, plan, plans
from fitness_app.training.pages.plan import AssignState, PlanState
from fitness_app.training.pages.plans import PlansState
from fitness_app.training.plans import enrolment
from fitness_app.training.state.my_plan import MyPlanState
from tests import make_plans
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open
from tests.training.plans.conftest import MONDAY, enrol, sessions_of

START = {"starts_on": "2026-11-23", "order": "weekday"}
THREE = {"monday": "on", "wednesday": "on", "friday": "on"}


@pytest.fixture
async def page(ann: Person, open_screen: Open) -> Screen:
    """Ann before a plan of three days a week."""
    make_plans.plan(summary="Three fives.")
    return await open_screen(ann, routes.plan("three-days"), *plan.PAGE.on_load)


@pytest.fixture
async def schedule(ann: Person, open_screen: Open) -> Screen:
    """Ann at her schedule, on that plan."""
    make_plans.plan()
    enrol(ann)
    return await open_screen(ann, routes.CABINET_PLAN, *my_plan.PAGE.on_load)


async def test_plans_are_listed_and_narrowed(ann: Person, open_screen: Open):
    make_plans.plan("Easy", weekdays=(0, 3))
    make_plans.plan("Hard", level="expert")
    make_plans.plan("Secret", is_published=False)
    screen = await open_screen(ann, routes.PLANS, *plans.PAGE.on_load)
    state = await screen.state(PlansState)
    assert [card.plan.name for card in state.cards] == ["Easy", "Hard"]
    assert state.cards[0].plan.sessions == "2 a week"
    await screen.send(PlansState.choose_level, level="expert")
    assert ([card.plan.name for card in state.cards], state.count) == (["Hard"], "1 plan")
    await screen.send(PlansState.choose_sessions, sessions="2")
    assert state.cards == []
    await screen.send(PlansState.clear)
    assert len(state.cards) == 2


async def test_a_plan_shows_a_week_at_a_time(page: Screen):
    state = await page.state(PlanState)
    assert (state.plan.name, state.plan.summary) == ("Three days", "Three fives.")
    assert [(day.name, day.when) for day in state.days] == [
        ("Day A", "Monday"),
        ("Day B", "Wednesday"),
        ("Day C", "Friday"),
    ]
    [ask] = state.days[0].blocks[0].asks
    assert (ask.name, ask.work) == ("Lift of Three days 1", "3 × 5")
    await page.send(PlanState.choose_week, week=2)
    assert (state.week_title, [bar.is_here for bar in state.bars]) == ("Week 2", [False, True])
    await page.send(PlanState.choose_week, week=99)
    assert state.week == 2


async def test_starting_a_plan_leads_to_the_schedule(page: Screen, ann: Person):
    asked = await page.send(PlanState.start, form={**START, **THREE})
    assert routes.CABINET_PLAN in asked
    assert sessions_of(ann)[0].due_on == MONDAY
    await page.send(PlanState.load)
    assert (await page.state(PlanState)).plan.is_mine


async def test_a_sequence_needs_no_weekdays(page: Screen, ann: Person):
    await page.send(PlanState.start, form={**START, "order": "sequence", **THREE})
    assert len(sessions_of(ann)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"monday": "off"}, "weekdays"),
        ({"monday": "off", "wednesday": "off", "friday": "off"}, "weekdays"),
    ],
)
async def test_what_is_wrong_with_a_start_is_said_under_its_field(
    page: Screen, ann: Person, change: dict[str, str], field: str
):
    assert await page.send(PlanState.start, form={**START, **THREE, **change}) == ""
    assert set((await page.state(PlanState)).errors) == {field}
    assert sessions_of(ann) == []


async def test_starting_twice_says_so(page: Screen, ann: Person):
    enrol(ann)
    await page.send(PlanState.start, form={**START, **THREE})
    assert "already" in (await page.state(PlanState)).errors["form"]


async def test_a_plan_that_isnt_there_or_is_a_draft_is_not_found(ann: Person, open_screen: Open):
    make_plans.plan("Secret", is_published=False)
    for slug in ("nothing", "secret"):
        screen = await open_screen(ann, routes.plan(slug), *plan.PAGE.on_load)
        assert not (await screen.state(ViewerState)).page_is_found


async def test_a_trainer_puts_a_member_on_it_and_a_member_cannot(
    page: Screen, ann: Person, tess: Person, open_screen: Open
):
    with pytest.raises(RefusedError):
        await page.send(AssignState.submit, form={**START, **THREE, "username": "ann"})
    trainers = await open_screen(tess, routes.plan("three-days"), *plan.PAGE.on_load)
    await trainers.send(AssignState.open)
    await trainers.send(AssignState.submit, form={**START, **THREE, "username": "nobody"})
    assert "username" in (await trainers.state(AssignState)).errors
    await trainers.send(AssignState.submit, form={**START, **THREE, "username": "ann"})
    assert not (await trainers.state(AssignState)).is_open
    assert len(sessions_of(ann)) == 6


async def test_the_schedule_shows_this_week_and_what_comes(schedule: Screen):
    [mine] = (await schedule.state(MyPlanState)).plans
    assert (mine.plan.where, mine.plan.rhythm) == ("Week 1 of 2", "Monday, Wednesday and Friday")
    assert [(row.day, row.state) for row in mine.this_week] == [
        ("Mon 23 Nov", "today"),
        ("Wed 25 Nov", "later"),
        ("Fri 27 Nov", "later"),
    ]
    assert len(mine.ahead) == 3


async def test_without_a_plan_the_schedule_is_empty(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.CABINET_PLAN, *my_plan.PAGE.on_load)
    assert (await screen.state(MyPlanState)).plans == []


async def test_a_session_is_moved_skipped_and_asked_for_again(schedule: Screen):
    state = await schedule.state(MyPlanState)
    first = state.plans[0].this_week[0]
    await schedule.send(MyPlanState.open, scheduled_id=first.id)
    assert state.changed == first
    await schedule.send(MyPlanState.move, form={"to": "2026-11-20"})
    assert set(state.errors) == {"to"}
    asked = await schedule.send(MyPlanState.move, form={"to": "2026-11-25"})
    assert "5 after it moved too" in asked
    assert state.plans[0].this_week[0].moved == "moved from 23 Nov"
    await schedule.send(MyPlanState.open, scheduled_id=first.id)
    await schedule.send(MyPlanState.let_go, outcome="skipped")
    assert (state.plans[0].this_week[0].state, state.changed.id) == ("skipped", 0)
    await schedule.send(MyPlanState.ask_again, scheduled_id=first.id)
    assert state.plans[0].this_week[0].is_open


async def test_a_plan_is_paused_resumed_and_left(schedule: Screen):
    state = await schedule.state(MyPlanState)
    mine = state.plans[0].plan
    await schedule.send(MyPlanState.pause, assignment_id=mine.id)
    assert state.plans[0].plan.is_paused
    await schedule.send(MyPlanState.resume, assignment_id=mine.id)
    assert not state.plans[0].plan.is_paused
    await schedule.send(MyPlanState.ask_to_leave, assignment_id=mine.id)
    assert state.left.name == "Three days"
    await schedule.send(MyPlanState.leave)
    assert (state.plans, state.ended[0].way, state.left.id) == ([], "Left", 0)


async def test_a_newer_edition_is_offered_and_taken(schedule: Screen, ann: Person):
    state = await schedule.state(MyPlanState)
    assert not state.plans[0].plan.has_newer
    make_plans.plan(number=2, weeks=4)
    await schedule.send(MyPlanState.load)
    assert state.plans[0].plan.has_newer
    await schedule.send(MyPlanState.ask_to_renew, assignment_id=state.plans[0].plan.id)
    assert (state.renewed.weekdays, state.renewed.needs) == ([0, 2, 4], "3 days")
    await schedule.send(
        MyPlanState.renew, form=dict.fromkeys(("monday", "tuesday", "friday"), True)
    )
    assert (state.plans[0].plan.where, state.renewed.id) == ("Week 1 of 4", 0)


async def test_a_newer_edition_with_more_days_asks_for_them(schedule: Screen, ann: Person):
    state = await schedule.state(MyPlanState)
    make_plans.plan(number=2, weekdays=(0, 1, 3, 4))
    await schedule.send(MyPlanState.load)
    await schedule.send(MyPlanState.ask_to_renew, assignment_id=state.plans[0].plan.id)
    assert state.renewed.needs == "4 days"
    days = ("monday", "tuesday", "thursday")
    await schedule.send(MyPlanState.renew, form=dict.fromkeys(days, True))
    assert "Choose 4 days" in state.errors["weekdays"]
    await schedule.send(MyPlanState.renew, form=dict.fromkeys((*days, "saturday"), True))
    assert state.plans[0].plan.rhythm == "Monday, Tuesday, Thursday and Saturday"


async def test_bo_cannot_change_anns_schedule(schedule: Screen, bo: Person, open_screen: Open):
    mine = (await schedule.state(MyPlanState)).plans[0]
    screen = await open_screen(bo, routes.CABINET_PLAN, *my_plan.PAGE.on_load)
    for handler in (MyPlanState.pause, MyPlanState.resume, MyPlanState.finish):
        with pytest.raises(NotFound):
            await screen.send(handler, assignment_id=mine.plan.id)
    with pytest.raises(NotFound):
        await screen.send(MyPlanState.ask_again, scheduled_id=mine.this_week[0].id)
    with pytest.raises(NotFound):
        await screen.send(MyPlanState.let_go, outcome="skipped")


async def test_a_plan_that_is_over_can_be_closed(schedule: Screen, ann: Person):
    state = await schedule.state(MyPlanState)
    with pytest.raises(Conflict):
        await schedule.send(MyPlanState.finish, assignment_id=state.plans[0].plan.id)
    db.run_sync(_move_into_the_past, assignment_id=state.plans[0].plan.id)
    await schedule.send(MyPlanState.load)
    assert state.plans[0].plan.is_over
    await schedule.send(MyPlanState.finish, assignment_id=state.plans[0].plan.id)
    assert state.ended[0].way == "Completed"


def _move_into_the_past(session, *, assignment_id: int) -> None:
    assignment = session.get_one(enrolment.Assignment, assignment_id)
    for row in enrolment.assigned.list_of(session, assignment):
        assert row.due_on is not None
        row.due_on -= enrolment.timedelta(weeks=8)
        session.add(row)
