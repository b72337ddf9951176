"""The trainers' screens: the list of plans, and the builder."""

import pytest

from fitness_app import routes
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.training.pages import plan_builder, trainer_plans
from fitness_app.training.pages.trainer_plans import TrainerPlansState
from fitness_app.training.plans import browse
from fitness_app.training.state.plan_builder import AddExerciseState, BuilderState
from tests import make, make_plans
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open

BUILDER = plan_builder.PAGE.on_load
ABOUT = {
    "name": "Mine",
    "summary": "A try.",
    "level": "beginner",
    "schedule_mode": "weekday",
    "notes": "",
}


@pytest.fixture
async def screen(tess: Person, open_screen: Open) -> Screen:
    """Tess in the builder, before a new plan with one session of a squat and a press."""
    list_screen = await open_screen(tess, routes.TRAINER_PLANS, *trainer_plans.PAGE.on_load)
    form = {"name": "Mine", "level": "beginner", "schedule_mode": "weekday"}
    await list_screen.send(TrainerPlansState.create, form=form)
    [plan] = db.read_sync(browse.list_for_trainers)
    builder = await open_screen(tess, routes.trainer_plan(plan.plan_id), *BUILDER)
    await builder.send(BuilderState.add_day)
    day = (await builder.state(BuilderState)).days[0]
    await builder.send(AddExerciseState.open, day_id=day.id)
    for name in ("Squat", "Press"):
        await builder.send(AddExerciseState.add, exercise_id=make.exercise(name))
    await builder.send(AddExerciseState.close)
    return builder


async def asks(screen: Screen) -> list[str]:
    state = await screen.state(BuilderState)
    return [ask.name for day in state.days for block in day.blocks for ask in block.asks]


async def ask_id(screen: Screen, name: str) -> int:
    state = await screen.state(BuilderState)
    found = [a for day in state.days for block in day.blocks for a in block.asks if a.name == name]
    return found[0].id


async def test_the_list_shows_plans_and_begins_new_ones(tess: Person, open_screen: Open):
    make_plans.plan("Out")
    make_plans.plan("Draft", is_published=False)
    screen = await open_screen(tess, routes.TRAINER_PLANS, *trainer_plans.PAGE.on_load)
    state = await screen.state(TrainerPlansState)
    assert [(row.name, row.is_draft, row.is_out) for row in state.plans] == [
        ("Draft", True, False),
        ("Out", False, True),
    ]
    await screen.send(TrainerPlansState.open)
    wrong = {"name": "", "level": "x", "schedule_mode": "x"}
    await screen.send(TrainerPlansState.create, form=wrong)
    assert set(state.errors) == set(wrong)


async def test_members_have_no_builder(ann: Person, open_screen: Open):
    with pytest.raises(RefusedError):
        await open_screen(ann, routes.trainer_plan(1), *BUILDER)


async def test_a_plan_that_isnt_there_is_not_found(tess: Person, open_screen: Open):
    builder = await open_screen(tess, routes.trainer_plan(99), *BUILDER)
    assert not (await builder.state(ViewerState)).page_is_found


async def test_exercises_are_found_and_added_several_in_a_row(screen: Screen):
    assert await asks(screen) == ["Squat", "Press"]
    await screen.send(AddExerciseState.look_for, words="squa")
    assert [row[1] for row in (await screen.state(AddExerciseState)).found] == ["Squat"]
    assert "Press added" not in (await screen.state(AddExerciseState)).added


async def test_moving_says_where_an_exercise_is_now(screen: Screen):
    await screen.send(BuilderState.move_ask, ask_id=await ask_id(screen, "Press"), way="up")
    assert await asks(screen) == ["Press", "Squat"]
    assert (await screen.state(BuilderState)).said == "Press is now 1 of 2."


async def test_a_prescription_is_edited_in_place(screen: Screen):
    state = await screen.state(BuilderState)
    squat = await ask_id(screen, "Squat")
    await screen.send(BuilderState.edit_ask, ask_id=squat)
    form = {"sets": "5", "reps": "5", "load_kind": "percent_e1rm", "load": "200", "rest": "3:00"}
    await screen.send(BuilderState.prescribe, form=form)
    assert (set(state.errors), state.edited) == ({"load"}, squat)
    await screen.send(BuilderState.prescribe, form={**form, "load": "75"})
    assert (state.errors, state.edited) == ({}, 0)
    assert state.days[0].blocks[0].asks[0].work == "5 × 5 · 75% of e1RM"


async def test_the_second_of_two_trainers_is_told_and_what_they_typed_stays(
    screen: Screen, ada: Person, open_screen: Open
):
    [plan] = db.read_sync(browse.list_for_trainers)
    other = await open_screen(ada, routes.trainer_plan(plan.plan_id), *BUILDER)
    squat = await ask_id(screen, "Squat")
    await other.send(BuilderState.edit_ask, ask_id=squat)
    await screen.send(BuilderState.copy_ask, ask_id=await ask_id(screen, "Press"))
    form = {"sets": "4", "reps": "6"}
    await other.send(BuilderState.prescribe, form=form)
    state = await other.state(BuilderState)
    assert "Somebody else changed this plan" in state.clash
    assert (state.edited, await asks(other)) == (squat, ["Squat", "Press", "Press"])
    await other.send(BuilderState.prescribe, form=form)
    assert (state.clash, state.days[0].blocks[0].asks[0].work) == ("", "4 × 6")


async def test_a_week_is_copied_and_marked_and_taken_out(screen: Screen):
    state = await screen.state(BuilderState)
    await screen.send(BuilderState.add_week, like=1)
    assert (state.week, await asks(screen)) == (2, ["Squat", "Press"])
    await screen.send(BuilderState.mark_deload, is_deload=True)
    assert [bar.is_deload for bar in state.bars] == [False, True]
    await screen.send(BuilderState.remove_week)
    assert (state.week, len(state.bars)) == (1, 1)


async def test_sessions_are_named_copied_moved_and_removed(screen: Screen):
    state = await screen.state(BuilderState)
    first = state.days[0].id
    await screen.send(BuilderState.edit_day, day_id=first)
    await screen.send(BuilderState.name_day, form={"name": "Lower", "weekday": "0"})
    await screen.send(BuilderState.copy_day, day_id=first, to_week="1")
    assert [day.name for day in state.days] == ["Lower", "Lower"]
    await screen.send(BuilderState.move_day, day_id=first, way="down")
    assert state.days[1].id == first
    await screen.send(BuilderState.remove_day, day_id=first)
    assert len(state.days) == 1


async def test_exercises_take_turns_and_stand_alone(screen: Screen):
    state = await screen.state(BuilderState)
    press = await ask_id(screen, "Press")
    await screen.send(BuilderState.join_above, ask_id=press)
    [block] = state.days[0].blocks
    await screen.send(BuilderState.edit_block, block_id=block.id)
    form = {"kind": "circuit", "rounds": "", "duration": ""}
    await screen.send(BuilderState.set_block, form=form)
    assert set(state.errors) == {"rounds"}
    await screen.send(BuilderState.set_block, form={**form, "rounds": "4"})
    assert state.days[0].blocks[0].title == "Circuit, 4 rounds"
    await screen.send(BuilderState.part, ask_id=press)
    assert [len(block.asks) for block in state.days[0].blocks] == [1, 1]
    await screen.send(BuilderState.remove_ask, ask_id=press)
    assert await asks(screen) == ["Squat"]


async def test_the_preview_shows_four_weeks_from_the_coming_monday(screen: Screen):
    state = await screen.state(BuilderState)
    for week in range(1, 6):
        await screen.send(BuilderState.add_week, like=week)
    assert [week.title for week in state.ahead] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    assert state.ahead[0].days[0].on == "Mon 23 Nov"


async def test_publishing_says_what_is_missing_and_then_freezes(screen: Screen):
    state = await screen.state(BuilderState)
    assert state.missing == ["Say in a sentence what the plan is for."]
    await screen.send(BuilderState.publish)
    assert "Say in a sentence" in state.clash
    await screen.send(BuilderState.describe, form=ABOUT)
    assert state.missing == []
    await screen.send(BuilderState.publish)
    assert not state.head.is_draft
    await screen.send(BuilderState.add_day)
    assert "is published" in state.clash
    await screen.send(BuilderState.begin_edition)
    assert state.head.edition == "Draft of edition 2"
    await screen.send(BuilderState.withdraw, is_archived=True)
    assert state.head.is_archived


async def test_a_draft_is_thrown_away(screen: Screen):
    assert routes.TRAINER_PLANS in await screen.send(BuilderState.discard)
    assert db.read_sync(browse.list_for_trainers) == []
